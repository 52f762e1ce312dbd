"""Places: slicing the decoded text at a place gives the thing itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.model import Document
from seocheck.page import Page, read_page
from seocheck.page.source import Source, TextSpot

Read = Callable[[str], Page]


@pytest.mark.parametrize(
    ("html", "css", "attribute", "place", "text"),
    [
        ("<h1>x</h1>", "h1", None, (1, 1, 1, 11), "<h1>x</h1>"),
        ("<p>\r\n\t<h1>\r\nx</h1>", "h1", None, (2, 2, 3, 7), "<h1>\nx</h1>"),
        ("😀😀<h1>😀</h1>", "h1", None, (1, 3, 1, 13), "<h1>😀</h1>"),
        ("a\x00b<h1>\x00</h1>", "h1", None, (1, 4, 1, 14), "<h1>\x00</h1>"),
        ("\u2028\x0b\x85\n<h1>x</h1>", "h1", None, (2, 1, 2, 11), "<h1>x</h1>"),
        ("<A\nHREF = '1'>x</A>", "a", "href", (2, 1, 2, 11), "HREF = '1'"),
        ("<a title=😀 href=2>x</a>", "a", "href", (1, 12, 1, 18), "href=2"),
        ("<a href=1 href=2>", "a", "href", (1, 4, 1, 10), "href=1"),
        ("<a>x</a>", "a", "href", (1, 1, 1, 9), "<a>x</a>"),
        ("<p>one \n<p>two", "p", None, (1, 1, 1, 7), "<p>one"),
        ("<h1>x<p>y<div>", "h1", None, (1, 1, 1, 5), "<h1>"),
        ("<table><h1>x</h1><tr>", "h1", None, (1, 8, 1, 18), "<h1>x</h1>"),
        ("<img src=1><p>", "img", None, (1, 1, 1, 12), "<img src=1>"),
        ("x", "body", None, (1, 1, 1, 1), ""),
    ],
)
def test_an_element_or_attribute_stands_where_it_is_written(
    read: Read, html: str, css: str, attribute: str | None, place: tuple[int, ...], text: str
) -> None:
    page = read(html)
    spot = page.spot(page.select(css)[0], attribute, whole=True)
    found = spot.place()
    assert (found.line, found.column, found.end_line, found.end_column) == place
    assert spot.source(found) == text


@pytest.mark.parametrize(
    ("html", "quote", "text"),
    [
        ("<p>one two three</p>", "two", "two"),
        ("<p>one <b>two</b> three</p>", "one two three", "one <b>two</b> three"),
        ("<p>one<br>two</p>", "one two", "one<br>two"),
        ("<p>Head<b>line:</b> x</p>", "Headline: x", "Head<b>line:</b> x"),
        ("<p>Tom &amp; Jerry&rsquo;s caf&eacute;</p>", "Tom & Jerry’s café", "Tom &amp; Jerry&rsquo;s caf&eacute;"),
        ("<p>it&#8217;s &#x2019;</p>", "it’s", "it&#8217;s"),
        ("<p>a&nbsp;\n b</p>", "a b", "a&nbsp;\n b"),
        ("<p>a <!-- x > y --> b</p>", "a b", "a <!-- x > y --> b"),
        ('<p>Click <i title="a>b">here</i></p>', "Click here", 'Click <i title="a>b">here'),
        ('<p><a href="/read more">x</a> read more</p>', "read more", "read more"),
        ("<p>&lt;b&gt; 'y'</p>", "<b> 'y'", "&lt;b&gt; 'y'"),
        ("<p>one<p>two", "two", "<p>one"),
        ("<p>one</p>", "absent", "<p>one</p>"),
        ("<p>😀 é</p>", "é", "é"),
    ],
)
def test_a_quote_narrows_the_place_however_it_is_written(read: Read, html: str, quote: str, text: str) -> None:
    page = read(html)
    spot = page.spot(page.select("p")[0], whole=True)
    assert spot.source(spot.place(quote)) == text


@pytest.mark.parametrize(
    ("written", "quote", "text"),
    [
        (r'"Tom \u0026 \u00e9t\u00e9"', "& été", r"\u0026 \u00e9t\u00e9"),
        (r'"a \"b\" \/ c"', '"b" /', r"\"b\" \/"),
        (r'"a\nb"', "a b", r"a\nb"),
        (r'"\ud83d\ude00!"', "😀!", r"\ud83d\ude00!"),
        ('"Tom &amp; Jerry"', "Tom & Jerry", "Tom &amp; Jerry"),
        (r'"\ud83d"', "x", r'"\ud83d"'),
    ],
)
def test_a_quote_is_found_behind_json_escapes(written: str, quote: str, text: str) -> None:
    block = f'{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": {written}}}'
    page = read_page(Document(f'<script type="application/ld+json">{block}</script>'.encode()))
    (fact,) = page.view("article.headline").facts
    assert fact.spot.source(fact.spot.place(quote)) == text


def test_lines_and_offsets_agree_everywhere() -> None:
    source = Source("\n\nab\r\n😀\n")
    for offset in range(len(source.text) + 1):
        assert source.offset(*source.line_column(offset)) == offset


@pytest.mark.parametrize("learned", ["", "p", "b", "p, b", "b, p"])
def test_lines_are_the_same_wherever_counting_begins(read: Read, learned: str) -> None:
    page = read("\n<p>" + "one\n" * 2000 + "<b>two</b>\n" + "three\n" * 2000)
    for name in filter(None, learned.split(", ")):
        location = page.select(name)[0].source_location
        assert location
        page.source.learn(location.start_tag)
    for offset in (25_000, 12, 3, len(page.text), 8_005, 8_007, 9_000, 8_003, 0):
        before = page.text[:offset]
        assert page.source.line_column(offset) == (before.count("\n") + 1, offset - before.rfind("\n"))


def test_a_hostile_page_is_searched_in_linear_time() -> None:
    source = Source("<a " * 40_000 + "&" * 40_000)
    spot = TextSpot(source, 0, len(source.text))
    assert spot.place("not there") == spot.place()
