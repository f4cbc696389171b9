"""The strings of this hub: texts of `strings.json` for users, by their names.

`configure` puts a hub's strings into JupyterHub's `template_vars`. A hub that was configured by
hand has none there, and uses those of this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .strings_file import page_strings, text_at
from .template_files import shipped_templates

#: Their place in `JupyterHub.template_vars`.
STRINGS = "perijove_strings"


@dataclass(frozen=True)
class Strings:
    """The texts of one hub."""

    strings: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Strings:
        """Those of the hub whose handlers and users have these settings."""
        return cls(settings.get("template_vars", {}).get(STRINGS, {}))

    def t(self, text: str, /, **values: Any) -> str:
        """One text, such as `starts.away`, with values in its places; never an error."""
        for strings in (self.strings, shipped_strings()):
            with suppress(LookupError, TypeError, ValueError):
                return text_at(strings, text, **values)
        return text


class StringsMixin:
    """For handlers: gives them the strings of their hub."""

    settings: Any
    authenticator: Any

    @property
    def strings(self) -> Strings:
        """The texts of the hub."""
        return Strings.of(self.settings)

    def t(self, text: str, /, **values: Any) -> str:
        """A text, such as `login.answers.busy`."""
        return self.strings.t(text, **values)

    def bad_name_text(self) -> str:
        """Why no account can have a name; the same text everywhere."""
        longest = getattr(self.authenticator, "longest_name", None)
        if longest is None:
            # Another authenticator than ours has rules that we do not know.
            return self.t("refusals.names.elsewhere")
        return self.t("refusals.names.rule", most=longest)


@cache
def shipped_strings() -> Mapping[str, Any]:
    """The texts that came with this package, read once."""
    folder = shipped_templates()
    return {} if folder is None else page_strings(folder)
