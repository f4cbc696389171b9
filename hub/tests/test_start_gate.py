"""Many starts at once, and a user who only wants a page."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

from perijove import PerijoveSpawner
from perijove.spawner.start_gate import StartGate


async def test_other_requests_are_served_between_two_turns() -> None:
    gate = StartGate()
    happened: list[str] = []

    async def start(name: str) -> None:
        await gate.wait_turn()
        happened.append(name)

    async def ask() -> None:
        for _ in range(4):
            happened.append("page")
            await asyncio.sleep(0)

    starts = [asyncio.create_task(start(name)) for name in ("ada", "bob", "cem")]
    await asyncio.gather(ask(), *starts)
    names = [name for name in happened if name != "page"]
    assert names == ["ada", "bob", "cem"]
    first, last = happened.index("ada"), happened.index("cem")
    assert "page" in happened[first:last], happened


async def test_one_that_gives_up_blocks_nobody() -> None:
    gate = StartGate()
    waiting = [asyncio.create_task(gate.wait_turn()) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    waiting[1].cancel()
    await asyncio.wait_for(waiting[2], 5)


async def test_the_configured_scopes_of_a_servers_token_count() -> None:
    async def later(spawner: PerijoveSpawner) -> list[str]:
        return [f"access:servers!user={spawner.user.name}"]

    for configured, expected in (
        ([], []),
        (["self"], ["self"]),
        (lambda spawner: [spawner.user.name], ["ada"]),
        (later, ["access:servers!user=ada"]),
    ):
        spawner = PerijoveSpawner(server_token_scopes=configured)
        commits: list[str] = []
        spawner.user = SimpleNamespace(
            name="ada", db=SimpleNamespace(commit=lambda to=commits: to.append("done"))
        )
        asked = spawner.server_token_scopes
        assert callable(asked)
        assert await asked(spawner) == expected
        assert commits == ["done"]


async def test_the_servers_record_is_committed_before_any_other_request_can_end() -> None:
    spawner = PerijoveSpawner(server_token_scopes=["self"])
    commits: list[str] = []
    spawner.user = SimpleNamespace(
        name="ada", db=SimpleNamespace(commit=lambda: commits.append("done"))
    )
    asked = spawner.server_token_scopes
    assert callable(asked)
    scopes = asked(spawner)  # as JupyterHub calls it: the event loop has not turned yet
    assert commits == ["done"]
    assert await scopes == ["self"]
