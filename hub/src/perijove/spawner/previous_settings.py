"""Settings of other spawners, and what operators write instead: `previous_settings.json`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from traitlets.config import Config

from perijove.common.redact import redact

from .volume_advice import mounts_advice, volumes_advice

#: Packages whose spawners do nothing beyond their settings: the class itself needs no advice.
STOCK_PACKAGES = {
    "jupyterhub",
    "dockerspawner",
    "systemdspawner",
    "kubespawner",
    "sudospawner",
    "tljh",
    "wrapspawner",
    "batchspawner",
}


@dataclass(frozen=True)
class Place:
    """A setting in a configuration, and the environment that goes with it."""

    section: str
    name: str
    value: Any
    environ: Mapping[str, str]
    config: Config


@dataclass(frozen=True)
class Advice:
    """What to write instead; no text where the setting counts, or is no longer needed."""

    text: str = ""
    needless: bool = False


Advise = Callable[[Place], Advice]

_COUNTS = Advice()
_NEEDLESS = Advice(needless=True)

_FILE = Path(__file__).with_suffix(".json")
_CONTENT: Mapping[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
_TEXTS: Mapping[str, str] = _CONTENT["texts"]


def advice_for(place: Place, *, understood: bool) -> Advice:
    """The advice for a setting; `understood` are those that are JupyterHub's own."""
    owner = "JupyterHub" if understood else place.section
    rule = _TABLES.get(owner, _TABLES["DockerSpawner"]).get(place.name)
    if rule is not None:
        return rule(place)
    return _COUNTS if understood else _text("unknown", section=place.section)


def is_former(name: str) -> bool:
    """Whether another spawner has a setting of this name, and this one has none."""
    others = (table for owner, table in _TABLES.items() if owner != "JupyterHub")
    return name != "image" and any(name in table for table in others)


def _text(name: str, /, **values: str) -> Advice:
    return Advice(_TEXTS[name].format(**values) if values else _TEXTS[name])


def _in_environment(name: str, *former: str) -> Advise:
    """The same as a variable; it counts already where that has the same value."""

    def advise(place: Place) -> Advice:
        have = next((place.environ[key] for key in (name, *former) if place.environ.get(key)), None)
        if have is not None and have == place.value:
            return _COUNTS
        if not isinstance(place.value, str):
            return _text("variable", name=name)
        now = "" if have is None else " " + _TEXTS["variable_now"].format(value=redact(have))
        return Advice(_TEXTS["variable_value"].format(name=name, value=redact(place.value)) + now)

    return advise


def _remove(place: Place) -> Advice:
    return _NEEDLESS if place.value else _text("remove")


def _pull_policy(place: Place) -> Advice:
    return _NEEDLESS if str(place.value).lower() == "ifnotpresent" else _text("pull_policy")


def _parts(known: Mapping[str, str]) -> Advise:
    """For a dictionary that goes to Docker: each of its keys has its own advice."""

    def advise(place: Place) -> Advice:
        if not isinstance(place.value, Mapping):
            return _text("parts")
        lines = []
        for key, value in place.value.items():
            if key == "network_mode" and _network(replace(place, value=value)) == _COUNTS:
                continue
            lines.append(f"{key}: {known.get(str(key), _TEXTS['no_part'])}.")
        return Advice("\n".join(lines)) if lines else _NEEDLESS

    return advise


def _volumes(place: Place) -> Advice:
    text = volumes_advice(place.value, place.environ, legacy=_legacy(place))
    return Advice(text) if text else _NEEDLESS


def _mounts(place: Place) -> Advice:
    text = mounts_advice(place.value, place.environ, legacy=_legacy(place))
    return Advice(text) if text else _NEEDLESS


def _legacy(place: Place) -> bool:
    """Whether names were escaped as DockerSpawner did before 12.0."""
    return bool(place.config[place.section].get("escape") == "legacy")


_network = _in_environment("JUPYTERHUB_NETWORK_NAME", "DOCKER_NETWORK_NAME")

_RULES: Mapping[str, Advise] = {
    "image": _in_environment("JUPYTERHUB_NOTEBOOK_IMAGE", "DOCKER_NOTEBOOK_IMAGE"),
    "network": _network,
    "volumes": _volumes,
    "mounts": _mounts,
    "remove": _remove,
    "pull_policy": _pull_policy,
    "container": _parts(_CONTENT["container"]),
    "host": _parts(_CONTENT["host"]),
}


def _table(spawner: str) -> dict[str, Advise]:
    """What to answer for each setting of a spawner; `JupyterHub` are JupyterHub's own."""
    given = _CONTENT["spawners"][spawner]
    table = _table(given["like"]) if "like" in given else {}
    table |= dict.fromkeys(given.get("needless", ()), lambda _: _NEEDLESS)
    table |= {name: _RULES[rule] for name, rule in given.get("rules", {}).items()}
    for text, names in given.get("advice", {}).items():
        table |= dict.fromkeys(names, lambda _, text=text: _text(text))
    return table


_TABLES = {spawner: _table(spawner) for spawner in _CONTENT["spawners"]}
