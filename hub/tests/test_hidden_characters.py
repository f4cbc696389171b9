"""Names hold no character that cannot be seen; TypeScript is held to the same table."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from jupyterhub import orm
from traitlets.config import Config

from perijove import PerijoveAuthenticator
from perijove.common.plain_names import is_clear_name, is_plain_line, is_plain_name
from perijove.config.settings import ConfigurationError, Settings

TABLE = json.loads((Path(__file__).parent / "hidden_characters.json").read_text())


def test_just_the_characters_of_the_shared_table_are_refused() -> None:
    hidden = {
        code
        for first, last in TABLE["texts"] + TABLE["namesAsWell"]
        for code in range(int(first, 16), int(last, 16) + 1)
    }
    joining = set(range(0x200C, 0x200E)) | set(range(0xFE00, 0xFE10))
    for is_plain, refused in ((is_plain_name, hidden), (is_plain_line, hidden - joining)):
        wrong = [
            hex(code)
            for code in range(sys.maxunicode + 1)
            if is_plain(f"a{chr(code)}b") is (code in refused)
        ]
        assert wrong == []


def test_nor_has_the_platform_itself() -> None:
    with pytest.raises(ConfigurationError, match="PERIJOVE_STAGE holds characters"):
        Settings.read({"PERIJOVE_NAME": "Hub", "PERIJOVE_STAGE": "te\u202est"})


@pytest.mark.parametrize("name", ["a\u3164b", "\u115f", "a\u202eb", "ada\u200b", "a\u2800b"])
def test_no_account_has_such_a_name(name: str) -> None:
    config = Config()
    config.PerijoveAuthenticator = Config(bcrypt_rounds=4)
    session = orm.new_session_factory("sqlite:///:memory:")()
    assert not PerijoveAuthenticator(db=session, config=config).validate_username(name)


CLEAR = json.loads((Path(__file__).parent / "clear_names.json").read_text())


@pytest.mark.parametrize(("name", "clear"), CLEAR)
def test_a_name_that_is_made_looks_like_no_other(name: str, clear: bool) -> None:
    assert is_clear_name(name) is clear
