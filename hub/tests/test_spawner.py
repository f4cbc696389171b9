"""The spawner as JupyterHub uses it, against a backend that behaves and one that does not."""

from __future__ import annotations

import asyncio
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from traitlets.config import Config

from perijove import PerijoveSpawner
from perijove.backend.protocol import BackendAwayError
from perijove.spawner.spawn_error import SpawnError

from .fake_backend import DROP, SILENCE, FakeBackend, failed, ready, step

PATH = "/internal/v1/servers/ada"
URL = "http://172.19.0.3:8888"


class SpawnerUnderTest(PerijoveSpawner):
    """Only what a hub would provide is replaced."""

    def get_env(self) -> dict[str, str]:
        return {"JUPYTERHUB_USER": str(self.user.name)}

    def get_args(self) -> list[str]:
        return []


def spawner_for(backend: FakeBackend, **settings: Any) -> SpawnerUnderTest:
    config = Config()
    config.PerijoveSpawner.internal_url = backend.url
    config.PerijoveSpawner.internal_token = backend.token
    for name, value in settings.items():
        config.PerijoveSpawner[name] = value
    spawner = SpawnerUnderTest(config=config)
    group = SimpleNamespace(
        name="class-a", properties={"theme": "dark", "perijove": {"limits": {"pids": 512}}}
    )
    spawner.user = SimpleNamespace(
        name="ada",
        admin=False,
        orm_user=SimpleNamespace(groups=[group], created=datetime(2026, 3, 10, 12, 0, 0, 5)),
        url="/user/ada/",
        settings={},
    )
    spawner.user_options = {"profile": "small"}
    return spawner


@pytest.fixture
async def spawner(backend: FakeBackend) -> SpawnerUnderTest:
    return spawner_for(backend)


async def progress_of(spawner: PerijoveSpawner) -> list[tuple[int, str]]:
    return [(event["progress"], event["message"]) async for event in spawner.progress()]


async def test_start_returns_the_url(backend: FakeBackend, spawner: SpawnerUnderTest) -> None:
    backend.starts = [[step("creating", None, "Creating"), ready(URL)]]
    assert await spawner.start() == URL
    (post,) = backend.asked("POST")
    assert post.path == PATH
    assert post.body["groups"] == ["class-a"]
    assert post.body["groupSettings"] == {"class-a": {"limits": {"pids": 512}}}
    assert post.body["command"] == ["jupyterhub-singleuser"]
    assert post.body["options"] == {"profile": "small"}
    assert post.body["port"] == 8888
    # As the hub's own API writes it, for the backend compares the two.
    assert post.body["userCreated"] == "2026-03-10T12:00:00.000005Z"
    assert spawner.get_state() == {"url": URL}


async def test_a_backend_that_restarts_in_the_middle_is_asked_again(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    backend.starts = [
        [step("pulling", 50, "Pulling"), DROP],
        [step("pulling", 50, "Pulling"), ready(URL)],
    ]
    backend.failures = [(404, {}, b"{}"), (503, {"Retry-After": "0"}, b"{}")]
    assert await spawner.start() == URL
    assert len(backend.asked("POST")) == 3


async def test_a_backend_that_is_not_there_yet_is_waited_for(short_folder: Any) -> None:
    backend = FakeBackend(starts=[[ready(URL)]])
    path = str(short_folder / "internal.sock")
    backend.url = f"unix://{path}"
    starting = asyncio.ensure_future(spawner_for(backend).start())
    await asyncio.sleep(0.4)
    assert not starting.done()
    await backend.listen_unix(path)
    assert await asyncio.wait_for(starting, 5) == URL
    await backend.close()


async def test_a_failed_start_tells_the_user_why(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    backend.starts = [[failed("image_not_found", "There is no image of that name.")]]
    with pytest.raises(SpawnError) as caught:
        await spawner.start()
    assert caught.value.jupyterhub_message == "There is no image of that name."
    assert len(backend.asked("POST")) == 1


async def test_a_wrong_secret_ends_the_start_at_once(backend: FakeBackend) -> None:
    spawner = spawner_for(backend, internal_token="another")
    with pytest.raises(SpawnError, match="do not share the same secret"):
        await spawner.start()


async def test_a_leftover_server_is_replaced_before_a_start(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    backend.states[PATH] = {"state": "running", "url": "http://old:1"}
    backend.starts = [[ready(URL)]]
    assert await spawner.start() == URL
    assert [request.method for request in backend.requests] == ["GET", "DELETE", "POST"]


async def test_a_cancelled_start_closes_its_stream(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    backend.starts = [[step("pulling", 1, "Pulling"), SILENCE]]
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(spawner.start(), 0.3)
    await asyncio.sleep(0.05)
    assert backend.open_streams == 0


async def test_progress_replays_then_follows_then_ends(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    backend.starts = [
        [step("pulling", 0, "Pulling"), 0.2, step("pulling", 100, "Pulled"), ready(URL)]
    ]
    early = asyncio.ensure_future(progress_of(spawner))
    starting = asyncio.ensure_future(spawner.start())
    await asyncio.sleep(0.1)
    late = asyncio.ensure_future(progress_of(spawner))
    await starting
    expected = [(5, "Pulling"), (60, "Pulled")]
    assert await early == expected
    assert await late == expected
    assert await progress_of(spawner) == expected


async def test_progress_of_a_failed_start_ends_without_an_error(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    backend.starts = [[step("creating", None, "Creating"), failed("oops", "It broke.")]]
    with pytest.raises(SpawnError):
        await spawner.start()
    assert await progress_of(spawner) == [(60, "Creating")]


async def test_the_bar_never_moves_backwards_and_the_log_never_grows_without_end(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    steps = [step("pulling", n % 101, f"{n}") for n in range(1000)]
    backend.starts = [[*steps, step("queued", None, "again"), ready(URL)]]
    await spawner.start()
    seen = [percent for percent, _ in await progress_of(spawner)]
    assert seen == sorted(seen)
    assert len(seen) <= 200


async def test_a_second_start_begins_with_an_empty_log(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    for name in ("first", "second"):
        backend.states.clear()
        backend.starts = [[step("creating", None, name), ready(URL)]]
        spawner.clear_state()  # JupyterHub does this before each start
        await spawner.start()
        assert [message for _, message in await progress_of(spawner)] == [name]


async def test_the_hub_asks_every_two_minutes_or_as_it_is_told(backend: FakeBackend) -> None:
    assert spawner_for(backend).poll_interval == 120
    assert spawner_for(backend, poll_interval=30).poll_interval == 30


async def test_a_poll_stops_the_server_of_a_user_who_is_locked_out(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    backend.states[PATH] = {"state": "running", "url": URL}
    locked: set[str] = set()
    spawner.authenticator = SimpleNamespace(is_locked=lambda name: name in locked)
    assert await spawner.poll() is None
    locked.add("ada")
    assert await spawner.poll() == 0
    assert [request.path.partition("?")[0] for request in backend.asked("DELETE")] == [PATH]


async def test_poll(backend: FakeBackend, spawner: SpawnerUnderTest) -> None:
    assert await spawner.poll() == 0  # the backend knows no such server
    backend.states[PATH] = {"state": "running", "url": URL}
    assert await spawner.poll() is None
    backend.states[PATH] = {"state": "starting"}
    assert await spawner.poll() is None
    backend.states[PATH] = {"state": "stopped", "exitCode": 137}
    assert await spawner.poll() == 137


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
async def test_not_knowing_is_never_death(
    backend: FakeBackend, spawner: SpawnerUnderTest, status: int
) -> None:
    backend.failures = [(status, {}, b"{}")]
    assert await spawner.poll() is None
    await backend.close()
    assert await spawner.poll() is None


async def test_stop_waits_for_a_backend_that_restarts(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    backend.failures = [(503, {}, b"{}"), (500, {}, b"")]
    await spawner.stop()
    assert len(backend.asked("DELETE")) == 3


async def test_stop_does_not_pretend(backend: FakeBackend) -> None:
    spawner = spawner_for(backend, stop_timeout=0.6)
    await backend.close()
    with pytest.raises(BackendAwayError):
        await spawner.stop()


async def test_delete_forever_sends_the_volumes_to_the_bin(
    backend: FakeBackend, spawner: SpawnerUnderTest
) -> None:
    await spawner.delete_forever()
    assert [request.path for request in backend.asked("DELETE")] == [f"{PATH}?forever=true"]


async def test_state_survives_a_restart_of_the_hub(backend: FakeBackend) -> None:
    backend.starts = [[ready(URL)]]
    before, after = spawner_for(backend), spawner_for(backend)
    await before.start()
    after.load_state(before.get_state())
    assert after.get_state() == {"url": URL}
    after.clear_state()
    assert after.get_state() == {}


async def test_the_url_is_asked_for_again_after_a_restart(backend: FakeBackend) -> None:
    spawner = spawner_for(backend)
    spawner.load_state({"url": "http://old:1"})
    backend.states[PATH] = {"state": "running", "url": "http://moved:2"}
    assert await spawner.get_url() == "http://moved:2"
    await backend.close()
    spawner.load_state({"url": "http://old:1"})
    assert await spawner.get_url() == "http://old:1"


async def test_a_start_that_the_hubs_restart_cut_off_is_followed_to_its_end(
    backend: FakeBackend,
) -> None:
    spawner = spawner_for(backend)  # no state: the hub went before it could save any
    backend.failures = [(503, {}, b"{}")]
    backend.states[PATH] = {"state": "starting"}
    asking = asyncio.ensure_future(spawner.get_url())
    await asyncio.sleep(1.3)
    assert not asking.done()
    backend.states[PATH] = {"state": "running", "url": URL}
    assert await asyncio.wait_for(asking, 5) == URL


async def test_nothing_of_the_hubs_own_environment_reaches_the_server(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/somewhere")
    assert spawner_for(backend).env_keep == []
