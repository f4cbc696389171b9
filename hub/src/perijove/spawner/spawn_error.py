"""The error of a failed start, with a text for the user who waits."""

from __future__ import annotations

from perijove.backend.protocol import BackendRefusedError, ServerFailedError
from perijove.config.locales import SOURCE
from perijove.config.strings import Strings


class SpawnError(Exception):
    """A start that failed; in the log, it is English."""

    def __init__(self, error: ServerFailedError | BackendRefusedError, strings: Strings) -> None:
        super().__init__(_message(error, strings.within(SOURCE)))
        self._error, self._strings = error, strings

    @property
    def jupyterhub_message(self) -> str:
        """What JupyterHub shows to the user who waits, in the language of their request."""
        return _message(self._error, self._strings)


def _message(error: ServerFailedError | BackendRefusedError, strings: Strings) -> str:
    if isinstance(error, ServerFailedError):
        return error.message or strings.t("starts.failed")
    if error.status == 401:
        return strings.t("starts.secretsDiffer")
    return error.text_in(strings)
