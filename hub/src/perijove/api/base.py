"""What the handlers of accounts share: authorization, body parsing, refusals."""

from __future__ import annotations

import json
from typing import Any

from jupyterhub.apihandlers.base import APIHandler
from jupyterhub.scopes import Scope

from perijove.access.account_guard import can_manage
from perijove.access.actors import actor_of, by_backend
from perijove.access.administrators import last_administrator
from perijove.accounts.account_notes import account_view
from perijove.accounts.password_hasher import BusyHashingError
from perijove.authenticator import PerijoveAuthenticator
from perijove.backend.audit_log import record
from perijove.common.plain_names import is_plain_name
from perijove.config.service import ACCOUNTS_SCOPE
from perijove.config.strings import StringsMixin

_LONGEST_BODY = 16 * 1024


class RefusedError(Exception):
    """A refusal: a code for programs, and one of the strings with its values for users."""

    def __init__(self, status: int, code: str, text: str, /, **values: Any) -> None:
        super().__init__(text)
        self.status, self.code, self.text, self.values = status, code, text, values


class AccountsHandler(StringsMixin, APIHandler):
    """What the addresses share."""

    def answer(self, model: Any, status: int = 200) -> None:
        """Send JSON."""
        self.set_status(status)
        self.finish(json.dumps(model))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Refusals carry their code, so that no program has to read text."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        if isinstance(error, BusyHashingError):
            error = RefusedError(503, "busy", "refusals.accounts.busy")
            self.set_header("Retry-After", "5")
        if isinstance(error, RefusedError):
            self.db.rollback()
            message = self.t(error.text, **error.values)
            self.answer({"code": error.code, "message": message}, error.status)
            return
        super().write_error(status_code, **kwargs)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """A refusal is an answer, not an accident."""
        if not isinstance(value, (RefusedError, BusyHashingError)):
            super().log_exception(typ, value, tb)

    @property
    def ours(self) -> PerijoveAuthenticator | None:
        """The authenticator, when accounts are kept here."""
        found = self.authenticator
        return found if isinstance(found, PerijoveAuthenticator) else None

    async def prepare(self) -> None:
        """Require a scope over all accounts; a filtered one is not enough."""
        await super().prepare()
        if ACCOUNTS_SCOPE in self.expanded_scopes:
            return
        if self.parsed_scopes.get("admin:users") is not Scope.ALL:
            raise RefusedError(403, "forbidden", "refusals.accounts.allUsers")

    @property
    def by_backend(self) -> bool:
        """Whether the backend asks, which has decided itself who may."""
        return by_backend(self)

    async def record_change(self, what: str, name: str, **details: Any) -> None:
        """Record a change in the audit log; the backend records its own requests itself."""
        if not self.by_backend:
            actor = self.current_user.name
            await record(self, f"user.{what}", actor=actor, subject=name, **details)

    def must_be_admin_for(self, name: str, *, grants: bool) -> None:
        """Only administrators make administrators, or change a user with more scopes."""
        if self.by_backend:
            return
        actor, user = actor_of(self), self.find_user(name)
        more = {"admin:users"} if ACCOUNTS_SCOPE in self.expanded_scopes else set()
        raises = grants and not (actor and actor.hub_admin)
        if raises or (user is not None and not can_manage(self, user, more)):
            raise RefusedError(403, "forbidden", "refusals.accounts.onlyAdministrators")

    def body(self, longest: int = _LONGEST_BODY) -> dict[str, Any]:
        """The body as an object of a bearable size, in bytes."""
        if len(self.request.body) > longest:
            raise RefusedError(413, "payload_too_large", "refusals.accounts.tooLong")
        found = self.get_json_body()
        if not isinstance(found, dict):
            raise RefusedError(400, "bad_request", "refusals.accounts.noObject")
        return found

    def model_of(self, name: str) -> dict[str, Any]:
        """The account and what JupyterHub knows of the user."""
        user = self.find_user(name)
        account = account_view(self.db, name) if self.ours else None
        return {
            "name": name,
            "account": account.to_model() if account else None,
            "user": None if user is None else {"name": user.name, "admin": bool(user.admin)},
        }

    def may_be(self, name: str) -> bool:
        """Whether an account can have this name; the authenticator, whichever it is, decides."""
        return bool(name and is_plain_name(name) and self.authenticator.validate_username(name))

    def is_taken(self, name: str) -> bool:
        """Whether there is an account of this name."""
        # A user of the hub without an account can get one: they could not sign in otherwise.
        return self.ours.user_exists(name) if self.ours else self.find_user(name) is not None

    def last_administrator(self, name: str) -> bool:
        """Whether this user is the only administrator left."""
        return last_administrator(self.db, self.authenticator, name)


def text(body: dict[str, Any], key: str, longest: int) -> str | None:
    """A text in the body, or None; RefusedError for anything else."""
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > longest:
        raise RefusedError(400, "bad_request", "refusals.accounts.noText", field=key)
    return value


def flag(body: dict[str, Any], key: str) -> bool | None:
    """A yes or no in the body, or None; RefusedError for anything else."""
    value = body.get(key)
    if value is not None and not isinstance(value, bool):
        raise RefusedError(400, "bad_request", "refusals.accounts.noFlag", field=key)
    return value
