"""Adds the built extensions to the wheel, and fails if one is not built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EXTENSIONS = ("lab-hub", "lab-notifications", "lab-session", "lab-branding")
TARGET = "share/jupyter/labextensions/@perijove"


def problem_of(folder: Path, version: str) -> str | None:
    """Return why an extension cannot be added; None if it can."""
    try:
        package = json.loads((folder / "package.json").read_text("utf-8"))
        entry = folder / package["jupyterlab"]["_build"]["load"]
    except (OSError, ValueError, KeyError):
        return f"{folder} is not built."
    if not entry.is_file():
        return f"{folder} has no entry {entry.name}."
    if package["version"] != version:
        return f"{folder} is {package['version']}, not {version}."
    return None


class BuiltExtensions(BuildHookInterface[Any]):
    """Adds every file of every built extension where JupyterLab finds it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """List the files one by one: hatchling selects no files outside the project folder."""
        root = Path(self.root)
        folders = {name: root.parent / name / "labextension" for name in EXTENSIONS}
        found = (problem_of(folder, self.metadata.version) for folder in folders.values())
        problems = [problem for problem in found if problem is not None]
        if problems:
            raise RuntimeError("\n".join([*problems, "Run `npm run build` first."]))
        shared = build_data["shared_data"]
        # Tells `jupyter labextension list` the package; one file can go to one place only.
        shared[str(root / "install.json")] = f"{TARGET}/{EXTENSIONS[0]}/install.json"
        for name, folder in folders.items():
            for file in sorted(path for path in folder.rglob("*") if path.is_file()):
                shared[str(file)] = f"{TARGET}/{name}/{file.relative_to(folder).as_posix()}"
