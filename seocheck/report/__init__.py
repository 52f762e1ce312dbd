"""Reports: what a run found, written in one of several formats. One format is one file of this folder.

    output = start("json", ruleset, ReportOptions())
    yield from output.begin()
    for page in pages:                # one by one: no format holds all pages in memory
        yield from output.page(page)
    yield from output.end()

A format is a module with a class `Writer` (see `Format`); dropping the file in this folder is all it takes to
add one. Its name is the module's, without the trailing `_` of those that would hide a standard module.
Modules import heavy libraries when they write, not when they are imported: `--help` lists all formats.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol

from seocheck.report.redact import redacted
from seocheck.report.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seocheck.model import PageReport, Report, RulesetInfo, Severity

__all__ = [
    "Chunk",
    "Format",
    "Output",
    "ReportOptions",
    "encoded",
    "formats",
    "is_binary",
    "is_format",
    "render",
    "shows_previews",
    "start",
    "writer",
]

Chunk = str | bytes  # bytes only from formats that are not text


class ReportOptions(NamedTuple):
    """What the reader asked for. Formats for machines look at the last two only.

    color: terminal colours may be used.
    width: columns to wrap at; 0 when the reader is not a terminal.
    quiet: findings and the one-line summary only.
    statistics: also count the findings of each rule.
    root: the folder that paths in reports start at; "" leaves them as they were given.
    failing: the severities that fail the run.
    """

    color: bool = False
    width: int = 0
    quiet: bool = False
    statistics: bool = False
    root: str = ""
    failing: tuple[Severity, ...] = ("error",)


class Format(Protocol):
    """What each format's `Writer` does. The three methods are called in this order, `page` once a page.

    One whose report is not text says so by `binary = True`, one that shows previews by `previews = True`; one that
    needs an extra imports it in `__init__`.
    """

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None: ...

    def begin(self) -> Iterator[Chunk]:
        """What stands before the first page."""
        ...

    def page(self, page: PageReport) -> Iterator[Chunk]:
        """One page."""
        ...

    def end(self, totals: Totals) -> Iterator[Chunk]:
        """What stands after the last page."""
        ...


@cache
def _modules() -> dict[str, str]:
    """The modules of this folder by the name their format would have; not all of them are formats."""
    return {module.name.rstrip("_"): module.name for module in pkgutil.iter_modules(__path__)}


def _writer(name: str) -> type[Format] | None:
    module = _modules().get(name)
    found: type[Format] | None = getattr(import_module(f"{__name__}.{module}"), "Writer", None) if module else None
    return found


def formats() -> tuple[str, ...]:
    """The names of all formats; `text`, made for a person, first."""
    return tuple(sorted(filter(is_format, _modules()), key=lambda name: (name != "text", name)))


def is_format(name: str) -> bool:
    """Whether there is a format called `name`; only its module is imported."""
    return _writer(name) is not None


def writer(name: str) -> type[Format]:
    """The format called `name`; KeyError when there is none."""
    found = _writer(name)
    if found is None:
        raise KeyError(name)
    return found


def is_binary(name: str) -> bool:
    """Whether the format called `name` is for files only, not for terminals."""
    return bool(getattr(writer(name), "binary", False))


def shows_previews(name: str) -> bool:
    """Whether the format called `name` shows how others would show a page."""
    return bool(getattr(writer(name), "previews", False))


class Output:
    """One report being written: feeds a format page by page, hides secrets of addresses, keeps the totals."""

    def __init__(self, name: str, ruleset: RulesetInfo, options: ReportOptions) -> None:
        self._format = writer(name)(ruleset, options)
        self.totals = Totals()

    def begin(self) -> Iterator[Chunk]:
        """What stands before the first page."""
        return self._format.begin()

    def page(self, page: PageReport) -> Iterator[Chunk]:
        """One page, counted in the totals."""
        shown = redacted(page)
        self.totals.add(shown)
        return self._format.page(shown)

    def end(self) -> Iterator[Chunk]:
        """What stands after the last page."""
        return self._format.end(self.totals)


def start(name: str, ruleset: RulesetInfo, options: ReportOptions | None = None) -> Output:
    """Begin a report in the format called `name`."""
    return Output(name, ruleset, options or ReportOptions())


def render(name: str, report: Report, options: ReportOptions | None = None) -> Iterator[Chunk]:
    """A whole report in the format called `name`."""
    output = start(name, report.ruleset, options)
    yield from output.begin()
    for page in report.pages:
        yield from output.page(page)
    yield from output.end()


def encoded(name: str, chunks: Iterable[Chunk], terminal: str = "utf-8") -> Iterator[bytes]:
    r"""The bytes of `chunks`.

    Only `text` follows the encoding of the reader's terminal (what it lacks is shown as `\u2026`); all other formats
    are UTF-8 wherever they go, since an escape would change what they mean.
    """
    encoding = terminal if name == "text" else "utf-8"
    for chunk in chunks:
        yield chunk if isinstance(chunk, bytes) else chunk.encode(encoding, "backslashreplace")
