"""Facts about an account that NativeAuthenticator's own table has no column for.

The table lies beside NativeAuthenticator's, in the hub's database. It refers to the row by its
number, so a renamed account keeps what is known of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy import Boolean, Column, Index, Integer
from sqlalchemy.orm import Session

#: NativeAuthenticator looks accounts up by their names and has no index for it.
_NAMES = Index("perijove_account_names", UserInfo.username)


class AccountNote(orm.Base):
    """One line per account that has something to remember."""

    __tablename__ = "perijove_account_notes"
    account_id = Column(Integer, primary_key=True, autoincrement=False)
    must_change_password = Column(Boolean, nullable=False, default=False)


class TakenOver(orm.Base):
    """One row per account whose password was imported as a hash and not yet used here."""

    __tablename__ = "perijove_taken_over_accounts"
    account_id = Column(Integer, primary_key=True, autoincrement=False)


@dataclass(frozen=True)
class AccountView:
    """An account as administrators see it; no hash, no secret."""

    name: str
    authorized: bool
    email: str | None
    two_factor: bool
    must_change_password: bool

    def to_model(self) -> dict[str, Any]:
        """For the wire."""
        return {
            "name": self.name,
            "authorized": self.authorized,
            "email": self.email,
            "two_factor": self.two_factor,
            "must_change_password": self.must_change_password,
        }


def ensure_tables(db: Session, *tables: Any) -> None:
    """Create what is missing; a hub that ran without us has not got these tables."""
    for table in tables:
        table.__table__.create(db.get_bind(), checkfirst=True)
    _NAMES.create(db.get_bind(), checkfirst=True)


def page_of_accounts(db: Session, after: str, limit: int) -> list[AccountView]:
    """Accounts behind that name in the alphabet of the database, at most so many."""
    return [
        AccountView(row[0], bool(row[1]), row[2] or None, bool(row[3]), bool(row[4]))
        for row in _views(db)
        .filter(UserInfo.username > after)
        .order_by(UserInfo.username)
        .limit(limit)
    ]


def account_view(db: Session, name: str) -> AccountView | None:
    """One account, or None."""
    row = _views(db).filter(UserInfo.username == name).first()
    if row is None:
        return None
    return AccountView(row[0], bool(row[1]), row[2] or None, bool(row[3]), bool(row[4]))


def must_change_password(db: Session, account: Any) -> bool:
    """Whether the user has to replace a password that an administrator set."""
    note = db.get(AccountNote, account.id)
    return note is not None and bool(note.must_change_password)


def note_must_change(db: Session, account: Any, must_change: bool) -> None:
    """Remember it; the caller commits. The account must have its number already."""
    taken = db.get(TakenOver, account.id)
    if taken is not None:
        db.delete(taken)  # this password is another
    note: Any = db.get(AccountNote, account.id)
    if note is None:
        if not must_change:
            return
        note = AccountNote(account_id=account.id)
        db.add(note)
    note.must_change_password = must_change


def note_taken_over(db: Session, account: Any) -> None:
    """Remember that this password's strength is unknown; the caller commits."""
    if db.get(TakenOver, account.id) is None:
        db.add(TakenOver(account_id=account.id))


def judge_taken_over(db: Session, account: Any, is_strong: Callable[[], bool]) -> None:
    """The right password was typed: a weak one that was taken over has to be replaced."""
    note = db.get(TakenOver, account.id)
    if note is not None:
        note_must_change(db, account, not is_strong())
        db.commit()


def forget_notes(db: Session, account: Any) -> None:
    """Numbers are used again after a deletion, so notes must not stay; the caller commits."""
    for kind in (AccountNote, TakenOver):
        note = db.get(kind, account.id)
        if note is not None:
            db.delete(note)


def _views(db: Session) -> Any:
    # Columns instead of objects: ten thousand of these are read while the hub serves others.
    return db.query(
        UserInfo.username,
        UserInfo.is_authorized,
        UserInfo.email,
        UserInfo.has_2fa,
        AccountNote.must_change_password,
    ).outerjoin(AccountNote, AccountNote.account_id == UserInfo.id)
