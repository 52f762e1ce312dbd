"""JSON-LD blocks: the script elements of a page, each read for itself; one broken block never hides another."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from seocheck.page.jsonld.text import JsonFault, JsonText, read_json
from seocheck.page.markup.nodes import types_of
from seocheck.page.source import JsonSpot, Source, TagSpot, TextSpot
from seocheck.page.wording import collapse

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.model import Spot
    from seocheck.page.jsonld.lenient import Lenient
    from seocheck.page.page import Page

_SCRIPTS = 'script[type*="application/ld+json" i]'  # and perhaps more in the type, which `_is_json_ld` judges

MAX_BLOCKS = 200
MAX_BLOCK_LENGTH = 4 * 1024 * 1024

# A page from a web archive has its addresses rewritten, this one too: no fault of the page.
SCHEMA_ORG = re.compile(
    r"^\s*(?:https?://web\.archive\.org/web/\w+/)?https?://(?:www\.)?schema\.org(?:[/#].*)?\s*$", re.IGNORECASE
)


class JsonBlock:
    """One `<script type="application/ld+json">`, read strictly; where that fails, as a forgiving reader sees it.

    json: the strict reading, with its fault if it has one.
    lenient: what a forgiving reader makes of a broken block; None for a sound one, or when nothing can be read.
    reading: the one rules may judge by: the strict one, else a forgiving one that leaves no other.
    """

    syntax = "json-ld"
    __slots__ = ("_base", "_source", "element", "json", "lenient", "reading")

    def __init__(self, source: Source, element: Element, base: int, raw: str) -> None:
        self._source, self.element, self._base = source, element, base
        self.json = read_json(raw)
        self.lenient: Lenient | None = None
        self.reading: JsonText | Lenient | None = self.json
        if self.json.fault is not None:
            from seocheck.page.jsonld.lenient import lenient  # few pages have a broken block

            self.lenient = lenient(raw, self.json.fault)
            self.reading = self.lenient if self.lenient is not None and self.lenient.certain else None

    @property
    def fault(self) -> JsonFault | None:
        """What keeps everybody from reading the block: no strict JSON, or JSON that holds no object."""
        if self.json.fault is not None or isinstance(self.json.value, (dict, list)):
            return self.json.fault
        from seocheck.page.jsonld.words import make_fault, quote  # as rare as a broken block

        kind = "a text" if isinstance(self.json.value, str) else "a single value"
        return make_fault("no-object", *self.json.span(""), kind=kind, seen=quote(self.json.text.strip()))

    def spot(self, pointer: str, *, key: bool = False) -> Spot:
        """See `Origin`."""
        reading = self.reading
        assert reading is not None
        spot = JsonSpot(self._source, self._base, reading, pointer, key=key)
        fault = self.json.fault
        if fault is not None:
            spot.caveat = ("read in spite of the fault in this block", self.stretch(fault.start, fault.end))
        return spot

    def stretch(self, start: int, end: int) -> Spot:
        """Where characters of the block stand, by their offsets in it."""
        return TextSpot(self._source, self._base + start, self._base + end)

    @property
    def whole(self) -> Spot:
        """The script element."""
        return TagSpot(self._source, self.element)


def read_blocks(page: Page) -> tuple[tuple[JsonBlock, ...], str | None]:
    """The JSON-LD blocks of a page, and why some were left unread, if any."""
    blocks = []
    scripts = [item for item in page.tree.select(_SCRIPTS) if _is_json_ld(item) and item.closest("template") is None]
    for element in scripts[:MAX_BLOCKS]:
        location = element.source_location
        base = location.start_tag.end_offset if location else 0
        if location:
            page.source.learn(location.start_tag)
        raw = page.text[base : base + len(element.text)]
        if len(raw) <= MAX_BLOCK_LENGTH:
            blocks.append(JsonBlock(page.source, element, base, raw))
    left = len(scripts) - len(blocks)
    unread = f"{left} of {len(scripts)} JSON-LD blocks are beyond the limits of size and number" if left else None
    return tuple(blocks), unread


def _is_json_ld(element: Element) -> bool:
    essence = (element.attr("type") or "").partition(";")[0]
    return essence.strip().lower() == "application/ld+json"


def without_context(blocks: Sequence[JsonBlock]) -> Iterator[tuple[JsonBlock, str, str]]:
    """Top-level objects that name types but no schema.org context: block, pointer, what stands there instead."""
    for block in blocks:
        if block.reading is None:
            continue
        top = block.reading.value
        members = [("", top)] if isinstance(top, Mapping) else list(_members(top))
        for pointer, item in members:
            if isinstance(item, Mapping) and (types_of(item) or "@graph" in item) and not _has_context(item):
                yield block, pointer, str(item.get("@context") or "")


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
    return bool(types) and all(
        ":" in kind for kind in types
    )  # full IRIs, or a vocabulary of its own: not schema.org's case


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
