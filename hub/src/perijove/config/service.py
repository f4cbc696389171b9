"""The backend as a JupyterHub service: its roles, scopes and environment."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from .settings import Settings
from .strings import Strings

SERVICE_NAME = "perijove"
SERVICE_ACCESS = f"access:services!service={SERVICE_NAME}"

#: Scopes of our own, each described by one of the strings. An administrator grants them
#: through roles, to whole groups if they like.
_CUSTOM_SCOPES: dict[str, dict[str, Any]] = {
    "custom:perijove:notify": {"description": "scopes.notify"},
    "custom:perijove:admin": {
        "description": "scopes.admin",
        "subscopes": ["custom:perijove:notify"],
    },
    "custom:perijove:session": {"description": "scopes.session"},
    "custom:perijove:accounts": {"description": "scopes.accounts"},
    "custom:perijove:lab-activity": {"description": "scopes.labActivity"},
    "custom:perijove:volumes": {"description": "scopes.volumes"},
    "custom:perijove:logs": {"description": "scopes.logs"},
    "custom:perijove:preferences": {"description": "scopes.preferences"},
}

#: Lets the programs in a lab ask about their server's session and extend it, and nothing else.
SESSION_SCOPE = "custom:perijove:session"

#: What the backend needs for accounts, and much less than `admin:users`: no tokens of others, none
#: of their authentication state. It opens `accounts_api` and nothing else, and no page carries it.
ACCOUNTS_SCOPE = "custom:perijove:accounts"

#: Lets only the backend have tokens that open one server for a minute; see lab_tokens.
LAB_ACTIVITY_SCOPE = "custom:perijove:lab-activity"

#: Scopes that no user's token ever carries.
_BACKEND_ALONE = (ACCOUNTS_SCOPE, LAB_ACTIVITY_SCOPE)

#: Groups whose members' labs get power over the host: its Docker socket, a privileged container.
#: The backend grants it at the start of a lab, by these names.
BUILT_IN_GROUPS = ("docker-sock", "docker-privileged")

#: What JupyterHub has no scope for. Every user holds these over what is their own, by the role
#: `user`, and so do their pages and the tokens that they make; no lab does. A role of the
#: operator's can grant it over a group.
OWN_SCOPES = ("custom:perijove:volumes", "custom:perijove:logs", "custom:perijove:preferences")

#: The most that a token of a user on our pages can carry. JupyterHub drops what they do not hold.
#: `list:users`, `admin:groups` and `servers` are for users who look after a group, too: what a role
#: filtered to it lets them see and do, they see and do on our pages. The last two say whose labs
#: and which other services the hub lets them open. Never `admin:users`: no page needs that power.
#: A page session that lacks what is added here has to begin again: see `session-cookie.ts`.
PAGE_TOKEN_SCOPES = [
    SERVICE_ACCESS,
    "admin-ui",
    *(scope for scope in _CUSTOM_SCOPES if scope not in (SESSION_SCOPE, *_BACKEND_ALONE)),
    "list:users",
    "read:users:activity",
    "admin:groups",
    "servers",
    "access:servers",
    "access:services",
    # The same over oneself: written so it follows an account that is renamed while a page is open.
    *(f"{scope}!user" for scope in (*OWN_SCOPES, "read:users:activity", "servers")),
    "access:servers!user",
]

#: The most that the token in a lab page can carry: it tells the backend who looks. JupyterHub adds
#: `access:servers!server=…` of that one server, and it opens no other. Code in the lab reads this
#: token, for every visitor: what is added here, every lab can do to its visitors.
LAB_TOKEN_SCOPES = [SERVICE_ACCESS]

USER_ROLE: dict[str, Any] = {
    "name": "user",
    "scopes": [
        "self",
        SERVICE_ACCESS,
        f"{SESSION_SCOPE}!user",
        *(f"{scope}!user" for scope in OWN_SCOPES),
    ],
}

#: What the token in a lab's environment may do: JupyterHub's own two, and its session.
SERVER_TOKEN_SCOPES = ["users:activity!user", "access:servers!server", f"{SESSION_SCOPE}!server"]

SERVER_ROLE: dict[str, Any] = {
    "name": "server",
    "scopes": list(SERVER_TOKEN_SCOPES),
}

BACKEND_ROLE: dict[str, Any] = {
    "name": "perijove-backend",
    "description": "What the Perijove backend may do by itself.",
    "scopes": [
        "list:users",  # the activity monitor and broadcasts walk through everyone
        "delete:users",  # rename and delete accounts, when an administrator asks
        "read:users",  # who is an administrator, which servers run, when they were last active
        ACCOUNTS_SCOPE,  # make accounts, approve sign-ups, set passwords; see accounts_api
        "admin:groups",  # the Groups page; audiences; built-in groups that were deleted
        "servers",  # start and stop from the home page; the culler's stop
        LAB_ACTIVITY_SCOPE,  # ask a lab for busy kernels before stopping it; opens no lab by itself
        "read:hub",  # the hub's version and health
        "list:services",  # the menu of other services
        "read:services",  # which of them have a page
    ],
    "services": [SERVICE_NAME],
}

# JupyterHub gives these to the processes it starts. One inherited from outside (a hub that runs
# inside a lab of another hub) would point the backend at the wrong hub.
_JUPYTERHUB_OWN = {
    "JUPYTERHUB_ACTIVITY_URL",
    "JUPYTERHUB_API_TOKEN",
    "JUPYTERHUB_API_URL",
    "JUPYTERHUB_BASE_URL",
    "JUPYTERHUB_CLIENT_ID",
    "JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED",
    "JUPYTERHUB_COOKIE_OPTIONS",
    "JUPYTERHUB_CRYPT_KEY",
    "JUPYTERHUB_DEFAULT_URL",
    "JUPYTERHUB_HOST",
    "JUPYTERHUB_OAUTH_ACCESS_SCOPES",
    "JUPYTERHUB_OAUTH_CALLBACK_URL",
    "JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES",
    "JUPYTERHUB_OAUTH_SCOPES",
    "JUPYTERHUB_PUBLIC_HUB_URL",
    "JUPYTERHUB_PUBLIC_URL",
    "JUPYTERHUB_ROOT_DIR",
    "JUPYTERHUB_SERVER_NAME",
    "JUPYTERHUB_SERVICE_NAME",
    "JUPYTERHUB_SERVICE_PREFIX",
    "JUPYTERHUB_SERVICE_URL",
    "JUPYTERHUB_SINGLEUSER_APP",
    "JUPYTERHUB_USER",
}
# These concern the hub alone.
_HUB_ONLY = {
    "JUPYTERHUB_ADMIN_PASSWORD",
    "JUPYTERHUB_ADMIN_PASSWORD_FILE",
    "PERIJOVE_BACKEND",
    "PERIJOVE_BACKEND_URL",
    "PERIJOVE_HUB_PORT",
    "PERIJOVE_PROXY_API_PORT",
    "PERIJOVE_SERVICE_TOKEN",
    "PERIJOVE_SERVICE_TOKEN_FILE",
    "PERIJOVE_TEMPLATES",
}
_PASSED_PREFIXES = ("PERIJOVE_", "JUPYTERHUB_", "JUPYTERLAB_", "DOCKER_", "ENABLE_", "LC_")
_PASSED = {
    "CERTIFICATE_DOMAIN_NAME",
    "HOME",
    "LANG",
    "LOGNAME",
    "NODE_ENV",
    "NODE_EXTRA_CA_CERTS",
    "NODE_OPTIONS",
    "NVIDIA_AUTODETECT_IMAGE",
    "PATH",
    "SHELL",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TF_CPP_MIN_LOG_LEVEL",
    "TMPDIR",
    "TZ",
    "USER",
    "XDG_RUNTIME_DIR",
    # Images and branding assets may be fetched through the operator's proxy.
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
}


def custom_scopes(strings: Strings) -> dict[str, dict[str, Any]]:
    """For `JupyterHub.custom_scopes`; what they mean stands on pages that ask for permission."""
    return {
        scope: {**entry, "description": strings.t(entry["description"])}
        for scope, entry in _CUSTOM_SCOPES.items()
    }


def describe_scope(strings: Strings, scope: str, described: str) -> str:
    """What a scope means, in the language of the request; `described` is what JupyterHub says."""
    key = _CUSTOM_SCOPES.get(scope, {}).get("description", "")
    # Descriptions of JupyterHub's own scopes, and those that an operator wrote, stay as they are.
    ours = described == strings.within(strings.default).t(key)
    return strings.t(key) if ours else described


def service(settings: Settings, environ: Mapping[str, str]) -> dict[str, Any]:
    """The entry of `JupyterHub.services` for the backend."""
    entry: dict[str, Any] = {
        "name": SERVICE_NAME,
        "url": settings.backend_url or f"http://127.0.0.1:{settings.backend_port}",
        # The pages are part of the hub: users need not confirm that they trust them.
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": list(PAGE_TOKEN_SCOPES),
        # The navigation of our templates leads there already.
        "display": False,
    }
    if settings.managed:
        # The hub looks after its services every 30 s; the supervisor does so at once, and lets no
        # backend outlive a hub that was killed.
        entry["command"] = [
            sys.executable,
            "-m",
            "perijove.supervise",
            *settings.backend_command,
        ]
        entry["environment"] = backend_environment(settings, environ)
    if settings.service_token:
        entry["api_token"] = settings.service_token
    return entry


def backend_environment(settings: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    """The managed backend's environment: the platform's settings, and nothing else of the host."""
    passed = {
        name: value
        for name, value in environ.items()
        if (name.startswith(_PASSED_PREFIXES) or name in _PASSED)
        and name not in _JUPYTERHUB_OWN
        and name not in _HUB_ONLY
    }
    passed["PERIJOVE_DATA"] = str(settings.data)
    passed["PERIJOVE_BACKEND_PORT"] = str(settings.backend_port)
    passed["PERIJOVE_INTERNAL_URL"] = settings.internal_url
    # Also where the operator has told JupyterHub alone.
    passed["PERIJOVE_FRAME_ANCESTORS"] = ",".join(settings.frame_ancestors)
    if settings.internal_token_file:
        passed["PERIJOVE_INTERNAL_TOKEN_FILE"] = settings.internal_token_file
    # Every thread would keep a heap of its own, with room that no other thread can use.
    passed.setdefault("MALLOC_ARENA_MAX", "2")
    return passed
