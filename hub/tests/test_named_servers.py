"""The rules of named servers, as the backend hears them."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from perijove.named_servers import NamedServerRules


@pytest.mark.parametrize(
    ("allowed", "limit", "heard"),
    [
        (False, 0, {"allowed": False, "limit": None}),
        (True, 0, {"allowed": True, "limit": None}),
        (True, 3, {"allowed": True, "limit": 3}),
        # A function knows only who asks, and here the backend asks for everybody.
        (True, lambda handler: 2, {"allowed": True, "limit": None}),
    ],
)
async def test_limits(allowed: bool, limit: Any, heard: dict[str, Any]) -> None:
    said: list[dict[str, Any]] = []
    handler: Any = SimpleNamespace(
        allow_named_servers=allowed,
        named_server_limit_per_user=limit,
        expanded_scopes={"read:hub"},
        parsed_scopes={"read:hub": True},
        write=said.append,
    )
    await NamedServerRules.get.__wrapped__(handler)
    assert json.loads(json.dumps(said)) == [heard]
