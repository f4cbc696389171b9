"""`perijove check-config FILE`: what of a hub's configuration will not count, before it starts.

The file is run as JupyterHub runs it. Nothing is changed or started: where it calls `configure`,
that call is only noted.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from textwrap import indent
from typing import Any

from traitlets import TraitError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

import perijove
from perijove.common.redact import redact
from perijove.config.settings import ConfigurationError, Settings
from perijove.spawner.previous_spawner import Review, take_over
from perijove.spawner.spawner import PerijoveSpawner

#: The file could not be read to its end, or a setting in it stops the start of the hub or of labs.
BROKEN = 2
#: Settings do not count.
LOST = 1
GOOD = 0


@dataclass
class Checked:
    """What was found in a configuration and its environment."""

    review: Review
    #: What stops the hub or every server.
    problems: list[str] = field(default_factory=list)
    #: Whether the file ends with Perijove's two lines.
    configured: bool = False

    @property
    def status(self) -> int:
        """For the shell: 0 when all of it counts."""
        return BROKEN if self.problems else LOST if self.review.lost else GOOD


def check(file: Path, environ: Mapping[str, str]) -> Checked:
    """Run a configuration and look at what comes of it."""
    problems: list[str] = []
    with _configure_noted() as calls:
        c = _load(file, problems)
    review = take_over(c, environ)
    try:
        PerijoveSpawner(config=c)
    except (TraitError, TypeError, ValueError) as error:
        problems.append(redact(str(error)))
    try:
        Settings.read(environ)
    except ConfigurationError as error:
        problems += error.problems
    return Checked(review, problems, configured=bool(calls))


def report(file: Path, checked: Checked) -> str:
    """What to tell the operator."""
    parts = [_PROBLEM.format(problem=problem) for problem in checked.problems]
    for remark in checked.review.lost:
        parts.append(f"{remark.setting} does not count.\n{indent(remark.advice, '    ')}")
    if checked.review.kept:
        parts.append(_KEPT.format(settings=_listed(checked.review.kept)))
    if checked.review.needless:
        parts.append(_NEEDLESS.format(settings=_listed(checked.review.needless)))
    if not checked.configured:
        parts.append(_TWO_LINES)
    count = len(checked.review.lost)
    parts.append(
        _ALL_COUNTS.format(file=file)
        if checked.status == GOOD
        else _SOME_LOST.format(file=file, count=count, problems=len(checked.problems))
    )
    return "\n\n".join(parts) + "\n"


def run(file: str, environ: Mapping[str, str]) -> int:
    """Check a file, tell on the terminal; the exit status."""
    path = Path(file)
    if not path.is_file():
        sys.stderr.write(_NO_FILE.format(file=file))
        return BROKEN
    checked = check(path, environ)
    sys.stdout.write(report(path, checked))
    return checked.status


def _load(file: Path, problems: list[str]) -> Config:
    whole = file.absolute()
    loader = PyFileConfigLoader(whole.name, path=str(whole.parent))
    try:
        loader.load_config()
    except (Exception, SystemExit) as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)]
        where = [
            frame.lineno
            for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename == str(whole)
        ]
        line = (where or lines)[-1]
        said = redact(f"{type(error).__name__}: {error}")
        problems.append(_STOPPED.format(file=file, line=line, said=said))
        # What stood before that line is known all the same.
    config: Config = loader.config
    return config


@contextmanager
def _configure_noted() -> Iterator[list[Config]]:
    calls: list[Config] = []

    def noted(c: Config, environ: Mapping[str, str] | None = None) -> None:
        calls.append(c)

    # Both the function in the package and the module of the same name.
    places: list[Any] = [perijove, import_module("perijove.configure")]
    before = [place.__dict__.get("configure") for place in places]
    try:
        for place in places:
            place.configure = noted
        yield calls
    finally:
        for place, value in zip(places, before, strict=True):
            place.configure = value


def _listed(settings: list[str]) -> str:
    return indent("\n".join(sorted(settings)), "    ")


_NO_FILE = "There is no file {file}.\n"
_PROBLEM = "{problem}"
_STOPPED = "{file} stops in line {line}: {said}. What stands behind it was not looked at."
_KEPT = "These were written for the former spawner, and go on counting:\n{settings}"
_NEEDLESS = "These are not needed any more and can go:\n{settings}"
_TWO_LINES = (
    "Perijove is not in this file yet. Its last lines have to be:\n"
    "    import perijove\n"
    "    perijove.configure(c)"
)
_ALL_COUNTS = "{file}: everything in it counts."
_SOME_LOST = "{file}: settings that do not count: {count}; problems: {problems}."
