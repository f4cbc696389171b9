"""`perijove.configure(c)`: everything Perijove adds to a JupyterHub configuration, in one call.

Call it last in jupyterhub_config.py. It adds and never takes away: lists grow, and whatever the
configuration has set stays as it is.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nativeauthenticator
from jupyterhub.app import JupyterHub
from tornado.log import app_log
from traitlets.config import Config

from perijove.access import request_audit
from perijove.access.access_changes import SETTING as ACCESS_CHANGES
from perijove.access.access_changes import AccessChanges, watch_access
from perijove.access.group_guard import guard_groups
from perijove.access.handler_checks import check_stock_handlers
from perijove.access.host_guard import guard_hosts
from perijove.access.revoke import guard_access
from perijove.access.service_tokens import keep_one_service_token
from perijove.accounts import signed_out
from perijove.accounts.login_audit import record_external_login
from perijove.api import (
    access_changes,
    accounts,
    lab_session,
    lab_tokens,
    login_sessions,
    named_servers,
    rename,
)
from perijove.backend import audit_log
from perijove.backend.client import InternalClient
from perijove.common import current_request
from perijove.common.private_files import make_private
from perijove.common.redact import redact_log
from perijove.config import framing
from perijove.config.database import use_write_ahead_log
from perijove.config.languages import choose
from perijove.config.locales import SOURCE, read_catalogs
from perijove.config.merge import (
    add_groups,
    add_role,
    add_service,
    add_to_dict,
    add_to_list,
    list_of,
    set_default,
)
from perijove.config.proxy_command import proxy_command
from perijove.config.service import (
    BACKEND_ROLE,
    BUILT_IN_GROUPS,
    LAB_TOKEN_SCOPES,
    SERVER_ROLE,
    SERVER_TOKEN_SCOPES,
    USER_ROLE,
    custom_scopes,
    describe_scope,
    service,
)
from perijove.config.settings import Settings, ensure_socket_folder
from perijove.config.strings import SETTING, Strings
from perijove.config.template_files import shipped_templates, templates_folder
from perijove.pages import (
    content_policy,
    custom_templates,
    fetch_metadata,
    full_disks,
    navigation,
    redirects,
    server_pages,
)
from perijove.spawner.previous_spawner import take_over
from perijove.spawner.spawner import PerijoveSpawner

from .authenticator import PerijoveAuthenticator


def configure(c: Config, environ: Mapping[str, str] | None = None) -> Settings:
    """Add Perijove to a JupyterHub configuration; returns the settings it read.

    Raises ConfigurationError, which lists every setting that cannot work.
    """
    environ = os.environ if environ is None else environ
    settings = Settings.read(environ)
    for problem in make_private(settings.data):
        app_log.warning(problem)
    settings.ensure_internal_token()
    if settings.managed:
        ensure_socket_folder(settings.internal_url)
    if c.JupyterHub.get("subdomain_hook") == "idna":
        # JupyterHub stops at this name, its default: it turns only names into hooks that differ.
        del c.JupyterHub["subdomain_hook"]
    pages_url = redirects.pages_url(
        _base_url(c, settings),
        str(c.JupyterHub.get("subdomain_host", "") or ""),
        c.JupyterHub.get("subdomain_hook"),
    )
    framed = settings.frame_ancestors or framing.configured(c)
    settings = replace(settings, frame_ancestors=framed)
    framing.send_cookies_into_frames(c, framed)
    _add_authenticator(c, settings)
    _add_spawner(c, settings, environ)
    c.PerijoveSpawner.pages_url = pages_url
    templates = templates_folder(environ)
    strings = _add_strings(c, settings, templates)
    _add_service(c, settings, environ, strings)
    _add_pages(c, settings, pages_url, environ, templates)
    guard_hosts(settings)
    keep_one_service_token()
    guard_access(strings)
    guard_groups()
    check_stock_handlers()
    set_default(c.ConfigurableHTTPProxy, "command", proxy_command(environ))
    use_write_ahead_log(str(c.JupyterHub.get("db_url", "") or JupyterHub.db_url.default_value))
    return settings


def _add_authenticator(c: Config, settings: Settings) -> None:
    hub = c.JupyterHub
    if "authenticator_class" not in hub:
        hub.authenticator_class = PerijoveAuthenticator
    if _is_ours(hub.authenticator_class):
        admin = settings.admin or "admin"
        ours = c.PerijoveAuthenticator
        set_default(ours, "enable_signup", settings.signup_enabled)
        set_default(ours, "most_pending", settings.signup_most_pending)
        set_default(ours, "first_admin", admin)
        set_default(ours, "first_admin_password", settings.admin_password or "")
        set_default(ours, "first_admin_code_file", str(settings.first_admin_code_file))
        set_default(ours, "trusted_proxies", settings.trusted_proxies)
        set_default(ours, "internal_url", settings.internal_url)
        set_default(ours, "internal_token", settings.internal_token or "")
        set_default(ours, "internal_token_file", settings.internal_token_file or "")
    else:
        # A user called "admin" in another directory is not our administrator.
        admin = settings.admin or ""
        set_default(c.Authenticator, "post_auth_hook", record_external_login)
    if admin:
        have = c.Authenticator.get("admin_users", set())
        c.Authenticator.admin_users = {*have, admin}


def _add_spawner(c: Config, settings: Settings, environ: Mapping[str, str]) -> None:
    for remark in take_over(c, environ).lost:
        app_log.warning("%s does not count. %s", remark.setting, remark.advice)
    spawner = c.PerijoveSpawner
    spawner.internal_url = settings.internal_url
    if settings.internal_token:
        spawner.internal_token = settings.internal_token
    elif settings.internal_token_file:
        spawner.internal_token_file = settings.internal_token_file
    if settings.lab_command is not None:
        set_default(c.Spawner, "cmd", settings.lab_command or None)
    # An image may have to be pulled first; the progress page shows how far it is.
    set_default(c.Spawner, "start_timeout", 900)
    given = c.Spawner.get("server_token_scopes", [])
    if given and not callable(given):
        # Instead of the role `server`, which is what counts otherwise.
        add_to_list(c.Spawner, "server_token_scopes", SERVER_TOKEN_SCOPES)
    allowed = c.Spawner.get("oauth_client_allowed_scopes", [])
    if callable(allowed):
        c.Spawner.oauth_client_allowed_scopes = _with_lab_scopes(allowed)
    else:
        add_to_list(c.Spawner, "oauth_client_allowed_scopes", LAB_TOKEN_SCOPES)


def _with_lab_scopes(configured: Any) -> Any:
    async def allowed_scopes(spawner: PerijoveSpawner) -> list[str]:
        scopes = configured(spawner)
        if hasattr(scopes, "__await__"):
            scopes = await scopes
        return [*scopes, *(scope for scope in LAB_TOKEN_SCOPES if scope not in scopes)]

    return allowed_scopes


def _add_strings(c: Config, settings: Settings, templates: Path) -> Strings:
    """The strings of this hub: on its pages, in API errors, while a server starts."""
    catalogs = read_catalogs(templates, shipped_templates())
    default = choose([settings.language], catalogs)
    if default is None:
        app_log.warning("PERIJOVE_LANGUAGE is %s, which has no catalog.", settings.language)
    strings = Strings(catalogs, default or SOURCE)
    add_to_dict(c.JupyterHub, "tornado_settings", {SETTING: strings})
    # JupyterHub calls these for each page.
    add_to_dict(
        c.JupyterHub,
        "template_vars",
        {
            "t": lambda _visitor: strings.t,
            "perijove_language": lambda _visitor: strings.language,
            "perijove_texts": lambda _visitor: strings.group,
            "perijove_scope": lambda _visitor: partial(describe_scope, strings),
        },
    )
    return strings


def _add_service(
    c: Config, settings: Settings, environ: Mapping[str, str], strings: Strings
) -> None:
    hub = c.JupyterHub
    add_service(hub, service(settings, environ))
    add_to_dict(hub, "custom_scopes", custom_scopes(strings))
    add_role(hub, USER_ROLE)
    add_role(hub, SERVER_ROLE)
    add_role(hub, BACKEND_ROLE)
    # Loading a group adds members and never takes any away, so it only brings back a deleted one.
    add_groups(hub, BUILT_IN_GROUPS)
    if settings.named_servers > 0:
        set_default(hub, "allow_named_servers", True)
        set_default(hub, "named_server_limit_per_user", settings.named_servers)
    # Labs live on while the hub restarts.
    set_default(hub, "cleanup_servers", False)
    # The backend starts as many at once as the engine can, and queues the rest; the hub's own limit
    # would refuse them instead.
    set_default(hub, "concurrent_spawn_limit", 0)
    client = InternalClient(settings.internal_url, settings.read_internal_token)
    audit = audit_log.AuditLog(client, trusted_proxies=settings.trusted_proxies)
    changes = AccessChanges(client)
    watch_access(changes)
    # Answer a start at once: the page shows progress, without ten seconds of waiting in between.
    add_to_dict(
        hub,
        "tornado_settings",
        {
            "slow_spawn_timeout": 0,
            # Pages and authenticators record events through it.
            audit_log.SETTING: audit,
            ACCESS_CHANGES: changes,
            full_disks.SETTING: client,
        },
    )


def _add_pages(
    c: Config, settings: Settings, pages_url: str, environ: Mapping[str, str], templates: Path
) -> None:
    hub = c.JupyterHub
    add_to_dict(
        hub,
        "template_vars",
        {
            "perijove_prefix": pages_url,
            "perijove_name": environ.get("PERIJOVE_NAME", "").strip() or "Perijove",
            "perijove_stage": _stage(environ),
            # Whether there are passwords to change and sign-ups to approve here.
            "perijove_passwords": _keeps_passwords(hub.authenticator_class),
            # Whether they are approved on our page of users, or on NativeAuthenticator's own.
            "perijove_accounts": _is_ours(hub.authenticator_class),
            "perijove_stop_reason": server_pages.stop_reason,
            "perijove_navigation": navigation.for_pages,
            "csp_nonce": content_policy.nonce,
        },
    )
    policed = content_policy.transforms(hub.tornado_settings, settings.frame_ancestors)
    given = current_request.transforms(policed)
    hub.tornado_settings["transforms"] = signed_out.transforms(fetch_metadata.transforms(given))
    # Scripts of ours find the token in their page: no script need read the cookie.
    hub.tornado_settings["xsrf_cookie_kwargs"] = {
        **hub.tornado_settings.get("cookie_options", {}),
        **hub.tornado_settings.get("xsrf_cookie_kwargs", {}),
        "httponly": True,
    }
    redact_log()
    hub.tornado_settings["log_function"] = request_audit.log_function(hub.tornado_settings)
    known = {entry[0] for entry in list_of(hub, "extra_handlers")}
    ours = [
        *rename.HANDLERS,
        *accounts.HANDLERS,
        *access_changes.HANDLERS,
        *redirects.handlers(pages_url),
        *lab_session.handlers(),
        *lab_tokens.HANDLERS,
        *server_pages.HANDLERS,
        *full_disks.HANDLERS,
        *login_sessions.HANDLERS,
        (named_servers.ADDRESS, named_servers.NamedServerRules),
    ]
    add_to_list(hub, "extra_handlers", [entry for entry in ours if entry[0] not in known])
    set_default(hub, "default_url", redirects.landing(pages_url))
    native = Path(nativeauthenticator.__file__).parent / "templates"
    theirs = list_of(hub, "template_paths")
    hub.template_paths = custom_templates.in_order(theirs, templates, native)
    before = hub.template_paths[: hub.template_paths.index(str(templates))]
    for problem in custom_templates.problems(before, templates):
        app_log.warning(problem)
    add_to_dict(hub, "template_vars", {"perijove_frame": custom_templates.frame(before, templates)})
    add_to_dict(hub, "jinja_environment_options", {})
    hub.jinja_environment_options = custom_templates.with_nonce_extension(
        hub.jinja_environment_options
    )


def _stage(environ: Mapping[str, str]) -> dict[str, str] | None:
    """The badge of the bar; the backend checks these settings and tells what is wrong."""
    label = environ.get("PERIJOVE_STAGE", "").strip()
    if label in ("", "none"):
        return None
    return {
        "label": label,
        "colour": environ.get("PERIJOVE_STAGE_COLOR", "").strip() or "orange",
    }


def _is_ours(authenticator: Any) -> bool:
    if isinstance(authenticator, str):
        return authenticator in ("perijove", "perijove.authenticator.PerijoveAuthenticator")
    return isinstance(authenticator, type) and issubclass(authenticator, PerijoveAuthenticator)


def _keeps_passwords(authenticator: Any) -> bool:
    if isinstance(authenticator, str):
        plain = authenticator.rpartition(".")[2].lower()
        return _is_ours(authenticator) or plain in ("native", "nativeauthenticator")
    return isinstance(authenticator, type) and issubclass(
        authenticator, nativeauthenticator.NativeAuthenticator
    )


def _base_url(c: Config, settings: Settings) -> str:
    """The hub's URL prefix: as configured, else as the environment says."""
    hub = c.JupyterHub
    if "base_url" in hub:
        return str(hub.base_url)
    if "bind_url" in hub:
        return urlsplit(str(hub.bind_url)).path or "/"
    hub.base_url = settings.base_url
    return settings.base_url
