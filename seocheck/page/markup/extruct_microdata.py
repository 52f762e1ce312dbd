"""extruct's microdata reader, fit for any page. Importing this costs 0.06 s, so `microdata` does it on first use only.

extruct decides what an item holds and what a property's value is. Which elements belong to which item is decided here,
in one pass and within limits: extruct's own search is worse than quadratic on nested items and follows itemref
without end. Where extruct and the standard part, a comment says which is followed, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from seocheck.page.address import stays
from seocheck.page.markup.extruct_part import part
from seocheck.page.markup.microdata import MAX_DEPTH, TOO_DEEP
from seocheck.page.markup.texts import Texts, TooMuch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seocheck.page.markup.marks import Mark

MicrodataExtractor: Any = part("w3cmicrodata").MicrodataExtractor

MAX_REFERRED = 10_000
"""Elements looked at for items that use itemref, all of them together."""

_ADDRESSES = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "object": "data",
}
_OF_ADDRESSES = frozenset(_ADDRESSES.values())
_OF_ACTIONS = ("-input", "-output")  # properties that extruct makes something of by schema.org's page on actions


def carrier(mark: Mark) -> str | None:
    """The attribute that holds a property's value, None when its text does.

    Where extruct gives an empty text or the page's own address for want of the attribute, `content` is taken, which
    Google and schema.org's examples allow on any element; for a `<time>` also its text, as the standard says.
    """
    tag, given = mark.tag, mark.attrib
    own = "content" if tag == "meta" else "value" if tag in ("data", "meter") else _ADDRESSES.get(tag)
    if tag == "time" and "datetime" in given:
        own = "datetime"
    if own and given.get(own, "").strip():
        return own
    return "content" if given.get("content") else own


class Extractor(MicrodataExtractor):  # type: ignore[misc]
    """extruct's reader with its search for properties replaced, and each value given with its element.

    Its methods keep extruct's names and arguments; `items_seen` and `itemids` serve nothing here.
    """

    def __init__(self) -> None:
        super().__init__(strict=True, add_html_node=True)
        self.circle = False
        self._texts = Texts()
        self._items: dict[Mark, Any] = {}
        self._depth = self._referred = 0

    def extract_items(self, document: Sequence[Mark], base_url: str | None) -> list[dict[str, Any]]:
        """The items no other holds. Those meant to be top-level go first: they may hold an earlier one."""
        scopes = [mark for mark in document if mark.is_scope]
        ids = {mark: number for number, mark in enumerate(scopes, 1)}
        held_last = sorted(scopes, key=lambda scope: "itemprop" in scope.attrib)
        found = [self._extract_item(mark, set(), base_url, ids) for mark in held_last if mark not in self._items]
        return sorted(found, key=lambda item: int(item["htmlNode"].number))

    def _extract_item(self, node: Mark, items_seen: Any, base_url: Any, itemids: Any) -> Any:  # noqa: ARG002
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

    def _extract_properties(
        self, node: Mark, items_seen: Any, base_url: Any, itemids: Any
    ) -> Iterator[tuple[str, Any]]:
        for mark in self._belonging(node):
            value = self._extract_property_value(mark, items_seen, base_url, itemids)
            for name in dict.fromkeys(mark.attrib["itemprop"].split()):
                if value is not None and not name.startswith("@"):
                    yield name, (mark, value)

    def _belonging(self, node: Mark) -> list[Mark]:
        """The elements that carry an item's properties: https://html.spec.whatwg.org/#the-properties-of-an-item."""
        found, seen, pending = [], {node}, [*node.children, *node.refs]
        while pending:
            mark = pending.pop()
            if mark in seen:
                self.circle = self.circle or mark is node
                continue
            seen.add(mark)
            if mark.get("itemprop"):
                found.append(mark)
            if not mark.is_scope:
                pending.extend(mark.children)
        if node.refs:
            self._referred += len(seen)
            if self._referred > MAX_REFERRED:
                raise TooMuch(f"itemref leads to more than {MAX_REFERRED} elements")
        return sorted(found, key=attrgetter("number"))

    def _extract_property_value(
        self, node: Mark, items_seen: Any, base_url: Any, itemids: Any, force: bool = False
    ) -> Any:
        if force:
            return None  # the text of an item without properties, which no rule of ours reads
        if node.is_scope:
            return self._extract_item(node, items_seen, base_url, itemids)
        attribute = carrier(node)
        if attribute is None and (node.tag == "time" or not node.attrib["itemprop"].endswith(_OF_ACTIONS)):
            return self._texts.of(node.element)
        given = node.attrib.get(attribute, "") if attribute else ""
        if attribute and (value := _as_written(attribute, given)) is not None:
            return value
        try:
            return super()._extract_property_value(node, items_seen, base_url, itemids)
        except ValueError:  # an address Python cannot join, such as http://[
            return given.strip()


def _as_written(attribute: str, given: str) -> str | None:
    """The value an attribute gives without more ado; None for an address that is to be joined to the page's."""
    if not given.strip():
        return ""  # extruct would give the page's own address for an <img> without src
    if attribute not in _OF_ADDRESSES:
        return given
    address = given.strip(" \t\n\r\f")
    return address if stays(address) else None
