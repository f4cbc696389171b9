"""A start that failed, in words for the person who waits for it."""

from __future__ import annotations

from perijove.backend.protocol import BackendRefusedError, ServerFailedError
from perijove.config.strings import Words


class SpawnError(Exception):
    """A start that failed; JupyterHub shows `jupyterhub_message` to the person who waits."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.jupyterhub_message = message

    @classmethod
    def of(cls, error: ServerFailedError | BackendRefusedError, words: Words) -> SpawnError:
        """What the backend said, or what we say where it did not."""
        if isinstance(error, ServerFailedError):
            return cls(error.message or words.say("starts.failed"))
        if error.status == 401:
            return cls(words.say("starts.secretsDiffer"))
        return cls(error.in_words(words))
