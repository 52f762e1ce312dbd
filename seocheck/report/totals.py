"""The sums of a run, kept while its pages stream by. Bounded: of 100,000 bad pages a few are kept by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seocheck.model import SEVERITIES, STATUSES

if TYPE_CHECKING:
    from seocheck.model import PageReport, Severity, State, Status

MOST_EXAMPLES = 10  # pages named of each status
MOST_REASONS = 100  # different reasons kept; what comes later counts under OTHER
OTHER = "other reasons"
PARTIAL = "not read whole"  # the reason of the page is the reason of the rule


@dataclass(slots=True)
class Tally:
    """How often something was seen, and on how many pages."""

    times: int = 0
    pages: int = 0


@dataclass(slots=True)
class Gap:
    """Rules that gave no answer, for one reason."""

    pages: int = 0
    rules: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Totals:
    """The sums of a run.

    held: findings that are not reported. unread: the first pages of each status but `audited`, with the reason.
    """

    pages: int = 0
    held: int = 0
    statuses: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    severities: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    rules: dict[tuple[Severity, str], Tally] = field(default_factory=dict)
    unread: dict[Status, list[tuple[str, str | None]]] = field(default_factory=dict)
    not_run: dict[str, Gap] = field(default_factory=dict)
    crashed: dict[str, Gap] = field(default_factory=dict)

    @property
    def findings(self) -> int:
        """Findings of all severities."""
        return sum(self.severities.values())

    @property
    def read(self) -> int:
        """Pages that were looked at, whole or in part."""
        return self.statuses["audited"] + self.statuses["partial"]

    def add(self, page: PageReport) -> None:
        """Count one page."""
        self.pages += 1
        self.statuses[page.status] += 1
        self.held += len(page.held)
        if page.status != "audited":
            named = self.unread.setdefault(page.status, [])
            if len(named) < MOST_EXAMPLES:
                named.append((page.input, page.reason))
        for finding in page.findings:
            self.severities[finding.severity] += 1
            self.rules.setdefault((finding.severity, finding.rule), Tally()).times += 1
        for key in {(finding.severity, finding.rule) for finding in page.findings}:
            self.rules[key].pages += 1
        _add_gaps(self.not_run, page, "not_run")
        _add_gaps(self.crashed, page, "crashed")


def _add_gaps(gaps: dict[str, Gap], page: PageReport, state: State) -> None:
    seen: dict[str, set[str]] = {}
    for outcome in page.outcomes:
        if outcome.state == state:
            reason = PARTIAL if outcome.reason in (None, page.reason) else outcome.reason
            known = reason in gaps or len(gaps) < MOST_REASONS
            seen.setdefault(reason if known else OTHER, set()).add(outcome.rule)
    for reason, rules in seen.items():
        gap = gaps.setdefault(reason, Gap())
        gap.pages += 1
        gap.rules |= rules
