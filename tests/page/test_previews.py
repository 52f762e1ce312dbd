"""Previews: which source each surface takes first, what is missing, and what cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seocheck import audit, load_ruleset
from seocheck.model import Document, PreviewPart
from seocheck.page import read_page
from seocheck.page.previews import previews

if TYPE_CHECKING:
    from seocheck.model import Preview

URL = "https://www.example.com/local/bridge;sid=7/reopens?token=1"
OG = '<meta property="og:{}" content="{}">'
ARTICLE = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",%s}</script>'
TRAIL = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":['
    '{"@type":"ListItem","position":1,"name":"Home","item":"https://www.example.com/"},'
    '{"@type":"ListItem","position":2,"name":"Local"}]}</script>'
)


def shown(html: str, surface: str, url: str | None = URL, **more: str) -> Preview:
    page = read_page(Document(html.encode(), url=url, **more))  # type: ignore[arg-type]
    return next(preview for preview in previews(page) if preview.surface == surface)


def part(html: str, surface: str, name: str, **more: str) -> PreviewPart:
    return next(part for part in shown(html, surface, **more).parts if part.name == name)


@pytest.mark.parametrize(
    ("surface", "name", "html", "value", "source"),
    [
        ("google", "title", "<title>A</title><h1>B</h1>", "A", "title"),
        ("google", "title", OG.format("title", "C") + "<h1>B</h1>", "C", "og:title"),
        ("google", "title", "<title> </title><h1>B</h1>", "B", "h1"),
        ("google", "trail", TRAIL, "www.example.com › Home › Local", "BreadcrumbList.trails"),
        ("google", "trail", "", "www.example.com › local › bridge › reopens", "address.trail"),
        ("google", "site", OG.format("site_name", "The Ledger"), "The Ledger", "og:site_name"),
        ("google", "site", "", "www.example.com", "address"),
        ("google", "date", ARTICLE % '"datePublished":"2026-03-02T07:40:00Z"', "2026-03-02", "article.datePublished"),
        ("google", "date", ARTICLE % '"datePublished":"last week"', None, "article.datePublished"),
        ("google", "date", "<p>Text.</p>", None, None),
        ("top-stories", "headline", ARTICLE % '"headline":"D"' + "<h1>B</h1>", "D", "article.headline"),
        ("top-stories", "image", ARTICLE % '"image":{"url":"https://a.example/b.jpg"}', "https://a.example/b.jpg",
         "article.image.addresses"),
        ("top-stories", "image", OG.format("image", "https://a.example/c.jpg"), "https://a.example/c.jpg", "og:image"),
        ("top-stories", "size", ARTICLE % '"image":{"url":"https://a.example/b.jpg","width":1600,"height":"900"}',
         "1600 × 900", "article.image.width"),
        ("open-graph", "title", "<title>A</title>", "A", "title"),
        ("open-graph", "description", '<meta name="description" content="E">', "E", "description"),
        ("open-graph", "size", OG.format("image:width", "1200"), None, None),
        ("x", "title", '<meta name="twitter:title" content="F">' + OG.format("title", "C"), "F", "twitter:title"),
        ("x", "description", '<meta name="description" content="E">', None, None),
        ("x", "card", '<meta name="twitter:card" content="summary">', "summary", "twitter:card"),
    ],
)  # fmt: skip
def test_each_surface_takes_its_own_source_first(
    surface: str, name: str, html: str, value: str | None, source: str | None
) -> None:
    found = part(html, surface, name)
    assert (found.value, found.source) == (value, source)


def test_what_stands_in_a_broken_block_or_an_unread_rest_is_unknown_not_missing() -> None:
    broken = part('<script type="application/ld+json">{"@type":</script>', "top-stories", "image")
    assert broken.value is None
    assert "could not be read" in (broken.unknown or "")
    assert part("<title>A</title>", "open-graph", "image", cut="the rest never came").unknown == "the rest never came"
    assert part("<title>A</title>", "open-graph", "image").unknown is None


@pytest.mark.parametrize(
    ("html", "google", "news"),
    [
        ('<meta name="robots" content="noindex">', "meta robots says “noindex”", "meta robots says “noindex”"),
        ('<meta name="googlebot-news" content="noindex">', None, "meta googlebot-news says “noindex”"),
        ('<meta name="robots" content="index">', None, None),
    ],
)
def test_a_page_kept_out_of_search_says_by_what(html: str, google: str | None, news: str | None) -> None:
    assert shown(html, "google").barred == google
    assert shown(html, "top-stories").barred == news


def test_no_value_grows_without_bound_and_no_address_is_needed() -> None:
    assert len(part(f"<title>{'A' * 9999}</title>", "google", "title").value or "") == 400
    assert part("<p>Text.</p>", "google", "trail", url=None).value is None  # type: ignore[arg-type]


def test_an_audit_previews_only_when_asked() -> None:
    document = Document(b"<title>A</title>")
    assert audit(document, load_ruleset()).previews == ()
    assert [preview.surface for preview in audit(document, load_ruleset(), previews=True).previews] == [
        "google",
        "top-stories",
        "open-graph",
        "x",
    ]
