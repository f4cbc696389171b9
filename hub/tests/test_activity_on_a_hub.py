"""The built backend behind a real hub with 501 users: nobody is missing, metrics take a scope."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .real_hub import HUB_FOLDER, RealHub, free_port

pytestmark = pytest.mark.asyncio(loop_scope="module")

USERS = [f"user-{number:05}" for number in range(501)]
BACKEND = HUB_FOLDER.parent / "backend" / "lib" / "main.js"
POPULATE = HUB_FOLDER.parent / "scripts" / "test-env" / "populate.py"
SERVICE = "/services/perijove"

#: Services that ask the backend. One of them may read metrics, the other may see users.
SERVICES = """
c = get_config()
c.JupyterHub.services = [
    {"name": "prometheus", "api_token": "token-of-prometheus"},
    {"name": "registrar", "api_token": "token-of-the-registrar"},
]
c.JupyterHub.load_roles = [
    {
        "name": "metrics-reader",
        "scopes": ["read:metrics", "access:services!service=perijove"],
        "services": ["prometheus"],
    },
    {
        "name": "registrar",
        "scopes": ["list:users", "access:services!service=perijove"],
        "services": ["registrar"],
    },
]
"""


def fill(data: Path) -> None:
    """Write all users into the hub's database: 501 calls would take longer than the tests."""
    database = data / "hub" / "jupyterhub.sqlite"
    database.parent.mkdir(parents=True)
    command = [sys.executable, str(POPULATE), f"sqlite:///{database}", *USERS]
    subprocess.run(command, check=True)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hub() -> AsyncIterator[RealHub]:
    assert BACKEND.exists(), "build the backend first: npm run build:node"
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        data = Path(folder)
        fill(data)
        config = data / "own_config.py"
        config.write_text(f"{SERVICES}\n{(HUB_FOLDER / 'jupyterhub_config.py').read_text()}")
        hub = RealHub(
            data,
            {
                "PERIJOVE_BACKEND": str(BACKEND),
                "PERIJOVE_BACKEND_PORT": str(free_port()),
                "PERIJOVE_ENGINE": "process",
            },
            config=config,
        )
        await hub.start()
        try:
            for _ in range(150):
                page = await hub.browser().get(f"{SERVICE}/api/v1/health")
                if page.status == 200:
                    break
                await asyncio.sleep(0.2)
            else:
                raise AssertionError(f"the backend did not come up:\n{hub.log}")
            yield hub
        finally:
            await hub.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pages(hub: RealHub) -> list[dict[str, Any]]:
    """Every page of the list of activity, as a program reads it: cursor by cursor."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = await hub.browser().get(
            f"{SERVICE}/api/v1/activity?sort=user&limit=200{cursor}",
            headers={"Authorization": "token token-of-the-registrar"},
        )
        assert page.status == 200, page.text
        found.append(page.json())
        if found[-1]["nextCursor"] is None:
            return found
        cursor = f"&cursor={found[-1]['nextCursor']}"


async def test_all_501_users_are_in_the_list_of_activity(pages: list[dict[str, Any]]) -> None:
    rows = [row for page in pages for row in page["items"]]
    names = [row["user"] for row in rows]
    assert [name for name in names if name.startswith("user-")] == USERS
    assert len(set(names)) == len(names)
    assert pages[0]["total"] == len(names)
    assert len(pages) == 3


async def test_metrics_are_refused_without_the_scope(hub: RealHub) -> None:
    path = f"{SERVICE}/api/v1/metrics"
    stranger = await hub.browser().get(path)
    assert stranger.status == 401
    headers = {"Authorization": "token token-of-the-registrar"}
    registrar = await hub.browser().get(path, headers=headers)
    assert registrar.status == 403
    assert "perijove_" not in stranger.text + registrar.text


async def test_metrics_are_given_with_the_scope_and_name_nobody(hub: RealHub) -> None:
    headers = {"Authorization": "token token-of-prometheus"}
    page = await hub.browser().get(f"{SERVICE}/api/v1/metrics", headers=headers)
    assert page.status == 200, page.text
    assert page.headers["content-type"].startswith("text/plain")
    assert 'perijove_servers{status="offline"}' in page.text
    assert "user-" not in page.text
    # The scope opens this door and no other.
    other = await hub.browser().get(f"{SERVICE}/api/v1/activity", headers=headers)
    assert other.status == 403
