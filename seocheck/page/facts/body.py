"""Facts of the article's text: its paragraphs, and what stands directly under the headline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from turbohtml import Element, Text

from seocheck.model import Fact, View
from seocheck.page.lazy import Details
from seocheck.page.subjects import subject
from seocheck.page.wording import visible_text
from seocheck.tidy import contained

if TYPE_CHECKING:
    from seocheck.page.page import Page

_BLOCKS = ("div", "td", "section", "article", "center", "main")  # on old pages the text stands in these, parted by br
_SCRIPTS = 'script:not([type]),script[type="" i],script[type*="javascript" i],script[type="module" i]'
_CLIENT_TEMPLATES = (
    "ng-app",
    "ng-controller",
    "ng-repeat",
    "ng-if",
    "v-cloak",
    "v-for",
    "v-if",
    "x-data",
    "data-bind=",
    "ng-bind",
)
"""Marks of frameworks that fill `{{ … }}` in the browser: there it is no placeholder that was forgotten."""
_OF_ANY = re.compile(r"share|sharing|shariff|social|footnote|(?:^|[\s_-])tags?(?:$|[\s_-])", re.IGNORECASE)
_OPENING = 12  # blocks under the headline that a second headline can hide in


def headline_element(page: Page) -> Element | None:
    """The visible h1 that the title repeats (menus and logos are h1 too on some pages), else the first with words."""
    named = [fact for fact in page.view("h1").facts if fact.value]
    if len(named) > 1:
        titles = [str(fact.value) for name in ("title", "og:title") for fact in page.view(name).facts]
        repeated = [fact for fact in named if any(contained(str(fact.value), title) for title in titles)]
        named = sorted(repeated, key=lambda fact: -len(str(fact.value))) or named  # the site's name is in it as well
    return named[0].spot.element if named else None  # type: ignore[attr-defined]


def unrendered(page: Page) -> str | None:
    """Why nothing may be called missing of what readers see: the body shows no words before its scripts run."""
    if page.select(_SCRIPTS) and not any(visible_text(body) for body in page.select("body")):
        return "the body shows no words until its scripts have run"
    return None


def _elements(page: Page) -> list[Element]:
    """What holds the text of the article."""
    told = page.beside.told
    found = [item for item in page.select("p") if item not in told]
    found += [item for tag in _BLOCKS for item in page.select(tag) if item not in told and _has_words(item)]
    return [item for item in page.in_order(found) if item not in page.beside]


def _has_words(element: Element) -> bool:
    """Whether words stand in the element itself."""
    for child in element.children:  # noqa: SIM110  any() with a generator takes twice the time
        if type(child) is Text and not child.data.isspace():
            return True
    return False


def _facts(page: Page) -> tuple[Fact, ...]:
    facts = []
    for element in _elements(page):
        text = visible_text(element) if element.tag == "p" else _own_text(element)
        if text and not ("{{" in text and _is_rendered_later(page)):
            facts.append(Fact(text, page.spot(element, whole=True), Details(element, _DETAILS)))
    return tuple(facts)


def _is_rendered_later(page: Page) -> bool:
    return any(mark in page.text for mark in _CLIENT_TEMPLATES)


def _own_text(element: Element) -> str:
    """The text of a block that is not inside a block of its own."""
    if not element.select("p,div,ul,ol,table,section,article,aside,figure,form,h1,h2,h3,h4,h5,h6,nav,header,footer"):
        return visible_text(element)
    direct = [node.data for node in element.children if isinstance(node, Text)]
    return " ".join(" ".join(direct).split())


def _links(element: Element) -> int:
    """Links inside the block, and in the list or block that follows it (“See also:” and then a list)."""
    own = len(element.select("a[href]"))
    announces = element.text.rstrip().endswith((":", "：", "»", "›", "→"))
    follower = _follower(element)
    if follower is None and announces and isinstance(element.parent, Element):
        follower = _follower(element.parent)
    if follower is None or (follower.tag == "p" and not announces):
        return own
    return own + len(follower.select("a[href]")) + (follower.tag == "a")


def _follower(element: Element) -> Element | None:
    """The element that comes next, unless its links are of every article: to share it, its tags, its footnotes."""
    found = next((node for node in element.next_siblings if isinstance(node, Element)), None)
    return None if found is None or _OF_ANY.search(found.attr("class") or "") else found


_DETAILS: Mapping[str, Callable[[Element], object]] = {"links": _links, "tag": lambda element: element.tag}


@subject("body.paragraphs", "the paragraphs of the article, without navigation, teasers and comments", ("links", "tag"))
def paragraphs(page: Page) -> View:
    return View(_facts(page), anchor=page.body)


@subject("body.blocks", "the paragraphs and headings of the article", ("tag",))
def blocks(page: Page) -> View:
    titles = [
        fact
        for fact in page.view("headings").facts
        if fact.value and fact.spot.element not in page.beside  # type: ignore[attr-defined]
    ]
    both = [*page.view("body.paragraphs").facts, *titles]
    both.sort(key=_position)
    return View(tuple(both), anchor=page.body)


@subject("body.opening", "the first blocks under the headline", ("tag",))
def opening(page: Page) -> View:
    headline = page.headline
    if headline is None:
        return View()
    every = page.view("body.blocks").facts
    start = bisect_right(every, headline.position or (0, 0), key=_position)
    return View(every[start : start + _OPENING], anchor=page.spot(headline, whole=True))


def _position(fact: Fact) -> tuple[int, int]:
    return fact.spot.element.position or (0, 0)  # type: ignore[attr-defined]
