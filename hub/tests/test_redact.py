"""No credentials of addresses in logs; TypeScript is held to the same cases."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from perijove.common.redact import redact, redact_log

CASES = json.loads((Path(__file__).parent / "redact_cases.json").read_text())


@pytest.mark.parametrize(("text", "left"), CASES)
def test_credentials_are_left_out(text: str, left: str) -> None:
    assert redact(text) == left
    assert redact(left) == left


def test_a_log_holds_none(caplog: pytest.LogCaptureFixture) -> None:
    redact_log("of-a-test")
    redact_log("of-a-test")
    log = logging.getLogger("of-a-test")
    assert len(log.filters) == 1
    log.warning("connecting to %s, try %i", "postgresql://hub:secret@db/hub", 2)
    log.warning("nothing to hide: %s", "100%")
    assert caplog.messages == [
        "connecting to postgresql://[redacted]@db/hub, try 2",
        "nothing to hide: 100%",
    ]
