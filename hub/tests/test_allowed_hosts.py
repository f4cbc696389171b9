"""Which hosts are ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perijove.common.allowed_hosts import AllowedHosts, parse_hosts

#: The backend is held to the same table.
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "allowed_hosts_cases.json").read_text()
)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_it_knows(case: dict[str, Any]) -> None:
    hosts = AllowedHosts.decide(
        configured=parse_hosts(case["configured"]),
        public=case["public"],
        internal=case["internal"],
    )
    assert [host for host in case["allowed"] if not hosts.has(host)] == []
    assert [host for host in case["refused"] if hosts.has(host)] == []
    assert hosts.enforced is case["enforced"]


@pytest.mark.parametrize(
    "text",
    ["hub.example.org:443", "https://hub.example.org", "a b", "-", "hub/x", "**", "*example"],
)
def test_what_is_no_host_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no host name"):
        parse_hosts(text)
