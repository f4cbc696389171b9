"""Which places stand in the bar of the hub's pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perijove.pages.navigation import Navigation, navigation_of

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "who_sees_what.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["who"] for case in CASES])
def test_the_bar_shows_what_our_own_pages_show(case: dict[str, Any]) -> None:
    sees = case["sees"]
    assert navigation_of("tess", case["admin"], case["scopes"]) == Navigation(
        users="users" in sees, groups="groups" in sees, administer="administer" in sees
    )
