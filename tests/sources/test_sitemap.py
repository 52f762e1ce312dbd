"""Sitemaps of every kind: what is whole is used, what is wrong is said with its line, nothing is looked up."""

# ruff: noqa: E501  a case a line, as a table

from __future__ import annotations

import gzip
import json
import socket
import tracemalloc

import pytest

from seocheck.sources import robots, sitemap
from seocheck.sources.reading import Listed, SitemapReading

NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
ORDINARY = f"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:1/style.xsl"?>
<!-- made by a CMS -->
<urlset {NAMESPACES}>
  <url>
    <loc>https://x.example/1</loc>
    <lastmod>2024-05-01</lastmod>
    <image:image><image:loc>https://i.example/1.jpg</image:loc></image:image>
  </url>
  <url><loc>https://x.example/2</loc></url>
</urlset>
"""
BOTH = ["https://x.example/1", "https://x.example/2"]


def urls(reading: SitemapReading) -> list[str]:
    return [item.url for item in reading.entries]


READ = [
    ("as it should be", ORDINARY.encode(), [6, 10]),
    ("gzipped", gzip.compress(ORDINARY.encode()), [6, 10]),
    ("gzipped in two members", gzip.compress(ORDINARY[:80].encode()) + gzip.compress(ORDINARY[80:].encode()), [6, 10]),
    ("with a mark", f"\ufeff{ORDINARY}".encode(), [6, 10]),
    ("with blank lines before it", f"\n \n{ORDINARY}".encode(), [8, 12]),
    ("with a mark and a blank line", f"\ufeff\n{ORDINARY}".encode(), [7, 11]),
    ("UTF-16", ORDINARY.replace("UTF-8", "UTF-16").encode("utf-16"), [6, 10]),
    ("of another namespace", ORDINARY.replace("www.sitemaps.org", "www.google.com").encode(), [6, 10]),
    ("of no namespace", b"<urlset>\n<url><loc>https://x.example/1</loc></url><url><loc>https://x.example/2</loc></url></urlset>", [2, 2]),
    ("with a prefix", b'<s:urlset xmlns:s="q"><s:url><s:loc>https://x.example/1</s:loc></s:url>\n<s:url><s:loc>https://x.example/2</s:loc></s:url></s:urlset>', [1, 2]),
    ("a text file", b"https://x.example/1\r\n\r\nhttps://x.example/2\r\n", [1, 3]),
    ("a text file in UTF-16", "https://x.example/1\nhttps://x.example/2".encode("utf-16"), [1, 2]),
    ("RSS", b"<rss><channel><link>https://x.example/</link><item><link>https://x.example/1</link></item>\n<item><guid>https://x.example/2</guid></item></channel></rss>", [1, 2]),
    ("RSS 1.0", b'<r:RDF xmlns:r="q"><item>\n<link>https://x.example/1</link></item><item><link>https://x.example/2</link></item></r:RDF>', [2, 2]),
    ("Atom", b'<feed><link href="https://x.example/"/><entry><link rel="self" href="https://x.example/s"/>\n<link href="https://x.example/1"/></entry><entry><link rel="alternate" href="https://x.example/2"/></entry></feed>', [2, 2]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "content", "where"), READ, ids=[what for what, _, _ in READ])
def test_a_sitemap_is_read_with_the_line_of_each_address(what: str, content: bytes, where: list[int]) -> None:
    reading = sitemap.read(content)
    assert urls(reading) == BOTH
    assert [item.line for item in reading.entries] == where
    assert (reading.problems, reading.cut) == ((), None)
    assert sitemap.looks_like_sitemap(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!DOCTYPE html><html><body><urlset></body></html>",
        b"<?xml version='1.0'?><html/>",
        b"User-agent: *",
        b"https://x.example/1 is where <b>we</b> were",
        b"\x1f\x8bno",
        b"<!--" * 1000,
        b"<?a?>" * 800,
        bytes(range(256)),
    ],
)
def test_a_page_does_not_look_like_a_sitemap(content: bytes) -> None:
    assert not sitemap.looks_like_sitemap(content)


def test_an_index_names_sitemaps() -> None:
    content = b"<sitemapindex><sitemap><loc>https://x.example/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"
    assert sitemap.read(content).sitemaps == ("https://x.example/a.xml",)
    reading = sitemap.read(content, "https://x.example/sitemaps/index.xml")
    assert reading.sitemaps == ("https://x.example/a.xml", "https://x.example/b.xml")
    ((_, words),) = reading.problems
    assert "relative" in words


NEWS = "<n:news><n:publication><n:name>The Ledger</n:name><n:language>en</n:language></n:publication>%s<n:title>T</n:title></n:news>"


def test_a_news_entry_that_lacks_fields_is_kept_and_told() -> None:
    whole, lacking = NEWS % "<n:publication_date>2024-05-01</n:publication_date>", NEWS % ""
    content = f"<urlset {NAMESPACES}><url><loc>{BOTH[0]}</loc>{whole}</url>\n<url><loc>{BOTH[1]}</loc>{lacking}</url></urlset>"
    reading = sitemap.read(content.encode())
    assert reading.entries == (Listed(BOTH[0], 1), Listed(BOTH[1], 2))
    assert reading.problems == ((2, f"the news entry of {BOTH[1]} lacks publication_date"),)


LOCS = [  # X08
    ("\n  https://x.example/1\n  ", "https://x.example/1", None),
    ("<![CDATA[https://x.example/?a=1&b=2]]>", "https://x.example/?a=1&b=2", None),
    ("https://x.example/?a=1&amp;b=2", "https://x.example/?a=1&b=2", None),
    ("https://x.example/<!-- -->1", "https://x.example/1", None),
    ("https://x.example/caf&#xe9;", "https://x.example/caf%C3%A9", None),
    ("https://bücher.example/", "https://xn--bcher-kva.example/", None),
    ("https://x.example/1#top", "https://x.example/1", None),
    ("http://127.0.0.1/", "http://127.0.0.1/", None),  # the guard of fetching refuses it
    ("https://u:p@x.example/", None, "user name"),
    ("file:///etc/passwd", None, "“file:” is not fetched"),
    ("/1", None, "does not begin with https://"),
    ("", None, "without an address"),
]


@pytest.mark.parametrize(("loc", "url", "words"), LOCS)
def test_each_address_is_judged_by_itself(loc: str, url: str | None, words: str | None) -> None:
    content = f"<urlset><url><loc>{loc}</loc></url>\n<url><loc>{BOTH[1]}</loc></url></urlset>"
    reading = sitemap.read(content.encode())
    assert urls(reading) == ([url] if url else []) + [BOTH[1]]
    assert len(reading.problems) == (words is not None)
    assert words is None or words in reading.problems[0][1]


ENDED = [  # what is whole before the fault is used
    ("cut in an entry", ORDINARY[: ORDINARY.index("example/2")].encode(), BOTH[:1], "broken in line 10"),
    ("cut behind an entry", ORDINARY[: ORDINARY.index("</urlset>")].encode(), BOTH, "it ends too early"),
    ("a bare &", ORDINARY.replace("example/2", "example/?a&b").encode(), BOTH[:1], "broken in line 10: EntityRef"),
    ("an entity of HTML", ORDINARY.replace("example/2", "example/&nbsp;").encode(), BOTH[:1], "nbsp"),
    ("a stray byte", ORDINARY.replace("example/2", "example/\x02").encode(), BOTH[:1], "broken in line 10"),
    ("gzip cut short", gzip.compress(ORDINARY.encode())[:-20], None, "gzip file ends in the middle"),
    ("gzip in gzip", gzip.compress(gzip.compress(ORDINARY.encode())), [], "twice"),
    ("a web page", b"<!DOCTYPE html><html><head></head></html>", [], "a web page"),
    ("another XML", b"<svg><url><loc>https://x.example/1</loc></url></svg>", [], "begins with <svg>"),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00", [], "broken in line 1"),
    ("nothing", b" \n", [], "empty"),
]


@pytest.mark.parametrize(("what", "content", "found", "words"), ENDED, ids=[item[0] for item in ENDED])
def test_reading_ends_at_the_first_fault_and_says_so(
    what: str, content: bytes, found: list[str] | None, words: str
) -> None:
    reading = sitemap.read(content)
    assert found is None or urls(reading) == found
    assert words in (reading.cut or "")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = [  # X01, X02, X03
    ("billion laughs", f'<!DOCTYPE u [<!ENTITY l0 "ha">{LAUGHS}]><urlset><url><loc>&l9;</loc></url></urlset>'),
    (
        "quadratic blow-up",
        f'<!DOCTYPE u [<!ENTITY a "{"a" * 50_000}">]><urlset>{"<url><loc>&a;</loc></url>" * 5000}</urlset>',
    ),
    ("external entity", '<!DOCTYPE u [<!ENTITY a SYSTEM "%s">]><urlset><url><loc>&a;</loc></url></urlset>'),
    ("parameter entity", '<!DOCTYPE u [<!ENTITY %% a SYSTEM "%s"> %%a;]><urlset/>'),
    ("external DTD", '<!DOCTYPE urlset SYSTEM "%s"><urlset><url><loc>https://x.example/1</loc></url></urlset>'),
]


@pytest.mark.parametrize(("what", "content"), HOSTILE, ids=[what for what, _ in HOSTILE])
@pytest.mark.parametrize("place", ["file:///etc/hostname", "http://127.0.0.1:%d/"])
def test_no_entity_is_resolved_and_nothing_is_asked_for(what: str, content: str, place: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.setblocking(False)
        place = place % canary.getsockname()[1] if "%d" in place else place
        reading = sitemap.read((content % place if "%s" in content else content).encode())
        with pytest.raises(BlockingIOError):
            canary.accept()
    assert reading.entries == ()
    assert reading.cut


def test_what_an_xinclude_names_is_not_read() -> None:
    content = '<urlset xmlns:xi="http://www.w3.org/2001/XInclude"><url><loc>https://x.example/1</loc></url><xi:include href="file:///etc/hostname" parse="text"/></urlset>'
    assert urls(sitemap.read(content.encode())) == BOTH[:1]


def test_a_bomb_is_unpacked_within_bounds() -> None:
    bomb = gzip.compress(ORDINARY.replace("</urlset>", " " * (200 << 20)).encode())
    tracemalloc.start()
    try:
        reading = sitemap.read(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert reading.cut == "it is larger than 50 MiB"
    assert urls(reading) == BOTH
    assert peak < 4 * sitemap.MAX_BYTES


def test_addresses_and_problems_beyond_the_limits_are_counted_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_ADDRESSES", 30)
    monkeypatch.setattr(sitemap, "MAX_PROBLEMS", 10)
    pages = "".join(f"<url><loc>https://x.example/{number}</loc></url>\n" for number in range(40))
    reading = sitemap.read(f"<urlset>\n{'<url/>' * 15}{pages}</urlset>".encode())
    assert len(reading.entries) == 30
    assert reading.cut == "it lists more than 30 addresses; what follows line 32 was not read"
    assert len(reading.problems) == 11
    assert reading.problems[-1][1] == "5 more problems from here on"
    text = sitemap.read("\n".join(f"https://x.example/{number}" for number in range(40)).encode())
    assert (len(text.entries), "more than 30" in (text.cut or "")) == (30, True)


def test_lines_beyond_the_65535th_are_counted_right() -> None:
    content = "<urlset>" + "\n" * 70_000 + "<url><loc>https://x.example/1</loc></url></urlset>"
    assert sitemap.read(content.encode()).entries[0].line == 70_001


def test_a_reading_travels_as_json() -> None:
    reading = SitemapReading((Listed("https://x.example/1", 2),), ("a",), ((1, "x"),), "cut")
    assert SitemapReading.from_record(json.loads(json.dumps(reading.to_record()))) == reading
    record = SitemapReading().to_record()
    wrongs: list[object] = [
        None,
        [],
        {},
        {**record, "cut": 1},
        {**record, "sitemaps": [1]},
        {**record, "problems": [[1]]},
    ]
    for wrong in wrongs:
        with pytest.raises(ValueError, match="no record"):
            SitemapReading.from_record(wrong)
    entries: list[object] = [["u", "1"], ["u", 1, None], ["u"], [1, 1], "u"]
    for entry in entries:
        with pytest.raises(ValueError, match="no record"):
            SitemapReading.from_record({**record, "entries": [entry]})


def test_a_robots_txt_names_sitemaps() -> None:
    content = (
        "\ufeffUser-agent: *\rDisallow: /\r\nSITEMAP : https://x.example/a.xml # ours\n"
        "sitemap: /b.xml\nSitemap: https://x.example/a.xml\nSitemap: b\nMy-Sitemap: https://x.example/c.xml\n"
    )
    reading = robots.read(content.encode(), "https://x.example/robots.txt")
    assert reading.sitemaps == ("https://x.example/a.xml", "https://x.example/b.xml")
    assert [line for line, _ in reading.problems] == [6]
    assert reading.cut is None


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><p>Sitemap", b"\xff\xfe\x00", b"Allow: /\n" * 100_000])
def test_a_robots_txt_that_names_none_says_so(content: bytes) -> None:
    assert robots.read(content) == SitemapReading(cut="it names no sitemap")


def test_a_worker_reads_it_as_well() -> None:
    from seocheck import load_ruleset
    from seocheck.batch.crew import Crew

    with Crew(load_ruleset()) as crew:
        assert crew.sitemap(ORDINARY.encode(), "https://x.example/s.xml") == sitemap.read(ORDINARY.encode())
