"""Secrets in files: readable by their owner only, created once, never half-written."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def _random() -> str:
    return secrets.token_hex(32)


@dataclass(frozen=True)
class SecretFile:
    """A secret kept in a file."""

    path: str

    def read(self) -> str:
        """The secret; OSError when there is no such file, ValueError when it is empty."""
        secret = Path(self.path).read_text(encoding="utf-8").strip()
        if not secret:
            raise ValueError(f"{self.path} is empty")
        return secret

    def ensure(self, make: Callable[[], str] = _random) -> str:
        """The secret, made up when the file is missing (mode 0600, in a folder of mode 0700)."""
        path = Path(self.path)
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.{os.getpid()}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(make() + "\n")
            try:
                # link(), unlike rename(), leaves a secret alone that someone else made meanwhile.
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return self.read()
