"""Facts of what a page tells machines about itself: its titles, character encoding, refresh, size, card for X."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.decode import whatwg_name as charset_name
from seocheck.page.facts.head import meta
from seocheck.page.source import TextSpot
from seocheck.page.subjects import subject
from seocheck.page.wording import collapse
from seocheck.tidy import compact, parts

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.page.page import Page


@subject("head.titles", "every title element of the head")
def titles(page: Page) -> View:
    return View(
        tuple(
            Fact(collapse(element.text), page.spot(element, whole=True))
            for element in page.select("title")
            if element.closest("head") is not None
        )
    )


_BARS = r"[|•·‹›»]"
_DASHES = r"[-–—]"
# A dash opens a quotation in the headlines of some languages, and « » are quotation marks: alone they say nothing.
_NOTHING_BEFORE = re.compile(rf"^\s*{_BARS}(?:\s|$)")
_DASHED = re.compile(rf"^\s*{_DASHES}\s")
_NOTHING_AFTER = re.compile(r"\s[-–—|•·‹›«]\s*$|[|•]\s*$")
_NOTHING_BETWEEN = re.compile(r"(?:^|\s)[-–—|•·]\s+[-–—|•·](?:\s|$)")


@subject("title.faults", "what half of the title is missing, in words", ("reason",))
def title_faults(page: Page) -> View:
    facts = [fact for fact in page.view("title").facts if fact.value]
    if not facts:
        return View()
    text = str(facts[0].value)
    reason = _half(text) or _only_the_site(page, text)
    found = (Fact(text, facts[0].spot, {"reason": reason}),) if reason else ()
    return View(found, anchor=facts[0].spot)


def _half(title: str) -> str | None:
    if _NOTHING_BEFORE.search(title):
        return "nothing stands before its separator"
    if _NOTHING_AFTER.search(title):
        return "nothing stands after its separator"
    return "nothing stands between two separators" if _NOTHING_BETWEEN.search(title) else None


_MOST_WORDS = 8  # of a title that is only a name


def _only_the_site(page: Page, title: str) -> str | None:
    address = page.address
    if address is not None and address.path in ("", "/"):
        return None  # the front page is called by the site's name
    if len(title.split()) > _MOST_WORDS:
        return None
    names = {compact(name) for name in _site_names(page)} - {""}
    said = {compact(part) for part in parts(title)} - {""}
    if compact(title) not in names and not (said and said <= names):
        return None
    return "nothing stands before its separator" if _DASHED.match(title) else "it is only the site's name"


def _site_names(page: Page) -> Iterator[str]:
    """What the site is called beyond doubt: templates also write the headline where the name belongs."""
    headlines = {str(fact.value) for name in ("h1", "og:title", "article.headline") for fact in page.view(name).facts}
    for name in ("og:site_name", "meta:application-name", "article.publisher.name"):
        for fact in page.view(name).facts:
            if isinstance(fact.value, str) and (len(fact.value.split()) <= 3 or fact.value not in headlines):
                yield fact.value
    if page.address is not None:
        host = page.address.host.removeprefix("www.")
        yield host
        yield host.partition(".")[0]


_EARLY = 1024  # bytes


@subject("charset.faults", "what is wrong with the declaration of the character encoding, in words", ("reason",))
def charset_faults(page: Page) -> View:
    return View(tuple(_charset_faults(page)), anchor=page.head)


def _charset_faults(page: Page) -> Iterator[Fact]:
    decoded = page.decoded
    marked = page.document.content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    declared = _charset_meta(page)
    if declared is None:
        if decoded.http is None and not marked:
            server = ", nor does the server" if page.document.headers else ""  # of a file nobody knows what it will say
            yield Fact("missing", page.head, {"reason": f"no meta element declares one{server}"})
        return
    element, label, attribute = declared
    spot = page.spot(element, attribute)
    name = charset_name(label) if label else None
    if name is None:
        yield Fact(label or "empty", spot, {"reason": "no browser knows it" if label else "it names none"})
    elif name != decoded.encoding and not page.text.isascii():
        yield Fact(label, spot, {"reason": f"the bytes are {decoded.encoding.upper()}"})
    elif decoded.damaged and not page.unread:
        times = "place does" if decoded.damaged == 1 else "places do"
        yield Fact(label, spot, {"reason": f"{decoded.damaged} {times} not fit it"})
    if not marked and (end := _byte_end(page, element)) > _EARLY:
        yield Fact(
            label or "empty",
            spot,
            {"reason": f"its declaration ends {end:,} bytes into the page, beyond the first {_EARLY:,}"},
        )


def _charset_meta(page: Page) -> tuple[Element, str, str] | None:
    """The element that declares the charset, the label, and the attribute it stands in."""
    for element in page.select("meta[charset]")[:1]:
        return element, (element.attr("charset") or "").strip(), "charset"
    for element in page.metas.get("content-type", ()):
        match = re.search(r"charset\s*=\s*[\"']?\s*([^\s;\"']+)", element.attr("content") or "", re.IGNORECASE)
        if match:
            return element, match[1], "content"
    return None


def _byte_end(page: Page, element: Element) -> int:
    """How many bytes into the document the element's tag ends."""
    location = element.source_location
    if location is None:
        return 0
    before = page.text[: location.start_tag.end_offset]
    try:
        size = len(before.encode(page.decoded.encoding, "replace"))
    except LookupError:  # a name Python has no codec for: a byte a character
        size = len(before)
    return size + before.count("\n") if b"\r\n" in page.document.content[: 2 * size] else size


@subject("refresh", "the meta refresh, which reloads the page or leads to another", ("effect",))
def refresh(page: Page) -> View:
    return View(
        tuple(
            Fact(value, fact.spot, {"effect": _effect(value)})
            for fact in meta(page, "refresh").facts
            if (value := str(fact.value))
        ),
        anchor=page.head,
    )


def _effect(content: str) -> str:
    match = re.match(r"\s*(\d*)(?:\.\d*)?\s*[;,]?\s*(?:url\s*=)?\s*[\"']?([^\"']*)", content, re.IGNORECASE)
    seconds, target = (match[1] or "0", match[2].strip()) if match else ("0", "")
    when = "at once" if int(seconds[:6]) == 0 else f"after {seconds} seconds"
    return f"sends readers to {target} {when}" if target else f"loads the page anew {when}"


SIZE_LIMIT = 2 * 1024 * 1024
"""Bytes of HTML, not compressed, that Googlebot reads of a page (“the first 2MB”)."""


@subject("html.excess", "the HTML beyond the first 2 MB, which Google does not read", ("size", "beyond"))
def excess(page: Page) -> View:
    content = page.document.content
    if len(content) <= SIZE_LIMIT:
        return View((), anchor=page.head)
    read = content[:SIZE_LIMIT].decode(f"whatwg-{page.decoded.encoding}", "ignore")
    limit = min(len(read) - read.count("\r\n"), len(page.text))
    fields = {"size": f"{len(content) / 1024 / 1024:.1f}", "beyond": _beyond(page, limit)}
    return View((Fact(len(content), TextSpot(page.source, limit, limit), fields),), anchor=page.head)


def _beyond(page: Page, limit: int) -> str:
    """What stands behind the limit, or is cut by it, in words."""
    named = []
    blocks = _count(page, 'script[type="application/ld+json" i]', limit)
    if blocks:
        named.append("a JSON-LD block" if blocks == 1 else f"{blocks} JSON-LD blocks")
    if _count(page, 'link[rel~="canonical" i]', limit):
        named.append("the canonical link")
    for tag, one, many in (("h1", "the H1", "H1s"), ("a", "a link", "links"), ("p", "a paragraph", "paragraphs")):
        number = _count(page, tag, limit)
        if number:
            named.append(one if number == 1 else f"{number} {many}")
    return ", ".join(named) or "no JSON-LD, canonical, links or paragraphs"


def _count(page: Page, css: str, limit: int) -> int:
    return sum(_end(element) > limit for element in page.select(css))


def _end(element: Element) -> int:
    location = element.source_location
    return (location.end_tag or location.start_tag).end_offset if location else 0


_CARDS = ("summary", "summary_large_image", "app", "player")
_LIMITS = {"twitter:title": 70, "twitter:description": 200}


@subject("twitter.faults", "what X does not accept in the card, in words", ("name", "reason"))
def twitter_faults(page: Page) -> View:
    given = meta(page, "twitter:card", *_LIMITS).facts
    facts = []
    for fact in given:
        name, text = str(fact.fields["name"]), str(fact.value)
        if name == "twitter:card":
            known = f"X knows only {', '.join(_CARDS)}"
            written = fact.spot.element.attr("content") is not None  # type: ignore[attr-defined]
            blank = "it is empty" if written else "it has no content attribute"
            reason = "" if text.lower() in _CARDS else known if text else f"{blank}, and {known}"
        else:
            reason = f"it has {len(text)} characters, and X shows {_LIMITS[name]}" if len(text) > _LIMITS[name] else ""
        if reason:
            facts.append(Fact(text, fact.spot, {"name": name, "reason": reason}))
    return View(tuple(facts), anchor=given[0].spot if given else None)
