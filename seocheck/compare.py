"""Two reports side by side: what is new, what is fixed, what is still there, and what cannot be told.

A finding is called fixed only when its page was read whole in the second run, and new only when its page was read in
the first: what one run did not look at is counted apart.
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
    unread = _unread(old, first, "audited", "partial")
    for finding in new.findings if new else ():
        if finding.fingerprint in known:
            yield Change("still", name, finding)
        else:
            yield Change("unknown" if unread else "new", name, finding, unread)
    unread = _unread(new, second, "audited")
    for finding in old.findings if old else ():
        if finding.fingerprint not in there:
            yield Change("unknown" if unread else "fixed", name, finding, unread)


def _unread(page: PastPage | None, report: str, *enough: str) -> str | None:
    if page is None:
        return f"the page is not in {report}"
    return None if page.status in enough else f"the page is {page.status} in {report}"


def _counted(changes: Iterable[Change], key: Callable[[Change], str]) -> Mapping[str, Mapping[Kind, int]]:
    counts: dict[str, dict[Kind, int]] = {}
    for change in changes:
        counts.setdefault(key(change), dict(_NONE))[change.kind] += 1
    return counts
