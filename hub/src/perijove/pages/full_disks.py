"""Which disks are full, for the hub's own pages of administrators, asked of the backend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jupyterhub.apihandlers.base import APIHandler
from tornado import web

from perijove.access.actors import actor_of
from perijove.access.refuse import refuse
from perijove.backend.client import InternalClient
from perijove.backend.protocol import BackendAwayError, BackendRefusedError
from perijove.config.strings import Strings, StringsMixin

#: Where the client of the backend is in the settings of the hub.
SETTING = "perijove_backend"

_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")


class FullDisks(StringsMixin, APIHandler):
    """/hub/api/perijove/full-disks"""

    async def get(self) -> None:
        """A sentence for each disk that is full; visitors and users are told nothing."""
        actor = actor_of(self)
        if actor is None or not actor.administers:
            refuse(self, "refusals.doors.disks")
        backend: InternalClient = self.settings[SETTING]
        try:
            disks = await backend.full_disks()
        except (BackendAwayError, BackendRefusedError) as error:
            raise web.HTTPError(503, self.t("refusals.away")) from error
        self.finish({"messages": [self._sentence(disk) for disk in disks]})

    def _sentence(self, disk: Mapping[str, Any]) -> str:
        free, total = (size(self.strings, disk.get(key)) for key in ("freeBytes", "totalBytes"))
        if disk.get("of") == "data":
            return self.t("fullDisks.data", free=free, total=total)
        return self.t("fullDisks.engine", free=free, total=total)


def size(strings: Strings, given: Any) -> str:
    """Bytes as our other pages write them, such as `1.5 GiB`."""
    value = max(0.0, float(given)) if isinstance(given, (int, float)) else 0.0
    unit = 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1024, unit + 1
    digits = 1 if unit and value < 9.95 else 0
    return strings.t(f"units.{_UNITS[unit]}", size=strings.number(value, digits))


HANDLERS: list[tuple[str, type[APIHandler]]] = [("/api/perijove/full-disks", FullDisks)]
