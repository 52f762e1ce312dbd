from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft7Validator

from seocheck import checks
from seocheck.ruleset import complaints as module
from seocheck.ruleset.complaints import SENTENCES, STRUCTURAL, translate
from seocheck.ruleset.language import rules_schema
from seocheck.ruleset.strict_yaml import read_yaml

RULE = "rules: {{a: {{subject: h1, expect: {{{expect}}}, severity: error, message: x}}}}"
A = "rules.yaml:1:"


def in_rule(keys: str) -> str:
    rule = ["subject: og:title", "expect: {absent: true}", "severity: error", "message: x"]
    return "\n".join(["rules:", "  a:", *(f"    {line}" for line in rule), keys])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:1: the file is empty; a rules file has “extends: default”, or rules under “rules:”"),
        ("[]", "1:1: must be a mapping (“key: value”), not a list"),
        ("hello", "1:1: must be a mapping (“key: value”); YAML reads hello as text"),
        ("version: 1", "1:1: there are no rules here; add “extends: default”, or rules"),
        ("version: 2", "1:10: version: this seocheck reads version 1 of the rule language, not 2"),
        ("version: '1'", "1:10: version: this seocheck reads version 1 of the rule language, not “1”"),
        ("exteds: x", "1:1: unknown key “exteds”; did you mean “extends”?"),
        ("zzz: x", "1:1: unknown key “zzz”; known are version, extends, rules, overrides and ignore"),
        ("rules: []", "1:8: rules: must be a mapping (“key: value”), not a list"),
        (
            "rules: {A_b: off}",
            "1:9: rules: “A_b”: a rule id is small letters and digits with hyphens, like “headline-h1”",
        ),
        (f"rules: {{{'a' * 81}: off}}", f"1:9: rules: “{'a' * 59}…”: a name has at most 80 characters"),
        (
            'rules: {"a\\n": off}',
            "1:9: rules: “a\\n”: a rule id is small letters and digits with hyphens, like “headline-h1”",
        ),
        (
            "rules: {a: warn}",
            "1:12: rules > a: “warn” is not one of error, warning, info or off; did you mean “warning”?",
        ),
        (
            "rules: {a: false}",
            (
                "1:12: rules > a: must be a mapping (“key: value”) or text; "
                'YAML reads false as true or false. Put quotes around it: "false"'
            ),
        ),
        (
            "rules: {a: off}",
            "1:9: rules > a: there is no rule “a” to change; add “extends: default” to change built-in rules",
        ),
        ("rules: {a: {subject: h1, message: x}}", "1:9: rules > a: “expect” and “severity” are missing"),
        ("overrides: [{rules: {}}]", "1:13: overrides > item 1: “for” is missing"),
        ("overrides: [{for: {}, rules: {}}]", "1:19: overrides > item 1 > for: must not be empty"),
        (
            "overrides: [{for: {url: 3}, rules: {}}]",
            (
                "1:25: overrides > item 1 > for > url: must be text or a list; "
                'YAML reads 3 as a number. Put quotes around it: "3"'
            ),
        ),
        ("overrides: [{for: {url: []}, rules: {}}]", "1:25: overrides > item 1 > for > url: must not be empty"),
        ("overrides: {}", "1:12: overrides: must be a list, not a mapping"),
    ],
)
def test_the_file_and_its_overrides(text: str, said: str, complaints: Callable[..., list[str]]) -> None:
    assert complaints(text)[0] == f"rules.yaml:{said}"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("    same_as: h1", "7:5: rules > a: “same_as” is a verb; it belongs under “expect”"),
        ("    mesage: y", "7:5: rules > a: unknown key “mesage”; did you mean “message”?"),
        (
            "    group: My Group",
            "7:12: rules > a > group: “My Group”: a group is small letters and digits joined by hyphens, like “links”",
        ),
        (
            "    help: foo",
            "7:11: rules > a > help: “foo”: this must be a web address that starts with https:// or http://",
        ),
        (
            "    help: javascript:x",
            "7:11: rules > a > help: “javascript:x”: this must be a web address that starts with https:// or http://",
        ),
        (
            "    source: googel",
            (
                "7:13: rules > a > source: “googel” is not one of "
                "google, schema.org, html, wcag, opengraph or newsroom; "
                "did you mean “google”?"
            ),
        ),
        ("    together: yes", "7:15: rules > a > together: must be true or false; YAML reads yes as text. Write true"),
        ("    together: off", "7:15: rules > a > together: must be true or false; YAML reads off as text. Write false"),
        (
            "    together: 'true'",
            "7:15: rules > a > together: must be true or false; in quotes “true” is text. Write true without them",
        ),
        ("    together: 1", "7:15: rules > a > together: must be true or false, not 1"),
        (
            "    why: 2024",
            '7:10: rules > a > why: must be text; YAML reads 2024 as a number. Put quotes around it: "2024"',
        ),
        (
            "    why: true",
            '7:10: rules > a > why: must be text; YAML reads true as true or false. Put quotes around it: "true"',
        ),
        ("    why: ~", '7:10: rules > a > why: must be text; YAML reads ~ as nothing. Put quotes around it: "~"'),
        ("    why:", "7:9: rules > a > why: must be text, but nothing stands here"),
        ("    why: [x]", "7:10: rules > a > why: must be text, not a list"),
        ("    why: {value}", '7:10: rules > a > why: must be text, not a mapping; put quotes around it: "{value}"'),
        ("    why: {a: 1, b: 2}", "7:10: rules > a > why: must be text, not a mapping"),
        ("    when: headlin", "7:11: rules > a > when: “headlin” is not a subject; did you mean “headings”?"),
        (
            "    when: xq!",
            "7:11: rules > a > when: “xq!” is not a subject; “seocheck facts” lists what rules can look at",
        ),
        ("    when: {csss: x}", "7:12: rules > a > when: unknown key “csss”; did you mean “css”?"),
        ("    when: {attribute: x}", "7:5: rules > a > when: “css” is missing"),
        (
            "    when: {css: 'a['}",
            "7:17: rules > a > when > css: “a[” is not a CSS selector: expected an identifier at position 2",
        ),
        (
            "    when: {css: a, attribute: 'x y'}",
            "7:31: rules > a > when > attribute: “x y”: this must be the name of an attribute, or “text”",
        ),
        ("    when: []", "7:11: rules > a > when: must not be empty"),
        ("    good: {url: x}", "7:5: rules > a > good: “html” is missing"),
        (
            "    fix: '{cuont}'",
            "7:10: rules > a > fix: {cuont} is not available; use {count}, {subject} or {value}; did you mean “count”?",
        ),
        (
            "    fix: '{0.__class__}'",
            "7:10: rules > a > fix: “{0.__class__}” is no field; write {name}, or {{ for a brace",
        ),
    ],
)
def test_a_rule(keys: str, said: str, complaints: Callable[..., list[str]]) -> None:
    assert f"rules.yaml:{said}" in complaints(in_rule(keys))


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("", "34: rules > a > expect: must not be empty"),
        ("lenght: 3", "35: rules > a > expect: unknown verb “lenght”; did you mean “length”?"),
        ("severity: off", "35: rules > a > expect: “severity” belongs to the rule, not under “expect”"),
        ("count: {exacly: 1}", "43: rules > a > expect > count: unknown option “exacly”; did you mean “exactly”?"),
        (
            "count: '1'",
            "42: rules > a > expect > count: must be a whole number; in quotes “1” is text. Write 1 without them",
        ),
        ("count: 1.5", "42: rules > a > expect > count: must be a whole number, not 1.5"),
        ("count: 017", "42: rules > a > expect > count: must be a whole number; YAML reads 017 as text. Write 17"),
        ("count: 1:30", "42: rules > a > expect > count: must be a whole number; YAML reads 1:30 as text"),
        ("count: -1", "42: rules > a > expect > count: must be at least 0, not -1"),
        ("count: {}", "42: rules > a > expect > count: must not be empty"),
        ("lacks: TK", "42: rules > a > expect > lacks: must be a list, not “TK”. Write [TK]"),
        ("lacks: 'a: b'", '42: rules > a > expect > lacks: must be a list, not “a: b”. Write ["a: b"]'),
        (
            "lacks: [{Headline: }]",
            '43: rules > a > expect > lacks > item 1: must be text, not a mapping; put quotes around it: "{Headline}"',
        ),
        ("lacks: []", "42: rules > a > expect > lacks: must not be empty"),
        (
            "lacks: [1]",
            (
                "43: rules > a > expect > lacks > item 1: "
                'must be text; YAML reads 1 as a number. Put quotes around it: "1"'
            ),
        ),
        (
            "same_as: 3",
            (
                "44: rules > a > expect > same_as: "
                'must be text or a list; YAML reads 3 as a number. Put quotes around it: "3"'
            ),
        ),
        ("same_as: []", "44: rules > a > expect > same_as: must not be empty"),
        (
            "same_as: [h1, 4]",
            (
                "49: rules > a > expect > same_as > item 2: "
                'must be text; YAML reads 4 as a number. Put quotes around it: "4"'
            ),
        ),
        (
            "same_as: [h1, titel]",
            "49: rules > a > expect > same_as > to > item 2: “titel” is not a subject; did you mean “title”?",
        ),
        (
            "same_as: {to: titel}",
            "49: rules > a > expect > same_as > to: “titel” is not a subject; did you mean “title”?",
        ),
        ("same_as: {at_least: 0.8}", "35: rules > a > expect > same_as: “to” is missing"),
        ("same_as: {to: h1, at_least: 2}", "63: rules > a > expect > same_as > at_least: must be at most 1, not 2"),
        (
            "same_as: {to: h1, allow: contain}",
            "60: rules > a > expect > same_as > allow: must be contained, not “contain”",
        ),
        ("length: {}", "43: rules > a > expect > length: “at_least” or “at_most” is missing"),
        ("absent: off", "43: rules > a > expect > absent: the only value that can stand here is true, not “off”"),
        ("no_skips: 1", "45: rules > a > expect > no_skips: the only value that can stand here is true, not 1"),
        ("matches: '('", "44: rules > a > expect > matches > pattern: this bracket is not closed"),
        ("matches: {pattern: '('}", "54: rules > a > expect > matches > pattern: this bracket is not closed"),
        ("matches: boom", "44: rules > a > expect > matches: matches cannot work with these options ('boom')"),
    ],
)
def test_what_is_expected(expect: str, said: str, complaints: Callable[..., list[str]]) -> None:
    assert complaints(RULE.format(expect=expect)) == [A + said]


@pytest.mark.parametrize(
    ("schema", "text", "said"),
    [
        ({"type": "null"}, "x", "must be nothing; YAML reads x as text"),
        ({"enum": [1, True, None]}, "x", "“x” is not one of 1, true or nothing"),
        ({"enum": ["a", "b"]}, "3", "must be one of a or b, not 3"),
        ({"const": "a"}, "b", "must be a, not “b”"),
        ({"const": None}, "b", "must be nothing, not “b”"),
        ({"pattern": "^a"}, "b", "“b” does not have the form ^a"),
        ({"format": "date"}, "b", "“b” is not a date"),
        ({"oneOf": [{"type": "integer"}, {"minimum": 0}]}, "3", "only one of the alternatives may be given"),
        (
            {"anyOf": [{"type": "integer"}, {"type": "array"}]},
            "x",
            "must be a whole number or a list; YAML reads x as text",
        ),
        ({"anyOf": [{"type": "object", "required": ["q"]}, {"type": "array"}]}, "{a: 1}", "“q” is missing"),
        (
            {"anyOf": [{"properties": {"a": {"properties": {"b": {"maximum": 0}}}}}, {"type": "array"}]},
            "{a: {b: 1}}",
            "must be at most 0, not 1",
        ),
        (
            {"anyOf": [{"properties": {"a": {"required": ["q"], "maxProperties": 0}}}, {"type": "array"}]},
            "{a: {b: 1}}",
            "“q” is missing",
        ),
        (
            {"anyOf": [{"properties": {}, "additionalProperties": False}]},
            "{a: 1}",
            "unknown key “a”; none is expected here",
        ),
        ({"not": {"required": ["a", "b"]}}, "{a: 1, b: 2}", "“a” and “b” cannot stand together"),
        ({"not": {"type": "string"}}, "x", "“x” cannot stand here"),
        (False, "x", "nothing can stand here"),
        ({"dependencies": {"a": ["b", "c"]}}, "{a: 1, b: 1}", "“a” also needs “c”"),
        ({"dependencies": {"a": {"maxProperties": 1}}}, "{a: 1, b: 1}", "must have at most 1 key, not 2"),
        ({"minimum": 3}, "2", "must be at least 3, not 2"),
        ({"maximum": 3}, "4", "must be at most 3, not 4"),
        ({"exclusiveMinimum": 3}, "3", "must be more than 3, not 3"),
        ({"exclusiveMaximum": 3}, "3", "must be less than 3, not 3"),
        ({"multipleOf": 3}, "4", "must be a multiple of 3, not 4"),
        ({"minLength": 3}, "ab", "must have at least 3 characters, not 2"),
        ({"minLength": 1}, "''", "must not be empty"),
        ({"maxLength": 1}, "ab", "must have at most 1 character, not 2"),
        ({"minItems": 2}, "[x]", "must have at least 2 items, not 1"),
        ({"maxItems": 1}, "[x, y]", "must have at most 1 item, not 2"),
        ({"minProperties": 2}, "{a: 1}", "must have at least 2 keys, not 1"),
        ({"uniqueItems": True}, "[x, x]", "holds the same item twice"),
        ({"items": [{}], "additionalItems": False}, "[x, x]", "holds more items than are expected"),
        ({"contains": {"const": 1}}, "[x]", "none of its items is of the kind that is expected"),
        ({"required": ["a", "b"]}, "{}", "“a” and “b” are missing"),
        ({"additionalProperties": False}, "{a: 1}", "unknown key “a”; none is expected here"),
        ({"propertyNames": {"minLength": 2}}, "{a: 1}", "“a”: this cannot be a name"),
    ],
)
def test_every_keyword_has_a_sentence(schema: Any, text: str, said: str) -> None:
    root = read_yaml(text, "f").root
    assert root is not None
    validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    assert [complaint.message for complaint in translate(validator.iter_errors(read_yaml(text, "f").data), root)] == [
        said
    ]


def keywords(schema: Any) -> set[str]:
    if not isinstance(schema, dict):
        return set()
    found = set(schema)
    for key, value in schema.items():
        if key in ("properties", "patternProperties", "definitions"):
            found |= {name for each in value.values() for name in keywords(each)}
        else:
            parts = value if isinstance(value, list) else [value]
            found |= {name for part in parts if key not in ("enum", "const", "default") for name in keywords(part)}
    return found


def test_no_keyword_of_the_shipped_language_falls_through(real_verbs: None) -> None:
    annotations = {"$schema", "title", "description", "default", "examples", "enumDescriptions", "$comment"}
    used = keywords(rules_schema()) | {
        key for name in checks.verb_names() for key in keywords(dict(checks.verb(name).OPTIONS))
    }
    assert used <= set(SENTENCES) | STRUCTURAL | annotations


def test_an_unknown_keyword_still_gets_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SENTENCES", {})
    root = read_yaml("x", "f").root
    assert root is not None
    errors = Draft7Validator({"type": "integer"}).iter_errors("x")
    assert [complaint.message for complaint in translate(errors, root)] == ["this is not allowed here"]


def test_all_is_said_at_once_in_the_order_of_the_file_and_once_for_each_place(
    complaints: Callable[..., list[str]],
) -> None:
    text = (
        "version: 1\nversion: 1\nrules:\n  a:\n    subject: titel\n    expect: {count: x, matches: '(', lenght: 1}\n"
        "    message: '{nope}'\n    severity: warn\n"
        "  b: {subject: {css: 'a['}, expect: {length: 1}, message: '{}', severity: off}\n"
        "overrides:\n  - {for: {url: x}, rules: {b: {expect: {length: {at_least: 9}}}, c: off}}\n"
    )
    places = [line.split(":")[1:3] for line in complaints(text)]
    assert places == [
        ["2", "1"],  # written twice
        ["5", "14"],  # no such subject
        ["6", "21"],  # not a number
        ["6", "33"],  # pattern
        ["6", "38"],  # no such verb
        ["8", "15"],  # severity
        ["9", "22"],  # selector
        ["9", "59"],  # message
        ["11", "67"],  # no such rule
    ]


def test_hostile_names_come_out_as_one_printable_line(complaints: Callable[..., list[str]]) -> None:
    for text in ('rules: {"a\\x1b[31m\\nb": off}', '"a\\u202e": 1', 'rules: {a: {expect: {"\\r": 1}}}'):
        assert all(line.isprintable() for line in complaints(text))
