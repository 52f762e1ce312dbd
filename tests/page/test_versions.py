"""The other addresses a page names for itself: canonical, and language versions."""

from __future__ import annotations

import pytest

from seocheck.model import Document
from seocheck.page import Page, read_page
from seocheck.page.facts import versions  # noqa: F401

CANONICAL = '<link rel="canonical" href="https://e.com/a">'
URL = "https://www.e.com/news/mayor"


def at(url: str | None, html: str) -> Page:
    return read_page(Document(html.encode(), url=url))


@pytest.mark.parametrize(
    ("url", "canonical", "reason"),
    [
        (URL, URL, None),
        (URL, "/news/mayor/", None),
        (URL, "http://e.com/news/mayor#top", None),
        (URL + "?utm_source=x&fbclid=1", URL, None),
        (URL + "?src=rss", URL, None),
        (URL + "?page=all&print=1", URL, None),
        (URL + "/amp", URL, None),
        ("https://amp.e.com/news/mayor", URL, None),
        ("https://www.e.com/amp/news/mayor.amp.html", URL + ".html", None),
        ("https://m.e.com/news/mayor", URL, None),
        (URL + "?id=7", "/news/mayor?id=7", None),
        (URL, "mailto:a@e.com", None),
        (URL, "8003098", None),  # canonical-relative says so
        (URL + "?id=7", URL, "another page"),
        (URL + "?page=2", URL, "another page"),
        (URL + "/2", URL, "the first page of the series"),
        (URL + "/page/3/", URL, "the first page of the series"),
        (URL, "/", "the site's front page"),
        (URL, "/news/council", "another page"),
        (URL, "https://other.org/news/mayor", "a page of other.org"),
        (None, "https://other.org/news/mayor", None),
    ],
)
def test_canonical_addresses_of_other_pages(url: str | None, canonical: str, reason: str | None) -> None:
    page = at(url, f'<link rel="canonical" href="{canonical}">')
    assert [fact.fields["reason"] for fact in page.view("canonical.elsewhere").facts] == ([reason] if reason else [])


def test_the_same_canonical_twice_is_elsewhere_once() -> None:
    assert len(at("https://e.com/b", CANONICAL * 2).view("canonical.elsewhere").facts) == 1


@pytest.mark.parametrize(
    ("codes", "reasons"),
    [
        ("en en-GB zh-Hant-TW zh-Hans x-default X-DEFAULT pt-br fil yue-HK sr-Latn-RS", []),
        ("en-UK", ["“UK” is no country of ISO 3166-1; the United Kingdom is GB"]),
        ("en-EU", ["“EU” is no country of ISO 3166-1; the European Union is none"]),
        ("es-419", ["“419” is a region by number; search engines take countries only"]),
        ("en_GB", ["it has an underscore; write en-GB"]),
        ("GB", ["“GB” is a country; the language must stand before it"]),
        ("eng", ["“eng” is not the two-letter code of ISO 639-1, which is en"]),
        ("english", ["there is no language “english” in ISO 639-1"]),
        ("de-DE-formal", ["nothing may follow the country, but “formal” does"]),
    ],
)
def test_language_codes(codes: str, reasons: list[str]) -> None:
    links = "".join(f'<link rel="alternate" hreflang="{code}" href="{URL}">' for code in codes.split())
    assert [fact.fields["reason"] for fact in at(URL, links).view("hreflang.faults").facts] == reasons


LOST = "not among the versions is this page itself, {}"


@pytest.mark.parametrize(
    ("url", "html", "reasons"),
    [
        (URL, f'<link rel=alternate hreflang=en href="{URL}?utm_source=x">', []),
        (URL, '<link rel=alternate hreflang=en href="https://www.e.com/de">', [LOST.format(URL)]),
        (None, '<link rel=alternate hreflang=en href="https://www.e.com/de">', []),
        (
            None,
            f'{CANONICAL}<link rel=alternate hreflang=en href="https://www.e.com/de">',
            [LOST.format("https://e.com/a")],
        ),
        (None, f'{CANONICAL}<link rel=alternate hreflang=en href="https://e.com/a">', []),
        (
            URL,
            '<link rel=alternate hreflang=en href="/news/mayor">',
            ["its address /news/mayor does not begin with https://"],
        ),
        (URL, '<link rel=alternate hreflang=en href="">', ["it names no address"]),
        (URL, '<link rel=alternate hreflang="" href="/feed" type="application/rss+xml">', []),
        (URL, '<link rel=alternate hreflang=en_US href="/m" media="handheld">', []),
        (URL, '<body><p><link rel=alternate hreflang=en_US href="/m">', []),  # head.stray says so
    ],
)
def test_language_versions(url: str | None, html: str, reasons: list[str]) -> None:
    assert [fact.fields["reason"] for fact in at(url, html).view("hreflang.faults").facts] == reasons
