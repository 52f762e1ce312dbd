"""Addresses as people give them: one parser decides, and what it refuses is refused with a code and the mend."""

from __future__ import annotations

import pytest

from seocheck.sources import addresses

LONG_LABEL, LONG_NAME = "a" * 64, ".".join(["abcdefgh"] * 29)

FAULTS = [
    # U10: more than one place where the host could be
    ("http://public\\@127.0.0.1/", "INP.url-syntax"),
    ("http://a@b@127.0.0.1/", "INP.url-userinfo"),
    ("https://user:secret@www.x.example/", "INP.url-userinfo"),
    # U11: spellings that browsers mend and others do not
    ("http:///x", "INP.url-syntax"),
    ("http:x", "INP.url-syntax"),
    ("//x", "INP.url-syntax"),
    ("https:/www.x.example/story", "INP.url-syntax"),
    ("https://", "INP.url-syntax"),
    ("https://x.example/a\tb", "INP.url-syntax"),
    ("https://x.example/a\nb", "INP.url-syntax"),
    ("https://x.example/a\r\nHost: y", "INP.url-syntax"),
    ("https://x.example/a\0", "INP.url-syntax"),
    ("https://x.example/a b", "INP.url-syntax"),
    ("http://%31%32%37.0.0.1", "INP.url-syntax"),
    ("http://x.example:0/", "INP.url-syntax"),
    ("http://x.example:99999/", "INP.url-syntax"),
    ("http://x.example:80:80/", "INP.url-syntax"),
    ("http://x..y/", "INP.url-syntax"),
    ("http://./", "INP.url-syntax"),
    (f"http://{LONG_LABEL}.example/", "INP.url-syntax"),
    (f"http://{LONG_NAME}/", "INP.url-syntax"),
    ("http://xn--a/", "INP.url-syntax"),
    ("http://xn--zzzz99999.example/", "INP.url-syntax"),
    ("http://[::bad/", "INP.url-syntax"),
    ("", "INP.url-syntax"),
    # U12: what is no web page
    *(
        (f"{scheme}x", "INP.url-scheme")
        for scheme in (
            *("file:///", "FILE:///", "ftp://", "gopher://", "dict://", "data:", "blob:", "JavaScript:", "ws://"),
            *("view-source:https://", "jar:", "mailto:"),
        )
    ),
    ("https://x.example/" + "a" * addresses.LONGEST, "INP.url-too-long"),
]


@pytest.mark.parametrize(("text", "code"), FAULTS)
def test_what_is_no_address_is_refused_with_a_code_and_words(text: str, code: str) -> None:
    found = addresses.read(text)
    assert isinstance(found, addresses.Fault)
    assert found.code == code
    assert found.words


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("http://127.0.0.1#@x", "127.0.0.1"),
        ("http://x.example?@127.0.0.1", "x.example"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("  https://www.x.example/story \r\n", "www.x.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("http://[::1]:8000/", "[::1]"),
        ("https://a_b.example/", "a_b.example"),
    ],
)
def test_the_host_is_the_one_a_browser_would_ask(text: str, host: str) -> None:
    found = addresses.read(text)
    assert not isinstance(found, addresses.Fault)
    assert found.host == host


@pytest.mark.parametrize(
    "text",
    [
        "https://www.x.example/~nora/story",
        "HTTPS://WWW.X.EXAMPLE/~nora/story",
        "https://www.x.example:443/~nora/story",
        "https://www.x.example/a/../~nora/./story",
        "https://www.x.example/%7Enora/%73tory",
        "https://www.x.example/~nora/story#comments",
        "https://www.x.example./~nora/story",
    ],
)
def test_a_page_has_one_normal_form_however_it_is_spelled(text: str) -> None:
    found = addresses.read(text)
    assert not isinstance(found, addresses.Fault)
    assert found.href == "https://www.x.example/~nora/story"


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("https://x.example/a%2Fb%20c%25", "https://x.example/a%2Fb%20c%25"),
        ("https://x.example/a/?q=%7E#x", "https://x.example/a/?q=%7E"),
        ("https://x.example/A", "https://x.example/A"),
        ("http://x.example/", "http://x.example/"),
    ],
)
def test_what_may_be_another_page_stays_another(text: str, href: str) -> None:
    found = addresses.read(text)
    assert not isinstance(found, addresses.Fault)
    assert found.href == href


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("https://x.example/", True),
        ("HTTP:x", True),
        ("ftp://x/", True),
        ("mailto:x@y.example", True),
        ("C:\\pages\\a.html", False),
        ("c:/pages/a.html", False),
        ("localhost:8000/a", False),
        ("a: story.html", False),
        ("notes:today.html", False),
        ("www.x.example/story", False),
    ],
)
def test_an_address_begins_with_a_scheme(text: str, meant: bool) -> None:
    assert addresses.is_meant(text) is meant


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("www.x.example/story", "https://www.x.example/story"),
        ("//x.example/", "https://x.example/"),
        ("bücher.example", "https://bücher.example"),
        ("localhost:8000/a", "http://localhost:8000/a"),
        ("story.html", None),
        ("news/story.xml.gz", None),
        ("www.x.example.html", None),
        ("story", None),
    ],
)
def test_a_missing_scheme_is_named_where_a_host_was_meant(text: str, mend: str | None) -> None:
    assert addresses.without_scheme(text) == mend
