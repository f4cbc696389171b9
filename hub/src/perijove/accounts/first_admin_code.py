"""The one-time code with which the first administrator signs up.

While a hub has no administrator, anyone who reaches its sign-up page could become it: a stranger on
the network, or a page elsewhere by DNS rebinding. So the
account takes a code that only the operator can read: in a file of the data folder, and in the
hub's log. `npm start` prints it with the address. It is gone as soon as it was used.
"""

from __future__ import annotations

import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from perijove.common.address_blocks import address_blocks
from perijove.common.secret_files import SecretFile

from .lockout import Lockout

#: Crockford's letters, of which none is taken for another; 16 of them are 80 random bits.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_GROUPS, _GROUP = 4, 4
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})


def new_code() -> str:
    """Such as `7k3m-x9qd-20vh-ncz4`."""
    return "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)
    )


@dataclass
class FirstAdminCode:
    """The code in its file; without a file, in this process alone."""

    path: str
    _in_memory: str = field(default="", repr=False)

    def ensure(self) -> tuple[str, bool]:
        """The code, made up where there is none; and whether it is new."""
        known = self._read()
        if known:
            return known, False
        if self.path:
            return SecretFile(self.path).ensure(new_code), True
        self._in_memory = new_code()
        return self._in_memory, True

    def is_right(self, typed: str) -> bool:
        """Whether this is the code, however its letters and groups were typed."""
        known = self._read()
        return bool(known) and hmac.compare_digest(_canonical(known), _canonical(typed))

    def forget(self) -> None:
        """Delete it: it was used, or is not needed."""
        self._in_memory = ""
        if self.path:
            Path(self.path).unlink(missing_ok=True)

    def _read(self) -> str:
        if self.path:
            with suppress(OSError, ValueError):
                return SecretFile(self.path).read()
            return ""
        return self._in_memory


@dataclass(frozen=True)
class CodeCheck:
    """Checks the codes that clients send; wrong ones lead to a pause, as wrong passwords do."""

    code: FirstAdminCode
    lockout: Lockout

    def refusal(self, typed: str, address: str) -> str:
        """`wrong_code` or `paused`; '' for the right one. To bring none is no guess."""
        # A name that no user can have, one per address: a stranger makes nobody else wait.
        block = address_blocks(address)[0]
        name, source = f"first-admin-code:{block}", self.lockout.source("", address, "")
        if self.lockout.wait(name, source) > 0:
            return "paused"
        if self.code.is_right(typed):
            return ""
        if typed.strip():
            self.lockout.failed(name, source)
        return "wrong_code"


def _canonical(code: str) -> bytes:
    return code.strip().lower().translate(_MISREAD).encode()
