"""Reads a page template as a translator would: which words stand in it, and which it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from jinja2 import Environment, nodes

#: Stands where a value will be.
_VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"
#: Attributes that are seen or read aloud.
SPOKEN = frozenset(
    {"alt", "label", "placeholder", "title", "aria-description", "aria-label"}
    | {"aria-placeholder", "aria-roledescription", "aria-valuetext"}
)
_BUTTONS = ("submit", "button", "reset")
_WORD = re.compile(r"[^\W\d_]{2}")
#: `Sign in`, `Home.`, `your server`: as in sentences, and hardly ever in programs.
_SENTENCE = re.compile(r"\b[A-Z][a-z]+(?:[\s.,;:!?…]|$)|[^\W\d_]{2,},? [^\W\d_]{2,}")
_SCRIPT_PARTS = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|'(?P<single>(?:\\.|[^'\\\n])*)'|\"(?P<double>(?:\\.|[^\"\\\n])*)\"|`(?P<back>(?:\\.|[^`\\])*)`",
    re.DOTALL,
)
_TO_USERS = re.compile(
    r"\.(?:textContent|innerText|innerHTML|outerHTML|title|alt|placeholder|label|aria[A-Z]\w+)"
    r"\s*=(?!=)(?P<assigned>[^;]*)"
    r"|setAttribute\(\s*['\"](?:" + "|".join(sorted(SPOKEN)) + r")['\"],(?P<set>[^;]*)"
    r"|\b(?:alert|confirm|prompt|createTextNode)\((?P<called>[^;]*)"
)

_ENVIRONMENT = Environment(autoescape=True)


def words_in(source: str) -> list[str]:
    """Every word for users in a template itself; there should be none."""
    tree = _ENVIRONMENT.parse(source)
    page = _Page()
    page.feed("".join(_markup(tree)))
    page.close()
    return [*page.found, *(text for text in _literals(tree) if _SENTENCE.search(text))]


@dataclass(frozen=True)
class Use:
    """One use of a text, or of a group of them: `login.title`."""

    path: str
    #: Names of the values that are put into the text; None when none are.
    values: frozenset[str] | None


def uses_in(source: str) -> list[Use]:
    """The strings that a template uses."""
    return list(_uses(_ENVIRONMENT.parse(source)))


def _uses(tree: nodes.Node) -> Iterator[Use]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t":
            names = frozenset(str(pair.key) for pair in call.kwargs) - {"default"}
            yield from (Use(key, names or None) for key in _keys(call.args[0]))


def _keys(node: nodes.Expr) -> list[str]:
    """The keys or groups that an expression stands for; none when another template passes them."""
    if isinstance(node, nodes.Const):
        return [str(node.value)]
    if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
        return [*_keys(node.expr1), *_keys(node.expr2)]
    if isinstance(node, nodes.Concat) and isinstance(node.nodes[0], nodes.Const):
        return [str(node.nodes[0].value).rstrip(".")]
    return []


def _markup(node: nodes.Node) -> Iterator[str]:
    """The template's HTML: all branches, one after the other, and literals that it prints."""
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                yield part.data
            else:
                yield _printed(part).replace('"', "'")
    elif not isinstance(node, nodes.Expr):
        for child in node.iter_child_nodes():
            yield from _markup(child)


def _printed(node: nodes.Node | None) -> str:
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, nodes.CondExpr):
        return f"{_printed(node.expr1)} {_printed(node.expr2)}"
    if isinstance(node, nodes.BinExpr):
        return f"{_printed(node.left)} {_printed(node.right)}"
    if isinstance(node, nodes.Concat):
        return "".join(_printed(part) for part in node.nodes)
    if isinstance(node, nodes.Filter):
        args = node.args if node.name in ("default", "d") else []
        return " ".join(_printed(part) for part in [node.node, *args])
    return _VALUE


def _literals(node: nodes.Node) -> Iterator[str]:
    """Strings in statements and expressions, but for names of templates and comparisons."""
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, nodes.Include | nodes.Import | nodes.FromImport | nodes.Compare):
        return
    else:
        for child in node.iter_child_nodes(exclude=("template",)):
            yield from _literals(child)


@dataclass
class _Page(HTMLParser):
    found: list[str] = field(default_factory=list)
    _inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        values = {name: value or "" for name, value in attrs}
        spoken = [value for name, value in values.items() if name in SPOKEN]
        if tag == "meta" and values.get("name") in ("description", "keywords"):
            spoken.append(values.get("content", ""))
        if tag == "input" and values.get("type") in _BUTTONS:
            spoken.append(values.get("value", ""))
        self.found += [text for text in spoken if _WORD.search(text)]

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.found += _words_in_script(data)
        elif self._inside != "style" and _WORD.search(data):
            self.found.append(data.strip())


def _words_in_script(source: str) -> Iterator[str]:
    code = _SCRIPT_PARTS.sub(lambda part: "" if part["comment"] else part[0], source)
    for to_users in _TO_USERS.finditer(code):
        value = to_users["assigned"] or to_users["set"] or to_users["called"] or ""
        yield from (text for text in _script_literals(value) if _WORD.search(text))
    yield from (text for text in _script_literals(code) if _SENTENCE.search(text))


def _script_literals(code: str) -> Iterator[str]:
    for part in _SCRIPT_PARTS.finditer(code):
        text = part["single"] or part["double"] or part["back"] or ""
        yield re.sub(r"\$\{[^}]*\}", _VALUE, text)
