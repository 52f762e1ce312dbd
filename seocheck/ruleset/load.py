"""A rules file → a Ruleset, or every complaint about it at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import NamedTuple

from seocheck import checks
from seocheck.ruleset.compile import NEEDED, Compiler
from seocheck.ruleset.complaints import translate
from seocheck.ruleset.errors import Complaint, Path, RulesetError, nearest, shown
from seocheck.ruleset.extends import Chain, Source, built_in, follow, source_of
from seocheck.ruleset.ignore import ignore_faults, read_ignore
from seocheck.ruleset.language import shorthand_of
from seocheck.ruleset.merge import Policy, merged
from seocheck.ruleset.node import Node, Yaml
from seocheck.ruleset.overrides import Variants, read_override
from seocheck.ruleset.rule import Rule
from seocheck.ruleset.ruleset import Ruleset, digest_of
from seocheck.ruleset.validators import file_validator

_EMPTY = "the file is empty; a rules file has “extends: default”, or rules under “rules:”"


def load_ruleset(path: str | FilePath | None = None) -> Ruleset:
    """The policy in the file at `path`, or the built-in one; RulesetError says all that is wrong with it."""
    source = built_in() if path is None else source_of(FilePath(path), FilePath(path).as_posix())
    if isinstance(source, Complaint):
        raise RulesetError([source])
    return _load(source, "rules.yaml" if path is None else source.name)


def load_ruleset_text(text: str | bytes, name: str = "rules.yaml", folder: FilePath | None = None) -> Ruleset:
    """The policy written in `text`; `folder` is where paths under `extends` lead, None forbids them."""
    return _load(Source(name, None, text, folder), name)


def _load(source: Source, name: str) -> Ruleset:
    chain = follow(source)
    policy = merged(chain.files, {verb: shorthand_of(checks.verb(verb)) for verb in checks.verb_names()})
    complaints = list(chain.complaints)
    for file in chain.files:
        complaints += _misshapen(file)
    complaints += _unknown(policy, chain, _spoilt(complaints))
    variants, faults = _compiled(policy, chain, _spoilt(complaints))
    complaints += faults
    ignores = [(at, node) for at, node in policy.ignores if (node.file, at) not in _spoilt(complaints).ignores]
    if chain.whole:
        complaints += ignore_faults(ignores, [rule for rule, _ in variants.compiled.values()])
    if not complaints and not policy.rules:
        complaints.append(Complaint(source.name, 1, 1, (), "there are no rules here; add “extends: default”, or rules"))
    if complaints:
        raise RulesetError(complaints)
    exceptions = tuple(read_ignore(node) for _, node in ignores)
    return Ruleset(name, digest_of(variants, exceptions), variants.rules(()), variants, exceptions)


class _Spoilt(NamedTuple):
    """What has a complaint already. rules: by id, the paths below the rule; the others: file and number there."""

    rules: Mapping[str, Collection[Path]]
    overrides: frozenset[tuple[str, int]]
    ignores: frozenset[tuple[str, int]]


def _spoilt(complaints: Iterable[Complaint]) -> _Spoilt:
    rules: dict[str, set[Path]] = {}
    overrides: set[tuple[str, int]] = set()
    ignores: set[tuple[str, int]] = set()
    for complaint in complaints:
        match complaint.path:
            case ("rules", str(rule_id), *below) | ("overrides", int(), "rules", str(rule_id), *below):
                rules.setdefault(rule_id, set()).add(tuple(below))
            case ("overrides", int(at), *_):
                overrides.add((complaint.file, at))
            case ("ignore", int(at), *_):
                ignores.add((complaint.file, at))
    return _Spoilt(rules, frozenset(overrides), frozenset(ignores))


def _misshapen(file: Yaml) -> list[Complaint]:
    root = file.root
    if root is None:  # what could not be read has been said
        return []
    if root.value is None:
        return [Complaint(root.file, root.line, root.column, (), _EMPTY)]
    if file.judged:
        return []
    return translate(file_validator().iter_errors(file.data), root)


def _compiled(policy: Policy, chain: Chain, spoilt: _Spoilt) -> tuple[Variants, list[Complaint]]:
    compiler = Compiler()
    compiled: dict[str, tuple[Rule, bool]] = {}
    for rule_id, node in policy.rules.items():
        if rule_id in spoilt.rules:
            compiler.inspect(node, ("rules", rule_id), spoilt.rules[rule_id], whole=chain.whole)
        elif chain.whole or not _lacking(node):  # without its base a rule may lack what the base would give
            rule = compiler.rule(rule_id, node, ("rules", rule_id))
            if rule:
                compiled[rule_id] = rule
    fine = [(at, node) for at, node in policy.overrides if (node.file, at) not in spoilt.overrides]
    overrides = [read_override(node, ("overrides", at)) for at, node in fine if isinstance(node.value, dict)]
    variants = Variants(policy.rules, compiled, overrides, compiler)
    variants.try_out()
    return variants, compiler.complaints


def _lacking(node: Node) -> list[str]:
    return [name for name in NEEDED if isinstance(node.value, dict) and name not in node.value]


def _unknown(policy: Policy, chain: Chain, spoilt: _Spoilt) -> Iterator[Complaint]:
    """Changes to rules that do not exist."""
    if not chain.whole:
        return
    known = [rule_id for rule_id, node in policy.rules.items() if not _lacking(node)]
    hint = "" if len(chain.files) > 1 else "; add “extends: default” to change built-in rules"
    for rule_id, node in policy.rules.items():
        # one that says neither what to look at nor what to say is meant for a rule that is there
        if rule_id not in spoilt.rules and {"subject", "message"} <= set(_lacking(node)):
            yield _no_such_rule(rule_id, node, ("rules", rule_id), nearest(rule_id, known) or hint)
    for at, entry in policy.overrides:
        rules = entry.value.get("rules") if isinstance(entry.value, dict) else None
        for rule_id, node in rules.value.items() if rules and isinstance(rules.value, dict) else ():
            if rule_id not in policy.rules:
                yield _no_such_rule(rule_id, node, ("overrides", at, "rules", rule_id), nearest(rule_id, known) or hint)


def _no_such_rule(rule_id: str, node: Node, path: Path, hint: str) -> Complaint:
    message = f"there is no rule “{shown(rule_id)}” to change{hint}"
    return Complaint(node.file, node.key_line, node.key_column, path, message)
