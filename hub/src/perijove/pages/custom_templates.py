"""The operator's own templates: they replace ours, and their scripts run.

The content policy lets no script run without the nonce of its answer. The operator wrote the
template's source, unlike the values that a page shows in it: so Jinja adds the nonce to its scripts
as it reads the file. What a nonce cannot fix is logged at the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2.ext import Extension

_SCRIPT = re.compile(r"<script(?=[\s>])(?![^>]*\snonce\s*=)", re.IGNORECASE)
#: Without quotes, of which a mark needs none: some scripts write scripts.
_MARK = "<script nonce={{ csp_nonce }}"

_HANDLER = re.compile(r"""<[a-z][^<>]*\s(on[a-z]+)\s*=\s*["'{]""", re.IGNORECASE)
_SHEET = re.compile(
    r"""<link\b(?=[^>]*\brel\s*=\s*["']?stylesheet)[^>]*\bhref\s*=\s*["']?((?:https?:)?//[^"'\s>]+)""",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)

#: The frame of all pages, and what ours is built on.
_FRAME, _OUR_FRAME = "page.html", "perijove/page.html"
#: Our pages fill this block, which JupyterHub's own frame does not have.
_CONTENT = re.compile(r"\{%-?\s*block\s+content\b")


class NonceExtension(Extension):
    """Adds the nonce of the answer to every script in a template's source."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Called by Jinja with each template, before it is compiled."""
        return _SCRIPT.sub(_MARK, source)


def with_nonce_extension(options: dict[str, Any]) -> dict[str, Any]:
    """`JupyterHub.jinja_environment_options` with the extension that marks scripts."""
    extensions = [*options.get("extensions", ())]
    return {**options, "extensions": [*extensions, NonceExtension]}


def in_order(configured: Iterable[str], ours: Path, native: Path) -> list[str]:
    """`JupyterHub.template_paths`: the operator's folders, ours, NativeAuthenticator's.

    NativeAuthenticator's own instructions put its folder first. Its pages have the same names as
    ours, which do the same, and more: they know this hub's accounts.
    """
    theirs = [path for path in configured if Path(path).resolve() != native.resolve()]
    return [*theirs, *(str(folder) for folder in (ours, native) if str(folder) not in theirs)]


def frame(folders: Iterable[str], ours: Path) -> str:
    """The template that our pages extend: the operator's frame if ours fit in, else our own."""
    files = (Path(folder) / _FRAME for folder in folders)
    first = next((file for file in files if file.is_file()), ours / _FRAME)
    return _FRAME if _fits(_source(first)) else _OUR_FRAME


def problems(folders: Iterable[str], ours: Path) -> list[str]:
    """Problems of the templates in these folders, for the operator."""
    return [
        problem
        for folder in folders
        if Path(folder).resolve() != ours.resolve()
        for file in sorted(Path(folder).rglob("*.html"))
        for problem in _problems(file, file.relative_to(folder).as_posix())
    ]


def _source(file: Path) -> str:
    return _COMMENT.sub("", file.read_text(errors="replace"))


def _fits(source: str) -> bool:
    return _OUR_FRAME in source or _CONTENT.search(source) is not None


def _problems(file: Path, name: str) -> list[str]:
    source = _source(file)
    found = []
    if name == _FRAME and not _fits(source):
        found.append(
            f"{file} frames only pages that are no template of Perijove's, for it has no block "
            f'named content. To frame all, let it extend "{_OUR_FRAME}", which has the blocks of '
            "JupyterHub's as well."
        )
    if handlers := sorted({match.lower() for match in _HANDLER.findall(source)}):
        found.append(
            f"{file}: {', '.join(handlers)} in a tag does not run under the hub's "
            "Content-Security-Policy: add a listener in a script of that template instead."
        )
    if sheets := sorted(set(_SHEET.findall(source))):
        found.append(
            f"{file}: styles from elsewhere are not loaded under the hub's "
            f"Content-Security-Policy ({', '.join(sheets)}): serve a copy from the hub."
        )
    return found
