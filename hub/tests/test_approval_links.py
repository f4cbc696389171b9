"""When a link in a message approves an account, and what makes it worthless."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from jupyterhub import orm
from nativeauthenticator.crypto.signing import Signer
from traitlets import TraitError
from traitlets.config import Config

from perijove import PerijoveAuthenticator
from perijove.accounts.approval_links import account_of, slug_for, whole
from perijove.accounts.outcomes import Registration

SECRET = "a-secret-key-of-these-tests"
PASSWORD = "correct-horse-7"
ADDRESS = "ada@example.org"


class Setup:
    def __init__(self, pattern: str = r"[^@]+@example\.org") -> None:
        self.db = orm.new_session_factory("sqlite:///:memory:")()
        config = Config()
        config.PerijoveAuthenticator = Config(
            bcrypt_rounds=4, allow_self_approval_for=pattern, secret_key=SECRET
        )
        self.authenticator = PerijoveAuthenticator(db=self.db, config=config)
        self.sent: list[str] = []
        self.authenticator.send_approval_email = lambda _to, url: self.sent.append(url)

    async def sign_up(self, email: str = ADDRESS) -> Registration:
        return await self.authenticator.register("ada", PASSWORD, email)

    @property
    def account(self) -> Any:
        return self.authenticator.get_user("ada")

    def opened(self) -> Any:
        """What the link in the last message stands for."""
        return account_of(self.sent[-1].removeprefix("/confirm/"), SECRET, self.db)

    def approves(self) -> bool:
        account = self.opened()
        return account is not None and not account.is_authorized


async def test_a_link_approves_the_account_that_waits_and_only_once() -> None:
    setup = Setup()
    assert await setup.sign_up() is Registration.MAIL_SENT
    assert setup.approves()
    setup.account.is_authorized = True
    setup.db.commit()
    assert setup.opened() is setup.account
    assert not setup.approves()
    # Disabled afterwards: the link in the message does not enable the account.
    setup.account.is_authorized = False
    setup.db.commit()
    assert setup.opened() is None


def _locked_out(setup: Setup) -> None:
    setup.account.is_authorized = False


def _other_address(setup: Setup) -> None:
    setup.account.email = "mallory@example.org"


def _other_password(setup: Setup) -> None:
    setup.account.password = b"another"


def _other_name(setup: Setup) -> None:
    setup.account.username = "ada2"


def _discarded(setup: Setup) -> None:
    setup.db.delete(setup.account)


@pytest.mark.parametrize(
    "change", [_locked_out, _other_address, _other_password, _other_name, _discarded]
)
async def test_a_link_dies_with_the_state_it_was_made_for(change: Callable[[Setup], None]) -> None:
    setup = Setup()
    await setup.sign_up()
    assert setup.approves()
    change(setup)
    setup.db.commit()
    assert setup.opened() is None


async def test_a_link_of_a_discarded_account_approves_no_later_one_of_that_name() -> None:
    setup = Setup()
    await setup.sign_up()
    number = setup.account.id
    setup.db.delete(setup.account)
    setup.db.commit()
    old = setup.sent[-1]
    await setup.sign_up()
    assert setup.account.id == number  # SQLite gives numbers again
    assert setup.approves()
    assert account_of(old.removeprefix("/confirm/"), SECRET, setup.db) is None


async def test_a_link_expires() -> None:
    setup = Setup()
    await setup.sign_up()
    now = datetime.now(timezone.utc)
    for minutes, good in ((1, True), (-1, False)):
        slug = slug_for(setup.account, SECRET, now + timedelta(minutes=minutes))
        assert (account_of(slug, SECRET, setup.db) is not None) is good


async def test_nobody_else_can_make_a_link() -> None:
    setup = Setup()
    await setup.sign_up()
    assert account_of(slug_for(setup.account, "another-secret"), SECRET, setup.db) is None
    # Not even with something that was signed with the same secret for another purpose.
    claims = Signer(SECRET, salt="perijove.approval").unsign_object(
        setup.sent[-1].removeprefix("/confirm/")
    )
    assert account_of(Signer(SECRET).sign_object(claims), SECRET, setup.db) is None
    for slug in ("", ":", "x:y", "a" * 5000, setup.sent[-1][:-2]):
        assert account_of(slug, SECRET, setup.db) is None


@pytest.mark.parametrize(
    ("email", "approves"),
    [
        ("ada@example.org", True),
        ("ada@example.org.evil.com", False),
        ("ada@example.orgx", False),
        ("x-ada@example.org", True),
    ],
)
async def test_an_address_matches_as_a_whole(email: str, approves: bool) -> None:
    setup = Setup()
    wanted = Registration.MAIL_SENT if approves else Registration.WAITING
    assert await setup.sign_up(email) is wanted
    # NativeAuthenticator's own code asks in its own way.
    pattern = setup.authenticator.allow_self_approval_for
    assert bool(re.match(pattern, email)) is approves


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("a|b", "ab", False),
        ("a|b", "b", True),
        ("(?i)ADA@x", "ada@X", True),
        ("(?i)(?s)ADA@x", "ada@x.org", False),
        ("(?x) a b  # the end", "ab", True),
        ("^a$", "a\n", False),
        ("(?m)^a$", "a\nb", False),
    ],
)
def test_a_pattern_is_made_one_for_whole_texts(pattern: str, text: str, matches: bool) -> None:
    assert bool(re.match(whole(pattern), text)) is matches
    assert bool(re.match(whole(whole(pattern)), text)) is matches


def test_a_pattern_that_is_none_stops_the_start() -> None:
    with pytest.raises(TraitError, match="allow_self_approval_for is not a pattern"):
        Setup("(")


async def test_a_pattern_for_names_matches_whole_names() -> None:
    setup = Setup()
    setup.authenticator.username_pattern = "[a-z]+"
    assert setup.authenticator.validate_username("ada")
    assert not setup.authenticator.validate_username("ada2")
    assert not setup.authenticator.validate_username("ada@evil")
