"""Two addresses of one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]


def judged(judge: Judge, url: Any, canonical: str | None) -> list[str] | None:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    article = {"@type": "NewsArticle", "headline": "x", "mainEntityOfPage": url}
    options = {"to": "canonical"}
    return judge("same_url_as", options, "article.addresses", f"<head>{link}</head>", article, show="value other_value")


PAGE = "https://www.example.com/mayor"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(PAGE, PAGE, id="the same"),
        pytest.param("http://www.example.com/mayor", PAGE, id="http"),
        pytest.param("//www.example.com/mayor", PAGE, id="without a scheme"),
        pytest.param("/mayor", PAGE, id="relative"),
        pytest.param("https://example.com/mayor", PAGE, id="without www"),
        pytest.param("https://WWW.Example.COM/mayor", PAGE, id="the host in capitals"),
        pytest.param(f"{PAGE}/", PAGE, id="a closing slash"),
        pytest.param("https://www.example.com", "https://www.example.com/", id="the home page"),
        pytest.param("https://www.example.com:443/mayor", PAGE, id="the usual port"),
        pytest.param(f"{PAGE}#comments", PAGE, id="a fragment"),
        pytest.param("#webpage", PAGE, id="only a fragment"),
        pytest.param(f"{PAGE}?utm_source=x&fbclid=y", PAGE, id="tracking"),
        pytest.param(f"{PAGE}?", PAGE, id="an empty query"),
        pytest.param(f"{PAGE}?a=1&b=2", f"{PAGE}?b=2&amp;a=1", id="the order of a query"),
        pytest.param(f"{PAGE}?a=1&amp;b=2", f"{PAGE}?a=1&amp;b=2", id="an escaped ampersand"),
        pytest.param("https://www.example.com/b%C3%BCrger", "https://www.example.com/bürger", id="percent-encoding"),
        pytest.param(
            "https://www.example.com/b%c3%bcrger", "https://www.example.com/b%C3%BCrger", id="in small letters"
        ),
        pytest.param("https://www.example.com/%7Ean", "https://www.example.com/~an", id="of what needs none"),
        pytest.param("https://bürger.example/a", "https://xn--brger-kva.example/a", id="a host in two scripts"),
        pytest.param(f"{PAGE}/amp/", PAGE, id="AMP by its path"),
        pytest.param("https://www.example.com/amp/mayor", PAGE, id="AMP before the path"),
        pytest.param(f"{PAGE}.amp.html", f"{PAGE}.html", id="AMP by its ending"),
        pytest.param(f"{PAGE}?amp=1", PAGE, id="AMP by a parameter"),
        pytest.param("https://amp.example.com/mayor", PAGE, id="AMP by its host"),
        pytest.param("https://m.example.com/mayor", PAGE, id="a host for phones"),
        pytest.param(f"{PAGE}/index.html", PAGE, id="an index page"),
        pytest.param(f"https://web.archive.org/web/20220101000000/{PAGE}", PAGE, id="rewritten by a web archive"),
        pytest.param({"@type": "WebPage", "@id": PAGE}, PAGE, id="the @id of a page"),
        pytest.param({"@id": f"{PAGE}#page"}, PAGE, id="a reference that leads nowhere"),
        pytest.param(
            {"@type": "WebPage", "@id": "https://www.example.com/#x1", "url": PAGE}, PAGE, id="url before @id"
        ),
    ],
)
def test_addresses_of_one_page(judge: Judge, one: Any, other: str) -> None:
    assert judged(judge, one, other) == []


@pytest.mark.parametrize(
    "other",
    [
        "https://www.example.com/",
        "https://www.example.com/council",
        "https://www.example.com/Mayor",
        "https://www.example.org/mayor",
        "https://sport.example.com/mayor",
        f"{PAGE}?page=2",
        f"{PAGE}/2",
        "mayor.html",
        "https://amp.dev/mayor",
        "https://google.com/article",
    ],
)
def test_addresses_of_two_pages(judge: Judge, other: str) -> None:
    assert judged(judge, other, PAGE) == [f"{other} | {PAGE}"]


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        pytest.param(PAGE, None, id="no canonical"),
        pytest.param(PAGE, "http://[", id="a canonical that is none"),
        pytest.param("", PAGE, id="empty"),
        pytest.param(True, PAGE, id="yes"),
        pytest.param("true", PAGE, id="yes as text"),
        pytest.param("10 things to know today.", PAGE, id="words"),
        pytest.param("6291787", PAGE, id="a number"),
        pytest.param("_:b0", PAGE, id="a name of no place"),
        pytest.param({"@type": "WebPage", "@id": "_:b0"}, PAGE, id="in a node"),
        pytest.param({"@type": "WebPage", "name": "Mayor"}, PAGE, id="a page without an address"),
        pytest.param("mailto:ann@example.com", PAGE, id="no address of the web"),
        pytest.param("http://[", PAGE, id="a host that cannot be"),
    ],
)
def test_what_is_no_address_is_not_judged(judge: Judge, url: Any, canonical: str | None) -> None:
    assert judged(judge, url, canonical) is None


@pytest.mark.parametrize("canonical", ["www.example.com/mayor", "mayor.html", "?id=1"])
def test_a_canonical_address_without_a_host_is_compared_with_nothing(judge: Judge, canonical: str) -> None:
    page = f'<base href="https://www.example.com/a/"><link rel="canonical" href="{canonical}">'
    article = {"@type": "NewsArticle", "headline": "x", "url": PAGE}
    assert judge("same_url_as", {"to": "canonical"}, "article.addresses", f"<head>{page}</head>", article) is None


def test_one_of_several_is_enough(judge: Judge) -> None:
    links = '<link rel="canonical" href="https://a.example/1"><link rel="canonical" href="https://a.example/2">'
    article = {"@type": "NewsArticle", "url": "https://a.example/2"}
    assert judge("same_url_as", {"to": "canonical"}, "article.addresses", links, article) == []


def test_an_id_copied_from_an_example(judge: Judge) -> None:
    page = {"@type": "WebPage", "@id": "https://google.com/article", "url": PAGE}
    assert judged(judge, page, PAGE) == [f"https://google.com/article | {PAGE}"]
