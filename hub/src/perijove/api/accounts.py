"""Accounts for the backend: under /hub/api/perijove/accounts, with JupyterHub's own tokens.

These routes exist with every authenticator. One that keeps its users elsewhere has no
passwords and no sign-ups here; then only what JupyterHub itself knows can be changed.
"""

from __future__ import annotations

from .account import Account
from .account_list import AccountList
from .account_names import AccountNames
from .base import AccountsHandler

HANDLERS: list[tuple[str, type[AccountsHandler]]] = [
    (r"/api/perijove/accounts", AccountList),
    (r"/api/perijove/accounts/([^/]+)", Account),
    (r"/api/perijove/account-names", AccountNames),
]
