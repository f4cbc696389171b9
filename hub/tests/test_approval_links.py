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


class Rig:
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
    rig = Rig()
    assert await rig.sign_up() is Registration.MAIL_SENT
    assert rig.approves()
    rig.account.is_authorized = True
    rig.db.commit()
    assert rig.opened() is rig.account
    assert not rig.approves()
    # Locked out afterwards: whoever kept the message stays out.
    rig.account.is_authorized = False
    rig.db.commit()
    assert rig.opened() is None


def _locked_out(rig: Rig) -> None:
    rig.account.is_authorized = False


def _other_address(rig: Rig) -> None:
    rig.account.email = "mallory@example.org"


def _other_password(rig: Rig) -> None:
    rig.account.password = b"another"


def _other_name(rig: Rig) -> None:
    rig.account.username = "ada2"


def _discarded(rig: Rig) -> None:
    rig.db.delete(rig.account)


@pytest.mark.parametrize(
    "change", [_locked_out, _other_address, _other_password, _other_name, _discarded]
)
async def test_a_link_dies_with_the_state_it_was_made_for(change: Callable[[Rig], None]) -> None:
    rig = Rig()
    await rig.sign_up()
    assert rig.approves()
    change(rig)
    rig.db.commit()
    assert rig.opened() is None


async def test_a_link_of_a_discarded_account_approves_no_later_one_of_that_name() -> None:
    rig = Rig()
    await rig.sign_up()
    number = rig.account.id
    rig.db.delete(rig.account)
    rig.db.commit()
    old = rig.sent[-1]
    await rig.sign_up()
    assert rig.account.id == number  # SQLite gives numbers again
    assert rig.approves()
    assert account_of(old.removeprefix("/confirm/"), SECRET, rig.db) is None


async def test_a_link_expires() -> None:
    rig = Rig()
    await rig.sign_up()
    now = datetime.now(timezone.utc)
    for minutes, good in ((1, True), (-1, False)):
        slug = slug_for(rig.account, SECRET, now + timedelta(minutes=minutes))
        assert (account_of(slug, SECRET, rig.db) is not None) is good


async def test_nobody_else_can_make_a_link() -> None:
    rig = Rig()
    await rig.sign_up()
    assert account_of(slug_for(rig.account, "another-secret"), SECRET, rig.db) is None
    # Not even with something that was signed with the same secret for another purpose.
    claims = Signer(SECRET, salt="perijove.approval").unsign_object(
        rig.sent[-1].removeprefix("/confirm/")
    )
    assert account_of(Signer(SECRET).sign_object(claims), SECRET, rig.db) is None
    for slug in ("", ":", "x:y", "a" * 5000, rig.sent[-1][:-2]):
        assert account_of(slug, SECRET, rig.db) is None


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
    rig = Rig()
    wanted = Registration.MAIL_SENT if approves else Registration.WAITING
    assert await rig.sign_up(email) is wanted
    # NativeAuthenticator's own code asks in its own way.
    pattern = rig.authenticator.allow_self_approval_for
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
        Rig("(")


async def test_a_pattern_for_names_matches_whole_names() -> None:
    rig = Rig()
    rig.authenticator.username_pattern = "[a-z]+"
    assert rig.authenticator.validate_username("ada")
    assert not rig.authenticator.validate_username("ada2")
    assert not rig.authenticator.validate_username("ada@evil")
