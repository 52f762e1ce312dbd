"""Where links lead: to nothing on this page, inside the site, unencrypted, out of reach; and pictures without alt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.model import Document
from seocheck.page import Page, read_page
from seocheck.page.facts import link_facts, pictures, reach  # noqa: F401
from seocheck.page.facts.hosts import is_trial_host, site_of, why_private

Read = Callable[[str], Page]

URL = "https://www.example.com/news/mayor"


def values(page: Page, subject: str) -> list[str]:
    return [str(fact.value) for fact in page.view(subject).facts]


def at(html: str, url: str | None = URL) -> Page:
    return read_page(Document(html.encode(), url=url))


def article(inside: str) -> str:
    return f"<h1>Mayor resigns</h1><p>She had denied everything.</p>{inside}<p>Then she left.</p>"


def test_links_to_pages(read: Read) -> None:
    html = (
        '<a href="/a">a</a><a href="b">b</a><a href="//e.com/c">c</a><a href="https://e.com">d</a><a href=" #x">e</a>'
        '<a href="JavaScript:go()">f</a><a href="mailto:a@e.com">g</a><a href="">h</a><a hidden href="/i">i</a>'
    )
    assert values(read(html), "links.to_pages") == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("#part", '<h2 id="part">'),
        ("#part", '<a name="part">'),
        ("#Stra%C3%9Fe", '<h2 id="Straße">'),
        ("#Straße", '<h2 id="Straße">'),
        ("#100%", '<h2 id="100%">'),
        ("#a b", '<h2 id="a b">'),
        ('#a"b', "<h2 id='a\"b'>"),
        ("#", ""),
        ("#top", ""),
        ("#TOP", ""),
        ("#:~:text=mayor", ""),
        ("#part:~:text=mayor", ""),
        ("#!/route", ""),
        ("#/route", ""),
        ("#tab=2", ""),
        ("#comments", ""),
        ("#cookie-settings", ""),
        ("", ""),
        ("/other#part", ""),
    ],
)
def test_links_that_lead_somewhere(link: str, target: str) -> None:
    assert values(at(article(f"<a href='{link}'>Part</a>{target}")), "links.dangling") == []


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ('<a href="#part">Part two</a><h2 id="Part">', "part"),
        ('<a href="#fn-1">1</a>', "fn-1"),
        ('<a href="#Stra%C3%9Fe">Street</a>', "Stra%C3%9Fe"),
        (f'<a href="{URL}#part">Part two</a>', "part"),
        ('<nav class="toc"><a href="#part">Part two</a></nav>', "part"),
        ('<nav><a href="#main">Skip to content</a></nav>', "main"),
        ('<nav><a href="#main">Zum Inhalt springen</a></nav>', "main"),
        ('<template><h2 id="part"></h2></template><a href="#photography">Part two</a>', "photography"),
    ],
)
def test_links_to_nothing(link: str, name: str) -> None:
    assert values(at(article(link)), "links.dangling") == [name]


@pytest.mark.parametrize(
    "link",
    [
        '<nav><a href="#part">Part two</a></nav>',
        '<a href="#part" onclick="go()">Part two</a>',
        '<a href="#part" data-toggle="tab">Part two</a>',
        '<a href="#part" class="btn menu-toggle">Part two</a>',
        '<a href="#part" role="button">Part two</a>',
        '<a href="#part" aria-controls="x">Part two</a>',
        '<a href="#part" hidden>Part two</a>',
        '<a href="#part"><i class="icon"></i></a>',
        '<a href="#main-menu">Menu</a>',
    ],
)
def test_links_that_a_script_may_use(link: str) -> None:
    assert values(at(article(link)), "links.dangling") == []


def test_many_names_are_looked_up_together() -> None:
    links = "".join(f'<a href="#n{number}">{number}</a>' for number in range(20))
    assert values(at(article(f'{links}<i id="n3"></i><a name="n4"></a>')), "links.dangling") == [
        f"n{number}" for number in range(20) if number not in (3, 4)
    ]


def test_nothing_dangles_where_the_page_is_not_read_whole_or_has_another_base() -> None:
    html = article('<a href="#part">Part two</a>')
    assert values(read_page(Document(html.encode(), cut="too long")), "links.dangling") == []
    assert values(at(f'<base href="https://www.example.com/">{html}'), "links.dangling") == []
    assert values(at(f'<base href="{URL}">{html}'), "links.dangling") == ["part"]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('href="/politics" rel="nofollow"', True),
        ('href="politics" rel="noopener nofollow"', True),
        ('href="https://example.com/politics" rel="sponsored,nofollow"', True),
        ('href="//www.example.com/politics" rel="NOFOLLOW"', True),
        ('href="/politics" rel="noopener"', False),
        ('href="https://blog.example.com/politics" rel="nofollow"', False),
        ('href="https://other.org/politics" rel="nofollow"', False),
        ('href="/news/mayor?share=x" rel="nofollow"', False),
        ('href="/news/mayor/#respond" rel="nofollow"', False),
        ('href="/login" rel="nofollow"', False),
        ('href="whatsapp://send?text=x" rel="nofollow"', False),
        ('href="#part" rel="nofollow"', False),
        ('href="" rel="nofollow"', False),
    ],
)
def test_internal_links_not_followed(link: str, found: bool) -> None:
    assert bool(values(at(f"<a {link}>Politics</a>"), "links.internal_nofollow")) is found


@pytest.mark.parametrize(
    ("url", "html", "found"),
    [
        (URL, '<a href="http://e.org/">a</a>', ["http://e.org/"]),
        (URL, '<a href=" HTTP://e.org/">a</a>', ["HTTP://e.org/"]),
        (URL, '<a href="https://e.org/?u=http://e.org">a</a><a href="//e.org">b</a>', []),
        (URL, '<a href="http://localhost/">a</a>', []),  # addresses.private says so
        (None, '<link rel=canonical href="https://e.org/a"><a href="http://e.org/">a</a>', ["http://e.org/"]),
        ("http://www.example.com/", '<a href="http://e.org/">a</a>', []),
        (None, '<a href="http://e.org/">a</a>', []),
    ],
)
def test_insecure_links(url: str | None, html: str, found: list[str]) -> None:
    assert [value.strip() for value in values(at(html, url), "links.insecure")] == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="http://localhost:8000/a">a</a>', ["link"]),
        ('<a href="//127.0.0.1/a">a</a><a href="http://[::1]/">b</a>', ["link", "link"]),
        ('<a href="http://10.1.2.3/">a</a><a href="http://192.168.0.1/">b</a>', ["link", "link"]),
        ('<a href="http://user@172.16.0.1:80/">a</a>', ["link"]),
        ('<a href="http://cms.local/">a</a><a href="http://www.site.test/">b</a>', ["link", "link"]),
        ('<link rel=canonical href="https://staging.example.com/a">', ["canonical"]),
        ('<meta property=og:url content="https://preprod.example.com/a">', ["og:url"]),
        ('<meta property=og:image content="http://localhost/a.jpg">', ["og:image"]),
        ('<meta name=twitter:image content="http://localhost/a.jpg">', ["twitter:image"]),
        ('<a href="https://stage.example.com/news/a">a</a><a href="https://qa2.example.com/">b</a>', ["link", "link"]),
        ('<img src="https://www-dev2.example.com/a.jpg">', ["image"]),
        ('<a href="https://dev.example.com/news/a">a</a>', ["link"]),
        ('<a href="https://uat.cms.example.com/news/a">a</a>', ["link"]),
        ('<a href="https://dev.example.com/docs/api">a</a><a href="https://dev.example.com/">b</a>', []),
        ('<a href="https://dev.to/">a</a><a href="https://staging.other.org/">b</a>', []),
        ('<a href="https://www.test.de/">a</a><a href="https://developers.example.com/a">b</a>', []),
        ('<a href="https://backstage.example.com/">a</a><a href="https://previews.example.com/">b</a>', []),
        ('<a href="https://latest.example.com/">a</a><a href="https://contest.example.com/">b</a>', []),
        ('<a href="https://8.8.8.8/">a</a><a href="https://9to5mac.com/">b</a><a href="/localhost">c</a>', []),
        ('<a href="https://e.org/?u=http://localhost/">a</a><a href="https://medium.com/@me">b</a>', []),
    ],
)
def test_addresses_out_of_reach(html: str, found: list[str]) -> None:
    assert [fact.fields["what"] for fact in at(html).view("addresses.private").facts] == found


def test_a_page_served_on_a_private_host_may_link_to_it() -> None:
    html = '<a href="http://localhost:8000/b">b</a><a href="http://10.0.0.1/">c</a>'
    assert values(at(html, "http://localhost:8000/a"), "addresses.private") == ["http://10.0.0.1/"]


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("example.com", "example.com"),
        ("www.blog.example.com", "example.com"),
        ("www.example.co.uk", "example.co.uk"),
        ("co.uk", "co.uk"),
        ("news.com.au", "news.com.au"),
        ("localhost", "localhost"),
    ],
)
def test_the_site_of_a_host(host: str, site: str) -> None:
    assert site_of(host) == site


def test_hosts() -> None:
    assert why_private("0.0.0.0") is not None
    assert why_private("999.1.1.1") is None
    assert not is_trial_host("example.com", "example.com")
    assert not is_trial_host("stagingexample.com", "example.com")


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ('<img src="a.jpg">', True),
        ('<figure><img data-src="a.jpg"></figure>', True),
        ('<a href="large.jpg"><img src="a.jpg"></a>', True),
        ('<img src="a.jpg" alt="The mayor">', False),
        ('<img src="a.jpg" alt="">', False),
        ('<img src="a.jpg" alt>', False),
        ('<img src="a.jpg" role="presentation">', False),
        ('<img src="a.jpg" aria-label="The mayor">', False),
        ('<img src="a.gif" width="1" height="1">', False),
        ('<img src="/icons/share.png">', False),
        ('<img class="js-lightbox">', False),
        ('<a href="/other-story"><img src="a.jpg"></a>', False),
        ('<aside><img src="a.jpg"></aside>', False),
        ('<div hidden><img src="a.jpg"></div>', False),
    ],
)
def test_pictures_without_alt(image: str, found: bool) -> None:
    assert bool(values(at(article(image)), "body.images.bare")) is found


def test_only_pictures_of_the_article() -> None:
    html = f'<img src="before.jpg"><article><img src="lead.jpg">{article("")}</article><img src="after.jpg">'
    assert values(at(html), "body.images.bare") == ["lead.jpg"]
    assert at("<p>none</p>").view("body.images.bare").anchor is None
