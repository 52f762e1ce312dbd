"""One table of nodes a page, whatever the syntax; which of them is the article; what a broken block may not hide."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from seocheck.audit import audit
from seocheck.model import Document, PageReport
from seocheck.page import Page
from seocheck.page.markup.nodes import Node, is_empty
from seocheck.ruleset import load_ruleset

Read = Callable[[str], Page]
RULESET = load_ruleset()
URL = "https://www.example.com/politics/mayor"
CANONICAL = f'<link rel="canonical" href="{URL}">'
H1 = "<h1>Mayor resigns over housing scandal</h1>"
TITLE = "Mayor resigns over housing scandal"


def raw(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def ld(data: Any) -> str:
    return raw(json.dumps({"@context": "https://schema.org", **data} if isinstance(data, dict) else data))


def news(headline: str, **more: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": headline, **more}


def card(headline: str, inside: str = "", *, heading: str = "h2") -> str:
    """An article in microdata, as teasers and stories have it."""
    return (
        f'<div itemscope itemtype="https://schema.org/NewsArticle"><{heading} itemprop="headline">{headline}'
        f"</{heading}>{inside}</div>"
    )


def types(page: Page) -> list[str]:
    return ["/".join(node.types) for node in page.structured.nodes]


def values(page: Page, subject: str) -> list[object]:
    return [fact.value for fact in page.view(subject).facts]


def shown(page: Page, subject: str) -> list[str]:
    """The page's own text at every fact of a subject."""
    return [fact.spot.source(fact.spot.place()) for fact in page.view(subject).facts]


def headline(page: Page) -> str | None:
    article = page.structured.article
    return None if article is None else str(article)


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"name": "Ann Lee"}, "Ann Lee"),
        ({"name": ["", "Ann Lee", "A. Lee"]}, "Ann Lee"),
        ({"name": [], "url": "https://www.example.com/ann"}, "https://www.example.com/ann"),
        ({"name": [7]}, "Person"),
    ],
)
def test_what_a_node_is_called(read: Read, author: Any, expected: str) -> None:
    page = read(ld(news(TITLE, author={"@type": "Person", **author})))
    assert [str(node) for node in values(page, "article.author[]")] == [expected]


def report(html: str, url: str | None = None) -> PageReport:
    return audit(Document(html.encode(), url=url), RULESET)


def ended(done: PageReport) -> dict[str, str]:
    return {outcome.rule: outcome.state for outcome in done.outcomes}


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(ld(news("x")), ["NewsArticle"], id="one object"),
        pytest.param(ld({"@graph": [{"@type": "A"}, {"@type": "B"}]}), ["A", "B"], id="a graph"),
        pytest.param(ld([news("x"), [{"@type": "B"}]]), ["NewsArticle", "B"], id="lists in a list"),
        pytest.param(
            ld(news("x", author={"@type": "Person", "worksFor": {"@type": "Organization"}})),
            ["NewsArticle", "Person", "Organization"],
            id="nested, each after what holds it",
        ),
        pytest.param(ld({"@type": ["NewsArticle", "Report"]}), ["NewsArticle/Report"], id="several types"),
        pytest.param(ld({"@type": "https://schema.org/NewsArticle"}), ["NewsArticle"], id="a type with its address"),
        pytest.param(ld({"@type": "http://www.schema.org/NewsArticle"}), ["NewsArticle"], id="with www"),
        pytest.param(ld({"@type": "schema:NewsArticle"}), ["NewsArticle"], id="a prefixed type"),
        pytest.param(ld({"@type": "foaf:Person"}), ["foaf:Person"], id="another vocabulary's type stays as written"),
        pytest.param(ld({"@id": "#a"}), [""], id="a mere reference is a node without a type"),
        pytest.param(ld({"headline": "x"}), [], id="an object with neither type nor @id is none"),
        pytest.param(ld({"@type": 5, "headline": "x"}), [], id="a type that is no text is none"),
        pytest.param(ld({"@type": ["", None, "Person"]}), ["Person"], id="only what is text counts"),
        pytest.param(ld({"@type": "A", "@reverse": {"about": {"@type": "B"}}}), ["A", "B"], id="@reverse is tolerated"),
        pytest.param(ld({"@type": "A", "x": {"@value": "v", "@type": "Date"}}), ["A"], id="a typed value is no node"),
        pytest.param(ld({"@type": "A", "x": {"@list": [{"@type": "B"}]}}), ["A", "B"], id="@list is looked into"),
        pytest.param(raw('{"@type": "A",}') + ld({"@type": "B"}), ["A", "B"], id="a sure lenient reading counts"),
        pytest.param(raw("<p>nothing</p>") + ld({"@type": "B"}), ["B"], id="a hopeless block hides no other"),
        pytest.param(raw("null") + raw("5") + raw('"x"') + ld({"@type": "B"}), ["B"], id="blocks that hold no object"),
        pytest.param(f"<template>{ld({'@type': 'A'})}</template>", [], id="what a template holds does not count"),
    ],
)
def test_the_table_of_nodes(read: Read, blocks: str, expected: list[str]) -> None:
    assert types(read(blocks)) == expected


def test_the_table_holds_all_three_syntaxes(read: Read) -> None:
    page = read(
        f'{card("x")}<div vocab="https://schema.org/" typeof="Person"><b property="name">Ann Lee</b></div>'
        + ld({"@type": "WebPage"})
    )
    found = [(node.types, node.origin.syntax) for node in page.structured.nodes]
    assert found == [(("WebPage",), "json-ld"), (("NewsArticle",), "microdata"), (("Person",), "rdfa")]


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param(ld({"@graph": [news("x", author={"@id": "#a"}), {"@id": "#a", "name": "Ann"}]}), id="in a graph"),
        pytest.param(ld(news("x", author={"@id": "#a"})) + ld({"@id": "#a", "name": "Ann"}), id="in another block"),
        pytest.param(ld({"@id": "#a", "name": "Ann"}) + ld(news("x", author={"@id": "#a"})), id="in one before it"),
        pytest.param(
            ld(news("x", author={"@id": "#a"})) + '<b itemscope itemid="#a" itemtype="https://schema.org/Person">'
            '<i itemprop="name">Ann</i></b>',
            id="in microdata",
        ),
        pytest.param(
            ld([news("x", author={"@id": "#a", "@type": "Person"}), {"@id": "#a", "name": "Ann"}]),
            id="a description is completed by another of the same @id",
        ),
        pytest.param(ld(news("x", author={"@list": [{"name": "Ann"}]})), id="in a @list"),
        pytest.param(ld(news("x", author={"@set": [{"name": {"@value": "Ann", "@language": "en"}}]})), id="a @value"),
        pytest.param(ld(news("x", **{"schema:author": {"schema:name": "Ann"}})), id="under a prefix"),
        pytest.param(ld(news("x", **{"https://schema.org/author": {"name": "Ann"}})), id="under the whole address"),
    ],
)
def test_a_value_is_found_however_it_is_written(read: Read, blocks: str) -> None:
    assert values(read(blocks), "article.author[].name") == ["Ann"]


def test_references_that_lead_in_a_circle_or_nowhere_end(read: Read) -> None:
    page = read(ld([news("x", **{"@id": "#x", "author": {"@id": "#x"}}), {"@id": "#y", "author": {"@id": "#y"}}]))
    assert values(page, "article.author.author.author.headline") == ["x"]
    (author,) = values(read(ld(news("x", author={"@id": "#none"}))), "article.author")
    assert isinstance(author, Node)
    assert author.is_reference


def test_many_descriptions_of_one_thing_cost_little(read: Read) -> None:
    start = time.process_time()
    page = read(ld([{"@id": "#a", "@type": "Person", "name": "Ann"}] * 3000 + [news("x", author={"@id": "#a"})]))
    assert len(values(page, "Person.name")) == 3000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("value", "empty"),
    [("", True), (" ", True), (None, True), ("x", False), (0, False), (False, False)],
)
def test_what_says_nothing(value: object, empty: bool) -> None:
    assert is_empty(value) is empty


def test_a_node_with_nothing_but_a_type_says_nothing(read: Read) -> None:
    page = read(ld(news("x", author=[{"@type": "Person"}, {"@type": "Person", "name": ""}, {"name": "Ann"}])))
    assert list(map(is_empty, values(page, "article.author"))) == [True, True, False]


# ─── which article is the page's own ───


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(ld({"@type": "WebPage", "name": "x"}), None, id="no article"),
        pytest.param(ld(news("one")), "one", id="the only one"),
        pytest.param(ld({"@type": "ReportageNewsArticle", "headline": "one"}), "one", id="a subtype"),
        pytest.param(ld(news("one")) + ld(news("two")), "one", id="the first when nothing tells them apart"),
        pytest.param(f"{H1}{ld(news('other'))}{ld(news(TITLE))}", TITLE, id="the one whose headline the h1 has"),
        pytest.param(CANONICAL + H1 + ld(news(TITLE)) + ld(news("own", url=URL)), "own", id="an address is surer"),
        pytest.param(
            CANONICAL + ld(news("other", url=f"{URL}-2")) + ld(news("own", mainEntityOfPage={"@id": URL})),
            "own",
            id="by mainEntityOfPage",
        ),
        pytest.param(CANONICAL + ld(news("other")) + ld(news("own", **{"@id": f"{URL}#article"})), "own", id="by @id"),
        pytest.param(
            H1 + ld({"@type": "LiveBlogPosting", "headline": "live", "liveBlogUpdate": [news(TITLE), news("b")]}),
            "live",
            id="never an update of a live blog",
        ),
        pytest.param(
            ld(news("story")) + ld({"@type": "LiveBlogPosting", "headline": "live"}), "live", id="the live blog itself"
        ),
        pytest.param(
            ld({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": news("teaser")}]})
            + ld(news("own")),
            "own",
            id="never a teaser of a list",
        ),
        pytest.param(
            ld(news("own", isPartOf=news("series"), mentions=news("other"), citation=[news("source")])),
            "own",
            id="never what it is part of, mentions or cites",
        ),
        pytest.param(ld({"@type": "WebPage", "mainEntity": news("own")}), "own", id="the main entity of the page"),
        pytest.param(ld({"@type": "WebPage", "isPartOf": news("issue")}), None, id="only another work"),
        pytest.param(card("own") + "<h1>own</h1>", "own", id="the only one in microdata"),
        pytest.param(card("teaser") + card(TITLE, heading="h1"), TITLE, id="the one round the h1"),
        pytest.param(H1 + card("teaser a") + card("teaser b"), None, id="teasers alone are no article"),
        pytest.param(
            CANONICAL + H1 + card("a teaser", f'<a itemprop="url" href="{URL}-2">more</a>'),
            None,
            id="a teaser that leads elsewhere is none, though it is alone",
        ),
        pytest.param(
            H1 + card("teaser a") + card("teaser b") + ld(news("own")), "own", id="teasers beside a block in the head"
        ),
    ],
)
def test_the_main_article(read: Read, html: str, expected: str | None) -> None:
    assert headline(read(html)) == expected


@pytest.mark.parametrize(
    ("html", "copies"),
    [
        pytest.param(ld(news("one")), 1, id="one"),
        pytest.param(H1 + ld(news(TITLE)) + ld(news("other")), 1, id="another article of a block is no copy for sure"),
        pytest.param(CANONICAL + ld(news("a", url=URL)) + ld(news("b", url=URL)), 2, id="both name this page"),
        pytest.param(ld(news(TITLE)) + card(TITLE, heading="h1"), 2, id="a block, and an element round the h1"),
        pytest.param(H1 + ld(news(TITLE)) + card("teaser") + card("teaser 2"), 1, id="teasers are none"),
        pytest.param(ld([news("x", **{"@id": "#x"}), {"@id": "#x", "@type": "Article"}]), 1, id="one @id is one thing"),
    ],
)
def test_copies_of_the_article(read: Read, html: str, copies: int) -> None:
    assert len(read(html).view("article.copies").facts) == copies


# ─── places ───


def test_values_of_json_ld_stand_in_the_page(read: Read) -> None:
    page = read(f"<p>x</p>\n{ld(news('Mayor resigns', author=[{'@type': 'Person', 'name': 'Ann'}]))}")
    (fact,) = page.view("article.author[].name").facts
    place = fact.spot.place()
    assert (place.line, place.pointer, fact.spot.source(place)) == (2, "/author/0/name", '"Ann"')


def test_a_reference_that_leads_somewhere_is_placed_where_it_leads(read: Read) -> None:
    page = read(ld(news("x", author={"@id": "#a"})) + "\n" + ld({"@id": "#a", "name": "Ann"}))
    assert [fact.spot.place().line for fact in page.view("article.author").facts] == [2]


def test_values_of_microdata_stand_on_their_element(read: Read) -> None:
    page = read(card("Mayor", '<meta itemprop="datePublished" content="yesterday"><img itemprop="image" src="/a.jpg">'))
    assert shown(page, "article.headline") == ['<h2 itemprop="headline">Mayor</h2>']
    assert shown(page, "article.datePublished") == ['content="yesterday"']
    assert shown(page, "article.image") == ['src="/a.jpg"']


def test_values_of_rdfa_stand_on_their_element(read: Read) -> None:
    page = read(
        '<div vocab="https://schema.org/" typeof="NewsArticle"><h1 property="headline">Mayor</h1>'
        '<time property="datePublished" datetime="yesterday">x</time>'
        '<span property="author" typeof="Person"><b property="name">Ann</b></span></div>'
    )
    assert shown(page, "article.headline") == ['<h1 property="headline">Mayor</h1>']
    assert shown(page, "article.datePublished") == ['datetime="yesterday"']
    assert shown(page, "article.author[].name") == ['<b property="name">Ann</b>']


# ─── broken blocks ───

SURE = '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mayor", "datePublished": "yesterday",}'
UNSURE = '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The "big" one", "name": "x"'
MISSING = (
    *("article-markup", "article-headline", "article-image", "article-author", "article-date-published"),
    *("article-date-modified", "article-publisher", "breadcrumb-missing", "breadcrumb-unmarked", "byline-missing"),
)


def test_rules_judge_a_sure_lenient_reading_and_say_so() -> None:
    done = report(f"<h1>Mayor</h1>\n{raw(SURE)}")
    (found,) = [finding for finding in done.findings if finding.rule == "article-date-format"]
    assert (found.place.line, found.evidence) == (2, '"yesterday"')
    assert any("read in spite of the fault" in item.message for item in found.related)
    states = ended(done)
    assert (states["jsonld-syntax"], states["article-headline"]) == ("failed", "passed")


def test_a_sound_block_beside_a_broken_one_carries_no_caveat() -> None:
    sound = ld(news("Mayor", datePublished="yesterday", url=URL))
    done = report(f"{CANONICAL}<h1>Mayor</h1>{sound}{raw(SURE.replace('NewsArticle', 'Person'))}")
    (found,) = [finding for finding in done.findings if finding.rule == "article-date-format"]
    assert not any("in spite of" in item.message for item in found.related)


@pytest.mark.parametrize(
    "broken", [UNSURE, "", "{", "<p>x</p>", '{"@type": "NewsArticle", "headline": {{ title }}}'], ids=repr
)
def test_nothing_is_called_missing_that_an_unread_block_may_hold(broken: str) -> None:
    done = report(f"<h1>Mayor</h1>{raw(broken)}")
    rules = {finding.rule for finding in done.findings}
    assert "jsonld-syntax" in rules
    assert not rules & set(MISSING)
    assert ended(done)["article-headline"] in ("not_run", "not_applicable")


def test_a_reference_into_an_unread_block_is_not_called_dangling_or_nameless() -> None:
    broken = '{"@context": "https://schema.org", "@id": "#ann", "@type": "Person", "name": "Ann "the pen" Lee"'
    done = report(f"<h1>Mayor</h1>{ld(news('Mayor', author={'@id': '#ann'}))}{raw(broken)}")
    rules = {finding.rule for finding in done.findings}
    assert "jsonld-syntax" in rules
    assert not rules & {"schema-dangling-reference", "article-author-name", "article-author-type", "article-author"}


# ─── what costs too much ───

BOMB = "".join(
    f'<div id="b{n}" itemprop="x" itemscope itemref="b{n + 1} c{n + 1}"></div>'
    f'<div id="c{n}" itemprop="x" itemscope itemref="b{n + 1} c{n + 1}"></div>'
    for n in range(40)
)


HOSTILE = [
    pytest.param(f'<div itemscope itemref="b0 c0"></div>{BOMB}', id="itemref doubles itself"),
    pytest.param('<div itemscope itemprop="x">' * 400, id="400 nested items"),
    pytest.param(
        f"""<div vocab="https://schema.org/" typeof="Thing">{'<p property="name">x</p>' * 3000}</div>""",
        id="too much RDFa",
    ),
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_syntax_that_costs_too_much_costs_only_itself(hostile: str) -> None:
    start = time.process_time()
    done = report(f"<title>Mayor</title><h1>Mayor</h1>{ld(news('Mayor', datePublished='yesterday'))}{hostile}")
    assert time.process_time() - start < 20
    assert done.status == "partial"
    assert done.reason
    states = ended(done)
    assert [states[rule] for rule in ("article-date-format", "title-missing", "h1-missing")] == [
        *("failed", "passed", "passed")
    ]
    assert "crashed" not in states.values()
    assert not {"article-markup", "breadcrumb-missing"} & {finding.rule for finding in done.findings}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_is_called_missing_that_an_unread_syntax_may_hold(hostile: str) -> None:
    rules = {finding.rule for finding in report(f"<title>Mayor</title><h1>Mayor</h1>{hostile}").findings}
    assert not rules & set(MISSING)


def test_too_many_blocks_make_a_page_partial() -> None:
    done = report("<h1>Mayor</h1>" + ld({"@type": "Person", "name": "x"}) * 201)
    assert done.status == "partial"
    assert "article-markup" not in {finding.rule for finding in done.findings}


def test_a_very_long_list_is_read_up_to_a_limit(read: Read) -> None:
    start = time.process_time()
    assert len(read(raw("[" + '{"@type":"A"},' * 60_000 + "{}]")).structured.nodes) == 50_000
    assert time.process_time() - start < 10
