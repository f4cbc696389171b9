"""A real hub with roles of all kinds, and a token for each user who tries its routes."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from .browser import Page
from .fake_backend import FakeBackend
from .real_hub import HUB_FOLDER, SERVICE_TOKEN, RealHub, TinyServer

#: A group with power over the host, and properties of one that only administrators set.
POWER, PROPERTIES = "docker-privileged", {"perijove": {"limits": {"cpuCores": 64}}}

#: Who tries, each with a token of their own.
ACTORS = ("root", "narrow", "tess", "gus", "pia", "mia", "acc", "backend")

CONFIG = """
c = get_config()
c.JupyterHub.load_groups = {
    "class-a": {"users": ["ben"]},
    "tutors": {"users": ["tess", "tom"]},
    "docker-sock": {"users": ["cem"]},
}
c.JupyterHub.services = [{"name": name, "api_token": f"token-of-{name}-0123456789"}
                         for name in ("gus", "pia", "mia", "acc")]
c.JupyterHub.load_roles = [
    {"name": "students", "users": ["ann", "tom", "dan"], "scopes": ["self"]},
    {
        "name": "tutor",
        "scopes": [
            "list:users!group=class-a", "list:users!user=ann", "groups!group=class-a",
            "delete:groups!group=class-a", "access:servers!group=class-a",
            "servers!group=class-a", "tokens!group=class-a", "delete:users!group=class-a",
        ],
        "groups": ["tutors"],
    },
    {"name": "filler", "scopes": ["groups", "list:users"], "services": ["gus"]},
    {"name": "ours", "scopes": ["custom:perijove:admin"], "services": ["pia"]},
    {
        "name": "class-accounts",
        "scopes": ["admin:users!group=class-a", "tokens!group=class-a"],
        "services": ["mia"],
    },
    {
        "name": "all-accounts",
        "scopes": ["admin:users", "tokens", "admin:services", "proxy", "admin:groups"],
        "services": ["acc"],
    },
]
"""


class Doors:
    """The hub, and a token for each user."""

    def __init__(self, hub: RealHub, tokens: dict[str, str], backend: FakeBackend) -> None:
        self.hub, self.tokens, self.backend = hub, tokens, backend

    async def call(
        self, who: str, method: str, path: str, body: Any = None, **headers: str
    ) -> Page:
        sent = {"Authorization": f"token {self.tokens[who]}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.hub.browser().call(method, f"/hub/api{path}", headers=sent, body=body)

    async def groups(self, user: str) -> set[str]:
        return set((await self.call("backend", "GET", f"/users/{user}")).json()["groups"])

    async def members(self, group: str) -> set[str]:
        return set((await self.call("backend", "GET", f"/groups/{group}")).json()["users"])

    def told(self, about: str) -> list[dict[str, Any]]:
        """What the audit log recorded about a user or a group, each time."""
        reports = [one for one in self.backend.requests if one.path == "/internal/v1/events"]
        lines = [line for one in reports for line in one.body["events"]]
        return [line for line in lines if line["subject"] == about]

    async def heard(self, about: str, count: int) -> list[str]:
        """Those lines, once there are so many."""
        for _ in range(50):
            if len(self.told(about)) >= count:
                break
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.2)  # none comes after them
        return [
            f"{line['actor']} {line['action']} {line['result']} {line['details']}"
            for line in self.told(about)
        ]

    async def token_id(self, who: str) -> str:
        return str((await self.call(who, "GET", "/user")).json()["token_id"])


async def _token(hub: RealHub, name: str, **body: Any) -> str:
    page = await hub.browser().call(
        "POST",
        f"/hub/api/users/{name}/tokens",
        body={"auth": {"username": name, "password": "a-good-password-1"}, **body},
    )
    assert page.status == 201, page.text
    return str(page.json()["token"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def doors() -> AsyncIterator[Doors]:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend = FakeBackend()
        await backend.listen_tcp()
        service = await TinyServer("service").listen()
        config = Path(folder) / "own_config.py"
        shipped = HUB_FOLDER / "jupyterhub_config.py"
        config.write_text(f"{CONFIG}\n{shipped.read_text()}")
        hub = RealHub.with_fake(
            Path(folder),
            backend,
            service.url,
            {"JUPYTERHUB_ADMIN": "root", "PERIJOVE_NAMED_SERVERS": "2"},
            config=config,
        )
        await hub.start()
        try:
            await hub.browser().sign_up("root", "a-good-password-1")
            await hub.browser().sign_in("root", "a-good-password-1")
            for name in ("tess", "tom", "ann", "ben", "cem", "dan"):
                await hub.accounts("PATCH", f"/{name}", {"password": "a-good-password-1"})
            tokens = {
                "backend": SERVICE_TOKEN,
                "root": await _token(hub, "root"),
                "narrow": await _token(hub, "root", scopes=["groups", "list:users"]),
                "tess": await _token(hub, "tess"),
                **{name: f"token-of-{name}-0123456789" for name in ("gus", "pia", "mia", "acc")},
            }
            yield Doors(hub, tokens, backend)
        finally:
            await hub.stop()
            await backend.close()
            await service.close()
