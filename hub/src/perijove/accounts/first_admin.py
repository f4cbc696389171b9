"""The first administrator: seeded by a password, or by signing up with the one-time code."""

from __future__ import annotations

from typing import Any

from traitlets import Unicode

from perijove.access.administrators import administrators
from perijove.config.settings import ConfigurationError

from .first_admin_code import CodeCheck, FirstAdminCode
from .native_accounts import NativeAccounts


class FirstAdminAccounts(NativeAccounts):
    """Accounts with one exception: the first administrator's needs no approval."""

    first_admin = Unicode(
        config=True,
        help="This user may sign up, and is authorised at once, while there is no administrator.",
    )
    first_admin_password = Unicode(
        config=True,
        help="Gives the first administrator an account at the start, while there is none.",
    )
    first_admin_code_file = Unicode(
        config=True,
        help="Where the one-time code for the first administrator lies; '' for the log alone.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_admin_code = FirstAdminCode(self.first_admin_code_file)
        self.code_check = CodeCheck(self.first_admin_code, self.lockout)

    def first_admin_expected(self) -> bool:
        """Whether the first administrator has not signed up yet, and no one else administers."""
        if not self.first_admin or self.get_user(self.first_admin) is not None:
            return False
        return not administrators(self.db)

    def is_first_admin(self, username: str) -> bool:
        """Whether an account of this name would become the first administrator's."""
        first = self.normalize_username(self.first_admin)
        return username == first and self.first_admin_expected()

    def prepare_first_admin(self) -> None:
        """At the start: seed the first administrator, then check that an administrator can sign in.

        Raises ConfigurationError when no one could ever administer this hub.
        """
        name = self.normalize_username(self.first_admin)
        if self.first_admin_expected() and self.first_admin_password:
            self._seed(name, self.first_admin_password)
        problem = self._no_way_in(name)
        if problem:
            raise ConfigurationError([problem])
        if self.first_admin_expected():
            self.offer_first_admin_code(always=True)
        else:
            self.first_admin_code.forget()

    def offer_first_admin_code(self, *, always: bool = False) -> None:
        """Make sure that the one-time code exists, and write it to the log."""
        code, is_new = self.first_admin_code.ensure()
        if is_new or always:
            path = self.first_admin_code.path
            self.log.warning(
                "Nobody administers this hub yet. To become its administrator, sign up as %s with "
                "the one-time code %s%s",
                self.first_admin,
                code,
                f" (it is in {path}, too)" if path else "",
            )

    def _seed(self, name: str, password: str) -> None:
        if not self.validate_username(name):
            return  # `_no_way_in` says so
        if not self.is_password_strong(password):
            raise ConfigurationError(
                [
                    "JUPYTERHUB_ADMIN_PASSWORD is too easy to guess, or longer than 72 bytes: use "
                    f"at least {self.minimum_password_length} characters and none of the "
                    "well-known passwords."
                ]
            )
        self.add_account_now(name, password)
        self.log.info("The first administrator %s has an account now.", name)

    def _no_way_in(self, name: str) -> str | None:
        if administrators(self.db):
            return None
        if not name:
            return (
                "There is no administrator with an account, and nobody may become one: set "
                "JUPYTERHUB_ADMIN to the name of the first."
            )
        if not self.validate_username(name):
            return (
                f"JUPYTERHUB_ADMIN is {name!r}, which no account can be called: use letters and "
                "digits; inside, also . _ - + @"
            )
        if not self.first_admin_expected():
            return (
                f"There is no administrator with an account. The account {name}, which "
                "JUPYTERHUB_ADMIN names, is there but was never approved, so it cannot sign in. "
                "Set JUPYTERHUB_ADMIN to a name that nobody has taken yet."
            )
        return None
