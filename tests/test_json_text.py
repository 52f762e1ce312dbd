"""The strict JSON reader: what it accepts, refuses and places."""

from __future__ import annotations

import gzip
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

from seocheck.page.jsonld.text import MAX_DEPTH, JsonText, read_json

SHARED = Path(__file__).resolve().parents[1] / "../shared"
SUITE = SHARED / "suites/json-test-suite/test_parsing"
DEV = SHARED / "corpus/dev"
EXAMPLES = SHARED / "schemaorg/examples"


def shown(read: JsonText, pointer: str) -> str:
    start, end = read.span(pointer)
    return read.text[start:end]


def key_shown(read: JsonText, pointer: str) -> str | None:
    span = read.key_span(pointer)
    return None if span is None else read.text[slice(*span)]


def pointers(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    yield pointer, value
    if isinstance(value, dict):
        for key, part in value.items():
            yield from pointers(part, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from pointers(part, f"{pointer}/{index}")


def suite_files(kind: str) -> list[Path]:
    return sorted(SUITE.glob(f"{kind}_*.json"))


def needs(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"the shared folder with {folder.name} is not beside this checkout")


def test_value_and_places_of_a_small_document() -> None:
    read = read_json(' {"a": [1, {"b/c": "x"}], "~": null} ')
    assert read.fault is None
    assert read.value == {"a": [1, {"b/c": "x"}], "~": None}
    assert shown(read, "") == '{"a": [1, {"b/c": "x"}], "~": null}'
    assert shown(read, "/a/1/b~1c") == '"x"'
    assert key_shown(read, "/a/1/b~1c") == '"b/c"'
    assert shown(read, "/~0") == "null"
    assert key_shown(read, "/a/0") is None
    assert key_shown(read, "") is None


@pytest.mark.parametrize("pointer", ["a", "/b", "/a/2", "/a/-", "/a/01", "/a/x", "/a/0/0", "/a/", "//"])
def test_unknown_pointer_is_a_key_error(pointer: str) -> None:
    with pytest.raises(KeyError):
        read_json('{"a": [1, 2]}').span(pointer)


def test_broken_text_has_no_places() -> None:
    read = read_json('{"a": 1,}')
    assert read.value is None
    with pytest.raises(KeyError):
        read.span("")


def test_keys_written_with_escapes_are_found_by_their_meaning() -> None:
    read = read_json(r'{"caf\u00e9": 1, "": 2}')
    assert shown(read, "/café") == "1"
    assert key_shown(read, "/café") == r'"caf\u00e9"'
    assert shown(read, "/") == "2"


def test_duplicate_keys_are_recorded_with_both_places_and_the_last_wins() -> None:
    text = '{"x": [{"k": 1, "k": {"deep": 1}, "k": 3}], "x~/y": {"q": 1, "q": 2}}'
    read = read_json(text)
    assert read.value == {"x": [{"k": 3}], "x~/y": {"q": 2}}
    assert [(twice.pointer, twice.key) for twice in read.duplicates] == [("/x/0", "k"), ("/x/0", "k"), ("/x~0~1y", "q")]
    assert all(text[slice(*twice.first)] == text[slice(*twice.again)] for twice in read.duplicates)
    assert all(twice.first[1] < twice.again[0] for twice in read.duplicates)
    assert shown(read, "/x/0/k") == "3"
    with pytest.raises(KeyError):
        read.span("/x/0/k/deep")


def test_duplicate_key_written_two_ways_is_one_key() -> None:
    assert [twice.key for twice in read_json(r'{"a": 1, "\u0061": 2}').duplicates] == ["a"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'["\ud800"]', ["\ufffd"]),
        (r'{"\udc00": {"a": ["\ud800x"]}}', {"\ufffd": {"a": ["\ufffdx"]}}),
        (r'"\uD83D\uDE00"', "😀"),
        ('"\ud800"', "\ufffd"),
        (r'"\\ud800"', r"\ud800"),
    ],
)
def test_lone_surrogates_never_reach_the_caller(text: str, value: object) -> None:
    read = read_json(text)
    assert read.value == value
    json.dumps(read.value, ensure_ascii=False).encode()


def test_place_behind_a_key_with_a_lone_surrogate() -> None:
    assert shown(read_json(r'{"\ud800": 1}'), "/\ufffd") == "1"


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "1e999", "-1E400"])
def test_numbers_too_large_for_python_stay_text(number: str) -> None:
    assert read_json(f"[{number}]").value == [number]


def test_small_and_negative_zero_numbers_are_read() -> None:
    value = read_json("[-0, 0.5, 1e-400, 12345678901234567890]").value
    assert value == [0, 0.5, 0.0, 12345678901234567890]


@pytest.mark.parametrize("pair", [("[", "]"), ('{"a":', "}")])
def test_depth_up_to_the_limit_is_read_and_beyond_is_a_fault(pair: tuple[str, str]) -> None:
    opener, closer = pair
    good = read_json(opener * MAX_DEPTH + "1" + closer * MAX_DEPTH)
    assert good.fault is None
    deep = read_json(opener * (MAX_DEPTH + 1) + "1" + closer * (MAX_DEPTH + 1))
    assert deep.fault is not None
    assert (deep.fault.cause, deep.fault.start) == ("too-deep", MAX_DEPTH * len(opener))


def test_depth_hidden_under_a_repeated_key_is_a_fault() -> None:
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    read = read_json(f'{{"a": {deep}, "a": 1}}')
    assert read.fault is not None
    assert read.fault.cause == "too-deep"


def test_brackets_in_strings_and_side_by_side_are_not_depth() -> None:
    assert read_json('["' + "[{" * 1000 + '"]').fault is None
    assert read_json("[" + ",".join(['{"a": [1]}'] * 1000) + "]").fault is None


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_hundred_thousand_brackets_are_refused_at_once(text: str) -> None:
    times = []
    for _ in range(5):
        start = time.process_time()
        read = read_json(text)
        times.append(time.process_time() - start)
        assert read.fault is not None
        assert read.fault.cause == "too-deep"
    assert min(times) < 0.05


def test_a_fault_before_the_depth_is_the_one_reported() -> None:
    read = read_json("[1 2," + "[" * 1000)
    assert read.fault is not None
    assert read.fault.cause == "missing-comma"


# --- suites and real pages ----------------------------------------------------------------------------------------


def test_every_valid_file_of_the_suite_is_accepted() -> None:
    needs(SUITE)
    refused = [file.name for file in suite_files("y") if read_json(file.read_text("utf-8")).fault]
    assert refused == []


def test_every_invalid_file_of_the_suite_is_refused() -> None:
    # Bytes that are no UTF-8 become U+FFFD, as the page decoder makes them; every such file stays invalid.
    needs(SUITE)
    files = suite_files("n")
    accepted = [file.name for file in files if not read_json(file.read_text("utf-8", "replace")).fault]
    assert len(files) > 150
    assert accepted == []


def test_every_fault_of_the_suite_marks_a_place_in_the_text() -> None:
    needs(SUITE)
    for file in suite_files("n"):
        text = file.read_text("utf-8", "replace")
        fault = read_json(text).fault
        assert fault is not None
        assert 0 <= fault.start <= fault.end <= len(text)
        assert fault.start < fault.end or fault.start == len(text)


def test_no_undecided_file_of_the_suite_crashes() -> None:
    needs(SUITE)
    for file in suite_files("i"):
        for encoding in ("utf-8", "utf-16-le"):
            read = read_json(file.read_bytes().decode(encoding, "replace"))
            json.dumps(read.value, ensure_ascii=False).encode()


def blocks(html: str) -> list[str]:
    scripts = turbohtml.parse(html, scripting=True).select("script")
    return [script.text for script in scripts if "ld+json" in str(script.attr("type") or "").lower()]


def test_no_block_of_the_real_pages_is_reported() -> None:
    needs(DEV)
    count, faults = 0, []
    for file in sorted(DEV.glob("*.html.gz")):
        for block in blocks(gzip.decompress(file.read_bytes()).decode("utf-8", "replace")):
            read = read_json(block)
            count += 1
            faults += [(file.name, read.fault)] if read.fault else []
            if read.fault is None:
                assert read.value == json.loads(block)
                assert json.loads(shown(read, "")) == read.value
    assert count > 150
    assert faults == []


def test_every_block_of_the_schema_org_examples_is_valid() -> None:
    needs(EXAMPLES)
    files = sorted(EXAMPLES.glob("*.jsonld.html"))
    faults = [
        (file.name, fault)
        for file in files
        for block in blocks(file.read_text("utf-8"))
        if (fault := read_json(block).fault)
    ]
    assert len(files) > 100
    assert faults == []


# --- generated documents ------------------------------------------------------------------------------------------

_scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_documents = st.recursive(
    _scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=25
).filter(lambda value: "\\ud" not in json.dumps(value))
_junk = st.text(alphabet='[]{},:"\\ \n\t0123.eE+-aulntrfs/é\ud800', max_size=30)


@given(_documents, st.sampled_from([None, 0, 3]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_place_reads_as_its_value(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    read = read_json(text)
    assert read.value == value
    for pointer, part in pointers(value):
        assert json.loads(shown(read, pointer)) == part
        key = key_shown(read, pointer)
        if key is not None:
            name = json.loads(key)
            assert pointer.endswith("/" + name.replace("~", "~0").replace("/", "~1"))


def accepts(text: str) -> bool:
    """Whether the standard library reads the text; NaN and its like are refused on both sides."""

    def refuse(name: str) -> None:
        raise ValueError(name)

    try:
        json.loads(text, parse_constant=refuse)
    except ValueError:
        return False
    return True


@given(_junk)
@settings(max_examples=2000, deadline=None)
def test_junk_is_judged_as_the_standard_library_judges_it(text: str) -> None:
    read = read_json(text)
    assert (read.fault is None) == accepts(text)


@given(_documents, st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_documents_are_judged_as_the_standard_library_judges_them(value: Any, data: st.DataObject) -> None:
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    damaged = text[:at] + data.draw(_junk) + text[at + data.draw(st.integers(0, 2)) :]
    read = read_json(damaged)
    assert (read.fault is None) == accepts(damaged)
    if read.fault is None:
        read.span("")
    else:
        assert 0 <= read.fault.start <= read.fault.end <= len(damaged)


def test_infinity_as_a_number_word_is_refused_though_the_standard_library_reads_it() -> None:
    assert math.isinf(json.loads("Infinity"))
    assert read_json("Infinity").fault is not None
