"""Texts do not end in another publisher's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]

OPTIONS = {
    "titles": "title",
    "names": ["RTÉ News", "CNN", "Reuters", "Süddeutsche Zeitung", "SZ"],
    "words": ["News", "Times", "Herald", "Nachrichten"],
    "generic": ["breaking", "world", "sports", "best", "of", "the"],
}
SITE = '<meta property="og:site_name" content="The Daily Example">'


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("<h1>Mayor resigns – RTÉ News</h1>",), None, id="a page that does not say whose it is"),
        pytest.param((SITE, "<h1>Mayor resigns</h1>"), [], id="no tail"),
        pytest.param(
            (SITE, "<h1>Mayor resigns - The Daily Example</h1>"), [], id="silent: Mayor resigns - The Daily Example"
        ),
        pytest.param((SITE, "<h1>Mayor resigns | Daily Example</h1>"), [], id="silent: Mayor resigns | Daily Example"),
        pytest.param(
            (SITE, "<h1>Mayor resigns – dailyexample.com</h1>"), [], id="silent: Mayor resigns – dailyexample.com"
        ),
        pytest.param(
            (SITE, "<h1>Mayor resigns – Daily Example Online</h1>"),
            [],
            id="silent: Mayor resigns – Daily Example Online",
        ),
        pytest.param((SITE, "<h1>Mayor resigns · TDE</h1>"), [], id="silent: Mayor resigns · TDE"),
        pytest.param((SITE, "<h1>Mayor resigns - DE</h1>"), [], id="silent: Mayor resigns - DE"),
        pytest.param((SITE, "<h1>Mayor resigns – Breaking News</h1>"), [], id="silent: Mayor resigns – Breaking News"),
        pytest.param((SITE, "<h1>Mayor resigns | World News</h1>"), [], id="silent: Mayor resigns | World News"),
        pytest.param((SITE, "<h1>Mayor resigns | Sports News</h1>"), [], id="silent: Mayor resigns | Sports News"),
        pytest.param(
            (SITE, "<h1>Mayor resigns – what we know so far</h1>"), [], id="silent: Mayor resigns – what we know so far"
        ),
        pytest.param((SITE, "<h1>Mayor resigns – report</h1>"), [], id="silent: Mayor resigns – report"),
        pytest.param((SITE, "<h1>Mayor resigns : les réactions</h1>"), [], id="silent: Mayor resigns : les réactions"),
        pytest.param(
            (SITE, "<h1>Mayor resigns - the best of times</h1>"), [], id="silent: Mayor resigns - the best of times"
        ),
        pytest.param((SITE, "<h1>Nine-to-five</h1>"), [], id="silent: Nine-to-five"),
        pytest.param((SITE, "<h1>News – and nothing but</h1>"), [], id="silent: News – and nothing but"),
        pytest.param(
            (SITE, "<h1>Mayor resigns | Politics | The Daily Example</h1>"),
            [],
            id="silent: Mayor resigns | Politics | The Daily Example",
        ),
        pytest.param((SITE, "<h1>Mayor resigns – RTÉ News</h1>"), ["RTÉ News"], id="foreign: Mayor resigns – RTÉ News"),
        pytest.param((SITE, "<h1>Mayor resigns | CNN</h1>"), ["CNN"], id="foreign: Mayor resigns | CNN"),
        pytest.param((SITE, "<h1>Mayor resigns - rte news</h1>"), ["rte news"], id="foreign: Mayor resigns - rte news"),
        pytest.param(
            (SITE, "<h1>Mayor resigns – Springfield Times</h1>"),
            ["Springfield Times"],
            id="foreign: Mayor resigns – Springfield Times",
        ),
        pytest.param(
            (SITE, "<h1>Mayor resigns - Herald of Malta</h1>"),
            ["Herald of Malta"],
            id="foreign: Mayor resigns - Herald of Malta",
        ),
        pytest.param(
            (SITE, "<h1>Mayor resigns – RTÉ News - The Daily Example</h1>"),
            ["RTÉ News"],
            id="foreign: Mayor resigns – RTÉ News - The Daily Example",
        ),
        pytest.param(
            (SITE, "<h1>Mayor resigns — Bayerische Nachrichten</h1>"),
            ["Bayerische Nachrichten"],
            id="foreign: Mayor resigns — Bayerische Nachrichten",
        ),
        pytest.param(
            (SITE, "<h1>Mayor: “I resign” | Reuters</h1>"), ["Reuters"], id="foreign: Mayor: “I resign” | Reuters"
        ),
        pytest.param(
            (SITE, "<h1>Bürgermeister tritt zurück » Süddeutsche Zeitung</h1>"),
            ["Süddeutsche Zeitung"],
            id="foreign: Bürgermeister tritt zurück » Süddeutsche Zeitung",
        ),
        pytest.param((SITE, "<h1>CNN apologises to mayor</h1>"), [], id="a name inside is a subject"),
        pytest.param(
            (SITE, "<title>Mayor resigns | Springfield Times</title><h1>Mayor resigns</h1>"),
            [],
            id="the title, by known names only",
        ),
        pytest.param(
            (SITE, "<title>Mayor resigns - CNN</title><h1>Mayor resigns</h1>"),
            ["CNN"],
            id="the title ends in a known name",
        ),
        pytest.param(
            (SITE, "<title>A mayor resigns - CNN</title><h1>A mayor resigns – CNN</h1>"),
            ["CNN"],
            id="the same name in several places is one fault",
        ),
    ],
)
def test_own_publisher(judge: Judge, parts: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judge("own_publisher", OPTIONS, "h1", *parts, show="found") == expected


@pytest.mark.parametrize(
    ("url", "tail", "foreign"),
    [
        ("https://www.rte.ie/news/1", "RTÉ News", False),
        ("https://edition.cnn.com/x", "CNN", False),
        ("https://www.pan.de/x", "Preußische Allgemeine News", False),
        ("https://www.sueddeutsche.de/x", "Süddeutsche Zeitung", True),  # its labels alone do not say so
        ("https://news.example/x", "Reuters", True),
        ("https://reuters.com.fake.example/x", "Reuters", False),
    ],
)
def test_the_host_is_a_name_too(judge: Judge, url: str, tail: str, foreign: bool) -> None:
    found = judge("own_publisher", OPTIONS, "h1", f"<h1>Mayor resigns – {tail}</h1>", show="found", url=url)
    assert found == ([tail] if foreign else [])


def test_initials_of_the_sites_own_name_are_its_own(judge: Judge) -> None:
    site = '<meta property="og:site_name" content="Süddeutsche Zeitung">'
    assert judge("own_publisher", OPTIONS, "h1", site, "<h1>Bürgermeister tritt zurück - SZ</h1>") == []
