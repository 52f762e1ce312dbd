"""The JSON-LD blocks of a page while they are mended: copies of what they say, and how they are written again."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

from turbohtml import Element

from seocheck.mend.nouns import Edit, Object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seocheck.page import Page
    from seocheck.page.jsonld.blocks import JsonBlock
    from seocheck.page.markup.nodes import Node

_INDENT = re.compile(r"\n([ \t]+)\S")


class Blocks:
    """Copies of a page's JSON-LD blocks; the page itself stays as it is."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._copies: dict[int, Any] = {}
        self._new: list[Object] = []

    def node(self, node: Node) -> Object | None:
        """A node of a block, free to be changed; None when it stands in no block that can be read."""
        at = next((i for i, block in enumerate(self._blocks) if block is node.origin), None)
        if at is None:
            return None
        return self.at(at, node.pointer)

    def at(self, number: int, pointer: str) -> Object:
        """The object at a JSON Pointer of a block, free to be changed."""
        part = self.whole(number)
        for token in pointer.split("/")[1:]:
            key = token.replace("~1", "/").replace("~0", "~")
            part = part[int(key)] if isinstance(part, list) else part[key]
        found: Object = part
        return found

    def whole(self, at: int) -> Any:
        """All that the block number `at` says, free to be changed; it will be written anew."""
        if at not in self._copies:
            reading = self._blocks[at].reading
            assert reading is not None
            self._copies[at] = copy.deepcopy(reading.value)
        return self._copies[at]

    def add(self, node: Object) -> None:
        """A block that is to be put at the end of the head."""
        self._new.append(node)

    @property
    def _blocks(self) -> tuple[JsonBlock, ...]:
        return self._page.structured.blocks

    def edits(self) -> tuple[Edit, ...]:
        """What is to be changed in the page's text. A block that says the same and is sound stays as it is written."""
        found = []
        for at, value in self._copies.items():
            block = self._blocks[at]
            reading = block.reading
            if block.json.fault is None and reading is not None and _same(reading.value, value):
                continue
            location = block.element.source_location
            assert location is not None
            start = location.start_tag.end_offset
            end = start + len(block.element.text)
            found.append(Edit(start, end, rewritten(self._page.text[start:end], value)))
        if self._new:
            at = _end_of_head(self._page)
            found.append(Edit(at, at, "".join(map(_script, self._new))))
        return tuple(sorted(found, key=lambda edit: edit.start))


def as_text(value: Any) -> str:
    """A block as text to copy."""
    return _safe(json.dumps(value, indent=2, ensure_ascii=False))


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one) == json.dumps(other)  # the order of keys counts, and 1 is not true


def rewritten(written: str, value: Any) -> str:
    """The text of a block that says `value`, laid out like the one before: its white space, its lines, its indent."""
    inside = written.strip()
    before, after = written[: len(written) - len(written.lstrip())], written[len(written.rstrip()) :]
    indent = _INDENT.search(inside)
    if "\n" in inside:
        text = json.dumps(value, indent=min(len(indent[1].replace("\t", "  ")), 4) if indent else 2, ensure_ascii=False)
    else:
        tight = '": ' not in inside
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":") if tight else None)
    return before + _safe(text) + after


def _safe(text: str) -> str:
    """JSON that cannot end its script element."""
    return text.replace("<", "\\u003c")


def _script(node: Mapping[str, Any]) -> str:
    return f'<script type="application/ld+json">\n{as_text(node)}\n</script>\n'


def _end_of_head(page: Page) -> int:
    """Where in the text a block goes: at the end of the head, else at the front of the body, else of the page."""
    head, body = page.tree.select("head")[:1], page.tree.select("body")[:1]
    for element in (*head, *(node for node in reversed(head[0].children if head else ()) if isinstance(node, Element))):
        location = element.source_location
        if location is not None and location.end_tag is not None:
            return location.end_tag.start_offset if element.tag == "head" else location.end_tag.end_offset
        if location is not None and element.tag != "head":
            return location.start_tag.end_offset
    location = body[0].source_location if body else None
    return location.start_tag.end_offset if location else 0
