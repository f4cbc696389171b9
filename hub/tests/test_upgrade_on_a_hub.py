"""What an earlier JupyterHub left is taken over at the next start, by itself."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from jupyterhub import version_info

from .fake_backend import ready, step
from .real_hub import SERVICE_TOKEN
from .world import USER, USER_PASSWORD, opened

pytestmark = pytest.mark.asyncio

#: Written by JupyterHub 5.5.4 with this configuration: two users, one with the server `Big data`.
FORMER = Path(__file__).parent / "database-of-5.5.sql"


async def test_users_and_servers_of_the_former_jupyterhub_are_there() -> None:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        state = Path(folder) / "hub"
        state.mkdir(mode=0o700)
        with closing(sqlite3.connect(state / "jupyterhub.sqlite")) as database:
            database.executescript(FORMER.read_text(encoding="utf-8"))
        async with opened(Path(folder), {"PERIJOVE_NAMED_SERVERS": "3"}) as world:
            page = await world.hub.browser().sign_in(USER, USER_PASSWORD)
            assert page.path == "/services/perijove/", page.text[-2000:]
            # JupyterHub 6 would take such a name for no new server.
            world.backend.starts = [[step("creating", None, "Creating"), ready(world.lab.url)]]
            answer = await world.hub.browser().call(
                "POST",
                f"/hub/api/users/{USER}/servers/Big%20data",
                headers={"Authorization": f"token {SERVICE_TOKEN}"},
            )
            assert answer.status in (201, 202), answer.text
            for _ in range(100):
                if any("options" in request.body for request in world.backend.asked("POST")):
                    break
                await asyncio.sleep(0.1)
            else:
                raise AssertionError("the server was not started")
        copies = list(state.glob("jupyterhub.sqlite.*-*"))
        assert len(copies) == (1 if version_info >= (6,) else 0)
        assert all(copy.stat().st_mode & 0o077 == 0 for copy in copies)
