"""A comparison as one HTML file, in the manner of the HTML report: the same style, filter and content policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seocheck import __version__
from seocheck.model import SEVERITIES, Finding, PageReport, Place
from seocheck.report.html_ import MOST_FINDINGS, MOST_PAGES, Bar
from seocheck.report.html_report.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from seocheck.compare import Change, Comparison, Kind
    from seocheck.model import Severity
    from seocheck.report.html_report.cards import Card
    from seocheck.report.past import PastFinding

_TITLES: dict[Kind, str] = {"new": "New", "fixed": "Fixed", "unknown": "Not comparable", "still": "Still there"}
_MOST_ROWS, _MOST_UNFOLDED = 10, 500  # of a table, before and after it is unfolded


@dataclass(frozen=True, slots=True)
class _Page:
    """What became of one page's findings: those of one kind. `why`: why they cannot be compared."""

    id: str
    name: str
    why: str | None
    cards: tuple[Card, ...]
    counts: dict[Severity, int]


@dataclass(frozen=True, slots=True)
class _Section:
    """The findings of one kind. `left_out`: how many of them are not shown."""

    kind: Kind
    title: str
    pages: tuple[_Page, ...]
    total: int
    left_out: int


@dataclass(slots=True)
class _Listed:
    """What is shown, for the filter."""

    severities: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    rules: dict[str, Bar] = field(default_factory=dict)
    findings: int = 0
    pages: int = 0

    def add(self, changes: list[Change]) -> None:
        """Count one page's changes."""
        self.pages += 1
        self.findings += len(changes)
        for change in changes:
            severity, rule = change.finding.severity, change.finding.rule
            self.severities[severity] += 1
            self.rules.setdefault(rule, Bar(shown(rule, 80))).counts[severity] += 1


def written(comparison: Comparison, remarks: list[str]) -> Iterator[str]:
    """The whole file. Of a comparison too large for a browser, what is new and fixed comes before what stays."""
    from markupsafe import Markup

    from seocheck.report import html_report

    counts = comparison.counts()
    headline = f"{counts['new']:,} new, {counts['fixed']:,} fixed"
    listed = _Listed()
    sections = [section for kind in _TITLES if (section := _section(comparison, kind, listed)).total]
    yield from html_report.template("diff.html.j2").generate(
        title=headline,
        headline=headline,
        remarks=remarks,
        comparison=comparison,
        counts=counts,
        titles=_TITLES,
        rules_changed=_most_changed(comparison.by_rule()),
        pages_changed=_most_changed(comparison.by_page()),
        MOST_ROWS=_MOST_ROWS,
        MOST_UNFOLDED=_MOST_UNFOLDED,
        sections=sections,
        totals=listed,
        rules=list(listed.rules.values()),
        beside=False,
        version=__version__,
        policy=html_report.policy(),
        style=Markup(html_report.style()),
        script=Markup(html_report.script()),
    )


def _most_changed(rows: Mapping[str, Mapping[Kind, int]]) -> list[tuple[str, Mapping[Kind, int]]]:
    return sorted(rows.items(), key=lambda row: (-row[1]["new"], -row[1]["fixed"]))  # stable: their order stays


def _section(comparison: Comparison, kind: Kind, listed: _Listed) -> _Section:
    from seocheck.report.html_report.cards import cards

    gathered: dict[tuple[str, str | None], list[Change]] = {}
    for change in comparison.of(kind):
        gathered.setdefault((change.page, change.why), []).append(change)
    pages: list[_Page] = []
    left_out = 0
    worst_first = sorted(gathered.items(), key=lambda row: [-number for number in _counts(row[1]).values()])
    for (name, why), changes in worst_first:
        if listed.pages and (listed.pages == MOST_PAGES or listed.findings + len(changes) > MOST_FINDINGS):
            left_out += len(changes)
            continue
        listed.add(changes)
        own = f"{kind}{len(pages) + 1}"
        found = tuple(_finding(change.finding) for change in changes)
        report = PageReport(name, None, "audited", None, None, findings=found)
        pages.append(_Page(own, name, why, cards(report, own), _counts(changes)))
    return _Section(kind, _TITLES[kind], tuple(pages), sum(map(len, gathered.values())), left_out)


def _counts(changes: list[Change]) -> dict[Severity, int]:
    return {each: sum(change.finding.severity == each for change in changes) for each in SEVERITIES}


def _finding(past: PastFinding) -> Finding:
    """A finding of a report as far as that is known."""
    return Finding(
        rule=past.rule,
        group=past.group,
        severity=past.severity,
        message=past.message,
        place=Place(past.line, past.column, past.line, past.column),
        subject="",
        evidence=past.evidence,
        related=(),
        why=None,
        fix=past.fix,
        help=None,
        source=None,
        fingerprint=past.fingerprint,
    )
