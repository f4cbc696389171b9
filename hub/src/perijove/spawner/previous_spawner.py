"""What counts of a configuration that was written for another spawner, and what does not.

What belongs to JupyterHub itself (limits, environment, command, hooks) counted when it was written
for the former spawner, and goes on counting. Everything else was that spawner's own, and each such
setting is told of: at the start of the hub, and beforehand by `perijove check-config`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import entry_points
from types import CodeType
from typing import Any

from jupyterhub.spawner import Spawner
from traitlets.config import Config

from perijove.config.merge import list_of

from .configured_server import options_are_read
from .previous_settings import STOCK_PACKAGES, Advice, Place, advice_for
from .spawner import PerijoveSpawner

#: Sections that are Perijove's already.
_OURS = ("Spawner", "PerijoveSpawner")

#: By the names under which configurations ask for them, for one that is not installed any more.
_KNOWN = {
    "docker": ["DockerSpawner"],
    "docker-swarm": ["SwarmSpawner", "DockerSpawner"],
    "docker-system-user": ["SystemUserSpawner", "DockerSpawner"],
    "dockerspawner": ["DockerSpawner"],
    "swarmspawner": ["SwarmSpawner", "DockerSpawner"],
    "systemuserspawner": ["SystemUserSpawner", "DockerSpawner"],
    "usercreatingspawner": ["UserCreatingSpawner", "SystemdSpawner"],
    "localprocess": ["LocalProcessSpawner"],
    "simple": ["SimpleLocalProcessSpawner", "LocalProcessSpawner"],
    "simplelocalprocessspawner": ["SimpleLocalProcessSpawner", "LocalProcessSpawner"],
    "sudospawner": ["SudoSpawner", "LocalProcessSpawner"],
    "systemd": ["SystemdSpawner"],
    "kubernetes": ["KubeSpawner"],
}

#: Settings of other spawners that hooks change; no other thing is called like one of these.
_REACHED_FOR = {
    "container_image",
    "extra_container_config",
    "extra_create_kwargs",
    "extra_host_config",
    "extra_resource_limits",
    "image_whitelist",
    "network_name",
    "read_only_volumes",
    "unit_extra_properties",
    "volume_mounts",
    "volumes",
}

#: Of these `configure` adds to what is set, in the section that every spawner reads.
_GROWING = ("oauth_client_allowed_scopes", "server_token_scopes")


@dataclass(frozen=True)
class Remark:
    """A setting that does not count: `c.DockerSpawner.image`, and what to write instead."""

    setting: str
    advice: str


@dataclass
class Review:
    """What became of a configuration's settings for its servers."""

    lost: list[Remark] = field(default_factory=list)
    #: JupyterHub's own settings that were written for the former spawner, and count.
    kept: list[str] = field(default_factory=list)
    #: What they were for happens by itself.
    needless: list[str] = field(default_factory=list)

    def add(self, setting: str, advice: Advice) -> None:
        """Take note of a setting that is not followed as it stands."""
        if advice.needless:
            self.needless.append(setting)
        elif advice.text:
            self.lost.append(Remark(setting, advice.text))


def take_over(c: Config, environ: Mapping[str, str]) -> Review:
    """Keep what is JupyterHub's own of the former spawner, and say what is not followed.

    Changes `c`: `spawner_class`, and settings in `c.PerijoveSpawner`.
    """
    review = Review()
    given = c.JupyterHub.get("spawner_class")
    kind = _class_of(given)
    if isinstance(kind, type) and issubclass(kind, PerijoveSpawner):
        family: list[str] = []
        c.JupyterHub.spawner_class = kind
    else:
        family = _family(given, kind)
        c.JupyterHub.spawner_class = PerijoveSpawner
        if isinstance(given, type) and given.__module__.split(".")[0] not in STOCK_PACKAGES:
            name = given.__name__
            review.lost.append(Remark("c.JupyterHub.spawner_class", _OWN_CLASS.format(name=name)))
    own = set(PerijoveSpawner.class_traits(config=True))
    already = set(c.PerijoveSpawner)
    _review_sections(c, environ, family, own, review)
    # The most general first, as JupyterHub reads them: what stands in a more special one wins.
    for section in reversed(family):
        for name in c.get(section, ()):
            if name in own and name not in already:
                target = c.Spawner if name in _GROWING else c.PerijoveSpawner
                target[name] = c[section][name]
                review.kept.append(f"c.{section}.{name}")
    _review_form(c, review)
    _review_overrides(c, review)
    _review_hooks(c, review)
    told = {*(remark.setting for remark in review.lost), *review.needless}
    review.kept = [setting for setting in review.kept if setting not in told]
    if c.JupyterHub.get("internal_ssl", False):
        review.lost.append(Remark("c.JupyterHub.internal_ssl", _INTERNAL_SSL))
    return review


def _review_sections(
    c: Config, environ: Mapping[str, str], family: Iterable[str], own: set[str], review: Review
) -> None:
    special = {_class_name(c)}
    for section in sorted(name for name in c if name.endswith("Spawner")):
        for name in c[section]:
            place = Place(section, name, list_or_value(c[section], name), environ, c)
            setting = f"c.{section}.{name}"
            if section in _OURS or section in special or (section in family and name in own):
                # Understood; a few of JupyterHub's own have no meaning for containers.
                known = name in own
                review.add(setting, advice_for(place, understood=known))
            elif name in own:
                review.lost.append(Remark(setting, _ELSEWHERE.format(section=section, name=name)))
            else:
                review.add(setting, advice_for(place, understood=False))


def _review_form(c: Config, review: Review) -> None:
    def setting(name: str) -> Any:
        for section in (c.PerijoveSpawner, c.Spawner):
            if name in section:
                return section[name]
        return None

    ours = c.JupyterHub.spawner_class is PerijoveSpawner
    has = PerijoveSpawner.class_traits()
    if not setting("options_form") or not ours:
        return
    if not options_are_read(setting, lambda name: hasattr(PerijoveSpawner, name)):
        review.lost.append(Remark("c.Spawner.options_form", _NO_READER))
    applied = setting("apply_user_options")
    if isinstance(applied, Mapping):
        unknown = sorted({str(name) for name in applied.values() if name not in has})
        for name in unknown:
            advice = _NO_ATTRIBUTE.format(name=name)
            review.lost.append(Remark("c.Spawner.apply_user_options", advice))


def _review_overrides(c: Config, review: Review) -> None:
    """What groups get by JupyterHub's own setting for it."""
    given = [section.get("group_overrides") for section in (c.PerijoveSpawner, c.Spawner)]
    overrides = next((value for value in given if isinstance(value, Mapping)), {})
    names = {
        str(name)
        for override in overrides.values()
        for name in override.get("spawner_override", {})
        if not hasattr(PerijoveSpawner, str(name))
    }
    for name in sorted(names):
        advice = _NO_OVERRIDE.format(name=name)
        review.lost.append(Remark("c.Spawner.group_overrides", advice))


def _review_hooks(c: Config, review: Review) -> None:
    """Functions that were written for the former spawner; what they reach for is seen in them."""
    for section in ("Spawner", "PerijoveSpawner"):
        for setting, value in c[section].items():
            code = getattr(value, "__code__", None)
            for name in sorted(_names_in(code) & _REACHED_FOR) if code else ():
                advice = _IN_HOOK.format(name=name)
                review.lost.append(Remark(f"c.Spawner.{setting}", advice))


def _names_in(code: CodeType) -> set[str]:
    inner = [part for part in code.co_consts if isinstance(part, CodeType)]
    return set(code.co_names).union(*(_names_in(part) for part in inner))


def list_or_value(section: Config, name: str) -> Any:
    """A setting's value, and what was appended to one that was never set."""
    value = section[name]
    if hasattr(value, "get_value"):
        updates = value.to_dict().get("update")
        return dict(updates) if isinstance(updates, Mapping) else list_of(section, name)
    return value


def _class_name(c: Config) -> str:
    kind = c.JupyterHub.get("spawner_class")
    return kind.__name__ if isinstance(kind, type) else ""


def _family(given: Any, kind: type | None) -> list[str]:
    """Sections that the former spawner read beside `c.Spawner`, the most special first."""
    if kind is not None:
        return [
            base.__name__
            for base in kind.__mro__
            if issubclass(base, Spawner) and base is not Spawner
        ]
    if not given:
        return ["LocalProcessSpawner"]
    name = str(given)
    last = name.rpartition(".")[2]
    return _KNOWN.get(name.lower()) or _KNOWN.get(last.lower()) or [last]


def _class_of(given: Any) -> type | None:
    """The class that a configuration means; None for one that cannot be had here."""
    if isinstance(given, type):
        return given
    if not given:
        return None
    try:
        for entry in entry_points(group="jupyterhub.spawners"):
            if entry.name.lower() == str(given).lower():
                found = entry.load()
                return found if isinstance(found, type) else None
        module, _, name = str(given).rpartition(".")
        found = getattr(import_module(module), name, None) if module else None
    except Exception:
        # Not installed any more, or broken: it is not needed, its settings are told of by name.
        return None
    return found if isinstance(found, type) and issubclass(found, Spawner) else None


_OWN_CLASS = (
    "{name} does not start servers any more, so what it does in methods of its own is not done. "
    "Set limits, environment, command and image in c.Spawner.pre_spawn_hook, or derive the class "
    "from perijove.PerijoveSpawner."
)
_ELSEWHERE = "{section} starts no servers here. Write c.Spawner.{name}."
_INTERNAL_SSL = (
    "Perijove gives labs no certificates, so they could not start. Leave it out, and keep hub, "
    "backend and labs on a network of their own."
)
_NO_READER = (
    "The form is not shown, because nothing follows what users choose in it. Read the choice in "
    "c.Spawner.apply_user_options (or in c.Spawner.pre_spawn_hook) and set mem_limit, cpu_limit, "
    "image, environment, cmd, args or default_url of the spawner there."
)
_IN_HOOK = (
    "It reaches for {name} of the spawner, and PerijoveSpawner has none: a start in which it does "
    "fails. Hooks can set mem_limit, cpu_limit, image, environment, cmd, args, default_url and "
    "notebook_dir."
)
_NO_OVERRIDE = (
    "PerijoveSpawner has no {name}. Limits of a group can be set here by mem_limit and cpu_limit, "
    "or on Perijove's page of groups."
)
_NO_ATTRIBUTE = "PerijoveSpawner has no {name}, so this choice would not count. Offer another."
