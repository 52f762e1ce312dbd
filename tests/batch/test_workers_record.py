"""Records of page reports: what goes in comes out, and what is no record is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seocheck import Document, load_ruleset
from seocheck.audit import audit
from seocheck.batch.record import RecordError, dump, load
from seocheck.model import (
    Excerpt,
    Exchange,
    Finding,
    Held,
    Hop,
    Outcome,
    PageReport,
    Place,
    Preview,
    PreviewPart,
    Related,
)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TEXT = st.text(st.characters(codec=None), max_size=5)  # lone surrogates too


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type, whatever fields it has or will have."""
    if hasattr(kind, "_fields") or is_dataclass(kind):
        return st.builds(kind, **{name: values(hint) for name, hint in get_type_hints(kind).items()})
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(inside)
    if origin in (Union, UnionType):
        return st.one_of(*map(values, inside))
    if origin is tuple:
        return st.lists(values(inside[0]), max_size=2).map(tuple)
    return {str: TEXT, int: st.integers(0, 2**53), type(None): st.none()}[kind]


@given(values(PageReport))
def test_every_report_comes_back(report: PageReport) -> None:
    assert load(dump(report)) == report


@given(st.lists(TEXT, max_size=3))
def test_a_record_is_one_line_of_utf_8_but_for_surrogates(notes: list[str]) -> None:
    record = dump(PageReport("x", None, "audited", None, None, notes=tuple(notes)))
    assert b"\n" not in record
    assert json.loads(record.decode("utf-8", "surrogatepass"))["notes"] == notes


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.html")), ids=lambda path: path.name)
def test_real_reports_come_back(path: Path) -> None:
    report = audit(Document(path.read_bytes(), name=path.name), load_ruleset(), previews=True)
    assert load(dump(report)) == report


def spoilt(value: Any) -> Iterator[Any]:
    """JSON like `value` with one thing wrong."""
    others: tuple[Any, ...] = (None, True, -1, 1.5, "no such word", [], {}, [[]] * 6, 10**400)
    for other in others:
        if type(other) is not type(value) or other in (-1, 10**400):
            yield other
    if isinstance(value, dict):
        yield {**value, "more": 1}
        for name, member in value.items():
            yield {key: each for key, each in value.items() if key != name}
            yield from ({**value, name: other} for other in spoilt(member))
    if isinstance(value, list):
        yield [*value, None]
        for at, member in enumerate(value):
            yield from ([*value[:at], other, *value[at + 1 :]] for other in spoilt(member))


def full() -> PageReport:
    """A report that has one of everything."""
    place = Place(1, 2, 3, 4, "/a", "p")
    texts = ("rule", "group", "error", "message", place, "subject", "evidence", (Related("also", place),))
    finding = Finding(*texts, "why", "fix", "help", "google", "print", Excerpt("a", "b", "c"))  # type: ignore[arg-type]
    part = PreviewPart("title", "x", "title", ("title",), ("h1",), "unknown")
    return PageReport(
        input="x",
        url="https://www.example.com/",
        status="partial",
        reason="cut",
        encoding="utf-8",
        findings=(finding,),
        outcomes=(Outcome("rule", "failed", "why"),),
        notes=("note",),
        code="BODY.short",
        exchange=Exchange("https://www.example.com/", 200, (Hop("http://www.example.com/", 301),)),
        previews=(Preview("google", (part,), "barred"),),
        held=(Held("rule", "info", 1, 2, "why", "x:1", "print"),),
    )


def test_what_is_no_record_is_refused_or_is_another_record() -> None:
    """Nothing but a whole report comes out: what `load` takes, `dump` writes the same way."""
    record = json.loads(dump(full()))
    assert all(record.values())
    refused = 0
    for other in spoilt(record):
        data = json.dumps(other, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        try:
            loaded = load(data)
        except RecordError:
            refused += 1
            continue
        assert json.loads(dump(loaded)) == other
    assert refused > 500


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"null", b"[]", b"\xff", b"[" * 100_000, b"9" * 5000, b'{"input":"x"}'],
    ids=range(8),
)
def test_rubbish_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        load(data)
