"""The logout page: also revokes the browser's cookie and tokens, and records it."""

from __future__ import annotations

from jupyterhub.handlers.login import LogoutHandler

from perijove.access.revoke import revoke_session
from perijove.accounts.signed_out import sign_out_cookie
from perijove.backend.audit_log import record


class LogoutPage(LogoutHandler):
    """/hub/logout"""

    async def handle_logout(self) -> None:
        """Called by JupyterHub while it still knows who this was."""
        if self.current_user is not None:
            if cookie := self.get_cookie(self.hub.cookie_name):
                sign_out_cookie(self.db, cookie, self.cookie_max_age_days)
            if session := self.get_session_cookie():
                revoke_session(self.db, self.current_user.orm_user, session)
                self.db.commit()
            await record(self, "user.sign_out", actor=self.current_user.name)


HANDLERS: list[tuple[str, type[LogoutHandler]]] = [(r"/logout", LogoutPage)]
