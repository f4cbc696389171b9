"""Checks names before accounts are created: their spelling, and whether they are valid."""

from __future__ import annotations

from .base import AccountsHandler, RefusedError

_MOST_NAMES = 1000
_LONGEST_NAME = 1024
#: A thousand of the longest, with every character escaped.
_LONGEST_BODY = 8 * 1024 * 1024


class AccountNames(AccountsHandler):
    """/hub/api/perijove/account-names"""

    async def post(self) -> None:
        """What making an account would say to each of `names`; nothing is made or looked up."""
        names = self.body(_LONGEST_BODY).get("names")
        if not isinstance(names, list) or len(names) > _MOST_NAMES:
            raise RefusedError(400, "bad_request", "refusals.accounts.noNames", most=_MOST_NAMES)
        if not all(isinstance(name, str) and len(name) <= _LONGEST_NAME for name in names):
            raise RefusedError(400, "bad_request", "refusals.accounts.noText", field="names")
        spelled = [self.authenticator.normalize_username(name) for name in names]
        self.answer({"names": [{"name": name, "may_be": self.may_be(name)} for name in spelled]})
