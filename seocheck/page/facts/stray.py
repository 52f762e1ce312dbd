"""Facts of what fell out of the head: what a browser reads as part of the body, and what ended the head before it.

Source: https://developers.google.com/search/docs/crawling-indexing/valid-page-metadata
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from turbohtml import Element, Text

from seocheck.model import Fact, View
from seocheck.page.subjects import subject
from seocheck.page.wording import collapse

if TYPE_CHECKING:
    from seocheck.page.page import Page

_SPACES = " \t\n\r\f"  # what HTML counts as white space: a no-break space is text, and ends the head
_CANONICAL = "The canonical link"
_ROBOTS = ("robots", "googlebot", "googlebot-news", "bingbot")


@subject(
    "head.stray",
    "canonical, hreflang and robots outside the head, as a browser reads the page, unless the head has them as well",
    ("what", "ender", "line", "effect"),
)
def stray(page: Page) -> View:
    inside: set[tuple[str, str]] = set()
    outside: list[tuple[str, str, Element]] = []
    for what, said, element in _for_the_head(page):
        if element.closest("head") is not None:
            inside.add((what, said))
        else:
            outside.append((what, said, element))
    lost = [item for item in outside if item[:2] not in inside]
    if not lost:
        return View((), anchor=page.head)
    ender, line = _end_of_head(page)
    facts = []
    for what, said, element in lost:
        robots = element.tag == "meta"
        effect = "Google obeys it even there, other search engines need not" if robots else "search engines ignore it"
        fields = {"what": what, "ender": ender, "line": line, "effect": effect}
        facts.append(Fact(said, page.spot(element), fields))
    return View(tuple(facts), anchor=page.head)


@subject("canonical.stray", "canonical links outside the head, which search engines ignore")
def stray_canonical(page: Page) -> View:
    links = (fact for fact in page.view("head.stray").facts if fact.fields["what"] == _CANONICAL)
    return View(tuple(links))


def _for_the_head(page: Page) -> Iterator[tuple[str, str, Element]]:
    for element in page.select('link[rel~="canonical" i]'):
        if not any(element.attr(name) for name in ("hreflang", "lang", "media", "type")):
            yield _CANONICAL, (element.attr("href") or "").strip(), element
    for element in page.select('link[rel~="alternate" i][hreflang]'):
        yield "The hreflang link", f"{element.attr('hreflang')} {(element.attr('href') or '').strip()}", element
    for name in _ROBOTS:
        for element in page.metas.get(name, ()):
            yield f"The meta {name}", "".join((element.attr("content") or "").lower().split()), element


def _end_of_head(page: Page) -> tuple[str, int]:
    """What ended the head, on which line: its end tag, the body, or the first thing that may not stand in it."""
    head, body = (next(iter(page.tree.select(tag)), None) for tag in ("head", "body"))
    location = head.source_location if head is not None else None
    if location is not None and location.end_tag is not None:
        return "</head>", location.end_tag.start_line
    if body is None:
        return "the frameset", 1
    if body.source_location is not None:
        return "<body>", body.source_location.start_tag.start_line
    for node in body.children:
        if isinstance(node, Element):
            start = node.source_location
            return (
                (f"<{node.tag}>", start.start_tag.start_line) if start else ("a stray end tag", _last_line(page, head))
            )
        if isinstance(node, Text) and (words := node.data.strip(_SPACES)):
            return _worded(words), _line_of(page, words, head)
    return "<body>", 1


def _worded(text: str) -> str:
    if not text[0].isprintable() or text[0].isspace() or text[0] in "\u200b\u200c\u200d\u2060\ufeff\u00ad":
        return f"an invisible character (U+{ord(text[0]):04X})"
    shown = collapse(text)
    return f"the text “{shown if len(shown) <= 30 else shown[:29] + '…'}”"


def _last_offset(head: Element | None) -> int:
    """Where the last element that did get into the head ends."""
    inner = [node for node in head.children if isinstance(node, Element)] if head is not None else []
    location = inner[-1].source_location if inner else None
    if location is None:
        return 0
    return (location.end_tag or location.start_tag).end_offset


def _last_line(page: Page, head: Element | None) -> int:
    return page.source.line_column(_last_offset(head))[0]


def _line_of(page: Page, words: str, head: Element | None) -> int:
    start = _last_offset(head)
    at = page.text.find(words[:20], start)
    return page.source.line_column(max(at, start))[0]
