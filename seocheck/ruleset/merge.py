"""One policy out of several files: normal forms, then mappings merge by key while lists and scalars replace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from seocheck.ruleset.node import Node, Yaml

BARE = ""
"""In place of a shorthand's key: the verb takes options, but none is needed, and `verb: true` stands for none."""

_EMPTY = Node({}, 1, 1, 1, 1, "")


class Policy(NamedTuple):
    """The effective content of a ruleset: rules by id, and the overrides in the order in which they apply.

    Each override comes with its number in its own file, and so does each exception.
    """

    rules: Mapping[str, Node]
    overrides: tuple[tuple[int, Node], ...]
    ignores: tuple[tuple[int, Node], ...]


def merged(files: tuple[Yaml, ...], shorthands: Mapping[str, str | None]) -> Policy:
    """The policy of files given base first. `shorthands`: verb → the option its bare value stands for.

    What is not shaped as a rules file should be is passed over: it has its own complaint.
    """
    rules: dict[str, Node] = {}
    overrides: list[tuple[int, Node]] = []
    ignores: list[tuple[int, Node]] = []
    for file in files:
        top = file.root.value if file.root else None
        if not isinstance(top, dict):
            continue
        for rule_id, rule in rules_in(top.get("rules", _EMPTY), shorthands).items():
            rules[rule_id] = merge_rule(rules[rule_id], rule) if rule_id in rules else rule
        entries = top.get("overrides", _EMPTY).value
        if isinstance(entries, list):
            overrides += [(at, _override(entry, shorthands)) for at, entry in enumerate(entries)]
        exceptions = top.get("ignore", _EMPTY).value
        if isinstance(exceptions, list):
            ignores += enumerate(exceptions)
    return Policy(rules, tuple(overrides), tuple(ignores))


def merge_rule(base: Node, top: Node) -> Node:
    """A rule with another's keys laid over it; only `expect` merges deeper, all else is replaced as a whole."""
    if not isinstance(base.value, dict) or not isinstance(top.value, dict):
        return top
    keys = dict(base.value)
    for key, value in top.value.items():
        keys[key] = _deep(keys[key], value) if key == "expect" and key in keys else value
    return base._replace(value=keys)


def _deep(base: Node, top: Node) -> Node:
    if not isinstance(base.value, dict) or not isinstance(top.value, dict):
        return top
    keys = dict(base.value)
    for key, value in top.value.items():
        keys[key] = _deep(keys[key], value) if key in keys else value
    return base._replace(value=keys)


def _override(entry: Node, shorthands: Mapping[str, str | None]) -> Node:
    if not isinstance(entry.value, dict) or "rules" not in entry.value:
        return entry
    rules = entry.value["rules"]
    normal = rules._replace(value=rules_in(rules, shorthands))
    return entry._replace(value={**entry.value, "rules": normal})


def rules_in(rules: Node, shorthands: Mapping[str, str | None]) -> dict[str, Node]:
    """The rules of a `rules` mapping by id, each in its normal form."""
    if not isinstance(rules.value, dict):
        return {}
    return {rule_id: normal_rule(rule, shorthands) for rule_id, rule in rules.value.items()}


def normal_rule(rule: Node, shorthands: Mapping[str, str | None]) -> Node:
    """A rule without shorthand: `off` is `{severity: off}`, `same_as: h1` is `same_as: {to: h1}`."""
    if isinstance(rule.value, str):
        return rule._replace(value={"severity": rule})
    if not isinstance(rule.value, dict):
        return rule
    expect = rule.value.get("expect")
    if expect is None or not isinstance(expect.value, dict):
        return rule
    verbs = {verb: _normal_options(options, shorthands.get(verb)) for verb, options in expect.value.items()}
    return rule._replace(value={**rule.value, "expect": expect._replace(value=verbs)})


def _normal_options(options: Node, shorthand: str | None) -> Node:
    if isinstance(options.value, dict) or shorthand is None:
        return options
    if shorthand == BARE:
        return options._replace(value={}) if options.value is True else options
    return options._replace(value={shorthand: options})
