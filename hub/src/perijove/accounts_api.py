"""Accounts for the backend: under /hub/api/perijove/accounts, with JupyterHub's own tokens.

These addresses exist with every authenticator. One that keeps its people elsewhere has no
passwords and no sign-ups here; then only what JupyterHub itself knows can be changed.
"""

from __future__ import annotations

from .account_api import Account
from .account_list_api import AccountList
from .account_names_api import AccountNames
from .accounts_base import AccountsHandler

HANDLERS: list[tuple[str, type[AccountsHandler]]] = [
    (r"/api/perijove/accounts", AccountList),
    (r"/api/perijove/accounts/([^/]+)", Account),
    (r"/api/perijove/account-names", AccountNames),
]
