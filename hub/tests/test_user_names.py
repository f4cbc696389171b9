"""One rule for names; TypeScript is held to the same table."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from jupyterhub import orm
from traitlets.config import Config

from perijove import PerijoveAuthenticator
from perijove.accounts.user_names import name_problem, normal_name

TABLE = json.loads((Path(__file__).parent / "user_names.json").read_text())
NAMES = [pytest.param(case, id=case["what"]) for case in TABLE["names"]]
REFUSED = [pytest.param(case, id=case["what"]) for case in TABLE["refused"]]


@pytest.fixture(scope="module")
def authenticator() -> PerijoveAuthenticator:
    config = Config()
    config.PerijoveAuthenticator = Config(bcrypt_rounds=4)
    session = orm.new_session_factory("sqlite:///:memory:")()
    return PerijoveAuthenticator(db=session, config=config)


@pytest.mark.parametrize("case", NAMES)
def test_a_name_of_any_script_has_one_spelling(
    case: dict[str, str], authenticator: PerijoveAuthenticator
) -> None:
    name = authenticator.normalize_username(case["given"])
    assert name == case["name"]
    assert authenticator.normalize_username(name) == name
    assert name_problem(name, 64) is None
    assert authenticator.validate_username(name)


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_account_is_called_has_its_reason(
    case: dict[str, str], authenticator: PerijoveAuthenticator
) -> None:
    name = authenticator.normalize_username(case["given"])
    assert name_problem(name, 64) == case["problem"]
    assert not authenticator.validate_username(name)


def test_whatever_was_spelled_once_stays_as_it_is() -> None:
    changed = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if normal_name(once := normal_name(f"a{chr(code)}b")) != once
    ]
    assert changed == []
