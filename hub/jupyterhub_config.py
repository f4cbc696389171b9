"""Perijove's own JupyterHub configuration. Everything is set through the environment.

To add Perijove to a JupyterHub that you have, put the last two lines at the end of its
configuration instead of using this file.
"""

import os
from pathlib import Path

import perijove
from perijove.common.stale_pid import remove_stale_pid_file
from perijove.common.tls import ensure_certificate
from perijove.config.settings import Settings

c = get_config()

# The hub's database, its cookie secret, its logs: whatever is made here is for this account alone.
os.umask(0o077)

settings = Settings.read()
state = settings.data / "hub"
state.mkdir(mode=0o700, parents=True, exist_ok=True)

hub = c.JupyterHub
hub.ip = settings.ip
hub.port = settings.port
hub.base_url = settings.base_url
hub.db_url = f"sqlite:///{state / 'jupyterhub.sqlite'}"
# A newer JupyterHub brings its database along. It puts a copy beside it first.
hub.upgrade_db = True
hub.cookie_secret_file = str(state / "cookie_secret")
hub.pid_file = str(state / "jupyterhub.pid")

# Labs in containers reach the hub's API through their network's gateway; others on this machine.
hub_ip = settings.network_gateway or "127.0.0.1"
if settings.hub_connect_url:
    hub.hub_bind_url = f"http://0.0.0.0:{settings.hub_port}"
    hub.hub_connect_url = settings.hub_connect_url
else:
    hub.hub_bind_url = f"http://{hub_ip}:{settings.hub_port}"

proxy = c.ConfigurableHTTPProxy
proxy.api_url = f"http://127.0.0.1:{settings.proxy_api_port}"
proxy.pid_file = str(state / "proxy.pid")
remove_stale_pid_file(state / "proxy.pid")

if settings.ssl_enabled:
    certificate = ensure_certificate(Path(settings.data) / "certs", settings.certificate_domain)
    hub.ssl_cert = str(certificate.cert)
    hub.ssl_key = str(certificate.key)

perijove.configure(c)
