"""Microdata: what is read, where it stands, what it costs at worst, and how far it agrees with others."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html_text
import pytest
from lxml.html import fragment_fromstring

from seocheck.model import Document
from seocheck.page import Page, read_page
from seocheck.page.markup.extruct_part import part
from seocheck.page.markup.microdata import MAX_DEPTH, Item, orphans, read_microdata
from seocheck.page.markup.nodes import Origin
from seocheck.page.markup.texts import Texts

conformance = pytest.importorskip("benchmarks.conformance")
needs_suites = pytest.mark.skipif(
    not conformance.SUITES.is_dir(), reason="the shared test suites are not beside this checkout"
)
needs_dev = pytest.mark.skipif(not conformance.DEV.is_dir(), reason="the shared pages are not beside this checkout")

ITEM = 'itemscope itemtype="https://schema.org/Thing"'


def page(markup: str, url: str | None = "https://example.org/news/a.html") -> Page:
    return read_page(Document(f"<!doctype html><html><head></head><body>{markup}</body></html>".encode(), url=url))


def data(markup: str, url: str | None = "https://example.org/news/a.html") -> Any:
    (item,) = read_microdata(page(markup, url)).items
    return item.data


def shown(item: Origin, pointer: str, *, key: bool = False) -> str:
    spot = item.spot(pointer, key=key)
    return spot.source(spot.place())


def value_of(markup: str, url: str | None = "https://example.org/news/a.html") -> Any:
    return data(f"<div {ITEM}>{markup}</div>", url)["p"]


def test_an_item_in_json_shape() -> None:
    found = data(
        """<article itemscope itemtype="https://schema.org/NewsArticle https://schema.org/Report" itemid="#it">
        <h1 itemprop="headline name">A  <b>big</b>
          thing</h1>
        <div itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann</b></div>
        <div itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Bob</b></div>
        <b itemprop="https://example.org/own">x</b></article>"""
    )
    assert found == {
        "@type": ["https://schema.org/NewsArticle", "https://schema.org/Report"],
        "@id": "#it",
        "headline": "A big thing",
        "name": "A big thing",
        "author": [
            {"@type": "https://schema.org/Person", "name": "Ann"},
            {"@type": "https://schema.org/Person", "name": "Bob"},
        ],
        "https://example.org/own": "x",
    }


@pytest.mark.parametrize(
    ("markup", "value", "place"),
    [
        ('<meta itemprop="p" content="c">', "c", 'content="c"'),
        ('<img itemprop="p" src="/i.png">', "https://example.org/i.png", 'src="/i.png"'),
        ('<a itemprop="p" href=" x ">t</a>', "https://example.org/news/x", 'href=" x "'),
        ('<object itemprop="p" data="d"></object>', "https://example.org/news/d", 'data="d"'),
        ('<data itemprop="p" value="v">t</data>', "v", 'value="v"'),
        ('<meter itemprop="p" value="1">t</meter>', "1", 'value="1"'),
        ('<time itemprop="p" datetime="2024">t</time>', "2024", 'datetime="2024"'),
        ('<time itemprop="p">2024</time>', "2024", '<time itemprop="p">2024</time>'),
        ('<time itemprop="p" content="2024">t</time>', "2024", 'content="2024"'),
        ('<span itemprop="p" content="c">t</span>', "c", 'content="c"'),
        ('<b itemprop="p">t <i>u</i></b>', "t u", '<b itemprop="p">t <i>u</i></b>'),
        ('<b itemprop="p">t<script>no</script><style>no</style><!-- no --></b>', "t", None),
        ('<b itemprop="p">t<template>no</template></b>', "t", None),
        ('<img itemprop="p" data-src="/i.png">', "", '<img itemprop="p" data-src="/i.png">'),
        ('<img itemprop="p" src="" content="/i.png">', "/i.png", 'content="/i.png"'),
        ('<a itemprop="p" href="">t</a>', "", 'href=""'),
        ('<a itemprop="p" href="http://[">t</a>', "http://[", 'href="http://["'),  # W11
        (
            '<a itemprop="p" href="http://[object Object]">t</a>',
            "http://[object Object]",
            'href="http://[object Object]"',
        ),
        ('<b itemprop="p">a\x0b\x01b\x0c</b>', "ab", None),
        ('<meta itemprop="p" content="a\x0bb">', "ab", None),
        ('<b itemprop="p" 1="x" a"b="y" on<c>t</b>', "t", None),
        ('<b itemprop="p">t<x:y>u</x:y><a"b>v</b>', "t u v", None),
        ('<input itemprop="p-input" name="q" required><b itemprop="p">t</b>', "t", None),
    ],
)
def test_the_value_of_a_property_and_its_place(markup: str, value: str, place: str | None) -> None:
    (item,) = read_microdata(page(f"<div {ITEM}>{markup}</div>")).items
    assert item.data["p"] == value
    if place is not None:
        assert shown(item, "/p") == place


@pytest.mark.parametrize(
    "markup",
    [
        "<p>One</p><p>Two</p>three<br>four",
        "<ul><li>a<li>b</ul> c <h2>d</h2>\n<pre>e  f</pre>",
        "<b>A</b><i>b</i>, c (<a>d</a>) <b>“e”</b><i>!</i>",
        "<div><div>\n <div>x</div></div></div>y<hr>z",
        "a<!-- - -->b<i></i>c<i> </i>d",
        "\xa0<b>\u2003x\n y</b>\xa0<i>:</i>",
    ],
)
def test_texts_are_laid_out_as_extruct_does(markup: str) -> None:
    (element,) = page(f'<div id="x">{markup}</div>').select("#x")
    assert Texts().of(element) == html_text.extract_text(fragment_fromstring(markup, create_parent="span"))


def test_addresses_without_a_known_page_stay_relative() -> None:
    assert value_of('<a itemprop="p" href="x">t</a>', url=None) == "x"


def test_addresses_are_resolved_against_base_and_else_against_the_canonical() -> None:
    assert value_of('<base href="/b/"><a itemprop="p" href="x">t</a>') == "https://example.org/b/x"
    assert (
        value_of('<link rel="canonical" href="https://c.example/d/"><a itemprop="p" href="x">t</a>', url=None)
        == "https://c.example/d/x"
    )


def test_an_item_without_properties_has_only_its_type() -> None:
    found = data(f'<div {ITEM}><b itemprop="author" itemscope itemtype="https://schema.org/Person">Ann</b></div>')
    assert found["author"] == {"@type": "https://schema.org/Person"}


def test_a_property_cannot_pose_as_a_keyword() -> None:
    assert data(f'<div {ITEM}><b itemprop="@type @id @graph n">x</b></div>') == {
        "@type": "https://schema.org/Thing",
        "n": "x",
    }


def test_what_a_template_holds_does_not_count() -> None:
    reading = read_microdata(page(f'<template><div {ITEM}><b itemprop="n">x</b></div></template>'))
    assert not reading.items
    assert not orphans(page('<template><b itemprop="n">x</b></template>'))


def test_places_in_nested_items_and_lists() -> None:
    (item,) = read_microdata(
        page(
            '<div itemscope itemtype="https://schema.org/Article" itemid="#a">'
            '<p itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann</b></p>'
            '<p itemprop="author" itemscope><b itemprop="name">Bob</b><b itemprop="a/b~c">x</b></p></div>'
        )
    ).items
    origin: Origin = item  # it can stand behind a Node
    assert shown(origin, "") == '<div itemscope itemtype="https://schema.org/Article" itemid="#a">'
    assert shown(item, "/@type") == 'itemtype="https://schema.org/Article"'
    assert shown(item, "/@id") == 'itemid="#a"'
    assert shown(item, "/author") == '<p itemprop="author" itemscope itemtype="https://schema.org/Person">'
    assert shown(item, "/author/1") == '<p itemprop="author" itemscope>'
    assert shown(item, "/author/1/name") == '<b itemprop="name">Bob</b>'
    assert shown(item, "/author/1/a~1b~0c") == '<b itemprop="a/b~c">x</b>'
    assert shown(item, "/author/0/name", key=True) == 'itemprop="name"'
    assert shown(item, "/author/0/@type") == 'itemtype="https://schema.org/Person"'
    assert shown(item, "/headline") == shown(item, "")
    assert shown(item, "/author/0/url") == shown(item, "/author/0")
    assert shown(item, "/author/9/name") == shown(item, "/author/0")


def pointers(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    yield pointer, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from pointers(inner, f"{pointer}/{str(step).replace('~', '~0').replace('/', '~1')}")


@needs_dev
def test_every_value_of_the_dev_pages_stands_where_its_place_says() -> None:
    values = 0
    for content in dev_contents("itemscope"):
        for item in read_microdata(conformance.page_of(content)).items:
            json.dumps(item.data)
            for pointer, value in pointers(item.data):
                spot: Any = item.spot(pointer)
                if isinstance(value, str):
                    values += 1
                    assert spot.attribute != "itemprop"
                    if spot.attribute is None and value:
                        assert all(word in spot.element.text for word in value.split()[:3])
                    elif value:
                        assert (spot.element.attr(spot.attribute) or "").strip().lstrip("./")[-8:] in value
    assert values > 1_000


def dev_contents(word: str) -> Iterator[bytes]:
    for path in sorted(conformance.DEV.glob("*.html.gz")):
        content = conformance.gzip.decompress(path.read_bytes())
        if word.encode() in content:
            yield content


def test_itemref_brings_properties_from_elsewhere_in_page_order() -> None:
    found = data(
        f'<p id="x"><b itemprop="n">1</b></p><div {ITEM} itemref="x none x"><b itemprop="n">2</b></div>'
        '<p id="x"><b itemprop="n">3</b></p>'
    )
    assert found["n"] == ["1", "2"]


def test_an_item_referred_to_twice_is_there_twice() -> None:
    reading = read_microdata(
        page(
            f'<div {ITEM} itemref="o"></div><div {ITEM} itemref="o"></div>'
            '<div id="o" itemprop="publisher" itemscope><b itemprop="name">P</b></div>'
        )
    )
    assert [item.data["publisher"] for item in reading.items] == [{"name": "P"}, {"name": "P"}]
    assert [shown(item, "/publisher/name") for item in reading.items] == ['<b itemprop="name">P</b>'] * 2


# --- pages made to hang a reader (W3, W4, W5; M01 to M08) -------------------------------------------------------------


def nested(depth: int, properties: int) -> str:
    return "".join(f'<div {ITEM} itemprop="a">' + '<b itemprop="x">y</b>' * properties for _ in range(depth))


def ring(size: int) -> str:
    return "".join(f'<div {ITEM} id="i{n}" itemref="i{(n + 1) % size}" itemprop="p"></div>' for n in range(size))


CIRCLE = "refer to each other in a circle"
HOSTILE = {
    "400 nested items": (nested(400, 0), "nested more than 32 deep"),
    "2000 nested items": (nested(2_000, 0), "nested more than 32 deep"),
    "90 nested items with 100 properties each, 174 KB": (nested(90, 100), "more than 5000"),
    "30 nested items with 160 properties each": (nested(30, 160), None),
    "3000 items that refer to 3000 properties": (
        '<p id="x">' + "<b itemprop=a>t</b>" * 3_000 + "</p>" + f"<div {ITEM} itemref=x></div>" * 3_000,
        "itemref leads to more than 10000",
    ),
    "an item that refers to itself": (ring(1), CIRCLE),
    "an item inside what it refers to": (f'<p id="x"><i {ITEM} itemref="x" itemprop="p"></i></p>', CIRCLE),
    "two items that refer to each other": (ring(2), CIRCLE),
    "a ring of 20": (ring(20), CIRCLE),
    "a ring of 1000": (ring(1_000), "nested more than 32 deep"),
    "a chain of 4000": (
        "".join(f'<div {ITEM} id="i{n}" itemref="i{n - 1}" itemprop="p"></div>' for n in range(4_000)),
        "nested more than 32 deep",
    ),
    "one id 20000 times": (f'<div {ITEM} itemref="{"a " * 20_000}"></div><b id="a" itemprop="n">t</b>', None),
    "10000 names in one itemprop": (
        f'<div {ITEM}><b itemprop="{" ".join(map(str, range(10_000)))}">x</b></div>',
        "more than 5000",
    ),
    "two names for each of 31 nested items": (f'<div {ITEM} itemprop="a b">' * 31, "more than 50000 values"),
    "4900 items": (f"<div {ITEM}><b itemprop=n>x<i>y</i></b></div>" * 4_900, None),
    "6000 items": (f"<div {ITEM}></div>" * 6_000, "more than 5000"),
    "texts within texts": (f"<div {ITEM}>" + "<div itemprop=a>x<i>y</i>" * 400, "30000 elements"),
    "long texts within texts": (
        f"<div {ITEM}>" + "<div itemprop=a>" * 200 + "<p>" + "x" * 400_000,
        "10000000 characters",
    ),
    "a long text": (f"<div {ITEM}><div itemprop=a>" + "<p>a<b>b</b></p>" * 14_000, None),
    "a text in 50000 pieces": (f"<div {ITEM}><div itemprop=a><i></i>" + "x<!-- -->" * 50_000, None),
    "deep text": (f"<div {ITEM}><div itemprop=a>" + "<b>a" * 450, None),
    "20000 attributes": (
        f"<div {ITEM}><b itemprop=x " + " ".join(f"a{n}=1" for n in range(20_000)) + ">t</b></div>",
        None,
    ),
    "odd types": (
        '<div itemscope itemtype="http://[ x relative"><b itemprop="">t</b><b itemprop="n">t</b></div><meta itemscope>',
        None,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon_and_say_what_was_not_read(name: str) -> None:
    markup, unread = HOSTILE[name]
    hostile = page(markup)
    read_microdata(page(nested(2, 2)))  # extruct is imported
    began = time.process_time()
    reading = read_microdata(hostile)
    orphans(hostile)
    assert time.process_time() - began < 1
    if unread is None:
        assert reading.unread is None
        assert reading.items
    else:
        assert unread in (reading.unread or "")
    for item in reading.items:
        json.dumps(item.data)


def test_a_circle_costs_only_the_link_that_closes_it() -> None:
    reading = read_microdata(
        page(
            f'<div {ITEM} id="a" itemref="b" itemprop="p"><b itemprop="n">1</b></div>'
            f'<div {ITEM} id="b" itemref="a" itemprop="p"><b itemprop="n">2</b></div>'
        )
    )
    (item,) = reading.items
    kind = "https://schema.org/Thing"
    assert item.data == {"@type": kind, "n": "1", "p": {"@type": kind, "n": "2"}}
    assert CIRCLE in (reading.unread or "")


def test_32_levels_are_read() -> None:
    found = data(nested(MAX_DEPTH, 1))
    for _ in range(MAX_DEPTH - 1):
        found = found["a"]
    assert found["x"] == "y"


def test_whatever_extruct_raises_costs_only_the_microdata(monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (KeyError("x"), RecursionError(), AssertionError()):

        def broken(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(part("w3cmicrodata").LxmlMicrodataExtractor, "_extract_property_value", broken)
        reading = read_microdata(page(f'<div {ITEM}><a itemprop="n" href="x"></a></div>'))
        assert not reading.items
        assert reading.unread == f"the microdata could not be read ({type(error).__name__})"


def test_a_page_without_microdata_says_nothing() -> None:
    reading = read_microdata(page("<p>itemscope itemprop</p>"))
    assert (reading.items, reading.unread) == ((), None)


# --- orphans ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "lost"),
    [
        ('<b itemprop="n">x</b>', ["b"]),
        ('<p itemtype="https://schema.org/Thing"><b itemprop="n">x</b></p>', ["p", "b"]),
        (f'<p {ITEM}><b itemprop="n">x</b></p>', []),
        (f'<p {ITEM} itemprop="author"><b itemprop="n">x</b></p>', ["p"]),
        (f'<p {ITEM} itemref="r s"></p><i id="r"><b itemprop="n">x</b></i><b id="s" itemprop="n">x</b>', []),
        (f'<p {ITEM} itemref="r"></p><i id="r">x</i><b itemprop="n">x</b>', ["b"]),
        ('<p itemref="r"></p><b id="r" itemprop="n">x</b>', ["b"]),
    ],
)
def test_orphans(markup: str, lost: list[str]) -> None:
    assert [element.tag for element in orphans(page(markup))] == lost


# --- agreement with others --------------------------------------------------------------------------------------------


@needs_suites
@pytest.mark.parametrize(
    ("suite", "cases", "agree"), [("W3C microdata to RDF", 84, 78), ("extruct samples, microdata and RDFa", 45, 40)]
)
def test_conformance(suite: str, cases: int, agree: int) -> None:
    check(suite, cases, agree)


@needs_dev
def test_dev_pages_as_extruct_reads_them() -> None:
    check("dev pages, microdata, against extruct", 49, 44)


def check(suite: str, cases: int, agree: int) -> None:
    run, explained = conformance.TABLE[suite]
    found = list(run())
    differing = {case.name for case in found if not case.agrees}
    assert differing == set(explained)  # no surprise, and no explanation that is no longer needed
    assert (len(found), len(found) - len(differing)) == (cases, agree)


def test_the_origin_says_its_syntax() -> None:
    (item,) = read_microdata(page(f"<p {ITEM}></p>")).items
    assert isinstance(item, Item)
    assert item.syntax == "microdata"


def test_extruct_is_whole_for_those_who_import_it_after_us() -> None:
    code = (
        "from seocheck.page import read_page\n"
        "from seocheck.model import Document\n"
        "page = read_page(Document(b'<p itemscope itemtype=https://schema.org/Person><b itemprop=name>Ann</b></p>'))\n"
        "assert [node.types for node in page.structured.nodes] == [('Person',)]\n"
        "import sys\n"
        "assert 'mf2py' not in sys.modules and 'extruct' not in sys.modules\n"
        "import extruct\n"
        "assert extruct.w3cmicrodata.MicrodataExtractor\n"
        "assert extruct.extract('<p itemscope><b itemprop=name>Ann</b></p>', syntaxes=['microdata'])['microdata']\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).resolve().parents[1], check=True)
