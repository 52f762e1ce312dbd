"""What a page tells machines about itself: what is in its head, titles, encoding, refresh, size, card for X."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.model import Document
from seocheck.page import Page, read_page
from seocheck.page.facts import metadata, robots, stray, versions  # noqa: F401

Read = Callable[[str], Page]

CANONICAL = '<link rel="canonical" href="https://e.com/a">'


def seen(page: Page, subject: str, *fields: str) -> list[str]:
    """Value and fields of each fact, joined by “ | ”."""
    return [
        " | ".join(str(part) for part in (fact.value, *(fact.fields[name] for name in fields)))
        for fact in page.view(subject).facts
    ]


def at(url: str | None, html: str, headers: dict[str, str] | None = None) -> Page:
    return read_page(Document(html.encode(), url=url, headers=headers or {}))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<head>{CANONICAL}</head><body><p>", []),
        (f"<head><title>t</title></head>{CANONICAL}<body><p>", []),  # browsers put it back into the head
        (f"<title>t</title>{CANONICAL}<p>", []),
        (f"<head><noscript><img src=a></noscript>{CANONICAL}</head>", []),
        (f"<head><noscript><iframe></iframe></noscript><template><div></div></template>{CANONICAL}</head>", []),
        (f"<head><!-- c --><base href=/><script></script><style></style>{CANONICAL}</head>", []),
        (f"<head></p>{CANONICAL}</head>", []),
        (f"<head>\n<img src=a>\n{CANONICAL}</head>", ["The canonical link | <img> | 2"]),
        (f"<head>\n<div></div>\n{CANONICAL}</head>", ["The canonical link | <div> | 2"]),
        (f"<head><iframe></iframe>{CANONICAL}</head>", ["The canonical link | <iframe> | 1"]),
        (f"<head><title>t</title>\n\nLost words{CANONICAL}", ["The canonical link | the text “Lost words” | 3"]),
        (f"<head><title>t</title>\n\xa0{CANONICAL}", ["The canonical link | an invisible character (U+00A0) | 2"]),
        (
            f"<head>\n<meta charset=utf-8>\ufeff{CANONICAL}",
            ["The canonical link | an invisible character (U+FEFF) | 2"],
        ),
        (f"<head>\n</head>\n<body>\n{CANONICAL}", ["The canonical link | </head> | 2"]),
        (f"<head>\n<title>t</title>\n<body>{CANONICAL}", ["The canonical link | <body> | 3"]),
        (f"<head><title>t</title>\n</br>{CANONICAL}", ["The canonical link | a stray end tag | 1"]),
        (f"<head>{CANONICAL}</head><body>{CANONICAL}", []),  # the head says it too
        (
            f"<head>{CANONICAL}</head><body><link rel=canonical href=https://e.com/b>",
            ["The canonical link | </head> | 1"],
        ),
        (
            f"<head><img><meta name=robots content=noindex><link rel=alternate hreflang=de href=/de>{CANONICAL}",
            ["The canonical link | <img> | 1", "The hreflang link | <img> | 1", "The meta robots | <img> | 1"],
        ),
        (
            "<body><link rel=canonical href=/a media=print><link rel=alternate href=/feed><svg><title>x</title></svg>",
            [],
        ),
        (f"<body><template>{CANONICAL}</template><noscript>{CANONICAL}</noscript>", []),
    ],
)
def test_what_fell_out_of_the_head(read: Read, html: str, expected: list[str]) -> None:
    facts = read(html).view("head.stray").facts
    assert [f"{fact.fields['what']} | {fact.fields['ender']} | {fact.fields['line']}" for fact in facts] == expected


def test_the_effect_differs_for_robots(read: Read) -> None:
    page = read(f"<body><meta name=robots content=noindex>{CANONICAL}")
    assert seen(page, "head.stray", "effect") == [
        "https://e.com/a | search engines ignore it",
        "noindex | Google obeys it even there, other search engines need not",
    ]


def test_stray_canonical_links_alone(read: Read) -> None:
    page = read(f"<body><meta name=robots content=noindex>{CANONICAL}")
    assert seen(page, "canonical.stray") == ["https://e.com/a"]


def test_titles_of_the_head_only(read: Read) -> None:
    page = read("<head><title>One</title><title>Two</title><body><svg><title>Logo</title></svg><title>Three</title>")
    assert seen(page, "head.titles") == ["One", "Two"]


SITE = '<meta property="og:site_name" content="The Daily">'


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Mayor resigns | The Daily", None),
        ("Mayor resigns – what now? - The Daily", None),
        ("Mayor: “I was wrong”", None),
        ("« Je suis innocent », dit le maire", None),
        ("Le maire : « Je suis innocent »", None),
        ("»Ich bin unschuldig«", None),
        ("- Angsten vil øke", None),  # a quotation
        ("–30 degrees", None),
        ("2020 – ", "nothing stands after its separator"),
        ("| The Daily", "nothing stands before its separator"),
        ("» Mayor resigns", "nothing stands before its separator"),
        ("- The Daily", "nothing stands before its separator"),
        ("Mayor resigns |", "nothing stands after its separator"),
        ("Mayor resigns -", "nothing stands after its separator"),
        ("Mayor resigns «", "nothing stands after its separator"),
        ("Mayor resigns | | The Daily", "nothing stands between two separators"),
        ("The Daily", "it is only the site's name"),
        ("THE DAILY | thedaily.com", "it is only the site's name"),
        ("", None),
    ],
)
def test_half_titles(title: str, reason: str | None) -> None:
    page = at("https://www.thedaily.com/a", f"<title>{title}</title>{SITE}")
    assert [fact.fields["reason"] for fact in page.view("title.faults").facts] == ([reason] if reason else [])


def test_the_front_page_is_called_by_the_sites_name() -> None:
    assert not at("https://www.thedaily.com/", f"<title>The Daily</title>{SITE}").view("title.faults").facts


def test_a_headline_in_place_of_the_sites_name_is_none(read: Read) -> None:
    html = (
        "<title>The Mayor of Springfield Resigns</title><h1>The Mayor of Springfield Resigns</h1>"
        '<meta property="og:site_name" content="The Mayor of Springfield Resigns">'
    )
    assert not read(html).view("title.faults").facts


@pytest.mark.parametrize(
    ("content", "http", "reason"),
    [
        ("<meta charset=utf-8>é".encode(), None, None),
        ("<meta http-equiv=Content-Type content='text/html; charset=utf-8'>é".encode(), None, None),
        (b"<p>plain", None, "no meta element declares one"),
        (b"<p>plain", "utf-8", None),
        ("\ufeff<p>é".encode(), None, None),
        ("<meta charset=iso-8859-1>é".encode(), None, "the bytes are UTF-8"),
        (b"<meta charset=iso-8859-1>plain", None, None),
        ("<meta charset=iso-8859-1>é".encode("latin-1"), None, None),
        (b"<meta charset=utf8mb4>plain", None, "no browser knows it"),
        (b"<meta charset=''>plain", None, "it names none"),
        ("<meta charset=utf-8>éé".encode() + b"\xff", None, "1 place does not fit it"),
        (
            b"<!--" + b"x" * 1000 + b"--><meta charset=utf-8>",
            None,
            "its declaration ends 1,027 bytes into the page, beyond the first 1,024",
        ),
        (
            b"<!--" + b"\r\n" * 500 + b"--><meta charset=utf-8>",
            None,
            "its declaration ends 1,027 bytes into the page, beyond the first 1,024",
        ),
        (
            b"<!--" + "é".encode() * 500 + b"--><meta charset=utf-8>",
            "utf-8",
            "its declaration ends 1,027 bytes into the page, beyond the first 1,024",
        ),
    ],
)
def test_the_declared_encoding(content: bytes, http: str | None, reason: str | None) -> None:
    headers = {"content-type": f"text/html; charset={http}"} if http else {}
    page = read_page(Document(content, headers=headers))
    assert [fact.fields["reason"] for fact in page.view("charset.faults").facts] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("content", "effect"),
    [
        ("300", "loads the page anew after 300 seconds"),
        ("0", "loads the page anew at once"),
        ("0; url=/b", "sends readers to /b at once"),
        ("5;URL='https://e.com/'", "sends readers to https://e.com/ after 5 seconds"),
    ],
)
def test_a_meta_refresh(read: Read, content: str, effect: str) -> None:
    page = read(
        f'<noscript><meta http-equiv=refresh content=1></noscript><meta http-equiv=Refresh content="{content}">'
    )
    assert seen(page, "refresh", "effect") == [f"{content} | {effect}"]


def test_what_lies_beyond_two_megabytes() -> None:
    limit = metadata.SIZE_LIMIT
    start = "<title>Zurück</title>\r\n"
    fill = "<!--" + "x" * (limit - len(start.encode()) - 7) + "-->"
    within = (start + fill).encode()
    assert len(within) == limit
    assert not read_page(Document(within)).view("html.excess").facts
    end = '<script type="application/ld+json">{}</script><a href=/>a</a><a href=/b>b</a>'
    fact = read_page(Document(within + end.encode())).view("html.excess").facts[0]
    assert fact.fields == {"size": "2.0", "beyond": "a JSON-LD block, 2 links"}
    place = fact.spot.place()
    assert (place.line, place.column) == (2, len(fill) + 1)


def test_an_excess_of_nothing_that_counts() -> None:
    page = read_page(Document(b"<p>a</p><script>" + b"x" * metadata.SIZE_LIMIT + b"</script>"))
    assert seen(page, "html.excess", "beyond")[0].endswith("| no JSON-LD, canonical, links or paragraphs")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("card", "summary_large_image", None),
        ("card", "Summary", None),
        ("card", "photo", "X knows only summary, summary_large_image, app, player"),
        ("title", "x" * 70, None),
        ("title", "x" * 71, "it has 71 characters, and X shows 70"),
        ("description", "ü" * 200, None),
        ("description", "ü" * 201, "it has 201 characters, and X shows 200"),
    ],
)
def test_cards_for_x(read: Read, name: str, content: str, reason: str | None) -> None:
    for attribute in ("name", "property"):
        page = read(f'<meta {attribute}="twitter:{name}" content="{content}">')
        assert [fact.fields["reason"] for fact in page.view("twitter.faults").facts] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("attribute", "reason"),
    [('content=""', "it is empty"), ('value="summary"', "it has no content attribute"), ("", "it has no content")],
)
def test_a_card_that_says_nothing(read: Read, attribute: str, reason: str) -> None:
    (fault,) = read(f'<meta name="twitter:card" {attribute}>').view("twitter.faults").facts
    assert str(fault.fields["reason"]).startswith(reason)
