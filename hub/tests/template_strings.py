"""Reads a page template as a translator would: which words stand in it, and which it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from jinja2 import Environment, nodes

#: What the templates call the content of `strings.json`.
CATALOGUE = "perijove_strings"

#: Stands where a value will be.
_VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"
#: Attributes that are seen or read aloud.
SPOKEN = frozenset(
    {"alt", "label", "placeholder", "title", "aria-description", "aria-label"}
    | {"aria-placeholder", "aria-roledescription", "aria-valuetext"}
)
_BUTTONS = ("submit", "button", "reset")
_WORD = re.compile(r"[^\W\d_]{2}")
#: `Sign in`, `Home.`, `your server`: as people write, and programs hardly ever.
_SENTENCE = re.compile(r"\b[A-Z][a-z]+(?:[\s.,;:!?…]|$)|[^\W\d_]{2,},? [^\W\d_]{2,}")
_SCRIPT_PARTS = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|'(?P<single>(?:\\.|[^'\\\n])*)'|\"(?P<double>(?:\\.|[^\"\\\n])*)\"|`(?P<back>(?:\\.|[^`\\])*)`",
    re.DOTALL,
)
_TO_PEOPLE = re.compile(
    r"\.(?:textContent|innerText|innerHTML|outerHTML|title|alt|placeholder|label|aria[A-Z]\w+)"
    r"\s*=(?!=)(?P<assigned>[^;]*)"
    r"|setAttribute\(\s*['\"](?:" + "|".join(sorted(SPOKEN)) + r")['\"],(?P<set>[^;]*)"
    r"|\b(?:alert|confirm|prompt|createTextNode)\((?P<called>[^;]*)"
)

_ENVIRONMENT = Environment(autoescape=True)


def words_in(source: str) -> list[str]:
    """Every word for people that a template has of its own; none is as it should be."""
    tree = _ENVIRONMENT.parse(source)
    page = _Page()
    page.feed("".join(_markup(tree)))
    page.close()
    return [*page.found, *(text for text in _literals(tree) if _SENTENCE.search(text))]


@dataclass(frozen=True)
class Use:
    """One place that asks for a text, or for a group of them: `login.title`."""

    path: str
    #: Names of the values that are put into the text; None when none are.
    values: frozenset[str] | None


def uses_in(source: str) -> list[Use]:
    """What a template asks of the catalogue."""
    tree = _ENVIRONMENT.parse(source)
    known = {CATALOGUE: [""]}
    for assigned in tree.find_all(nodes.Assign):
        if isinstance(assigned.target, nodes.Name) and (paths := _paths(assigned.node, known)):
            known[assigned.target.name] = paths
    return list(_uses(tree, known))


def _uses(node: nodes.Node, known: dict[str, list[str]]) -> Iterator[Use]:
    if isinstance(node, nodes.Filter) and node.name == "format" and node.node is not None:
        names = frozenset(str(pair.key) for pair in node.kwargs)
        yield from (Use(path, names) for path in _paths(_unescaped(node.node), known))
        rest: list[nodes.Node] = [*node.args, *node.kwargs]
    elif isinstance(node, nodes.Assign) and _paths(node.node, known):
        # Used where the name is.
        rest = []
    elif isinstance(node, nodes.Expr) and (paths := _paths(node, known)):
        yield from (Use(path, None) for path in paths)
        rest = []
        if isinstance(node, nodes.CondExpr):
            rest = [node.test]
    else:
        rest = list(node.iter_child_nodes())
    for child in rest:
        yield from _uses(child, known)


def _paths(node: nodes.Node | None, known: dict[str, list[str]]) -> list[str]:
    """The texts or groups that an expression stands for; none when it is something else."""
    if isinstance(node, nodes.Name):
        return known.get(node.name, [])
    if isinstance(node, nodes.Getattr):
        return [f"{path}.{node.attr}".lstrip(".") for path in _paths(node.node, known)]
    if isinstance(node, nodes.Getitem):
        # Any of them.
        return _paths(node.node, known)
    if isinstance(node, nodes.CondExpr):
        first, second = _paths(node.expr1, known), _paths(node.expr2, known)
        return [*first, *second] if first and second else []
    return []


def _unescaped(node: nodes.Expr) -> nodes.Expr:
    if isinstance(node, nodes.Filter) and node.name in ("e", "escape") and node.node is not None:
        return node.node
    return node


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
    for to_people in _TO_PEOPLE.finditer(code):
        value = to_people["assigned"] or to_people["set"] or to_people["called"] or ""
        yield from (text for text in _script_literals(value) if _WORD.search(text))
    yield from (text for text in _script_literals(code) if _SENTENCE.search(text))


def _script_literals(code: str) -> Iterator[str]:
    for part in _SCRIPT_PARTS.finditer(code):
        text = part["single"] or part["double"] or part["back"] or ""
        yield re.sub(r"\$\{[^}]*\}", _VALUE, text)
