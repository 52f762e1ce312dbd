"""extruct's microdata reader, fit for any page. Importing this costs 0.06 s, so `microdata` does it on first use only.

extruct decides what an item holds and what a property's value is. Which elements belong to which item is decided here,
in one pass and within limits: extruct's own search is worse than quadratic on nested items and follows itemref
without end. Where extruct and the standard part, a comment says which is followed, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from seocheck.page.markup.extruct_part import part
from seocheck.page.markup.lxml_tree import Skeleton, Texts, TooMuch
from seocheck.page.markup.microdata import MAX_DEPTH, TOO_DEEP

if TYPE_CHECKING:
    from turbohtml import Element

MicrodataExtractor: Any = part("w3cmicrodata").MicrodataExtractor

MAX_REFERRED = 10_000
"""Elements looked at for items that use itemref, all of them together."""

_ADDRESSES = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "object": "data",
}


def carrier(node: Any) -> str | None:
    """The attribute that holds a property's value, None when its text does.

    Where extruct gives an empty text or the page's own address for want of the attribute, `content` is taken, which
    Google and schema.org's examples allow on any element; for a `<time>` also its text, as the standard says.
    """
    tag = node.tag
    own = "content" if tag == "meta" else "value" if tag in ("data", "meter") else _ADDRESSES.get(tag)
    if tag == "time" and node.get("datetime") is not None:
        own = "datetime"
    if own and (node.get(own) or "").strip():
        return str(own)
    return "content" if node.get("content") else own


class Extractor(MicrodataExtractor):  # type: ignore[misc]
    """extruct's reader with its search for properties replaced, and each value given with its element.

    Its methods keep extruct's names and arguments; `items_seen` and `itemids` serve nothing here.
    """

    def __init__(self, tree: Skeleton, refs: Mapping[Element, list[str]], targets: Mapping[str, Element]) -> None:
        super().__init__(strict=True, add_html_node=True)
        self.circle = False
        self._tree, self._texts = tree, Texts()
        copies = {element: copy for copy, element in tree.element.items()}
        found = {name: copies[element] for name, element in targets.items()}
        self._refs = {copies[scope]: [found[name] for name in ids if name in found] for scope, ids in refs.items()}
        self._items: dict[Any, Any] = {}
        self._depth = self._referred = 0

    def extract_items(self, document: Any, base_url: str | None) -> list[dict[str, Any]]:  # noqa: ARG002
        """The items no other holds. Those meant to be top-level go first: they may hold an earlier one."""
        scopes = [copy for copy in self._tree.copies if copy.get("itemscope") is not None]
        ids = {copy: number for number, copy in enumerate(scopes, 1)}
        held_last = sorted(scopes, key=lambda scope: scope.get("itemprop") is not None)
        found = [self._extract_item(copy, set(), base_url, ids) for copy in held_last if copy not in self._items]
        return sorted(found, key=lambda item: self._tree.order[item["htmlNode"]])

    def _extract_item(self, node: Any, items_seen: Any, base_url: Any, itemids: Any) -> Any:  # noqa: ARG002
        """An item, the same one for everyone who asks; None while it is still being read: that is a circle."""
        if node not in self._items:
            self._items[node] = None
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise TooMuch(TOO_DEEP)
            self._items[node] = super()._extract_item(node, set(), base_url, itemids)
            self._depth -= 1
        elif self._items[node] is None:
            self.circle = True
        return self._items[node]

    def _extract_properties(self, node: Any, items_seen: Any, base_url: Any, itemids: Any) -> Iterator[tuple[str, Any]]:
        for copy in self._belonging(node):
            value = self._extract_property_value(copy, items_seen, base_url, itemids)
            for name in dict.fromkeys(copy.get("itemprop").split()):
                if value is not None and not name.startswith("@"):
                    yield name, (copy, value)

    def _extract_property_refs(self, *args: Any, **kwargs: Any) -> tuple[()]:  # noqa: ARG002
        return ()  # they are among the properties already, in page order

    def _belonging(self, node: Any) -> list[Any]:
        """The elements that carry an item's properties: https://html.spec.whatwg.org/#the-properties-of-an-item."""
        refs = self._refs.get(node, [])
        found, seen, pending = [], {node}, [*node, *refs]
        while pending:
            copy = pending.pop()
            if copy in seen:
                self.circle = self.circle or copy is node
                continue
            seen.add(copy)
            if copy.get("itemprop"):
                found.append(copy)
            if copy.get("itemscope") is None:
                pending.extend(copy)
        if refs:
            self._referred += len(seen)
            if self._referred > MAX_REFERRED:
                raise TooMuch(f"itemref leads to more than {MAX_REFERRED} elements")
        return sorted(found, key=self._tree.order.__getitem__)

    def _extract_property_value(
        self, node: Any, items_seen: Any, base_url: Any, itemids: Any, force: bool = False
    ) -> Any:
        if force:
            return None  # the text of an item without properties, which no rule of ours reads
        attribute = None
        if node.get("itemscope") is None:
            attribute = carrier(node)
            if attribute is not None and not (node.get(attribute) or "").strip():
                return ""  # extruct would give the page's own address for an <img> without src
            if attribute == "content":
                return node.get("content")
            if attribute is None and node.tag == "time":
                return self._extract_textContent(node)
        try:
            return super()._extract_property_value(node, items_seen, base_url, itemids)
        except ValueError:  # an address Python cannot join, such as http://[
            return node.get(attribute).strip() if attribute else ""

    def _extract_textContent(self, node: Any) -> str:  # noqa: N802
        return self._texts.of(self._tree.element[node])
