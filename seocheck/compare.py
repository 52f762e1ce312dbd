"""Two reports side by side: what is new, what is fixed, what is still there, and what cannot be told.

A finding is called fixed only when its page was read whole in the second run and its rule gave an answer there, and
new only when that holds of the first: what one run did not look at is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from seocheck.report.past import PastFinding, PastPage, PastReport

Kind = Literal["new", "fixed", "still", "unknown"]

_NONE: Mapping[Kind, int] = {"new": 0, "fixed": 0, "still": 0, "unknown": 0}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one finding. `why`: for an unknown one, why it cannot be told."""

    kind: Kind
    page: str
    finding: PastFinding
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of every finding of two reports. same_rules: None when a report does not tell."""

    first: str
    second: str
    same_rules: bool | None
    changes: tuple[Change, ...]

    def of(self, kind: Kind) -> list[Change]:
        """The changes of one kind."""
        return [change for change in self.changes if change.kind == kind]

    def counts(self) -> Mapping[Kind, int]:
        """How many findings became what."""
        return _counted(self.changes, lambda _: "").get("", _NONE)

    def by_rule(self) -> Mapping[str, Mapping[Kind, int]]:
        """The same for each rule, by name."""
        return dict(sorted(_counted(self.changes, lambda change: change.finding.rule).items()))

    def by_page(self) -> Mapping[str, Mapping[Kind, int]]:
        """The same for each page, in the order of the reports."""
        return _counted(self.changes, lambda change: change.page)


def compare(first: PastReport, second: PastReport) -> Comparison:
    """What became of the findings of `first` in `second`."""
    before, after = _by_name(first), _by_name(second)
    same = first.digest == second.digest if first.digest and second.digest else None
    changes = [
        change
        for name in dict.fromkeys((*before, *after))
        for change in _page(name, before.get(name), after.get(name), first.name, second.name)
    ]
    return Comparison(first.name, second.name, same, tuple(changes))


def _by_name(report: PastReport) -> dict[str, PastPage]:
    pages: dict[str, PastPage] = {}
    for page in report.pages:
        pages.setdefault(page.input, page)  # one given twice was skipped the second time
    return pages


def _page(name: str, old: PastPage | None, new: PastPage | None, first: str, second: str) -> Iterator[Change]:
    known = {finding.fingerprint for finding in old.findings} | old.held if old else set()
    there = {finding.fingerprint for finding in new.findings} | new.held if new else set()
    for finding in new.findings if new else ():
        if finding.fingerprint in known:
            yield Change("still", name, finding)
        else:
            why = _not_told(finding, old, first, "audited", "partial")
            yield Change("unknown" if why else "new", name, finding, why)
    for finding in old.findings if old else ():
        if finding.fingerprint not in there:
            why = _not_told(finding, new, second, "audited")
            yield Change("unknown" if why else "fixed", name, finding, why)


def _not_told(finding: PastFinding, page: PastPage | None, report: str, *enough: str) -> str | None:
    """Why it cannot be told from a page's other report that this finding is not there."""
    if page is None:
        return f"the page is not in {report}"
    if page.status not in enough:
        return f"the page is {page.status} in {report}"
    return f"its rule gave no answer in {report}" if finding.rule in page.silent else None


def _counted(changes: Iterable[Change], key: Callable[[Change], str]) -> Mapping[str, Mapping[Kind, int]]:
    counts: dict[str, dict[Kind, int]] = {}
    for change in changes:
        counts.setdefault(key(change), dict(_NONE))[change.kind] += 1
    return counts
