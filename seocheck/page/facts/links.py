"""Facts of the links: where they go, what they are called, and what they say about themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.lazy import Details, lazy_view
from seocheck.page.source import Source, TagSpot
from seocheck.page.subjects import subject
from seocheck.page.wording import JUST_TEXT, accessible_name, collapse

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.page.page import Page

# An `a` without href is a link to its author when a script makes it one.
_ROUTED = frozenset(
    ["onclick", "data-href", "data-url", "data-link", "routerlink", "ng-href", "ng-click", "@click", "v-on:click"]
)
_USUAL = frozenset("/h")  # what the addresses of nearly all pages begin with
_ELSEWHERE = re.compile(r"\s*(?:$|#|(?:javascript|mailto|tel|sms|data|whatsapp):)", re.IGNORECASE)


@subject("links", "all links; the value is the address as written", ("text", "href", "rel"))
def links(page: Page) -> View:
    source, (elements, hrefs) = page.source, page.links
    return lazy_view(hrefs, lambda index: link(source, elements[index]))


def link(source: Source, element: Element) -> Fact:
    """A link as a fact: its address, where that stands, and what a message may say of it."""
    return Fact(element.attr("href") or "", TagSpot(source, element, "href"), Details(element, _DETAILS))


@subject(
    "links.text",
    "all links that lead somewhere; the value is the name readers and software call it by",
    ("href", "rel"),
)
def names(page: Page) -> View:
    source, (elements, hrefs) = page.source, page.shown_links
    just_text = set(page.tree.select(f"a{JUST_TEXT}"))  # most links are a word or two and nothing else
    names = [
        name if element in just_text and (name := collapse(element.text))[:1].isalnum() else accessible_name(element)
        for element in elements
    ]

    def named(index: int) -> Fact:
        element = elements[index]
        return Fact(names[index], TagSpot(source, element), {"href": hrefs[index], "rel": element.attr("rel") or ""})

    return lazy_view(names, named)


@subject("links.to_pages", "the visible links to other pages or files: their names, as `links.text`", ("href", "rel"))
def to_pages(page: Page) -> View:
    links = page.view("links.text")
    values = links.values
    chosen = [
        index for index, href in enumerate(page.shown_links.hrefs) if href[:1] in _USUAL or not _ELSEWHERE.match(href)
    ]
    return lazy_view([values[index] for index in chosen], lambda index: links.facts[chosen[index]])


@subject("links.empty", 'links that lead nowhere: `href=""`, or no href where there was to be one', ("text",))
def empty(page: Page) -> View:
    blank = [element for element, href in zip(*page.odd_links, strict=True) if not href.strip()]
    without = [element for element in page.select("a:not([href])") if _routed(element) or _stripped(element)]
    found = page.in_order([*blank, *without]) if blank and without else blank or without
    facts = [Fact(_Name(element), page.spot(element), {"text": _Name(element)}) for element in found]
    return View(tuple(facts), anchor=page.body if page.links.elements or facts else None)


def _routed(element: Element) -> bool:
    routes = _ROUTED.intersection(element.attrs)
    if not routes or (element.attr("role") or "").strip().lower() not in ("", "link"):
        return False
    return any(map(element.attr, routes))


def _stripped(element: Element) -> bool:
    """Whether words in a paragraph were a link that lost its address on the way: where it was to open is still said."""
    return element.attr("target") is not None and element.closest("p") is not None and bool(element.text.strip())


class _Name:
    """A link's name, worked out only when a message shows it."""

    __slots__ = ("_element",)

    def __init__(self, element: Element) -> None:
        self._element = element

    def __str__(self) -> str:
        return accessible_name(self._element) or collapse(self._element.attr("href") or "") or "(no text)"


_DETAILS: Mapping[str, Callable[[Element], object]] = {
    "text": _Name,
    "href": lambda element: element.attr("href") or "",
    "rel": lambda element: element.attr("rel") or "",
}


@subject("images", "all images; the value is the address as written", ("alt", "width", "height"))
def images(page: Page) -> View:
    return View(tuple(_image(page, element, element.attr("src") or "", "src") for element in page.select("img")))


@subject("images.alt", "the alternative texts of images that have one, empty ones included", ("src",))
def alts(page: Page) -> View:
    return View(
        tuple(
            Fact(alt, page.spot(element, "alt"), {"src": element.attr("src") or ""})
            for element in page.select("img")
            if (alt := element.attr("alt")) is not None
        )
    )


def _image(page: Page, element: Element, value: str, attribute: str) -> Fact:
    fields = {name: element.attr(name) or "" for name in ("alt", "width", "height")}
    return Fact(value, page.spot(element, attribute), fields)


@subject("ids", "the names a link's #fragment can lead to: ids, and names of anchors")
def ids(page: Page) -> View:
    facts = [
        Fact(value, page.spot(element, name))
        for name, css in (("id", "[id]"), ("name", "a[name]"))
        for element in page.select(css)
        if (value := element.attr(name))
    ]
    return View(tuple(facts))


# Markup a script writes (`class=\\"a b\\"`, `className = "a"`), classes it adds, and those a style sheet speaks of.
_WRITTEN = re.compile(r"""class(?:Name)?\\*["']?\s*[=:]\s*\\*["']([^"'\\<>{}]{1,200})""")
_ADDED = re.compile(r"""(?:addClass|classList\.add)\(\s*["']([^"']{1,200})""")
_SPOKEN_OF = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


@subject("classes.of_elements", "every CSS class that an element of the page has")
def classes_of_elements(page: Page) -> View:
    found: dict[str, Element] = {}
    for element in page.select("[class]"):
        for name in (element.attr("class") or "").split():
            found.setdefault(name, element)
    return View(tuple([Fact(name, page.spot(element, "class")) for name, element in found.items()]))


@subject("classes", "every CSS class that an element of the page has, or that its scripts and styles name")
def classes(page: Page) -> View:
    found = {fact.value: fact for fact in page.view("classes.of_elements").facts}
    for element in page.ordered("script", "style"):
        for name in _named_by(element):
            if name not in found:
                found[name] = Fact(name, page.spot(element))
    return View(tuple(found.values()))


def _named_by(element: Element) -> Iterator[str]:
    if element.tag == "style":
        yield from _SPOKEN_OF.findall(element.text)
    elif "ld+json" not in (element.attr("type") or "").lower():
        for pattern in (_WRITTEN, _ADDED):
            for names in pattern.findall(element.text):
                yield from names.split()
