"""How a user name is spelled, and which names an account can have.

The same rule as `user-names.ts` of the contracts; `hub/tests/user_names.json` holds both to it.
Letters, marks and digits of any script, `_`, and inside also `. @ + -`. Never a path, a space or a
character that cannot be seen.
"""

from __future__ import annotations

import re
import unicodedata

from perijove.common.plain_names import is_plain_name

#: What programs put around a name that was copied: what JavaScript takes for space.
_AROUND = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
#: A dot above a letter that has one already is not seen: `İ` in lower case is `i` with such a dot.
_DOT_ON_A_DOT = re.compile("([ij\u012f\u0249\u0268\u029d\u0456\u0458\u1e2d\u1ecb])\u0307+")
_INSIDE = frozenset(".@+-")
#: Marks that take no room of their own, one upon another; see Unicode's UTS 39, section 5.4.
_MOST_MARKS = 4
#: So many characters may spell one letter, before it is composed.
_LONGEST_SPELLING = 4


def normal_name(given: str) -> str:
    """The one spelling of a name: nothing around it, lower case, composed (NFC)."""
    lower = unicodedata.normalize("NFC", given.strip(_AROUND)).lower()
    composed = unicodedata.normalize("NFC", lower)
    return unicodedata.normalize("NFC", _DOT_ON_A_DOT.sub(r"\1", composed))


def most_given(longest: int) -> int:
    """How many characters of untrusted input can matter for a name of at most `longest`."""
    return (longest + 1) * _LONGEST_SPELLING


def name_problem(name: str, longest: int) -> str | None:
    """What is wrong with a name in its normal spelling; None when an account can have it."""
    if not name:
        return "empty"
    if len(name) > longest:
        return "long"
    if not is_plain_name(name):
        return "hidden"
    return _in_order(name)


def _in_order(name: str) -> str | None:
    """Letters, with their marks upon them, and something else only between them."""
    base, marks = False, 0  # whether a mark may come, and how many stand here already
    for character in name:
        category = unicodedata.category(character)
        if category[0] in "LN" or character == "_":
            base, marks = True, 0
        elif category in ("Mn", "Mc"):
            marks = marks + 1 if category == "Mn" else 0
            if not base or marks > _MOST_MARKS:
                return "marks"
        elif character in _INSIDE:
            base = False
        else:
            return "character"
    return "edge" if name[0] in _INSIDE or name[-1] in _INSIDE else None
