"""Imports accounts of FirstUseAuthenticator with their passwords.

FirstUse keeps bcrypt hashes in a dbm file, and so do we: a hash is taken over as it is. How good
the password behind it is shows when its user types it: a weak one opens the page on which they
choose another.
"""

from __future__ import annotations

import dbm
import re
from collections.abc import Iterator
from pathlib import Path

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from tornado.log import app_log

from .account_notes import note_taken_over
from .native_accounts import NativeAccounts

_BCRYPT = re.compile(rb"\$2[abxy]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}")
#: Of one name, what the kinds of dbm make.
_ENDINGS = ("", ".db", ".dat", ".dir", ".bak", ".pag")


def import_firstuse(authenticator: NativeAccounts) -> None:
    """Make an account of each entry of the file that has none yet. Nothing stops the hub.

    As with NativeAuthenticator, administrators and, with `open_signup`, all users may sign in at
    once. So may whom this hub knows already: they have been let in. Others wait for approval.
    """
    path = Path(authenticator.firstuse_db_path)
    try:
        entries = sorted(_entries(path))
    except (OSError, *dbm.error) as error:
        app_log.error("Nobody was taken over from FirstUseAuthenticator: %s: %s", path, error)
        return
    refused = [name for name, value in entries if not _taken(authenticator, name, value)]
    authenticator.db.commit()
    if refused:
        app_log.error(
            "Not taken over from %s, which stays: %s. No account can have such a name or password.",
            path,
            ", ".join(map(ascii, refused)),
        )
    elif authenticator.delete_firstuse_db_after_import:
        for ending in _ENDINGS:
            Path(f"{path}{ending}").unlink(missing_ok=True)


def _entries(path: Path) -> Iterator[tuple[str, bytes]]:
    with dbm.open(str(path), "r") as file:
        for key in file.keys():  # noqa: SIM118 -- a dbm file is no mapping
            name = key.decode(errors="replace") if isinstance(key, bytes) else key
            yield name, file[key]


def _taken(authenticator: NativeAccounts, given: str, value: bytes) -> bool:
    """Whether there is an account of that name now."""
    name = authenticator.normalize_username(given)
    if not authenticator.validate_username(name):
        return False
    if authenticator.get_user(name) is not None:
        return True  # from an earlier start, with the password that counts by now
    hashed = value
    if not _BCRYPT.fullmatch(value):
        # Written there by hand, in clear text.
        try:
            hashed = authenticator.hash_now(value.decode())
        except ValueError:
            return False
    known = orm.User.find(authenticator.db, name) is not None
    let_in = authenticator.open_signup or known or name in authenticator.get_authed_users()
    account = UserInfo(username=name, password=hashed, is_authorized=bool(let_in))
    authenticator.db.add(account)
    authenticator.db.flush()
    note_taken_over(authenticator.db, account)
    app_log.info("Taken over from FirstUseAuthenticator: %s", name)
    return True
