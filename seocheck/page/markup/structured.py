"""Structured data: one table of all nodes of a page, in whatever syntax, and which of them is the main article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from seocheck.page.address import Address
from seocheck.page.jsonld.blocks import JsonBlock, read_blocks
from seocheck.page.markup.marks import read_marks
from seocheck.page.markup.microdata import read_microdata
from seocheck.page.markup.nodes import Node, Origin, walk
from seocheck.page.markup.rdfa import read_rdfa
from seocheck.page.markup.scope import Scopes
from seocheck.tidy import shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from turbohtml import Element

    from seocheck.page.markup.marks import Mark
    from seocheck.page.markup.microdata import Reading
    from seocheck.page.page import Page

MAX_NODES = 50_000
_MOST_DESCRIPTIONS = 20  # of one @id; a page that repeats one thousands of times must not cost the square of it
_MOST_CANDIDATES = 100  # articles, and titles, compared to find the page's own
_SAME_STORY = 0.5  # share of words that makes a marked-up headline the page's own

_ARTICLE_IN_TEXT = re.compile(r"@type[^{}]{0,60}?(?:Article|BlogPosting)\b")

# What hangs on these is another work than the page's own article.
_OTHER_WORKS = frozenset({
    "liveBlogUpdate", "isPartOf", "hasPart", "mentions", "citation", "relatedLink", "itemListElement", "comment",
    "review", "about", "isBasedOn", "associatedMedia", "video", "image", "author", "publisher", "significantLink",
    "subjectOf", "workExample", "potentialAction",
})  # fmt: skip


class StructuredData:
    """All structured data of one page, each part read when it is first asked for.

    blocks: the JSON-LD blocks, sound and broken.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.blocks, self._blocks_left = read_blocks(page)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The elements with microdata."""
        return read_marks(self._page)

    @cached_property
    def typed(self) -> list[Element]:
        """The elements with a type of RDFa."""
        return self._page.having("typeof")

    @cached_property
    def _readings(self) -> tuple[Reading, ...]:
        return read_microdata(self._page), read_rdfa(self._page)

    @cached_property
    def scopes(self) -> Scopes:
        """What bare names mean in each node."""
        return Scopes()

    @property
    def damage(self) -> str | None:
        """What of the structured data was not read because of a limit or a failure; None when nothing was left out."""
        reasons = [self._blocks_left]
        if "_readings" in self.__dict__:  # asking must not read what no rule looked at
            reasons += [reading.unread for reading in self._readings]
        return next((reason for reason in reasons if reason), None)

    @cached_property
    def unread(self) -> str | None:
        """Why the table may lack a node that the page does describe; None when it is complete."""
        broken: JsonBlock | None = next((block for block in self.blocks if block.reading is None), None)
        if broken is not None:
            return f"the JSON-LD block at line {broken.whole.place().line} could not be read"
        return self._blocks_left or next((reading.unread for reading in self._readings if reading.unread), None)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every described node: JSON-LD, microdata, RDFa, each in page order; nested ones after what holds them."""
        sources: list[tuple[Origin, Any]] = [
            (block, block.reading.value) for block in self.blocks if block.reading is not None
        ]
        sources += [(item, item.data) for reading in self._readings for item in reading.items]
        found: list[Node] = []
        for origin, top in sources:
            found.extend(walk(self, origin, top, MAX_NODES - len(found)))
        return tuple(found)

    @cached_property
    def _by_id(self) -> dict[str, list[Node]]:
        table: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.id is not None and not node.is_reference:
                table.setdefault(node.id, []).append(node)
        for same in table.values():
            same.sort(key=lambda node: not node.types)  # what has a type says what the thing is
        return table

    def described(self, name: str) -> Node | None:
        """The node described under an @id, or None when a reference to it leads nowhere."""
        return next(iter(self._by_id.get(name, ())), None)

    def resolve(self, node: Node) -> Node:
        """A node with what other descriptions of its @id add; for a bare reference, the node it leads to."""
        if node.id is None:
            return node
        same = (other for other in self._by_id.get(node.id, ()) if other.data is not node.data)
        others = tuple(islice(same, _MOST_DESCRIPTIONS))
        if not others:
            return node
        if node.is_reference:
            return replace(others[0], also=others[1:]) if len(others) > 1 else others[0]
        return replace(node, types=node.types or others[0].types, also=others)

    def of_type(self, name: str) -> tuple[Node, ...]:
        """Nodes of a type or a subtype of it."""
        return tuple(self._by_type.get(name, ()))

    @cached_property
    def _by_type(self) -> Mapping[str, Sequence[Node]]:
        table: dict[str, list[Node]] = {}
        for node in self.nodes:
            if not node.is_reference:
                described = self.resolve(node)
                for name in node.kinds:
                    table.setdefault(name, []).append(described)
        return table

    @cached_property
    def _own_articles(self) -> list[Node]:
        own = [node for node in self.of_type("Article") if not any(step in _OTHER_WORKS for step in node.via)]
        # A block in the head speaks of the page; a marked-up element may be any teaser.
        blocks = [node for node in own if node.origin.syntax == "json-ld"]
        elements = [node for node in own if node.origin.syntax != "json-ld"][:_MOST_CANDIDATES]
        alone = Counter(node.origin.syntax for node in elements)
        return blocks + [node for node in elements if self._is_no_teaser(node, alone=alone[node.origin.syntax] == 1)]

    def _is_no_teaser(self, node: Node, *, alone: bool) -> bool:
        if self._around_headline(node) or self._about_this_page([node]):
            return True
        address = self._page.address
        if address is not None and any(other.key != address.key for other in self._addresses(node)):
            return False
        return alone or self._likeness(node) >= _SAME_STORY

    @cached_property
    def article(self) -> Node | None:
        """The main article: the Article-family node that describes this page."""
        own = self._own_articles
        broken = [block for block in self.blocks if block.reading is None and block.json.text.strip()]
        if broken:
            # the page's own article may stand in the broken block; another one must not be taken for it
            if any(_ARTICLE_IN_TEXT.search(block.json.text) for block in broken):
                return None
            own = [node for node in own if not self._speaks_of_another(node)]
        if len(own) <= 1:
            return own[0] if own else None
        live = [node for node in own if "LiveBlogPosting" in node.types]
        return self._about_this_page(own) or (live[0] if live else None) or self._nearest_headline(own)

    def _speaks_of_another(self, node: Node) -> bool:
        if self._about_this_page([node]):
            return False
        address = self._page.address
        if address is not None and any(other.key != address.key for other in self._addresses(node)):
            return True
        titled = any(isinstance(value.value, str) and value.value.strip() for value in node.values("headline"))
        return titled and self._likeness(node) < _SAME_STORY

    @cached_property
    def copies(self) -> tuple[Node, ...]:
        """The main article and every other description that is certainly of the same page, in whatever syntax.

        Certain is: it names this page's address, or its element holds the page's first H1.
        """
        main = self.article
        if main is None:
            return ()
        others = [
            node
            for node in self._own_articles
            if node.data is not main.data and (node.id is None or node.id != main.id)
        ]
        return (main, *(node for node in others if self._about_this_page([node]) or self._around_headline(node)))

    def _around_headline(self, node: Node) -> bool:
        element = getattr(node.origin, "element", None)
        headlines = self._page.view("h1").facts
        if element is None or node.origin.syntax == "json-ld" or node.pointer or not headlines:
            return False
        inner = getattr(headlines[0].spot, "element", None)
        return inner is not None and any(outer == element for outer in inner.ancestors)

    def _about_this_page(self, nodes: list[Node]) -> Node | None:
        address = self._page.address
        if address is None:
            return None
        return next((node for node in nodes if any(own.key == address.key for own in self._addresses(node))), None)

    def _addresses(self, node: Node) -> Iterator[Address]:
        """The addresses a node gives itself."""
        for path in ("url", "mainEntityOfPage", "mainEntityOfPage.url", "@id"):
            for value in node.follow(path):
                text = value.value.id if isinstance(value.value, Node) else value.value
                address = Address.parse(text, self._page.base) if isinstance(text, str) and text else None
                if address is not None and address.is_web:
                    yield address

    def _nearest_headline(self, nodes: list[Node]) -> Node:
        return max(nodes[:_MOST_CANDIDATES], key=self._likeness)  # the first of equals: max keeps page order

    def _likeness(self, node: Node) -> float:
        """How much a node's headline or name has of the words of the page's H1 or title."""
        facts = (*self._page.view("title").facts, *self._page.view("h1").facts)[:_MOST_CANDIDATES]
        titles = [str(fact.value) for fact in facts]
        texts = [value.value for name in ("headline", "name") for value in node.values(name)]
        pairs = ((text, title) for text in texts if isinstance(text, str) for title in titles)
        return max((shared(text, title) for text, title in pairs), default=0.0)
