"""Structured data: every block of the page, one table of nodes, and which of them is the main article.

A node keeps its JSON shape, whatever syntax it was written in, and an origin that knows where each value stands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from seocheck.model import Spot
from seocheck.page.address import Address
from seocheck.page.json_text import JsonText, read_json
from seocheck.page.source import JsonSpot, Source, TagSpot, TextSpot
from seocheck.tidy import shared
from seocheck.page.wording import collapse

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.page.json_lenient import Lenient

    from seocheck.page.page import Page

MAX_BLOCKS = 200
MAX_BLOCK_LENGTH = 4 * 1024 * 1024
MAX_NODES = 50_000

# A page from a web archive has its addresses rewritten, this one too: no fault of the page.
SCHEMA_ORG = re.compile(r"^\s*(?:https?://web\.archive\.org/web/\w+/)?https?://(?:www\.)?schema\.org(?:[/#].*)?\s*$", re.I)
_PREFIX = re.compile(r"^(?:https?://(?:www\.)?schema\.org[/#]|schema:)", re.I)

ARTICLES = frozenset(
    "Article NewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle OpinionNewsArticle "
    "ReportageNewsArticle ReviewNewsArticle AdvertiserContentArticle SatiricalArticle Report ScholarlyArticle "
    "MedicalScholarlyArticle SocialMediaPosting BlogPosting LiveBlogPosting TechArticle APIReference".split()
)
_SUBTYPES: Mapping[str, frozenset[str]] = {
    "Article": ARTICLES,
    "NewsArticle": frozenset(name for name in ARTICLES if name.endswith("NewsArticle")),
    "SocialMediaPosting": frozenset({"SocialMediaPosting", "BlogPosting", "LiveBlogPosting"}),
    "BlogPosting": frozenset({"BlogPosting", "LiveBlogPosting"}),
    "Organization": frozenset({"Organization", "NewsMediaOrganization", "Corporation", "NGO"}),
}
# What hangs on these is another work than the page's own article.
_OTHER_WORKS = frozenset(
    "liveBlogUpdate isPartOf hasPart mentions citation relatedLink itemListElement comment review about isBasedOn "
    "associatedMedia video image author publisher significantLink subjectOf workExample potentialAction".split()
)


class Origin(Protocol):
    """Where a node was written: which syntax, and where each of its values stands."""

    syntax: str

    def spot(self, pointer: str, *, key: bool = False) -> Spot:
        """Where the value at a JSON Pointer stands; `key` asks for its name instead."""
        ...


class JsonBlock:
    """One `<script type="application/ld+json">`, read strictly; where that fails, as a forgiving reader sees it.

    json: the strict reading, with its fault if it has one.
    lenient: what a forgiving reader makes of a broken block; None for a sound one, or when nothing can be read.
    """

    syntax = "json-ld"
    __slots__ = ("_base", "_source", "element", "json", "lenient")

    def __init__(self, source: Source, element: Element, base: int, raw: str) -> None:
        self._source, self.element, self._base = source, element, base
        self.json = read_json(raw)
        self.lenient: Lenient | None = None
        if self.json.fault is not None:
            from seocheck.page.json_lenient import lenient  # noqa: PLC0415  few pages have a broken block

            self.lenient = lenient(raw, self.json.fault)

    @property
    def reading(self) -> JsonText | Lenient | None:
        """The reading rules may judge by: the strict one, else a forgiving one when there is no other way to read it."""
        if self.json.fault is None:
            return self.json
        return self.lenient if self.lenient is not None and self.lenient.certain else None

    @property
    def caveat(self) -> tuple[str, Spot] | None:
        """What a finding on this block's values must say besides: that the block is broken, and where."""
        fault = self.json.fault
        return None if fault is None else ("read in spite of the fault in this block", self.stretch(fault.start, fault.end))

    def spot(self, pointer: str, *, key: bool = False) -> Spot:
        """See `Origin`."""
        reading = self.reading
        assert reading is not None
        return JsonSpot(self._source, self._base, reading, pointer, key=key)

    def stretch(self, start: int, end: int) -> Spot:
        """Where characters of the block stand, by their offsets in it."""
        return TextSpot(self._source, self._base + start, self._base + end)

    @property
    def whole(self) -> Spot:
        """The script element."""
        return TagSpot(self._source, self.element)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One thing the structured data describes.

    types: schema.org names without prefix, as written otherwise.
    data: its properties in JSON shape.
    via: the properties that lead to it from the top of its block.
    """

    types: tuple[str, ...]
    data: Mapping[str, Any]
    pointer: str
    origin: Origin
    via: tuple[str, ...]
    table: StructuredData

    @property
    def spot(self) -> Spot:
        """Where the node stands."""
        return self.origin.spot(self.pointer)

    @property
    def id(self) -> str | None:
        """Its @id."""
        value = self.data.get("@id")
        return value if isinstance(value, str) else None

    @property
    def is_reference(self) -> bool:
        """Whether it only points at a node described elsewhere."""
        return "@id" in self.data and len(self.data) == 1

    def __str__(self) -> str:
        for name in ("name", "headline", "@id", "url", "contentUrl"):
            value = self.data.get(name)
            if isinstance(value, str) and value.strip():
                return collapse(value)
        return "/".join(self.types) or "an object without a type"

    def is_a(self, name: str) -> bool:
        """Whether one of its types is `name` or a subtype of it."""
        family = _SUBTYPES.get(name)
        return any(kind == name or (family is not None and kind in family) for kind in self.types)


    def values(self, name: str) -> Iterator[Value]:
        """The values of a property: arrays, @list and @value taken apart, references resolved."""
        key = _key(self.data, name)
        if key is None:
            return
        stack: list[tuple[Any, str]] = [(self.data[key], f"{self.pointer}/{escaped(key)}")]
        while stack:
            raw, pointer = stack.pop()
            if isinstance(raw, list):
                stack.extend((item, f"{pointer}/{index}") for index, item in reversed(list(enumerate(raw))))
            elif isinstance(raw, Mapping):
                wrapper = next((word for word in ("@list", "@set", "@value") if word in raw), None)
                if wrapper:
                    stack.append((raw[wrapper], f"{pointer}/{wrapper}"))
                else:
                    inner = Node(types_of(raw), raw, pointer, self.origin, (*self.via, name), self.table)
                    yield Value(self.table.resolve(inner), inner.spot)
            else:
                yield Value(raw, self.origin.spot(pointer))

    def follow(self, path: str) -> Iterator[Value]:
        """The values at the end of a dotted path of properties, e.g. `item.name`."""
        first, _, rest = path.partition(".")
        for value in self.values(first):
            if not rest:
                yield value
            elif isinstance(value.value, Node):
                yield from value.value.follow(rest)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property, arrays taken apart: plain (text, number, truth, None) or a node."""

    value: object
    spot: Spot


def is_empty(value: object) -> bool:
    """Whether a value says nothing: blank text, null, or a node with nothing but a type."""
    if isinstance(value, Node):
        return not any(name not in ("@type", "@context") and item not in ("", None, [], {}) for name, item in value.data.items())
    return value is None or (isinstance(value, str) and not value.strip())


class StructuredData:
    """All structured data of one page."""

    def __init__(self, page: Page, blocks: tuple[JsonBlock, ...], unread: str | None) -> None:
        self._page = page
        self.blocks = blocks
        self.unread = unread

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every described node, in page order: top level, @graph members, nested ones."""
        found: list[Node] = []
        for block in self.blocks:
            if block.reading is not None:
                found.extend(_walk(self, block, block.reading.value, MAX_NODES - len(found)))
        return tuple(found)

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        table: dict[str, Node] = {}
        for node in self.nodes:
            if node.id is not None and not node.is_reference and (node.id not in table or (node.types and not table[node.id].types)):
                table[node.id] = node
        return table

    def resolve(self, node: Node) -> Node:
        """The described node behind a reference, or the node itself.

        A node without a type that repeats another's @id (`{"@id": …, "name": …}`) is of that other's types.
        """
        if node.id is None or node.types:
            return node
        described = self._by_id.get(node.id, node)
        return described if node.is_reference else replace(node, types=described.types)

    def of_type(self, name: str) -> tuple[Node, ...]:
        """Nodes of a type or a subtype of it."""
        return tuple(node for node in self.nodes if node.is_a(name))

    @cached_property
    def article(self) -> Node | None:
        """The main article: the Article-family node that describes this page."""
        candidates = [node for node in self.nodes if any(kind in ARTICLES for kind in node.types) and not node.is_reference]
        own = [node for node in candidates if not any(step in _OTHER_WORKS for step in node.via)]
        if len(own) <= 1:
            return own[0] if own else None
        live = [node for node in own if "LiveBlogPosting" in node.types]
        return self._about_this_page(own) or (live[0] if live else None) or self._nearest_headline(own)

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
            for node in self.nodes
            if node is not main
            and any(kind in ARTICLES for kind in node.types)
            and not node.is_reference
            and not any(step in _OTHER_WORKS for step in node.via)
            and (node.id is None or node.id != main.id)
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
        for node in nodes:
            named = (value.value for name in ("url", "mainEntityOfPage", "@id") for value in node.values(name))
            texts = (item.id if isinstance(item, Node) else item for item in named)
            for text in texts:
                other = Address.parse(text, self._page.base) if isinstance(text, str) and text else None
                if other and other.key == address.key:
                    return node
        return None

    def _nearest_headline(self, nodes: list[Node]) -> Node:
        titles = [str(fact.value) for fact in (*self._page.view("h1").facts, *self._page.view("title").facts)]

        def likeness(node: Node) -> float:
            texts = [value.value for value in node.values("headline") if isinstance(value.value, str)]
            return max((shared(text, other) for text in texts for other in titles), default=0.0)

        return max(nodes, key=likeness)  # the first of equals: max keeps page order


def read(page: Page) -> StructuredData:
    """Read the structured data of a page."""
    blocks = []
    scripts = [element for element in page.tree.select("script") if _is_json_ld(element)]
    scripts = [element for element in scripts if element.closest("template") is None]
    for element in scripts[:MAX_BLOCKS]:
        location = element.source_location
        base = location.start_tag.end_offset if location else 0
        raw = page.text[base : base + len(element.text)]
        if len(raw) <= MAX_BLOCK_LENGTH:
            blocks.append(JsonBlock(page.source, element, base, raw))
    unread = None
    if len(scripts) > len(blocks):
        unread = f"{len(scripts) - len(blocks)} of {len(scripts)} JSON-LD blocks are beyond the size limits"
    broken = next((block for block in blocks if block.reading is None), None)
    if unread is None and broken is not None:
        line = broken.whole.place().line
        unread = f"the JSON-LD block at line {line} could not be read"
    if unread is None and ("itemscope" in page.text or "typeof=" in page.text):
        unread = "the page carries microdata or RDFa, which are not read yet"
    return StructuredData(page, tuple(blocks), unread)


def _is_json_ld(element: Element) -> bool:
    essence = (element.attr("type") or "").partition(";")[0]
    return essence.strip().lower() == "application/ld+json"


def escaped(token: str) -> str:
    """A key as a JSON Pointer token (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1")


def types_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The types a JSON object names, schema.org prefixes taken off."""
    raw = data.get("@type")
    listed = raw if isinstance(raw, list) else [raw]
    return tuple(_PREFIX.sub("", item.strip()) for item in listed if isinstance(item, str) and item.strip())


def _key(data: Mapping[str, Any], name: str) -> str | None:
    if name in data:
        return name
    return next((key for key in data if ":" in key and _PREFIX.sub("", key) == name), None)


def _walk(table: StructuredData, origin: Origin, top: Any, limit: int) -> Iterator[Node]:
    stack: list[tuple[Any, str, tuple[str, ...]]] = [(top, "", ())]
    while stack and limit > 0:
        raw, pointer, via = stack.pop()
        if isinstance(raw, list):
            stack.extend((item, f"{pointer}/{i}", via) for i, item in reversed(list(enumerate(raw))))
        elif isinstance(raw, Mapping):
            if "@value" in raw:
                continue
            types = types_of(raw)
            if types or "@id" in raw:
                limit -= 1
                yield Node(types, raw, pointer, origin, via, table)
            for key, item in reversed(raw.items()):
                if isinstance(item, list | Mapping) and key != "@context":
                    step = via if key.startswith("@") else (*via, _PREFIX.sub("", key))
                    stack.append((item, f"{pointer}/{escaped(key)}", step))


def without_context(data: StructuredData) -> Iterator[tuple[JsonBlock, str, str]]:
    """Top-level objects that name types but no schema.org context: block, pointer, what stands there instead."""
    for block in data.blocks:
        if block.reading is None:
            continue
        top = block.reading.value
        members = [("", top)] if isinstance(top, Mapping) else list(_members(top))
        for pointer, item in members:
            if isinstance(item, Mapping) and (types_of(item) or "@graph" in item) and not _has_context(item):
                yield block, pointer, str(item.get("@context") or "nothing")


def _members(top: object) -> Iterator[tuple[str, Any]]:
    if isinstance(top, list):
        yield from ((f"/{index}", item) for index, item in enumerate(top))


def _has_context(item: Mapping[str, Any]) -> bool:
    stack = [item.get("@context")]
    while stack:
        context = stack.pop()
        if isinstance(context, list):
            stack.extend(context)
        elif isinstance(context, Mapping):
            stack.extend(value for value in context.values() if isinstance(value, str))
        elif isinstance(context, str) and SCHEMA_ORG.match(context):
            return True
    types = types_of(item)
    return bool(types) and all(":" in kind for kind in types)  # full IRIs, or a vocabulary of its own: not schema.org's case


def summaries(top: Any) -> Iterator[tuple[str, str]]:
    """The things at the top of a block or its @graph: type, and headline or name if it has one."""
    listed = top if isinstance(top, list) else [top]
    for item in listed:
        if isinstance(item, Mapping):
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from summaries(graph)
            else:
                title = next((item[name] for name in ("headline", "name") if isinstance(item.get(name), str)), "")
                yield "/".join(types_of(item)), collapse(html.unescape(title))[:60]
