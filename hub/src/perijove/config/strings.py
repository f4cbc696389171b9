"""The texts for users, by their keys, in the language of the current request.

`configure` puts them into the settings of the hub. A hub that was configured by hand has none
there, and uses those of this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from perijove.common.current_request import current_request

from .languages import choose, preferred
from .locales import PLACE, SOURCE, Catalog, read_catalogs
from .template_files import shipped_templates

#: Their place in `JupyterHub.tornado_settings`.
SETTING = "perijove_strings"


@dataclass(frozen=True)
class Strings:
    """The texts of one hub."""

    catalogs: Mapping[str, Catalog]
    #: The language of requests that ask for none that is in the catalogs.
    default: str = SOURCE
    #: The language of all texts, whatever a request asks for.
    fixed: str | None = None

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Strings:
        """Those of the hub whose handlers and users have these settings."""
        found = settings.get(SETTING)
        return found if isinstance(found, Strings) else shipped_strings()

    @property
    def language(self) -> str:
        """The language of the current request."""
        if self.fixed is not None:
            return self.fixed
        return choose(preferred(current_request()), self.catalogs) or self.default

    def within(self, language: str) -> Strings:
        """The same texts, always in this language."""
        return replace(self, fixed=language)

    def t(self, key: str, /, *, default: str | None = None, **values: Any) -> str:
        """A text, such as `starts.away`, with its values; `count` chooses the form of a plural.

        Never an error: without a text it is `default`, or the key. Values that are markup make the
        text markup, in which all else is escaped.
        """
        language = self.language
        catalog = self.catalogs.get(language, {})
        form = f"{key}_{_plural_form(language, values['count'])}" if "count" in values else key
        text = catalog.get(form, catalog.get(f"{key}_other", catalog.get(key, default)))
        return key if text is None else _filled(text, values)

    def number(self, value: float, digits: int = 0) -> str:
        """A number as it is written in the language, such as `1,5`; `digits` follow the point."""
        pattern = f"0.{'0' * digits}" if digits else "0"
        return str(format_decimal(value, pattern, _locale(self.language)))

    def group(self, key: str) -> dict[str, dict[str, str]]:
        """The texts of a group by language and name, for a page that has to choose by itself."""
        return {
            language: {
                name.removeprefix(f"{key}."): text
                for name, text in catalog.items()
                if name.startswith(f"{key}.")
            }
            for language, catalog in self.catalogs.items()
        }


class StringsMixin:
    """For handlers: gives them the strings of their hub."""

    settings: Any
    authenticator: Any

    @property
    def strings(self) -> Strings:
        """The texts of the hub."""
        return Strings.of(self.settings)

    def t(self, key: str, /, **values: Any) -> str:
        """A text, such as `login.answers.busy`."""
        return self.strings.t(key, **values)

    def bad_name_text(self) -> str:
        """Why no account can have a name; the same text everywhere."""
        longest = getattr(self.authenticator, "longest_name", None)
        if longest is None:
            # Another authenticator than ours has rules that we do not know.
            return self.t("refusals.names.elsewhere")
        return self.t("refusals.names.rule", most=longest)


@cache
def shipped_strings() -> Strings:
    """The texts that came with this package, read once."""
    folder = shipped_templates()
    return Strings({} if folder is None else read_catalogs(folder))


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale(SOURCE)


def _plural_form(language: str, count: Any) -> str:
    return str(_locale(language).plural_form(count))


def _filled(text: str, values: Mapping[str, Any]) -> str:
    markup = any(hasattr(value, "__html__") for value in values.values())
    written = escape if markup else str
    filled = PLACE.sub(
        lambda place: str(written(values[place[1]])) if place[1] in values else place[0],
        str(written(text)),
    )
    return Markup(filled) if markup else filled  # noqa: S704 - all of it is escaped
