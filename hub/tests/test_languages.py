"""Which language a request is answered in, and what a hostile one can do about it."""

from __future__ import annotations

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from perijove.common.current_request import RememberRequest, _current
from perijove.config.languages import accept_language, choose, preferred
from perijove.config.strings import shipped_strings


def request(accepted: str | None = None, cookie: str | None = None) -> HTTPServerRequest:
    headers = HTTPHeaders({"Host": "hub.example.org"})
    if accepted is not None:
        headers["Accept-Language"] = accepted
    if cookie is not None:
        headers["Cookie"] = cookie
    line = RequestStartLine("GET", "/hub/login", "HTTP/1.1")
    return HTTPServerRequest(start_line=line, headers=headers)


@pytest.mark.parametrize(
    ("accepted", "tags"),
    [
        (None, ()),
        ("fr", ("fr",)),
        ("fr-CA, fr;q=0.9, en;q=0.8", ("fr-CA", "fr", "en")),
        ("en;q=0.2,fr;q=0.9", ("fr", "en")),
        ("en;q=0.5, fr;q=0.5", ("en", "fr")),
        ("fr;q=0, en", ("en",)),
        ("*", ()),
        ("fr;q=2, de;q=-1, it;q=x, es;level=1, en", ("en",)),
        ("fr ; Q=1.000 , EN ; q=0.001", ("fr", "EN")),
        (";;,,=,q=1", ()),
        ("<script>, ../../etc, fr\x00, 'or 1=1, en", ("en",)),
        ("x" * 100_000, ()),
        (",".join(["fr"] * 5_000), ("fr",) * 10),
        (" " * 2_000 + "fr", ()),
    ],
)
def test_the_browser_asks_for_languages(accepted: str | None, tags: tuple[str, ...]) -> None:
    assert preferred(request(accepted)) == tags


@pytest.mark.parametrize(
    ("cookie", "tags"),
    [
        ("perijove-language=fr", ("fr", "en")),
        ("a=b; perijove-language=pt-BR; c=d", ("pt-BR", "en")),
        ('perijove-language="fr"', ("fr", "en")),
        ("perijove-language=", ("en",)),
        ("perijove-language=../../../etc/passwd", ("en",)),
        ("perijove-language=__class__", ("en",)),
        ('perijove-language="fr\\"><script>"', ("en",)),
        ("perijove-language=" + "f" * 5_000, ("en",)),
        ("perijove-language=fr\u00e9", ("en",)),
        ("perijove-language", ("en",)),
        (";;;=;perijove-language=;", ("en",)),
    ],
)
def test_the_cookie_comes_first_unless_it_is_no_tag(cookie: str, tags: tuple[str, ...]) -> None:
    assert preferred(request("en", cookie)) == tags


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (("fr",), "fr"),
        (("fr-CA", "en"), "fr"),
        (("FR-fr",), "fr"),
        (("de", "fr"), "fr"),
        (("pt-BR",), "pt-BR"),
        (("pt",), None),
        (("de",), None),
        ((), None),
    ],
)
def test_the_first_known_language_counts(tags: tuple[str, ...], language: str | None) -> None:
    assert choose(tags, ["en", "fr", "pt-BR"]) == language


def test_the_backend_is_asked_in_the_same_order() -> None:
    sent = accept_language(preferred(request("de, en;q=0.1", "perijove-language=fr")))
    assert sent == "fr;q=1.0, de;q=0.9, en;q=0.8"
    assert preferred(request(sent)) == ("fr", "de", "en")
    assert preferred(request(accept_language(["fr"] * 40))) == ("fr",) * 9


def test_outside_of_requests_it_is_the_language_of_the_deployment() -> None:
    assert shipped_strings().language == "en"
    before = _current.set(None)
    try:
        RememberRequest(request("de, fr;q=0.5"))
        assert shipped_strings().language == "fr"
        assert shipped_strings().t("login.title") == "Se connecter"
        assert shipped_strings().within("en").t("login.title") == "Sign in"
    finally:
        _current.reset(before)
