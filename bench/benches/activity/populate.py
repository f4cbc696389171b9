"""Fills a hub's database with users before the hub starts: `populate.py DATABASE_URL COUNT`.

Ten thousand calls of the API would take longer than the measurement. The rows are JupyterHub's own.
"""

import sys
from datetime import datetime, timedelta

from jupyterhub import orm, roles

url, count = sys.argv[1], int(sys.argv[2])
session = orm.new_session_factory(url)()
# The hub gives its default roles at the start; users need theirs now.
roles.create_role(session, {"name": "user", "scopes": ["self"]})
everyone = session.query(orm.Role).filter_by(name="user").one()
now = datetime.utcnow()
for number in range(count):
    seen = now - timedelta(minutes=number * 7 % 50_000)
    user = orm.User(name=f"person-{number:05}", last_activity=seen)
    user.roles.append(everyone)
    session.add(user)
session.commit()
