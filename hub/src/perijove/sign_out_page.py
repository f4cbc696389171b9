"""Signing out, as JupyterHub does it; the audit trail hears of it."""

from __future__ import annotations

from jupyterhub.handlers.login import LogoutHandler

from .events import report


class SignOutPage(LogoutHandler):
    """/hub/logout"""

    async def handle_logout(self) -> None:
        """Called by JupyterHub while it still knows who this was."""
        if self.current_user is not None:
            await report(self, "user.sign_out", actor=self.current_user.name)


HANDLERS: list[tuple[str, type[LogoutHandler]]] = [(r"/logout", SignOutPage)]
