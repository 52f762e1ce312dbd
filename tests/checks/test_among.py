"""A text is one of the steps or values of other subjects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]

TRAIL = '<nav class="breadcrumb"><a href="/">Home</a> › <a href="/politics-europe">Politics & Europe</a></nav>'
H1 = "<h1>Mayor resigns over housing scandal</h1>"


def article(section: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "Mayor resigns over housing scandal", "articleSection": section}


def trail(*names: str, folder: str = "x") -> dict[str, Any]:
    root = "https://www.example.com"
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": f"{root}/{folder}{number}/"}
        for number, name in enumerate(names, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def judged(judge: Judge, *parts: Any) -> list[str] | None:
    options = {"of": ["BreadcrumbList.trails", "visible.trail"]}
    return judge("among", options, "article.articleSection", *parts, show="value other_value")


@pytest.mark.parametrize(
    "section",
    [
        pytest.param("Politics & Europe", id="the step"),
        pytest.param("politics &amp; europe", id="case and entities do not matter"),
        pytest.param("Europe", id="a word of the step"),
        pytest.param("politics-and-europe", id="the step in an address"),
        pytest.param(["Business", "Politics"], id="one of several"),
        pytest.param("Business, Politics", id="one of several in one text"),
        pytest.param("Business|Europe", id="or at another sign"),
        pytest.param("News > Politics", id="a path of sections"),
    ],
)
def test_a_section_of_the_trail(judge: Judge, section: Any) -> None:
    assert judged(judge, H1, TRAIL, article(section)) == []


@pytest.mark.parametrize("section", ["Business", ["Business", "Sport"], "Business, Sport", "Po"])
def test_a_section_that_is_nowhere(judge: Judge, section: Any) -> None:
    first = section if isinstance(section, str) else section[0]
    assert judged(judge, H1, TRAIL, article(section)) == [f"{first} | Home › Politics & Europe"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((article("News"),), None, id="no trail"),
        pytest.param((TRAIL,), None, id="no section"),
        pytest.param((TRAIL, article("")), None, id="an empty section"),
        pytest.param((TRAIL, article("https://www.example.com/business")), None, id="an address is no name"),
        pytest.param((TRAIL, article("---")), [], id="signs are no name either"),
        pytest.param((H1, trail("Home"), article("News")), None, id="the home page is no section"),
        pytest.param(
            (H1, trail("Home", "Mayor resigns over housing scandal"), article("News")), None, id="nor is this page"
        ),
        pytest.param((H1, trail("Home", "Mayor resigns over hous…"), article("News")), None, id="nor its cut headline"),
        pytest.param((trail("Politics", "Europe"), article("Politics")), [], id="the first step may be a section"),
        pytest.param((trail("Start", "Ticker", folder="sport"), article("Sport")), [], id="by the address of a step"),
        pytest.param((trail("Startseite", "Süddeutsche Küche"), article("sueddeutsche-kueche")), [], id="umlauts"),
        pytest.param(
            (trail("होम", "उत्तर प्रदेश"), article("Uttar Pradesh")), None, id="another script cannot be compared"
        ),
        pytest.param((trail("首頁", "體育新聞"), article("新聞中心_體育")), [], id="words of a script without spaces"),
        pytest.param(
            (trail("Home", "Science", "Physics"), TRAIL, article("Culture")),
            ["Culture | Home › Science › Physics"],
            id="the first trail is named",
        ),
    ],
)
def test_among(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judged(judge, *parts) == expected


def test_the_trail_is_related(judge: Judge) -> None:
    assert judge("among", {"of": ["title"]}, "h1", "<title>News</title><h1>Sport today</h1>") == ["Sport today"]
    assert judge("among", {"of": ["title"]}, "h1", "<title>Sport</title><h1>Sport</h1>") == []
