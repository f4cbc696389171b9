"""Renames an account: the one change that JupyterHub's own API leaves half done.

JupyterHub renames its user, but not the account that NativeAuthenticator keeps beside it, and it
goes on using the addresses that it worked out for the old name. Here all of it happens between two
turns of the event loop and in one transaction, or nothing does.
"""

from __future__ import annotations

from typing import Any

from jupyterhub.apihandlers.base import APIHandler
from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo
from sqlalchemy.exc import SQLAlchemyError
from tornado import web

from perijove.access.account_guard import can_manage
from perijove.access.actors import by_backend
from perijove.access.refuse import refuse
from perijove.backend.audit_log import record
from perijove.config.strings import StringsMixin

_LONGEST_BODY = 4096


class RenameUser(StringsMixin, APIHandler):
    """POST /hub/api/perijove/users/NAME/rename with {"name": NEW}"""

    async def post(self, user_name: str) -> None:
        self._must_manage(user_name)
        if len(self.request.body) > _LONGEST_BODY:
            raise web.HTTPError(413, self.t("refusals.rename.tooLong"))
        user = self.find_user(user_name)
        if user is None:
            raise web.HTTPError(404, self.t("refusals.rename.noUser"))
        wanted = (self.get_json_body() or {}).get("name")
        if not isinstance(wanted, str):
            raise web.HTTPError(400, self.t("refusals.rename.noName"))
        name = str(self.authenticator.normalize_username(wanted))
        if refusal := self._refusal(user, name):
            self.set_status(409 if refusal[0] != "name_invalid" else 400)
            self.finish({"status": self.get_status(), "code": refusal[0], "message": refusal[1]})
            return
        if name != user.name:
            self._rename(user, name)
            if not by_backend(self):
                await record(
                    self,
                    "user.rename",
                    actor=self.current_user.name,
                    subject=user_name,
                    to=name,
                )
        self.finish({"name": name})

    def _must_manage(self, name: str) -> None:
        """The backend has decided itself; other callers need the scopes of our own page."""
        if by_backend(self):
            return
        if self.current_user is None or not self.has_scope(f"admin:users!user={name}"):
            refuse(self, "refusals.doors.noRight")
        user = self.find_user(name)
        if user is not None and not can_manage(self, user):
            refuse(self, "refusals.doors.account", user=name)

    def _refusal(self, user: Any, name: str) -> tuple[str, str] | None:
        """Why this is refused: a code and a text."""
        if not name or not self.authenticator.validate_username(name):
            return ("name_invalid", self.bad_name_text())
        if name == user.name:
            return None
        # The configuration would bring these back, with an administrator's rights, at each start.
        fixed = {self.authenticator.normalize_username(n) for n in self.authenticator.admin_users}
        if user.name in fixed:
            return ("account_protected", self.t("refusals.rename.protected", name=user.name))
        taken = name in fixed or self.find_user(name) is not None
        if taken or (self._keeps_accounts and self.authenticator.user_exists(name)):
            return ("name_taken", self.t("refusals.rename.nameTaken", name=name))
        if any(spawner.active for spawner in user.spawners.values()):
            return ("server_running", self.t("refusals.rename.serverRuns", name=user.name))
        return None

    def _rename(self, user: Any, name: str) -> None:
        former, user_id = user.name, user.id
        try:
            user.orm_user.name = name
            if self._keeps_accounts:
                self.db.query(UserInfo).filter(UserInfo.username == former).update(
                    {UserInfo.username: name}
                )
            self.db.commit()
        except SQLAlchemyError:
            self.db.rollback()
            raise
        allowed = self.authenticator.allowed_users
        if former in allowed:
            allowed.discard(former)
            allowed.add(name)
        # JupyterHub computes a user's URLs once. No server runs, so it can do it again.
        self.users.pop(user_id, None)
        self.log.info("User %s is %s from now on", former, name)

    @property
    def _keeps_accounts(self) -> bool:
        return isinstance(self.authenticator, NativeAuthenticator)


HANDLERS: list[tuple[str, type[APIHandler]]] = [
    (r"/api/perijove/users/([^/]+)/rename", RenameUser),
]
