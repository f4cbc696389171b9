"""Finds the folder of the page templates and their strings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def templates_folder(environ: Mapping[str, str]) -> Path:
    """Where our page templates are: PERIJOVE_TEMPLATES, in the wheel, or beside the sources."""
    package = Path(__file__).resolve().parents[1]
    candidates = [package / "templates", package.parents[2] / "hub-templates"]
    if given := environ.get("PERIJOVE_TEMPLATES"):
        candidates.insert(0, Path(given))
    for folder in candidates:
        if (folder / "page.html").is_file():
            return folder
    raise FileNotFoundError(
        "Perijove's page templates are missing. Set PERIJOVE_TEMPLATES to the folder hub-templates."
    )


def shipped_templates() -> Path | None:
    """The folder that came with this package, whatever the environment names; None without one."""
    try:
        return templates_folder({})
    except FileNotFoundError:
        return None
