"""Pauses after wrong passwords: who has to wait, and who never does."""

from __future__ import annotations

import itertools

import pytest
from jupyterhub import orm
from sqlalchemy.orm import Session

from perijove.accounts.account_notes import ensure_tables
from perijove.accounts.lockout import (
    CUSTOMER_FACTOR,
    LONGEST_PAUSE,
    LONGEST_WIDE_PAUSE,
    MOST_KNOWN,
    Lockout,
    Rules,
    SignInTries,
)

HOME, CAFE, OFFICE = "a:192.0.2.1", "a:198.51.100.7", "a:203.0.113.9"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def db() -> Session:
    session: Session = orm.new_session_factory("sqlite:///:memory:")()
    ensure_tables(session, SignInTries)
    return session


@pytest.fixture
def lockout(db: Session, clock: Clock) -> Lockout:
    return Lockout(db, Rules(attempts=3, pause=60), clock)


def fail(lockout: Lockout, name: str, source: str, times: int = 1) -> None:
    for _ in range(times):
        lockout.failed(name, source)


def test_a_few_typos_cost_nothing(lockout: Lockout) -> None:
    fail(lockout, "ada", HOME, 2)
    assert lockout.wait("ada", HOME) == 0


def test_the_pause_grows_with_each_further_guess_and_has_an_end(
    lockout: Lockout, clock: Clock
) -> None:
    fail(lockout, "ada", HOME, 3)
    waits = []
    for _ in range(10):
        waits.append(lockout.wait("ada", HOME))
        clock.now += waits[-1]
        assert lockout.wait("ada", HOME) == 0
        fail(lockout, "ada", HOME)
    assert waits[:4] == [60, 120, 240, 480]
    assert max(waits) == LONGEST_PAUSE


def test_a_stranger_does_not_lock_the_user_out(lockout: Lockout) -> None:
    lockout.succeeded("ada", HOME, "")
    fail(lockout, "ada", CAFE, 500)
    assert lockout.wait("ada", CAFE) > 0
    assert lockout.wait("ada", HOME) == 0


def test_many_addresses_slow_each_other_down_but_not_the_user(lockout: Lockout) -> None:
    lockout.succeeded("ada", HOME, "")
    for number in range(20):
        fail(lockout, "ada", f"a:10.0.0.{number}")
    fresh = lockout.wait("ada", "a:10.0.9.9")
    assert 0 < fresh <= LONGEST_WIDE_PAUSE
    assert lockout.wait("ada", HOME) == 0
    assert lockout.wait("grace", "a:10.0.9.9") == 0


def test_one_address_that_tries_many_names_is_slowed_down(lockout: Lockout, clock: Clock) -> None:
    lockout.succeeded("ada", CAFE, "")
    for number in range(40):
        fail(lockout, f"name-{number}", CAFE)
    assert lockout.wait("grace", CAFE) > 0
    assert lockout.wait("ada", CAFE) == 0
    clock.now += 3601
    assert lockout.wait("grace", CAFE) == 0


def test_a_browser_is_known_wherever_it_goes_and_only_for_its_user(lockout: Lockout) -> None:
    lockout.succeeded("ada", HOME, "browser")
    fail(lockout, "ada", CAFE, 50)
    known = lockout.source("ada", "198.51.100.7", "browser")
    assert lockout.wait("ada", known) == 0
    assert lockout.source("ada", "198.51.100.7", "made-up") == CAFE
    assert lockout.source("grace", "198.51.100.7", "browser") == CAFE


def test_a_known_browser_cannot_guess_for_ever_either(lockout: Lockout) -> None:
    lockout.succeeded("ada", HOME, "browser")
    source = lockout.source("ada", "192.0.2.1", "browser")
    fail(lockout, "ada", source, 3)
    assert lockout.wait("ada", source) == 60


def test_a_new_mark_voids_every_copy_of_the_former(lockout: Lockout) -> None:
    lockout.succeeded("ada", HOME, "first")
    known = lockout.source("ada", "192.0.2.1", "first")
    lockout.succeeded("ada", known, "second", "first")
    assert lockout.source("ada", "198.51.100.7", "first") == CAFE
    assert lockout.source("ada", "198.51.100.7", "second").startswith("d:")


def test_guesses_with_a_mark_that_is_none_make_no_row_of_their_own(
    db: Session, lockout: Lockout
) -> None:
    for number in range(20):
        fail(lockout, "ada", lockout.source("ada", "198.51.100.7", f"made-up-{number}"))
    assert {row.source for row in db.query(SignInTries)} == {CAFE, "*"}


def test_a_user_is_known_in_so_many_browsers_and_places_and_no_more(
    db: Session, lockout: Lockout, clock: Clock
) -> None:
    for number in range(MOST_KNOWN + 20):
        clock.now += 1
        lockout.succeeded("ada", f"a:10.0.0.{number}", f"mark-{number}")
    assert db.query(SignInTries).count() == 2 * MOST_KNOWN
    assert lockout.source("ada", "192.0.2.1", "mark-0") == HOME
    assert lockout.source("ada", "192.0.2.1", f"mark-{MOST_KNOWN}").startswith("d:")


def test_a_network_of_ipv6_is_one_source(lockout: Lockout) -> None:
    for number in range(3):
        fail(lockout, "ada", lockout.source("ada", f"2001:db8:1:2::{number}", ""))
    assert lockout.wait("ada", lockout.source("ada", "2001:db8:1:2:ffff::1", "")) == 60
    assert lockout.wait("ada", lockout.source("ada", "2001:db8:1:3::1", "")) == 0


def test_many_networks_of_ipv6_are_slowed_down_as_well(lockout: Lockout) -> None:
    for number in range(CUSTOMER_FACTOR * 3):
        fail(lockout, f"name-{number}", lockout.source("", f"2001:db8:1:{number:x}::1", ""))
    fresh = lockout.source("grace", "2001:db8:1:ffff::1", "")
    assert 0 < lockout.wait("grace", fresh) <= LONGEST_WIDE_PAUSE
    assert lockout.wait("grace", lockout.source("grace", "2001:db8:2:1::1", "")) == 0


def test_ipv4_inside_ipv6_is_the_same_place(lockout: Lockout) -> None:
    assert lockout.source("ada", "::ffff:192.0.2.1", "") == HOME


def test_names_that_nobody_has_are_counted_alike(lockout: Lockout) -> None:
    fail(lockout, "nobody", HOME, 3)
    assert lockout.wait("nobody", HOME) == 60


def test_the_right_password_forgives_its_own_source_alone(lockout: Lockout) -> None:
    fail(lockout, "ada", HOME, 3)
    fail(lockout, "ada", OFFICE, 3)
    lockout.succeeded("ada", HOME, "")
    assert lockout.wait("ada", HOME) == 0
    assert lockout.wait("ada", OFFICE) == 60


def test_a_day_later_all_is_forgotten(lockout: Lockout, clock: Clock) -> None:
    fail(lockout, "ada", HOME, 30)
    clock.now += 86_401
    assert lockout.wait("ada", HOME) == 0
    fail(lockout, "ada", HOME)
    assert lockout.wait("ada", HOME) == 0


def test_it_outlives_the_process(db: Session, clock: Clock, lockout: Lockout) -> None:
    fail(lockout, "ada", HOME, 3)
    assert Lockout(db, Rules(3, 60), clock).wait("ada", HOME) == 60


def test_no_name_is_written_down(db: Session, lockout: Lockout) -> None:
    fail(lockout, "my-secret-password", HOME)
    assert "my-secret-password" not in [row.name for row in db.query(SignInTries)]


def test_strangers_do_not_fill_the_disk(
    db: Session, lockout: Lockout, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr("perijove.accounts.lockout.MOST_ROWS", 100)
    lockout.succeeded("ada", HOME, "")
    for number in itertools.count():
        clock.now += 1
        fail(lockout, f"name-{number}", f"a:10.0.{number // 250}.{number % 250}")
        if number >= 600:
            break
    assert db.query(SignInTries).count() < 100 + 3 * 200 + 10
    fail(lockout, "ada", CAFE, 30)
    assert lockout.wait("ada", HOME) == 0


def test_strangers_with_many_names_push_out_no_pause(
    db: Session, lockout: Lockout, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr("perijove.accounts.lockout.MOST_ROWS", 100)
    fail(lockout, "ada", CAFE, 6)
    assert lockout.wait("ada", CAFE) > 400
    for number in range(600):
        clock.now += 0.01
        fail(lockout, f"name-{number}", f"a:10.0.{number // 250}.{number % 250}")
    assert db.query(SignInTries).count() < 100 + 3 * 200 + 10
    assert lockout.wait("ada", CAFE) > 400


def test_zero_attempts_switch_it_off(db: Session, clock: Clock) -> None:
    lockout = Lockout(db, Rules(0, 60), clock)
    fail(lockout, "ada", HOME, 100)
    assert lockout.wait("ada", HOME) == 0
