"""The backend has one token at JupyterHub; a new one revokes all others.

JupyterHub makes up a token for a service that it starts itself, and forgets none of the former
ones: each would open the hub for ever. The same goes for a token in the configuration that an
operator replaces, because it became known.
"""

from __future__ import annotations

from typing import Any

from jupyterhub import orm
from sqlalchemy import delete, event, select

from perijove.config.service import SERVICE_NAME


def keep_one_service_token() -> None:
    """Do so from now on, in this process; harmless twice."""
    if not event.contains(orm.APIToken, "after_insert", _void_former):
        event.listen(orm.APIToken, "after_insert", _void_former)


def _void_former(_mapper: Any, connection: Any, token: orm.APIToken) -> None:
    """Called by SQLAlchemy in the transaction that saves a new token."""
    if token.service_id is None:
        return
    name = select(orm.Service.name).where(orm.Service.id == token.service_id)
    if connection.execute(name).scalar() != SERVICE_NAME:
        return
    connection.execute(
        delete(orm.APIToken).where(
            orm.APIToken.service_id == token.service_id, orm.APIToken.id != token.id
        )
    )
