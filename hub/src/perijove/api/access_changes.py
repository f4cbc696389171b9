"""The list of users whose access changed, for the backend."""

from __future__ import annotations

from perijove.access.access_changes import SETTING, AccessChanges

from .base import AccountsHandler, RefusedError


class AccessChangesList(AccountsHandler):
    """GET /hub/api/perijove/access-changes?epoch=E&since=N"""

    async def get(self) -> None:
        """What changed after N; `names` is null when it may be any user."""
        since = self.get_argument("since", "0")
        if not (since.isascii() and since.isdigit() and len(since) < 16):
            raise RefusedError(400, "bad_request", "refusals.accounts.noNumber", field="since")
        changes: AccessChanges = self.settings[SETTING]
        self.answer(changes.since(self.get_argument("epoch", ""), int(since)))


HANDLERS: list[tuple[str, type[AccountsHandler]]] = [
    (r"/api/perijove/access-changes", AccessChangesList),
]
