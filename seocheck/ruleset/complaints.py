"""jsonschema's errors about a rules file → complaints in plain words, each at the place of the value or key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from seocheck import checks
from seocheck.page import subjects
from seocheck.ruleset.errors import Complaint, Path, listed, nearest, shown
from seocheck.ruleset.language import SUBJECT_FORMAT
from seocheck.ruleset.node import Node, find
from seocheck.ruleset.readings import value_words, wrong_type

_RULE_KEYS = frozenset(("severity", "message", "subject", "when", "unless", "group", "why", "fix", "help", "together"))


class Fault(NamedTuple):
    """What a validator objects to.

    keyword: the keyword of the schema that failed. wanted: what stands there. seen: the value at fault.
    path: from the root to that value, below: from the value whose alternatives (`inner`, each with the number of its
    branch) were tried. is_name: the value is the name of a key.
    """

    keyword: str
    wanted: Any
    seen: Any
    path: Path
    below: Path
    schema: Mapping[str, Any]
    is_name: bool
    branch: int
    inner: tuple[Fault, ...]


def _fault(error: Any) -> Fault:
    steps = error.relative_schema_path
    return Fault(
        keyword=str(error.validator),
        wanted=error.validator_value,
        seen=error.instance,
        path=tuple(error.absolute_path),
        below=tuple(error.relative_path),
        schema=error.schema if isinstance(error.schema, Mapping) else {},
        is_name="propertyNames" in error.absolute_schema_path,
        branch=steps[0] if steps and isinstance(steps[0], int) else 0,
        inner=tuple(_fault(each) for each in error.context or ()),
    )


def translate(errors: Iterable[Any], root: Node, at: Path = ()) -> list[Complaint]:
    """Complaints for what a validator found wrong with `root`, which itself stands at `at` in its file."""
    found: list[Complaint] = []
    missing: dict[Path, list[str]] = {}
    for fault in map(_best, map(_fault, errors)):
        node = find(root, fault.path)
        path = (*at, *fault.path)
        if fault.keyword == "required":
            names = missing.setdefault(fault.path, [])
            names += [name for name in fault.wanted if name not in fault.seen and name not in names]
        elif fault.keyword == "additionalProperties":
            found += _unknown_keys(fault, node, path)
        elif fault.is_name and isinstance(node.value, dict):
            key = node.value[fault.seen]
            words = f"“{shown(fault.seen)}”: {_name_fault(fault)}"
            found.append(Complaint(key.file, key.key_line, key.key_column, path, words))
        else:
            found.append(Complaint(node.file, node.line, node.column, path, sentence(fault, node)))
    found += [_missing(find(root, path), (*at, *path), names) for path, names in missing.items()]
    return found


def sentence(fault: Fault, node: Node) -> str:
    """What is wrong with one value; `node` is the value with its place."""
    say = SENTENCES.get(fault.keyword)
    return say(fault, node) if say else "this is not allowed here"


def _missing(node: Node, path: Path, names: Sequence[str]) -> Complaint:
    words = f"{listed([f'“{name}”' for name in names])} {'is' if len(names) == 1 else 'are'} missing"
    return Complaint(node.file, node.key_line, node.key_column, path, words)


def _name_fault(fault: Fault) -> str:
    if fault.keyword == "maxLength":
        return f"a name has at most {fault.wanted} characters"
    return str(fault.schema.get("patternErrorMessage", "this cannot be a name"))


def _unknown_keys(fault: Fault, node: Node, path: Path) -> Iterator[Complaint]:
    known = tuple(fault.schema.get("properties", ()))
    keys = node.value if isinstance(node.value, dict) else {}
    for name, value in keys.items():
        if name not in known:
            yield Complaint(value.file, value.key_line, value.key_column, path, _unknown(name, known, path))


def _unknown(name: str, known: Sequence[str], path: Path) -> str:
    below = below_rule(path)
    verbs = checks.verb_names()
    if below == () and name in verbs:
        return f"“{shown(name)}” is a verb; it belongs under “expect”"
    if below == ("expect",):
        if name in _RULE_KEYS:
            return f"“{name}” belongs to the rule, not under “expect”"
        return f"unknown verb “{shown(name)}”{nearest(name, verbs) or _choice(verbs)}"
    what = "option" if below and below[0] == "expect" else "key"
    return f"unknown {what} “{shown(name)}”{nearest(name, known) or _choice(known)}"


def _choice(names: Sequence[str]) -> str:
    return f"; known are {listed(tuple(names))}" if names else "; none is expected here"


def below_rule(path: Path) -> Path | None:
    """The part of a path that lies below a rule; None when it does not lead into one."""
    if path[:1] == ("rules",) and len(path) > 1:
        return path[2:]
    if path[:1] == ("overrides",) and path[2:3] == ("rules",) and len(path) > 3:
        return path[4:]
    return None


def _type(fault: Fault, node: Node) -> str:
    return wrong_type(_types(fault), node)


def _enum(fault: Fault, node: Node) -> str:
    if len(fault.wanted) == 1:
        return f"must be {_json(fault.wanted[0])}, not {value_words(node)}"
    allowed = [str(value) for value in fault.wanted if isinstance(value, str)]
    others = [_json(value) for value in fault.wanted if not isinstance(value, str)]
    if isinstance(node.value, str) or not allowed:
        near = nearest(node.value, allowed) if isinstance(node.value, str) and allowed else ""
        return f"{value_words(node)} is not one of {listed([*allowed, *others], 'or')}{near}"
    return f"must be one of {listed([*allowed, *others], 'or')}, not {value_words(node)}"


def _json(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "nothing" if value is None else str(value)


def _const(fault: Fault, node: Node) -> str:
    if fault.path == ("version",):
        return f"this seocheck reads version 1 of the rule language, not {value_words(node)}"
    wanted = fault.wanted
    if isinstance(wanted, bool):
        return f"the only value that can stand here is {_json(wanted)}, not {value_words(node)}"
    return f"must be {_json(wanted)}, not {value_words(node)}"


def _pattern(fault: Fault, node: Node) -> str:
    said = fault.schema.get("patternErrorMessage")
    return f"{value_words(node)}{f': {said}' if said else f' does not have the form {fault.wanted}'}"


def _format(fault: Fault, node: Node) -> str:
    if fault.wanted == SUBJECT_FORMAT:
        return unknown_subject(str(node.value))
    return f"{value_words(node)} is not a {fault.wanted}"


def unknown_subject(name: str) -> str:
    """The sentence for a subject that does not exist."""
    hint = "; “seocheck facts” lists what rules can look at"
    return f"“{shown(name)}” is not a subject{nearest(name, _known_subjects()) or hint}"


@cache
def _known_subjects() -> tuple[str, ...]:
    return tuple(info.name for info in subjects.built_in())


def _best(fault: Fault) -> Fault:
    """Of a failed choice the alternative that fits best: not one of another type, and the one with fewest faults."""
    while fault.keyword in ("anyOf", "oneOf"):
        fitting = _fitting(fault)
        if not fitting or all(
            inner.keyword == "required" and not inner.below for faults in fitting for inner in faults
        ):
            break
        fault = min(fitting, key=len)[0]
    return fault


def _fitting(fault: Fault) -> list[list[Fault]]:
    branches: dict[int, list[Fault]] = {}
    for inner in fault.inner:
        branches.setdefault(inner.branch, []).append(inner)
    return [faults for faults in branches.values() if not any(_is_wrong_type(inner) for inner in faults)]


def _any_of(fault: Fault, node: Node) -> str:
    """What is said of the choice as a whole; where one alternative speaks for it, see `_best`."""
    if not fault.inner:  # oneOf, when more than one fits
        return "only one of the alternatives may be given"
    fitting = _fitting(fault)
    if not fitting:
        wanted = dict.fromkeys(name for inner in fault.inner if _is_wrong_type(inner) for name in _types(inner))
        return wrong_type(tuple(wanted), node)
    names = dict.fromkeys(name for faults in fitting for inner in faults for name in inner.wanted)
    return f"{listed([f'“{name}”' for name in names], 'or')} is missing"


def _is_wrong_type(fault: Fault) -> bool:
    return fault.keyword == "type" and not fault.below


def _types(fault: Fault) -> Sequence[str]:
    return [fault.wanted] if isinstance(fault.wanted, str) else fault.wanted


def _limit(words: str) -> Callable[[Fault, Node], str]:
    return lambda fault, node: f"must be {words} {fault.wanted}, not {value_words(node)}"


def _size(words: str, one: str, many: str) -> Callable[[Fault, Node], str]:
    def say(fault: Fault, node: Node) -> str:
        limit = fault.wanted
        if limit == 1 and words == "at least":
            return "must not be empty"
        size = len(node.value) if isinstance(node.value, str | dict | list) else 0
        return f"must have {words} {limit} {one if limit == 1 else many}, not {size}"

    return say


def _dependencies(fault: Fault, node: Node) -> str:
    keys: Mapping[str, Node] = node.value if isinstance(node.value, dict) else {}
    wants: Mapping[str, Any] = fault.wanted
    for name, needs in wants.items():
        lacking = [need for need in needs if need not in keys] if isinstance(needs, list) else []
        if name in keys and lacking:
            return f"“{name}” also needs {listed([f'“{need}”' for need in lacking])}"
    return "one of these options needs another beside it"


def _not(fault: Fault, node: Node) -> str:
    names = fault.wanted.get("required") if isinstance(fault.wanted, dict) else None
    if isinstance(names, list):
        return f"{listed([f'“{name}”' for name in names])} cannot stand together"
    return f"{value_words(node)} cannot stand here"


def _always(words: str) -> Callable[[Fault, Node], str]:
    return lambda *_: words


SENTENCES: Mapping[str, Callable[[Fault, Node], str]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "format": _format,
    "anyOf": _any_of,
    "oneOf": _any_of,
    "not": _not,
    "None": _always("nothing can stand here"),  # a schema that is `false`
    "dependencies": _dependencies,
    "minimum": _limit("at least"),
    "maximum": _limit("at most"),
    "exclusiveMinimum": _limit("more than"),
    "exclusiveMaximum": _limit("less than"),
    "multipleOf": _limit("a multiple of"),
    "minLength": _size("at least", "character", "characters"),
    "maxLength": _size("at most", "character", "characters"),
    "minItems": _size("at least", "item", "items"),
    "maxItems": _size("at most", "item", "items"),
    "minProperties": _size("at least", "key", "keys"),
    "maxProperties": _size("at most", "key", "keys"),
    "uniqueItems": _always("holds the same item twice"),
    "additionalItems": _always("holds more items than are expected"),
    "contains": _always("none of its items is of the kind that is expected"),
}
"""A sentence for every keyword that can speak for itself; the others (if, then, items …) hand on to these."""

STRUCTURAL = frozenset(("required", "additionalProperties", "propertyNames", "properties", "patternProperties"))
STRUCTURAL |= frozenset(("items", "if", "then", "else", "allOf", "$ref", "definitions", "patternErrorMessage"))
"""Keywords handled by `translate` itself, or that never fail on their own."""
