"""Subjects of the main article that no plain path leads to: its copies, its addresses, its live coverage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.moment import parse_moment
from seocheck.page.markup.nodes import Node, Value, are_known, is_empty
from seocheck.page.subjects import subject
from seocheck.vocabulary.kinds import fits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.page.page import Page

_WEB = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


@subject("article.copies", "all descriptions of the page's article: the main one and those that repeat it", ("syntax",))
def copies(page: Page) -> View:
    nodes = page.structured.copies
    return View(tuple(Fact(node, node.spot, {"syntax": node.origin.syntax}) for node in nodes))


@subject("article.addresses", "the addresses the main article gives itself: url and mainEntityOfPage", ("property",))
def article_addresses(page: Page) -> View:
    article = page.structured.article
    facts = []
    for name in ("url", "mainEntityOfPage") if article else ():
        assert article is not None
        facts += [
            Fact(found.value, found.spot, {"property": name})
            for value in article.values(name)
            for found in _addresses_of(value)
            if str(found.value).strip().lower() not in ("true", "false")
        ]
    return View(tuple(facts))


def _addresses_of(value: Value) -> Iterator[Value]:
    """The address of a page: text, or the url and the @id of a node; an @id with a fragment is a name beside a url."""
    url = _address_of(value, ("url",))
    name = _address_of(value, ("@id",)) if isinstance(value.value, Node) else None
    if url is not None:
        yield url
    if name is not None and (url is None or ("#" not in str(name.value) and name.value != url.value)):
        yield name


@subject("article.image.addresses", "the addresses of the main article's images; empty for an object without one")
def image_addresses(page: Page) -> View:
    images = page.view("article.image")
    facts = []
    for image in images.facts:
        node = image.value if isinstance(image.value, Node) else None
        found = _address_of(Value(image.value, image.spot), ("url", "contentUrl", "@id")) if node else None
        if found is not None:
            facts.append(Fact(found.value, found.spot))
        elif node is None or node.is_pointer or _is_no_picture(node):
            facts.append(Fact(image.value, image.spot))
        else:
            blank = "empty" if is_empty(node) else f"{node.types[0] if node.types else 'an object'} without a url"
            facts.append(Fact("", image.spot, {"blank": blank}))
    return View(tuple(facts), images.anchor, images.unknown)


def _is_no_picture(node: Node) -> bool:
    """Whether no image is of its type: as schema-value-type says so, nobody need say that it has no address too."""
    return bool(node.types) and are_known(node.types) and not fits("image", node.types)


def _address_of(value: Value, names: tuple[str, ...]) -> Value | None:
    """A value that is text, or the first of these properties of a value that is a node; an @id may be a mere name."""
    if not isinstance(value.value, Node):
        return value if isinstance(value.value, str) else None
    found = ((name, inner) for name in names for inner in value.value.values(name))
    texts = (item for name, item in found if isinstance(item.value, str) and (name != "@id" or _WEB.match(item.value)))
    return next(texts, None)


@subject("live.faults", "what is wrong with live coverage (LiveBlogPosting), in words", ("count",))
def live_faults(page: Page) -> View:
    blogs = page.structured.of_type("LiveBlogPosting")
    facts = [fact for blog in blogs for fact in _faults(blog)]
    return View(tuple(facts), anchor=blogs[0].spot if blogs else None)


def _faults(blog: Node) -> Iterator[Fact]:
    start, end = (next(iter(blog.values(name)), None) for name in ("coverageStartTime", "coverageEndTime"))
    if start and end and isinstance(start.value, str) and isinstance(end.value, str):
        begun, ended = parse_moment(start.value), parse_moment(end.value)
        if begun and ended and ended.surely_before(begun):
            yield Fact(f"the coverage ends ({end.value}) before it starts ({start.value})", end.spot)
    found = (value.value for value in blog.values("liveBlogUpdate") if isinstance(value.value, Node))
    updates = [update for update in found if not update.is_reference]  # one that leads nowhere says nothing
    for name in ("headline", "datePublished"):
        bare = [update for update in updates if all(is_empty(value.value) for value in update.values(name))]
        if bare:
            yield Fact(f"{len(bare)} of {len(updates)} updates have no {name}", bare[0].spot)
