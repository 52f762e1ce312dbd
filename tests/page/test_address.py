"""Addresses: the same page under several spellings, and addresses no browser can open as meant."""

from __future__ import annotations

import pytest
from ada_url import URL

from seocheck.page.address import ANY_PAGE, Address, malformed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.x.example/a/", "http://x.example/a", True),
        ("https://X.EXAMPLE:443/a#part", "https://x.example/a", True),
        ("https://x.example/a?utm_source=1&fbclid=2", "https://x.example/a", True),
        ("https://x.example/ä", "https://x.example/%C3%A4", True),
        ("https://bücher.example/", "https://xn--bcher-kva.example", True),
        ("https://x.example/a?id=1", "https://x.example/a?id=2", False),
        ("https://x.example/a", "https://x.example/A", False),
        ("https://x.example/a", "https://y.example/a", False),
    ],
)
def test_the_key_is_one_for_all_spellings_of_a_page(one: str, other: str, same: bool) -> None:
    first, second = Address.parse(one), Address.parse(other)
    assert first
    assert second
    assert (first.key == second.key) is same


@pytest.mark.parametrize("text", ["", "/a", "http://[", "https://", "http://[object Object]/", "//x", "\ud800"])
def test_what_is_no_absolute_address(text: str) -> None:
    assert Address.parse(text) is None


def test_relative_addresses_are_resolved() -> None:
    found = Address.parse(" ../b?c#d ", ANY_PAGE)
    assert found
    assert (found.path, found.query, found.fragment, found.is_web) == ("/b", "c", "d", True)


@pytest.mark.parametrize(
    "href",
    ["", "#", "?q=ü", "/a", " /a ", "//x.example/a", "a/b%20c", "https://x.example/a|b", "mailto:a b@x.example",
     "tel:+1 2", "javascript:void(0)", "data:text/html,a b", "HTTP://X.EXAMPLE", "https://x.example/{id}",
     "https://x.example/a..b,c", "@desk", "a@b/c"],
)  # fmt: skip
def test_addresses_a_browser_can_open(href: str) -> None:
    assert malformed([href]) == {}


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("a b", "space"),
        ("/a\nb", "space"),
        ("https:/x.example", "beginning"),
        ("http:///x", "beginning"),
        ("http//x.example", "beginning"),
        ("https://http://x.example", "beginning"),
        ("https://", "host"),
        ("https://x.example:99999/", "host"),
        ("http://[object Object]/", "template"),
        ("{{ url }}", "template"),
        ("https://x.example/<%= u %>", "template"),
        ("https://x.example/undefined", "template"),
        ("//x.example/%7B%7Bid%7D%7D", "template"),
        ("mailto:{{mail}}", "template"),
        ("javascript:undefined ", "template"),
        ("//[x]/", "host"),
        ("%%permalink%%", "template"),
        ("{url}", "template"),
        ("[site_url]/contact/", "template"),
        ("ttps://x.example/a", "beginning"),
        ("desk@x.example", "mailto:"),
        ("https://x..example/a", "no such host"),
        ("https://www.x,example/a", "no such host"),
    ],
)
def test_addresses_that_are_broken_and_why(href: str, reason: str) -> None:
    assert reason in malformed([href])[href]


def test_the_broken_ones_among_others() -> None:
    good = ["/a", "https://x.example/b?c=d#e", "#", "mailto:a@x.example", "/é", "/undefined/x"]
    good += ["tel:UNDEFINED", "//x.example/Undefined", "/Undefined", "/é/Undefined"]
    assert list(malformed([*good, "a b", "/c", "http:/x"])) == ["a b", "http:/x"]
    assert list(malformed([*good, "/c\n/d", "/e", "https://x.example/undefined"])) == [
        "/c\n/d",
        "https://x.example/undefined",
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("https://example.com", "http://www.example.com/a%20b;c/d'e?q=1&r=/#part", "https://a--b.example.com/?q"),
        *("https://example.com/a/../b", "https://example.com/./a", "https://example.com/a/%2E%2e/b", "http://a.com//"),
        *("https://xn--example.com/", "https://a.xn--mnchen-3ya.de/", "https://example.com:443/", "https://1.2.3.4/"),
        *("https://example.0x1/", "https://me@example.com/", "https://example.com/?q='a'", "https://example.com/?#"),
        *(
            "HTTPS://Example.COM/A",
            "https://example.com./",
            "https:/example.com/",
            "https://",
            r"https://example.com\a",
        ),
    ],
)
@pytest.mark.parametrize("base", [None, "https://page.invalid/a/b?c"])
def test_an_address_is_what_a_browser_makes_of_it(text: str, base: str | None) -> None:
    try:
        url = URL(text, base)
    except ValueError:
        url = None
    found = Address.parse(text, Address.parse(base) if base else None)

    assert (found and (found.href, found.host, found.path, found.query, found.fragment)) == (
        url and (url.href, url.hostname, url.pathname, url.search.removeprefix("?"), url.hash.removeprefix("#"))
    )
