"""What the tests share."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from .doors import doors
from .fake_backend import FakeBackend
from .world import world

__all__ = ["backend", "doors", "short_folder", "world"]


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose path leaves room for a unix socket's name."""
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        yield Path(folder)


@pytest.fixture(params=["unix", "tcp"])
async def backend(request: pytest.FixtureRequest, short_folder: Path) -> AsyncIterator[FakeBackend]:
    """A fake backend, once on a unix socket and once on a TCP port."""
    fake = FakeBackend()
    if request.param == "unix":
        await fake.listen_unix(str(short_folder / "internal.sock"))
    else:
        await fake.listen_tcp()
    yield fake
    await fake.close()
