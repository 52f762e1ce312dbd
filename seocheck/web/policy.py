"""The policy in force, for reading; and other severities for one view, which change no file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from seocheck.model import SEVERITIES, PageReport, Severity

if TYPE_CHECKING:
    from seocheck.ruleset import Rule, Ruleset

Level = Severity | Literal["off"]
LEVELS: tuple[Level, ...] = ("off", *reversed(SEVERITIES))
Levels = Mapping[str, Level]
"""Rules and how severe they are."""

_PREFIX = "severity."
_LONGEST = 300
assert set(get_args(Severity)) == set(SEVERITIES)


@dataclass(frozen=True, slots=True)
class Told:
    """A rule in words. level: in the policy."""

    rule: Rule
    level: Level
    looks_at: str
    expects: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rules of one group."""

    name: str
    rules: tuple[Told, ...]


def groups(ruleset: Ruleset) -> tuple[Group, ...]:
    """All rules by group; those that are off among them."""
    levels = policy_levels(ruleset)
    by_group: dict[str, list[Told]] = {}
    for rule in sorted((*ruleset.rules, *ruleset.off), key=lambda each: each.id):
        by_group.setdefault(rule.group, []).append(_told(rule, levels[rule.id]))
    return tuple(Group(name, tuple(rules)) for name, rules in sorted(by_group.items()))


def _told(rule: Rule, level: Level) -> Told:
    from seocheck.page.subjects import describe

    names = [item if isinstance(item, str) else item.name for item in rule.subjects]
    info = describe(names[0]) if len(names) == 1 and isinstance(rule.subjects[0], str) else None
    meaning = f": {info.description}" if info else ""
    expects = "; ".join(f"{each.verb} {_options(each.options)}".strip() for each in rule.expectations)
    return Told(rule, level, f"{', '.join(names)}{meaning}", expects)


def _options(options: object) -> str:
    text = "" if options is True else json.dumps(options, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def policy_levels(ruleset: Ruleset) -> dict[str, Level]:
    """How severe each rule is in the policy."""
    off: dict[str, Level] = {rule.id: "off" for rule in ruleset.off}
    return off | {rule.id: rule.severity for rule in ruleset.rules}


def report_levels(report: PageReport) -> dict[str, Level]:
    """How severe each rule is that found something on a page."""
    return {finding.rule: finding.severity for finding in report.findings}


def chosen(query: Mapping[str, str], levels: Levels) -> dict[str, Level]:
    """The severities a query asks for where they differ from `levels`; of rules that are not in there, none."""
    asked = {name.removeprefix(_PREFIX): value for name, value in query.items() if name.startswith(_PREFIX)}
    return {
        rule: level
        for rule, value in sorted(asked.items())
        for level in LEVELS
        if level == value and levels.get(rule, level) != level
    }


def as_query(levels: Levels) -> list[tuple[str, str]]:
    """The query that asks for these severities."""
    return [(f"{_PREFIX}{rule}", level) for rule, level in sorted(levels.items())]


def applied(report: PageReport, levels: Levels) -> PageReport:
    """The report as it would be with other severities for some rules."""
    findings = []
    for finding in report.findings:
        level = levels.get(finding.rule, finding.severity)
        if level != "off":
            findings.append(finding._replace(severity=level))
    return replace(report, findings=tuple(findings))
