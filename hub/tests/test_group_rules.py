"""Who may change groups and accounts: the same answers as at the backend."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perijove.access.group_rules import (
    Actor,
    Subject,
    can_add_member,
    can_change_members,
    can_manage_account,
    can_own_group,
    can_set_limits,
)

#: The backend's `group-rules.test.ts` reads the same file.
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "group_rules.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_is_as_the_table_says(case: dict[str, Any]) -> None:
    asked, group = case["actor"], case["group"]
    actor = Actor(asked["name"], asked["kind"], asked["hubAdmin"], frozenset(asked["scopes"]))
    user = Subject(**case["user"])
    assert {
        "fill": can_change_members(actor, group),
        "add": can_add_member(actor, group, user),
        "own": can_own_group(actor, group),
        "limit": can_set_limits(actor),
        "manage": can_manage_account(actor, user),
    } == {one: case[one] for one in ("fill", "add", "own", "limit", "manage")}
