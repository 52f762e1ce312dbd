"""What stands beside the article: navigation, teasers, comments, forms; worked out once for each element."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from turbohtml import Element

from seocheck.page.wording import hides

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
_EMBEDDED = re.compile("twitter|instagram|tiktok|fb-post|bluesky|mastodon|text-post-media", re.IGNORECASE)
_LONG = 100  # characters: shorter paragraphs may be teasers


class Beside:
    """Whether elements belong to something else than the article.

    headline: the page's h1; what holds it is the article, whatever its class names say.
    paragraphs: the page's; what holds most of their text is the article, unless it is comments.
    """

    def __init__(self, headline: Element | None, paragraphs: Sequence[Element]) -> None:
        self._around_headline = frozenset(headline.ancestors) if headline is not None else frozenset()
        self._paragraphs = paragraphs
        self._beside: dict[Element, bool] = {}
        self._apart: dict[Element, bool] = {}

    def __contains__(self, element: Element) -> bool:
        return _within(element, self._beside, self._begins)

    def surely(self, element: Element) -> bool:
        """Whether it is so by more than a name that articles' own parts have too, such as a byline in a side column."""
        return _within(element, self._apart, self._stands_apart)

    def _begins(self, element: Element) -> bool:
        names = _names(element)
        apart, perhaps = _say(names)
        if apart or _is_apart(element, names):
            return self._may_be_named(element)
        return perhaps and self._may_be_named(element) and not self._holds_most(element)

    def _stands_apart(self, element: Element) -> bool:
        names = _names(element)
        return (_say(names)[0] or _is_apart(element, names)) and self._may_be_named(element)

    def _may_be_named(self, element: Element) -> bool:
        return element.tag not in _WRAPPERS and element not in self._around_headline

    def _holds_most(self, element: Element) -> bool:
        long = self._long
        return 2 * sum(long.get(item, 0) for item in element.select("p")) > self._whole_length > 0

    @cached_property
    def _whole_length(self) -> int:
        return sum(self._long.values())

    @cached_property
    def _long(self) -> dict[Element, int]:
        """The paragraphs that may be the article's, with their lengths."""
        lengths = ((item, len(item.text)) for item in self._paragraphs)
        return {item: size for item, size in lengths if size >= _LONG and not self.surely(item)}


def _is_apart(element: Element, names: str) -> bool:
    """Whether an element's tag, role or hiding sets it apart."""
    tag = element.tag
    return (
        tag in _TAGS
        or (tag == "blockquote" and _EMBEDDED.search(names) is not None)
        or (element.attr("role") or "").strip().lower() in _ROLES
        or hides(element)
    )


@lru_cache(maxsize=4096)  # a page repeats its class names
def _say(names: str) -> tuple[bool, bool]:
    """Whether names set an element apart, and whether they perhaps do."""
    if _TELLING.search(names.lower()) is None:
        return False, False
    return _APART.search(names) is not None, _PERHAPS.search(names) is not None


def _names(element: Element) -> str:
    attributes = element.attrs
    if not ("class" in attributes or "id" in attributes):
        return ""
    return f"{element.attr('class') or ''} {element.attr('id') or ''}"


def _within(element: Element, known: dict[Element, bool], begins: Callable[[Element], bool]) -> bool:
    """Whether `begins` holds for the element or one around it; what was learnt on the way is kept in `known`."""
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
        answer = known[step] = answer or begins(step)
    return answer
