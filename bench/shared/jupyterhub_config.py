"""The shipped configuration and a service that measures; without passwords unless they matter."""

import os
from pathlib import Path

c = get_config()  # noqa: F821 -- JupyterHub's

if not os.environ.get("BENCH_PASSWORDS"):
    c.JupyterHub.authenticator_class = "dummy"
    c.Authenticator.allow_all = True
    c.Authenticator.admin_users = {"bench-admin"}
    c.DummyAuthenticator.password = os.environ["BENCH_TOKEN"]
c.JupyterHub.services = [{"name": "bench", "api_token": os.environ["BENCH_TOKEN"]}]
c.JupyterHub.load_roles = [
    {
        "name": "bench",
        "scopes": [
            "admin:users",
            "admin:servers",
            "tokens",
            "access:services",
            "access:servers",
            "custom:perijove:admin",
        ],
        "services": ["bench"],
    }
]

# Not as a sub-configuration: that would begin empty, and perijove.configure adds to what is there.
shipped = Path(os.environ["BENCH_HUB_FOLDER"], "jupyterhub_config.py")
exec(compile(shipped.read_text(), shipped, "exec"))  # noqa: S102 -- our own file
