"""Which values rules of their own look after, so that the general rules about schema.org's terms leave them alone.

`article-headline` says that a headline is empty: `schema-empty-value` need not say it again of the same value.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from seocheck.page.facts.paths import trail_items
from seocheck.page.markup.nodes import Node, is_empty

if TYPE_CHECKING:
    from seocheck.page.page import Page

_NONE: frozenset[str] = frozenset()

# article-headline, article-image …: missing or empty. article-author-name and -url, article-image-url likewise.
_ARTICLE = frozenset({"headline", "image", "author", "datePublished", "dateModified", "publisher"})
_IMAGE = frozenset({"url", "contentUrl"})
_UPDATE = frozenset({"headline", "datePublished"})  # article-live-blog
_VIDEO = frozenset({"name", "thumbnailUrl", "uploadDate"})  # article-video
_TRAIL = frozenset({"itemListElement"})  # breadcrumb-shape
_STEP = frozenset({"name", "position", "item"})  # breadcrumb-name, -position, -item
_STEP_PAGE = frozenset({"name"})  # of what a step leads to: breadcrumb-name likewise
_LAST_STEP = _STEP - {"item"}  # the last may do without, so no rule asks for it

# article-shape, by schemas/NewsArticle.json: what may not be an object, and what may not be a bare number or yes/no
# (isAccessibleForFree: article-paywall-value).
_NO_OBJECTS = frozenset(
    (
        *("headline", "alternativeHeadline", "name", "description", "articleBody", "articleSection"),
        *("datePublished", "dateModified", "dateCreated", "thumbnailUrl", "wordCount"),
    )
)
_NO_BARE_VALUES = _NO_OBJECTS | {"author", "publisher", "image", "url", "mainEntityOfPage", "isAccessibleForFree"}
_TYPED_ELSEWHERE = frozenset({"author"})  # article-author-type


class OwnRules:
    """For one page; looks at it only when asked."""

    def __init__(self, page: Page) -> None:
        self._data = page.structured

    def judge_emptiness(self, node: Node, prop: str) -> bool:
        """Whether another rule says so when `prop` of `node` is empty."""
        if prop in _VIDEO and node.is_a("VideoObject"):
            return True
        if prop in _UPDATE and node.via[-1:] == ("liveBlogUpdate",):
            return True
        return prop in self._emptiness.get(id(node.data), _NONE)

    def judge_kind(self, node: Node, prop: str, *, is_object: bool) -> bool:
        """Whether another rule says so when the value of `prop` of `node` is of a wrong kind."""
        article = self._data.article
        if article is not None and article.data is node.data:
            return prop in (_NO_OBJECTS | _TYPED_ELSEWHERE if is_object else _NO_BARE_VALUES)
        if "BreadcrumbList" in node.types:
            return prop in _TRAIL
        return prop in _STEP and bool(self._emptiness.get(id(node.data), _NONE) & _LAST_STEP)

    def judge_type(self, node: Node) -> bool:
        """Whether another rule says so when `node` is of a type there is not: a step of a trail (breadcrumb-shape)."""
        return "position" in self._emptiness.get(id(node.data), _NONE)

    def want_text(self, node: Node, prop: str) -> bool:
        """Whether another rule says so when `prop` of `node` is an object."""
        article = self._data.article
        return article is not None and article.data is node.data and prop in _NO_OBJECTS

    @cached_property
    def _emptiness(self) -> dict[int, frozenset[str]]:
        """Properties looked after, by the identity of a node's data."""
        found: dict[int, frozenset[str]] = {}
        for trail in self._data.of_type("BreadcrumbList"):
            found[id(trail.data)] = _TRAIL
            items = trail_items(trail)
            for number, item in enumerate(items, 1):
                found[id(item.data)] = _LAST_STEP if number == len(items) else _STEP
                found.update((id(inner.data), _STEP_PAGE) for inner in _nodes(item, "item"))
        article = self._data.article
        if article is not None:
            for author in _nodes(article, "author"):
                pages = (value.value for name in ("sameAs", "@id") for value in author.values(name))
                found[id(author.data)] = frozenset({"name"} if any(pages) else {"name", "url"})
            for publisher in _nodes(article, "publisher"):
                if is_empty(publisher):  # article-publisher
                    found[id(publisher.data)] = frozenset(publisher.data)
            for image in _nodes(article, "image"):
                found[id(image.data)] = _IMAGE
            found[id(article.data)] = _ARTICLE
        return found


def _nodes(node: Node, prop: str) -> list[Node]:
    return [value.value for value in node.values(prop) if isinstance(value.value, Node)]
