"""Validators for rules files and for the options of verbs: the published schema, made quick and safe to run.

`$ref`s are put in place and what only editors read is left out; patterns run on RE2, subjects are looked up by name.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast

from seocheck import checks
from seocheck.page import subjects
from seocheck.ruleset.globs import compile_re2
from seocheck.ruleset.language import SUBJECT_FORMAT, Schema, each_subschema, loosened, rules_schema

_ANNOTATIONS = frozenset(("$schema", "$comment", "title", "description", "examples", "default", "enumDescriptions"))
_TEXT = {"type": "string"}


def _put_in_place(schema: Schema) -> Schema:
    definitions = schema.pop("definitions")

    def change(part: Schema) -> Schema:
        part = _bare(part)
        while "$ref" in part or set(part) == {"allOf"}:
            if "$ref" in part:
                part = _bare(definitions[part["$ref"].rpartition("/")[2]])
            elif len(part["allOf"]) == 1:
                part = _bare(part["allOf"][0])
            else:
                break
        if part.get("format") == SUBJECT_FORMAT:
            part.pop("anyOf", None)  # `describe` decides, see _is_subject
        return part

    placed: Schema = each_subschema(schema, change)
    return placed


def _bare(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key not in _ANNOTATIONS}


def _re2_pattern(_: Any, pattern: str, instance: Any, __: Schema) -> Iterable[Any]:
    # RE2 instead of `re`: linear, and `$` is the end of the text, not also the place before a last line break.
    from jsonschema import ValidationError

    if isinstance(instance, str) and not compile_re2(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


# The two keywords below do what those of jsonschema do, but answer the plain question “of this type?” on the spot:
# jsonschema makes a new validator for it, which was a third of the time a rules file takes.


def _if_type(validator: Any, condition: Schema, instance: Any, schema: Schema) -> Iterator[Any]:
    plain = set(condition) == {"type"} and isinstance(condition["type"], str)
    holds = (
        validator.is_type(instance, condition["type"])
        if plain
        else validator.evolve(schema=condition).is_valid(instance)
    )
    branch = "then" if holds else "else"
    if branch in schema:
        yield from validator.descend(instance, schema[branch], schema_path=branch)


def _properties(validator: Any, properties: Mapping[str, Any], instance: Any, _: Schema) -> Iterator[Any]:
    if not isinstance(instance, dict):
        return
    for name, schema in properties.items():
        if name in instance and not (schema == _TEXT and isinstance(instance[name], str)):
            yield from validator.descend(instance[name], schema, path=name, schema_path=name)


def _is_subject(value: object) -> bool:
    # `describe` reads the end of a name as `re` does, so a line break could hide there
    return not isinstance(value, str) or (value == value.strip() and subjects.describe(value) is not None)


@lru_cache(maxsize=8)
def _validator(schema_of: Callable[[], Schema], _vocabulary: tuple[object, ...]) -> Any:
    from jsonschema import Draft7Validator, FormatChecker
    from jsonschema.validators import extend
    from referencing import Registry

    formats = FormatChecker(formats=())
    formats.checks(SUBJECT_FORMAT)(_is_subject)
    kind = cast("Any", extend)(Draft7Validator, {"pattern": _re2_pattern, "if": _if_type, "properties": _properties})
    # the empty registry keeps a $ref from reading files or the network
    return kind(_put_in_place(schema_of()), registry=Registry(), format_checker=formats)


def file_validator() -> Any:
    """The validator of rules files."""
    modules = tuple(checks.verb(name) for name in checks.verb_names())
    return _validator(rules_schema, modules)


def option_errors(verb: str, options: Any) -> list[Any]:
    """What is wrong with the merged options of a verb; the files they come from may each leave out what is needed."""
    needs = _needs(cast("Hashable", checks.verb(verb)))
    if needs.met_by(options):
        return []
    validator = file_validator().evolve(schema=_put_in_place({**needs.schema, "definitions": {}}))
    return list(validator.iter_errors(options))


class _Needs(NamedTuple):
    """What the options of a verb must hold. only_these: no more than names and their number is asked for."""

    schema: Schema
    names: frozenset[str]
    least: int
    only_these: bool

    def met_by(self, options: Any) -> bool:
        """Whether nothing more need be asked."""
        if not self.only_these:
            return False
        if not (self.names or self.least):
            return True
        return isinstance(options, dict) and self.names <= options.keys() and self.least <= len(options)


@lru_cache(maxsize=256)
def _needs(module: Hashable) -> _Needs:
    options: Schema = dict(cast("checks.Verb", module).OPTIONS)
    named: Schema = {key: options[key] for key in ("required", "minProperties") if key in options}
    names, least = frozenset(named.get("required", ())), named.get("minProperties", 0)
    return _Needs(options, names, least, {**loosened(options), **named} == options)
