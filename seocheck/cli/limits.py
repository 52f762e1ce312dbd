"""`--limit NAME=NUMBER`: another value for one of the limits that keep pages and servers from hurting a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import Field, fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from seocheck.batch.limits import WorkLimits
    from seocheck.fetch import FetchLimits

_Command = TypeVar("_Command", bound=Callable[..., Any])
# Limits of the processes that read pages are called by what they limit; those of fetching have their names already.
_OF_WORK = {
    "page-seconds": "seconds",
    "page-memory": "memory",
    "worker-pages": "pages",
    "worker-memory": "resident",
    "report-bytes": "answer",
}
_MOST = 2**53


def limit_option(function: _Command) -> _Command:
    """Add --limit to a command."""
    return click.option(
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME=NUMBER",
        help="Another value for a limit, in seconds or bytes; `--limit ?` names them all. Repeatable.",
    )(function)


def work_limits(given: Iterable[str]) -> WorkLimits:
    """The limits of reading pages, as the options say."""
    from seocheck.batch.limits import WorkLimits

    values = _values(given)
    return replace(WorkLimits(), **{field: values[name] for name, field in _OF_WORK.items() if name in values})


def fetch_limits(given: Iterable[str]) -> FetchLimits:
    """The limits of fetching, as the options say."""
    from seocheck.fetch import FetchLimits

    values = {name.replace("-", "_"): value for name, value in _values(given).items() if name not in _OF_WORK}
    return replace(FetchLimits(), **values)


def _values(given: Iterable[str]) -> dict[str, Any]:
    """Name and number of each --limit; a usage error for what is none."""
    texts = list(given)
    if not texts:
        return {}
    known = _known()
    values: dict[str, Any] = {}
    for text in texts:
        name, _, number = text.partition("=")
        if name not in known:
            from difflib import get_close_matches  # late: 1 ms

            near = get_close_matches(name, known, 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            listed = ", ".join(f"{each}={limit.default}" for each, limit in known.items())
            wrong = "" if name == "?" else f"there is no limit “{name}”.{hint} "
            raise click.UsageError(f"--limit {text}: {wrong}There are {listed}.")
        limit = known[name]
        try:
            values[name] = limit.kind(number)
        except ValueError:
            values[name] = 0
        if not 0 < values[name] < _MOST:
            what = "a whole number" if limit.kind is int else "a number"
            raise click.UsageError(f"--limit {text}: write {name}={limit.default}, or another, {what} above 0.")
    return values


class _Limit(NamedTuple):
    default: float
    kind: type[int] | type[float]


def _known() -> dict[str, _Limit]:
    """Every limit by the name it has here."""
    from seocheck.batch.limits import WorkLimits
    from seocheck.fetch import FetchLimits

    work = {field.name: _limit(field) for field in fields(WorkLimits)}
    fetch = {field.name.replace("_", "-"): _limit(field) for field in fields(FetchLimits)}
    return {name: work[field] for name, field in _OF_WORK.items()} | fetch


def _limit(field: Field[Any]) -> _Limit:
    default: Any = field.default
    return _Limit(default, float if field.type == "float" else int)
