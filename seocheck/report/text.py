"""Text, for a person: page by page what is wrong, where, and how to mend it; then what was and was not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seocheck.model import SEVERITIES
from seocheck.report import text_summary
from seocheck.report.clean import clean
from seocheck.report.text_summary import COLOURS, LONGEST_RULE
from seocheck.report.wording import many, severities
from seocheck.report.wrap import columns, fit, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import Finding, PageReport, Related, RulesetInfo, Severity
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

MOST_RELATED = 5
LONGEST_NAME = 1000  # characters of a path or an address, of a sentence, of a line of page source
LONGEST_SENTENCE = 600
LONGEST_SOURCE = 160
SHORT = 3  # characters at most that mean nothing without the line round them: a comma, a brace, a quote

_SEVERITY = max(map(len, SEVERITIES))
_UNREAD = {"failed": "red", "partial": "yellow", "refused": "yellow", "skipped": "cyan"}


class Writer:
    """Writes pages as they come: those with something to say as a block, the others as one line."""

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        self._ruleset = ruleset
        self._options = options
        self._last = ""  # what stands above: "", "line" or "block"; blocks stand between blank lines

    def begin(self) -> Iterator[str]:
        """Nothing: the first page says enough."""
        yield from ()

    def page(self, page: PageReport) -> Iterator[str]:
        """One page."""
        if self._options.quiet:
            yield from self._concise(page)
            return
        remarks = [line for remark in self._remarks(page) for line in remark]
        kind = "block" if page.findings or remarks else "line"
        if self._last and "block" in (kind, self._last):
            yield "\n"
        self._last = kind
        yield f"{self._name(page)}  {self._outcome(page)}\n"
        if kind == "block" and page.url and page.url != page.input:
            yield self._style(clean(page.url, LONGEST_NAME), dim=True) + "\n"
        yield from self._findings(page)
        yield from remarks

    def end(self, totals: Totals) -> Iterator[str]:
        """The sums."""
        if self._options.statistics:
            yield from text_summary.statistics(totals, self._style)
        if self._options.quiet:
            yield text_summary.short(totals, self._style)
        else:
            if totals.pages:
                yield "\n"
            yield from text_summary.full(totals, self._ruleset, self._options.width, self._style)

    # ------------------------------------------------------------------ a page

    def _outcome(self, page: PageReport) -> str:
        """What stands behind the page's name: what was found or, if nothing was, how the page ended."""
        if page.findings:
            counts = {severity: page.count(severity) for severity in SEVERITIES}
            return self._style(severities(counts), dim=True)
        if page.status != "audited":
            return self._status(page)
        states = page.states()
        idle = f", {states['not_applicable']:,} had nothing to look at" if states["not_applicable"] else ""
        return self._style(f"no findings ({many(states['passed'], 'rule')} passed{idle})", dim=True)

    def _name(self, page: PageReport) -> str:
        return self._style(clean(page.input, LONGEST_NAME), bold=True)

    def _status(self, page: PageReport) -> str:
        reason = f": {clean(page.reason, LONGEST_SENTENCE)}" if page.reason else ""
        return self._style(page.status, fg=_UNREAD[page.status]) + reason

    def _findings(self, page: PageReport) -> Iterator[str]:
        findings = _sorted(page)
        lines = max((len(str(finding.place.line)) for finding in findings), default=0)
        ends = max((len(str(finding.place.column)) for finding in findings), default=0)
        told: set[tuple[str, str]] = set()
        for finding in findings:
            place = f"{finding.place.line:>{lines}}:{finding.place.column:<{ends}}"
            severity = self._severity(finding.severity, f"{finding.severity:<{_SEVERITY}}")
            indent = 2 + len(place) + 2 + _SEVERITY + 2
            message = clean(finding.message, LONGEST_SENTENCE)
            first, *others = self._message(message, finding.rule, self._room(indent))
            yield f"  {place}  {severity}  {first}\n"
            for line in others + self._details(finding, message, told, self._room(indent)):
                yield f"{'':{indent}}{line}\n"

    def _message(self, message: str, rule: str, room: int) -> list[str]:
        *lines, last = wrap(message, room)
        name = self._style(clean(rule, LONGEST_RULE), dim=True)
        if room and columns(last) + 2 + columns(clean(rule, LONGEST_RULE)) > room:
            return [*lines, last, name]
        return [*lines, f"{last}  {name}"]

    def _details(self, finding: Finding, message: str, told: set[tuple[str, str]], room: int) -> list[str]:
        lines = []
        lines += self._source(finding, message, room)
        lines += self._related(finding.related, room)
        if finding.fix and (finding.rule, finding.fix) not in told:  # once a page: the rest is mended like the first
            told.add((finding.rule, finding.fix))
            lines += self._labelled("Fix: ", clean(finding.fix, LONGEST_SENTENCE), room, "green")
        return lines

    def _source(self, finding: Finding, message: str, room: int) -> list[str]:
        """The page's own words, where the message does not quote them; under a short fault a caret, below its line."""
        source = clean(finding.evidence, LONGEST_SOURCE)
        excerpt = finding.excerpt
        if excerpt and len(source) <= SHORT and (excerpt.before + excerpt.after).strip():
            before, marked, after = clean(excerpt.before), clean(excerpt.marked) or " ", clean(excerpt.after)
            gaps = (" " if excerpt.before[-1:].isspace() and before else "", " " if excerpt.after[:1].isspace() else "")
            line = f"{before}{gaps[0]}{marked}{gaps[1]}{after}"
            caret = " " * columns(before + gaps[0]) + "^" * max(columns(marked), 1)
            return [self._style(f"| {fit(text, room and room - 2)}", dim=True) for text in (line, caret)]
        if source and source not in message:
            return [self._style(f"| {fit(source, room and room - 2)}", dim=True)]
        return []

    def _related(self, related: tuple[Related, ...], room: int) -> list[str]:
        notes: dict[str, list[str]] = {}
        for each in related[:MOST_RELATED]:
            notes.setdefault(clean(each.message, LONGEST_SOURCE), []).append(f"{each.place.line}:{each.place.column}")
        rest = len(related) - MOST_RELATED
        lines = []
        for number, (note, places) in enumerate(notes.items(), start=1):
            more = f" and {rest:,} more" if rest > 0 and number == len(notes) else ""
            lines += self._labelled("See ", ", ".join(places) + more + (f": {note}" if note else ""), room)
        return lines

    def _labelled(self, label: str, text: str, room: int, colour: str | None = None) -> list[str]:
        first, *others = wrap(text, room and room - len(label)) or [""]
        return [self._style(label, fg=colour) + first, *(f"{'':{len(label)}}{line}" for line in others)]

    def _remarks(self, page: PageReport) -> Iterator[list[str]]:
        """What else must be known of a page: that it was not read whole, rules that gave no answer, notes."""
        if page.findings and page.status != "audited":
            label = "Read in part" if page.status == "partial" else page.status.capitalize()
            reason = clean(page.reason or "no reason given", LONGEST_SENTENCE)
            yield self._remark(label, reason, _UNREAD[page.status])
        if page.held:
            yield self._remark("Held back", text_summary.held_back(page), "cyan")
        for said in text_summary.unanswered(page, "not_run"):
            yield self._remark("Not run", said, "yellow")
        for said in text_summary.unanswered(page, "crashed"):
            yield self._remark("Crashed", said, "red")
        for note in page.notes:
            yield self._remark("Note", clean(note, LONGEST_SENTENCE), "cyan")

    def _remark(self, label: str, text: str, colour: str) -> list[str]:
        return [f"  {line}\n" for line in self._labelled(f"{label}: ", text, self._room(2), colour)]

    def _concise(self, page: PageReport) -> Iterator[str]:
        """`path:line:column: severity: message  rule`: one line each, to grep and to click."""
        name = self._name(page)
        for finding in _sorted(page):
            place = f"{finding.place.line}:{finding.place.column}"
            severity = self._severity(finding.severity, f"{finding.severity}:")
            rule = self._style(clean(finding.rule, LONGEST_RULE), dim=True)
            message = clean(finding.message, LONGEST_SENTENCE)
            yield f"{name}:{place}: {severity} {message}  {rule}\n"
        if page.status not in ("audited", "skipped"):
            yield f"{name}: {self._status(page)}\n"

    # ------------------------------------------------------------------ colour and width

    def _room(self, indent: int) -> int:
        return max(self._options.width - indent, 1) if self._options.width else 0

    def _severity(self, severity: Severity, text: str) -> str:
        return self._style(text, fg=COLOURS[severity], bold=severity == "error")

    def _style(self, text: str, *, fg: str | None = None, bold: bool = False, dim: bool = False) -> str:
        if not self._options.color or not (fg or bold or dim):
            return text
        return click.style(text, fg=fg, bold=bold or None, dim=dim or None)


def _sorted(page: PageReport) -> list[Finding]:
    return sorted(
        page.findings,
        key=lambda found: (found.place.line, found.place.column, SEVERITIES.index(found.severity), found.rule),
    )
