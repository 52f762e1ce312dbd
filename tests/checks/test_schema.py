"""Nodes are judged by JSON Schema; the error stands at the very value."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seocheck.checks import OptionError, schema
from seocheck.model import Document, Problem
from seocheck.page import read_page
from seocheck.resources import schemas_dir


def problems(name: str, subject: str, data: dict[str, Any]) -> list[Problem] | None:
    text = json.dumps({"@context": "https://schema.org", **data})
    page = read_page(Document(f'<script type="application/ld+json">{text}</script>'.encode()))
    return schema.check(page.view(subject), schema.prepare({"name": name}), page.view)


def article(data: dict[str, Any]) -> list[tuple[str | None, str]] | None:
    found = problems("NewsArticle", "article", {"@type": "NewsArticle", **data})
    return None if found is None else [(each.spot.place().pointer, str(each.fields["problem"])) for each in found]


def trail(data: dict[str, Any]) -> list[tuple[str | None, str]] | None:
    found = problems("BreadcrumbList", "BreadcrumbList", {"@type": "BreadcrumbList", **data})
    return None if found is None else [(each.spot.place().pointer, str(each.fields["problem"])) for each in found]


STEP = {"@type": "ListItem", "position": 1, "name": "Home"}
TEXT = "must be text, not a number, a yes/no value or an object"
THING = "must be an object or text, not a number or a yes/no value"
ITEM = "must be a ListItem object"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"headline": "x"},
        {"headline": ["x", "y"]},
        {"headline": None},
        {"headline": {"@value": "x", "@language": "en"}},
        {"datePublished": {"@type": "DateTime", "@value": "2026-11-22"}},
        {"datePublished": 1700000000},
        {"author": "Ann"},
        {"author": [{"@id": "#a"}, "Ann"]},
        {"image": ["a.jpg", {"@type": "ImageObject"}]},
        {"mainEntityOfPage": True},
        {"author": ["Ann", [{"@type": "Person", "name": "Bob"}]]},
        {"wordCount": "1,234"},
        {"wordCount": 12.0},
        {"isAccessibleForFree": "False", "unknown": [[1]]},
    ],
    ids=str,
)
def test_an_article_that_may_be_right_passes(data: dict[str, Any]) -> None:
    assert article(data) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"headline": {"text": "x"}}, [("/headline", TEXT)]),
        ({"headline": 5}, [("/headline", TEXT)]),
        ({"headline": False}, [("/headline", TEXT)]),
        ({"headline": ["x", 5, {}]}, [("/headline/1", "must be text")]),
        ({"author": 5}, [("/author", THING)]),
        ({"author": [{"name": "x"}, True]}, [("/author/1", "must be text or an object")]),
        ({"image": 7, "url": 8}, [("/image", THING), ("/url", THING)]),
        ({"wordCount": "many"}, [("/wordCount", "must be a whole number")]),
        ({"datePublished": {"year": 2026}}, [("/datePublished", "must be a date as text")]),
        ({"@type": ["NewsArticle", 5]}, [("/@type/1", "must be a type name")]),
    ],
    ids=str,
)
def test_what_can_never_be_right_is_said_once_at_the_value(
    data: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = article(data)
    assert found is not None
    assert [(pointer, words[: len(wanted)]) for (pointer, words), (_, wanted) in zip(found, expected, strict=True)] == (
        expected
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"itemListElement": [STEP]}, []),
        ({"itemListElement": STEP}, []),
        ({"itemListElement": [{"@id": "#x"}]}, []),
        ({"itemListElement": {"@list": [STEP]}}, []),
        ({"itemListElement": [{**STEP, "@type": "http://schema.org/ListItem"}]}, []),
        ({"itemListElement": [{**STEP, "@type": ["ListItem", "Thing"]}]}, []),
        ({}, [("", "has no itemListElement")]),
        ({"itemListElement": []}, [("/itemListElement", "must be a list of ListItem objects")]),
        ({"itemListElement": None}, [("/itemListElement", "must be a list of ListItem objects")]),
        ({"itemListElement": "Home"}, [("/itemListElement", "must be a list of ListItem objects")]),
        ({"itemListElement": [[STEP]]}, [("/itemListElement/0", ITEM)]),
        ({"itemListElement": ["Home", STEP, "News"]}, [("/itemListElement/0", ITEM)]),
        ({"itemListElement": [{"position": 1, "name": "Home"}]}, [("/itemListElement/0", ITEM)]),
        (
            {"itemListElement": [{**STEP, "@type": "WebPage"}]},
            [("/itemListElement/0/@type", "must be of type ListItem")],
        ),
    ],
    ids=str,
)
def test_trails(data: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert trail(data) == expected


def test_items_wrong_in_the_same_way_are_one_finding_that_names_the_others() -> None:
    found = problems(
        "BreadcrumbList", "BreadcrumbList", {"@type": "BreadcrumbList", "itemListElement": ["A", "B", "C"]}
    )
    assert found is not None
    (only,) = found
    assert [words for words, _ in only.related] == ["likewise itemListElement.1: B", "likewise itemListElement.2: C"]
    assert [spot.place().pointer for _, spot in only.related] == ["/itemListElement/1", "/itemListElement/2"]


def test_a_page_without_the_node_is_not_judged() -> None:
    page = read_page(Document(b"<p>x</p>"))
    assert schema.check(page.view("article"), schema.prepare({"name": "NewsArticle"}), page.view) is None


def test_an_unknown_schema_is_named_with_those_there_are() -> None:
    with pytest.raises(OptionError, match=r"is no schema; there are .*NewsArticle"):
        schema.prepare({"name": "NewsArticel"})


@pytest.mark.parametrize("name", sorted(path.stem for path in schemas_dir().glob("[A-Z]*.json")))
def test_references_are_put_in_place_and_nothing_is_fetched(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a schema went online")

    monkeypatch.setattr(socket, "socket", no_network)
    judge = schema.prepare({"name": name})
    assert list(judge.errors({"@type": name, "itemListElement": [STEP]})) == []
    assert "$ref" not in json.dumps(judge._schema)


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 10**20)
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from(
        ["ListItem", "https://schema.org/ListItem", "schema:ListItem", "1,234", " ", "2026-11-22", "\ud800"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@type", "@value", "@id", "@list", "name", "position", "item", "x"]), inner)
    ),
    max_leaves=6,
)
_NAMES = [
    "@type",
    "headline",
    "author",
    "image",
    "datePublished",
    "wordCount",
    "isAccessibleForFree",
    "itemListElement",
]


@pytest.mark.parametrize("name", ["NewsArticle", "BreadcrumbList"])
@settings(max_examples=300, deadline=None)
@given(node=st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=4))
def test_what_is_said_to_be_in_order_quickly_needs_no_explanation(name: str, node: dict[str, Any]) -> None:
    judge = schema.prepare({"name": name})
    explained = list(judge._explainer.iter_errors(node))
    assert bool(explained) == bool(list(judge.errors(node)))
