"""Markdown: a comment on a pull request, or the summary of a CI job.

The first line is a comment by which a bot finds its own comment again, to update it. GitHub takes 65,536 characters;
the most severe findings come first, and the rest is counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seocheck.model import SEVERITIES, STATUSES
from seocheck.report.clean import clean
from seocheck.report.whereabouts import path_of
from seocheck.report.wording import many, severities, unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import Finding, PageReport, RulesetInfo, Severity
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

MARKER = "<!-- seocheck-report -->"
ROOM = 60_000  # characters of findings; with what stands round them below the limit
MOST_UNREAD = 20

_LONGEST = 500
_HEADINGS: dict[Severity, str] = {"error": "Errors", "warning": "Warnings", "info": "Info"}
_MARKUP = r"[\\`*_\[\]<>#!|~&$]"
# What GitHub makes mentions, references, links, pictures and commits of, whatever Markdown says.
_LIVE = r"@(?=\w)|#(?=\d)|(?<=\bGH)-(?=\d)|:(?=//)|(?<=\bwww)(?=\.)|:(?=[a-z+-][\w+-]*:)|(?<=[0-9a-f]{6})(?=[0-9a-f])"
_SIGN = re.compile(rf"(?P<live>{_LIVE})|{_MARKUP}", re.IGNORECASE)
_APART = "&#8203;"  # a space of no width


class Writer:
    """Writes after the last page; keeps no more than the comment can hold."""

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        self._ruleset = ruleset
        self._root = options.root
        self._items: dict[Severity, list[str]] = {severity: [] for severity in SEVERITIES}
        self._kept: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)  # characters
        self._unread: list[str] = []
        self._told: set[tuple[str, str]] = set()  # fixes that were said

    def begin(self) -> Iterator[str]:
        """Nothing yet."""
        yield from ()

    def page(self, page: PageReport) -> Iterator[str]:
        """Nothing yet; the first findings of each severity are kept."""
        name = code(path_of(page.input, self._root))
        if (said := unread(page)) and len(self._unread) < MOST_UNREAD:
            self._unread.append(f"- {name}: {escaped(said)}\n")
        for finding in page.findings:
            if self._kept[finding.severity] < ROOM:
                item = self._item(name, finding)
                self._items[finding.severity].append(item)
                self._kept[finding.severity] += len(item)
        yield from ()

    def end(self, totals: Totals) -> Iterator[str]:
        """The comment."""
        found = severities(totals.severities) or "no findings"
        yield f"{MARKER}\n### seocheck: {found} on {many(totals.pages, 'page')}\n\n"
        unread_pages = totals.pages - totals.statuses["audited"]
        if unread_pages or not totals.pages:
            yield from self._not_whole(totals, unread_pages)
        if totals.held:
            yield f"{many(totals.held, 'finding')} held back by a baseline or an exception.\n\n"
        room = ROOM
        for severity, items in self._items.items():
            shown = []
            for item in items:
                room -= len(item)
                if room < 0:
                    break
                shown.append(item)
            yield from _section(severity, shown, totals.severities[severity])
        yield f"<sub>Judged by {many(self._ruleset.rules, 'rule')} from {code(self._ruleset.source)}</sub>\n"

    def _not_whole(self, totals: Totals, unread_pages: int) -> Iterator[str]:
        statuses = ", ".join(f"{totals.statuses[status]:,} {status}" for status in STATUSES if totals.statuses[status])
        yield f"**Not every page was read whole**: {statuses or 'there were no pages'}.\n\n"
        yield from self._unread
        rest = unread_pages - len(self._unread)
        yield (f"- and {many(rest, 'page')} more\n" if rest > 0 else "") + "\n"

    def _item(self, name: str, finding: Finding) -> str:
        place = f"{finding.place.line}:{finding.place.column}"
        item = f"- {name} {place} — {escaped(finding.message)} {code(finding.rule)}\n"
        if finding.fix and (finding.rule, finding.fix) not in self._told:
            self._told.add((finding.rule, finding.fix))
            item += f"  Fix: {escaped(finding.fix)}\n"
        return item


def _section(severity: Severity, shown: list[str], total: int) -> Iterator[str]:
    if not total:
        return
    heading = f"{_HEADINGS[severity]} ({total:,})"
    folded = severity == "info"
    yield f"<details><summary>{heading}</summary>\n\n" if folded else f"#### {heading}\n\n"
    yield from shown
    rest = total - len(shown)
    if rest:
        yield f"- … and {many(rest, severity)} more; the whole report has them all.\n"
    yield "\n</details>\n\n" if folded else "\n"


def escaped(text: str) -> str:
    """`text` as Markdown that shows it letter by letter: no markup, no links, no mentions, no pictures."""
    return _SIGN.sub(_tamed, clean(text, _LONGEST))


def _tamed(match: re.Match[str]) -> str:
    sign = f"\\{match[0]}" if match[0] else ""  # every sign here is one that Markdown lets a backslash escape
    return sign + (_APART if match["live"] is not None else "")


def code(text: str) -> str:
    """`text` as a code span."""
    shown = clean(text, _LONGEST) or " "
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
