"""Settings of other spawners, and what operators write instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from traitlets.config import Config

from perijove.common.redact import redact

from .volume_advice import mounts_advice, volumes_advice


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
    """What to write instead; no text where the setting is followed, or no longer needed."""

    text: str = ""
    needless: bool = False


Advise = Callable[[Place], Advice]

_FOLLOWED = Advice()
_NEEDLESS = Advice(needless=True)

#: Packages whose spawners do nothing beyond their settings: no word about the class is needed.
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


def advice_for(place: Place, *, understood: bool) -> Advice:
    """What to say about a setting; `understood` are those that are JupyterHub's own."""
    table = _OWN if understood else _TABLES.get(place.section, _DOCKER)
    said = table.get(place.name)
    if said is None:
        return _FOLLOWED if understood else Advice(_UNKNOWN.format(section=place.section))
    if isinstance(said, Advice):
        return said
    return said(place)


def is_former(name: str) -> bool:
    """Whether another spawner has a setting of this name, and this one has none."""
    return name != "image" and any(name in table for table in _TABLES.values())


def _in_environment(name: str, *former: str) -> Advise:
    """The same as a variable; followed already where that has the same value."""

    def advise(place: Place) -> Advice:
        have = next((place.environ[key] for key in (name, *former) if place.environ.get(key)), None)
        value = place.value
        if have is not None and have == value:
            return _FOLLOWED
        if not isinstance(value, str):
            return Advice(f"Write {name} into the environment of hub and backend.")
        note = "" if have is None else f" There it is {redact(have)} now, and that counts."
        return Advice(
            f"Write {name}={redact(value)} into the environment of hub and backend.{note}"
        )

    return advise


def _remove(place: Place) -> Advice:
    if place.value:
        return _NEEDLESS
    return Advice(
        "The container of a stopped server is always removed. What lies outside of volumes is gone "
        "then: give each folder that has to last a volume in PERIJOVE_VOLUMES_FILE."
    )


def _pull_policy(place: Place) -> Advice:
    if str(place.value).lower() == "ifnotpresent":
        return _NEEDLESS
    return Advice(
        "An image is pulled when the engine does not have it, and not otherwise. Pull a newer one "
        "with `docker pull`; pages then tell which servers still run the older one."
    )


_CREATE = {
    "user": "an image's own user runs it: build it with another USER, and for a server as root "
    'write c.Spawner.args = ["--allow-root"]',
    "command": "write c.Spawner.cmd",
    "entrypoint": "build it into the image",
    "environment": "write c.Spawner.environment",
    "hostname": "the engine chooses it",
    "working_dir": "write c.Spawner.notebook_dir",
}
_HOST = {
    "network_mode": "write JUPYTERHUB_NETWORK_NAME into the environment",
    "runtime": "GPUs are found by themselves, or write JUPYTERHUB_GPU_ENABLED=1 into the "
    "environment",
    "device_requests": "GPUs are found by themselves, or write JUPYTERHUB_GPU_ENABLED=1 into the "
    "environment",
    "devices": "only members of the group docker-privileged get devices of the host",
    "privileged": "put those who need it into the group docker-privileged",
    "cap_add": "put those who need it into the group docker-privileged",
    "security_opt": "put those who need it into the group docker-privileged",
    "binds": "no folder of the host is mounted; make a volume over it",
    "mem_limit": "write c.Spawner.mem_limit",
    "memswap_limit": "the limit of memory counts for swap, too",
    "nano_cpus": "write c.Spawner.cpu_limit",
    "cpu_quota": "write c.Spawner.cpu_limit",
    "cpu_period": "write c.Spawner.cpu_limit",
    "pids_limit": "write PERIJOVE_LAB_PIDS_LIMIT into the environment",
    "auto_remove": "containers are always removed",
    "port_bindings": "no port of a lab is published",
}


def _parts(known: Mapping[str, str]) -> Advise:
    """For a dictionary that is handed to Docker: each of its keys has its own answer."""

    def advise(place: Place) -> Advice:
        if not isinstance(place.value, Mapping):
            return Advice(
                "Nothing is handed to Docker as it stands. Limits, environment, command and image "
                "can be set in c.Spawner.pre_spawn_hook."
            )
        lines = []
        for key in place.value:
            if key == "network_mode" and _network(_at(place, place.value[key])) == _FOLLOWED:
                continue
            lines.append(f"{key}: {known.get(str(key), 'there is no such setting here')}.")
        return Advice("\n".join(lines)) if lines else _NEEDLESS

    return advise


def _at(place: Place, value: Any) -> Place:
    return Place(place.section, place.name, value, place.environ, place.config)


def _legacy(place: Place) -> bool:
    """Whether names were escaped as DockerSpawner did before 12.0."""
    return bool(place.config[place.section].get("escape") == "legacy")


def _volumes(place: Place) -> Advice:
    text = volumes_advice(place.value, place.environ, legacy=_legacy(place))
    return Advice(text) if text else _NEEDLESS


def _mounts(place: Place) -> Advice:
    text = mounts_advice(place.value, place.environ, legacy=_legacy(place))
    return Advice(text) if text else _NEEDLESS


_UNKNOWN = (
    "It belongs to {section}, which starts no servers here, and there is nothing like it. Leave it "
    "out; docs/operators/settings.md lists what can be set."
)
_image = _in_environment("JUPYTERHUB_NOTEBOOK_IMAGE", "DOCKER_NOTEBOOK_IMAGE")
_network = _in_environment("JUPYTERHUB_NETWORK_NAME", "DOCKER_NETWORK_NAME")
_CHOICE = Advice(
    "Every server runs JUPYTERHUB_NOTEBOOK_IMAGE. To offer a choice write c.Spawner.options_form, "
    "and set spawner.image in c.Spawner.apply_user_options: see docs/operators/existing-hub.md."
)
_ENGINE = Advice(
    "The backend alone speaks to Docker. Write DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH "
    "into its environment."
)
_ESCAPE = Advice(
    "Names of volumes come from `name` in PERIJOVE_VOLUMES_FILE: {username} is escaped as "
    "DockerSpawner does since 12.0, {legacy_username} as before or with escape = 'legacy'."
)
_RESERVED = Advice(
    "It reaches the environment of servers, but nothing is set aside for them. Write a limit, "
    "c.Spawner.mem_limit or c.Spawner.cpu_limit."
)
_SCRIPT = Advice(
    "Nothing is run in a container after its start. A script in the folder of start scripts is run "
    "by every lab as it starts: see docs/operators/compose.md."
)
_HOME = Advice(
    "No folder of the host is mounted. Make a volume over each user's folder, and write the "
    "volumes' name into PERIJOVE_VOLUMES_FILE: see docs/operators/existing-hub.md."
)
_ONE_HOST = Advice("Servers run on one Docker host, so there is nothing like it. Leave it out.")
_CONTAINED = Advice(
    "Servers are containers with limits of their own, so there is nothing like it. Leave it out."
)
_PROFILES = Advice(
    "There are no profiles yet. Offer a choice with c.Spawner.options_form, and follow it in "
    "c.Spawner.apply_user_options: see docs/operators/existing-hub.md."
)

#: JupyterHub's own that servers of Perijove cannot follow.
_OWN: dict[str, Advice | Advise] = {
    "mem_guarantee": _RESERVED,
    "cpu_guarantee": _RESERVED,
    "ip": _NEEDLESS,
}

_DOCKER: dict[str, Advice | Advise] = {
    "image": _image,
    "container_image": _image,
    "network_name": _network,
    "volumes": _volumes,
    "read_only_volumes": _volumes,
    "mounts": _mounts,
    "remove": _remove,
    "remove_containers": _remove,
    "pull_policy": _pull_policy,
    "extra_create_kwargs": _parts(_CREATE),
    "extra_host_config": _parts(_HOST),
    "allowed_images": _CHOICE,
    "image_whitelist": _CHOICE,
    "profile_list": _PROFILES,
    "client_kwargs": _ENGINE,
    **dict.fromkeys(
        ("tls", "tls_ca", "tls_cert", "tls_config", "tls_key", "tls_verify", "tls_assert_hostname"),
        _ENGINE,
    ),
    "escape": _ESCAPE,
    "format_volume_name": _ESCAPE,
    "post_start_cmd": _SCRIPT,
    "container_port": Advice("Write c.Spawner.port."),
    "hub_ip_connect": Advice("Write c.JupyterHub.hub_connect_ip."),
    **dict.fromkeys(
        (
            "certs_volume_name",
            "container_ip",
            "container_name_template",
            "container_prefix",
            "host_ip",
            "links",
            "move_certs_image",
            "name_template",
            "prefix",
            "use_docker_client_env",
            "use_internal_hostname",
            "use_internal_ip",
        ),
        _NEEDLESS,
    ),
}

_SYSTEM_USER: dict[str, Advice | Advise] = {
    **_DOCKER,
    "host_homedir_format_string": _HOME,
    "image_homedir_format_string": _HOME,
    "homedir_bind_propagation": _HOME,
    "run_as_root": Advice(
        'Use an image whose user is root, and c.Spawner.args = ["--allow-root"].'
    ),
}

_SWARM: dict[str, Advice | Advise] = {
    **_DOCKER,
    **dict.fromkeys(
        (
            "extra_container_spec",
            "extra_endpoint_spec",
            "extra_placement_spec",
            "extra_resources_spec",
            "extra_task_spec",
            "volume_driver",
            "volume_driver_options",
        ),
        _ONE_HOST,
    ),
}

_SYSTEMD: dict[str, Advice | Advise] = {
    **dict.fromkeys(
        (
            "disable_user_sudo",
            "dynamic_users",
            "isolate_devices",
            "isolate_tmp",
            "readonly_paths",
            "readwrite_paths",
            "slice",
            "unit_extra_properties",
            "unit_name_template",
            "username_template",
            "user_groups",
        ),
        _CONTAINED,
    ),
    "default_shell": Advice('Write c.Spawner.environment = {"SHELL": "/bin/bash"}.'),
    "extra_paths": Advice("Programs come from the image: set its PATH where it is built."),
    "user_workingdir": Advice("Write c.Spawner.notebook_dir."),
}

_KUBE: dict[str, Advice | Advise] = {"image": _image, "profile_list": _PROFILES}
_WRAP: dict[str, Advice | Advise] = {
    "profiles": _PROFILES,
    "default_profiles": _PROFILES,
    "child_class": _PROFILES,
    "child_config": _PROFILES,
    "form_template": _PROFILES,
    "input_template": _PROFILES,
}
_LOCAL: dict[str, Advice | Advise] = {
    "home_dir_template": _HOME,
    "shell_cmd": Advice("Write c.Spawner.cmd."),
    **dict.fromkeys(
        ("interrupt_timeout", "kill_timeout", "term_timeout", "popen_kwargs", "sudospawner_path"),
        _CONTAINED,
    ),
}

_TABLES: dict[str, Mapping[str, Advice | Advise]] = {
    "DockerSpawner": _DOCKER,
    "SystemUserSpawner": _SYSTEM_USER,
    "SwarmSpawner": _SWARM,
    "SystemdSpawner": _SYSTEMD,
    "UserCreatingSpawner": _SYSTEMD,
    "KubeSpawner": _KUBE,
    "WrapSpawner": _WRAP,
    "ProfilesSpawner": _WRAP,
    "DockerProfilesSpawner": _WRAP,
    "LocalProcessSpawner": _LOCAL,
    "SimpleLocalProcessSpawner": _LOCAL,
    "SudoSpawner": _LOCAL,
}
