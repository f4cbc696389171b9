"""A user's login sessions, and signing out of them: for their account page.

JupyterHub gives each browser a session, and the tokens of our pages and of labs belong to it. The
login cookie itself has no session: it is the same in every browser of a user. So when one browser
is signed out, the cookie is replaced for all; the others keep what they have open, and ask for the
password the next time that they need JupyterHub itself.

A lab's own token belongs to no browser and stays, and so do tokens that users have created.

JupyterHub's own token API cannot do this: it does not tell which session a token belongs to, does
not replace the login cookie, and takes the scope `tokens`, with which a page could create tokens.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from jupyterhub.apihandlers.base import APIHandler
from jupyterhub.user import User
from jupyterhub.utils import isoformat, new_token, utcnow
from tornado import web

from perijove.access.revoke import Revoke, revoke_access, revoke_session
from perijove.config.service import SERVICE_NAME
from perijove.config.strings import StringsMixin


class LoginSessionsHandler(StringsMixin, APIHandler):
    """What the addresses share."""

    # The token in our own pages, which no other site can make a browser send.
    _accept_cookie_auth = False

    def page_user(self) -> Any:
        """The user whose page sent the request; 403 for any other token."""
        token, user = self.get_token(), self.current_user
        service = self.services.get(SERVICE_NAME)
        ours = service is not None and token is not None
        if not ours or not isinstance(user, User) or token.client_id != service.oauth_client_id:
            raise web.HTTPError(403, self.t("refusals.signIns.onlyAccountPage"))
        return user

    def tokens(self) -> list[Any]:
        """Tokens of theirs that were given to a browser and still count."""
        now = utcnow(with_tz=False)
        return [
            token
            for token in self.page_user().orm_user.api_tokens
            if token.session_id and not (token.expires_at and token.expires_at < now)
        ]


class LoginSessions(LoginSessionsHandler):
    """/hub/api/perijove/sign-ins"""

    async def get(self) -> None:
        """Every browser that is signed in, the last used first."""
        sessions: dict[str, list[Any]] = {}
        for token in self.tokens():
            sessions.setdefault(token.session_id, []).append(token)
        found = [self._model(session, tokens) for session, tokens in sessions.items()]
        found.sort(key=lambda one: str(one["last_used"] or ""), reverse=True)
        self.finish({"sign_ins": found})

    async def delete(self) -> None:
        """Sign out everywhere, here as well."""
        user = self.page_user()
        revoke_access(self.db, user.orm_user, Revoke.SESSIONS)
        self.db.commit()
        self.log.info("%s signed out of every browser", user.name)
        self.finish({})

    def _model(self, session: str, tokens: list[Any]) -> dict[str, Any]:
        mine = self.get_token()
        return {
            "id": name_of(session),
            "current": mine is not None and mine.session_id == session,
            "since": _first([token.created for token in tokens]),
            "last_used": _last([token.last_activity or token.created for token in tokens]),
            "uses": sorted(
                {(use["kind"], use["name"]): use for use in map(self._use, tokens)}.values(),
                key=lambda use: (use["kind"], use["name"]),
            ),
        }

    def _use(self, token: Any) -> dict[str, str]:
        client = token.oauth_client
        spawner = client.spawner if client is not None else None
        if spawner is not None:
            owner = spawner.user.name if spawner.user is not None else ""
            mine = owner == self.page_user().name
            name = spawner.name if mine else "/".join(filter(None, [owner, spawner.name]))
            return {"kind": "lab" if mine else "shared", "name": name}
        service = client.service if client is not None else None
        if service is not None and service.name != SERVICE_NAME:
            return {"kind": "service", "name": service.name}
        return {"kind": "pages", "name": ""}


class LoginSession(LoginSessionsHandler):
    """/hub/api/perijove/sign-ins/ID"""

    async def delete(self, name: str) -> None:
        """Sign one browser out."""
        sessions = {token.session_id for token in self.tokens()}
        session = next((one for one in sessions if name_of(one) == name), None)
        if session is None:
            raise web.HTTPError(404, self.t("refusals.signIns.gone"))
        user = self.page_user()
        revoke_session(self.db, user.orm_user, session)
        # With the login cookie that browser would get new tokens; which copy it has is unknown.
        user.cookie_id = new_token()
        self.db.commit()
        self.log.info("%s signed out of another browser", user.name)
        self.finish({})


class CurrentLoginSession(LoginSessionsHandler):
    """/hub/api/perijove/sign-ins/current"""

    async def delete(self) -> None:
        """End what the browser that asks was given: its page, and labs that are open in it."""
        user, session = self.page_user(), self.get_token().session_id
        if session:
            revoke_session(self.db, user.orm_user, session)
        else:
            self.db.delete(self.get_token())
        self.db.commit()
        self.finish({})


def name_of(session: str) -> str:
    """An id for a session that does not reveal its value, which is a cookie."""
    return hashlib.sha256(session.encode()).hexdigest()[:24]


def _first(times: list[datetime | None]) -> str | None:
    known = [time for time in times if time is not None]
    return isoformat(min(known)) if known else None


def _last(times: list[datetime | None]) -> str | None:
    known = [time for time in times if time is not None]
    return isoformat(max(known)) if known else None


HANDLERS: list[tuple[str, type[APIHandler]]] = [
    (r"/api/perijove/sign-ins", LoginSessions),
    (r"/api/perijove/sign-ins/current", CurrentLoginSession),
    (r"/api/perijove/sign-ins/([0-9a-f]+)", LoginSession),
]
