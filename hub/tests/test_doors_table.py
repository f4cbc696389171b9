"""Every address of JupyterHub's that changes something belongs to a policy that was reviewed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jupyterhub import apihandlers, handlers, version_info
from tornado.web import RequestHandler

from perijove.access.api_audit import _READINGS
from perijove.access.handler_checks import CheckedHandler, check_stock_handlers

ROOT = Path(__file__).resolve().parents[2]
REVIEWED: dict[str, str] = json.loads(
    (Path(__file__).parent / "reviewed_routes.json").read_text(encoding="utf-8")
)
#: What is told from elsewhere: servers by what the handler does, entries by their answers.
TOLD_ELSEWHERE = {"UserServerAPIHandler POST", "SpawnHandler POST", "OAuthAuthorizeHandler POST"}


#: JupyterHub 5 answers fewer addresses.
SIX = version_info >= (6,)
LATER = {
    f"{method} /api/users/([^/]+)/{server}"
    for method in ("PUT", "PATCH")
    for server in ("server", "servers/([^/]*)")
}


class Row(NamedTuple):
    """A line of the table in docs/security.md."""

    policy: str
    ours: str
    hubs: str
    held: str


def routes() -> dict[str, type[Any]]:
    """What JupyterHub can be asked to change, as `POST /api/groups`, and who answers."""
    found: dict[str, type[Any]] = {}
    for address, handler, *_ in (*handlers.default_handlers, *apihandlers.default_handlers):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            name = method.lower()
            if getattr(handler, name) is not getattr(RequestHandler, name):
                found[f"{method} {address}"] = handler
    return found


def rows() -> list[Row]:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    section = text.partition("\n## Two doors\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [Row(*row) for row in cells]


def test_every_address_was_reviewed() -> None:
    later = () if SIX else LATER
    assert sorted(routes()) == sorted(set(REVIEWED) - set(later))


def test_each_belongs_to_a_policy_of_the_table_or_is_harmless_for_a_reason() -> None:
    policies = {row.policy for row in rows()}
    assert len(policies) > 8
    for route, belongs in REVIEWED.items():
        assert belongs in policies or belongs.startswith("harmless: "), route


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.policy)
def test_the_table_names_what_is_there(row: Row) -> None:
    known = sorted({*routes(), *LATER})
    for method, path in re.findall(r"`(POST|PUT|PATCH|DELETE) (/[^`]*)`", row.hubs):
        plain = re.sub(r"\b[A-Z]{2,}\b", "x", path)
        assert any(
            re.fullmatch(known_path, f"/api{plain}")
            for known_method, _, known_path in (one.partition(" ") for one in known)
            if known_method == method
        ), (row.policy, method, path)
    files = re.findall(r"`([\w./-]+\.(?:py|ts))`", row.held)
    assert files
    for file in files:
        assert (ROOT / file).is_file(), (row.policy, file)


def test_what_is_no_harm_is_the_rest_of_what_the_audit_log_tells() -> None:
    told = {f"{handler.__name__} {method}" for handler, method in _READINGS} | TOLD_ELSEWHERE
    later = set() if SIX else {"UserServerAPIHandler PUT", "UserServerAPIHandler PATCH"}
    needed = later | {
        f"{handler.__name__} {route.partition(' ')[0]}"
        for route, handler in routes().items()
        if not REVIEWED.get(route, "").startswith("harmless: ")
    }
    assert needed == told


def test_all_of_them_are_watched() -> None:
    before = routes()
    check_stock_handlers()
    check_stock_handlers()
    assert set(routes()) == set(before)
    for route, handler in routes().items():
        assert issubclass(handler, CheckedHandler), route
        assert handler.__name__ == before[route].__name__
