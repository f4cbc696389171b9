"""Lists accounts page by page, and creates one."""

from __future__ import annotations

from typing import Any

from jupyterhub import orm
from jupyterhub.metrics import TOTAL_USERS
from jupyterhub.roles import assign_default_roles
from jupyterhub.utils import maybe_future
from nativeauthenticator.orm import UserInfo

from perijove.accounts.account_notes import forget_notes, note_must_change, page_of_accounts
from perijove.accounts.password_hasher import Work
from perijove.accounts.sign_up import is_email

from .base import AccountsHandler, RefusedError, flag, text

_LARGEST_PAGE = 1000


class AccountList(AccountsHandler):
    """/hub/api/perijove/accounts"""

    async def get(self) -> None:
        """A page of accounts, and what there is to know before one is made."""
        ours = self.ours
        if ours is None:
            self.answer({"kept": False})
            return
        limit = self._limit()
        page = page_of_accounts(self.db, self.get_argument("after", ""), limit)
        self.answer(
            {
                "kept": True,
                "sign_up": bool(ours.enable_signup),
                "open_sign_up": bool(ours.open_signup),
                "minimum_password_length": ours.minimum_password_length,
                "longest_name": ours.longest_name,
                "accounts": [account.to_model() for account in page],
                "more": len(page) == limit,
            }
        )

    def _limit(self) -> int:
        given = self.get_argument("limit", str(_LARGEST_PAGE))
        if not (given.isascii() and given.isdigit()):
            raise RefusedError(400, "bad_request", "refusals.accounts.noLimit")
        return min(_LARGEST_PAGE, max(1, int(given[:9])))

    async def post(self) -> None:
        """Create one account, and its user in the hub, in one transaction."""
        body = self.body()
        name = self.authenticator.normalize_username(text(body, "name", 1024) or "")
        password, email = text(body, "password", 1024), text(body, "email", 1024)
        if not self.may_be(name):
            raise self._bad_name()
        self.must_be_admin_for(name, grants=bool(flag(body, "admin")))
        if email and not is_email(email):
            raise RefusedError(422, "bad_email", "refusals.accounts.badEmail")
        self._must_be_free(name)
        hashed = await self._hash(password)
        self._must_be_free(name)
        existed = self.find_user(name) is not None
        if self.ours and hashed is not None:
            account = UserInfo(
                username=name, password=hashed, email=email or None, is_authorized=True
            )
            self.db.add(account)
            self.db.flush()
            forget_notes(self.db, account)
            note_must_change(self.db, account, bool(flag(body, "must_change_password")))
        user = self._hub_user(name, admin=bool(flag(body, "admin")))
        try:
            await maybe_future(self.authenticator.add_user(user))
        except Exception as error:
            self._undo(name, keep_user=existed)
            raise RefusedError(409, "refused", "refusals.accounts.notAdded") from error
        await self.record_change("create", name)
        self.log.info("%s made the account %s", self.current_user.name, name)
        self.answer(self.model_of(name), 201)

    def _bad_name(self) -> RefusedError:
        if self.ours is None:
            return RefusedError(422, "bad_name", "refusals.names.elsewhere")
        longest = self.ours.longest_name
        return RefusedError(422, "bad_name", "refusals.names.rule", most=longest)

    def _must_be_free(self, name: str) -> None:
        if self.is_taken(name):
            raise RefusedError(409, "name_taken", "refusals.accounts.nameTaken")

    def _hub_user(self, name: str, *, admin: bool) -> Any:
        """The user in the hub, new or known; committed together with the account."""
        user = self.find_user(name)
        if user is None:
            orm_user = orm.User(name=name, admin=admin)
            self.db.add(orm_user)
            TOTAL_USERS.inc()
        else:
            orm_user = user.orm_user
            orm_user.admin = admin or orm_user.admin
        assign_default_roles(self.db, entity=orm_user)
        self.db.commit()
        return user or self._user_from_orm(orm_user)

    async def _hash(self, password: str | None) -> bytes | None:
        if self.ours is None:
            if password is not None:
                raise RefusedError(409, "accounts_elsewhere", "refusals.accounts.noPassword")
            return None
        if password is None or not self.ours.is_password_strong(password):
            raise RefusedError(422, "weak_password", "refusals.accounts.weakPassword")
        return await self.ours.hash_password(password, Work.BATCH)

    def _undo(self, name: str, *, keep_user: bool) -> None:
        account = self.ours.get_user(name) if self.ours else None
        if account is not None:
            forget_notes(self.db, account)
            self.db.delete(account)
        user = self.find_user(name)
        if user is not None and not keep_user:
            self.users.delete(user)
        self.db.commit()
