"""What stands beside the article: navigation, teasers, comments, forms; worked out once for each element."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from turbohtml import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from seocheck.page.page import Page

_TAGS = frozenset(["nav", "footer", "aside", "form", "dialog", "select", "button", "menu", "template"])
_ROLES = frozenset(["navigation", "complementary", "contentinfo", "dialog", "search"])
_WRAPPERS = frozenset(
    ["html", "body", "main", "article"]
)  # their classes speak of the page: has-sidebar, comments-open
_APART = re.compile(
    r"(?<!has[-_])(?<!with[-_])(?<!no[-_])(?:comment(?!s?[-_](?:open|closed)|ary)|cookie|consent|disqus)", re.IGNORECASE
)
# Names that a page also gives to what holds its article: sidebar-and-content, teaser_blog_text, paywall-container.
_PERHAPS = re.compile(
    r"(?<!has[-_])(?<!with[-_])(?<!no[-_])(?:related|recommend|newsletter|sidebar|promo(?!ted)|teaser|footer|"
    r"(?<!elementor-)widget|popular|trending|subscribe(?!r)|paywall-|advert|breadcrumb)",
    re.IGNORECASE,
)
# Words without which none of the two finds anything: on plain small letters `re` is ten times as quick.
_TELLING = re.compile(
    "comment|cookie|consent|disqus|related|recommend|newsletter|sidebar|promo|teaser|footer|widget|popular|trending|"
    "subscribe|paywall-|advert|breadcrumb"
)
_APART_WORDS = ("comment", "cookie", "consent", "disqus")  # without one of them _APART finds nothing
_EMBEDDED = re.compile("twitter|instagram|tiktok|fb-post|bluesky|mastodon|text-post-media", re.IGNORECASE)
_LONG = 100  # characters: shorter paragraphs may be teasers


class Beside:
    """Whether elements belong to something else than the article.

    What holds the headline is the article, whatever its class names say; so is what holds most of the text of the
    page's paragraphs, unless it is comments.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        headline = page.headline
        self._around_headline = frozenset(headline.ancestors) if headline is not None else frozenset()
        self._known = dict.fromkeys(self.told, True)  # what was learnt on the way up from elements asked for

    def __contains__(self, element: Element) -> bool:
        known = self._known
        path: list[Element] = []
        node: object = element
        answer = False
        while isinstance(node, Element):
            if node in known:
                answer = known[node]
                break
            path.append(node)
            node = node.parent
        for step in reversed(path):
            answer = known[step] = answer or self._begins(step)
        return answer

    @cached_property
    def surely(self) -> Set[Element]:
        """Those that are so by more than a name that an article's own parts bear too: `sidebar` may hold its byline."""
        attributes = self._page.attributes
        named = self._page.in_order(attributes.holding(("class", _APART_WORDS), ("id", _APART_WORDS)))
        return self.told | within(item for item in named if item not in self.told and self._stands_apart(item))

    def _begins(self, element: Element) -> bool:
        apart, perhaps = _say(_names(element))
        return (apart or perhaps) and self._may_be_named(element) and (apart or not self._holds_most(element))

    def _stands_apart(self, element: Element) -> bool:
        return _say(_names(element))[0] and self._may_be_named(element)

    @cached_property
    def told(self) -> Set[Element]:
        """All in elements that tag, role or hiding sets apart: found at once, not by asking each element."""
        page = self._page
        begin = chain(
            *(page.tree.select(tag) for tag in _TAGS),
            (item for item in page.attributes.having("role") if _role(item) in _ROLES),
            (item for item in page.tree.select("blockquote") if _EMBEDDED.search(_names(item))),
            page.hiding,
        )
        return within(filter(self._may_be_named, begin))

    def _may_be_named(self, element: Element) -> bool:
        return element.tag not in _WRAPPERS and element not in self._around_headline

    def _holds_most(self, element: Element) -> bool:
        inside = [item for item in element.select("p") if item in self._long]
        if not inside:  # mostly: then whose paragraphs are the article's need not be worked out: 13 µs a page less
            return False
        own = self._own
        return 2 * sum(own.get(item, 0) for item in inside) > self._whole_length > 0

    @cached_property
    def _whole_length(self) -> int:
        return sum(self._own.values())

    @cached_property
    def _own(self) -> Mapping[Element, int]:
        """The long paragraphs that may be the article's, with their lengths."""
        return {item: size for item, size in self._long.items() if item not in self.surely}

    @cached_property
    def _long(self) -> Mapping[Element, int]:
        """The long paragraphs of the page, with their lengths."""
        lengths = ((item, len(item.text)) for item in self._page.select("p"))
        return {item: size for item, size in lengths if size >= _LONG}


def within(roots: Iterable[Element]) -> set[Element]:
    """Elements and all in them."""
    found: set[Element] = set()
    for outer in roots:
        if outer not in found:
            found.add(outer)
            found.update(outer.select("*"))
    return found


def _role(element: Element) -> str:
    return (element.attr("role") or "").strip().lower()


@lru_cache(maxsize=4096)  # a page repeats its class names
def _say(names: str) -> tuple[bool, bool]:
    """Whether names set an element apart, and whether they perhaps do."""
    if _TELLING.search(names.lower()) is None:
        return False, False
    return _APART.search(names) is not None, _PERHAPS.search(names) is not None


def _names(element: Element) -> str:
    return f"{element.attr('class') or ''} {element.attr('id') or ''}"
