"""Directives for search engines, in meta elements and the X-Robots-Tag header."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seocheck.model import Document
from seocheck.page import Page, read_page
from seocheck.page.facts import robots  # noqa: F401


def seen(page: Page, subject: str, *fields: str) -> list[str]:
    """Value and fields of each fact, joined by “ | ”."""
    return [
        " | ".join(str(part) for part in (fact.value, *(fact.fields[name] for name in fields)))
        for fact in page.view(subject).facts
    ]


def at(url: str | None, html: str, headers: dict[str, str] | None = None) -> Page:
    return read_page(Document(html.encode(), url=url, headers=headers or {}))


def robots_page(*contents: str, header: str | None = None) -> Page:
    metas = "".join(
        f'<meta name="{name}" content="{content}">' for name, _, content in (text.rpartition("=") for text in contents)
    )
    return at(None, metas.replace('name=""', 'name="robots"'), {"x-robots-tag": header} if header else None)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (robots_page("INDEX,  Follow ,"), ["index", "follow"]),
        (robots_page("max-snippet: -1, max-image-preview : Large"), ["max-snippet:-1", "max-image-preview:Large"]),
        (
            robots_page("unavailable_after: Sunday, 01-Jan-30 00:00:00 GMT, noindex"),
            ["unavailable_after:Sunday, 01-Jan-30 00:00:00 GMT", "noindex"],
        ),
        (robots_page("", "googlebot=nosnippet"), ["nosnippet"]),
        (robots_page(header="noindex, NOARCHIVE"), ["noindex", "noarchive"]),
        (robots_page(header="googlebot: nofollow, noindex"), ["nofollow", "noindex"]),
        (robots_page(header="otherbot: noindex, nofollow"), []),
        (
            robots_page(header="max-snippet: 20, unavailable_after: 2030-01-01"),
            ["max-snippet:20", "unavailable_after:2030-01-01"],
        ),
    ],
)
def test_directives_one_by_one(page: Page, expected: list[str]) -> None:
    assert seen(page, "robots.directives") == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (robots_page("index, follow"), []),
        (robots_page("noindex"), ["noindex | meta robots | search"]),
        (robots_page("none"), ["none | meta robots | search"]),
        (robots_page("googlebot-news=noindex"), ["noindex | meta googlebot-news | Google News"]),
        (robots_page(header="noindex"), ["noindex | the X-Robots-Tag header | search"]),
        (robots_page("nosnippet, noimageindex, nofollow"), []),
        (robots_page("unavailable_after: 2001-01-01"), []),  # without a clock nobody knows
    ],
)
def test_what_keeps_a_page_out_of_search(page: Page, expected: list[str]) -> None:
    assert seen(page, "robots.noindex", "origin", "engine") == expected


@pytest.mark.parametrize(
    ("date", "over"),
    [
        ("2026-11-21", True),
        ("2026-11-23T00:00:00+01:00", False),
        ("25 Jun 2010 15:00:00 PST", True),
        ("Sunday, 01-Jan-30 00:00:00 GMT", False),
        ("soon", False),
    ],
)
def test_a_page_whose_time_is_over(date: str, over: bool) -> None:
    html = f'<meta name="robots" content="unavailable_after: {date}">'
    page = read_page(Document(html.encode(), now=datetime(2026, 11, 22, tzinfo=UTC)))
    assert bool(page.view("robots.noindex").facts) is over


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (robots_page("all, index, follow, archive, noodp, noydir, noarchive, nocache, noai, imageindex"), []),
        (robots_page("max-snippet:-1, max-image-preview:large, max-video-preview:0, notranslate"), []),
        (robots_page("noindex, indexifembedded"), []),
        (robots_page("index", "googlebot=noindex"), []),
        (robots_page("no-index"), ["no-index | no search engine knows it (did you mean noindex?)"]),
        (robots_page("xyzzy"), ["xyzzy | no search engine knows it"]),
        (robots_page("index follow"), ["index follow | directives are separated by commas"]),
        (robots_page("noindex;nofollow"), ["noindex;nofollow | directives are separated by commas"]),
        (robots_page("max-snippet:long"), ["max-snippet:long | max-snippet takes a number, or -1 for no limit"]),
        (
            robots_page("max-image-preview:[large]"),
            ["max-image-preview:[large] | max-image-preview takes none, standard or large"],
        ),
        (
            robots_page("unavailable_after: some day"),
            ["unavailable_after:some day | unavailable_after takes a date such as 2026-11-22"],
        ),
        (robots_page("index, noindex"), ["index | it contradicts noindex; the stricter one, noindex, holds"]),
        (robots_page("index", header="noindex"), ["index | it contradicts noindex; the stricter one, noindex, holds"]),
        (robots_page("follow", "nofollow"), ["follow | it contradicts nofollow; the stricter one, nofollow, holds"]),
        (robots_page("none, all"), ["all | it contradicts none; the stricter one, none, holds"]),
        (
            robots_page("max-snippet:20", "max-snippet:50"),
            ["max-snippet:50 | it contradicts max-snippet:20; the stricter one holds"],
        ),
        (
            robots_page("noindex", "googlebot=index"),
            ["index | it contradicts noindex for all robots, which holds for Google too"],
        ),
    ],
)
def test_faulty_directives(page: Page, expected: list[str]) -> None:
    assert seen(page, "robots.faults", "reason") == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (robots_page("max-image-preview:large"), ["large"]),
        (robots_page("googlebot=max-image-preview:Standard"), ["standard"]),
        (robots_page("bingbot=max-image-preview:large"), []),
        (robots_page("noindex, max-image-preview:standard"), []),
    ],
)
def test_image_previews(page: Page, expected: list[str]) -> None:
    assert seen(page, "robots.image_preview") == expected


def test_no_image_preview_is_asked_of_pages_kept_out_of_search_nor_of_amp() -> None:
    assert robots_page("index").view("robots.image_preview").anchor is not None
    assert robots_page("noindex").view("robots.image_preview").anchor is None
    assert at(None, "<html ⚡><p>").view("robots.image_preview").anchor is None
