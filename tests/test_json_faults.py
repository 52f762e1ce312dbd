"""Which way to break JSON was met, where, in what words; and what a forgiving reader still sees."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seocheck.page.jsonld.faults import DETECTORS
from seocheck.page.jsonld.lenient import Lenient, lenient
from seocheck.page.jsonld.text import JsonFault, read_json
from seocheck.page.jsonld.words import WORDS

SHARED = Path(__file__).resolve().parents[1] / "../shared"
BROKEN = SHARED / "corpus/invalid-jsonld.jsonl"


def fault_of(text: str) -> JsonFault:
    fault = read_json(text).fault
    assert fault is not None
    return fault


def read(text: str) -> Lenient | None:
    return lenient(text, fault_of(text))


CAUSES = [
    # text, cause, the characters at fault
    ("", "empty-block", ""),
    (" \n ", "empty-block", " \n "),
    ("\ufeff\xa0", "empty-block", "\ufeff\xa0"),
    ('{"a": "x\ny"}', "raw-control-character", "\n"),
    ('{"a": "x\ty"}', "raw-control-character", "\t"),
    ('{"a": "x\x00y"}', "raw-control-character", "\x00"),
    ('{"a\nb": 1}', "raw-control-character", "\n"),
    ('{"a": "x \n",\n "b": 1}', "raw-control-character", "\n"),
    ('{"a": 1, }', "trailing-comma", ","),
    ("[1,\n]", "trailing-comma", ","),
    ("[1,,2]", "double-comma", ","),
    ('{"a": 1,, "b": 2}', "double-comma", ","),
    ("[,1]", "double-comma", ","),
    ('{"a": 1 "b": 2}', "missing-comma", '"b"'),
    ('{"a": "x"\n "b": 2}', "missing-comma", '"b"'),
    ('{"a": {"c": 1} "b": 2}', "missing-comma", '"b"'),
    ('["x" "y"]', "missing-comma", '"y"'),
    ("[{} {}]", "missing-comma", "{"),
    ("[1 true]", "missing-comma", "true"),
    ('{"a": "x"; "b": 2}', "missing-comma", ";"),
    ('{"a" 1}', "missing-colon", "1"),
    ('{"a", "b"}', "missing-colon", ","),
    ('{"a"}', "missing-colon", "}"),
    ('{"width": , "b": 1}', "missing-value", '"width":'),
    ('{"width":\n}', "missing-value", '"width":'),
    ("{\"a\": 'x', \"b\": 'y'}", "single-quotes", "'x'"),
    ('{"a": \'Moody\'s says\', "b": 1}', "single-quotes", "'Moody's says'"),
    ("{'a': 1}", "single-quotes", "'a'"),
    ('{"a": “x”}', "single-quotes", "“"),
    ('{name: "x"}', "unquoted-name", "name"),
    ('{"a": 1, @type: "x"}', "unquoted-name", "@type"),
    ('{: "x"}', "unquoted-name", ":"),
    ('{"a": Anna Berg, "b": 1}', "unquoted-value", "Anna Berg"),
    ("[True]", "unquoted-value", "True"),
    ('{"a": None}', "unquoted-value", "None"),
    ('{"a": undefined}', "unquoted-value", "undefined"),
    ("[nullx]", "unquoted-value", "nullx"),
    ('{"headline": "de "incapacitado"",\n "b": 1}', "unescaped-quote", '"'),
    ('{"headline": "de "incapacitado"", "b": ["x"]}', "unescaped-quote", '"'),
    ('{"url": "<img width="300" height="150">", "b": 1}', "unescaped-quote", '"'),
    ('{"a": "the show \'Jewels", a light by M",\n "b": 1}', "unescaped-quote", '"'),
    (r'{"a": "x\'y"}', "bad-escape", r"\'"),
    (r'{"a": "C:\dir"}', "bad-escape", r"\d"),
    (r'["\u12g4"]', "bad-escape", r"\u12"),
    ('["\\\x08"]', "bad-escape", "\\\x08"),
    ('{"a": 1, // note\n "b": 2}', "comment", "// note"),
    ('{/* a\n b */ "a": 1}', "comment", "/* a\n b */"),
    ('<!-- x -->{"a": 1}', "comment", "<!-- x -->"),
    ('<!--\n{"a": 1}\n-->', "comment", '<!--\n{"a": 1}\n-->'),
    ('{"a": 1} // end', "comment", "// end"),
    ('{"a": 1 /* open', "comment", "/*"),
    ('# x\n{"a": 1}', "comment", "# x"),
    ('<![CDATA[{"a": 1}]]>', "cdata-wrapper", "<![CDATA["),
    ('//<![CDATA[\n{"a": 1}\n//]]>', "cdata-wrapper", "//<![CDATA["),
    ('/*<![CDATA[*/{"a": 1}/*]]>*/', "cdata-wrapper", "/*<![CDATA[*/"),
    ('{"a": 1}\n//]]>', "cdata-wrapper", "//]]>"),
    ("{&quot;a&quot;: 1}", "html-escaped", "&quot;"),
    ("{&#34;a&#34;: 1}", "html-escaped", "&#34;"),
    ('{"a": &quot;x&quot;}', "html-escaped", "&quot;"),
    (r'\n{"a": 1}', "backslash-n-outside", r"\n"),
    (r"{\"a\": 1}", "backslash-n-outside", r"\""),
    ('{\xa0\xa0"a": 1}', "odd-whitespace", "\xa0\xa0"),
    ('\ufeff{"a": 1}', "odd-whitespace", "\ufeff"),
    ('{"a": 1,\u2028"b": 2}', "odd-whitespace", "\u2028"),
    ('{"a": 1}\u200b', "odd-whitespace", "\u200b"),
    ('{"a": 1};', "trailing-semicolon", ";"),
    ('{"a": 1} and more', "extra-text-after", "and more"),
    ('{"a": 1}, "b": 2}', "extra-text-after", ', "b": 2}'),
    ('{"a": 1} {"b": 2}', "several-objects", "{"),
    ('{"a": 1},\n{"b": 2}', "several-objects", "{"),
    ("[1][2]", "several-objects", "["),
    ('{"a": "x', "unterminated-string", '"'),
    ('{"a": "x,\n "b": 1}', "unterminated-string", '"x,'),
    ('{"a": "x, "b": 1}', "unterminated-string", '"x'),
    ('{"a": "x <script>y()', "unterminated-string", ")"),
    ('{"a": {"b": 1}', "unclosed", "{"),
    ('{"a": [1, 2', "unclosed", "["),
    ('{"a":', "unclosed", "{"),
    ('{"a": [1}', "extra-bracket", "}"),
    ('{"a": 1}}', "extra-bracket", "}"),
    ("]", "extra-bracket", "]"),
    ("[NaN]", "nan", "NaN"),
    ('{"a": -Infinity}', "nan", "-Infinity"),
    ("[01]", "bad-number", "01"),
    ("[+1]", "bad-number", "+1"),
    ("[.5]", "bad-number", ".5"),
    ("[1.]", "bad-number", "1."),
    ("[0x1F]", "bad-number", "0x1F"),
    ("[2024-01-05]", "bad-number", "2024-01-05"),
    ("Music and sport\n5", "not-json", "Music and sport"),
    ("5 tips for you", "not-json", "5 tips for you"),
    ("var data = {};", "not-json", "var data = {};"),
    ("<p>Hello</p>", "not-json", "<p>Hello</p>"),
    ("{{ article.jsonld }}", "unfilled-template", "{{ article.jsonld }}"),
    ('{"a": {{ title }}}', "unfilled-template", "{{ title }}"),
    ('{"a": <?php echo 1 ?>}', "unfilled-template", "<?php echo 1 ?>"),
    ("[1:2]", "unexpected-text", ":"),
    ("[" * 65, "too-deep", "["),
]


@pytest.mark.parametrize(("text", "cause", "at_fault"), CAUSES)
def test_cause_and_place(text: str, cause: str, at_fault: str) -> None:
    fault = fault_of(text)
    assert (fault.cause, text[fault.start : fault.end]) == (cause, at_fault)


def test_the_place_of_a_stray_quote_is_the_first_one() -> None:
    text = '{"headline": "de "incapacitado"",\n "b": 1}'
    assert fault_of(text).start == text.index('"incap')


def test_every_cause_has_a_case() -> None:
    of_sound_json = {"no-object"}
    assert {cause for _, cause, _ in CAUSES} == {which.partition(":")[0] for which in WORDS} - of_sound_json


@pytest.mark.parametrize(("text", "cause", "at_fault"), CAUSES)
def test_words_are_whole_sentences_without_anything_unprintable(text: str, cause: str, at_fault: str) -> None:
    fault = fault_of(text)
    for words in (fault.message, fault.fix):
        assert words.isprintable(), (cause, at_fault)
        assert words[0].isupper() or words[0] == "“"
        assert words.endswith(".")
        assert not words.endswith("..")
        assert len(words) < 220


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        (
            '{"description": "Deliveries of\ncars"}',
            "A line break stands inside the string that begins “Deliveries of cars”; JSON allows none there.",
            "Replace the line break by \\n or a space.",
        ),
        (
            '{"description": "\n"}',
            "A line break stands inside the value of “description”; JSON allows none there.",
            "Replace the line break by \\n or a space.",
        ),
        (
            '{"width": , "height": 1}',
            "The name “width” has no value; one was expected after the colon, but “,” follows.",
            "Give it a value, or leave the name out when there is none.",
        ),
        (
            '{"a": True}',
            "“True” is no JSON value; JSON writes it “true”.",
            "Write true.",
        ),
        (
            '{"name": "Jornadas"\n"url": "x"}',
            "The comma is missing between “Jornadas” and “url”.",
            "Put a comma after “Jornadas”.",
        ),
        (
            '{"headline": "de "incapacitado"",\n"b": 1}',
            'A double quote inside the string that begins “de” ends it too early, before “incapacitado"", "b": 1}”.',
            'Write the double quote as \\" or as “ ”.',
        ),
    ],
)
def test_message_and_fix(text: str, message: str, fix: str) -> None:
    fault = fault_of(text)
    assert (fault.message, fault.fix) == (message, fix)


def test_quoted_page_text_is_short_and_harmless() -> None:
    fault = fault_of('{"a": "' + "{0} word\x1b[31m\u202e " * 50 + '\n"}')
    assert "\x1b" not in fault.message
    assert "\u202e" not in fault.message
    assert len(fault.message) < 160


# --- real blocks --------------------------------------------------------------------------------------------------

CAUSE_OF_CLASS = {
    "raw control char (newline/tab) inside string": "raw-control-character",
    "trailing comma": "trailing-comma",
    "comment/CDATA wrapper": "cdata-wrapper",
    "unescaped double quote inside a string, or missing comma": "unescaped-quote",
    "single-quoted string": "single-quotes",
    "JavaScript comment inside the JSON": "comment",
    "unquoted literal": "unquoted-value",
    "extra data: other": "extra-text-after",
    "non-JSON whitespace (U+2028)": "odd-whitespace",
    "non-JSON whitespace (U+00A0)": "odd-whitespace",
    "literal backslash-n outside strings": "backslash-n-outside",
    "empty block": "empty-block",
    "extra data: trailing semicolon": "trailing-semicolon",
    "value missing after colon (empty template variable)": "missing-value",
    "not JSON at all (prose)": "not-json",
    "extra data: several JSON objects concatenated": "several-objects",
    "whole block HTML-escaped (&quot;)": "html-escaped",
    "invalid backslash escape": "bad-escape",
    "double comma": "double-comma",
    "unterminated string": "unterminated-string",
}
# The corpus names classes by Python's error; a look at the blocks tells more.
BETTER = {
    29: "unescaped-quote",  # … 'Jewels after Jewels", a light installation …: no literal, the sentence goes on
    34: "missing-comma",  # the class leaves open which of the two it is
    40: "extra-bracket",  # all that is extra is one “}”
    45: "comment",  # begins with /* … */; the CDATA marker comes later
    50: "missing-comma",  # a semicolon instead of a comma
}


def broken_blocks() -> list[dict[str, Any]]:
    if not BROKEN.is_file():
        pytest.skip("the shared folder with the broken blocks is not beside this checkout")
    return [json.loads(line) for line in BROKEN.read_text("utf-8").split("\n") if line]


def test_every_real_broken_block_is_diagnosed() -> None:
    rows = broken_blocks()
    assert len(rows) == 56
    wrong = []
    for number, row in enumerate(rows):
        expected = BETTER.get(number, CAUSE_OF_CLASS[row["class_"]])
        fault = fault_of(row["raw"])
        if fault.cause != expected:
            wrong.append((number, row["class_"], fault.cause))
        assert fault.start < fault.end <= len(row["raw"]) or not row["raw"]
    assert wrong == []


def test_most_real_broken_blocks_can_still_be_read() -> None:
    readings = [read(row["raw"]) for row in broken_blocks()]
    certain = [reading for reading in readings if reading is not None and reading.certain]
    unread = [number for number, reading in enumerate(readings) if reading is None]
    guessed = [number for number, reading in enumerate(readings) if reading is not None and not reading.certain]
    assert unread == [9, 13, 35]  # an HTML tag with all its quotes inside a string; an empty block; prose
    assert guessed == [21, 29, 32, 37, 42, 46, 50, 53, 54]
    assert all(isinstance(reading.value, (dict, list)) for reading in certain)
    assert all(reading.lost for reading in certain)


def strings(value: Any, pointer: str = "") -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(pointer, value)]
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    escaped = ((str(key).replace("~", "~0").replace("/", "~1"), part) for key, part in parts)
    return [found for key, part in escaped for found in strings(part, f"{pointer}/{key}")]


def test_texts_of_leniently_read_real_blocks_are_placed_in_the_block_itself() -> None:
    checked = 0
    for row in broken_blocks():
        reading = read(row["raw"])
        for pointer, value in strings(reading.value) if reading else []:
            start, end = reading.span(pointer) if reading else (0, 0)
            shown = row["raw"][start:end]
            if value.isalnum():
                assert value in shown
                assert len(shown) <= len(value) + len("&quot;") * 2
                checked += 1
    assert checked > 300


# --- the forgiving reading ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "x\ny\t"}', {"a": "x\ny\t"}),
        ('{"a": [1,,2,],}', {"a": [1, 2]}),
        ("[,]", []),
        ('{"a": 1, // c\n /* d */ "b": 2}', {"a": 1, "b": 2}),
        ('<!--\n{"a": 1}\n-->', {"a": 1}),
        ('{<!-- x -->"a": 1}', {"a": 1}),
        ('//<![CDATA[\n{"a": "<![CDATA["}\n//]]>', {"a": "<![CDATA["}),
        ('{"a": [1]]]>', None),
        ('{"a": 1};', {"a": 1}),
        ('{"a": 1} and more', {"a": 1}),
        ('{"a": 1}}', {"a": 1}),
        ('{"a": 1}\n{"b": 2},[3]', [{"a": 1}, {"b": 2}, [3]]),
        ('\ufeff{\xa0"a":\u20281}', {"a": 1}),
        ("{&quot;a&quot;: &quot;x &amp; y&quot;}", {"a": "x & y"}),
        (r"\n{\n\"a\": \"What\\u2019s \'x\'\"\n}\n", {"a": "What’s 'x'"}),
        (r'\n{"a": "say \"no\""}', {"a": 'say "no"'}),
        ("{'a': 'x \"y\" \n'}", {"a": 'x "y" \n'}),
        (r"{'a': 'it\'s'}", {"a": "it's"}),
        (r'{"a": "it\'s"}', {"a": "it's"}),
        ('{name: "x", @type: "y"}', {"name": "x", "@type": "y"}),
        ('{"a": "x"\n"b": 2}', {"a": "x", "b": 2}),
        ('{"a": "x\ny", // c\n \'b\': [1,],};', {"a": "x\ny", "b": [1]}),
    ],
)
def test_certain_reading(text: str, value: object) -> None:
    reading = read(text)
    if value is None:
        assert reading is None or not reading.certain
        return
    assert reading is not None
    assert reading.value == value
    assert reading.certain
    assert reading.lost


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"headline": "de "incapacitado"", "b": 1}', {"headline": 'de "incapacitado"', "b": 1}),
        ('{"width": , "b": 1}', {"width": None, "b": 1}),
        ('{"a": Anna Berg, "b": True}', {"a": "Anna Berg", "b": True}),
        ('{"a": "x', {"a": "x"}),
        ('{"a": "x\n "b": 1}', None),
        ('{"a": [1', {"a": [1]}),
        ('{"a": 01}', {"a": "01"}),
        ('{"a": "C:\\dir"}', {"a": "C:\\dir"}),
        ("{'a': 'Moody's says'}", {"a": "Moody's says"}),
        ('{"a": 1}, "b": 2}', {"a": 1}),
        ('{"a": "x"; "b": 2}', {"a": "x", "b": 2}),
        ('{"a": "x,\n"b": 1}', None),
        ("Music and sport", None),
        ("", None),
        ("[" * 65 + "]" * 65, None),
        ("{{ article }}", None),
        ('{"a": [1}', None),
        ('{"a": "x, "b": 1}', None),
        ("[" * 64 + "1," + "]" * 64 + "[]", None),
    ],
)
def test_uncertain_or_no_reading(text: str, value: object) -> None:
    reading = read(text)
    if reading is None:
        assert value is None
        return
    assert not reading.certain
    if value is not None:
        assert reading.value == value


def test_places_of_a_lenient_reading_are_places_in_the_original_text() -> None:
    text = '//<![CDATA[\n{\xa0\'a\': \'it\nis\', /* c */ "b": [1,,{"c": "x\ty"},],};\n//]]>'
    reading = read(text)
    assert reading is not None
    shown = {pointer: text[slice(*reading.span(pointer))] for pointer in ("", "/a", "/b", "/b/0", "/b/1", "/b/1/c")}
    assert shown["/a"] == "'it\nis'"
    assert shown["/b"] == '[1,,{"c": "x\ty"},]'
    assert shown["/b/0"] == "1"
    assert shown["/b/1/c"] == '"x\ty"'
    assert shown[""] == text[text.index("{") : text.rindex("}") + 1]
    assert text[slice(*reading.key_span("/a") or (0, 0))] == "'a'"
    assert reading.key_span("/b/0") is None
    with pytest.raises(KeyError):
        reading.span("/nothing")


def test_places_in_an_escaped_block() -> None:
    text = "{&quot;a&quot;: [&quot;x &amp; y&quot;, &quot;z\n&quot;]}"
    reading = read(text)
    assert reading is not None
    assert text[slice(*reading.span("/a/0"))] == "&quot;x &amp; y&quot;"
    assert text[slice(*reading.span("/a/1"))] == "&quot;z\n&quot;"


def test_places_in_several_objects() -> None:
    text = ' {"a": 1}\n{"b": 2} '
    reading = read(text)
    assert reading is not None
    assert text[slice(*reading.span("/1"))] == '{"b": 2}'
    assert text[slice(*reading.span("/0/a"))] == "1"


def test_duplicate_keys_of_a_lenient_reading_are_placed_in_the_original_text() -> None:
    text = '{"x": "\n", "a": 1, "a": 2}'
    reading = read(text)
    assert reading is not None
    (twice,) = reading.duplicates
    assert text[slice(*twice.first)] == text[slice(*twice.again)] == '"a"'
    assert twice.first[0] < twice.again[0]


_MANY = 50_000
HOSTILE = {
    "escapes": '"' + '\\"' * _MANY,
    "line breaks": '{"a":"' + "\n " * _MANY,
    "line breaks and quotes": '{"a":"' + '\n"b' * _MANY,
    "open comments": "[" + "/*," * _MANY,
    "open html comments": "<!--" * _MANY,
    "quotes": '{"a":' + '" ' * _MANY,
    "stray quotes": '{"a":"' + 'x"y, ' * _MANY,
    "quotes and space": '{"a":"' + '"' + " " * _MANY + '"' * 100,
    "single quotes": "{'a':'" + "' " * _MANY,
    "objects": "{}" * _MANY,
    "commas": "[" + "," * _MANY,
    "closers": "{}" + "}" * _MANY,
    "entities": "{&quot;" + "&quot;" * _MANY,
    "backslashes": "\\n" * _MANY,
    "cdata": "<![CDATA[" * _MANY,
    "words": "[" + "a " * _MANY,
    "templates": "{{" * _MANY,
    "odd space": "[" + "\f " * _MANY,
    "numbers": "[" + "01" * _MANY,
    "names": "{}" + '" ' * _MANY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_linear_time(name: str) -> None:
    # Quadratic time would be minutes at this size; linear time is a fifth of a second at worst.
    start = time.process_time()
    read(HOSTILE[name])
    assert time.process_time() - start < 3


_junk = st.text(alphabet="[]{},:\"'\\ \n01.-atrue/*<>!&quot;#;\xa0\ud800", max_size=40)
_seeds = st.sampled_from([text for text, _, _ in CAUSES] + ['{"a": ["x", {"b": 1.5}], "c": "it\'s", "d": null}'])


@given(_seeds, _junk, st.integers(0, 60), st.integers(0, 3))
@settings(max_examples=1500, deadline=None)
def test_any_damage_is_reported_and_read_without_a_crash(seed: str, junk: str, at: int, cut: int) -> None:
    text = seed[:at] + junk + seed[at + cut :]
    fault = read_json(text).fault
    if fault is None:
        return
    assert fault.cause in {which.partition(":")[0] for which in WORDS}
    assert 0 <= fault.start <= fault.end <= len(text)
    assert fault.start < fault.end or fault.start == len(text)
    fault.message.encode()
    reading = lenient(text, fault)
    if reading is not None:
        start, end = reading.span("")
        assert 0 <= start < end <= len(text)
        json.dumps(reading.value, ensure_ascii=False).encode()
        for pointer, _ in strings(reading.value):
            start, end = reading.span(pointer)
            assert 0 <= start <= end <= len(text)


def test_every_expectation_of_the_scanner_has_detectors() -> None:
    assert all(DETECTORS.values())
