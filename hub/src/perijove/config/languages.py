"""The language of a request: its cookie, then its browser's `Accept-Language`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from tornado.httputil import HTTPServerRequest

#: Set by the page of the account; its value is a language tag, such as `fr`.
COOKIE = "perijove-language"

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)
_QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
#: Characters of the header that are read, and tags that count.
_LONGEST_HEADER, _MOST_TAGS = 1000, 10


def is_language(text: str) -> bool:
    """Whether this is a language tag as BCP 47 writes it, such as `fr` or `pt-BR`."""
    return _TAG.fullmatch(text) is not None


def preferred(request: HTTPServerRequest | None) -> tuple[str, ...]:
    """The languages that a request asks for, the best one first; whatever is no tag is ignored."""
    if request is None:
        return ()
    cookie = request.cookies.get(COOKIE)
    chosen = () if cookie is None or not is_language(cookie.value) else (cookie.value,)
    header = request.headers.get("Accept-Language", "")
    return (*chosen, *_accepted(header[:_LONGEST_HEADER]))


def accept_language(tags: Iterable[str]) -> str:
    """These languages as an `Accept-Language`, for a request on behalf of a user."""
    return ", ".join(f"{tag};q={1 - place / 10:.1f}" for place, tag in enumerate(tags) if place < 9)


def choose(tags: Iterable[str], known: Collection[str]) -> str | None:
    """The first of these languages that is known; `fr` serves `fr-CA` as well."""
    by_tag = {language.lower(): language for language in known}
    for tag in tags:
        parts = tag.lower().split("-")
        for length in range(len(parts), 0, -1):
            if found := by_tag.get("-".join(parts[:length])):
                return found
    return None


@lru_cache(maxsize=256)
def _accepted(header: str) -> tuple[str, ...]:
    found: list[tuple[float, str]] = []
    for entry in header.split(",")[:_MOST_TAGS]:
        tag, semicolon, parameter = entry.partition(";")
        quality = _QUALITY.fullmatch(parameter) if semicolon else None
        if not is_language(tag.strip()) or (semicolon and quality is None):
            continue
        found.append((float(quality[1]) if quality else 1.0, tag.strip()))
    best_first = sorted(found, key=lambda entry: -entry[0])
    return tuple(tag for quality, tag in best_first if quality > 0)
