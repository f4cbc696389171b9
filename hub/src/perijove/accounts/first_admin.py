"""The first administrator: seeded by a password, or by signing up with the one-time code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy.orm import Session

from perijove.config.settings import ConfigurationError

if TYPE_CHECKING:
    from perijove.authenticator import PerijoveAuthenticator


def administrators(db: Session) -> set[str]:
    """Those who administer and have an account with which they can sign in."""
    rows = (
        db.query(UserInfo.username)
        .join(orm.User, orm.User.name == UserInfo.username)
        .filter(orm.User.admin, UserInfo.is_authorized)
    )
    return {row[0] for row in rows}


def last_administrator(db: Session, authenticator: object, name: str) -> bool:
    """Whether nobody could administer without this one."""
    # Known by what it keeps: to import the class would go round in a circle.
    if hasattr(authenticator, "first_admin_expected"):
        return administrators(db) <= {name}
    return {row[0] for row in db.query(orm.User.name).filter(orm.User.admin)} <= {name}


def prepare_first_admin(authenticator: PerijoveAuthenticator) -> None:
    """At the start: seed the first administrator, then make sure that somebody can get in.

    ConfigurationError when nobody could ever administer this hub.
    """
    name = authenticator.normalize_username(authenticator.first_admin)
    if authenticator.first_admin_expected() and authenticator.first_admin_password:
        _seed(authenticator, name, authenticator.first_admin_password)
    problem = _no_way_in(authenticator, name)
    if problem:
        raise ConfigurationError([problem])
    if authenticator.first_admin_expected():
        offer_code(authenticator, always=True)
    else:
        authenticator.first_admin_code.forget()


def offer_code(authenticator: PerijoveAuthenticator, *, always: bool = False) -> None:
    """Make sure that there is a code for the first administrator, and that the log tells it."""
    code, is_new = authenticator.first_admin_code.ensure()
    if is_new or always:
        authenticator.log.warning(
            "Nobody administers this hub yet. To become its administrator, sign up as %s with the "
            "one-time code %s%s",
            authenticator.first_admin,
            code,
            f" (it is in {authenticator.first_admin_code.path}, too)"
            if authenticator.first_admin_code.path
            else "",
        )


def _seed(authenticator: PerijoveAuthenticator, name: str, password: str) -> None:
    if not authenticator.validate_username(name):
        return  # told below
    if not authenticator.is_password_strong(password):
        raise ConfigurationError(
            [
                "JUPYTERHUB_ADMIN_PASSWORD is too easy to guess, or longer than 72 bytes: use at "
                f"least {authenticator.minimum_password_length} characters and none of the "
                "well-known passwords."
            ]
        )
    authenticator.add_account_now(name, password)
    authenticator.log.info("The first administrator %s has an account now.", name)


def _no_way_in(authenticator: PerijoveAuthenticator, name: str) -> str | None:
    if administrators(authenticator.db):
        return None
    if not name:
        return (
            "There is no administrator with an account, and nobody may become one: set "
            "JUPYTERHUB_ADMIN to the name of the first."
        )
    if not authenticator.validate_username(name):
        return (
            f"JUPYTERHUB_ADMIN is {name!r}, which no account can be called: use letters and "
            "digits; inside, also . _ - + @"
        )
    if not authenticator.first_admin_expected():
        return (
            f"There is no administrator with an account. The account {name}, which "
            "JUPYTERHUB_ADMIN names, is there but was never approved, so it cannot sign in. Set "
            "JUPYTERHUB_ADMIN to a name that nobody has taken yet."
        )
    return None
