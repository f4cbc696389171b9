"""Carries the hub's page templates, which live beside this folder, into the wheel."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TemplatesHook(BuildHookInterface[Any]):
    """Adds `../hub-templates` as `perijove/templates` when it is there.

    An editable install skips this and reads the folder itself.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        templates = Path(self.root).parent / "hub-templates"
        if version != "editable" and templates.is_dir():
            build_data["force_include"][str(templates)] = "perijove/templates"
