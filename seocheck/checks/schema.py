"""The node has the shape a JSON Schema of the `schemas` folder asks for; each error stands at the value it is about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from seocheck.checks import Look, OptionError
from seocheck.model import Problem, Spot, View
from seocheck.page.markup.nodes import Node
from seocheck.resources import schemas_dir

if TYPE_CHECKING:
    import jsonschema_rs
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"name": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9.-]*$"}},
    "required": ["name"],
    "additionalProperties": False,
}
SHORTHAND = "name"
FIELDS = ("path", "problem")
ABSENCE = False

_MOST = 20  # items wrong in the same way that are named beside the first


class _Judge:
    """A schema and what is wrong by it. jsonschema-rs says quickly that nothing is; jsonschema explains what is.

    Both are made on first use: most runs that list rules never judge a node, and most nodes need no explanation.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = dict(schema)

    def errors(self, data: Any) -> Iterable[ValidationError]:
        if self._is_valid(data):
            return ()
        errors: Iterator[ValidationError] = self._explainer.iter_errors(data)
        return errors

    def _is_valid(self, data: Any) -> bool:
        try:
            return self._quick.is_valid(data)
        except UnicodeEncodeError:  # a lone surrogate, which Rust's text cannot hold
            return False

    @cached_property
    def _quick(self) -> jsonschema_rs.Draft202012Validator:
        import jsonschema_rs

        return jsonschema_rs.Draft202012Validator(self._schema)

    @cached_property
    def _explainer(self) -> Draft202012Validator:
        from jsonschema import Draft202012Validator
        from referencing import Registry

        # an empty registry: a schema never fetches another from the network or the disk
        return Draft202012Validator(self._schema, registry=Registry())


def prepare(options: Mapping[str, Any]) -> _Judge:
    """The schema of that name, `$ref`s to its own definitions put in place; OptionError when there is none."""
    path = schemas_dir() / f"{options['name']}.json"
    if not path.is_file():
        known = ", ".join(sorted(item.stem for item in schemas_dir().glob("[A-Z]*.json")))
        raise OptionError(("name",), f"is no schema; there are {known}")
    schema = json.loads(path.read_text(encoding="utf-8"))
    return _Judge(_inlined(schema, schema.get("$defs", {})))


def _inlined(part: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(part, list):
        return [_inlined(item, definitions) for item in part]
    if isinstance(part, dict):
        if "$ref" in part:
            return _inlined(definitions[part["$ref"].removeprefix("#/$defs/")], definitions)
        return {key: _inlined(value, definitions) for key, value in part.items() if key != "$defs"}
    return part


def looks_at(options: Any) -> tuple[str, ...]:
    """No other subject."""
    return ()


def check(view: View, prepared: _Judge, look: Look) -> list[Problem] | None:
    """One problem for each value of the wrong kind; items of a list that are wrong in the same way are one."""
    nodes = [fact.value for fact in view.facts if isinstance(fact.value, Node)]
    if not nodes:
        return None
    problems: list[Problem] = []
    for node in nodes:
        seen: set[str] = set()
        alike: dict[tuple[str, ...], tuple[Problem, list[tuple[str, Spot]]]] = {}
        shape = node.shape
        for error in sorted(prepared.errors(shape), key=lambda item: [str(step) for step in item.absolute_path]):
            for leaf in _leaves(error):
                pointer = node.pointer_to(leaf.absolute_path)
                if pointer in seen:
                    continue
                seen.add(pointer)
                path = ".".join(str(step) for step in leaf.absolute_path) or "it"
                fields = {"value": _shown(leaf.instance), "path": path, "problem": _wording(leaf)}
                spot = node.origin.spot(pointer)
                kind = (*_without_numbers(leaf.absolute_path), fields["problem"])
                if kind in alike:
                    alike[kind][1].append((f"likewise {path}: {fields['value']}", spot))
                else:
                    alike[kind] = (Problem(spot, fields), [])
        problems += [first._replace(related=tuple(more[:_MOST])) for first, more in alike.values()]
    return problems


def _without_numbers(path: Iterable[str | int]) -> Iterator[str]:
    return ("*" if isinstance(step, int) else step for step in path)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The errors to report of an anyOf: those of the branch that got furthest into the value, or the anyOf itself.

    Its own `description` says what is wanted; its branches only know what they are not.
    """
    deeper = [item for item in error.context or () if len(item.absolute_path) > len(error.absolute_path)]
    if not deeper:
        yield error
        return
    branch = max(deeper, key=lambda item: len(item.absolute_path)).schema_path[0]
    for item in deeper:
        if item.schema_path[0] == branch:
            yield from _leaves(item)


def _wording(error: ValidationError) -> str:
    described = error.schema.get("description") if isinstance(error.schema, Mapping) else None
    if error.validator == "required":
        wanted: Any = error.validator_value
        missing = next(name for name in wanted if name not in cast("Mapping[str, Any]", error.instance))
        return f"has no {missing}"
    return f"must be {described}" if described else f"is of a kind that is never right ({error.validator})"


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"
