"""Who may give an account another name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jupyterhub import orm
from tornado import web

from perijove.access.rename_guard import guard_names, renaming


@pytest.fixture
def ada() -> Iterator[Any]:
    guard_names()
    guard_names()
    session = orm.new_session_factory("sqlite:///:memory:")()
    user = orm.User(name="ada")
    session.add(user)
    session.commit()
    # As the hub has it in the next request: nothing of it is loaded.
    session.expire_all()
    yield user
    session.close()


def test_a_new_account_gets_its_name(ada: Any) -> None:
    assert ada.name == "ada"


def test_another_name_is_refused_and_the_old_one_stays(ada: Any) -> None:
    with pytest.raises(web.HTTPError, match="page Users of Perijove") as refusal:
        ada.name = "bea"
    assert refusal.value.status_code == 409
    assert ada.name == "ada"


@pytest.mark.parametrize("same", ["ada", None])
def test_the_same_name_changes_nothing(ada: Any, same: str | None) -> None:
    ada.name = same
    assert ada.name == "ada"


def test_our_own_rename_passes_and_only_that(ada: Any) -> None:
    with renaming():
        ada.name = "bea"
    assert ada.name == "bea"
    with pytest.raises(web.HTTPError):
        ada.name = "ada"
