"""The error of a failed start, with a text for the user who waits."""

from __future__ import annotations

from perijove.backend.protocol import BackendRefusedError, ServerFailedError
from perijove.config.strings import Strings


class SpawnError(Exception):
    """A start that failed; JupyterHub shows `jupyterhub_message` to the user who waits."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.jupyterhub_message = message

    @classmethod
    def of(cls, error: ServerFailedError | BackendRefusedError, strings: Strings) -> SpawnError:
        """What the backend said, or what we say where it did not."""
        if isinstance(error, ServerFailedError):
            return cls(error.message or strings.t("starts.failed"))
        if error.status == 401:
            return cls(strings.t("starts.secretsDiffer"))
        return cls(error.text_in(strings))
