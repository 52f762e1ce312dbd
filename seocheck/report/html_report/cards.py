"""What a page's part of the report holds: findings gathered by rule, the source line in pieces, unanswered rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seocheck.model import SEVERITIES
from seocheck.report.html_report.words import source, spot

if TYPE_CHECKING:
    from seocheck.model import Finding, PageReport, Severity, State

MOST_OPEN = 3  # findings of one rule, and places of one finding, that are shown at once; more can be unfolded


@dataclass(frozen=True, slots=True)
class Line:
    """The source line of a finding. `before` and `after` end in an ellipsis where the line goes on."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """One finding. `fix` only where it differs from that of the other findings of its rule."""

    finding: Finding
    line: Line | None
    related: tuple[tuple[str, tuple[str, ...]], ...]
    fix: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """All findings of one rule on one page. `fix`, where one sentence mends them all."""

    id: str
    rule: str
    group: str
    severity: Severity
    items: tuple[Item, ...]
    why: str | None
    fix: str | None
    help: str | None


def cards(page: PageReport, prefix: str) -> tuple[Card, ...]:
    """The cards of a page: most severe first, then in the order of the page. `prefix` makes their ids its own."""
    gathered: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in page.findings:
        gathered.setdefault((finding.severity, finding.rule), []).append(finding)
    ordered = sorted(gathered.items(), key=lambda row: SEVERITIES.index(row[0][0]))  # stable: page order stays
    return tuple(_card(f"{prefix}-{number}", found) for number, (_, found) in enumerate(ordered, 1))


def _card(name: str, findings: list[Finding]) -> Card:
    first = findings[0]
    fixes = {finding.fix for finding in findings}
    one = len(fixes) == 1
    return Card(
        id=name,
        rule=first.rule,
        group=first.group,
        severity=first.severity,
        items=tuple(_item(finding, None if one else finding.fix) for finding in findings),
        why=first.why,
        fix=first.fix if one else None,
        help=first.help,
    )


def _item(finding: Finding, fix: str | None) -> Item:
    places: dict[str, list[str]] = {}
    for each in finding.related:
        places.setdefault(each.message, []).append(spot(each.place))
    related = tuple((message, tuple(dict.fromkeys(spots))) for message, spots in places.items())
    return Item(finding, _line(finding), related, fix)


_AROUND = 60  # characters that an excerpt has before and after its mark at most


def _line(finding: Finding) -> Line | None:
    excerpt, place = finding.excerpt, finding.place
    if excerpt is None:
        return Line("", source(finding.evidence.strip()), "") if finding.evidence.strip() else None
    cut_before = place.column - 1 > len(excerpt.before)
    before = excerpt.before if cut_before else excerpt.before.lstrip()
    whole = place.end_line == place.line and place.end_column - place.column <= len(excerpt.marked)
    cut_after = not whole or len(excerpt.after) >= _AROUND
    return Line(
        ("…" if cut_before else "") + source(before),
        source(excerpt.marked),
        source(excerpt.after.rstrip()) + ("…" if cut_after else ""),
    )


def unanswered(page: PageReport, state: State) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """The rules that ended in `state`, by reason; the reason the page itself gives is not repeated (None)."""
    rules: dict[str | None, set[str]] = {}
    for outcome in page.outcomes:
        if outcome.state == state:
            reason = None if outcome.reason == page.reason else outcome.reason
            rules.setdefault(reason, set()).add(outcome.rule)
    return tuple((reason, tuple(sorted(names))) for reason, names in rules.items())
