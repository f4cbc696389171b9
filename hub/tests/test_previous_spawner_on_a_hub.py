"""A hub whose configuration was written for another spawner: what it says reaches the lab."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .fake_backend import FakeBackend, ready
from .real_hub import HUB_FOLDER, FakeLab, RealHub, TinyServer
from .world import ADMIN, World

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONFIGURATION = """
c = get_config()

def prepare(spawner):
    spawner.environment["COURSE"] = "physics"
    if spawner.user.admin:
        spawner.cpu_limit = 0.5

def memory(spawner):
    return "2G" if spawner.user.admin else "1G"

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.DockerSpawner.image = "lab:1"
c.DockerSpawner.mem_limit = memory
c.DockerSpawner.args = ["--allow-root"]
c.DockerSpawner.pre_spawn_hook = prepare
c.Spawner.options_form = '<select name="image"><option>lab:2</option></select>'
c.Spawner.options_from_form = "simple"
c.Spawner.apply_user_options = {"image": "image"}
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world() -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend = FakeBackend()
        await backend.listen_tcp()
        lab = await FakeLab().listen()
        service = await TinyServer("service").listen()
        config = Path(folder) / "own_config.py"
        shipped = HUB_FOLDER / "jupyterhub_config.py"
        config.write_text(f"{CONFIGURATION}\n{shipped.read_text()}")
        hub = RealHub.with_fake(Path(folder), backend, service.url, config=config)
        await hub.start()
        try:
            yield World(hub, backend, lab)
        finally:
            await hub.stop()
            for server in (backend, lab, service):
                await server.close()


def starts(world: World) -> list[dict[str, Any]]:
    path = f"/internal/v1/servers/{ADMIN}"
    return [request.body for request in world.backend.asked("POST") if request.path == path]


async def test_limits_hooks_and_choices_count(world: World) -> None:
    admin = await world.admin()
    form = await admin.get(f"/hub/spawn/{ADMIN}")
    assert '<select name="image">' in form.text
    world.backend.starts = [[ready(world.lab.url)]]
    found = re.search(r'id="spawn_form" action="([^"]+)"', form.text)
    assert found
    await admin.post(found.group(1).replace("&amp;", "&"), {"image": "lab:2"})
    for _ in range(100):
        page = await admin.get(f"/user/{ADMIN}/", follow=False)
        if page.text == "lab":
            break
        await asyncio.sleep(0.1)
    (asked,) = starts(world)
    assert asked["limits"] == {"cpuCores": 0.5, "memoryBytes": 2 * 1024**3}
    assert asked["env"]["MEM_LIMIT"] == str(2 * 1024**3)
    assert asked["env"]["COURSE"] == "physics"
    assert asked["image"] == "lab:2"
    assert (asked["command"], asked["args"]) == (["jupyterhub-singleuser"], ["--allow-root"])
    await world.stop_lab(ADMIN)

    # Our pages lead to the form; who starts without it, as an administrator does, takes the
    # choice that was made last.
    rules = await world.hub.api("/perijove/named-servers")
    assert isinstance(rules, dict)
    assert rules["optionsForm"] is True
    world.backend.starts = [[ready(world.lab.url)]]
    await world.hub.api(f"/users/{ADMIN}/server", method="POST")
    for _ in range(50):
        if len(starts(world)) == 2:
            break
        await asyncio.sleep(0.1)
    assert [start["image"] for start in starts(world)] == ["lab:2", "lab:2"]
    await world.stop_lab(ADMIN)


async def test_what_does_not_count_is_in_the_log_of_the_hub(world: World) -> None:
    assert "c.DockerSpawner.image does not count. Write JUPYTERHUB_NOTEBOOK_IMAGE=lab:1" in (
        world.hub.log
    )
    assert "c.DockerSpawner.mem_limit" not in world.hub.log
