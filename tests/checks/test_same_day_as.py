"""A day is named by another subject too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]

OPTIONS = {"to": "visible.dates"}


def article(published: Any = "2026-11-22T09:30:00+01:00") -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "Mayor resigns", "datePublished": published}


def dated(*texts: str) -> str:
    return "<h1>Mayor resigns</h1>" + "".join(f'<p class="date">{text}</p>' for text in texts) + "<p>Text</p>"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param((dated(), article()), None, id="no visible date"),
        pytest.param((dated("22 November 2026"),), None, id="no date in the markup"),
        pytest.param((dated("22 November 2026"), article("soon")), None, id="none that can be read"),
        pytest.param((dated("22 November 2026"), article()), [], id="the same day"),
        pytest.param((dated("23 November 2026"), article()), [], id="a day apart is another time zone"),
        pytest.param((dated("24 November 2026"), article()), ["2026-11-22 | 24 November 2026"], id="two days apart"),
        pytest.param((dated("03/05/2026"), article("2026-05-03")), [], id="the day first"),
        pytest.param((dated("05/03/2026"), article("2026-05-03")), [], id="or the month"),
        pytest.param((dated("03/05/2026"), article()), ["2026-11-22 | 03/05/2026"], id="neither reading agrees"),
        pytest.param((dated("2 hours ago"), article()), None, id="in words of now"),
        pytest.param((dated("3 May 2024", "2 hours ago"), article()), None, id="one that cannot be read may agree"),
        pytest.param((dated("3 May 2024", "5 June 2024"), article()), None, id="different days are other stories'"),
        pytest.param((dated("3 May 2024", "3. Mai 2024"), article()), ["2026-11-22 | 3 May 2024"], id="one day twice"),
        pytest.param((dated("3 May 2024", "22 November 2026"), article()), [], id="one of several agrees"),
        pytest.param(
            (dated('<time datetime="2026-11-22">3 May 2024</time>'), article()), [], id="the machine's form is believed"
        ),
        pytest.param(
            (dated("3 May 2024"), article(["2024-05-03", "2026-11-22"])), [], id="one of several of the markup"
        ),
    ],
)
def test_same_day_as(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("same_day_as", OPTIONS, "article.datePublished", *parts, show="day other_value") == expected


def test_the_day_of_reading_is_on_many_pages() -> None:
    from datetime import UTC, datetime

    from seocheck.checks import same_day_as
    from seocheck.model import Document
    from seocheck.page import read_page

    html = dated("3 May 2028") + (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        '"datePublished": "2026-11-22"}</script>'
    )
    for now, expected in ((datetime(2028, 5, 3, 9, tzinfo=UTC), None), (datetime(2028, 6, 3, tzinfo=UTC), 1)):
        page = read_page(Document(html.encode(), now=now))
        found = same_day_as.check(page.view("article.datePublished"), "visible.dates", page.view)
        assert (found and len(found)) == expected
