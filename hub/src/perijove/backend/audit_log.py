"""Sends what happens in the hub to the backend's audit log: logins, sign-ups, new passwords.

`record` only puts a line into a queue and never waits, fails or blocks: no login depends on the
audit log. A task sends what has gathered. While the backend is away the queue grows to its limit;
then the source with the most lines loses its oldest, and the audit log is told how many were lost.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import Counter, deque
from typing import Any, Literal

from tornado.log import app_log

from perijove.common.address_blocks import address_blocks
from perijove.common.client_address import TrustedProxies, address_of

from .client import InternalClient
from .protocol import BackendRefusedError, InternalApiError

Result = Literal["ok", "failed", "refused"]
Detail = str | int | float | bool | None

#: Lines kept while the backend is away, and the most that travel in one report.
_MOST_WAITING = 1000
_MOST_AT_ONCE = 200
#: The part of a waiting line that does not travel: whose room it takes.
_SOURCE = "source"
#: Names from outside are cut before they are kept; the backend takes no longer ones.
_LONGEST_NAME = 255
#: Refusals of one address (or IPv6 network) and of all in a minute; what machines try beyond is
#: only counted.
_MOST_REFUSED_A_MINUTE = 30
_MOST_REFUSED_IN_ALL = 300
#: Counts the refusals of all addresses.
_ALL = "*"
_FIRST_RETRY_SECONDS = 0.5
_LONGEST_RETRY_SECONDS = 30.0


class AuditLog:
    """A queue in front of the backend's audit log. Use it on the hub's event loop only."""

    def __init__(
        self, client: InternalClient, log: logging.Logger = app_log, trusted_proxies: str = ""
    ) -> None:
        self.proxies = TrustedProxies(trusted_proxies)
        self._client = client
        self._log = log
        self._waiting: deque[dict[str, Any]] = deque()
        #: How many lines wait of each address, or actor where there is none.
        self._sources: Counter[str] = Counter()
        self._lost = 0
        self._minute = 0
        self._refused: Counter[str] = Counter()
        self._task: asyncio.Task[None] | None = None

    def __deepcopy__(self, memo: dict[int, Any]) -> AuditLog:
        return self  # traitlets copies configuration; there is one queue all the same

    def record(
        self,
        action: str,
        *,
        actor: str,
        subject: str | None = None,
        result: Result = "ok",
        address: str | None = None,
        kind: Literal["user", "service"] = "user",
        known: bool = False,
        once: bool = False,
        **details: Detail,
    ) -> None:
        """Note that `actor` did `action` (such as `user.sign_in`) to `subject`, by default self.

        `once` is for a refusal that is told once for a whole pause, and so is never one too many.

        Never pass a secret: every administrator can read the details. `known`: the actor has proved
        who they are, so their refusals are counted for themselves and not for their address.
        """
        who = f"{kind} {actor}" if known else address_blocks(address or "")[0]
        if result != "ok" and not once and self._tries_too_often(who, known=known):
            self._lost += 1
            return
        if len(self._waiting) >= _MOST_WAITING:
            self._drop_of_the_noisiest()
        name = actor[:_LONGEST_NAME] or "unknown"
        self._waiting.append(
            {
                _SOURCE: address_blocks(address)[0] if address and not known else name,
                "at": int(time.time() * 1000),
                "actor": name,
                "action": action,
                "subject": name if subject is None else subject[:_LONGEST_NAME],
                "result": result,
                "address": address[:64] if address else None,
                "details": details,
                **({"actorKind": kind} if kind != "user" else {}),
            }
        )
        self._sources[self._waiting[-1][_SOURCE]] += 1
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._send_all())

    def _tries_too_often(self, who: str, *, known: bool) -> bool:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._refused = minute, Counter()
        self._refused[who] += 1
        if self._refused[who] > _MOST_REFUSED_A_MINUTE or known:
            return self._refused[who] > _MOST_REFUSED_A_MINUTE
        self._refused[_ALL] += 1
        return self._refused[_ALL] > _MOST_REFUSED_IN_ALL

    def _drop_of_the_noisiest(self) -> None:
        """Make room: the source with the most lines loses its oldest."""
        ((noisiest, _),) = self._sources.most_common(1)
        for index, line in enumerate(self._waiting):
            if line[_SOURCE] == noisiest:
                del self._waiting[index]
                break
        self._sources[noisiest] -= 1
        self._lost += 1

    async def flush(self) -> None:
        """Wait until everything is sent; for tests and an orderly end."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    async def _send_all(self) -> None:
        retry = _FIRST_RETRY_SECONDS
        while self._waiting or self._lost:
            batch = [self._waiting.popleft() for _ in range(min(_MOST_AT_ONCE, len(self._waiting)))]
            self._sources = Counter(line[_SOURCE] for line in self._waiting)
            lost, self._lost = self._lost, 0
            try:
                await self._client.report_events(list(map(_as_sent, batch)), lost)
                retry = _FIRST_RETRY_SECONDS
            except BackendRefusedError as error:
                # It will not like these any better next time.
                self._log.error("The audit log refused %s events: %s", len(batch), error)
                self._lost += len(batch)
                self._lost += lost
                if not self._waiting:
                    return
            except InternalApiError as error:
                self._log.debug("Events wait for the backend: %s", error)
                self._give_back(batch, lost)
                await asyncio.sleep(retry * random.uniform(0.8, 1.2))  # noqa: S311 -- a pause
                retry = min(retry * 2, _LONGEST_RETRY_SECONDS)

    def _give_back(self, batch: list[dict[str, Any]], lost: int) -> None:
        """Put what was not sent to the front again, as far as there is room."""
        room = max(0, _MOST_WAITING - len(self._waiting))
        kept = batch[len(batch) - room :] if room < len(batch) else batch
        self._waiting.extendleft(reversed(kept))
        self._sources = Counter(line[_SOURCE] for line in self._waiting)
        self._lost += lost + len(batch) - len(kept)


def _as_sent(line: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key != _SOURCE}


async def record(handler: Any, action: str, *, actor: str, **more: Any) -> None:
    """Report from a page or an authenticator, through the reporter that `configure` left there.

    `handler` is any JupyterHub request handler; the address of its request goes along. Without a
    reporter (an authenticator that is used alone) nothing happens, and nothing that goes wrong
    here reaches the page. The keywords are those of `AuditLog.record`.
    """
    audit = getattr(handler, "settings", {}).get(SETTING)
    if audit is None:
        return
    try:
        address = await address_of(handler, audit.proxies)
        audit.record(action, actor=actor, address=address, **more)
    except Exception:
        app_log.exception("The audit log was not told of %s", action)


#: The reporter's place in `JupyterHub.tornado_settings`.
SETTING = "perijove_events"
