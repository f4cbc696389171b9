"""The groups of an identity provider give no scopes; those that the operator names do."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jupyterhub import orm
from tornado.httputil import HTTPServerRequest, RequestStartLine

from perijove.access.group_guard import guard_groups
from perijove.common.current_request import RememberRequest


@pytest.fixture
def db() -> Iterator[Any]:
    guard_groups()
    guard_groups()
    session = orm.new_session_factory("sqlite:///:memory:")()
    for name in ("class-a", "class-b", "docker-sock", "docker-privileged"):
        session.add(orm.Group(name=name))
    session.add(orm.User(name="ada"))
    session.commit()
    yield session
    session.close()


def named(db: Any, *names: str) -> list[Any]:
    return [orm.Group.find(db, name) for name in names]


def groups(db: Any) -> set[str]:
    db.commit()
    return {group.name for group in orm.User.find(db, "ada").groups}


def append(db: Any) -> None:
    group, user = orm.Group.find(db, "docker-sock"), orm.User.find(db, "ada")
    group.users.append(user)


def signing_in(change: Callable[[], None]) -> None:
    """Do it in a request that no handler of JupyterHub's interface answers."""

    def inside() -> None:
        line = RequestStartLine("POST", "/hub/oauth_callback", "HTTP/1.0")
        RememberRequest(HTTPServerRequest(start_line=line))
        change()

    contextvars.copy_context().run(inside)


def say(db: Any, *names: str) -> None:
    """As `User.sync_groups` does."""
    user = orm.User.find(db, "ada")
    signing_in(lambda: setattr(user, "groups", named(db, *names)))


def test_signing_in_brings_into_ordinary_groups_only(db: Any) -> None:
    say(db, "class-a", "docker-privileged")
    assert groups(db) == {"class-a"}
    say(db, "class-b")
    assert groups(db) == {"class-b"}


def test_who_was_given_power_keeps_it(db: Any) -> None:
    # Outside of requests the operator acts: `load_groups`.
    append(db)
    assert groups(db) == {"docker-sock"}
    say(db, "class-a", "docker-privileged")
    assert groups(db) == {"class-a", "docker-sock"}
    say(db)
    assert groups(db) == {"docker-sock"}


def test_no_other_way_of_a_sign_in_gives_it(db: Any) -> None:
    with pytest.raises(PermissionError):
        signing_in(lambda: append(db))
    db.rollback()
    assert groups(db) == set()
