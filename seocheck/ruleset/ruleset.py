"""A policy ready to judge: which rules hold for a page, and which of them a run selects."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from seocheck.model import RulesetInfo
from seocheck.ruleset.errors import SelectionError
from seocheck.ruleset.ignore import Ignore
from seocheck.ruleset.node import Node, plain
from seocheck.ruleset.overrides import Override, Variants
from seocheck.ruleset.rule import Rule
from seocheck.ruleset.select import fault, selects

_Page = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Rules that are on, sorted by id, and how they change from page to page.

    source: the file it came from. digest: of its effective content, whatever the layout of the files.
    ignores: its exceptions.
    """

    source: str
    digest: str
    rules: tuple[Rule, ...]
    _variants: Variants = field(repr=False, compare=False)
    ignores: tuple[Ignore, ...] = ()
    _chosen: frozenset[str] | None = field(default=None, repr=False, compare=False)
    _by_page: dict[_Page, tuple[Rule, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def info(self) -> RulesetInfo:
        """What reports say of it."""
        return RulesetInfo(self.source, self.digest, len(self.rules))

    @property
    def narrowed(self) -> bool:
        """Whether only some of its rules were selected."""
        return self._chosen is not None

    @property
    def known(self) -> tuple[Rule, ...]:
        """All its rules, also those that are off."""
        return tuple(rule for rule, _ in self._variants.compiled.values())

    @property
    def overrides(self) -> tuple[Override, ...]:
        """Its overrides, in the order in which they apply."""
        return self._variants.overrides

    @property
    def off(self) -> tuple[Rule, ...]:
        """The rules that are switched off (for pages without an override), sorted by id."""
        compiled = self._variants.compiled
        return tuple(compiled[rule_id][0] for rule_id in sorted(compiled) if not compiled[rule_id][1])

    def for_page(self, url: str | None = None, path: str | None = None, section: str | None = None) -> tuple[Rule, ...]:
        """The rules for one page, sorted by id: overrides that match are applied in order, so the last one wins.

        url: the page's address. path: the file it was read from. section: its section, as the page names it.
        """
        active = self._variants.matching(url, path, section) if self._variants.overrides else ()
        if not active:
            return self.rules
        if active not in self._by_page:
            self._by_page[active] = self._kept(self._variants.rules(active))
        return self._by_page[active]

    def select(self, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Ruleset:
        """The ruleset with only the rules selected (all, if nothing is) and not ignored.

        A selector is a rule id, a group, a glob over ids (`article-*`) or `source:google`. SelectionError names
        every selector that fits nothing.
        """
        if not select and not ignore:
            return self
        known = {rule_id: rule for rule_id, (rule, _) in self._variants.compiled.items()}
        if self._chosen is not None:
            known = {rule_id: rule for rule_id, rule in known.items() if rule_id in self._chosen}
        faults = [said for selector in (*select, *ignore) if (said := fault(selector, known.values()))]
        if faults:
            raise SelectionError("\n".join(dict.fromkeys(faults)))
        chosen = frozenset(
            rule_id
            for rule_id, rule in known.items()
            if (not select or any(_fits(selector, rule) for selector in select))
            and not any(_fits(selector, rule) for selector in ignore)
        )
        narrowed = replace(self, _chosen=chosen, _by_page={}, digest=digest_of(self._variants, self.ignores, chosen))
        return replace(narrowed, rules=narrowed._kept(self.rules), _by_page={})

    def _kept(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if self._chosen is None or rule.id in self._chosen)


def _fits(selector: str, rule: Rule) -> bool:
    return selects(selector, rule.id, rule.group, rule.source)


def digest_of(variants: Variants, ignores: tuple[Ignore, ...] = (), chosen: frozenset[str] | None = None) -> str:
    """`sha256:…` of what rules, overrides and exceptions say, the same however the files are laid out."""

    def kept(rules: Mapping[str, Node]) -> dict[str, object]:
        return {rule_id: plain(node) for rule_id, node in rules.items() if chosen is None or rule_id in chosen}

    overrides = [{"for": override.fits, "rules": kept(override.rules)} for override in variants.overrides]
    content: dict[str, object] = {"rules": kept(variants.nodes), "overrides": overrides}
    if ignores:
        content["ignore"] = [[each.rules, each.pages, str(each.until)] for each in ignores]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"
