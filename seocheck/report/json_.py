"""JSON: the whole run in one object, for programs and archives; `schemas/report.schema.json` describes it."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING
from weakref import finalize

from seocheck import __version__
from seocheck.report.jsonl import dumps, page_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import PageReport, RulesetInfo
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

VERSION = 1  # of the report's layout, not of seocheck
_MEMORY = 2**20  # bytes of pages held before they go to a temporary file
_PIECE = 2**16


class Writer:
    """Writes the summary before the pages, so pages wait on disk until the last is known."""

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        del options  # machines get everything
        self._ruleset = ruleset
        self._pages = SpooledTemporaryFile(max_size=_MEMORY)  # noqa: SIM115  closed by end()
        finalize(self, self._pages.close)  # … or with a run that stopped early

    def begin(self) -> Iterator[str]:
        """Nothing yet: the summary comes first."""
        yield from ()

    def page(self, page: PageReport) -> Iterator[str]:
        """Nothing yet; the page is put aside, already as text."""
        text = dumps(page_object(page), indent=2).replace("\n", "\n    ")  # line feeds never stand inside a JSON string
        self._pages.write(f"{',' if self._pages.tell() else ''}\n    {text}".encode())
        yield from ()

    def end(self, totals: Totals) -> Iterator[str]:
        """The whole report."""
        head: dict[str, object] = {
            "version": VERSION,
            "tool": {"name": "seocheck", "version": __version__},
            "ruleset": {"source": self._ruleset.source, "digest": self._ruleset.digest, "rules": self._ruleset.rules},
            "summary": {"pages": totals.pages} | dict(totals.statuses) | dict(totals.severities),
        }
        with self._pages as pages:
            yield dumps(head, indent=2).removesuffix("\n}") + ',\n  "pages": ['
            empty = not pages.tell()
            pages.seek(0)
            while lines := pages.readlines(_PIECE):  # whole lines: a piece of fixed length could end inside a character
                yield b"".join(lines).decode()
            yield "]\n}\n" if empty else "\n  ]\n}\n"
