"""What a configuration says of servers, and how much of it the spawner follows."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from traitlets.config import Config

from perijove import PerijoveSpawner

from .fake_backend import FakeBackend, ready
from .test_spawner import URL, spawner_for


async def test_limits_reach_the_backend_by_values_and_by_functions(backend: FakeBackend) -> None:
    spawner = spawner_for(backend, mem_limit="1G", cpu_limit=0.5)
    backend.starts = [[ready(URL)]]
    await spawner.start()
    assert backend.asked("POST")[-1].body["limits"] == {"cpuCores": 0.5, "memoryBytes": 2**30}

    asked: list[str] = []

    def memory(given: PerijoveSpawner) -> str:
        asked.append(given.user.name)
        return "512M"

    spawner = spawner_for(backend, mem_limit=memory)
    backend.states.clear()
    backend.starts = [[ready(URL)]]
    await spawner.start()
    assert backend.asked("POST")[-1].body["limits"] == {"memoryBytes": 2**29}
    assert asked == ["ada"]
    # A rule stays one, for the next start.
    assert spawner.mem_limit is memory


async def test_no_limit_is_none(backend: FakeBackend) -> None:
    spawner = spawner_for(backend, mem_limit=0, cpu_limit=None)
    backend.starts = [[ready(URL)]]
    await spawner.start()
    assert backend.asked("POST")[-1].body["limits"] == {}


async def test_no_command_is_the_images_own(backend: FakeBackend) -> None:
    spawner = spawner_for(backend, cmd=None)
    spawner.image = "lab:2"
    backend.starts = [[ready(URL)]]
    await spawner.start()
    body = backend.asked("POST")[-1].body
    assert (body["command"], body["args"], body["image"]) == ([], [], "lab:2")


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({}, False),
        ({"apply_user_options": {"size": "no_such_setting"}}, False),
        ({"apply_user_options": {"size": "mem_limit"}}, True),
        ({"apply_user_options": lambda spawner, options: None}, True),
        ({"pre_spawn_hook": lambda spawner: None}, True),
        ({"environment": {"SIZE": lambda spawner: spawner.user_options["size"]}}, True),
        ({"environment": {"SIZE": "1"}}, False),
        ({"group_overrides": lambda spawner: {}}, True),
    ],
)
async def test_a_form_is_shown_when_something_follows_it(
    settings: dict[str, Any], shown: bool
) -> None:
    config = Config()
    config.Spawner.options_form = "<input name='size'>"
    for name, value in settings.items():
        config.Spawner[name] = value
    spawner = PerijoveSpawner(config=config)
    assert bool(await spawner.get_options_form()) == shown


async def test_what_a_hook_sets_in_vain_is_told(
    backend: FakeBackend, caplog: pytest.LogCaptureFixture
) -> None:
    spawner = spawner_for(backend)
    spawner.log = logging.getLogger("hub")
    spawner.volumes = {"jupyterhub-user-ada": "/home/jovyan"}
    spawner.userdata = {"of the operator": True}
    backend.starts = [[ready(URL)]]
    await spawner.start()
    told = [record.getMessage() for record in caplog.records]
    assert "A hook set volumes for ada, which has no effect here" in told
    assert not any("userdata" in line for line in told)


async def test_a_hook_that_reaches_for_what_is_not_here_says_so(backend: FakeBackend) -> None:
    spawner: Any = spawner_for(backend)
    with pytest.raises(AttributeError, match="setting of another spawner"):
        spawner.extra_host_config["runtime"] = "nvidia"
    assert not hasattr(spawner, "anything_else")
