"""Two descriptions of one article say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]

CANONICAL = '<link rel="canonical" href="https://www.example.com/mayor">'
SITE = '<meta property="og:site_name" content="The Daily Example">'
TEXT = {"in": {"headline": "text"}}
DAY = {"in": {"datePublished": "day"}}


def article(**more: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "url": "https://www.example.com/mayor", **more}


def judged(judge: Judge, options: Any, *parts: Any) -> list[str] | None:
    return judge("consistent", options, "article.copies", CANONICAL, SITE, *parts, show="value other_value property")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Mayor resigns", "Mayor resigns", id="the same"),
        pytest.param("Mayor’s “last” day – again", 'MAYOR\'S "last" day - again', id="signs and case"),
        pytest.param("Mayor &amp; council", "Mayor & council", id="entities"),
        pytest.param("Mayor&#8217;s &lt;i&gt;day&lt;/i&gt;", "Mayor's <i>day</i>", id="escaped markup"),
        pytest.param("Politics: Mayor resigns", "Mayor resigns", id="a kicker"),
        pytest.param("Mayor resigns", "Mayor resigns | The Daily Example", id="the site's name"),
        pytest.param("Mayor resigns over flats today", "Mayor resigns over flats - The Daily Example", id="both"),
        pytest.param("Mayor resigns over housing scandal", "Mayor resigns over hous…", id="cut, with dots"),
        pytest.param("Mayor resigns over housing scandal", "Mayor resigns over hou", id="cut, without"),
        pytest.param("Mayor resigns", "", id="empty says nothing"),
        pytest.param("Mayor resigns", None, id="so does null"),
        pytest.param(["Rathaus", "Mayor resigns"], "Mayor resigns", id="one of several"),
        pytest.param(2024, "2024", id="numbers as text"),
    ],
)
def test_headlines_that_agree(judge: Judge, one: Any, other: Any) -> None:
    assert judged(judge, TEXT, article(headline=one), article(headline=other)) == []
    assert judged(judge, TEXT, article(headline=other), article(headline=one)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayor resigns", "Council meets on Friday"),
        ("Mayor", "Mayor resigns"),
        ("Mayor resigns over 12 flats", "Mayor resigns over 21 flats"),
        ("市長が辞任", "議会が開会"),
    ],
)
def test_headlines_that_differ(judge: Judge, one: str, other: str) -> None:
    assert judged(judge, TEXT, article(headline=one), article(headline=other)) == [f"{other} | {one} | headline"]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        pytest.param("2026-11-22", "2026-11-22T09:30:00+01:00", True, id="with and without a time"),
        pytest.param("2026-11-22T23:30:00-08:00", "2026-11-23T08:30:00+01:00", True, id="one moment, two days"),
        pytest.param("2026-11-22", "2026-11-24", False, id="two days apart"),
        pytest.param("22.11.2026", "2026-11-24", True, id="what is no date is another rule's business"),
    ],
)
def test_days(judge: Judge, one: str, other: str, agree: bool) -> None:
    found = judged(judge, DAY, article(datePublished=one), article(datePublished=other))
    assert found == ([] if agree else [f"{other} | {one} | datePublished"])


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((), None, id="no article"),
        pytest.param((article(headline="x"),), None, id="one article"),
        pytest.param(
            (article(), article(headline="Mayor resigns"), article(headline="Council meets")),
            ["Council meets | Mayor resigns | headline"],
            id="what a first does not say, a second may",
        ),
        pytest.param(
            (article(headline="a b"), article(headline="c d"), article(headline="e f")),
            ["c d | a b | headline"],
            id="one problem, at the first that differs",
        ),
        pytest.param(
            (
                article(headline="Mayor resigns"),
                '<div itemscope itemtype="https://schema.org/Article"><h1 itemprop="headline">Council meets</h1></div>',
            ),
            ["Council meets | Mayor resigns | headline"],
            id="in two syntaxes",
        ),
    ],
)
def test_copies(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judged(judge, TEXT, *parts) == expected


def test_each_property_is_judged(judge: Judge) -> None:
    options = {"in": {"headline": "text", "datePublished": "day"}}
    one = article(headline="Mayor resigns", datePublished="2026-11-22")
    assert judged(judge, options, one, article(headline="Council meets", datePublished="2025-11-22")) == [
        "Council meets | Mayor resigns | headline",
        "2025-11-22 | 2026-11-22 | datePublished",
    ]
