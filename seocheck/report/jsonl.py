"""JSON Lines: one page a line, for scripts and long runs; each line is a `pages[]` object of the json report."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import Exchange, Finding, PageReport, RulesetInfo, State
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

# In JSON text these can stand only inside strings, where an escape means the same; printed raw they steer terminals,
# or (surrogates) cannot be printed at all.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Writer:
    """Writes one line a page."""

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        del ruleset, options  # a line speaks of its page only

    def begin(self) -> Iterator[str]:
        """Nothing."""
        yield from ()

    def page(self, page: PageReport) -> Iterator[str]:
        """The page's line."""
        yield dumps(page_object(page)) + "\n"

    def end(self, totals: Totals) -> Iterator[str]:
        """Nothing: the last line is a page too."""
        del totals
        yield from ()


def page_object(page: PageReport) -> dict[str, object]:
    """One page as plain data; keys in the order of the schema."""
    return {
        "input": page.input,
        "url": page.url,
        "status": page.status,
        "reason": page.reason,
        "code": page.code,
        "exchange": page.exchange and _exchange(page.exchange),
        "encoding": page.encoding,
        "findings": [_finding(finding) for finding in page.findings],
        "held": [each._asdict() for each in page.held],
        "rules": page.states(),
        "not_run": _ended(page, "not_run"),
        "crashed": _ended(page, "crashed"),
        "notes": list(page.notes),
    }


def dumps(value: object, indent: int | None = None) -> str:
    """JSON text that any UTF-8 writer can carry and any terminal can show."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return text if text.isprintable() else _UNSEEN.sub(_shown, text)  # most are, told in half of the time


def _shown(unseen: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= unseen[0] <= "\udfff" else f"\\u{ord(unseen[0]):04x}"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "group": finding.group,
        "severity": finding.severity,
        "message": finding.message,
        "place": finding.place._asdict(),
        "subject": finding.subject,
        "evidence": finding.evidence,
        "excerpt": finding.excerpt and finding.excerpt._asdict(),
        "related": [{"message": each.message, "place": each.place._asdict()} for each in finding.related],
        "why": finding.why,
        "fix": finding.fix,
        "help": finding.help,
        "source": finding.source,
        "fingerprint": finding.fingerprint,
    }


def _exchange(exchange: Exchange) -> dict[str, object]:
    return {**exchange._asdict(), "redirects": [hop._asdict() for hop in exchange.redirects]}


def _ended(page: PageReport, state: State) -> list[dict[str, object]]:
    return [{"rule": end.rule, "reason": end.reason} for end in page.outcomes if end.state == state]
