"""How our rules refuse a request to JupyterHub's own API."""

from __future__ import annotations

from typing import Any, NoReturn

from tornado import web

from perijove.config.strings import Strings

#: The header by which the backend tells such a refusal from JupyterHub's own.
REFUSAL = "Perijove-Refusal"


def refuse(handler: Any, text: str, status: int = 403, /, **values: Any) -> NoReturn:
    """Answer with one of the strings; whatever the request has changed so far is rolled back."""
    handler.db.rollback()
    error = web.HTTPError(status, Strings.of(handler.settings).t(text, **values))
    error.headers = {REFUSAL: "rights"}  # type: ignore[attr-defined]
    raise error
