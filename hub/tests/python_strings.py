"""Reads a Python source as a translator would: its own sentences, and the texts it asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .template_strings import Use

#: As Python names a text: `login.answers.wrong`, and no template.
_NAME = re.compile(r"(?!.*\.html)[a-z]\w*(\.\w+)+")
#: `not found`, `Gone.`: as in sentences, and hardly ever in programs.
_SENTENCE = re.compile(r"[^\W\d_]{2,},? [^\W\d_]{2,}|\b[A-Z][a-z]+[.!?…]")
_LETTER = re.compile(r"[^\W\d_]")
#: Stands where a value will be.
_VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"

#: Calls whose text users read, even a single word, and the first argument that is text.
_TO_USERS = {
    "HTTPError": 1,
    "BackendRefusedError": 2,
    "RefusedError": 2,
    "ServerFailedError": 1,
    "_AwayError": 0,
    "note": 0,
}
_TO_USERS_BY_NAME = frozenset({"log_message", "message", "reason"})
#: Calls that use a text of the catalog, or keep its key and its values until it is shown.
_SAYS = frozenset({"t", "note", "RefusedError", "refuse"})
#: Calls whose words nobody but operators and programs reads, each with the reason.
_TO_OPERATORS = {
    "BackendAwayError": "goes into the log; users read that the server manager restarts",
    "ConnectionLostError": "becomes a BackendAwayError",
    "ConfigurationError": "stops the start of the hub",
    "execute": "SQL",
}
_LOGGED = re.compile(r"(\w+\.)*_?(app_)?log\.(debug|info|warning|error|exception)")


@dataclass(frozen=True)
class Sentence:
    """A sentence that stands in Python, and the function that says it; '' outside of any."""

    text: str
    function: str


def sentences_in(source: str) -> list[Sentence]:
    """Every sentence in a source that users could read; there should be none."""
    return list(_sentences(ast.parse(source), ""))


def uses_in_python(source: str, groups: Collection[str]) -> list[Use]:
    """Texts that Python says, by calls or from a table of their names."""
    tree = ast.parse(source)
    said = {
        arg: frozenset(str(pair.arg) for pair in call.keywords)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _called(call) in _SAYS
        for arg in call.args
    }
    keys = [
        Use(node.value, said.get(node) or None)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _NAME.fullmatch(node.value)
        and (node in said or node.value.partition(".")[0] in groups)
    ]
    # Such as f"units.{unit}", any of the group.
    texts = [(node, _text(node)) for node in said if isinstance(node, ast.JoinedStr)]
    return keys + [Use(text.partition("." + _VALUE)[0], said[node] or None) for node, text in texts]


def _sentences(node: ast.AST, function: str, *, to_users: bool = False) -> Iterator[Sentence]:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = _text(node)
        if (_LETTER if to_users else _SENTENCE).search(text):
            yield Sentence(text, function)
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # says what the code does
    if isinstance(node, ast.keyword) and node.arg == "help":
        return  # of a setting
    if isinstance(node, ast.Call):
        yield from _sentences_of_call(node, function)
        return
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        function = node.name
    for child in ast.iter_child_nodes(node):
        yield from _sentences(child, function, to_users=to_users)


def _sentences_of_call(call: ast.Call, function: str) -> Iterator[Sentence]:
    called = _called(call)
    if called in _TO_OPERATORS or _LOGGED.fullmatch(ast.unparse(call.func)):
        return
    first = _TO_USERS.get(called)
    yield from _sentences(call.func, function)
    for number, arg in enumerate(call.args):
        name = called in _SAYS and isinstance(arg, ast.Constant) and _NAME.fullmatch(_text(arg))
        if not name:
            to_users = first is not None and number >= first
            yield from _sentences(arg, function, to_users=to_users)
    for pair in call.keywords:
        to_users = first is not None and pair.arg in _TO_USERS_BY_NAME
        yield from _sentences(pair, function, to_users=to_users)


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    parts = (part.value if isinstance(part, ast.Constant) else _VALUE for part in node.values)
    return "".join(map(str, parts))
