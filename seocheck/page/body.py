"""Facts of the article's text: its paragraphs, and what stands directly under the headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from turbohtml import Element

from seocheck.model import Fact, View
from seocheck.page.subjects import subject
from seocheck.page.wording import HIDDEN, visible_text

if TYPE_CHECKING:
    from seocheck.page.page import Page

# Parts of a page that are not the article's own text: navigation, teasers, readers' comments, forms.
_BESIDE = (
    f"{HIDDEN},nav,footer,aside,form,dialog,select,button,menu,blockquote[class*=twitter i],"
    "[role=navigation],[role=complementary],[role=contentinfo],[role=dialog],"
    + ",".join(
        f"[class*={word} i],[id*={word} i]"
        for word in (
            "comment", "related", "recommend", "newsletter", "cookie", "consent", "sidebar", "promo", "teaser", "footer",
            "disqus", "widget", "popular", "trending", "subscribe", "paywall-", "advert", "breadcrumb",
        )  # fmt: skip
    )
)
_WRAPPERS = frozenset({"html", "body", "main", "article"})
_OWN_TEXT = "//*[self::div or self::td or self::section or self::article or self::center or self::main][text()[normalize-space()]]"
_CLIENT_TEMPLATES = ("ng-app", "ng-controller", "ng-repeat", "ng-if", "v-cloak", "v-for", "v-if", "x-data", "data-bind=", "ng-bind")
"""Marks of frameworks that fill `{{ … }}` in the browser: there it is no placeholder that was forgotten."""
_OPENING = 6  # blocks under the headline that a second headline can hide in


def is_beside(element: Element, headline: Element | None) -> bool:
    """Whether an element belongs to navigation, teasers, comments or the like rather than to the article.

    headline: the page's h1; what holds it is the article, whatever its class names say.
    """
    node = element.closest(_BESIDE)
    while node is not None:
        if node.tag not in _WRAPPERS and not (headline is not None and _holds(node, headline)):
            return True
        parent = node.parent
        node = parent.closest(_BESIDE) if isinstance(parent, Element) else None
    return False


def _holds(outer: Element, inner: Element) -> bool:
    return any(node == outer for node in inner.ancestors)


def headline_element(page: Page) -> Element | None:
    """The first visible h1 with words in it."""
    for fact in page.view("h1").facts:
        if fact.value:
            return fact.spot.element  # type: ignore[attr-defined, no-any-return]
    return None


def _elements(page: Page) -> list[Element]:
    found = page.select("p")
    found += [item for item in page.tree.xpath(_OWN_TEXT) if isinstance(item, Element) and item.closest("template") is None]  # type: ignore[union-attr]
    found.sort(key=lambda item: item.position or (0, 0))
    return found


def _facts(page: Page) -> tuple[Fact, ...]:
    headline = headline_element(page)
    rendered_later = any(mark in page.text for mark in _CLIENT_TEMPLATES)
    facts = []
    for element in _elements(page):
        text = visible_text(element) if element.tag == "p" else _own_text(element)
        if text and not is_beside(element, headline) and not ("{{" in text and rendered_later):
            facts.append(Fact(text, page.spot(element, whole=True), {"links": _links(element), "tag": element.tag}))
    return tuple(facts)


def _own_text(element: Element) -> str:
    """The text of a block that is not inside a block of its own."""
    if not element.select("p,div,ul,ol,table,section,article,aside,figure,form,h1,h2,h3,h4,h5,h6,nav,header,footer"):
        return visible_text(element)
    direct = [node.data for node in element.children if hasattr(node, "data") and type(node).__name__ == "Text"]
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
    return next((node for node in element.next_siblings if isinstance(node, Element)), None)


@subject("body.paragraphs", "the paragraphs of the article, without navigation, teasers and comments", ("links", "tag"))
def paragraphs(page: Page) -> View:
    return View(_facts(page), anchor=page.body)


@subject("body.blocks", "the paragraphs and headings of the article", ("tag",))
def blocks(page: Page) -> View:
    headline = headline_element(page)
    titles = [
        fact
        for fact in page.view("headings").facts
        if fact.value and not is_beside(fact.spot.element, headline)  # type: ignore[attr-defined]
    ]
    both = [*page.view("body.paragraphs").facts, *titles]
    both.sort(key=lambda fact: fact.spot.element.position or (0, 0))  # type: ignore[attr-defined]
    return View(tuple(both), anchor=page.body)


@subject("body.opening", "the first blocks under the headline", ("tag",))
def opening(page: Page) -> View:
    headline = headline_element(page)
    if headline is None:
        return View()
    start = headline.position or (0, 0)
    below = [
        fact
        for fact in page.view("body.blocks").facts
        if (fact.spot.element.position or (0, 0)) > start  # type: ignore[attr-defined]
    ]
    return View(tuple(below[:_OPENING]), anchor=page.spot(headline, whole=True))
