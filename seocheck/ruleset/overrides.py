"""Which rules hold for which pages: the overrides of a ruleset, and the rules each combination of them gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import combinations
from typing import NamedTuple
from urllib.parse import urlsplit

from seocheck.ruleset.compile import Compiler
from seocheck.ruleset.errors import Path, RulesetError
from seocheck.ruleset.globs import matches
from seocheck.ruleset.merge import merge_rule
from seocheck.ruleset.node import Node
from seocheck.ruleset.rule import Rule

MAX_TRIED = 5
"""How many overrides of one rule's contents are tried in every combination when the ruleset loads."""


class Override(NamedTuple):
    """Changes to rules for some pages.

    fits: `url`, `path` or `section` → globs; each key given must have one that matches.
    rules: the changes by rule id. path: where the override stands in its file.
    """

    fits: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, Node]
    path: Path

    def matches(self, url: str | None, path: str | None, section: str | None) -> bool:
        """Whether a page is one of those meant."""
        return fits(self.fits, url, path, section)


def fits(wanted: Mapping[str, tuple[str, ...]], url: str | None, path: str | None, section: str | None) -> bool:
    """Whether a page's address, file and section fit the globs wanted of each: all that are given must."""
    return (
        ("url" not in wanted or _fits_url(wanted["url"], url))
        and ("path" not in wanted or _fits_path(wanted["path"], path))
        and ("section" not in wanted or _fits_section(wanted["section"], section))
    )


def read_override(node: Node, path: Path) -> Override:
    """The Override of a well-shaped entry that stands at `path`."""
    entry = node.value if isinstance(node.value, dict) else {}
    pages, rules = entry["for"].value, entry["rules"].value
    fits = {key: globs(given) for key, given in pages.items()} if isinstance(pages, dict) else {}
    return Override(fits, rules if isinstance(rules, dict) else {}, path)


def globs(node: Node) -> tuple[str, ...]:
    """The texts of a value that may be one text or a list of them."""
    items = node.value if isinstance(node.value, list) else [node]
    return tuple(str(item.value) for item in items)


def _fits_url(globs: Sequence[str], url: str | None) -> bool:
    if url is None:
        return False
    try:
        path = urlsplit(url).path
    except ValueError:  # http://[…
        path = ""
    # a glob that starts with a slash or ** speaks of the path, wherever the site is
    return any(matches(glob, url) or (glob.startswith(("/", "**")) and matches(glob, path)) for glob in globs)


def _fits_path(globs: Sequence[str], path: str | None) -> bool:
    if path is None:
        return False
    tidy = path.replace("\\", "/").removeprefix("./")
    return any(matches(glob, tidy) for glob in globs)


def _fits_section(globs: Sequence[str], section: str | None) -> bool:
    return section is not None and any(matches(glob.casefold(), section.strip().casefold()) for glob in globs)


class Variants:
    """The rules of a ruleset as each combination of its overrides makes them; compiled when first asked for."""

    def __init__(
        self,
        nodes: Mapping[str, Node],
        compiled: Mapping[str, tuple[Rule, bool]],
        overrides: Sequence[Override],
        compiler: Compiler,
    ) -> None:
        self.nodes = nodes
        self.compiled = compiled
        self.overrides = tuple(overrides)
        self._compiler = compiler
        self._variants: dict[tuple[str, tuple[int, ...]], tuple[Rule, bool] | None] = {}

    def matching(self, url: str | None, path: str | None, section: str | None) -> tuple[int, ...]:
        """The overrides that hold for a page, by number."""
        return tuple(at for at, override in enumerate(self.overrides) if override.matches(url, path, section))

    def rules(self, active: tuple[int, ...]) -> tuple[Rule, ...]:
        """The rules that are on under the overrides of these numbers, sorted by id."""
        found = []
        for rule_id in sorted(self.nodes):
            variant = self._variant(rule_id, active)
            if variant is None:
                raise RulesetError(self._compiler.complaints)
            if variant[1]:
                found.append(variant[0])
        return tuple(found)

    def try_out(self) -> None:
        """Compile what overrides make of each rule, so that what is wrong with it is said when the ruleset loads."""
        for rule_id in self.compiled:
            touching = [at for at, override in enumerate(self.overrides) if rule_id in override.rules]
            for active in _combinations(self._telling(rule_id, touching)):
                self._variant(rule_id, active)

    def _telling(self, rule_id: str, touching: Sequence[int]) -> list[int]:
        # a change of severity alone fits every rule
        return [at for at in touching if set(_keys(self.overrides[at].rules[rule_id])) - {"severity"}]

    def _variant(self, rule_id: str, active: tuple[int, ...]) -> tuple[Rule, bool] | None:
        touching = tuple(at for at in active if rule_id in self.overrides[at].rules)
        if not touching:
            return self.compiled.get(rule_id)
        key = (rule_id, touching)
        if key not in self._variants:
            changes = (self.overrides[at].rules[rule_id] for at in touching)
            node = reduce(merge_rule, changes, self.nodes[rule_id])
            path = (*self.overrides[touching[-1]].path, "rules", rule_id)
            self._variants[key] = self._compiler.rule(rule_id, node, path)
        return self._variants[key]


def _keys(node: Node) -> tuple[str, ...]:
    return tuple(node.value) if isinstance(node.value, dict) else ()


def _combinations(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if len(numbers) <= MAX_TRIED:
        for size in range(1, len(numbers) + 1):
            yield from combinations(numbers, size)
        return
    for at, one in enumerate(numbers):
        yield (one,)
        yield tuple(numbers[: at + 1])
