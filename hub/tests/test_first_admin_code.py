"""Nobody becomes the first administrator without the operator's code."""

from __future__ import annotations

import logging
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from perijove import PerijoveAuthenticator
from perijove.accounts.first_admin_code import FirstAdminCode, new_code
from perijove.accounts.outcomes import Registration

from .test_authenticator import accounts, authenticator_with

GOOD = "correct-horse-7"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "secrets" / "first-admin-code"


def hub_with(file: Path, **settings: Any) -> PerijoveAuthenticator:
    authenticator = authenticator_with(first_admin_code_file=str(file), **settings)
    authenticator.prepare_first_admin()
    return authenticator


def test_it_is_long_random_and_easily_typed() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert all(re.fullmatch(r"[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}", c) for c in codes)


def test_it_lies_where_the_operator_alone_can_read_it(file: Path) -> None:
    hub_with(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_restart_keeps_it(file: Path) -> None:
    hub_with(file)
    code = file.read_text()
    hub_with(file)
    assert file.read_text() == code


@pytest.mark.parametrize("code", ["", "   ", "0000-0000-0000-0000", "x" * 5000])
async def test_without_it_nobody_becomes_the_administrator(file: Path, code: str) -> None:
    authenticator = hub_with(file)
    outcome = await authenticator.register("ada", GOOD, code=code)
    assert outcome is Registration.WRONG_CODE
    assert accounts(authenticator) == {}
    assert file.exists()


async def test_it_works_once_and_is_gone(file: Path) -> None:
    authenticator = hub_with(file)
    code = file.read_text()
    assert await authenticator.register("ada", GOOD, code=code) is Registration.AUTHORIZED
    assert not file.exists()
    again = await authenticator.register("ada", GOOD, code=code)
    assert again is Registration.NAME_TAKEN


async def test_it_may_be_typed_in_any_way_that_is_read_as_this(tmp_path: Path) -> None:
    (tmp_path / "code").write_text("01ab-cdef-0123-4567\n")
    code = FirstAdminCode(str(tmp_path / "code"))
    assert code.is_right(" OLAB CDEF o123 4567 ")
    assert not code.is_right("01ab-cdef-0123-456")


async def test_a_mistake_elsewhere_does_not_use_it_up(file: Path) -> None:
    authenticator = hub_with(file)
    code = file.read_text()
    weak = await authenticator.register("ada", "password", code=code)
    assert weak is Registration.WEAK_PASSWORD
    assert await authenticator.register("ada", GOOD, code=code) is Registration.AUTHORIZED


async def test_wrong_ones_lead_to_a_pause(file: Path) -> None:
    authenticator = hub_with(file)
    for _ in range(10):
        outcome = await authenticator.register("ada", GOOD, code="0000")
        assert outcome is Registration.WRONG_CODE
    # Even the right one has to wait now.
    outcome = await authenticator.register("ada", GOOD, code=file.read_text())
    assert outcome is Registration.PAUSED


def test_a_stranger_makes_nobody_else_wait(file: Path) -> None:
    desk = hub_with(file).code_check
    for number in range(200):
        desk.refusal("0000", "203.0.113.66")
        desk.refusal("0000", f"2001:db8::{number:x}")
    assert desk.refusal(file.read_text(), "203.0.113.66") == "paused"
    assert desk.refusal(file.read_text(), "2001:db8::ffff") == "paused"
    assert desk.refusal(file.read_text(), "192.0.2.1") == ""


async def test_another_user_needs_no_code_and_waits_for_approval(file: Path) -> None:
    assert await hub_with(file).register("eve", GOOD) is Registration.WAITING


async def test_a_seeded_administrator_needs_none(file: Path) -> None:
    hub_with(file)
    authenticator = hub_with(file, first_admin_password=GOOD)
    assert accounts(authenticator) == {"ada": True}
    assert not file.exists()


async def test_without_a_file_the_log_has_it(caplog: pytest.LogCaptureFixture) -> None:
    authenticator = authenticator_with()
    authenticator.log = logging.Logger(__name__)
    authenticator.log.addHandler(caplog.handler)
    authenticator.prepare_first_admin()
    code, is_new = authenticator.first_admin_code.ensure()
    assert not is_new
    assert code in caplog.text
    assert await authenticator.register("ada", GOOD, code=code) is Registration.AUTHORIZED
    assert not authenticator.first_admin_code.is_right(code)
