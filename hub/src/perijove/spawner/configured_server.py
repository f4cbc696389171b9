"""The spawner settings of a hub's configuration: limits, image, command, options form.

JupyterHub leaves these settings to the spawner. A spawner that shows them and does not follow them
is worse than one that has none, so each of them either reaches the lab or is not offered.
"""

from __future__ import annotations

from collections.abc import Callable as Call
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from jupyterhub.traitlets import ByteSpecification
from traitlets import Callable, Float, HasTraits, Unicode, Union, default

from .previous_settings import is_former

_ANOTHERS = (
    "PerijoveSpawner has no {name}, which is a setting of another spawner. `perijove check-config` "
    "says what to write instead."
)

#: Settings that may be a rule: a function that is given the spawner at each start.
_RULES = ("mem_limit", "cpu_limit")


class ConfiguredServer(HasTraits):
    """For the spawner: settings of JupyterHub that count here, and what they come to."""

    image = Unicode(
        help="""
        Image of this start, for hooks, `group_overrides` and `apply_user_options`; '' is the
        platform's. For all servers alike set JUPYTERHUB_NOTEBOOK_IMAGE, which pages show as well.
        """
    )
    mem_limit = Union(
        [Callable(), ByteSpecification(allow_none=True)],
        default_value=None,
        allow_none=True,
        config=True,
        help="Most memory of a server, such as `2G`, or a function that is given the spawner.",
    )
    cpu_limit = Union(
        [Callable(), Float(allow_none=True)],
        default_value=None,
        allow_none=True,
        config=True,
        help="Most cores that a server uses, or a function that is given the spawner.",
    )

    @default("ip")
    def _default_ip(self) -> str:
        return "0.0.0.0"  # noqa: S104 -- inside the container; the proxy reaches it from outside

    @default("port")
    def _default_port(self) -> int:
        return 8888

    @default("cmd")
    def _default_cmd(self) -> list[str]:
        return ["jupyterhub-singleuser"]

    @default("default_url")
    def _default_default_url(self) -> str:
        return "/lab"

    cmd: Any
    options_form: Any
    get_args: Any

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # Only where there is no such attribute: a hook was written for another spawner.
            if is_former(name):
                raise AttributeError(_ANOTHERS.format(name=name), name=name, obj=self)
            raise AttributeError(f"{type(self).__name__} has no {name}", name=name, obj=self)

    def settings_without_effect(self) -> list[str]:
        """What hooks have set on this spawner that only another kind of spawner follows."""
        return sorted(name for name in vars(self) if is_former(name))

    @contextmanager
    def rules_applied(self) -> Iterator[None]:
        """Meanwhile settings are values: what is a rule has been asked. Never across an await."""
        rules = {name: rule for name in _RULES if callable(rule := getattr(self, name))}
        try:
            for name, rule in rules.items():
                setattr(self, name, rule(self))
            yield
        finally:
            for name, rule in rules.items():
                setattr(self, name, rule)

    def asked_limits(self) -> dict[str, float]:
        """Limits that the configuration sets, as the contract names them; no key for none."""
        limits = {"cpuCores": self.cpu_limit, "memoryBytes": self.mem_limit}
        # For JupyterHub, too, nought is no limit.
        return {name: value for name, value in limits.items() if value}

    def command_and_args(self) -> tuple[list[str], list[str]]:
        """What runs, and what stands behind it; no command is the image's own."""
        return list(self.cmd or []), list(self.get_args())

    def hide_unread_form(self) -> None:
        """Show no form whose choices would have no effect."""
        if self.options_form and not options_are_read(
            lambda name: getattr(self, name, None), lambda name: hasattr(self, name)
        ):
            self.options_form = ""


def options_are_read(setting: Call[[str], Any], has: Call[[str], bool]) -> bool:
    """Whether anything in a configuration can follow what users choose in its form.

    `setting` finds a setting of the spawner by its name, `has` says whether the spawner has an
    attribute of a name.
    """
    applied = setting("apply_user_options")
    if isinstance(applied, Mapping):
        return any(has(attribute) for attribute in applied.values())
    if applied or any(setting(name) for name in ("pre_spawn_hook", "auth_state_hook")):
        return True
    environment = setting("environment") or {}
    overrides = setting("group_overrides") or {}
    return (
        any(callable(setting(name)) for name in (*_RULES, "group_overrides"))
        or any(callable(value) for value in environment.values())
        or any(
            callable(value)
            for override in overrides.values()
            for value in override.get("spawner_override", {}).values()
        )
    )
