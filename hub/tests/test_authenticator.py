"""Who may sign up, who is let in at once, and what a lockout does."""

from __future__ import annotations

from typing import Any

import bcrypt
import pytest
from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from traitlets.config import Config

from perijove import PerijoveAuthenticator
from perijove.accounts.outcomes import Registration

GOOD = "correct-horse-7"


def authenticator_with(**settings: Any) -> PerijoveAuthenticator:
    session = orm.new_session_factory("sqlite:///:memory:")()
    config = Config()
    config.PerijoveAuthenticator = Config(first_admin="Ada", bcrypt_rounds=4, **settings)
    authenticator = PerijoveAuthenticator(db=session, config=config)
    session.add(orm.User(name="ada", admin=True))  # the hub does this with its admin_users
    session.commit()
    return authenticator


async def sign_up_first(authenticator: PerijoveAuthenticator, name: str = "ada") -> Registration:
    code, _ = authenticator.first_admin_code.ensure()
    return await authenticator.register(name, GOOD, code=code)


def accounts(authenticator: PerijoveAuthenticator) -> dict[str, bool]:
    return {row.username: bool(row.is_authorized) for row in authenticator.db.query(UserInfo)}


@pytest.mark.parametrize("open_to_all", [True, False])
async def test_the_first_administrator_needs_nobody(open_to_all: bool) -> None:
    authenticator = authenticator_with(enable_signup=open_to_all)
    assert authenticator.signup_offered()
    assert await sign_up_first(authenticator, "Ada") is Registration.AUTHORIZED
    assert accounts(authenticator) == {"ada": True}
    assert authenticator.signup_offered() is open_to_all


async def test_with_sign_up_closed_nobody_else_gets_in() -> None:
    authenticator = authenticator_with(enable_signup=False)
    assert await authenticator.register("eve", GOOD) is Registration.CLOSED
    await sign_up_first(authenticator)
    assert await authenticator.register("eve", GOOD) is Registration.CLOSED
    assert accounts(authenticator) == {"ada": True}


async def test_someone_who_was_faster_does_not_lock_the_administrator_out() -> None:
    authenticator = authenticator_with()
    assert await authenticator.register("eve", GOOD) is Registration.WAITING
    assert await sign_up_first(authenticator) is Registration.AUTHORIZED


async def test_a_later_first_administrator_waits_for_the_one_there_is() -> None:
    authenticator = authenticator_with()
    await sign_up_first(authenticator)
    authenticator.first_admin = "mallory"
    assert not authenticator.first_admin_expected()
    assert await authenticator.register("mallory", GOOD) is Registration.WAITING


async def test_signing_in_takes_the_password_and_the_approval() -> None:
    authenticator = authenticator_with()
    await sign_up_first(authenticator)
    await authenticator.register("eve", GOOD)
    sign_in = authenticator.authenticate
    assert await sign_in(None, {"username": "ADA", "password": GOOD}) == "ada"
    assert await sign_in(None, {"username": "ada", "password": GOOD + "x"}) is None
    assert await sign_in(None, {"username": "eve", "password": GOOD}) is None
    assert await sign_in(None, {"username": "nobody", "password": GOOD}) is None
    assert await sign_in(None, {}) is None


async def test_guessing_ends_in_a_pause_even_for_the_right_password() -> None:
    authenticator = authenticator_with(allowed_failed_logins=2, seconds_before_next_try=600)
    await sign_up_first(authenticator)
    for _ in range(2):
        await authenticator.authenticate(None, {"username": "ada", "password": "wrong-guess-1"})
    assert await authenticator.authenticate(None, {"username": "ada", "password": GOOD}) is None


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ada", "wrong-guess-1"),
        ("ada", GOOD),
        ("nobody", "wrong-guess-1"),
        ("no such / name", "wrong-guess-1"),
        ("x" * 5000, "wrong-guess-1"),
        ("", ""),
        ("ada", "p" * 500),
        ("ada", "nul\0inside"),
        ("nobody", "p" * 500),
    ],
)
async def test_a_known_and_an_unknown_name_take_the_same_work(
    name: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    authenticator = authenticator_with()
    await sign_up_first(authenticator)
    costs: list[bytes] = []
    check = bcrypt.checkpw

    def counted(secret: bytes, hashed: bytes) -> bool:
        costs.append(hashed[:7])
        return check(secret, hashed)

    monkeypatch.setattr(bcrypt, "checkpw", counted)
    await authenticator.authenticate(None, {"username": name, "password": password})
    # One comparison, of one and the same cost: the clock tells nobody who has an account.
    assert costs == [b"$2b$04$"]


async def test_names_that_differ_only_in_spelling_are_one_name() -> None:
    authenticator = authenticator_with()
    assert await authenticator.register("Zo\u00eb", GOOD) is Registration.WAITING
    assert await authenticator.register("zoe\u0308", GOOD) is Registration.NAME_TAKEN


@pytest.mark.parametrize("name", ["a", "a-2d", "a.b", "a--b", "zoë", "学生", "bob@example.org"])
def test_names_that_may_be(name: str) -> None:
    assert authenticator_with().validate_username(name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/../b", "-a", "a-", "a b", "a\n", "a\0b", "x" * 65, "a\u202eb", "a,b"]
)
def test_names_that_may_not_be(name: str) -> None:
    assert not authenticator_with().validate_username(name)


async def test_an_email_must_look_like_one() -> None:
    authenticator = authenticator_with()
    assert await authenticator.register("eve", GOOD, "not an email") is Registration.BAD_EMAIL
    assert await authenticator.register("eve", GOOD, "eve@example.org") is Registration.WAITING
