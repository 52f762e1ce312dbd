"""Facts of the links: where they go, what they are called, and what they say about themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.source import TagSpot
from seocheck.page.subjects import subject
from seocheck.page.wording import accessible_name, collapse

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.page.page import Page

# An `a` without href is a link to its author when a script makes it one.
_ROUTED = ("onclick", "data-href", "data-url", "data-link", "routerlink", "ng-href", "ng-click", "@click", "v-on:click")


@subject("links", "all links; the value is the address as written", ("text", "href", "rel"))
def links(page: Page) -> View:
    source = page.source
    return View(
        tuple([Fact(href, TagSpot(source, element, "href"), _Details(element)) for element, href in page.links])
    )


@subject(
    "links.text",
    "all links that lead somewhere; the value is the name readers and software call it by",
    ("href", "rel"),
)
def names(page: Page) -> View:
    source, hidden = page.source, page.hidden
    facts = [
        Fact(accessible_name(element), TagSpot(source, element), {"href": href, "rel": element.attr("rel") or ""})
        for element, href in page.links
        if href.strip() and element not in hidden  # one without an address is `links.empty`
    ]
    return View(tuple(facts))


@subject("links.empty", 'links that lead nowhere: `href=""`, or no href but a script behind it', ("text",))
def empty(page: Page) -> View:
    addressed = dict(page.links)
    empty = [
        element
        for element in page.select("a")
        if (not addressed[element].strip() if element in addressed else _routed(element))
    ]
    facts = [Fact(_Name(element), page.spot(element), {"text": _Name(element)}) for element in empty]
    return View(tuple(facts), anchor=page.body if page.links or facts else None)


def _routed(element: Element) -> bool:
    role = (element.attr("role") or "").strip().lower()
    return role in ("", "link") and any(element.attr(name) for name in _ROUTED)


class _Name:
    """A link's name, worked out only when a message shows it."""

    __slots__ = ("_element",)

    def __init__(self, element: Element) -> None:
        self._element = element

    def __str__(self) -> str:
        return accessible_name(self._element) or collapse(self._element.attr("href") or "") or "(no text)"


class _Details(Mapping[str, object]):
    """What a message may say of a link, looked up only when it does."""

    __slots__ = ("_element",)

    def __init__(self, element: Element) -> None:
        self._element = element

    def __getitem__(self, name: str) -> object:
        if name == "text":
            return _Name(self._element)
        if name in ("href", "rel"):
            return self._element.attr(name) or ""
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(("text", "href", "rel"))

    def __len__(self) -> int:
        return 3


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


@subject("classes", "every CSS class that an element of the page has, or that its scripts and styles name")
def classes(page: Page) -> View:
    found: dict[str, Fact] = {}
    for element in page.select("[class]"):
        for name in (element.attr("class") or "").split():
            if name not in found:
                found[name] = Fact(name, page.spot(element, "class"))
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
