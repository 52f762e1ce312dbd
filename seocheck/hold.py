"""What is found but not reported: the exceptions of the rules file, and comments in the page itself.

A comment holds for the whole page, wherever it stands: `<!-- seocheck-disable heading-skip: the widget brings it -->`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seocheck.model import Held
from seocheck.page.comments import Disabled, disabled
from seocheck.ruleset.select import fault, selects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seocheck.model import Finding
    from seocheck.page import Page
    from seocheck.ruleset import Ruleset

_LONGEST = 200  # characters of a reason that a page gives


def hold(
    findings: Iterable[Finding], page: Page, ruleset: Ruleset
) -> tuple[tuple[Finding, ...], tuple[Held, ...], list[str]]:
    """The findings to report, those held back, and notes on exceptions that ended or hold nothing."""
    url = page.document.url or (page.address.href if page.address else None)
    today = page.document.now.date() if page.document.now else None
    here = [entry for entry in ruleset.ignores if entry.holds_on(url, page.document.name)]
    ended = [entry for entry in here if entry.ended(today)]
    valid, notes = _understood(disabled(page), ruleset)
    if not here and not valid:
        return tuple(findings), (), notes
    used: set[Disabled] = set()
    reported: list[Finding] = []
    held: list[Held] = []
    for finding in findings:
        entry = next((each for each in here if each not in ended and each.covers(finding.rule, finding.group)), None)
        comment = next((each for each in valid if _covers(each, finding)), None)
        if entry is None and comment is None:
            reported.append(finding)
            continue
        if comment is not None:
            used.add(comment)
        by, reason = (str(entry.mark), entry.reason) if entry else _said(comment)
        place = finding.place
        held.append(Held(finding.rule, finding.severity, place.line, place.column, reason, by, finding.fingerprint))
    notes += [
        f"the exception at {entry.mark} ended on {entry.until}; what it held back is reported again"
        for entry in ended
        if any(entry.covers(finding.rule, finding.group) for finding in reported)
    ]
    if not ruleset.narrowed and not page.incomplete:  # else what it names may not have been looked for
        idle = (each for each in valid if each not in used)
        notes += [f"{_place(each)}: this comment holds nothing back: there is no such finding" for each in idle]
    return tuple(reported), tuple(held), notes


def _understood(comments: Iterable[Disabled], ruleset: Ruleset) -> tuple[list[Disabled], list[str]]:
    """The comments that hold, and what is wrong with the others."""
    valid: list[Disabled] = []
    notes: list[str] = []
    for comment in comments:
        faults = list(_faults(comment, ruleset))
        notes += [f"{_place(comment)}: this comment holds nothing back: {said}" for said in faults[:1]]
        if not faults:
            valid.append(comment)
    return valid, notes


def _faults(comment: Disabled, ruleset: Ruleset) -> Iterator[str]:
    if not comment.rules:
        yield "it names no rule; write <!-- seocheck-disable RULE: reason -->"
    for name in comment.rules:
        if said := fault(name, ruleset.known):
            yield said
    if not comment.reason:
        yield "it gives no reason; write one behind a colon"


def _covers(comment: Disabled, finding: Finding) -> bool:
    return any(selects(name, finding.rule, finding.group, finding.source) for name in comment.rules)


def _place(comment: Disabled) -> str:
    return f"{comment.line}:{comment.column}"


def _said(comment: Disabled | None) -> tuple[str, str]:
    return ("", "") if comment is None else (f"the page at {_place(comment)}", comment.reason[:_LONGEST])
