"""What a killed hub left behind never ends anybody else."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from perijove.common.stale_pid import remove_stale_pid_file


def test_a_number_that_belongs_to_the_hub_itself_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "proxy.pid"
    file.write_text(str(os.getpid()))
    remove_stale_pid_file(file)
    assert not file.exists()


def test_a_number_of_one_of_its_threads_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "proxy.pid"
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        file.write_text(str(thread.native_id))
        remove_stale_pid_file(file)
        assert not file.exists()
    finally:
        end.set()
        thread.join()


@pytest.mark.parametrize("text", ["", "nonsense", "999999999"])
def test_a_number_of_nobody_is_forgotten(tmp_path: Path, text: str) -> None:
    file = tmp_path / "proxy.pid"
    file.write_text(text)
    remove_stale_pid_file(file)
    assert not file.exists()


def wait_until_it_runs(process: subprocess.Popen[bytes]) -> None:
    """Linux gives a new program its command line some time after `Popen` returned."""
    command = Path("/proc") / str(process.pid) / "cmdline"
    end = time.monotonic() + 30
    while not command.read_bytes():
        assert time.monotonic() < end, "the process never got its command line"
        time.sleep(0.01)


def test_a_proxy_that_runs_on_is_left_to_jupyterhub(tmp_path: Path) -> None:
    file = tmp_path / "proxy.pid"
    code = "import time; time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, "configurable-http-proxy"]) as proxy:
        try:
            wait_until_it_runs(proxy)
            file.write_text(str(proxy.pid))
            remove_stale_pid_file(file)
            assert file.read_text() == str(proxy.pid)
        finally:
            proxy.kill()


def test_without_a_file_nothing_happens(tmp_path: Path) -> None:
    remove_stale_pid_file(tmp_path / "proxy.pid")
