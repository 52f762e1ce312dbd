"""Which rules file applies: one given, or the nearest `seocheck.yaml` or `[tool.seocheck]` upwards, or the built-in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seocheck.ruleset.errors import Complaint, RulesetError, shown
from seocheck.ruleset.folder import OutsideError, inside

FILE_NAME = "seocheck.yaml"
MAX_BYTES = 1024 * 1024


def find_rules(start: Path, explicit: str | Path | None = None) -> Path | None:
    """The rules file that applies in the folder `start`; None is the built-in policy.

    In each folder `seocheck.yaml` comes before pyproject.toml; the search ends at a folder with `.git` or at the root.
    RulesetError when a pyproject.toml names a rules file that is not there.
    """
    if explicit is not None:
        return Path(explicit)
    first = start.resolve()
    for folder in (first, *first.parents):
        rules = folder / FILE_NAME
        if rules.is_file():
            return rules
        named = _named_in(folder / "pyproject.toml")
        if named is not None:
            return named
        if (folder / ".git").exists():
            return None
    return None


def _named_in(pyproject: Path) -> Path | None:
    if not pyproject.is_file():
        return None

    def fail(message: str) -> RulesetError:
        return RulesetError([Complaint(pyproject.as_posix(), 0, 0, ("tool", "seocheck"), message)])

    try:
        with pyproject.open("rb") as file:
            content = file.read(MAX_BYTES)
        if b"seocheck" not in content:  # another project's file: whether it is sound is not our business
            return None
        table = _table(content)
    except OSError as error:
        raise fail(f"the file cannot be read ({shown(str(error.strerror)).lower()})") from None
    except (ValueError, RecursionError) as error:
        raise fail(f"the file is not TOML ({shown(str(error), 200)})") from None
    if "rules" not in table:
        return None
    name = table["rules"]
    if not isinstance(name, str):
        raise fail('“rules” must be the path of a rules file, like rules = "seocheck.yaml"')
    try:
        rules = inside(pyproject.parent, name)
    except OutsideError as error:
        raise fail(f"rules: {error}") from None
    if not rules.is_file():
        raise fail(f"rules: there is no file “{shown(name)}”")
    return rules


def _table(content: bytes) -> Mapping[str, Any]:
    import tomllib

    tool = tomllib.loads(content.decode("utf-8")).get("tool")
    table = tool.get("seocheck") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else {}
