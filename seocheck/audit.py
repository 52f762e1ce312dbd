"""The pure middle: a document and a ruleset in, a page report out. No file, no socket, no clock."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from itertools import chain
from pathlib import PurePath
from types import ModuleType
from typing import TYPE_CHECKING

from seocheck.collector import paused
from seocheck.hold import hold
from seocheck.model import Document, Fact, Finding, Outcome, PageReport, Preview, Problem, Related, Spot, Status, View
from seocheck.page import Page, read_page, why_not_html
from seocheck.page.markup.nodes import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seocheck.page.source import Source
    from seocheck.ruleset import Expectation, Rule, Ruleset

MAX_FINDINGS = 100
"""Findings, or related places of one finding, that a rule may report on one page; the rest are counted."""

_EVIDENCE = 300  # characters of the page's own text quoted with a finding
_SHOWN = 160  # characters of a value shown in a message


@paused()
def audit(document: Document, ruleset: Ruleset, *, previews: bool = False) -> PageReport:
    """Judge one page by every rule that applies to it.

    previews: also say how search and social networks would show it.
    Same input, same result. Never raises for any page; a rule that fails inside is that rule's own outcome.
    """
    no_page = why_not_html(document.content)
    if no_page is not None:
        status: Status = "failed" if no_page.code == "TYPE.empty" else "skipped"  # a picture may lie beside pages
        return PageReport(
            document.name, document.url, status, no_page.reason, None, code=no_page.code, exchange=document.exchange
        )
    page = read_page(document)
    rules = ruleset.for_page(_url(page), document.name, _section(page))
    findings: list[Finding] = []
    outcomes: list[Outcome] = []
    notes = _notes(page)
    for rule in rules:
        try:
            outcome, problems = judge(rule, page)
            if problems:
                findings += _report(rule, problems, page.source)
                if len(problems) > MAX_FINDINGS and not rule.together:
                    notes.append(f"{rule.id}: {len(problems)} places, the first {MAX_FINDINGS} are shown")
        except Exception as error:  # noqa: BLE001  one broken rule must not cost the others
            outcomes.append(Outcome(rule.id, "crashed", f"{type(error).__name__}: {error}"[:_SHOWN]))
            continue
        outcomes.append(outcome)
    findings.sort(key=lambda item: (item.place.line, item.place.column, item.rule, item.message))
    marked = _fingerprinted(findings, document.url or PurePath(document.name).as_posix())
    kept, held, said = hold(marked, page, ruleset)
    notes += said
    report = PageReport(
        input=document.name,
        url=_url(page),
        status="partial" if page.incomplete else "audited",
        reason=page.incomplete,
        encoding=page.decoded.encoding,
        findings=kept,
        outcomes=tuple(outcomes),
        notes=tuple(notes),
        code=page.code,
        exchange=document.exchange,
        previews=_previews(page) if previews else (),
        held=held,
    )
    page.close()
    return report


def judge(rule: Rule, page: Page) -> tuple[Outcome, list[Problem]]:
    """How one rule ends on one page, and what it objects to."""
    if rule.conditions:
        hindrance = _does_not_apply(rule, page)
        if hindrance is not None:
            return hindrance, []
    view = page.view(rule.subjects[0]) if len(rule.subjects) == 1 else _joined(rule, page)
    problems: list[Problem] = []
    judged = False
    hindered = None
    for expectation in rule.expectations:
        absence = expectation.module.ABSENCE
        if absence and (page.unread or view.unknown):
            unknown = page.unread or (None if _is_there(view) else view.unknown)
            if unknown:
                hindered = unknown
                continue
        found = expectation.module.check(view, expectation.prepared, page.view)
        if absence:
            if found and page.incomplete:
                hindered = page.incomplete  # what seems to be missing may stand in the syntax that was not read
                continue
            if found is None and view.facts:
                hindered = hindered or _other_unknown(expectation, page)
        if found is not None:
            judged = True
            problems += found
    if problems:
        return Outcome(rule.id, "failed"), problems if len(rule.subjects) == 1 else _said_once(rule, problems)
    if hindered:
        return Outcome(rule.id, "not_run", hindered), []
    return rule.passed if judged else rule.not_applicable, []


def _said_once(rule: Rule, problems: list[Problem]) -> list[Problem]:
    """The problems without those that repeat one: a meta element may be both og:title and twitter:title."""
    words = [tuple(str(problem.fields.get(name)) for name in rule.told) for problem in problems]
    if len(set(words)) == len(words):
        return problems  # nearly always, and places take a while
    first: dict[tuple[object, ...], Problem] = {}
    for problem, said in zip(problems, words, strict=True):
        first.setdefault((problem.spot.place(problem.quote), said), problem)
    return list(first.values())


def _does_not_apply(rule: Rule, page: Page) -> Outcome | None:
    """How the rule ends when its conditions do not hold, or cannot be told; None when they hold."""
    for condition, wanted in rule.conditions:
        seen = page.view(condition)
        there = _is_there(seen)
        unknown = None if there else page.incomplete or seen.unknown
        if unknown:  # what decides whether the rule applies may stand in what was not read
            return Outcome(rule.id, "not_run", unknown)
        if there is not wanted:
            return rule.not_applicable
    return None


def _other_unknown(expectation: Expectation, page: Page) -> str | None:
    """Why a subject that a verb compares with cannot be told, if it cannot."""
    views = [page.view(name) for name in expectation.module.looks_at(expectation.options)]
    return next((view.unknown for view in views if view.unknown and not _is_there(view)), None)


def _joined(rule: Rule, page: Page) -> View:
    """What the rule's subjects show; when all it asks is presence, no more than the first that has something."""
    views: list[View] = []
    for subject in rule.subjects:
        view = page.view(subject)
        if rule.asks_presence and _is_there(view):
            return view
        views.append(view)
    facts = tuple(chain.from_iterable([view.facts for view in views]))
    anchor = next((view.anchor for view in views if view.anchor is not None), None)
    unknown = next((view.unknown for view in views if view.unknown is not None), None)
    return View(facts, anchor, unknown)


def _is_there(view: View) -> bool:
    return not all(map(is_empty, view.values))


def _report(rule: Rule, problems: list[Problem], text: Source) -> list[Finding]:
    if not rule.together:
        return [_finding(rule, problem, 1, problem.related, text) for problem in problems[:MAX_FINDINGS]]
    first, *others = problems
    related = (*first.related, *((_words(problem), problem.spot) for problem in others[:MAX_FINDINGS]))
    return [_finding(rule, first, len(problems), related, text)]


def _words(problem: Problem) -> str:
    shown = problem.fields.get("href") or problem.fields.get("value") or ""
    return _worded(shown) or "also here"


def _finding(rule: Rule, problem: Problem, count: int, related: Iterable[tuple[str, Spot]], text: Source) -> Finding:
    place = problem.spot.place(problem.quote)
    if problem.spot.caveat:
        related = (*related, problem.spot.caveat)
    fields = {"subject": rule.looked_at, "count": count, **problem.fields}
    shown = {name: _worded(fields[name]) for name in rule.told if name in fields}  # a link's name takes a while
    return Finding(
        rule=rule.id,
        group=rule.group,
        severity=rule.severity,
        message=rule.message.render(shown).strip(),
        place=place,
        subject=rule.looked_at,
        evidence=_cut(problem.spot.source(place), _EVIDENCE),
        related=tuple([Related(_cut(words, _SHOWN), spot.place()) for words, spot in related]),
        why=rule.why,
        fix=rule.fix.render(shown) if rule.fix else None,
        help=rule.help,
        source=rule.source,
        fingerprint="" if rule.together else shown.get("value", ""),
        excerpt=text.excerpt(place),
    )


def _worded(value: object) -> str:
    if isinstance(value, str):
        text = value
    elif value is None:
        return "null"
    elif isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, list | tuple):
        text = ", ".join(map(str, value))
    else:
        text = str(value)
    return _cut(" ".join(text.split()), _SHOWN)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _fingerprinted(findings: Iterable[Finding], page: str) -> tuple[Finding, ...]:
    """Give each finding its fingerprint: page, rule, value, and which of equals it is; never its line."""
    seen: Counter[tuple[str, str]] = Counter()
    marked = []
    for finding in findings:
        key = (finding.rule, finding.fingerprint)
        text = "\0".join((page, *key, str(seen[key])))
        seen[key] += 1
        fingerprint = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
        marked.append(finding._replace(fingerprint=fingerprint))
    return tuple(marked)


def _previews(page: Page) -> tuple[Preview, ...]:
    from seocheck.page.previews import previews

    return previews(page)


def _notes(page: Page) -> list[str]:
    decoded = page.decoded
    notes = []
    if decoded.mislabelled:
        notes.append(f"declared as {decoded.http or decoded.meta}, but the bytes are UTF-8; read as UTF-8")
    if decoded.damaged:
        times = "place" if decoded.damaged == 1 else "places"
        notes.append(f"{decoded.damaged} {times} could not be decoded as {decoded.encoding}")
    return notes


def _url(page: Page) -> str | None:
    return page.document.url or (page.address.href if page.address else None)


def _section(page: Page) -> str | None:
    return next((str(fact.value) for fact in page.view("article.articleSection").facts if _is_text(fact)), None)


def _is_text(fact: Fact) -> bool:
    return isinstance(fact.value, str)


class _Module(ModuleType):
    """This module, callable: `from seocheck import audit` means the function, but Python hands out a submodule of that
    name once it is imported.
    """

    def __call__(self, document: Document, ruleset: Ruleset, *, previews: bool = False) -> PageReport:
        return audit(document, ruleset, previews=previews)


sys.modules[__name__].__class__ = _Module
