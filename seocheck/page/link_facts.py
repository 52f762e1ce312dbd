"""Facts of where links and images lead: to nothing on this page, inside the site, unencrypted, out of reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from turbohtml import Element

from seocheck.model import Fact, View
from seocheck.page.address import Address
from seocheck.page.body import headline_element
from seocheck.page.hosts import is_trial_host, site_of, why_private
from seocheck.page.subjects import subject
from seocheck.page.wording import is_hidden

if TYPE_CHECKING:
    from seocheck.page.page import Page

_HOST = re.compile(r"\s*(?:(https?):)?//(?:[^/?#@]*@)?(\[[^\]/]*\]|[^/?#:\\\s]+)", re.IGNORECASE)
_ELSEWHERE = ("#", "javascript:", "mailto:", "tel:", "sms:", "data:")


@subject("links.to_pages", "the visible links to other pages or files: their names, as `links.text`", ("href", "rel"))
def to_pages(page: Page) -> View:
    return View(
        tuple(
            fact
            for fact in page.view("links.text").facts
            if not str(fact.fields["href"]).lstrip().lower().startswith(_ELSEWHERE)
        )
    )


# What makes a link a button: a script acts on it, and its address is only a stand-in.
_CONTROLS = (
    "onclick",
    "role",
    "data-toggle",
    "data-bs-toggle",
    "data-target",
    "data-bs-target",
    "data-dismiss",
    "data-action",
    "aria-controls",
    "aria-expanded",
    "aria-haspopup",
    "ng-click",
    "@click",
    "v-on:click",
)
_FEW = 3


@subject("links.dangling", "visible links to a #name that nothing on this page has", ("text", "href"))
def dangling(page: Page) -> View:
    named = [
        (fact, href.strip()[1:])
        for fact in page.view("links").facts
        if (href := str(fact.fields["href"])).lstrip()[:1] == "#"
    ]
    wanted = [(fact, name) for fact, name in named if _is_name(name)]
    if not wanted or page.unread or _leads_away(page):
        return View()
    there = _existing(page, {form for _, name in wanted for form in _forms(name)})
    facts = [
        Fact(name, fact.spot, {"text": fact.fields["text"], "href": fact.fields["href"]})
        for fact, name in wanted
        if not any(form in there for form in _forms(name)) and _is_link(fact.spot.element)  # type: ignore[attr-defined]
    ]
    return View(tuple(facts), anchor=wanted[0][0].spot)


def _is_name(name: str) -> bool:
    """Whether the words behind # name a part of the page: not its top, not words in it, not a script's own address."""
    return bool(name) and name.lower() != "top" and ":~:" not in name and name[0] not in "!/?" and "=" not in name


def _forms(name: str) -> tuple[str, str]:
    return name, unquote(name)


def _leads_away(page: Page) -> bool:
    """Whether `<base href>` makes every #name one of another page."""
    return page.tree.select_one("base[href]") is not None and page.base != page.own_address


def _existing(page: Page, names: set[str]) -> set[str]:
    """Which of the names the page has. A few are looked up one by one: that ends where they stand."""
    if len(names) <= _FEW:
        return {
            name for name in names if page.tree.find(attrs={"id": name}) or page.tree.find("a", attrs={"name": name})
        }
    found = {element.attr("id") for element in page.tree.select("[id]")}
    found |= {element.attr("name") for element in page.tree.select("a[name]")}
    return names & found


def _is_link(element: Element) -> bool:
    return not any(element.attr(name) is not None for name in _CONTROLS) and not is_hidden(element)


@subject("links.internal", "the links to pages of the same host; the value is the address as written", ("text", "rel"))
def internal(page: Page) -> View:
    own = page.address
    host = own.host.removeprefix("www.") if own else None
    facts = []
    for fact in page.view("links").facts:
        href = str(fact.fields["href"])
        match = _HOST.match(href)
        there = match[2].lower().removeprefix("www.") if match else None
        if there == host if match else bool(href.strip()) and not href.lstrip().lower().startswith(_ELSEWHERE):
            facts.append(fact)
    return View(tuple(facts))


@subject(
    "links.internal_nofollow", "links to pages of the same host that tell search engines not to follow", ("text", "rel")
)
def internal_nofollow(page: Page) -> View:
    marked = [fact for fact in page.view("links").facts if "nofollow" in str(fact.fields["rel"]).lower()]
    if not marked:
        return View((), anchor=page.body if page.view("links").facts else None)
    inside = {id(fact) for fact in page.view("links.internal").facts}
    return View(tuple(fact for fact in marked if id(fact) in inside), anchor=page.body)


@subject("links.insecure", "http: links, where this page is known to be an https: one", ("text", "rel"))
def insecure(page: Page) -> View:
    own = page.address
    if own is None or own.scheme != "https":
        return View()
    facts = [
        fact
        for fact in page.view("links").facts
        if (href := str(fact.fields["href"]).lstrip())[:5].lower() == "http:"
        and (match := _HOST.match(href))
        and why_private(match[2].lower()) is None
    ]
    return View(tuple(facts), anchor=page.body)


@subject(
    "addresses.private",
    "addresses of links, images, canonical and og:url that only a newsroom's own computers can open",
    ("what", "reason"),
)
def private(page: Page) -> View:
    hosts = {address.host for address in _own_addresses(page)}
    sites = {site_of(host) for host in hosts if why_private(host) is None}
    served_at = page.own_address.host if page.own_address else None
    verdicts: dict[str, str | None] = {}
    facts = []
    for what, fact in _addressed(page):
        match = _HOST.match(str(fact.value))
        if match is None:
            continue
        host = match[2].lower()
        if host not in verdicts:
            verdicts[host] = None if host == served_at else _why_out_of_reach(host, sites)
        if reason := verdicts[host]:
            facts.append(Fact(fact.value, fact.spot, {"what": what, "reason": reason}))
    return View(tuple(facts), anchor=page.body)


def _own_addresses(page: Page) -> Iterator[Address]:
    if page.own_address:
        yield page.own_address
    for name in ("canonical", "og:url"):
        for fact in page.view(name).facts:
            if address := Address.parse(str(fact.value)):
                yield address


def _addressed(page: Page) -> Iterator[tuple[str, Fact]]:
    for name, what in (("canonical", "canonical"), ("og:url", "og:url"), ("og:image", "og:image")):
        for fact in page.view(name).facts:
            yield what, fact
    for fact in page.view("links").facts:
        yield "link", fact
    for element in page.select("img"):
        if (source := element.attr("src")) and "//" in source[:10]:
            yield "image", Fact(source, page.spot(element, "src"))


def _why_out_of_reach(host: str, sites: set[str]) -> str | None:
    if why := why_private(host):
        return why
    return (
        "it is a host where the site tries its pages out" if any(is_trial_host(host, site) for site in sites) else None
    )


_TINY = frozenset({"0", "1", "2", "0px", "1px", "2px"})


@subject("body.images.bare", "images of the article without an alt attribute; the value is the address", ())
def bare_images(page: Page) -> View:
    images = page.select("img")
    bare = [element for element in images if element.attr("alt") is None and not _is_decoration(element)]
    if not bare:
        return View((), anchor=page.body if images else None)
    first, last = _span(page)
    facts = [
        Fact(element.attr("src") or element.attr("data-src") or "", page.spot(element))
        for element in bare
        if first <= (element.position or (0, 0)) <= last and element not in page.beside
    ]
    return View(tuple(facts), anchor=page.body)


def _is_decoration(element: Element) -> bool:
    """Whether nobody is meant to see the image, or it has a name all the same."""
    if (element.attr("role") or "").strip().lower() in ("none", "presentation"):
        return True
    if element.attr("aria-label") or element.attr("aria-labelledby") or is_hidden(element):
        return True
    return element.attr("width") in _TINY or element.attr("height") in _TINY


def _span(page: Page) -> tuple[tuple[int, int], tuple[int, int]]:
    """From where to where the article runs: from its headline, or first paragraph, to its last paragraph."""
    places = [
        fact.spot.element.position or (0, 0)  # type: ignore[attr-defined]
        for fact in page.view("body.paragraphs").facts
    ]
    headline = headline_element(page)
    if headline is not None and places:
        places.append(headline.position or (0, 0))
    return (min(places), max(places)) if places else ((1, 0), (0, 0))
