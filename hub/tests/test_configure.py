"""configure() adds to a configuration, and takes nothing away."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from jupyterhub.auth import DummyAuthenticator
from traitlets.config import Config

from perijove import ConfigurationError, PerijoveAuthenticator, PerijoveSpawner, configure
from perijove.config.service import SERVER_TOKEN_SCOPES


@pytest.fixture
def environ(short_folder: Path) -> dict[str, str]:
    return {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"}


def named(entries: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (entry,) = [entry for entry in entries if entry["name"] == name]
    return entry


def test_an_empty_configuration_gets_everything(environ: dict[str, str]) -> None:
    c = Config()
    configure(c, environ)
    hub = c.JupyterHub
    assert hub.spawner_class is PerijoveSpawner
    assert hub.authenticator_class is PerijoveAuthenticator
    assert c.Authenticator.admin_users == {"admin"}
    service = named(hub.services, "perijove")
    assert service["url"] == "http://127.0.0.1:18082"
    assert service["command"][-1] == "perijove-backend"
    assert service["oauth_no_confirm"] is True
    assert named(hub.load_roles, "user")["scopes"] == [
        "self",
        "access:services!service=perijove",
        "custom:perijove:session!user",
        "custom:perijove:volumes!user",
        "custom:perijove:logs!user",
        "custom:perijove:preferences!user",
    ]
    assert named(hub.load_roles, "server")["scopes"] == SERVER_TOKEN_SCOPES
    assert named(hub.load_roles, "perijove-backend")["services"] == ["perijove"]
    assert set(hub.custom_scopes) == {
        "custom:perijove:notify",
        "custom:perijove:admin",
        "custom:perijove:session",
        "custom:perijove:accounts",
        "custom:perijove:lab-activity",
        "custom:perijove:volumes",
        "custom:perijove:logs",
        "custom:perijove:preferences",
    }
    # Only the backend's own token holds the power over accounts.
    assert "custom:perijove:accounts" not in service["oauth_client_allowed_scopes"]
    assert hub.cleanup_servers is False
    assert hub.template_vars["perijove_prefix"] == "/services/perijove/"
    assert c.PerijoveSpawner.internal_url == f"unix://{environ['PERIJOVE_DATA']}/run/internal.sock"


def test_groups_with_power_over_the_host_exist_and_keep_their_members(
    environ: dict[str, str],
) -> None:
    c = Config()
    c.JupyterHub.load_groups = {"docker-sock": {"users": ["ada"]}, "class-a": {"users": ["bob"]}}
    configure(c, environ)
    assert c.JupyterHub.load_groups == {
        "docker-sock": {"users": ["ada"]},
        "docker-privileged": {"users": []},
        "class-a": {"users": ["bob"]},
    }


def test_what_is_there_stays(environ: dict[str, str]) -> None:
    c = Config()
    hub = c.JupyterHub
    hub.authenticator_class = DummyAuthenticator
    c.Authenticator.admin_users = {"grace"}
    hub.services = [{"name": "culler", "command": ["true"]}]
    hub.load_roles = [{"name": "user", "scopes": ["self", "shares!user"]}]
    hub.template_paths = ["/their/templates"]
    hub.extra_handlers = [("/theirs", object)]
    hub.custom_scopes = {"custom:theirs": {"description": "Theirs."}}
    hub.template_vars = {"announcement": "Hello"}
    hub.default_url = "/hub/theirs"
    hub.cleanup_servers = True
    c.Spawner.oauth_client_allowed_scopes = ["theirs"]
    c.Spawner.start_timeout = 30
    configure(c, environ)
    assert hub.authenticator_class is DummyAuthenticator
    assert c.Authenticator.admin_users == {"grace"}
    assert [service["name"] for service in hub.services] == ["culler", "perijove"]
    assert named(hub.load_roles, "user")["scopes"] == [
        "self",
        "shares!user",
        "access:services!service=perijove",
        "custom:perijove:session!user",
        "custom:perijove:volumes!user",
        "custom:perijove:logs!user",
        "custom:perijove:preferences!user",
    ]
    assert hub.template_paths[0] == "/their/templates"
    assert len(hub.template_paths) == 3
    assert hub.extra_handlers[0] == ("/theirs", object)
    assert "custom:theirs" in hub.custom_scopes
    assert hub.template_vars["announcement"] == "Hello"
    assert hub.default_url == "/hub/theirs"
    assert hub.cleanup_servers is True
    assert c.Spawner.oauth_client_allowed_scopes == ["theirs", "access:services!service=perijove"]
    assert c.Spawner.start_timeout == 30


def test_appended_lists_count_too(environ: dict[str, str]) -> None:
    c = Config()
    c.JupyterHub.services.append({"name": "culler"})
    c.JupyterHub.load_roles.append({"name": "user", "scopes": ["self"]})
    configure(c, environ)
    assert [service["name"] for service in c.JupyterHub.services] == ["culler", "perijove"]
    assert [role["name"] for role in c.JupyterHub.load_roles] == [
        "user",
        "server",
        "perijove-backend",
    ]


def test_server_tokens_with_scopes_of_their_own_gain_the_session(environ: dict[str, str]) -> None:
    c = Config()
    c.Spawner.server_token_scopes = ["users:activity!user", "theirs"]
    configure(c, environ)
    assert c.Spawner.server_token_scopes[:2] == ["users:activity!user", "theirs"]
    assert "custom:perijove:session!server" in c.Spawner.server_token_scopes


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, None),
        ({"PERIJOVE_STAGE": "none"}, None),
        ({"PERIJOVE_STAGE": "staging"}, {"label": "staging", "colour": "orange"}),
        (
            {"PERIJOVE_STAGE": "test", "PERIJOVE_STAGE_COLOR": "blue"},
            {"label": "test", "colour": "blue"},
        ),
    ],
)
def test_the_bar_names_the_stage(
    environ: dict[str, str], given: dict[str, str], shown: dict[str, str] | None
) -> None:
    c = Config()
    configure(c, {**environ, **given})
    assert c.JupyterHub.template_vars["perijove_stage"] == shown


@pytest.mark.parametrize(
    ("given", "command"),
    [
        ("", ["jupyterhub-singleuser"]),
        ("jupyterhub-singleuser --allow-root", ["jupyterhub-singleuser", "--allow-root"]),
        ("sh -c 'exec start.sh \"$HOME\"'", ["sh", "-c", 'exec start.sh "$HOME"']),
        ("image", []),
    ],
)
def test_the_command_of_labs_can_be_set_outside(
    environ: dict[str, str], given: str, command: list[str]
) -> None:
    c = Config()
    configure(c, {**environ, "PERIJOVE_LAB_COMMAND": given})
    assert PerijoveSpawner(config=c).command_and_args()[0] == command
    c = Config()
    c.Spawner.cmd = "mine"
    configure(c, {**environ, "PERIJOVE_LAB_COMMAND": given})
    assert PerijoveSpawner(config=c).cmd == ["mine"]


def test_calling_it_twice_changes_nothing(environ: dict[str, str]) -> None:
    c = Config()
    configure(c, environ)
    lists = ("services", "load_roles", "template_paths", "extra_handlers")
    before = {name: list(c.JupyterHub[name]) for name in lists}
    configure(c, environ)
    assert {name: list(c.JupyterHub[name]) for name in lists} == before


async def test_a_callable_for_lab_scopes_keeps_being_asked(environ: dict[str, str]) -> None:
    c = Config()
    c.Spawner.oauth_client_allowed_scopes = lambda spawner: ["theirs"]
    configure(c, environ)
    scopes = await c.Spawner.oauth_client_allowed_scopes(None)
    assert scopes == ["theirs", "access:services!service=perijove"]


def test_an_external_backend_needs_a_token(environ: dict[str, str]) -> None:
    environ["PERIJOVE_BACKEND_URL"] = "http://backend:18082"
    with pytest.raises(ConfigurationError, match="PERIJOVE_SERVICE_TOKEN"):
        configure(Config(), environ)
    c = Config()
    configure(c, {**environ, "PERIJOVE_SERVICE_TOKEN": "t" * 32})
    service = named(c.JupyterHub.services, "perijove")
    assert service["url"] == "http://backend:18082"
    assert service["api_token"] == "t" * 32
    assert "command" not in service


def test_all_problems_are_told_at_once(environ: dict[str, str]) -> None:
    environ |= {
        "PERIJOVE_PORT": "eighty",
        "PERIJOVE_HUB_PORT": "0",
        "JUPYTERHUB_SIGNUP_ENABLED": "perhaps",
        "PERIJOVE_INTERNAL_URL": "ftp://x",
        "PERIJOVE_HUB_CONNECT_URL": "hub:8081",
        "PERIJOVE_SERVICE_TOKEN_FILE": "/nowhere/token",
        "PERIJOVE_LAB_COMMAND": "sh -c 'not closed",
    }
    with pytest.raises(ConfigurationError) as caught:
        configure(Config(), environ)
    told = str(caught.value)
    assert len(caught.value.problems) == 7
    for name in (
        "PERIJOVE_PORT",
        "PERIJOVE_HUB_PORT",
        "JUPYTERHUB_SIGNUP_ENABLED",
        "PERIJOVE_INTERNAL_URL",
        "PERIJOVE_HUB_CONNECT_URL",
        "PERIJOVE_SERVICE_TOKEN_FILE",
        "PERIJOVE_LAB_COMMAND",
    ):
        assert name in told


def test_the_managed_backend_is_told_settings_and_no_secrets_of_the_hub(
    environ: dict[str, str],
) -> None:
    environ |= {
        "JUPYTERHUB_SERVICE_MLFLOW": "1",
        "JUPYTERHUB_SERVICE_NAME": "of-another-hub",
        "JUPYTERHUB_API_TOKEN": "of-another-hub",
        "JUPYTERHUB_CRYPT_KEY": "secret",
        "JUPYTERHUB_LOGO_URI": "file:///logo.svg",
        "CONFIGPROXY_AUTH_TOKEN": "secret",
        "DOCKER_HOST": "unix:///run/docker.sock",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "PERIJOVE_HUB_PORT": "18090",
        "PERIJOVE_LAB_PIDS_LIMIT": "100",
    }
    c = Config()
    configure(c, environ)
    told = named(c.JupyterHub.services, "perijove")["environment"]
    assert told["JUPYTERHUB_SERVICE_MLFLOW"] == "1"
    assert told["JUPYTERHUB_LOGO_URI"] == "file:///logo.svg"
    assert told["DOCKER_HOST"] == "unix:///run/docker.sock"
    assert told["PERIJOVE_LAB_PIDS_LIMIT"] == "100"
    assert told["PERIJOVE_DATA"] == environ["PERIJOVE_DATA"]
    assert told["PATH"] == "/usr/bin"
    assert not any(value in ("secret", "of-another-hub") for value in told.values())
    assert "PERIJOVE_HUB_PORT" not in told


def test_the_internal_secret_is_made_once_and_private(environ: dict[str, str]) -> None:
    configure(Config(), environ)
    path = Path(environ["PERIJOVE_DATA"]) / "secrets" / "internal-token"
    secret = path.read_text()
    assert len(secret.strip()) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    configure(Config(), environ)
    assert path.read_text() == secret


def test_a_deep_data_folder_gets_a_socket_elsewhere(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 20) / ("er" * 20)
    c = Config()
    configure(c, {"PERIJOVE_DATA": str(deep)})
    socket = Path(c.PerijoveSpawner.internal_url.removeprefix("unix://"))
    assert len(str(socket)) < 100
    assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700
    socket.parent.rmdir()


@pytest.mark.parametrize(
    ("settings", "prefix"),
    [
        ({"base_url": "/hub-a/"}, "/hub-a/services/perijove/"),
        ({"bind_url": "http://:8000/b"}, "/b/services/perijove/"),
        (
            {"subdomain_host": "https://hub.example.org"},
            "https://perijove--service.hub.example.org/services/perijove/",
        ),
        (
            {"subdomain_host": "hub.example.org:8443", "subdomain_hook": "idna"},
            "https://perijove--service.hub.example.org:8443/services/perijove/",
        ),
        (
            {"subdomain_host": "http://h.example.org", "subdomain_hook": "legacy"},
            "http://services.h.example.org/services/perijove/",
        ),
        (
            {
                "subdomain_host": "https://h.example.org",
                "subdomain_hook": lambda name, domain, kind: f"{kind}-{name}.{domain}",
                "base_url": "/lab/",
            },
            "https://service-perijove.h.example.org/lab/services/perijove/",
        ),
    ],
)
def test_our_pages_are_where_the_hub_puts_them(
    environ: dict[str, str], settings: dict[str, object], prefix: str
) -> None:
    c = Config({"JupyterHub": settings})
    configure(c, environ)
    assert c.JupyterHub.template_vars["perijove_prefix"] == prefix


def test_named_servers_are_off_on_or_as_the_configuration_says(environ: dict[str, str]) -> None:
    c = Config()
    configure(c, environ)
    assert "allow_named_servers" not in c.JupyterHub
    c = Config()
    configure(c, {**environ, "PERIJOVE_NAMED_SERVERS": "3"})
    assert c.JupyterHub.allow_named_servers is True
    assert c.JupyterHub.named_server_limit_per_user == 3
    c = Config()
    c.JupyterHub.allow_named_servers = False
    configure(c, {**environ, "PERIJOVE_NAMED_SERVERS": "3"})
    assert c.JupyterHub.allow_named_servers is False
    with pytest.raises(ConfigurationError, match="PERIJOVE_NAMED_SERVERS"):
        configure(Config(), {**environ, "PERIJOVE_NAMED_SERVERS": "many"})
