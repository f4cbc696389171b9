"""Fills a hub's database with users before the hub starts: `populate.py DATABASE_URL NAME…`.

Ten thousand calls of the API would take longer than what is to be tested or measured. The rows are
JupyterHub's own.
"""

import sys
from datetime import datetime, timedelta, timezone

from jupyterhub import orm, roles
from sqlalchemy import insert

url, *names = sys.argv[1:]
session = orm.new_session_factory(url)()
# The hub assigns default roles at its start; users need theirs now.
roles.create_role(session, {"name": "user", "scopes": ["self"]})
everyone = session.query(orm.Role).filter_by(name="user").one()
# JupyterHub keeps times of UTC without a zone.
now = datetime.now(timezone.utc).replace(tzinfo=None)
users = [
    {
        "name": name,
        "last_activity": now - timedelta(minutes=number * 7 % 50_000),
    }
    for number, name in enumerate(names)
]
session.execute(insert(orm.User), users)
known = session.query(orm.User.id)
links = [{"user_id": user, "role_id": everyone.id} for (user,) in known]
session.execute(insert(orm.Base.metadata.tables["user_role_map"]), links)
session.commit()
