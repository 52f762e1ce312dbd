"""The end of the text report: sums, the policy that judged, and everything that could not be looked at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from seocheck.model import BASELINE, SEVERITIES, STATUSES
from seocheck.report.clean import clean
from seocheck.report.wording import many, severities, some
from seocheck.report.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import PageReport, RulesetInfo, Severity, State
    from seocheck.report.totals import Gap, Totals

_MOST_RULES = 5
_LONGEST = 300
LONGEST_RULE = 80  # characters of a rule id
COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}


class Style(Protocol):
    """Colours a text, if colours are wanted."""

    def __call__(self, text: str, *, fg: str | None = None, bold: bool = False, dim: bool = False) -> str:
        """`text`, coloured."""
        ...


def full(totals: Totals, ruleset: RulesetInfo, width: int, style: Style) -> Iterator[str]:
    """The sums, and what could not be looked at."""
    gaps = list(_gaps(totals, width, style)) if totals.pages > 1 else []  # one page has said it all itself
    if gaps:
        yield style("Not looked at", bold=True) + "\n"
        yield from gaps
        yield "\n"
    yield short(totals, style)
    yield style(f"Judged by {many(ruleset.rules, 'rule')} from {clean(ruleset.source, _LONGEST)}", dim=True) + "\n"


def short(totals: Totals, style: Style) -> str:
    """The sums in one line."""
    if not totals.read:
        seen = f" {many(totals.pages, 'page')}: {_statuses(totals)}" if totals.pages else " There were no pages"
        return style("Nothing was audited.", fg="red", bold=True) + seen + "\n"
    silent = [
        f"{many(number, 'rule')} {what}"
        for what, gaps in (("not run", totals.not_run), ("crashed", totals.crashed))
        if (number := len(set().union(*(gap.rules for gap in gaps.values()))))
    ]
    all_read = totals.statuses["audited"] == totals.pages
    sure = all_read and not silent
    if totals.held:
        silent.append(f"{many(totals.held, 'finding')} held back")
    pages = ("all read whole" if totals.pages > 1 else "read whole") if all_read else _statuses(totals)
    seen = f"{many(totals.pages, 'page')}{', ' if all_read else ': '}{pages}"
    return f"{_found(totals, style, sure=sure)} on {'; '.join([seen, *silent])}\n"


def _found(totals: Totals, style: Style, *, sure: bool) -> str:
    if not totals.findings:
        return style("No findings", fg="green" if sure else None, bold=True)
    worst = next(severity for severity in SEVERITIES if totals.severities[severity])
    if totals.findings == totals.severities[worst] and worst != "info":
        return style(many(totals.findings, worst), fg=COLOURS[worst], bold=True)
    return style(many(totals.findings, "finding"), fg=COLOURS[worst], bold=True) + f" ({severities(totals.severities)})"


def statistics(totals: Totals, style: Style) -> Iterator[str]:
    """How often each rule spoke; the most severe and most frequent first."""
    if not totals.rules:
        return
    rows = sorted(totals.rules.items(), key=lambda row: (SEVERITIES.index(row[0][0]), -row[1].times, row[0][1]))
    wide = max(len(f"{tally.times:,}") for _, tally in rows)
    long = max(len(clean(rule, LONGEST_RULE)) for _, rule in totals.rules)
    yield "\n" + style("Findings by rule", bold=True) + "\n"
    for (severity, rule), tally in rows:
        name = style(f"{severity:<7}", fg=COLOURS[severity], bold=severity == "error")
        on = style(f"on {many(tally.pages, 'page')}", dim=True)
        yield f"  {name}  {tally.times:>{wide},}  {clean(rule, LONGEST_RULE):<{long}}  {on}\n"


def unanswered(page: PageReport, state: State) -> Iterator[str]:
    """The rules of one page that ended in `state`, by reason: `3 rules (a block is broken): a, b, c`."""
    rules: dict[str | None, set[str]] = {}
    for outcome in page.outcomes:
        if outcome.state == state:
            reason = None if outcome.reason == page.reason else outcome.reason  # the page has given its own already
            rules.setdefault(reason, set()).add(clean(outcome.rule, LONGEST_RULE))
    for reason, names in rules.items():
        why = f" ({clean(reason, _LONGEST)})" if reason else ""
        yield f"{many(len(names), 'rule')}{why}: {some(names, _MOST_RULES)}"


def held_back(page: PageReport) -> str:
    """What is not reported of one page: `3 findings: 2 by baseline, 1 by seocheck.yaml:12:5 (old pages)`."""
    sayers = Counter((held.by, held.reason if held.by != BASELINE else "") for held in page.held)
    by = [
        f"{number:,} by {clean(name, _LONGEST)}{f' ({clean(reason, _LONGEST)})' if reason else ''}"
        for (name, reason), number in sayers.items()
    ]
    rest = f" and {len(by) - _MOST_RULES:,} more" if len(by) > _MOST_RULES else ""
    return f"{many(len(page.held), 'finding')}: {', '.join(by[:_MOST_RULES])}{rest}"


def _statuses(totals: Totals) -> str:
    return ", ".join(f"{totals.statuses[status]:,} {status}" for status in STATUSES if totals.statuses[status])


def _gaps(totals: Totals, width: int, style: Style) -> Iterator[str]:
    for status in ("failed", "refused", "partial", "skipped"):
        named = totals.unread.get(status, [])
        for name, reason in named:
            why = f": {clean(reason, _LONGEST)}" if reason else ""
            yield from _row(status, f"{clean(name, _LONGEST)}{why}", width, style)
        rest = totals.statuses[status] - len(named)
        if rest > 0:
            yield from _row(status, f"and {many(rest, 'page')} more", width, style)
    for label, gaps in (("not run", totals.not_run), ("crashed", totals.crashed)):
        for reason, gap in gaps.items():
            yield from _row(label, _gap(reason, gap), width, style)


def _gap(reason: str, gap: Gap) -> str:
    names = some((clean(rule, LONGEST_RULE) for rule in gap.rules), _MOST_RULES)
    count = f"{many(len(gap.rules), 'rule')} on {many(gap.pages, 'page')}"
    return f"{count} ({clean(reason, _LONGEST)}): {names}"


def _row(label: str, text: str, width: int, style: Style) -> Iterator[str]:
    colour = "red" if label in ("failed", "crashed") else "yellow"
    first, *others = wrap(text, width and width - 11)
    yield f"  {style(f'{label:<7}', fg=colour)}  {first}\n"
    yield from (f"{'':11}{line}\n" for line in others)
