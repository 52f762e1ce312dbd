"""The rule language as a JSON Schema: verbs and subjects → `schemas/rules.schema.json`, for editors and for the loader.

`python -m seocheck.ruleset.language` writes the file; with `--check` it only says whether the file is up to date.
The loader validates against the same schema, with `$ref`s put in place and without what only editors read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from seocheck import checks
from seocheck.model import SEVERITIES
from seocheck.page import subjects
from seocheck.ruleset.merge import BARE

Schema = dict[str, Any]

SUBJECT_FORMAT = "subject"
"""`{"type": "string", "format": "subject"}` in OPTIONS is the name of a subject, to editors and to the loader."""

SEVERITY_WORDS = (*SEVERITIES, "off")
SOURCES = ("google", "schema.org", "html", "wcag", "opengraph", "newsroom")
RULE_ID = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
MAX_PATTERN = 1000

# The names `describe` of page/subjects.py takes beside the built-in ones, for editors; a test holds the two together.
_FAMILY = r"^(og|twitter|article|meta|fb):[A-Za-z][\w:.\-]*$"
_PATH = r"^(article|[A-Z][A-Za-z0-9]*)(\.[A-Za-z@][\w\-]*(\[\])?)*$"

_NEEDS = frozenset(("required", "minProperties", "dependencies"))


def rules_schema() -> Schema:
    """The schema of a rules file, draft-07, as editors read it."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "seocheck rules",
        "description": "Which rules seocheck judges article pages by.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "version": {"const": 1, "description": "The version of the rule language."},
            "extends": {
                "type": "string",
                "maxLength": 1000,
                "description": "The policy this one builds on: “default”, “newsroom”, “minimal”, or a .yaml file in "
                "this folder or below.",
                "examples": ["default", "newsroom", "minimal"],
            },
            "rules": _ref("rules"),
            "overrides": {
                "type": "array",
                "description": "Other rules for some pages; the last one that fits a page wins.",
                "items": _override(),
            },
            "ignore": {
                "type": "array",
                "description": "Findings that are not reported; each with its reason.",
                "items": _ignore(),
            },
        },
        "definitions": {
            "rules": {
                "type": "object",
                "description": "Rules by their id. A new one needs subject, expect, severity and message.",
                "propertyNames": {
                    "pattern": RULE_ID,
                    "maxLength": 80,
                    "patternErrorMessage": "a rule id is small letters and digits with hyphens, like “headline-h1”",
                },
                "additionalProperties": _ref("rule"),
            },
            "rule": {"type": ["object", "string"], "if": {"type": "string"}, "then": _ref("severity"), "else": _rule()},
            "severity": {
                "enum": list(SEVERITY_WORDS),
                "description": "How much a finding weighs; “off” switches the rule off.",
            },
            "subject": _subject(),
            "subjectName": _subject_name(),
            "cssSubject": _css_subject(),
            "example": _example(),
            "globs": {
                "type": ["string", "array"],
                "if": {"type": "string"},
                "then": {"minLength": 1, "maxLength": MAX_PATTERN},
                "else": {"minItems": 1, "items": {"type": "string", "minLength": 1, "maxLength": MAX_PATTERN}},
            },
            "expect": {
                "type": "object",
                "description": "What is expected of the subject; all of it must hold.",
                "minProperties": 1,
                "additionalProperties": False,
                "properties": {name: _verb_schema(name) for name in checks.verb_names()},
            },
        },
    }


def _ref(name: str, description: str | None = None) -> Schema:
    reference: Schema = {"$ref": f"#/definitions/{name}"}
    # draft-07 readers pass over what stands beside $ref
    return {"description": description, "allOf": [reference]} if description else reference


def _text(description: str, **more: object) -> Schema:
    return {"type": "string", "description": description, **more}


def _rule() -> Schema:
    return {
        "additionalProperties": False,
        "properties": {
            "group": _text(
                "The group it is listed under; “own” when left out.",
                pattern=RULE_ID,
                maxLength=80,
                patternErrorMessage="a group is small letters and digits joined by hyphens, like “links”",
            ),
            "subject": _ref("subject", "What the rule looks at."),
            "when": _ref("subject", "Judge only pages that have this."),
            "unless": _ref("subject", "Judge only pages that do not have this."),
            "expect": _ref("expect"),
            "severity": _ref("severity"),
            "message": _text("What is wrong; {value} and other fields are filled in.", minLength=1),
            "why": _text("Why it matters to a reader."),
            "fix": _text("What to do, in one sentence; fields are filled in as in the message."),
            "source": {"enum": list(SOURCES), "description": "Who asks for it."},
            "help": _text(
                "A page that explains more.",
                pattern=r"^https?://[^\s]+$",
                patternErrorMessage="this must be a web address that starts with https:// or http://",
            ),
            "together": {"type": "boolean", "description": "One finding for all places instead of one each."},
            "good": _ref("example", "A page, or a piece of one, that passes."),
            "bad": _ref("example", "A page, or a piece of one, that fails; ▶ marks where."),
        },
    }


def _override() -> Schema:
    fits = {
        "url": "Addresses, as globs: * stays within one step, ** crosses slashes.",
        "path": "Files, as globs.",
        "section": "Sections of the site, as globs; case does not matter.",
    }
    return {
        "type": "object",
        "required": ["for", "rules"],
        "additionalProperties": False,
        "properties": {
            "for": {
                "type": "object",
                "description": "Which pages: all that is given must fit.",
                "minProperties": 1,
                "additionalProperties": False,
                "properties": {key: _ref("globs", description) for key, description in fits.items()},
            },
            "rules": _ref("rules"),
        },
    }


def _ignore() -> Schema:
    return {
        "type": "object",
        "required": ["rule", "reason"],
        "additionalProperties": False,
        "properties": {
            "rule": _ref("globs", "Which rules: by id, group or glob over ids."),
            "url": _ref("globs", "On which addresses, as globs; left out with path: on all pages."),
            "path": _ref("globs", "In which files, as globs."),
            "reason": _text("Why these findings are no news.", minLength=1),
            "until": _text(
                "The last day it holds, as YYYY-MM-DD; then the findings are reported again.",
                pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                patternErrorMessage="this must be a day, like 2027-01-31",
            ),
        },
    }


def _subject() -> Schema:
    names = {"type": "array", "minItems": 1, "items": _ref("subjectName")}
    return {
        "type": ["string", "object", "array"],
        "if": {"type": "string"},
        "then": _ref("subjectName"),
        "else": {"if": {"type": "object"}, "then": _ref("cssSubject"), "else": names},
    }


def _subject_name() -> Schema:
    known = subjects.built_in()
    return {
        "type": "string",
        "format": SUBJECT_FORMAT,
        "anyOf": [
            {"enum": [info.name for info in known], "enumDescriptions": [info.description for info in known]},
            {"pattern": _FAMILY, "description": "every meta element of that name, like og:title or meta:author"},
            {"pattern": _PATH, "description": "structured data by schema.org type and property, like article.author[]"},
        ],
    }


def _css_subject() -> Schema:
    return {
        "type": "object",
        "required": ["css"],
        "additionalProperties": False,
        "properties": {
            "css": _text("A CSS selector.", minLength=1, maxLength=MAX_PATTERN),
            "attribute": _text(
                "The attribute to look at, or “text” for the visible text.",
                pattern=r"^[A-Za-z_][\w:.\-]*$",
                maxLength=80,
                patternErrorMessage="this must be the name of an attribute, or “text”",
                default="text",
            ),
        },
    }


def _example() -> Schema:
    html = _text("The HTML of the example.")
    answer = {"type": ["integer", "string"], "description": "A status, or the address it redirects to for good."}
    answers = {"type": "object", "description": "What addresses links lead to answer.", "additionalProperties": answer}
    page = {
        "type": "object",
        "required": ["html"],
        "additionalProperties": False,
        "properties": {"html": html, "url": _text("The address it is published at."), "answers": answers},
    }
    return {"type": ["string", "object"], "if": {"type": "object"}, "then": page, "else": html}


def _verb_schema(name: str) -> Schema:
    module = checks.verb(name)
    options = loosened(module.OPTIONS)
    summary = (module.__doc__ or name).strip().splitlines()[0]
    shorthand = shorthand_of(module)
    if shorthand is None:
        return {**options, "description": summary}
    bare = {"const": True} if shorthand == BARE else options.get("properties", {}).get(shorthand, {})
    return {"description": summary, "if": {"type": "object"}, "then": options, "else": bare}


def shorthand_of(module: checks.Verb) -> str | None:
    """The option a bare value of this verb stands for; BARE when only `true` may stand there; None: no shorthand."""
    if module.SHORTHAND is not None:
        return module.SHORTHAND
    return BARE if module.OPTIONS.get("type") == "object" else None


def loosened(schema: Mapping[str, Any]) -> Schema:
    """A verb's options without what must be there: a file may change one option and take the others from its base."""
    kept = {key: value for key, value in schema.items() if key not in _NEEDS}
    for key in ("anyOf", "oneOf", "allOf"):
        if key in kept and all(set(branch) <= _NEEDS for branch in kept[key]):
            del kept[key]
    if isinstance(kept.get("properties"), Mapping):
        kept["properties"] = {
            name: loosened(item) if isinstance(item, Mapping) else item for name, item in kept["properties"].items()
        }
    return kept


def each_subschema(schema: Any, change: Callable[[Schema], Schema]) -> Any:
    """`schema` with `change` done to it and to each schema inside it, inner ones last."""
    if not isinstance(schema, Mapping):
        return schema
    changed = change(dict(schema))
    for key, value in changed.items():
        if key in ("properties", "patternProperties", "definitions", "dependencies") and isinstance(value, Mapping):
            changed[key] = {name: each_subschema(item, change) for name, item in value.items()}
        elif key in ("allOf", "anyOf", "oneOf", "items") and isinstance(value, list):
            changed[key] = [each_subschema(item, change) for item in value]
        elif isinstance(value, Mapping) and key not in ("const", "default"):
            changed[key] = each_subschema(value, change)
    return changed


def published() -> Schema:
    """`rules_schema()` with the names of subjects spelled out wherever a verb takes one: what the file holds."""
    definition = _subject_name()

    def spell_out(schema: Schema) -> Schema:
        if schema.get("format") != SUBJECT_FORMAT or "anyOf" in schema:
            return schema
        return _ref("subjectName", schema.get("description"))

    whole: Schema = each_subschema(rules_schema(), spell_out)
    whole["definitions"]["subjectName"] = definition
    return whole


def text() -> str:
    """The content of `schemas/rules.schema.json`."""
    return json.dumps(published(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write the schema and the stamp of the policy, or with `--check` compare them; exit code 1 when out of date."""
    from seocheck.resources import schemas_dir
    from seocheck.ruleset import vouched

    path = schemas_dir() / "rules.schema.json"
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python -m seocheck.ruleset.language [--check]\n")
        return 2
    wanted = text()
    if arguments:
        if path.is_file() and path.read_text(encoding="utf-8") == wanted and vouched.is_stamped():
            return 0
        sys.stderr.write(f"{path} or its stamp is out of date; write both: python -m seocheck.ruleset.language\n")
        return 1
    path.write_text(wanted, encoding="utf-8")
    vouched.write_stamp()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
