"""The default configuration with a service for the benchmark; without passwords unless needed."""

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

# Not a sub-configuration, which would be empty: perijove.configure extends the existing one.
shipped = Path(os.environ["BENCH_HUB_FOLDER"], "jupyterhub_config.py")
exec(compile(shipped.read_text(), shipped, "exec"))  # noqa: S102 -- our own file
