"""Links and what they lead to: which addresses are asked, and what is said of a link once its target has answered."""

from __future__ import annotations

import pytest

from seocheck.model import Document, LinkTarget
from seocheck.page import read_page
from seocheck.page.facts import targets
from seocheck.page.facts.targets import to_ask

OWN = "https://www.x.example/mayor"
LINKS = """<h1>Mayor resigns</h1><p>She <a href="/a">said</a> so, <a href="b#part">again</a>.
<a href="https://sport.x.example/c">c</a> <a href="//y.example/d#top">d</a> <a href="http://y.example/e#x=1">e</a>
<a href="#here">here</a> <a href="https://www.x.example/mayor#here">here</a> <a href="mailto:a@x.example">mail</a>
<a href="https://[">broken</a> <a href="">none</a> <a href="/a">again</a> <a href="/a#part">part</a>"""
INTERNAL = [
    ("https://www.x.example/a", ""),
    ("https://www.x.example/b", "part"),
    ("https://sport.x.example/c", ""),
    ("https://www.x.example/a", "part"),
]
EXTERNAL = [("https://y.example/d", ""), ("http://y.example/e", "")]


@pytest.mark.parametrize(
    ("scope", "asked"),
    [("internal", INTERNAL), ("external", EXTERNAL), ("all", [*INTERNAL[:3], *EXTERNAL, INTERNAL[3]])],
)
def test_each_address_is_asked_once_with_each_part_named_of_it(
    scope: targets.Scope, asked: list[tuple[str, str]]
) -> None:
    assert to_ask(read_page(Document(LINKS.encode(), url=OWN)), scope) == asked


@pytest.mark.parametrize(
    ("head", "url", "internal"),
    [
        ("", "https://x.example/mayor", True),
        ("", "https://mirror.example/mayor", False),
        ("", None, False),
        ('<link rel="canonical" href="https://x.example/mayor">', None, True),
        ('<link rel="canonical" href="https://x.example/mayor">', "http://127.0.0.1:8000/mayor", True),
    ],
)
def test_a_page_belongs_to_the_site_it_is_published_at_and_to_that_of_its_canonical(
    head: str, url: str | None, internal: bool
) -> None:
    page = read_page(Document(f'{head}<a href="https://www.x.example/a">a</a>'.encode(), url=url))
    assert bool(to_ask(page, "internal")) is internal
    assert bool(to_ask(page, "external")) is not internal


def test_relative_links_are_resolved_as_browsers_do() -> None:
    page = read_page(Document(b'<base href="/news/"><a href="a">a</a>', url=OWN))
    assert to_ask(page, "all") == [("https://www.x.example/news/a", "")]
    assert to_ask(read_page(Document(b'<a href="a">a</a>')), "all") == []


def test_of_a_page_full_of_links_the_first_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "MOST", 3)
    html = "".join(f'<a href="/{number}">x</a>' for number in range(9))
    assert [url[-2:] for url, _ in to_ask(read_page(Document(html.encode(), url=OWN)), "all")] == ["/0", "/1", "/2"]


ANSWERS = {
    "https://www.x.example/a": LinkTarget(broken="the server answers 404", lacks=frozenset({"part"})),
    "https://www.x.example/b": LinkTarget(moved="https://www.x.example/b2", lacks=frozenset({"part"})),
    "https://y.example/d": LinkTarget(),
}


def test_links_show_what_their_targets_answered() -> None:
    page = read_page(Document(LINKS.encode(), url=OWN, targets=ANSWERS))
    broken, moved, lost = (page.view(name).facts for name in ("links.broken", "links.moved", "links.lost"))
    assert [(fact.value, fact.fields["href"], fact.fields["reason"]) for fact in broken] == [
        ("https://www.x.example/a", "/a", "the server answers 404"),
        ("https://www.x.example/a", "/a", "the server answers 404"),
        ("https://www.x.example/a", "/a#part", "the server answers 404"),
    ]
    assert [(fact.value, fact.fields["final"]) for fact in moved] == [
        ("https://www.x.example/b", "https://www.x.example/b2")
    ]
    assert [(fact.value, fact.fields["href"]) for fact in lost] == [("part", "b#part"), ("part", "/a#part")]
    place = broken[0].spot.place()
    assert (place.line, place.column) == (1, LINKS.index('href="/a"') + 1)


@pytest.mark.parametrize("name", ["links.broken", "links.moved", "links.lost"])
def test_where_nothing_was_asked_there_is_nothing_to_judge(name: str) -> None:
    unasked = read_page(Document(LINKS.encode(), url=OWN)).view(name)
    assert (unasked.facts, unasked.anchor) == ((), None)
    others = {"https://z.example/": LinkTarget(broken="gone")}
    assert read_page(Document(LINKS.encode(), url=OWN, targets=others)).view(name).anchor is None
    asked = {"https://y.example/d": LinkTarget()}
    assert read_page(Document(LINKS.encode(), url=OWN, targets=asked)).view(name).anchor is not None


def test_a_part_that_is_missing_is_no_matter_outside_the_article() -> None:
    html = '<nav><a href="/b#part">b</a></nav><h1>Mayor</h1><p>She <a href="/b#part">said</a>.</p>'
    given = {"https://www.x.example/b": LinkTarget(lacks=frozenset({"part"}))}
    (fact,) = read_page(Document(html.encode(), url=OWN, targets=given)).view("links.lost").facts
    assert fact.spot.place().column > html.index("<h1>")
