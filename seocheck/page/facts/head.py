"""Facts of the document's head: title, meta elements, canonical, robots, language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.address import Address
from seocheck.page.subjects import subject
from seocheck.page.wording import collapse

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.page.page import Page

_LINK_HEADER = re.compile(r"<([^>]*)>\s*((?:;[^,]*)*)")


@subject("title", "the page's title element")
def title(page: Page) -> View:
    facts = [
        Fact(collapse(element.text), page.spot(element, whole=True))
        for element in page.select("title")
        if element.closest("svg") is None
    ]
    return View(tuple(facts[:1]), anchor=page.head)


def meta(page: Page, *names: str) -> View:
    """The contents of all meta elements whose property, name or http-equiv is one of `names` (lower case)."""
    found = [(element, name) for name in names for element in page.metas.get(name, ())]
    if len(names) > 1:
        found.sort(key=lambda pair: pair[0].position or (0, 0))
    facts = [
        Fact(collapse(element.attr("content") or ""), page.spot(element, "content"), {"name": name})
        for element, name in found
    ]
    return View(tuple(facts), anchor=page.head)


@subject("description", "the meta description")
def description(page: Page) -> View:
    return meta(page, "description")


@subject("robots", "meta robots, googlebot and googlebot-news directives")
def robots(page: Page) -> View:
    return meta(page, "robots", "googlebot", "googlebot-news")


@subject("viewport", "the meta viewport")
def viewport(page: Page) -> View:
    return meta(page, "viewport")


@subject("html.lang", "the language the html element declares")
def language(page: Page) -> View:
    root = page.tree.select("html")[0]
    value = root.attr("lang")
    facts = () if value is None else (Fact(value.strip(), page.spot(root, "lang")),)
    return View(facts, anchor=page.spot(root))


@subject("canonical", "the canonical addresses the page names, in markup and HTTP header, made absolute", ("href",))
def canonical(page: Page) -> View:
    facts = [
        Fact(_absolute(page, element.attr("href") or ""), page.spot(element, "href"), {"href": element.attr("href")})
        for element in page.select('link[rel~="canonical" i]')
        # Google ignores a canonical link that also says which language or medium it is for
        if not any(element.attr(name) for name in ("hreflang", "lang", "media", "type")) and _in_head(element)
    ]
    facts += [Fact(_absolute(page, href), page.start, {"href": href}) for href in _header_links(page, "canonical")]
    return View(tuple(facts), anchor=page.head)


@subject("hreflang", "the language versions the page names: their codes", ("href",))
def hreflang(page: Page) -> View:
    facts = [
        Fact(
            (element.attr("hreflang") or "").strip(),
            page.spot(element, "hreflang"),
            {"href": element.attr("href") or ""},
        )
        for element in page.select('link[rel~="alternate" i][hreflang]')
    ]
    return View(tuple(facts), anchor=page.head if facts else None)


def _in_head(element: Element) -> bool:
    return element.closest("head") is not None


def _absolute(page: Page, href: str) -> str:
    address = Address.parse(href, page.base or page.address) if href.strip() else None
    return address.href if address else href.strip()


def _header_links(page: Page, relation: str) -> list[str]:
    values = [value for name, value in page.document.headers.items() if name.lower() == "link"]
    return [
        match[1]
        for value in values
        for match in _LINK_HEADER.finditer(value)
        if re.search(rf'rel\s*=\s*"?[^";]*\b{relation}\b', match[2], re.IGNORECASE)
    ]


@subject("url", "the page's own address, as the caller knows it")
def url(page: Page) -> View:
    address = page.own_address
    return View((Fact(address.href, page.start),) if address else ())


@subject("now", "the time the page was read, where the caller gives it")
def now(page: Page) -> View:
    moment = page.document.now
    return View((Fact(moment.isoformat(timespec="seconds"), page.start),) if moment else ())
