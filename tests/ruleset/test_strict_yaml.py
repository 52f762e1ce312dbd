from __future__ import annotations

from typing import Any

import pytest
import yaml

from seocheck.ruleset import strict_yaml
from seocheck.ruleset.node import MAX_BYTES
from seocheck.ruleset.strict_yaml import read_yaml


@pytest.fixture(params=["c", "python"], autouse=True)
def _both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "c" and not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without its C library")
    monkeypatch.setattr(strict_yaml, "LOADER", yaml.CSafeLoader if request.param == "c" else yaml.SafeLoader)


def test_gives_plain_data() -> None:
    text = "a: 1\nb: [x, 'y', {c: true}]\nd:\n  e: |\n    line\n"
    assert read_yaml(text, "f").data == {"a": 1, "b": ["x", "y", {"c": True}], "d": {"e": "line\n"}}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[(word, word) for word in ("off", "no", "on", "yes", "Off", "NO", "y", "1:30", "017", "0x1F", "0o7", "1_000")],
        *[(word, word) for word in ("2001-01-01", "2001-99-99", ".inf", ".nan", "+", ".", "1.2.3", "1e", "=")],
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-17", -17),
        ("+3", 3),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("'1'", "1"),
        ('"true"', "true"),
        ("''", ""),
    ],
)
def test_scalars_are_read_as_yaml_1_2_does(written: str, value: object) -> None:
    read = read_yaml(f"key: {written}", "f")
    assert read.faults == ()
    assert (type(read.data["key"]), read.data["key"]) == (type(value), value)


def test_keys_that_yaml_1_1_would_turn_into_something_else_stay_text() -> None:
    assert read_yaml("on: 1\noff: 2\n1:30: 3", "f").data == {"on": 1, "off": 2, "1:30": 3}


def test_every_value_and_key_knows_its_place() -> None:
    read = read_yaml("\ufeffa:\n  – ü: [1, {k: v}]\r\nb: x\n", "f")
    assert read.mark(("a", "– ü")) == (2, 8)
    assert read.mark(("a", "– ü"), key=True) == (2, 3)
    assert read.mark(("a", "– ü", 1, "k")) == (2, 16)
    assert read.mark(("a", "– ü", 0), key=True) == (2, 9)
    assert read.mark(("b",)) == (3, 4)
    assert read.mark(()) == (1, 1)
    assert read.mark(("a", "missing", "deeper")) == (2, 3), "the nearest thing above"


REFUSED: list[tuple[Any, int, int, str]] = [
    ("a: 1\na: 2", 2, 1, "“a” is written twice (first at line 1)"),
    ("{a: 1, a: 2}", 1, 8, "written twice (first at column 2)"),
    ("a: &x 1", 1, 4, "“&x” names a value for reuse"),
    ("a: *x", 1, 4, "“*x” refers to another value"),
    ("<<: {a: 1}", 1, 1, "“<<” merges mappings"),
    ("a: !!int x", 1, 4, "the tag “!!int” is not allowed"),
    ('a: !!int ""', 1, 4, "the tag “!!int” is not allowed"),
    ("a: !!bool x", 1, 4, "the tag “!!bool” is not allowed"),
    ("a: !!timestamp x", 1, 4, "the tag “!!timestamp” is not allowed"),
    ("a: !!binary x", 1, 4, "the tag “!!binary” is not allowed"),
    ("a: !!set {x}", 1, 4, "the tag “!!set” is not allowed"),
    ("a: !foo x", 1, 4, "the tag “!foo” is not allowed"),
    ("a: !!python/object/apply:os.system [x]", 1, 4, "is not allowed"),
    ("%TAG ! x\n---\na: 1", 1, 1, "%TAG is not used"),
    ("a: 1\n---\nb: 2", 2, 1, "a second document starts here"),
    ("1: x", 1, 1, "YAML reads 1 as a number; put quotes around it"),
    ("true: x", 1, 1, "YAML reads true as true or false"),
    ("? [a]\n: x", 1, 3, "a key must be text, not a list"),
    ("{? : x}", 1, 4, "a key must be text; it is empty"),
    ("a: " + "9" * 5000, 1, 4, "is too large"),
    ("a: 1e999", 1, 4, "the number 1e999 is too large"),
    ("[" * 5000, 1, 21, "more than 20 levels deep"),
    ("{" * 5000, 1, 21, "more than 20 levels deep"),
    ("- " * 5000, 1, 41, "more than 20 levels deep"),
    ("[" + "x," * 20_001 + "]", 1, 40_000, "more than 20,000 values"),
    ("a: " + "x" * MAX_BYTES, 1, 1, "larger than 256 KiB"),
    (b"a: \xff", 1, 4, "the byte 0xFF is not UTF-8"),
    ("a: 1".encode("utf-16"), 1, 1, "is not UTF-8"),
    ("a: \x00", 1, 4, "the invisible character U+0000"),
    ("a: \x1b[31m", 1, 4, "the invisible character U+001B"),
    ("a: \u2028x", 1, 4, "the invisible character U+2028"),
    ("a: \ud800", 1, 4, "the invisible character U+D800"),
    ("a:\n\tb: 1", 2, 1, "a tab stands here"),
    ("a: 'x", 1, 4, "the quote that opens here is not closed"),
    ("a: [1, 2", 1, 4, "the “[” that opens here is not closed"),
    ("a: {b: 1", 1, 4, "the “{” that opens here is not closed"),
    ("a: b: c", 1, 5, "a “:” is not expected here"),
    ("a: @x", 1, 4, "a text cannot start with “@”"),
    ("a: `x`", 1, 4, "a text cannot start with “`”"),
    ("a: **/x/**", 1, 4, "a text that starts with “*” or “&” needs quotes"),
    ("a: 1\n- b", 2, 1, "a list item stands here"),
    ("- a\nb: 1", 2, 1, "a list item, “- …”, is expected here"),
    ("a: - b", 1, 4, "a list with “- ” starts on a line of its own"),
    ("a: ]", 1, 4, "a value is expected here"),
    ('a: "x" y', 1, 8, "nothing may follow the closing quote"),
    ("a: b #c\n  d: e", 2, 3, "does not fit those above it"),
    (": a", 1, 1, "a key is missing before this “:”"),
    ("a: >x\n b", 1, 5, "the text starts on the next line"),
    ("a: !<bad x", 1, 4, "a text that starts with “!” needs quotes"),
    ("a: 1\n...\nb: 2", 3, 1, "the document has ended above"),
    ("a: ? x", 1, 4, "a text that starts with “? ” needs quotes"),
    ("a: 1\nb\nc: 2", 2, 1, ""),
    ("message: {value} is bad", 1, 18, 'put quotes around it: "{value} is bad"'),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), REFUSED, ids=lambda value: repr(value)[:20])
def test_refuses_in_words_and_at_the_place(text: str | bytes, line: int, column: int, words: str) -> None:
    fault = read_yaml(text, "f").faults[0]
    assert words in fault.message
    assert fault.line == line
    if strict_yaml.LOADER is not yaml.SafeLoader:  # the Python parser stops a column earlier or later now and then
        assert fault.column == column


def test_refuses_escapes_that_are_no_character() -> None:
    for escape in ("\\q", "\\ud800", "\\UFFFFFFFF"):
        assert read_yaml(f'a: "{escape}"', "f").faults[0].line == 1


def test_a_list_item_that_yaml_takes_for_a_key_is_explained() -> None:
    read = read_yaml("a: [Headline:, TK]", "f")
    # the C parser refuses it, the Python one makes a mapping, which the schema then complains about
    assert read.data == {"a": [{"Headline": None}, "TK"]} or 'around it: "Headline:"' in read.faults[0].message


def test_goes_on_after_what_can_be_passed_over() -> None:
    read = read_yaml("a: 1\na: 2\nb: !!int 3\nc: &x y\nd: *x", "f")
    assert [fault.line for fault in read.faults] == [2, 3, 4, 5]
    assert read.data == {"a": 1, "b": "3", "c": "y", "d": None}


def test_an_empty_file_is_null() -> None:
    for text in ("", "\n\n", "# words", "null", "---\n"):
        assert (read_yaml(text, "f").data, read_yaml(text, "f").faults) == (None, ())


def test_an_alias_bomb_costs_nothing() -> None:
    lines = ["a: &a [x, x]", *(f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True))]
    assert len(read_yaml("\n".join(lines), "f").faults) == 25
