"""The spawner: asks the backend for servers, and acts only on what the backend knows for certain.

The backend may be restarted at any time. That must never look like the death of a server, so every
"I cannot tell" is answered with "still running", and a start that was cut off is asked for again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing
from inspect import isawaitable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from jupyterhub.spawner import Spawner
from jupyterhub.utils import isoformat, url_path_join
from traitlets import Float, List, Unicode, default

from perijove.access.handler_checks import asked_by
from perijove.access.revoke import revoke_server_tokens
from perijove.backend.client import InternalClient
from perijove.backend.protocol import (
    BackendAwayError,
    BackendRefusedError,
    InternalApiError,
    Ready,
    ServerFailedError,
    ServerRef,
    StartRequest,
)
from perijove.backend.retry import (
    FIRST_RETRY_SECONDS,
    LONGEST_RETRY_SECONDS,
    retry_while_away,
    with_jitter,
)
from perijove.common.secret_files import SecretFile
from perijove.config.strings import Strings

from .configured_server import ConfiguredServer
from .progress import ProgressEvent, ProgressLog
from .spawn_error import SpawnError
from .start_gate import StartGate

# Where the backend keeps what it says of a group: a key in JupyterHub's own properties of it.
_GROUP_PROPERTY = "perijove"

_T = TypeVar("_T")

#: Starts of all users take turns here.
_start_gate = StartGate()


class PerijoveSpawner(ConfiguredServer, Spawner):
    """Runs each user's server in a container (or process) that the Perijove backend can_manage."""

    internal_url = Unicode(
        config=True,
        help="Where the backend's internal API listens: unix:///absolute/path or http://host:port.",
    )
    internal_token = Unicode(
        config=True, help="Secret shared with the backend. Prefer internal_token_file."
    )
    internal_token_file = Unicode(
        config=True, help="File that holds the secret shared with the backend."
    )
    pages_url = Unicode(
        config=True,
        help="Where browsers find Perijove: a path, or a URL when services have a host each.",
    )
    stop_timeout = Float(
        120,
        config=True,
        help="Seconds that a stop may take, including waits for a backend that restarts.",
    )

    server_token_scopes: Any  # JupyterHub's; wrapped below

    # The hub's own PATH, VIRTUAL_ENV and the like have no meaning inside a container.
    env_keep = List(Unicode(), help="Host variables passed to the server: none.").tag(config=True)

    @default("poll_interval")
    def _default_poll_interval(self) -> int:
        # The backend says at once when a server has ended. Asking every half minute, as JupyterHub
        # does, took half of what the backend computes while two hundred servers are at rest.
        return 120

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._url = ""
        self._progress_log = ProgressLog()
        self._configured_token_scopes = self.server_token_scopes
        self.server_token_scopes = self._token_scopes_in_turn
        if type(self) is PerijoveSpawner:
            # A subclass may read the options itself.
            self.hide_unread_form()

    # -- what JupyterHub calls ------------------------------------------------------------------

    async def start(self) -> str:
        """Start the server, following its progress; returns the URL that the proxy will use."""
        self._url = ""
        log = self._progress_log
        deadline = time.monotonic() + self.start_timeout
        try:
            await self._stop_leftover()
            self._url = await self._start_until_ready(log, deadline)
        finally:
            log.finish()
        return self._url

    async def poll(self) -> int | None:
        """None while the server runs, or while that is unknown; otherwise its exit code."""
        try:
            state = await self._client().state(self._ref)
        except InternalApiError as error:
            self.log.debug("Cannot tell whether %s runs: %s", self._log_name, error)
            return None
        if state is None:
            return 0
        if state.state == "stopped":
            return state.exit_code
        # Of our accounts alone; other authenticators have no such question.
        is_locked = getattr(self.authenticator, "is_locked", None)
        if is_locked is not None and self.user is not None and is_locked(self.user.name):
            # Disabled while the server could not be stopped: the hub may have ended at that moment.
            await self.stop()
            return 0
        await self._follow(state.url)
        return None

    async def stop(self, now: bool = False) -> None:
        """Stop the server and wait for it; the backend decides how long it may take to be polite.

        Raises when the backend stays away for `stop_timeout`: the server may then still run.
        """
        by = asked_by()
        await self._retry(lambda: self._client().stop(self._ref, by=by, seconds=self.stop_timeout))
        if self.orm_spawner is not None:
            revoke_server_tokens(self.db, self.orm_spawner)
            self.db.commit()

    async def delete_forever(self) -> None:
        """The user or the named server is deleted: move its volumes to the trash."""
        await self._retry(
            lambda: self._client().stop(self._ref, forever=True, seconds=self.stop_timeout)
        )

    async def session(self) -> Mapping[str, Any]:
        """When this server stops; for programs in the lab."""
        return await self._client().session(self._ref)

    async def extend_session(self, hours: float) -> Mapping[str, Any]:
        """Let this server run longer, within its owner's allowance; for programs in the lab."""
        return await self._client().extend(self._ref, hours)

    async def log_lines(self, tail: int) -> list[str]:
        """The last lines of the server's log, for the hub's pages."""
        return await self._client().log(self._ref, tail)

    async def stop_reason(self) -> str:
        """Why the server stopped; '' when it runs or the reason is not known at once."""
        try:
            state = await self._client().state(self._ref, seconds=2)
        except InternalApiError:
            return ""
        return (state.message or "") if state is not None and state.state == "stopped" else ""

    async def progress(self) -> AsyncIterator[ProgressEvent]:
        """What happened so far in this spawn, then what happens; ends when the server is ready."""
        async for event in self._progress_log.events(self._strings.t):
            yield event

    async def get_url(self) -> str:
        """The server's URL after a restart of the hub or of the engine, when it may have moved."""
        deadline = time.monotonic() + self.start_timeout
        while time.monotonic() < deadline:
            try:
                state = await self._client().state(self._ref)
            except InternalApiError:
                if self._url:
                    break  # a hub that runs the backend itself asks before it has started it
            else:
                if state is not None and state.url:
                    self._url = state.url
                    break
                if state is None or state.state != "starting":
                    break
            # The hub was restarted in the middle of a start; the backend carries on by itself.
            await asyncio.sleep(1)
        if not self._url:
            return str(self.server.url)
        # JupyterHub compares with its own record, which ends in the server's path.
        return url_path_join(self._url, self.server.base_url) if self.server else self._url

    def get_env(self) -> dict[str, str]:
        """The server's environment, as strings only."""
        # JupyterHub's hook says which host that is; programs in the lab cannot know it.
        env: dict[str, Any] = {"PERIJOVE_URL": self.pages_url or None, **super().get_env()}
        return {name: str(value) for name, value in env.items() if value is not None}

    def get_state(self) -> dict[str, Any]:
        """What a restarted hub must remember."""
        state: dict[str, Any] = super().get_state()
        if self._url:
            state["url"] = self._url
        return state

    def load_state(self, state: dict[str, Any]) -> None:
        """Remember what the hub knew before its restart."""
        super().load_state(state)
        self._url = str(state.get("url", ""))

    def clear_state(self) -> None:
        """JupyterHub calls this before each start and after each stop."""
        super().clear_state()
        self._url = ""
        self._progress_log = ProgressLog()

    # -- how it is done --------------------------------------------------------------------------

    def _token_scopes_in_turn(self, spawner: Spawner) -> Awaitable[Any]:
        """The configured scopes of the server's token, in turn with other starts.

        JupyterHub asks for them at the one point of a start where it may be made to wait before
        the work begins that occupies its event loop: token, OAuth client and their records.
        """
        # All requests share one session. Whichever ends while this start waits for its turn rolls
        # back what is not committed, and the record of this server is new: committed now, before
        # anything else gets to run, not in a coroutine that begins a turn of the loop later.
        self.user.db.commit()
        return self._scopes_after_turn(spawner)

    async def _scopes_after_turn(self, spawner: Spawner) -> Any:
        await _start_gate.wait_turn()
        scopes = self._configured_token_scopes
        if callable(scopes):
            scopes = scopes(spawner)
        return await scopes if isawaitable(scopes) else scopes

    @property
    def _ref(self) -> ServerRef:
        return ServerRef(self.user.name, self.name)

    @property
    def _strings(self) -> Strings:
        return Strings.of(self.user.settings)

    async def _follow(self, url: str | None) -> None:
        """Lead the proxy to a lab that was restarted or reconnected behind our back.

        The hub itself compares its routes with its record of the server only every five minutes.
        """
        moving = self._start_pending or self._proxy_pending or self._stop_pending
        if not url or url == self._url or moving or self._check_pending or self.server is None:
            return
        parts = urlsplit(url)
        if parts.hostname is None:
            return
        self.log.warning("%s moved from %s to %s", self._log_name, self._url, url)
        self._url = url
        self.server.proto = parts.scheme
        self.server.ip = parts.hostname
        self.server.port = parts.port or (443 if parts.scheme == "https" else 80)
        self.orm_spawner.state = self.get_state()
        self.user.db.commit()
        await self.user.settings["proxy"].add_user(self.user, self.name)

    def _client(self) -> InternalClient:
        # Built per call: it holds nothing, and settings and secret may have changed.
        if self.internal_token_file:
            return InternalClient(self.internal_url, SecretFile(self.internal_token_file).read)
        return InternalClient(self.internal_url, lambda: self.internal_token)

    def _start_request(self, deadline: float) -> StartRequest:
        # Groups come from the database at every start: a grant must count from the next start on.
        groups = self.user.orm_user.groups
        for name in self.settings_without_effect():
            self.log.warning("A hook set %s for %s, which has no effect here", name, self._log_name)
        with self.rules_applied():
            env, limits = self.get_env(), self.asked_limits()
        command, args = self.command_and_args()
        return StartRequest(
            env=env,
            command=command,
            args=args,
            image=self.image or None,
            limits=limits,
            options=self.user_options or {},
            groups=sorted(group.name for group in groups),
            group_settings={
                group.name: group.properties[_GROUP_PROPERTY]
                for group in groups
                if _GROUP_PROPERTY in (group.properties or {})
            },
            admin=bool(self.user.admin),
            user_created=isoformat(self.user.orm_user.created),
            display_name=getattr(self, "display_name", None) or None,
            port=self.port,
            start_timeout_seconds=max(1, round(deadline - time.monotonic())),
        )

    async def _start_until_ready(self, log: ProgressLog, deadline: float) -> str:
        delay = FIRST_RETRY_SECONDS
        while True:
            try:
                asked = self._client().start(self._ref, self._start_request(deadline))
                async with aclosing(asked) as events:
                    async for event in events:
                        if isinstance(event, Ready):
                            return event.url
                        delay = FIRST_RETRY_SECONDS
                        log.add(event)
            except (ServerFailedError, BackendRefusedError) as error:
                raise SpawnError(error, self._strings) from error
            except BackendAwayError as error:
                # A start is idempotent: asking again joins the one that is under way.
                self.log.info("Start of %s waits for the backend: %s", self._log_name, error)
                log.note("starts.away")
                await asyncio.sleep(with_jitter(max(delay, error.retry_after or 0)))
                delay = min(LONGEST_RETRY_SECONDS, delay * 2)

    async def _stop_leftover(self) -> None:
        """A server that runs although the hub is about to start it has lost its hub token.

        It happens when the hub gave up on a start, or could not stop it, while the backend was
        away. Joining it would give the user a lab that cannot talk to the hub.
        """
        try:
            state = await self._client().state(self._ref)
            if state is not None and state.state != "stopped":
                self.log.warning("Replacing a leftover server of %s", self._log_name)
                await self._client().stop(self._ref, seconds=self.stop_timeout)
        except InternalApiError as error:
            self.log.debug("Could not look for a leftover of %s: %s", self._log_name, error)

    async def _retry(self, call: Callable[[], Awaitable[_T]]) -> _T:
        seconds, name = self.stop_timeout, self._log_name
        return await retry_while_away(call, seconds=seconds, log=self.log, name=name)
