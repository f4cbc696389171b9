"""A new token of the backend voids the former ones, however they came about."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from .fake_backend import FakeBackend
from .real_hub import RealHub, TinyServer, free_port
from .test_managed_backend import BACKEND


async def answer_to(hub: RealHub, token: str) -> int:
    headers = {"Authorization": f"token {token}"}
    return (await hub.browser().call("GET", "/hub/api/user", headers=headers)).status


async def test_a_hub_that_starts_the_backend_voids_its_token_at_the_next_start() -> None:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        data = Path(folder)
        (data / "main.cjs").write_text(BACKEND)
        tokens = []
        for _ in range(3):
            hub = RealHub(
                data,
                {
                    "PERIJOVE_BACKEND": str(data / "main.cjs"),
                    "PERIJOVE_BACKEND_PORT": str(free_port()),
                },
            )
            await hub.start()
            try:
                told = re.search(
                    r'"JUPYTERHUB_API_TOKEN":"(\w+)"', (data / "told.json").read_text()
                )
                assert told
                tokens.append(told[1])
                assert await answer_to(hub, told[1]) == 200
                assert [await answer_to(hub, token) for token in tokens[:-1]] == [403] * (
                    len(tokens) - 1
                )
            finally:
                await hub.stop()
        assert len(set(tokens)) == 3


async def test_a_token_that_an_operator_replaced_is_void_and_others_stay() -> None:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend = FakeBackend()
        await backend.listen_tcp()
        service = await TinyServer("service").listen()
        shipped = (Path(__file__).resolve().parents[1] / "jupyterhub_config.py").read_text()
        config = Path(folder) / "own_config.py"
        other = "c.JupyterHub.services = [{'name': 'other', 'api_token': 'token-of-another-one'}]"
        config.write_text(f"{shipped}\n{other.replace('= [', '= [*c.JupyterHub.services, ')}\n")
        try:
            for token, former in [
                ("first-service-token", ""),
                ("second-service-token", "first-service-token"),
            ]:
                hub = RealHub.with_fake(
                    Path(folder), backend, service.url, {"PERIJOVE_SERVICE_TOKEN": token}, config
                )
                await hub.start()
                try:
                    assert await answer_to(hub, token) == 200
                    assert await answer_to(hub, "token-of-another-one") == 200
                    if former:
                        assert await answer_to(hub, former) == 403
                finally:
                    await hub.stop()
        finally:
            await backend.close()
            await service.close()
