"""Removes credentials from texts; the twin of the backend's `redact.ts`."""

from __future__ import annotations

import logging
import re

_HIDDEN = "[redacted]"

_USER_INFO = re.compile(r"""\b([a-z][a-z0-9+.-]{1,30}://)[^\s/?#"'<>\\]*@""", re.IGNORECASE)
_IN_QUERY = re.compile(
    r"([?&;#](?:[a-z0-9_.-]*[_.-])?(?:access_?token|api_?key|auth|code|credentials?|jwt|key|"
    r"""passwd|password|pw|pwd|secret|sig|signature|token)=)[^&\s#"'<>\\]+""",
    re.IGNORECASE,
)
_IN_HEADER = re.compile(
    r"\b((?:bearer|basic|token)\s+)(?=[\w.~+/=-]*\d)[\w.~+/=-]{16,}", re.IGNORECASE
)


def redact(text: str) -> str:
    """The same text, with something else where a password or a token stood."""
    text = _USER_INFO.sub(rf"\1{_HIDDEN}@", text)
    text = _IN_QUERY.sub(rf"\1{_HIDDEN}", text)
    return _IN_HEADER.sub(rf"\1{_HIDDEN}", text)


class RedactingFilter(logging.Filter):
    """For a logger: no line of it holds credentials."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; nothing is left out."""
        try:
            said = record.getMessage()
        except (TypeError, ValueError):
            return True  # logging itself complains about it
        left = redact(said)
        if left != said:
            record.msg, record.args = left, ()
        return True


def redact_log(name: str = "JupyterHub") -> None:
    """Redact JupyterHub's own log, which has the name of its application."""
    logger = logging.getLogger(name)
    if not any(isinstance(one, RedactingFilter) for one in logger.filters):
        logger.addFilter(RedactingFilter())
