"""The command `perijove` on the hub's side: `perijove check-config FILE`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    parser = argparse.ArgumentParser(prog="perijove", description=_ABOUT)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check-config", help=_CHECK, description=_CHECK_MORE)
    checking.add_argument("file", metavar="FILE", help=_FILE)
    given = parser.parse_args(arguments)
    # Only now: JupyterHub is large, and `--help` needs none of it.
    from .check_config import run

    return run(given.file, os.environ)


_ABOUT = "Perijove on the side of JupyterHub."
_CHECK = "say which settings of a jupyterhub_config.py do not count with Perijove"
_CHECK_MORE = (
    "Runs FILE as JupyterHub would, in this environment, and says what of it does not count with "
    "Perijove and what to write instead. Nothing is started. Exit status: 0 when everything "
    "counts, 1 when settings do not, 2 when something stops the start."
)
_FILE = "the jupyterhub_config.py of a hub"
