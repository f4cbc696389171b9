"""Accounts of FirstUseAuthenticator keep their passwords; the hub starts whatever these are."""

from __future__ import annotations

import dbm
import dbm.dumb
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bcrypt
import pytest
from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from tornado.log import app_log
from traitlets.config import Config

from perijove import PerijoveAuthenticator
from perijove.accounts.account_notes import must_change_password

from .fake_backend import FakeBackend
from .real_hub import HUB_FOLDER, RealHub, TinyServer

GOOD, WEAK = "correct-horse-7", "abc"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What the hub logs; JupyterHub keeps its loggers from passing anything on."""
    app_log.addHandler(caplog.handler)
    yield caplog
    app_log.removeHandler(caplog.handler)


def hashed(password: str) -> bytes:
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(4))


def file_with(folder: Path, entries: dict[str, bytes], kind: Any = dbm) -> Path:
    path = folder / "passwords.dbm"
    with kind.open(str(path), "c") as file:
        for name, value in entries.items():
            file[name] = value
    return path


def authenticator_on(path: Path, session: Any = None, **settings: Any) -> PerijoveAuthenticator:
    session = session or orm.new_session_factory("sqlite:///:memory:")()
    config = Config()
    config.PerijoveAuthenticator = Config(
        bcrypt_rounds=4,
        import_from_firstuse=True,
        firstuse_db_path=str(path),
        admin_users={"boss"},
        **settings,
    )
    return PerijoveAuthenticator(db=session, config=config)


def accounts(authenticator: PerijoveAuthenticator) -> dict[str, bool]:
    return {row.username: bool(row.is_authorized) for row in authenticator.db.query(UserInfo)}


async def signs_in(authenticator: PerijoveAuthenticator, name: str, password: str) -> bool:
    data = {"username": name, "password": password}
    return await authenticator.authenticate(None, data) == name


@pytest.mark.parametrize("kind", [dbm, dbm.dumb])
@pytest.mark.parametrize("signup", [True, False])
async def test_hashes_are_taken_over_as_they_are(tmp_path: Path, kind: Any, signup: bool) -> None:
    path = file_with(tmp_path, {"boss": hashed(GOOD), "Eve": hashed(GOOD)}, kind)
    session = orm.new_session_factory("sqlite:///:memory:")()
    session.add(orm.User(name="known"))
    session.commit()
    with kind.open(str(path), "c") as file:
        file["known"] = hashed(GOOD)
    authenticator = authenticator_on(path, session, enable_signup=signup)
    # Who was never here waits, as after a sign-up.
    assert accounts(authenticator) == {"boss": True, "eve": False, "known": True}
    assert await signs_in(authenticator, "boss", GOOD)
    assert await signs_in(authenticator, "known", GOOD)
    assert not await signs_in(authenticator, "eve", GOOD)
    assert not await signs_in(authenticator, "boss", "another-horse-7")
    # The file stays, and each later start finds all users there.
    again = authenticator_on(path, session)
    assert len(accounts(again)) == 3
    assert await signs_in(again, "boss", GOOD)


async def test_a_weak_password_lets_nobody_in_until_it_is_another(tmp_path: Path) -> None:
    path = file_with(tmp_path, {"boss": hashed(WEAK), "typed": WEAK.encode()})
    authenticator = authenticator_on(path, open_signup=True)
    assert accounts(authenticator) == {"boss": True, "typed": True}
    for name in ("boss", "typed"):
        account = authenticator.get_user(name)
        assert not must_change_password(authenticator.db, account)
        assert not await signs_in(authenticator, name, WEAK)
        assert must_change_password(authenticator.db, account)
        assert await authenticator.set_password(name, GOOD)
        assert await signs_in(authenticator, name, GOOD)
        # What was given by an administrator instead is theirs to replace, as always.
        assert await authenticator.set_password(name, GOOD, must_change=True)
        assert not await signs_in(authenticator, name, GOOD)


async def test_what_cannot_be_taken_over_is_named_and_stops_nothing(
    tmp_path: Path, log: pytest.LogCaptureFixture
) -> None:
    entries = {"a b": hashed(GOOD), "long": b"x" * 80, "boss": hashed(GOOD)}
    path = file_with(tmp_path, entries)
    authenticator = authenticator_on(path, delete_firstuse_db_after_import=True)
    assert accounts(authenticator) == {"boss": True}
    assert "'a b', 'long'" in log.text
    assert list(tmp_path.iterdir())  # they are lost otherwise


@pytest.mark.parametrize("kind", [dbm, dbm.dumb])
async def test_the_file_goes_when_all_users_were_taken_over(tmp_path: Path, kind: Any) -> None:
    path = file_with(tmp_path, {"boss": hashed(GOOD)}, kind)
    authenticator = authenticator_on(path, delete_firstuse_db_after_import=True)
    assert list(tmp_path.iterdir()) == []
    assert accounts(authenticator_on(path, authenticator.db)) == {"boss": True}


@pytest.mark.parametrize("content", [None, b"no such kind of file"])
async def test_a_file_that_cannot_be_read_stops_nothing(
    tmp_path: Path, content: bytes | None, log: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "passwords.dbm"
    if content is not None:
        path.write_bytes(content)
    assert accounts(authenticator_on(path)) == {}
    assert "Nobody was taken over" in log.text


@pytest.mark.asyncio
async def test_a_real_hub_starts_and_asks_for_a_password_of_ones_own() -> None:
    with tempfile.TemporaryDirectory(prefix="pj-") as name:
        folder = Path(name)
        path = file_with(folder, {"root-ada": hashed(WEAK)})
        backend, service = FakeBackend(), await TinyServer("service").listen()
        await backend.listen_tcp()
        config = folder / "own_config.py"
        config.write_text(
            f"{(HUB_FOLDER / 'jupyterhub_config.py').read_text()}\n"
            "c.PerijoveAuthenticator.import_from_firstuse = True\n"
            f"c.PerijoveAuthenticator.firstuse_db_path = {str(path)!r}\n"
        )
        hub = RealHub.with_fake(folder, backend, service.url, config=config)
        try:
            for _ in range(2):
                await hub.start()
                await hub.stop()
            await hub.start()
            browser = hub.browser()
            page = await browser.sign_in("root-ada", WEAK)
            assert "first-password" in page.text
            form = {"new_password": GOOD, "new_password_confirmation": GOOD}
            page = await browser.fill(page, form)
            assert page.path == "/services/perijove/"
        finally:
            await hub.stop()
            await backend.close()
            await service.close()
