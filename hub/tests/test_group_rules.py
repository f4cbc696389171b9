"""Who may change groups and accounts: the same answers as at the backend."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perijove.access.group_rules import (
    Actor,
    Person,
    may_add,
    may_fill,
    may_limit,
    may_manage,
    may_own,
)

#: The backend's `group-rules.test.ts` reads the same file.
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "group_rules.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_is_as_the_table_says(case: dict[str, Any]) -> None:
    asked, group = case["actor"], case["group"]
    actor = Actor(asked["name"], asked["kind"], asked["hubAdmin"], frozenset(asked["scopes"]))
    person = Person(**case["person"])
    assert {
        "fill": may_fill(actor, group),
        "add": may_add(actor, group, person),
        "own": may_own(actor, group),
        "limit": may_limit(actor),
        "manage": may_manage(actor, person),
    } == {one: case[one] for one in ("fill", "add", "own", "limit", "manage")}
