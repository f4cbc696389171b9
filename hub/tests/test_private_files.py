"""The platform's files are for one account; what an earlier version left open is closed."""

from pathlib import Path

from perijove.common.private_files import make_private


def _put(path: Path, mode: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    path.chmod(mode)
    return path


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_everything_of_the_platform_is_closed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    for name in (
        "hub/jupyterhub.sqlite",
        "hub/cookie_secret",
        "logs/hub.log",
        "certs/server.key",
        "backend/state.db-wal",
        "ports.json",
    ):
        _put(data / name, 0o644)
    script = _put(data / "lab-scripts" / "10.sh", 0o755)
    assert make_private(data) == []
    left = [path for path in (data, *data.rglob("*")) if path.stat().st_mode & 0o077]
    assert left == []
    assert _mode(script) == 0o700


def test_links_and_what_is_not_ours_stay_as_they_are(tmp_path: Path) -> None:
    data = tmp_path / "data"
    outside = _put(tmp_path / "outside", 0o644)
    other = _put(data / "site" / "page.html", 0o644)
    theirs = _put(data / "engine" / "volumes" / "ada_home" / "notes.txt", 0o644)
    (data / "hub").mkdir()
    (data / "hub" / "link").symlink_to(outside)
    (data / "logs").symlink_to(tmp_path)
    make_private(data)
    assert [_mode(path) for path in (outside, other, theirs)] == [0o644] * 3


def test_a_folder_that_is_not_there_is_no_problem(tmp_path: Path) -> None:
    assert make_private(tmp_path / "nothing") == []
