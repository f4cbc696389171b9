"""No setting of a configuration vanishes: it counts, or the hub says what to write instead."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from jupyterhub.spawner import LocalProcessSpawner
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from perijove import PerijoveSpawner, configure
from perijove.spawner.previous_spawner import Review, take_over

FOLDER = Path(__file__).parent / "configurations"
FILES = sorted(path.stem for path in FOLDER.glob("*.py"))
WHOLE = [name for name in FILES if name != "stops_half_way"]


def load(name: str) -> Config:
    config: Config = PyFileConfigLoader(f"{name}.py", path=str(FOLDER)).load_config()
    return config


def reviewed(name: str, environ: dict[str, str] | None = None) -> tuple[Config, Review]:
    c = load(name)
    return c, take_over(c, environ or {})


def lost(review: Review) -> set[str]:
    return {remark.setting.removeprefix("c.") for remark in review.lost}


def advice(review: Review, setting: str) -> str:
    return "\n".join(remark.advice for remark in review.lost if remark.setting == f"c.{setting}")


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "with_perijove"])
def test_every_setting_of_a_former_spawner_is_followed_or_told_of(name: str) -> None:
    c, review = reviewed(name)
    told = {*(r.setting for r in review.lost), *review.kept, *review.needless}
    written = {
        f"c.{section}.{setting}"
        for section in load(name)
        if section.endswith("Spawner") and section != "Spawner"
        for setting in load(name)[section]
    }
    assert written - told == set()
    assert c.JupyterHub.spawner_class is PerijoveSpawner
    # What counts is understood by the spawner, too.
    PerijoveSpawner(config=c)


@pytest.mark.parametrize(
    ("name", "gone", "kept"),
    [
        (
            "deploy_docker",
            {"DockerSpawner.image", "DockerSpawner.network_name", "DockerSpawner.volumes"},
            {"DockerSpawner.cmd", "DockerSpawner.notebook_dir", "DockerSpawner.debug"},
        ),
        (
            "tljh",
            {
                "SystemdSpawner.extra_paths",
                "SystemdSpawner.default_shell",
            },
            {"SystemdSpawner.mem_limit"},
        ),
        (
            "own_homes",
            {
                "SystemUserSpawner.host_homedir_format_string",
                "SystemUserSpawner.run_as_root",
                "DockerSpawner.image",
                "DockerSpawner.volumes",
                "Spawner.pre_spawn_hook",
            },
            set(),
        ),
        (
            "choice_of_images",
            {
                "DockerSpawner.allowed_images",
                "DockerSpawner.pull_policy",
                "DockerSpawner.extra_host_config",
                "DockerSpawner.post_start_cmd",
            },
            {
                "DockerSpawner.args",
                "DockerSpawner.start_timeout",
                "DockerSpawner.environment",
            },
        ),
        (
            "former_names",
            {
                "DockerSpawner.container_image",
                "DockerSpawner.remove_containers",
                "DockerSpawner.image_whitelist",
                "DockerSpawner.hub_ip_connect",
                "DockerSpawner.escape",
                "DockerSpawner.volumes",
                "DockerSpawner.extra_create_kwargs",
                "DockerSpawner.extra_host_config",
                "DockerSpawner.client_kwargs",
            },
            set(),
        ),
        (
            "class_with_exchange",
            {
                "DockerSpawner.volumes",
                "DockerSpawner.read_only_volumes",
                "DockerSpawner.mounts",
                "DockerSpawner.mem_guarantee",
                "Spawner.group_overrides",
            },
            {"DockerSpawner.pre_spawn_hook"},
        ),
        (
            "as_root",
            {"DockerSpawner.extra_create_kwargs", "DockerSpawner.volumes"},
            {"DockerSpawner.cmd", "DockerSpawner.environment"},
        ),
        (
            "limits_by_function",
            {"DockerSpawner.cpu_guarantee", "DockerSpawner.extra_host_config"},
            {"DockerSpawner.mem_limit", "DockerSpawner.cpu_limit"},
        ),
        (
            "form_without_reader",
            {"Spawner.options_form", "DockerSpawner.allowed_images"},
            {"DockerSpawner.options_form", "DockerSpawner.options_from_form"},
        ),
        ("form_with_reader", set(), set()),
        ("form_by_names", {"Spawner.apply_user_options"}, set()),
        (
            "swarm",
            {
                "SwarmSpawner.extra_placement_spec",
                "SwarmSpawner.volume_driver",
                "SwarmSpawner.network_name",
                "JupyterHub.internal_ssl",
            },
            {"SwarmSpawner.http_timeout"},
        ),
        (
            "class_of_its_own",
            {
                "JupyterHub.spawner_class",
                "NodeSpawner.node_name",
                "LocalProcessSpawner.popen_kwargs",
                "KubeSpawner.mem_limit",
            },
            {"NodeSpawner.cpu_limit"},
        ),
        ("with_perijove", set(), set()),
    ],
)
def test_configurations_that_operators_publish(name: str, gone: set[str], kept: set[str]) -> None:
    _, review = reviewed(name) if name != "with_perijove" else (None, _without_configure())
    assert lost(review) >= gone
    assert {setting.removeprefix("c.") for setting in review.kept} == kept
    systemd = {
        setting for setting in lost(review) if setting.startswith(("Systemd", "UserCreating"))
    }
    assert lost(review) - systemd == gone - systemd


def _without_configure() -> Review:
    c = Config()
    c.Spawner.mem_limit = "2G"
    c.Spawner.args = ["--allow-root"]
    return take_over(c, {})


def test_what_is_kept_counts_as_it_did() -> None:
    c, _ = reviewed("choice_of_images")
    spawner = PerijoveSpawner(config=c)
    assert spawner.environment == {"COURSE": "physics"}
    assert spawner.start_timeout == 180
    c, _ = reviewed("tljh")
    spawner = PerijoveSpawner(config=c)
    assert (spawner.mem_limit, spawner.cpu_limit) == (2 * 1024**3, 1.5)


def test_the_more_special_section_wins_and_ours_most_of_all() -> None:
    c = Config()
    c.JupyterHub.spawner_class = "dockerspawner.SystemUserSpawner"
    c.Spawner.mem_limit = "1G"
    c.DockerSpawner.mem_limit = "2G"
    c.SystemUserSpawner.mem_limit = "3G"
    c.DockerSpawner.cpu_limit = 1
    c.PerijoveSpawner.cpu_limit = 4
    take_over(c, {})
    spawner = PerijoveSpawner(config=c)
    assert (spawner.mem_limit, spawner.cpu_limit) == (3 * 1024**3, 4)


def test_settings_of_a_spawner_that_was_never_in_use_do_not_begin_to_count() -> None:
    c = Config()
    c.JupyterHub.spawner_class = LocalProcessSpawner
    c.DockerSpawner.mem_limit = "1G"
    review = take_over(c, {})
    assert "DockerSpawner.mem_limit" in lost(review)
    assert PerijoveSpawner(config=c).mem_limit is None


def test_a_class_derived_from_ours_stays() -> None:
    class MySpawner(PerijoveSpawner):
        pass

    c = Config()
    c.JupyterHub.spawner_class = MySpawner
    c.MySpawner.mem_limit = "1G"
    review = take_over(c, {})
    assert c.JupyterHub.spawner_class is MySpawner
    assert not review.lost


def test_the_scopes_of_labs_that_were_written_for_the_former_spawner_gain_ours(
    short_folder: Path,
) -> None:
    c = Config()
    c.JupyterHub.spawner_class = "docker"
    c.DockerSpawner.oauth_client_allowed_scopes = ["theirs"]
    configure(c, {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"})
    scopes = PerijoveSpawner(config=c).oauth_client_allowed_scopes
    assert scopes == ["theirs", "access:services!service=perijove"]


def test_volumes_are_written_down_ready_for_the_file() -> None:
    _, review = reviewed("deploy_docker")
    text = advice(review, "DockerSpawner.volumes")
    assert "  - suffix: workspace\n    name: jupyterhub-user-{username}\n" in text
    assert "    mount: /home/jovyan/work" in text
    _, review = reviewed("former_names")
    assert "name: jupyterhub-user-{legacy_username}" in advice(review, "DockerSpawner.volumes")
    _, review = reviewed("class_with_exchange")
    text = advice(review, "DockerSpawner.volumes")
    assert "PERIJOVE_SHARED_VOLUME=course-exchange" in text
    assert "name: course-{username}" in text
    assert "course-exchange-{username}" not in text


def test_what_the_environment_says_already_is_no_news(tmp_path: Path) -> None:
    file = tmp_path / "volumes.yaml"
    file.write_text(
        "- {suffix: work, name: 'jupyterhub-user-{username}', mount: /home/jovyan/work/}\n"
    )
    environ = {
        "JUPYTERHUB_NOTEBOOK_IMAGE": "registry.example.org/lab:3",
        "JUPYTERHUB_NETWORK_NAME": "hub-net",
        "PERIJOVE_VOLUMES_FILE": str(file),
    }
    _, review = reviewed("deploy_docker", environ)
    assert review.lost == []
    _, review = reviewed("deploy_docker", {**environ, "JUPYTERHUB_NOTEBOOK_IMAGE": "other:1"})
    assert "There it is other:1 now" in advice(review, "DockerSpawner.image")


def test_no_secret_of_a_configuration_is_told() -> None:
    _, review = reviewed("former_names")
    assert "secret-of-the-engine" not in repr(review)


#: What DockerSpawner 14 can be told beyond what is JupyterHub's.
DOCKER_SETTINGS = [
    "allowed_images",
    "certs_volume_name",
    "client_kwargs",
    "container_image",
    "container_ip",
    "container_name_template",
    "container_port",
    "container_prefix",
    "escape",
    "extra_create_kwargs",
    "extra_host_config",
    "format_volume_name",
    "host_ip",
    "hub_ip_connect",
    "image",
    "image_whitelist",
    "links",
    "mounts",
    "move_certs_image",
    "name_template",
    "network_name",
    "post_start_cmd",
    "prefix",
    "pull_policy",
    "read_only_volumes",
    "remove",
    "remove_containers",
    "tls",
    "tls_assert_hostname",
    "tls_ca",
    "tls_cert",
    "tls_config",
    "tls_key",
    "tls_verify",
    "use_docker_client_env",
    "use_internal_hostname",
    "use_internal_ip",
    "volumes",
]


@pytest.mark.parametrize("value", [None, "x", True, {"a": 1}, ["a"], lambda spawner: None])
@pytest.mark.parametrize("setting", [*DOCKER_SETTINGS, "anything_else"])
def test_any_setting_with_any_value_is_told_of(setting: str, value: Any) -> None:
    c = Config()
    c.JupyterHub.spawner_class = "docker"
    c.DockerSpawner[setting] = value
    review = take_over(c, {})
    assert lost(review) | {name.removeprefix("c.") for name in review.needless} == {
        f"DockerSpawner.{setting}"
    }
    if setting != "anything_else":
        assert not any("nothing like it" in remark.advice for remark in review.lost)


def test_the_hub_says_at_its_start_what_does_not_count(
    short_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    c = load("deploy_docker")
    with caplog.at_level(logging.WARNING):
        configure(c, {"PERIJOVE_DATA": str(short_folder), "PATH": "/usr/bin"})
    said = [record.getMessage() for record in caplog.records]
    assert any(
        line.startswith("c.DockerSpawner.image does not count.")
        and "JUPYTERHUB_NOTEBOOK_IMAGE=registry.example.org/lab:3" in line
        for line in said
    )
    assert not any("c.DockerSpawner.remove" in line for line in said)
