"""The rules of named servers, as the backend hears them."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from jupyterhub import version_info
from traitlets.config import Config

from perijove import PerijoveSpawner
from perijove.api.named_servers import NamedServerRules, has_options_form


@pytest.mark.parametrize(
    ("allowed", "limit", "heard"),
    [
        (False, 0, {"allowed": False, "limit": None, "optionsForm": False}),
        (True, 0, {"allowed": True, "limit": None, "optionsForm": False}),
        (True, 3, {"allowed": True, "limit": 3, "optionsForm": False}),
        # A function knows only the caller, and here the backend asks for all users.
        (True, lambda handler: 2, {"allowed": True, "limit": None, "optionsForm": False}),
    ],
)
async def test_limits(allowed: bool, limit: Any, heard: dict[str, Any]) -> None:
    heard = {**heard, "slugs": version_info >= (6,)}
    said: list[dict[str, Any]] = []
    handler: Any = SimpleNamespace(
        allow_named_servers=allowed,
        named_server_limit_per_user=limit,
        expanded_scopes={"read:hub"},
        parsed_scopes={"read:hub": True},
        settings={"spawner_class": PerijoveSpawner, "config": Config()},
        write=said.append,
    )
    await NamedServerRules.get.__wrapped__(handler)
    assert json.loads(json.dumps(said)) == [heard]


def test_a_form_is_told_when_it_is_shown() -> None:
    config = Config()
    settings = {"spawner_class": PerijoveSpawner, "config": config}
    config.Spawner.options_form = "<input name='size'>"
    assert not has_options_form(settings)
    config.Spawner.pre_spawn_hook = lambda spawner: None
    assert has_options_form(settings)
