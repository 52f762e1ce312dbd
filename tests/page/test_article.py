"""What no plain path leads to: the article's copies, its addresses, its live coverage."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from seocheck.page import Page
from seocheck.page.markup.nodes import Node

Read = Callable[[str], Page]
URL = "https://www.example.com/mayor"


def ld(data: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **data})}</script>'


def article(**more: Any) -> str:
    return ld({"@type": "NewsArticle", "headline": "Mayor resigns", **more})


def values(page: Page, subject: str) -> list[object]:
    return [fact.value for fact in page.view(subject).facts]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({}, [], id="none"),
        pytest.param({"url": URL}, [("url", URL)], id="url"),
        pytest.param({"url": [URL, "/m"]}, [("url", URL), ("url", "/m")], id="several"),
        pytest.param({"mainEntityOfPage": URL}, [("mainEntityOfPage", URL)], id="text"),
        pytest.param({"mainEntityOfPage": {"@id": URL}}, [("mainEntityOfPage", URL)], id="a reference"),
        pytest.param(
            {"url": URL, "mainEntityOfPage": {"@type": "WebPage", "@id": f"{URL}#page"}},
            [("url", URL), ("mainEntityOfPage", f"{URL}#page")],
            id="both",
        ),
        pytest.param(
            {"mainEntityOfPage": {"@type": "WebPage", "@id": f"{URL}-1", "url": URL}},
            [("mainEntityOfPage", URL), ("mainEntityOfPage", f"{URL}-1")],
            id="url and an @id that says something else",
        ),
        pytest.param(
            {"mainEntityOfPage": {"@type": "WebPage", "@id": "https://www.example.com/#page-1", "url": URL}},
            [("mainEntityOfPage", URL)],
            id="an @id with a fragment is a name",
        ),
        pytest.param({"mainEntityOfPage": {"@id": "_:b0"}}, [], id="a name of no place"),
        pytest.param({"mainEntityOfPage": {"@id": "page", "name": "x"}}, [], id="a name alone"),
        pytest.param({"mainEntityOfPage": True}, [], id="yes"),
        pytest.param({"mainEntityOfPage": "True"}, [], id="yes as text"),
        pytest.param({"mainEntityOfPage": None}, [], id="null"),
        pytest.param({"url": {"url": {"url": URL}}}, [], id="nothing two levels down"),
    ],
)
def test_addresses(read: Read, more: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    facts = read(article(**more)).view("article.addresses").facts
    assert [(fact.fields["property"], fact.value) for fact in facts] == expected


def test_addresses_of_a_page_described_elsewhere(read: Read) -> None:
    page = read(article(mainEntityOfPage={"@id": "#page"}) + ld({"@type": "WebPage", "@id": "#page", "url": URL}))
    (fact,) = page.view("article.addresses").facts
    assert (fact.value, fact.spot.place().pointer) == (URL, "/url")


def test_no_article_no_addresses(read: Read) -> None:
    page = read(ld({"@type": "WebPage", "url": URL, "image": URL}))
    for subject in ("article.addresses", "article.image.addresses", "article.copies", "live.faults"):
        assert values(page, subject) == []


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        pytest.param("/a.jpg", ["/a.jpg"], id="text"),
        pytest.param(["/a.jpg", ""], ["/a.jpg", ""], id="texts"),
        pytest.param({"@type": "ImageObject", "url": "/a.jpg", "contentUrl": "/b.jpg"}, ["/a.jpg"], id="url"),
        pytest.param({"@type": "ImageObject", "contentUrl": "/b.jpg"}, ["/b.jpg"], id="contentUrl"),
        pytest.param({"@type": "ImageObject", "@id": "https://a.example/c.jpg"}, ["https://a.example/c.jpg"], id="@id"),
        pytest.param(
            {"@type": "ImageObject", "@id": "#primaryimage"}, ["#primaryimage"], id="an @id that is a mere name"
        ),
        pytest.param(
            {"@id": "https://a.example/c.jpg"}, ["https://a.example/c.jpg"], id="a reference that leads nowhere"
        ),
        pytest.param({"@type": "ImageObject", "caption": "x"}, [""], id="none"),
        pytest.param({"@list": ["/a.jpg", {"url": "/b.jpg"}]}, ["/a.jpg", "/b.jpg"], id="a @list"),
        pytest.param(5, [5], id="a number"),
    ],
)
def test_addresses_of_images(read: Read, image: Any, expected: list[object]) -> None:
    found = values(read(article(image=image)), "article.image.addresses")
    assert [str(each) if isinstance(each, Node) else each for each in found] == expected


def test_copies_say_their_syntax(read: Read) -> None:
    page = read(
        article() + '<div itemscope itemtype="https://schema.org/Article"><h1 itemprop="headline">Mayor</h1></div>'
    )
    assert [fact.fields["syntax"] for fact in page.view("article.copies").facts] == ["json-ld", "microdata"]


def live(*updates: Any, **more: Any) -> str:
    return ld({"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": list(updates), **more})


DAY = "2026-11-22T09:00:00Z"


def update(headline: Any = "She speaks", published: Any = DAY) -> dict[str, Any]:
    return {"@type": "BlogPosting", "headline": headline, "datePublished": published}


@pytest.mark.parametrize(
    ("blog", "expected"),
    [
        pytest.param(live(), [], id="no updates yet"),
        pytest.param(live(update(), update()), [], id="whole updates"),
        pytest.param(live(update(), update("")), ["1 of 2 updates have no headline"], id="an empty headline"),
        pytest.param(
            live(update(None, None), update(published=" ")),
            ["1 of 2 updates have no headline", "2 of 2 updates have no datePublished"],
            id="both missing",
        ),
        pytest.param(live({"@id": "#u1"}, "text"), [], id="a reference that leads nowhere says nothing"),
        pytest.param(
            live({"@id": "#u1"}) + ld({"@id": "#u1", "@type": "BlogPosting", "headline": "x"}),
            ["1 of 1 updates have no datePublished"],
            id="one that leads somewhere does",
        ),
        pytest.param(
            live(coverageStartTime=DAY, coverageEndTime="2026-11-22T08:00:00Z"),
            [f"the coverage ends (2026-11-22T08:00:00Z) before it starts ({DAY})"],
            id="it ends before it starts",
        ),
        pytest.param(live(coverageStartTime=DAY, coverageEndTime=DAY), [], id="it ends at once"),
        pytest.param(live(coverageStartTime=DAY, coverageEndTime="2026-11-22"), [], id="it ends some time that day"),
        pytest.param(live(coverageStartTime=DAY, coverageEndTime="soon"), [], id="no date is another rule's business"),
        pytest.param(live(coverageEndTime=DAY), [], id="a start is not asked for"),
    ],
)
def test_faults_of_live_coverage(read: Read, blog: str, expected: list[str]) -> None:
    assert values(read(blog), "live.faults") == expected


def test_faults_stand_at_the_first_update_they_speak_of(read: Read) -> None:
    (fact,) = read(live(update(), update(""))).view("live.faults").facts
    assert fact.spot.place().pointer == "/liveBlogUpdate/1"
