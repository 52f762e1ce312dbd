"""RDFa: what is read, where it stands, what it costs at worst, and how far it agrees with others."""

from __future__ import annotations

import importlib
import json
import logging
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from seocheck.model import Document
from seocheck.page import Page, read_page
from seocheck.page.markup.nodes import Origin
from seocheck.page.markup.rdfa import read_rdfa

conformance = pytest.importorskip("benchmarks.conformance")
needs_dev = pytest.mark.skipif(not conformance.DEV.is_dir(), reason="the shared pages are not beside this checkout")

SCHEMA = "http://schema.org/"
BODY = f'<body vocab="{SCHEMA}">'


def page(markup: str, url: str | None = "https://example.org/news/a.html") -> Page:
    return read_page(Document(f"<!doctype html><html>{markup}</html>".encode(), url=url))


def short(value: Any) -> Any:
    """Without the vocabulary in front of each name, to be readable."""
    if isinstance(value, dict):
        return {name.removeprefix(SCHEMA): short(item) for name, item in value.items()}
    if isinstance(value, list):
        return [short(item) for item in value]
    return value.removeprefix(SCHEMA) if isinstance(value, str) else value


def data(markup: str, url: str | None = "https://example.org/news/a.html") -> Any:
    reading = read_rdfa(page(markup, url))
    assert reading.unread is None
    return [short(item.data) for item in reading.items]


def shown(item: Origin, pointer: str, *, key: bool = False) -> str:
    spot = item.spot("/".join(pointer.replace("schema:", "http:~1~1schema.org~1").split("/")), key=key)
    return spot.source(spot.place())


ARTICLE = (
    f'{BODY}<article typeof="NewsArticle Report" resource="#it">'
    '<h1 property="headline name">A <b>big</b> thing</h1>'
    '<time property="datePublished" datetime="2024-01-02">yesterday</time>'
    '<img property="image" src="/i.png">'
    '<p property="author" typeof="Person"><a property="url" href="/ann">x</a><b property="name">Ann</b></p>'
    '<p property="author" typeof="Person"><meta property="name" content="Bob"></p>'
    "</article></body>"
)


def test_a_thing_in_json_shape() -> None:
    assert data(ARTICLE) == [
        {
            "@type": ["NewsArticle", "Report"],
            "@id": "https://example.org/news/a.html#it",
            "headline": "A big thing",
            "name": "A big thing",
            "datePublished": "2024-01-02",
            "image": "https://example.org/i.png",
            "author": [
                {"@type": "Person", "url": "https://example.org/ann", "name": "Ann"},
                {"@type": "Person", "name": "Bob"},
            ],
        }
    ]


def test_places() -> None:
    (item,) = read_rdfa(page(ARTICLE)).items
    origin: Origin = item
    assert origin.syntax == "rdfa"
    assert shown(item, "") == '<article typeof="NewsArticle Report" resource="#it">'
    assert shown(item, "/@type") == 'typeof="NewsArticle Report"'
    assert shown(item, "/@id") == 'resource="#it"'
    assert shown(item, "/schema:headline") == '<h1 property="headline name">A <b>big</b> thing</h1>'
    assert shown(item, "/schema:headline", key=True) == 'property="headline name"'
    assert shown(item, "/schema:datePublished") == 'datetime="2024-01-02"'
    assert shown(item, "/schema:image") == 'src="/i.png"'
    assert shown(item, "/schema:author/1") == '<p property="author" typeof="Person">'
    assert shown(item, "/schema:author/0/schema:url") == 'href="/ann"'
    assert shown(item, "/schema:author/1/schema:name") == 'content="Bob"'
    assert shown(item, "/schema:section") == shown(item, "")


def test_a_breadcrumb_as_google_shows_it() -> None:
    crumb = (
        '<li property="itemListElement" typeof="ListItem">'
        '<a rel="nofollow" property="item" typeof="WebPage" href="/{0}">'
        '<b property="name">{0}</b></a><meta property="position" content="{1}"></li>'
    )
    (found,) = data(f'{BODY}<ol typeof="BreadcrumbList">{crumb.format("a", 1)}{crumb.format("b", 2)}</ol>')
    assert found["itemListElement"] == [
        {
            "@type": "ListItem",
            "item": {"@type": "WebPage", "@id": f"https://example.org/{name}", "name": name},
            "position": str(number),
        }
        for number, name in ((1, "a"), (2, "b"))
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<div typeof="schema:Person"><b property="schema:name">Ann</b></div>',
        '<div prefix="s: http://schema.org/" typeof="s:Person"><b property="s:name">Ann</b></div>',
        '<div xmlns:s="http://schema.org/" typeof="s:Person"><b property="s:name">Ann</b></div>',
        '<div typeof="http://schema.org/Person"><b property="http://schema.org/name">Ann</b></div>',
        '<div vocab="http://schema.org/"><p typeof="Person"><b property="name">Ann</b></p></div>',
        '<div vocab="http://schema.org/" typeof="Person"><span><i><b property="name">Ann</b></i></span></div>',
        '<div vocab="http://schema.org/" typeof="Person" about="_:x"><b property="name">Ann</b></div>',
    ],
)
def test_the_ways_to_name_schema_org(markup: str) -> None:
    (found,) = data(f"<body>{markup}</body>")
    assert {key: value for key, value in found.items() if key != "@id"} == {"@type": "Person", "name": "Ann"}


def test_a_thing_described_in_two_places_is_one() -> None:
    found = data(
        f'{BODY}<p about="#a" typeof="Person"><b property="name">Ann</b></p>'
        '<p about="#a"><b property="jobTitle">boss</b></p>'
    )
    assert found == [{"@type": "Person", "@id": "https://example.org/news/a.html#a", "name": "Ann", "jobTitle": "boss"}]


def test_a_thing_is_where_it_is_first_named_and_referred_to_elsewhere() -> None:
    found = data(
        f'{BODY}<p typeof="Article"><link property="author" resource="#a"><link property="editor" resource="#a"></p>'
        '<p resource="#a" typeof="Person"><b property="name">Ann</b></p>'
    )
    ann = {"@type": "Person", "@id": "https://example.org/news/a.html#a", "name": "Ann"}
    assert found == [{"@type": "Article", "author": ann, "editor": {"@id": ann["@id"]}}]


def test_what_a_template_holds_does_not_count() -> None:
    assert data(f'{BODY}<template><p typeof="Person"><b property="name">x</b></p></template>') == []


def test_html_link_relations_are_no_properties() -> None:
    assert data(f'{BODY}<p typeof="Person"><a rel="nofollow author" href="/x">x</a></p>') == [{"@type": "Person"}]


@pytest.mark.parametrize(
    "markup",
    [
        '<head><meta property="og:title" content="x"><meta property="article:author" content="y"></head>',
        '<body><img typeof="foaf:Image" src="x"></body>',
        '<body prefix="schema: http://schema.org/"><img typeof="foaf:Image" src="x"></body>',
        "<body><p>typeof vocab http://schema.org/</p></body>",
        f"{BODY}<b property=name>x</b>",
    ],
)
def test_pages_without_a_type_of_schema_org_are_not_read(markup: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = "seocheck.page.markup.extruct_rdfa"
    monkeypatch.setitem(sys.modules, reader, None)  # its import would fail, which `unread` would say
    reading = read_rdfa(page(markup))
    assert (reading.items, reading.unread) == ((), None)


# --- pages made to hang or break a reader (W1, W2, W11; M07 to M14) ---------------------------------------------------

COPY = (
    f'{BODY}<p typeof="Article"><link property="{{0}}" href="#a"></p>'
    '<p resource="#a" typeof="rdfa:Pattern"><link property="{0}" href="#b"></p>'
    '<p resource="#b" typeof="rdfa:Pattern"><link property="{0}" href="#a"><b property="name">t</b></p>'
)
THING = f'<body vocab="{SCHEMA}" typeof="Thing">'
REGEX = (
    f'<head prefix="{"a" * 60}!"><meta property="(a+)+$:x" content="1"><meta property="(a+)+$ og:x" content="1"></head>'
    f'{THING}<b property="name (a+)+$:y">t</b><b rel="(a+)+$:z" resource="#x">t</b><p typeof="(a+)+$:T"></p>'
)
BAD_ADDRESSES = (
    f'{THING}<a property="url" href="http://[">x</a><a href="//[x]"><b property="name">t</b></a>'
    '<p about="http://[" typeof="Person"><b property="name" resource="//[a]">t</b></p>'
    '<p resource="[schema:[" typeof="Person"></p><p vocab="http://["></p>'
    '<a typeof="WebPage" href="http://[object Object]"></a>'
)
ODD_VALUES = (
    f'{THING}<b lang="§!" xml:lang="" property="a" datatype="xsd:dateTime">no</b><b property="b" datatype="::">x</b>'
)
HOSTILE = {
    "a prefix that is a regular expression": (REGEX, "5 RDFa names that are not well-formed"),
    "copies in a circle": (COPY.format("rdfa:copy"), "rdfa:copy"),
    "copies in a circle, by address": (COPY.format("http://www.w3.org/ns/rdfa#copy"), "rdfa:copy"),
    "copies in a circle, by another prefix": (
        '<body prefix="r: http://www.w3.org/ns/rdfa# q: http://www.w3.org/ns/">' + COPY.format("r:copy q:rdfa#copy"),
        None,
    ),
    "400 nested things": (
        BODY + '<p typeof="Thing" property="a"></p>' + "<div typeof=Thing property=a>" * 400,
        "32 deep",
    ),
    "two names for each of 31 nested things": (
        BODY + '<div typeof="Thing" property="a b">' * 31,
        "more than 50000 values",
    ),
    "900 things": (BODY + "<div typeof=Thing><b property=name>t</b></div>" * 450, None),
    "3000 elements": (THING + "<b property=name>t</b>" * 3_000, "more than 1000"),
    "900 values of unknown prefixes": (THING + '<b property="q:x">t</b>' * 900, None),
    "900 references": (THING + '<b property="name" resource="#x">t</b>' * 900, None),
    "a chain of 450 things": (
        BODY
        + "".join(
            f'<div resource="#i{n}" typeof="Thing"><b property="a" resource="#i{n + 1}"></b></div>' for n in range(450)
        ),
        None,
    ),
    "a circle of things": (
        BODY
        + "".join(
            f'<div resource="#i{n}" typeof="Thing"><b property="a" resource="#i{(n + 1) % 20}"></b></div>'
            for n in range(20)
        ),
        None,
    ),
    "a prefix attribute of 1 MB": (
        f'<body vocab="{SCHEMA}" typeof="Thing" prefix="{"a: http://b/ " * 80_000}">',
        "more than 200 prefixes",
    ),
    "150 prefixes": (
        f'<body vocab="{SCHEMA}" typeof="Thing" prefix="{" ".join(f"p{n}: http://b{n}/" for n in range(150))}">'
        + "<b property=name>x</b>" * 900,
        None,
    ),
    "1900 types": (f'<body vocab="{SCHEMA}" typeof="{" ".join(f"t{n}" for n in range(1_900))}">', None),
    "1900 properties of unknown prefixes on one element": (
        f'{THING}<b property="{" ".join(f"q:t{n}" for n in range(1_900))}">t</b>',
        None,
    ),
    "9000 types": (f'<body vocab="{SCHEMA}" typeof="{" ".join(f"t{n}" for n in range(9_000))}">', "more than 2000"),
    "texts within texts": (THING + "<div property=a>x<i>y</i>" * 60 + "<p>a<b>b</b></p>" * 3_000, "30000 elements"),
    "addresses that are none": (BAD_ADDRESSES, None),
    "names that are none": (f'{THING}<b property="schema://[x :y _:z : a:b:c ü é:ü">k</b>', "1 RDFa names"),
    "odd languages and datatypes": (ODD_VALUES, None),
    "control characters": (f'{THING}<b property="a\x0b" content="x\x01y">no</b>', None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon_and_say_what_was_not_read(name: str) -> None:
    markup, unread = HOSTILE[name]
    hostile = page(markup)
    read_rdfa(page(ARTICLE))  # pyRdfa is imported
    began = time.process_time()
    reading = read_rdfa(hostile)
    assert time.process_time() - began < 1
    if unread is None:
        assert reading.unread is None
        assert reading.items
    else:
        assert unread in (reading.unread or "")
    for item in reading.items:
        json.dumps(item.data)


def test_a_bad_address_costs_only_what_it_is_on() -> None:
    (found,) = data(f'{BODY}<p typeof="Person"><a property="url" href="http://[">x</a><b property="name">Ann</b></p>')
    assert found == {"@type": "Person", "url": "http://[", "name": "Ann"}


def test_whatever_pyrdfa_raises_costs_only_the_rdfa(monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (KeyError("x"), RecursionError(), AssertionError()):

        def broken(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr("seocheck.page.markup.extruct_rdfa.parse_one_node", broken)
        reading = read_rdfa(page(ARTICLE))
        assert reading.unread == f"the RDFa could not be read ({type(error).__name__})"
        assert not reading.items


def test_nothing_is_fetched_logged_or_left_behind(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    read_rdfa(page(ARTICLE))
    termorcurie = importlib.import_module("pyRdfa.termorcurie")

    def refused(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    before = dict(termorcurie._bnodes), logging.getLogger("rdflib").level, Path.cwd()
    markup = (
        '<html profile="http://127.0.0.1:9/p"><body vocab="http://127.0.0.1:9/v" prefix="q: http://127.0.0.1:9/q#">'
        '<p typeof="schema:Thing q:T" about="_:here"><b property="q:p schema:name">x</b>'
        '<link property="schema:url" href="not a url"></p>'
    )
    assert read_rdfa(page(markup)).items
    assert (dict(termorcurie._bnodes), logging.getLogger("rdflib").level, Path.cwd()) == before
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


def test_the_answer_is_the_same_in_every_process() -> None:
    code = (
        "import sys; from tests.test_rdfa import *\n"
        "sys.stdout.write(json.dumps([i.data for m in (ARTICLE, MIXED) for i in read_rdfa(page(m)).items]))"
    )
    answers = set()
    for seed in ("1", "2", "3"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            check=True,
        )
        answers.add(run.stdout)
    assert len(answers) == 1
    assert b"_:N" not in answers.pop()


MIXED = (
    f'{BODY}<p typeof="A"><span rel="x:y schema:author"><b property="name">n</b></span>'
    '<i property="keywords">a</i><i property="keywords">b</i>'
    '<i property="keywords">a</i><link property="c" resource="#q"><link property="c" resource="#r"></p>'
    '<p about="_:b" typeof="B C"></p>'
    '<p about="#q" typeof="B"><link property="to" resource="_:b"></p>'
)


def test_values_keep_the_order_of_the_page() -> None:
    (first,) = data(MIXED)
    assert first["keywords"] == ["a", "b", "a"]
    assert first["author"] == {"name": "n"}
    assert first["c"][0]["to"] == {"@type": ["B", "C"], "@id": "_:b"}
    assert first["c"][1] == "https://example.org/news/a.html#r"


@needs_dev
def test_dev_pages_as_extruct_reads_them() -> None:
    run, explained = conformance.TABLE["dev pages, RDFa, against extruct"]
    found = list(run())
    differing = {case.name for case in found if not case.agrees}
    assert differing == set(explained)
    assert (len(found), len(differing)) == (10, 2)
