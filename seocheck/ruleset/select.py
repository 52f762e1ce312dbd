"""Selectors: how rules are named by id, by group, by a glob over ids or by whose they are (`source:google`)."""

from __future__ import annotations

from collections.abc import Iterable

from seocheck.ruleset.errors import listed, nearest, shown
from seocheck.ruleset.globs import matches
from seocheck.ruleset.language import SOURCES
from seocheck.ruleset.rule import Rule


def selects(selector: str, rule_id: str, group: str, source: str | None = None) -> bool:
    """Whether a rule is one of those a selector names."""
    if selector.startswith("source:"):
        return source == selector.removeprefix("source:")
    return selector in (rule_id, group) or ("*" in selector and matches(selector, rule_id))


def fault(selector: str, rules: Iterable[Rule]) -> str | None:
    """Why a selector names none of `rules`, with the nearest one; None when it names some."""
    known = tuple(rules)
    if any(selects(selector, rule.id, rule.group, rule.source) for rule in known):
        return None
    if selector.startswith("source:"):
        name = selector.removeprefix("source:")
        return f"no rule has the source “{shown(name)}”{nearest(name, SOURCES) or f'; sources are {listed(SOURCES)}'}"
    if "*" in selector:
        return f"no rule fits “{shown(selector)}”"
    names = sorted({rule.id for rule in known} | {rule.group for rule in known})
    return f"“{shown(selector)}” is neither a rule nor a group{nearest(selector, names)}"
