"""What stands between pages and reports: the baseline, and a memory of what must be said when all are reported."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seocheck.baseline import BaselineError, fingerprints, name_of, read
from seocheck.report.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seocheck.baseline import Baseline
    from seocheck.model import PageReport
    from seocheck.ruleset import Ruleset

_SHOWN = 5  # stale entries named
_READ_ELSEWHERE = ("INP.twice", "INP.sitemap")  # codes of rows that stand for other rows


class Watch:
    """Holds back what a baseline knows.

    Says at the end what kept pages from being read, which limits among it, and what of the baseline and of the policy's
    exceptions is out of date.
    """

    def __init__(self, ruleset: Ruleset, baseline: Baseline | None, name: str | None, *, quiet: bool = False) -> None:
        self._ruleset = ruleset
        self._baseline = baseline
        self._name = name
        self._seen: dict[str, set[str]] = {}  # by page, what was found there
        self._fitting: set[str] = set()
        self._used: set[str] = set()
        self._pages = 0
        self._quiet = quiet
        self._codes: Counter[str] = Counter()

    def over(self, pages: Iterable[PageReport]) -> Iterator[PageReport]:
        """The pages, with only what is to be reported; after the last, what must be said goes to standard error."""
        for page in pages:
            yield self._passed(page)
        self._say()

    def _passed(self, page: PageReport) -> PageReport:
        self._pages += 1
        if page.code and page.code not in _READ_ELSEWHERE:
            self._codes[page.code] += 1
        self._used |= {held.by for held in page.held}
        if page.status == "audited":  # on others it may hold back what was not looked for
            self._fitting |= {str(each.mark) for each in self._ruleset.ignores if each.holds_on(page.url, page.input)}
        if self._baseline is None:
            return page
        if page.status == "audited" and (name := name_of(page)) in self._baseline.pages:
            self._seen[name] = fingerprints(page)
        return self._baseline.hold(page)

    def _say(self) -> None:
        for words in (*self._unread(), *self._exceptions(), *self._stale()):
            click.echo(words, err=True)

    def _unread(self) -> Iterator[str]:
        if self._codes and self._pages > 1 and not self._quiet:  # one page has said it all itself
            told = sorted(self._codes.items(), key=lambda row: (-row[1], row[0]))
            yield f"Not read, or not whole: {', '.join(f'{number:,} {code}' for code, number in told)}"

    def _exceptions(self) -> Iterator[str]:
        today = datetime.now(UTC).date()
        for entry in self._ruleset.ignores:
            if entry.ended(today):
                yield f"{entry.mark}: this exception ended on {entry.until}; delete it, or give it a new end."
            elif self._ruleset.narrowed or str(entry.mark) in self._used:
                continue
            elif str(entry.mark) in self._fitting:
                yield f"{entry.mark}: this exception held nothing back; delete it if what it named is mended."
            elif self._pages > 1:
                yield f"{entry.mark}: this exception fits none of the pages read."

    def _stale(self) -> Iterator[str]:
        stale = self._baseline.stale(self._seen) if self._baseline else []
        if not stale or self._ruleset.narrowed:
            return
        mend = f"remove with: seocheck baseline prune {self._name} INPUT..."
        yield f"{self._name}: {many(len(stale), 'entry')} of this baseline found no more; {mend}"
        for entry in stale[:_SHOWN]:
            yield f"  {entry.page}: {entry.rule}"
        if len(stale) > _SHOWN:
            yield f"  and {len(stale) - _SHOWN:,} more"


def baseline_from(path: str | None) -> Baseline | None:
    """The baseline in the file at `path`, if one is given."""
    if path is None:
        return None
    try:
        return read(Path(path).read_bytes(), path)
    except OSError as error:
        raise click.UsageError(f"--baseline {path}: it cannot be read: {error.strerror or error}") from None
    except BaselineError as error:
        raise click.UsageError(f"--baseline {error}") from None
