"""One account: approve, disable, set the password, change the administrator flag, discard."""

from __future__ import annotations

from typing import Any

from jupyterhub.roles import assign_default_roles
from nativeauthenticator.orm import UserInfo

from perijove.accounts.account_notes import forget_notes, note_must_change

from .base import AccountsHandler, RefusedError, flag, text
from .locked_servers import stop_servers


class Account(AccountsHandler):
    """/hub/api/perijove/accounts/NAME"""

    async def get(self, user_name: str) -> None:
        """One account."""
        self.answer(self.model_of(self.authenticator.normalize_username(user_name)))

    async def patch(self, user_name: str) -> None:
        """Approve, lock out, set the password, make or unmake an administrator."""
        name, body = self.authenticator.normalize_username(user_name), self.body()
        self.must_be_admin_for(name, grants=bool(flag(body, "admin")))
        if (authorized := flag(body, "authorized")) is not None:
            self._authorize(name, authorized)
            await self.record_change("authorize" if authorized else "deauthorize", name)
        if (password := text(body, "password", 1024)) is not None:
            await self._set_password(name, password, bool(flag(body, "must_change_password")))
            await self.record_change("password", name)
        if (admin := flag(body, "admin")) is not None:
            self._set_admin(name, admin)
            await self.record_change("admin", name, admin=admin)
        self.answer(self.model_of(name))

    async def delete(self, user_name: str) -> None:
        """Discard a request; never an account in use."""
        name = self.authenticator.normalize_username(user_name)
        account, user = self._account(name), self.find_user(name)
        # A disabled user who signed in before has files: that is a deletion, not a discard.
        if account.is_authorized or (user is not None and user.last_activity):
            raise RefusedError(409, "not_pending", "refusals.accounts.inUse")
        forget_notes(self.db, account)
        self.db.delete(account)
        self.db.commit()
        await self.record_change("discard", name)
        self.answer({"name": user_name})

    def _account(self, name: str) -> Any:
        if self.ours is None:
            raise RefusedError(409, "accounts_elsewhere", "refusals.accounts.elsewhere")
        account = self.ours.get_user(name)
        if account is None:
            raise RefusedError(404, "no_account", "refusals.accounts.noAccount", name=name)
        return account

    def _authorize(self, name: str, authorized: bool) -> None:
        account = self._account(name)
        if authorized and not account.is_authorized and name == self.current_user.name:
            raise RefusedError(403, "forbidden", "refusals.accounts.ownLock")
        if not authorized and self.last_administrator(name):
            raise RefusedError(409, "last_administrator", "refusals.accounts.lastAdministrator")
        account.is_authorized = authorized
        if authorized:
            # From now on the hub knows them: they can be put into groups before they first come.
            self.user_from_username(name)
        # What a lock-out ends, ends with this: see access_end.
        self.db.commit()
        if not authorized and (user := self.find_user(name)) is not None:
            stop_servers(self, user)

    async def _set_password(self, name: str, password: str, must_change: bool) -> None:
        ours = self.ours
        if ours is None:
            raise RefusedError(409, "accounts_elsewhere", "refusals.accounts.passwordsElsewhere")
        if not ours.is_password_strong(password):
            raise RefusedError(422, "weak_password", "refusals.accounts.weakPassword")
        if ours.get_user(name) is None:
            if self.find_user(name) is None:
                raise RefusedError(404, "no_account", "refusals.accounts.noAccount", name=name)
            hashed = await ours.hash_password(password)
            if ours.get_user(name) is None:
                account = UserInfo(username=name, password=hashed, is_authorized=True)
                self.db.add(account)
                self.db.flush()
                forget_notes(self.db, account)
                note_must_change(self.db, account, must_change)
                self.db.commit()
                return
        if not await ours.set_password(name, password, must_change=must_change):
            raise RefusedError(404, "no_account", "refusals.accounts.noAccount", name=name)

    def _set_admin(self, name: str, admin: bool) -> None:
        user = self.find_user(name)
        if user is None:
            raise RefusedError(404, "no_user", "refusals.accounts.noUser", name=name)
        if not admin and user.admin:
            if name in self.authenticator.admin_users:
                raise RefusedError(
                    409,
                    "admin_by_configuration",
                    "refusals.accounts.adminByConfiguration",
                    name=name,
                )
            if self.last_administrator(name):
                raise RefusedError(409, "last_administrator", "refusals.accounts.lastAdministrator")
        user.admin = admin
        assign_default_roles(self.db, entity=user.orm_user)
        self.db.commit()
