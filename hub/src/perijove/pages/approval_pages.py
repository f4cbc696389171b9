"""Redirects from NativeAuthenticator's approval pages to our page of users.

What is decided there goes through the backend, which writes down who did it.
"""

from __future__ import annotations

from jupyterhub.scopes import needs_scope
from tornado.httputil import url_concat

from .account_pages import AccountPage


class ToUsersPage(AccountPage):
    """Leads to the page of users; nothing changes on GET, and there is no POST."""

    filter = ""

    @needs_scope("admin:users")
    async def get(self, name: str = "") -> None:
        # Not `user_name`: JupyterHub would take that for a filter of the scope.
        query = {"show": self.filter, "search": name}
        users = f"{self.settings['template_vars']['perijove_prefix']}users"
        self.redirect(url_concat(users, {key: value for key, value in query.items() if value}))


class ToPendingUsers(ToUsersPage):
    """/hub/authorize, /hub/authorize/NAME, /hub/discard/NAME"""

    filter = "pending"


HANDLERS: list[tuple[str, type[AccountPage]]] = [
    (r"/authorize", ToPendingUsers),
    (r"/authorize/([^/]+)", ToPendingUsers),
    (r"/discard/([^/]+)", ToPendingUsers),
    (r"/change-password/([^/]+)", ToUsersPage),
]
