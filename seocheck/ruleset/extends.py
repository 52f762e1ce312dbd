"""Which files a rules file builds on: follows `extends` from a file to its base, never out of the file's own folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from seocheck.resources import rules_file
from seocheck.ruleset.errors import Complaint, listed, nearest, shown
from seocheck.ruleset.folder import OutsideError, inside
from seocheck.ruleset.node import MAX_BYTES, Node, Yaml
from seocheck.ruleset.vouched import vouched_for

MAX_FILES = 5
BUILT_IN = "built-in rules.yaml"
"""What complaints and origins call the built-in policy, so that it is not taken for a file of one's own."""

PRESETS = ("newsroom", "minimal")
"""Policies that are shipped beside the default one, in `seocheck/presets`."""
NAMES = ("default", *PRESETS)
"""What `extends` may name beside a path."""

_QUOTED = [f"“{name}”" for name in NAMES]
_PRESETS = Path(__file__).resolve().parents[1] / "presets"


class Source(NamedTuple):
    """A rules file still to be read. name: what the user calls it; path: where it is, None for mere text."""

    name: str
    path: Path | None
    content: bytes | str
    folder: Path | None


class Chain(NamedTuple):
    """The files of a ruleset, the base first, and what is wrong with reading or finding them.

    whole: False when a base is missing, so that nobody can say which rules exist.
    """

    files: tuple[Yaml, ...]
    complaints: tuple[Complaint, ...]
    whole: bool


def source_of(path: Path, name: str) -> Source | Complaint:
    """The content of the file at `path`, or what stands in the way."""
    try:
        real = path.resolve()
        if not real.is_file():
            what = "this is a folder, not a rules file" if real.is_dir() else "there is no such file"
            return Complaint(name, 0, 0, (), what)
        with real.open("rb") as file:
            return Source(name, real, file.read(MAX_BYTES + 1), real.parent)
    except (OSError, ValueError, RuntimeError) as error:  # permissions, a NUL in the name, a ring of links
        reason = getattr(error, "strerror", None) or "its name is no path"
        return Complaint(name, 0, 0, (), f"the file cannot be read ({shown(str(reason)).lower()})")


def built_in(name: str = "default") -> Source | Complaint:
    """A policy that is shipped, by one of `NAMES`."""
    if name in PRESETS:
        return source_of(_PRESETS / f"{name}.yaml", f"built-in {name}.yaml")
    try:
        path = rules_file()
    except FileNotFoundError as error:
        return Complaint(BUILT_IN, 0, 0, (), shown(str(error), 300))
    return source_of(path, BUILT_IN)


def follow(source: Source) -> Chain:
    """Read `source` and all it extends."""
    files: list[Yaml] = []
    complaints: list[Complaint] = []
    seen: set[Path] = set()
    while True:
        read = _read(source)
        complaints += read.faults
        files.insert(0, read)
        if source.path:
            seen.add(source.path)
        extends = _extends(read)
        if extends is None:
            return Chain(tuple(files), tuple(complaints), whole=read.root is not None)
        base = _base(extends, source, seen, len(files))
        if isinstance(base, Complaint):
            return Chain(tuple(files), (*complaints, base), whole=False)
        source = base


def _read(source: Source) -> Yaml:
    if source.name == BUILT_IN and isinstance(source.content, bytes):
        known = vouched_for(source.content, source.name)
        if known is not None:
            return known
    from seocheck.ruleset.strict_yaml import read_yaml  # late: it loads a YAML parser

    return read_yaml(source.content, source.name)


def _extends(read: Yaml) -> Node | None:
    top = read.root.value if read.root else None
    return top.get("extends") if isinstance(top, dict) else None


def _base(extends: Node, source: Source, seen: set[Path], files: int) -> Source | Complaint:
    def complain(message: str) -> Complaint:
        return Complaint(source.name, extends.line, extends.column, ("extends",), message)

    name = extends.value
    if not isinstance(name, str):
        return complain(f"must be {', '.join(_QUOTED)} or the path of a rules file")
    if name in NAMES:
        base = built_in(name)
    elif source.folder is None:
        return complain(f"a path cannot be followed from here; only {listed(_QUOTED)} can")
    elif re.fullmatch(r"[\w-]+", name):
        hint = nearest(name, NAMES)
        return complain(f"“{shown(name)}” is neither {listed(_QUOTED, 'nor')} nor the path of a .yaml file{hint}")
    else:
        try:
            path = inside(source.folder, name)
        except OutsideError as error:
            return complain(str(error))
        shown_folder = source.name.rpartition("/")[0]
        base = source_of(path, f"{shown_folder}/{name}" if shown_folder else name)
    if isinstance(base, Complaint):
        return complain(f"“{shown(name)}”: {base.message}")
    if base.path in seen:
        return complain(f"“{shown(name)}” builds on this file again: a ring of rules files")
    if files >= MAX_FILES:
        return complain(f"more than {MAX_FILES} rules files build on one another, the most there may be")
    return base
