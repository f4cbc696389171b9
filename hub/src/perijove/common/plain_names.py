"""Names that look like what they are.

The same list as `plain-text.ts` of the contracts: characters that show nothing, or change how their
neighbours are shown. With them one name passes for another.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = (
    "\0-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b"
    "\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: What joins or varies characters; sentences need it for some scripts, names do not.
_JOINING = "\u200c\u200d\ufe00-\ufe0f"

#: JupyterHub's columns hold no more.
_LONGEST_NAME = 255

_IN_NAMES = re.compile(f"[{_HIDDEN}{_JOINING}]")
_IN_TEXTS = re.compile(f"[{_HIDDEN}]")


def is_plain_name(name: str) -> bool:
    """Whether every character of a name can be seen and keeps to its place."""
    return _IN_NAMES.search(name) is None


#: Spaces that look like the one, several in a row, or any around it; and what leads elsewhere.
_UNCLEAR = re.compile(r"^ | $|  |[^\S ]|[/\\]|^\.\.?$")


def is_clear_name(name: str) -> bool:
    """Whether a group, a server, or a user of another authenticator can have this name.

    It is composed (NFC) and looks like no other, whatever spells it, and is part of an address.
    """
    composed = unicodedata.normalize("NFC", name) == name
    fits = 0 < len(name) <= _LONGEST_NAME and _UNCLEAR.search(name) is None
    return composed and fits and is_plain_name(name)


def is_plain_line(text: str) -> bool:
    """The same for one line of a text, in which letters may be joined."""
    return _IN_TEXTS.search(text) is None
