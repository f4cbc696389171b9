"""Who administers this hub and can sign in."""

from __future__ import annotations

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy.orm import Session


def administrators(db: Session) -> set[str]:
    """Administrators with an approved account."""
    rows = (
        db.query(UserInfo.username)
        .join(orm.User, orm.User.name == UserInfo.username)
        .filter(orm.User.admin, UserInfo.is_authorized)
    )
    return {row[0] for row in rows}


def last_administrator(db: Session, authenticator: object, name: str) -> bool:
    """Whether this user is the only administrator left."""
    # Only our authenticator has this method. Importing its class here would close a circle.
    if hasattr(authenticator, "first_admin_expected"):
        return administrators(db) <= {name}
    return {row[0] for row in db.query(orm.User.name).filter(orm.User.admin)} <= {name}
