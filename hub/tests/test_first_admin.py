"""The first administrator, and starts that would leave nobody to administer."""

from __future__ import annotations

from typing import Any

import pytest
from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from traitlets.config import Config

from perijove import ConfigurationError, PerijoveAuthenticator

GOOD = "correct-horse-7"


def hub_with(
    admins: tuple[str, ...] = ("ada",),
    accounts: tuple[tuple[str, bool], ...] = (),
    **settings: Any,
) -> PerijoveAuthenticator:
    session = orm.new_session_factory("sqlite:///:memory:")()
    config = Config()
    config.PerijoveAuthenticator = Config({"first_admin": "ada", "bcrypt_rounds": 4, **settings})
    authenticator = PerijoveAuthenticator(db=session, config=config)
    for name in admins:
        session.add(orm.User(name=name, admin=True))
    for name, authorized in accounts:
        session.add(UserInfo(username=name, password=b"x", is_authorized=authorized))
    session.commit()
    return authenticator


async def test_a_password_in_the_environment_seeds_the_first_administrator() -> None:
    authenticator = hub_with(first_admin_password=GOOD)
    authenticator.prepare_first_admin()
    data = {"username": "ada", "password": GOOD}
    assert await authenticator.authenticate(None, data) == "ada"
    assert not authenticator.first_admin_expected()


async def test_it_seeds_initially_only() -> None:
    authenticator = hub_with(first_admin_password=GOOD)
    authenticator.prepare_first_admin()
    await authenticator.set_password("ada", "my-own-password-7")
    authenticator.first_admin_password = "another-one-in-the-environment"
    authenticator.prepare_first_admin()
    own = {"username": "ada", "password": "my-own-password-7"}
    assert await authenticator.authenticate(None, own) == "ada"


def test_another_administrator_keeps_it_from_seeding() -> None:
    authenticator = hub_with(
        admins=("ada", "grace"), accounts=(("grace", True),), first_admin_password=GOOD
    )
    authenticator.prepare_first_admin()
    assert authenticator.get_user("ada") is None


@pytest.mark.parametrize("password", ["short", "password", "p" * 73])
def test_a_weak_seed_stops_the_start(password: str) -> None:
    with pytest.raises(ConfigurationError, match="JUPYTERHUB_ADMIN_PASSWORD is too easy") as error:
        hub_with(first_admin_password=password).prepare_first_admin()
    assert password not in str(error.value) or password == "password"


def test_an_empty_hub_whose_first_administrator_may_sign_up_starts() -> None:
    hub_with(enable_signup=False).prepare_first_admin()


@pytest.mark.parametrize(
    ("settings", "accounts", "words"),
    [
        ({"first_admin": ""}, (), "nobody may become one"),
        ({"first_admin": "a b"}, (), "which no account can be called"),
        ({}, (("ada", False),), "was never approved"),
    ],
)
def test_a_start_that_leaves_no_way_in_stops_with_the_reason(
    settings: dict[str, Any], accounts: tuple[tuple[str, bool], ...], words: str
) -> None:
    with pytest.raises(ConfigurationError, match=words):
        hub_with(accounts=accounts, **settings).prepare_first_admin()


def test_with_an_administrator_who_can_sign_in_any_name_will_do() -> None:
    hub = hub_with(admins=("grace",), accounts=(("grace", True),), first_admin="no such name")
    hub.prepare_first_admin()
