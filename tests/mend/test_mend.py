"""Structured data is put right from what the page shows; nothing else changes, nothing is invented."""

# ruff: noqa: E501  a page a line, as a table

from __future__ import annotations

import difflib
import json
import re
from typing import Any

import pytest

from seocheck.mend import ABSENT, Mended, Unmendable, mend
from seocheck.mend.record import dump, load
from seocheck.model import Document
from seocheck.ruleset import Ruleset, load_ruleset

HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mayor resigns over budget</title>'
    '<link rel="canonical" href="https://www.example.com/mayor">'
    '<meta property="og:site_name" content="The Example">{head}</head>'
    "<body>{trail}<h1>Mayor resigns over budget</h1>{body}<p>The mayor resigned on Monday after a long night.</p></body></html>"
)
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Mayor resigns over budget",
    "image": "https://www.example.com/mayor.jpg",
    "author": {"@type": "Person", "name": "Ann Lee"},
    "datePublished": "2026-11-20T09:00:00+01:00",
    "dateModified": "2026-11-20T09:00:00+01:00",
    "publisher": {"@type": "Organization", "name": "The Example"},
}
TRAIL = (
    '<nav class="breadcrumb"><a href="/">Home</a> › <a href="/politics">Politics</a> › <span>Mayor resigns</span></nav>'
)


@pytest.fixture(scope="module")
def policy() -> Ruleset:
    return load_ruleset()


def script(data: Any) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f'<script type="application/ld+json">{text}</script>'


def page(article: Any = None, *, head: str = "", body: str = "", trail: str = "") -> bytes:
    block = "" if article is None else script(article)
    return HEAD.format(head=head + block, body=body, trail=trail).encode()


def without(*names: str, **changed: Any) -> dict[str, Any]:
    return {key: value for key, value in {**ARTICLE, **changed}.items() if key not in names}


def blocks(content: bytes) -> list[Any]:
    found = re.findall(rb'<script type="application/ld\+json">(.*?)</script>', content, re.DOTALL)
    return [json.loads(each) for each in found]


def mended(content: bytes, policy: Ruleset) -> Mended:
    return mend(Document(content), policy)


@pytest.mark.parametrize(
    ("article", "extra", "name", "value"),
    [
        (without("headline"), {}, "headline", "Mayor resigns over budget"),
        (without(headline="Council meets again today"), {}, "headline", "Mayor resigns over budget"),
        (without(headline="Mayor resigns over &amp;quot;budget&amp;quot;"), {}, "headline", 'Mayor resigns over "budget"'),
        (without("image"), {"head": '<meta property="og:image" content="/m.jpg">'}, "image", "https://www.example.com/m.jpg"),
        (without(image="/m.jpg"), {}, "image", "https://www.example.com/m.jpg"),
        (without(image=[{"@type": "ImageObject", "url": "m.jpg"}]), {}, "image", [{"@type": "ImageObject", "url": "https://www.example.com/m.jpg"}]),
        (without("author"), {"body": '<p class="byline">By Jane Doe and John Roe</p>'}, "author", [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}]),
        (without("author"), {"body": '<p class="byline">Eine Analyse von Jana Doe</p>'}, "author", {"@type": "Person", "name": "Jana Doe"}),
        (without("author"), {"body": '<p class="byline">Автор: Олена Коваль</p>'}, "author", {"@type": "Person", "name": "Олена Коваль"}),
        (without("author"), {"body": '<p class="byline">Oleh Koval</p>'}, "author", {"@type": "Person", "name": "Oleh Koval"}),
        (without("author"), {"body": '<p class="byline">Quelle: Stadtwerke Musterstadt</p>'}, "author", ABSENT),
        (without("author"), {"head": '<meta name="author" content="Jane Doe">'}, "author", {"@type": "Person", "name": "Jane Doe"}),
        (without("author"), {"head": '<meta name="author" content="The Example">'}, "author", ABSENT),
        (without(author="Jane Doe"), {}, "author", {"@type": "Person", "name": "Jane Doe"}),
        (without(author={"@type": "Person", "name": "By Jane Doe", "url": "https://www.example.com/j"}), {}, "author", {"@type": "Person", "name": "Jane Doe", "url": "https://www.example.com/j"}),
        (without(author={"@type": "Person", "name": "Jane Doe, John Roe"}), {}, "author", [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}]),
        (without(author="Example Staff"), {}, "author", "Example Staff"),
        (without("datePublished"), {"head": '<meta property="article:published_time" content="2026-11-20T08:00:00Z">'}, "datePublished", "2026-11-20T08:00:00Z"),
        (without("datePublished"), {"body": "<p class=date>20 November 2026</p>"}, "datePublished", "2026-11-20"),
        (without("datePublished"), {"body": "<p class=date>3/4/2026</p>"}, "datePublished", ABSENT),
        (without(datePublished="2026-11-20 09:00"), {}, "datePublished", "2026-11-20T09:00"),
        (without(datePublished="Fri, 20 Nov 2026 09:00:00 +0100"), {}, "datePublished", "2026-11-20T09:00:00+01:00"),
        (without(datePublished="20.11.2026 09:00"), {}, "datePublished", "2026-11-20T09:00"),
        (without(datePublished="3/4/2026 09:00"), {}, "datePublished", "3/4/2026 09:00"),
        (without(datePublished="2026-11-20T09:00:00"), {"head": '<meta property="article:published_time" content="2026-11-20T09:00:00+01:00">'}, "datePublished", "2026-11-20T09:00:00+01:00"),
        (without(datePublished="2026-11-20T09:00:00"), {"head": '<meta property="article:published_time" content="2026-11-20T11:00:00+01:00">'}, "datePublished", "2026-11-20T09:00:00"),
        (without("publisher"), {}, "publisher", {"@type": "Organization", "name": "The Example"}),
        (without(isAccessibleForFree="False"), {}, "isAccessibleForFree", False),
    ],
)  # fmt: skip
def test_a_fault_of_the_article_is_mended_as_far_as_the_page_shows_how(
    article: Any, extra: dict[str, str], name: str, value: Any, policy: Ruleset
) -> None:
    found = blocks(mended(page(article, **extra), policy).content)[0]
    assert found.get(name, ABSENT) == value
    assert {key: item for key, item in found.items() if key != name} == {
        key: item for key, item in article.items() if key != name
    }


@pytest.mark.parametrize("name", ["author", "datePublished", "image"])
def test_what_the_page_does_not_show_is_named_and_not_invented(name: str, policy: Ruleset) -> None:
    content = page(without(name))
    result = mended(content, policy)
    assert result.content == content
    assert [item.path for item in result.missing] == [name]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            [{"@type": "ListItem", "position": 0, "name": "Home", "item": "https://www.example.com/"}, {"@type": "ListItem", "position": 1, "name": "Politics"}],
            [{"@type": "ListItem", "position": 1, "name": "Home", "item": "https://www.example.com/"}, {"@type": "ListItem", "position": 2, "name": "Politics"}],
        ),
        (
            [{"@type": "ListItem", "position": 1, "name": "Home", "item": "/"}, {"@type": "ListItem", "position": 2, "name": "Art &amp; life"}],
            [{"@type": "ListItem", "position": 1, "name": "Home", "item": "https://www.example.com/"}, {"@type": "ListItem", "position": 2, "name": "Art & life"}],
        ),
        (
            [{"@type": "ListItem", "position": 1, "item": {"@id": "//www.example.com/", "name": "Home"}}, {"@type": "ListItem", "position": 2, "item": {"url": "/politics", "name": "Politics"}}],
            [{"@type": "ListItem", "position": 1, "item": {"@id": "https://www.example.com/", "name": "Home"}}, {"@type": "ListItem", "position": 2, "item": {"url": "https://www.example.com/politics", "name": "Politics"}}],
        ),
    ],
)  # fmt: skip
def test_a_trail_is_mended_step_by_step(steps: Any, expected: Any, policy: Ruleset) -> None:
    trail = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}
    found = blocks(mended(page(ARTICLE, head=script(trail)), policy).content)[0]
    assert found["itemListElement"] == expected


@pytest.mark.parametrize("old", [None, {"@type": "BreadcrumbList", "itemListElement": "Home > Politics"}])
def test_the_trail_readers_see_becomes_structured_data(old: Any, policy: Ruleset) -> None:
    head = "" if old is None else script({"@context": "https://schema.org", **old})
    result = mended(page(ARTICLE, head=head, trail=TRAIL), policy)
    trail = next(block for block in blocks(result.content) if block["@type"] == "BreadcrumbList")
    assert [(step["position"], step["name"], step.get("item")) for step in trail["itemListElement"]] == [
        (1, "Home", "https://www.example.com/"),
        (2, "Politics", "https://www.example.com/politics"),
        (3, "Mayor resigns", None),
    ]
    assert result.left == ()


def test_a_page_without_structured_data_gets_a_block_at_the_end_of_its_head(policy: Ruleset) -> None:
    content = page(body='<p class="byline">By Jane Doe</p><time datetime="2026-11-20T09:00:00Z">20 November</time>')
    result = mended(content, policy)
    assert result.content.replace(b"</head>", b"").startswith(content.partition(b"</head>")[0])
    (block,) = blocks(result.content)
    assert block["headline"] == "Mayor resigns over budget"
    assert block["author"] == {"@type": "Person", "name": "Jane Doe"}
    assert block["datePublished"] == "2026-11-20T09:00:00Z"
    assert block["mainEntityOfPage"] == "https://www.example.com/mayor"


def test_a_page_that_shows_no_article_gets_no_block(policy: Ruleset) -> None:
    content = page()
    result = mended(content, policy)
    assert result.content == content
    assert "does not show that it is an article" in result.missing[0].why


def test_microdata_keeps_standing_and_a_block_says_it_whole(policy: Ruleset) -> None:
    body = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><b itemprop="headline">Mayor resigns over budget</b></div>'
        '<p class="byline">By Jane Doe</p>'
    )
    result = mended(page(body=body), policy)
    (block,) = blocks(result.content)
    assert body.encode() in result.content
    assert block["@type"] == "NewsArticle"
    assert block["author"] == {"@type": "Person", "name": "Jane Doe"}


def test_a_headline_that_only_the_h1_words_otherwise_stays(policy: Ruleset) -> None:
    content = page(ARTICLE).replace(b"Mayor resigns over budget</h1>", b"The night the council sat</h1>")
    assert mended(content, policy).content == content


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps(ARTICLE).replace('"headline": "Mayor', '"headline": "Mayor\t'),
        json.dumps(ARTICLE) + ";",
    ],
)
def test_a_block_that_is_no_json_is_written_as_json(broken: str, policy: Ruleset) -> None:
    result = mended(page(broken), policy)
    assert result.errors
    assert result.left == ()
    assert blocks(result.content)[0]["datePublished"] == ARTICLE["datePublished"]


def test_an_object_without_context_gets_one(policy: Ruleset) -> None:
    (block,) = blocks(mended(page(without("@context")), policy).content)
    assert block == ARTICLE
    assert next(iter(block)) == "@context"


def test_a_block_in_order_stays_as_it_is_written(policy: Ruleset) -> None:
    written = json.dumps(ARTICLE, indent=3).replace("/", "\\/")
    content = page(written)
    assert mended(content, policy).content == content


def test_the_blocks_shown_are_those_that_changed(policy: Ruleset) -> None:
    steps = [
        {"@type": "ListItem", "position": at, "name": name, "item": "/"} for at, name in enumerate(("Home", "News"))
    ]
    trail = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}
    one = mended(page(ARTICLE, head=script(trail)), policy)
    assert [json.loads(block)["@type"] for block in one.blocks] == ["BreadcrumbList"]
    # the trail is in order after the first round, the headline only after the second
    content = page(without("headline"), head=script(trail)).replace(
        b"Mayor resigns over budget</h1>", "Mayor resigns over budget – RTÉ News</h1>".encode()
    )
    both = mended(content, policy)
    assert sorted(json.loads(block)["@type"] for block in both.blocks) == ["BreadcrumbList", "NewsArticle"]


def test_two_trails_are_two_changes(policy: Ruleset) -> None:
    head = "".join(
        script({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Home", "item": "/"},
            {"@type": "ListItem", "position": 2, "name": name, "item": f"/{name}"}]})
        for name in ("news", "sport")
    )  # fmt: skip
    result = mended(page(ARTICLE, head=head), policy)
    told = [(change.before, change.after) for change in result.changes if change.path == "itemListElement/1/item"]
    assert told == [("/news", "https://www.example.com/news"), ("/sport", "https://www.example.com/sport")]


def test_other_parts_of_a_block_stay(policy: Ruleset) -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite", "name": "The Example", "x": [1, 2.5, None]}, without("@context", "headline")],
    }
    (block,) = blocks(mended(page(graph), policy).content)
    assert block["@graph"][0] == graph["@graph"][0]
    assert block["@graph"][1]["headline"] == "Mayor resigns over budget"


@pytest.mark.parametrize(
    ("encoding", "declared", "mark"),
    [
        ("utf-8", "utf-8", b""),
        ("utf-8", "utf-8", b"\xef\xbb\xbf"),
        ("cp1252", "windows-1252", b""),
        ("iso-8859-2", "iso-8859-2", b""),
        ("utf-16-le", "utf-8", b"\xff\xfe"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_everything_else_stays_byte_for_byte(
    encoding: str, declared: str, mark: bytes, line_end: str, policy: Ruleset
) -> None:
    text = page(without("headline"), body="<p>Gr\u00fc\u00dfe\n\naus</p>\n<p> end \n</p>").decode()
    text = (
        text.replace('charset="utf-8"', f'charset="{declared}"').replace("<body>", "\n<body>\n").replace("\n", line_end)
    )
    content = mark + text.encode(encoding)
    result = mended(content, policy).content
    block = re.compile(r'(<script type="application/ld\+json">).*?(</script>)', re.DOTALL)
    before, after = (block.sub(r"\1\2", each[len(mark) :].decode(encoding)) for each in (content, result))
    assert result != content
    assert result.startswith(mark)
    assert list(difflib.unified_diff(before.splitlines(True), after.splitlines(True))) == []


def test_letters_the_encoding_lacks_are_escaped(policy: Ruleset) -> None:
    text = page(without("headline")).decode().replace('charset="utf-8"', 'charset="windows-1252"')
    content = text.replace("Mayor resigns over budget</h1>", "Mayor &#1084; &#128512; resigns</h1>").encode("cp1252")
    result = mended(content, policy).content
    assert b"\\u043c \\ud83d\\ude00" in result
    assert blocks(result)[0]["headline"] == "Mayor м 😀 resigns"


def test_page_text_cannot_end_the_script(policy: Ruleset) -> None:
    content = page(without("headline")).replace(
        b"Mayor resigns over budget</h1>", b"Mayor &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; resigns</h1>"
    )
    result = mended(content, policy).content
    assert result.count(b"<script") == content.count(b"<script")
    assert blocks(result)[0]["headline"] == "Mayor </script><script>alert(1)</script> resigns"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not read whole"),
        (b"%PDF-1.7", "not read whole"),
        (page(without("headline")).replace(b"<p>", b"<p>\xff ").replace(b"utf-8", b"gbk"), "written back"),
    ],
)
def test_a_page_that_cannot_be_mended_safely_is_left_alone(content: bytes, why: str, policy: Ruleset) -> None:
    with pytest.raises(Unmendable, match=why):
        mended(content, policy)


@pytest.mark.parametrize("article", [None, without("headline"), without(author="Jane Doe"), json.dumps(ARTICLE) + ","])
def test_mending_twice_changes_nothing_more(article: Any, policy: Ruleset) -> None:
    once = mended(page(article, trail=TRAIL), policy)
    assert mended(once.content, policy).content == once.content


def test_the_record_is_whole(policy: Ruleset) -> None:
    result = mended(page(without("headline", "author"), trail=TRAIL), policy)
    assert load(dump(result)) == result
    for broken in (b"{}", b"[]", b'{"content": 5}', dump(result).replace(b'"why": "', b'"why": 5, "x": "')):
        with pytest.raises(ValueError):  # noqa: PT011  JSON's and ours
            load(broken)
