"""Paths written in a file, which may lead nowhere but into that file's own folder."""

from __future__ import annotations

import re
from pathlib import Path

from seocheck.ruleset.errors import shown


class OutsideError(ValueError):
    """A path that leads out of its folder, or is none at all."""


def inside(folder: Path | None, name: str) -> Path:
    """The real path of the YAML file `name` in `folder` or below it; OutsideError in words when it is not there."""
    if folder is None:
        raise OutsideError("a path cannot be followed from here; only “default” can")
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", name):
        raise OutsideError(f"“{shown(name)}” is an address; a rules file builds on files in its own folder only")
    if not name.endswith((".yaml", ".yml")):
        raise OutsideError(f"“{shown(name)}” is neither “default” nor the path of a .yaml file")
    parts = re.split(r"[/\\]", name)
    if "\\" in name or "\0" in name or parts[0] in ("", "~") or ".." in parts:
        raise OutsideError(f"“{shown(name)}” must be a path with “/” inside the folder of this file, without “..”")
    try:
        home = folder.resolve()
        path = (home / name).resolve()
    except (OSError, ValueError, RuntimeError):
        raise OutsideError(f"“{shown(name)}” cannot be followed") from None
    if not path.is_relative_to(home):
        raise OutsideError(f"“{shown(name)}” is a link that leads out of the folder of this file")
    return path
