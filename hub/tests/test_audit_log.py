"""The audit log hears of what happens in the hub, and nobody waits for it."""

from __future__ import annotations

import asyncio
import copy
from types import SimpleNamespace

import pytest
from tornado.httputil import HTTPHeaders

from perijove.backend import audit_log
from perijove.backend.audit_log import AuditLog
from perijove.backend.client import InternalClient

from .fake_backend import FakeBackend


@pytest.fixture
def reporter(backend: FakeBackend, monkeypatch: pytest.MonkeyPatch) -> AuditLog:
    monkeypatch.setattr(audit_log, "_FIRST_RETRY_SECONDS", 0.01)
    monkeypatch.setattr(audit_log, "_LONGEST_RETRY_SECONDS", 0.02)
    return AuditLog(InternalClient(backend.url, lambda: "internal-secret"))


def reported(backend: FakeBackend) -> list[str]:
    return [event["action"] for request in backend.requests for event in request.body["events"]]


async def test_a_report_reaches_the_audit_log(backend: FakeBackend, reporter: AuditLog) -> None:
    reporter.record(
        "login.password", actor="ada", result="failed", address="10.0.0.7", reason="password"
    )
    assert backend.requests == []  # nobody waited
    await reporter.flush()
    (request,) = backend.requests
    assert (request.method, request.path) == ("POST", "/internal/v1/events")
    (event,) = request.body["events"]
    assert event.pop("at") > 1_700_000_000_000
    assert event == {
        "actor": "ada",
        "action": "login.password",
        "subject": "ada",
        "result": "failed",
        "address": "10.0.0.7",
        "details": {"reason": "password"},
    }
    assert request.body["lost"] == 0


async def test_what_gathers_travels_together(backend: FakeBackend, reporter: AuditLog) -> None:
    for number in range(450):
        reporter.record("account.create", actor="root", subject=f"u{number}")
    await reporter.flush()
    sizes = [len(request.body["events"]) for request in backend.requests]
    assert sizes == [200, 200, 50]


async def test_nothing_is_lost_while_the_backend_restarts(
    backend: FakeBackend, reporter: AuditLog
) -> None:
    backend.failures = [(503, {}, b"{}")] * 3
    reporter.record("login.password", actor="ada")
    await asyncio.sleep(0.03)
    reporter.record("login.password", actor="bob")
    await reporter.flush()
    actors = [e["actor"] for e in backend.requests[-1].body["events"]]
    assert actors in (["ada", "bob"], ["bob"])  # one report or two, in this order
    assert backend.requests[-1].body["lost"] == 0


async def test_a_queue_that_overflows_says_how_much_was_lost(
    backend: FakeBackend, reporter: AuditLog
) -> None:
    for number in range(1010):
        reporter.record("login.password", actor=f"u{number}")
    await reporter.flush()
    assert sum(request.body["lost"] for request in backend.requests) == 10
    first = backend.requests[0].body["events"][0]["actor"]
    assert first == "u10"


async def test_a_noisy_one_loses_lines_of_its_own(backend: FakeBackend, reporter: AuditLog) -> None:
    reporter.record("user.password", actor="ada", address="10.0.0.7")
    for number in range(1500):
        # A whole net of addresses belongs to one.
        reporter.record("user.sign_in", actor="noisy", address=f"2001:db8::{number:x}")
    reporter.record("user.password", actor="bob", address="10.0.0.8")
    await reporter.flush()
    told = [event["actor"] for request in backend.requests for event in request.body["events"]]
    assert (told[0], told[-1], len(told)) == ("ada", "bob", 1000)
    assert sum(request.body["lost"] for request in backend.requests) == 502


async def test_many_machines_that_guess_do_not_fill_the_audit_log(
    backend: FakeBackend, reporter: AuditLog
) -> None:
    for number in range(500):
        reporter.record(
            "user.sign_in", actor="unknown", result="refused", address=f"10.0.{number}.1"
        )
    await reporter.flush()
    told = [event for request in backend.requests for event in request.body["events"]]
    # A minute may end meanwhile.
    assert len(told) in range(300, 601)
    assert len(told) + sum(request.body["lost"] for request in backend.requests) == 500


async def test_what_the_audit_log_refuses_is_not_sent_for_ever(
    backend: FakeBackend, reporter: AuditLog
) -> None:
    backend.failures = [(422, {}, b'{"error":{"code":"invalid_input","message":"no"}}')]
    reporter.record("no such form", actor="ada")
    await reporter.flush()
    reporter.record("login.password", actor="bob")
    await reporter.flush()
    assert [len(request.body["events"]) for request in backend.requests] == [1, 1]
    assert backend.requests[-1].body["lost"] == 1


async def test_long_names_are_cut(backend: FakeBackend, reporter: AuditLog) -> None:
    reporter.record("login.password", actor="x" * 10_000, address="y" * 1000)
    await reporter.flush()
    (event,) = backend.requests[0].body["events"]
    assert (len(event["actor"]), len(event["address"])) == (255, 64)


def handler_with(reporter: object, address: str = "10.0.0.7") -> SimpleNamespace:
    headers = HTTPHeaders({"X-Forwarded-For": "6.6.6.6"})
    request = SimpleNamespace(remote_ip=address, headers=headers)
    return SimpleNamespace(settings={audit_log.SETTING: reporter}, request=request)


async def test_a_page_reports_through_what_configure_left(
    backend: FakeBackend, reporter: AuditLog
) -> None:
    await audit_log.record(handler_with(copy.deepcopy(reporter)), "user.password", actor="ada")
    await audit_log.record(SimpleNamespace(settings={}), "user.password", actor="bob")
    await reporter.flush()
    assert reported(backend) == ["user.password"]
    # A caller from there is no proxy of ours, so its forwarded addresses do not count.
    assert backend.requests[0].body["events"][0]["address"] == "10.0.0.7"


async def test_a_report_that_goes_wrong_does_not_reach_the_page() -> None:
    await audit_log.record(handler_with("no reporter at all"), "user.sign_in", actor="ada")


async def test_a_machine_that_guesses_does_not_fill_the_audit_log(
    backend: FakeBackend, reporter: AuditLog
) -> None:
    for _ in range(100):
        reporter.record("user.sign_in", actor="unknown", result="refused", address="10.0.0.66")
    reporter.record("user.sign_in", actor="ada", result="refused", address="10.0.0.7")
    for _ in range(100):
        reporter.record("user.sign_in", actor="ada", address="10.0.0.66")
    await reporter.flush()
    told = [event for request in backend.requests for event in request.body["events"]]
    refused = [event["actor"] for event in told if event["result"] == "refused"]
    assert refused == [*["unknown"] * 30, "ada"]
    assert len(told) == 131
    assert sum(request.body["lost"] for request in backend.requests) == 70
