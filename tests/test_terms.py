"""What the vocabulary objects to on a page, what it leaves alone, and where it says so."""

from __future__ import annotations

import json
from time import process_time
from typing import Any

import pytest

import seocheck.page.facts.terms  # noqa: F401  registers the subjects
from seocheck.model import Document, View
from seocheck.page import read_page
from seocheck.page.markup.scope import NOTHING, SCHEMA, Scope, read_context
from seocheck.page.page import Page
from seocheck.page.subjects import describe

CONTEXT = "https://schema.org"


def page(*blocks: Any, html: str = "", kind: str = "application/ld+json") -> Page:
    """A page with JSON-LD blocks, each given as a value or as text."""
    texts = [block if isinstance(block, str) else json.dumps(block, ensure_ascii=False) for block in blocks]
    scripts = "".join(f'<script type="{kind}">{text}</script>\n' for text in texts)
    return read_page(
        Document(f"<!doctype html><title>t</title>{html}\n{scripts}".encode(), url="https://news.example/1")
    )


def node(kind: Any = "NewsArticle", **properties: Any) -> dict[str, Any]:
    """A node with its context."""
    return {"@context": CONTEXT, "@type": kind, **properties}


def seen(view: View) -> list[str]:
    return [str(fact.value) for fact in view.facts]


def marked(view: View) -> list[str]:
    """The page's own text at each fact."""
    return [fact.spot.source(fact.spot.place()) for fact in view.facts]


ALL = (
    *("unknown_types", "unknown_properties", "misplaced_properties", "superseded"),
    *("wrong_values", "empty_values", "dangling_references"),
)


# --- What is right, or not schema.org's, and must stay silent

SILENT: dict[str, Any] = {
    "an article": node(headline="A", author={"@type": "Person", "name": "B"}, datePublished="2026-01-01"),
    "text for a thing, a date, a number, a yes or no": node(
        publisher="The Daily", dateModified="now", wordCount="many", isAccessibleForFree="http://schema.org/True"
    ),
    "a number for text and for a quantity": node(image={"@type": "ImageObject", "width": 1200, "name": 5}),
    "a bare year": node("Organization", foundingDate=1950),
    "Google's xPath": node(speakable={"@type": "SpeakableSpecification", "xPath": ["/html/head/title"]}),
    "input of an action": node(
        "WebSite", potentialAction={"@type": "SearchAction", "query-input": "required name=q", "target": "x"}
    ),
    "two types": node(["CreativeWork", "Product"], headline="A", productID="p"),
    "types given as additionalType": node(
        "Article", additionalType=["https://schema.org/Person", "http://other.example/x"], jobTitle="A"
    ),
    "a value with the right additionalType": node(
        "WebPage", mainContentOfPage={"@type": "Thing", "additionalType": "https://schema.org/WebPageElement"}
    ),
    "a role in between": node(
        "SportsTeam", member={"@type": "OrganizationRole", "member": {"@type": "Person"}, "roleName": "goal"}
    ),
    "schema: and full names": {
        "@context": {"schema": "https://schema.org/", "dc": "http://purl.org/dc/terms/"},
        "@type": "schema:NewsArticle",
        "schema:headline": "A",
        "http://schema.org/name": "B",
        "dc:Nonsense": "C",
        "unprefixed": "nobody's",
    },
    "another vocabulary's node": {"@context": [CONTEXT, {"x": "http://x.example/"}], "@type": "x:Thing", "x:y": ""},
    "another vocabulary's context": {"@context": "https://w3id.org/security/v2", "@type": "Proof", "nonce": ""},
    "a second context that may define anything": {
        "@context": [CONTEXT, "https://www.w3.org/ns/credentials/v2"],
        "@type": "VerifiableCredential",
        "issuer": "",
    },
    "names the context defines": {
        "@context": {"@vocab": "http://schema.org/", "articleId": {"@id": "Text", "@type": "@id"}, "Own": "http://o/"},
        "@type": ["NewsArticle", "Own"],
        "articleId": "5",
        "headline": "A",
    },
    "no context": {"@type": "nonsense", "Headline": ""},
    "id and type of schema.org's own context": node(author={"id": "https://a.example/", "type": "Person"}),
    "values in wrappers": node(keywords={"@list": ["a", {"@value": "b", "@language": "en"}]}),
    "a reverse property": node("Person", name="A", **{"@reverse": {"author": {"@type": "Book", "name": "B"}}}),
    "a reference to a node": {
        "@context": CONTEXT,
        "@graph": [
            {"@type": "NewsArticle", "publisher": {"@id": "#us"}, "isPartOf": {"@id": "https://news.example/1#site"}},
            {"@type": "Organization", "@id": "#us", "name": "A"},
            {"@type": "WebSite", "@id": "#site", "name": "B"},
        ],
    },
    "the address of an image": node(image={"@id": "https://news.example/a.jpg"}),
    "nothing": [],
}


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_said(name: str) -> None:
    assert [(fact.value, dict(fact.fields)) for fact in page(SILENT[name]).view("schema.faults").facts] == []


# --- What is wrong: subject, block, values seen, the page's text marked

WRONG: list[tuple[str, Any, list[str], list[str]]] = [
    ("unknown_types", node("newsArticle"), ["newsArticle"], ['"newsArticle"']),
    ("unknown_types", node(["NewsArticle", "Nonsense"]), ["Nonsense"], ['"Nonsense"']),
    ("unknown_types", node("https://schema.org/Nonsense"), ["Nonsense"], ['"https://schema.org/Nonsense"']),
    ("unknown_properties", node(Headline="A"), ["Headline"], ['"Headline"']),
    ("unknown_properties", node(**{"schema:headlin": "A"}), ["headlin"], ['"schema:headlin"']),
    ("unknown_properties", node(author={"name": "A", "urll": "B"}), ["urll"], ['"urll"']),
    ("unknown_properties", node("WebSite", **{"nonsense-input": "x"}), ["nonsense-input"], ['"nonsense-input"']),
    ("unknown_properties", node("newsMediaOrganization", URL="x"), ["URL"], ['"URL"']),
    ("unknown_properties", node("hentry", published="x"), [], []),  # the type says all
    ("unknown_properties", node("Intangible/Quote", ticker="x"), [], []),
    ("misplaced_properties", node(jobTitle="A"), ["jobTitle"], ['"jobTitle"']),
    ("misplaced_properties", node("nonsense", jobTitle="A"), [], []),
    ("superseded", node(isBasedOnUrl="A"), ["isBasedOnUrl"], ['"isBasedOnUrl"']),
    ("superseded", node("UserComments"), ["UserComments"], ['"UserComments"']),
    ("superseded", node("Person", awards="A"), ["awards"], ['"awards"']),
    ("wrong_values", node(copyrightHolder=5), ["5"], ["5"]),
    ("wrong_values", node(copyrightHolder={"@type": "Place", "name": "A"}), ["A"], ['{"@type": "Place", "name": "A"}']),
    ("wrong_values", node(isPartOf=[{"@type": "Product", "name": "A"}]), ["A"], ['{"@type": "Product", "name": "A"}']),
    ("wrong_values", node("ImageObject", url=False), ["false"], ["false"]),
    ("wrong_values", node("VideoObject", duration=95), ["95"], ["95"]),
    ("wrong_values", node("WebPage", inLanguage="en", name={"x": "y"}), ['{"x": "y"}'], ['{"x": "y"}']),
    ("wrong_values", node("WebPage", author={"@type": "nonsense"}), [], []),  # the type is wrong, not the value
    ("empty_values", node(keywords=""), ['""'], ['""']),
    ("empty_values", node(keywords=" "), ['""'], ['" "']),
    ("empty_values", node(keywords=[], about={}, genre=None), ["[]", "{}", "null"], ["[]", "{}", "null"]),
    ("empty_values", node(keywords=["a", ""]), ['"" in one of its values'], ['""']),
    ("empty_values", node(jobTitle="", Nonsense=""), ['""'], ['""']),  # an unknown one is nothing to be filled in
    ("dangling_references", node(publisher={"@id": "#us"}), ["#us"], ['{"@id": "#us"}']),
    ("dangling_references", node(image={"@id": "#i"}, mentions={"@id": "#m"}), ["#i"], ['{"@id": "#i"}']),
]


@pytest.mark.parametrize(("subject", "block", "values", "words"), WRONG)
def test_it_is_seen_in_its_place(subject: str, block: Any, values: list[str], words: list[str]) -> None:
    view = page(block).view(f"schema.{subject}")
    assert seen(view) == values
    assert marked(view) == words
    assert view.anchor is not None


def test_details_for_messages() -> None:
    shown = page(node("newsArticle"), node(Headline="A", jobTitle="B", isPartOf=5, keywords=""))
    details = {name: dict(fact.fields) for name in ALL for fact in shown.view(f"schema.{name}").facts}
    assert details["unknown_types"]["hint"] == "; the nearest is “NewsArticle”"
    assert details["unknown_properties"]["nearest"] == "headline"
    assert details["unknown_properties"]["type"] == "NewsArticle"
    assert details["misplaced_properties"]["domains"] == "Person"
    assert details["wrong_values"]["expected"] == "CreativeWork or URL"
    assert details["wrong_values"]["kind"] == "a number"
    assert details["empty_values"]["property"] == "keywords"
    for name in ALL:
        info = describe(f"schema.{name}")
        assert info is not None
        assert set(info.fields) <= set(details.get(name, dict.fromkeys(info.fields)))


def test_the_same_fault_in_many_places_is_one_fact() -> None:
    items = [{"@type": "ListItem", "Position": number} for number in range(5)]
    (fact,) = page(node("ItemList", itemListElement=items)).view("schema.faults").facts
    assert fact.fields["count"] == 5
    assert fact.fields["more"] == ", here and in 4 more places"


def test_the_scope_of_a_nested_context_is_its_own() -> None:
    block = {
        "@context": {"x": "http://x.example/"},
        "@type": "x:Thing",
        "x:a": {"@context": CONTEXT, "@type": "Person", "Name": "A"},
        "b": {"@type": "Person", "Name": "not schema.org's"},
    }
    assert seen(page(block).view("schema.faults")) == ["Name"]


def test_every_type_is_listed() -> None:
    view = page(node(["NewsArticle", "x:Own"], author={"@type": "persn"})).view("schema.types")
    assert seen(view) == ["NewsArticle", "persn"]
    assert marked(view) == ['"NewsArticle"', '"persn"']


# --- What other rules look after

LEFT_ALONE: list[Any] = [
    node(headline="", image=[], author="", datePublished=None, dateModified="", publisher={}),
    node(headline={"a": "b"}, author=5, publisher=True, dateModified=17),
    node(author={"@type": "Place", "name": "A"}),
    node(author={"@type": "Person", "name": "", "url": ""}),
    node("VideoObject", name="", thumbnailUrl=[], uploadDate=None),
    node("BreadcrumbList", itemListElement=[]),
    node(
        "BreadcrumbList", itemListElement=[{"@type": "ListItem", "name": "", "position": True, "item": ""}, 5][:1] * 2
    ),
]


@pytest.mark.parametrize("block", LEFT_ALONE)
def test_values_with_rules_of_their_own_are_left_to_them(block: Any) -> None:
    said = page(block).view("schema.faults").facts
    assert [fact.value for fact in said if fact.fields.get("property") != "item"] == []


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (node(author={"@type": "Person", "name": "A", "url": "", "sameAs": "https://a.example/"}), ["url"]),
        (node(headline="A", description=""), ["description"]),
        (node("WebPage", headline=""), ["headline"]),
        (node(image=["https://a.example/a.jpg", "", None]), ["image"]),
        (node(author=["", {"@type": "Person", "name": "A", "url": "https://a.example/"}]), ["author"]),
    ],
)
def test_values_beside_them_are_not(block: Any, expected: list[str]) -> None:
    assert [fact.fields["property"] for fact in page(block).view("schema.faults").facts] == expected


def test_a_reference_is_not_called_dangling_when_something_could_not_be_read() -> None:
    shown = page(node(publisher={"@id": "#us"}), "{{ organisation }}")
    assert shown.view("schema.dangling_references").facts == ()
    assert shown.view("schema.dangling_references").unknown


# --- Scopes


@pytest.mark.parametrize(
    ("context", "key", "name"),
    [
        ("https://schema.org", "headline", "headline"),
        ("http://www.schema.org/", "headline", "headline"),
        ("https://schema.org", "type", None),
        ("https://schema.org", "@type", None),
        ("https://schema.org", "og:title", None),
        ("https://schema.org", "schema:headline", "headline"),
        ("https://schema.org", "http://schema.org/headline", "headline"),
        ("https://other.example", "headline", None),
        ("https://other.example", "schema:headline", "headline"),
        ({"@vocab": "http://schema.org"}, "headline", "headline"),
        ({"@vocab": "http://other.example/"}, "headline", None),
        ({"title": "https://schema.org/headline"}, "title", "headline"),
        ({"title": {"@id": "schema:headline"}}, "title", "headline"),
        ({"title": 5}, "title", None),
        (["https://schema.org", {"@language": "en"}], "headline", "headline"),
        (["https://schema.org", None], "headline", None),
        (None, "headline", None),
        (17, "headline", None),
    ],
)
def test_what_a_name_means(context: Any, key: str, name: str | None) -> None:
    assert read_context(context).name(key) == name


def test_a_context_builds_on_the_one_around_it() -> None:
    inner = read_context({"own": "http://own.example/"}, SCHEMA)
    assert inner == Scope(default=True, defined={"id": None, "type": None, "own": None})
    assert read_context([], NOTHING) == NOTHING


# --- JSON-LD as text


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (node(headline="A &amp; B"), ["&amp;"]),
        (node(headline="It&#039;s", description="&#x2019;"), ["&#039;", "&#x2019;"]),
        (node(keywords=["a", "b&nbsp;c"]), ["&nbsp;"]),
        (node(url="https://a.example/?a=1&amp;b=2"), ["&amp;"]),
        (node(url="https://a.example/?a=1&b=2"), []),
        (node(headline="R&D; sales"), []),
        (node(headline="&nonsense;"), []),
        (node(articleBody="<p>A &amp; B</p>"), []),  # HTML, tags and all
        ('{"@context": "https://schema.org", "@type": "Person", "name": "A &amp; B",}', []),  # broken: said elsewhere
    ],
)
def test_html_entities(block: Any, found: list[str]) -> None:
    view = page(block).view("jsonld.entities")
    assert [fact.fields["found"] for fact in view.facts] == found
    assert marked(view) == found


def test_an_entity_written_with_json_escapes_is_shown_with_its_value() -> None:
    view = page(r'{"@context": "https://schema.org", "@type": "Person", "name": "A \u0026amp; B"}').view(
        "jsonld.entities"
    )
    assert marked(view) == [r'"A \u0026amp; B"']


@pytest.mark.parametrize("kind", ["application/ld+json", "application/LD+json", " application/ld+json ; charset=utf-8"])
def test_script_types_are_shown_as_written(kind: str) -> None:
    assert seen(page(node(), kind=kind).view("jsonld.script_types")) == [kind]


# --- data-vocabulary.org


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p itemscope itemtype="http://data-vocabulary.org/Breadcrumb">', ["http://data-vocabulary.org/Breadcrumb"]),
        ('<p xmlns:v="http://rdf.data-vocabulary.org/#"><b typeof="v:Breadcrumb">a</b>', ["v:Breadcrumb"]),
        ('<p prefix="v: http://rdf.data-vocabulary.org/#"><b typeof="v:Breadcrumb">a</b>', ["v:Breadcrumb"]),
        ('<p vocab="http://rdf.data-vocabulary.org/#"><b typeof="Breadcrumb">a</b>', ["Breadcrumb"]),
        ('<p xmlns:v="http://rdf.data-vocabulary.org/#">bound and never used</p>', []),
        ('<p itemscope itemtype="https://schema.org/Thing">about data-vocabulary.org</p>', []),
        ('<p xmlns:v="http://rdf.data-vocabulary.org/#"><b typeof="s:Thing">a</b>', []),
    ],
)
def test_data_vocabulary(html: str, found: list[str]) -> None:
    assert seen(page(html=html).view("markup.data_vocabulary")) == found


# --- Pages that mean harm


@pytest.mark.parametrize(
    "block",
    [
        node(**{f"nonsense{number}": "" for number in range(20_000)}),
        {"@context": CONTEXT, "@graph": [{"@type": f"Nonsense{number}", "Name": ""} for number in range(5_000)]},
        {"@context": CONTEXT, "@graph": [{"@type": "Book", "author": {"@id": f"#{n}"}} for n in range(5_000)]},
        node(keywords=[""] * 50_000),
        node(**{"": "", "@": "", ":": "", "/~": 5, "schema:": ""}),
        {"@context": [[[]], {"": {"@id": []}}, 5], "@type": [[], {}, 5, ""], "@id": 5},
        {"@context": CONTEXT, "@type": [["NewsArticle"], {"@id": "x"}], "author": {"@type": 5, "name": {"@value": []}}},
        [[[[{"@context": CONTEXT, "@type": "Person", "name": [[[[[[]]]]]]}]]]],
    ],
    ids=range(8),
)
def test_hostile_pages_end_soon(block: Any) -> None:
    shown = page(block)
    start = process_time()
    for name in ("faults", "types", *ALL):
        for fact in shown.view(f"schema.{name}").facts[:50]:
            fact.spot.place()
    assert process_time() - start < 3


def test_words_before_a_colon_do_not_make_it_slow() -> None:
    html = f'<p itemscope itemtype="x">data-vocabulary.org {"v" * 500_000} xmlns:v={" " * 500_000}</p>'
    start = process_time()
    assert page(html=html).view("markup.data_vocabulary").facts == ()
    assert process_time() - start < 3
