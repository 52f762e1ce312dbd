"""Subjects of the schema.org vocabulary: types and properties that do not exist, stand wrong, or hold the wrong kind.

All but `schema.types` are parts of `schema.faults`, one pass over the nodes of the page (see `term_faults`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from html.entities import html5
from itertools import islice
from typing import TYPE_CHECKING, Any

from seocheck.model import Fact, Place, Spot, View
from seocheck.page.jsonld.blocks import JsonBlock
from seocheck.page.lazy import lazy_view
from seocheck.page.markup.copies import in_page_order
from seocheck.page.markup.microdata import orphans
from seocheck.page.markup.nodes import escaped
from seocheck.page.subjects import subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from turbohtml import Element

    from seocheck.page.markup.term_faults import Fault
    from seocheck.page.page import Page


@subject("schema.types", "every schema.org type of every node, existing or not")
def types(page: Page) -> View:
    from seocheck.page.markup.term_faults import schema_types

    data = page.structured
    found = [(node, *named) for node in data.nodes for named in schema_types(node, data.scopes.of(node))]

    def fact(index: int) -> Fact:
        node, name, step = found[index]
        return Fact(name, node.origin.spot(node.pointer + step))

    return lazy_view([name for _, name, _ in found], fact, data.unread)


@subject("schema.faults", "all that schema.org's vocabulary objects to; equal faults are one", ("fault", "more"))
def faults(page: Page) -> View:
    nodes = page.structured.nodes
    if not nodes:
        return View(unknown=page.structured.unread)
    from seocheck.page.markup.term_faults import TermFaults

    return View(TermFaults(page).facts(), anchor=nodes[0].spot, unknown=page.structured.unread)


def _part(name: str, description: str, fault: Fault, *fields: str) -> None:
    """Register the faults of one kind as a subject."""

    def part(page: Page) -> View:
        view = page.view("schema.faults")
        return View(tuple(fact for fact in view.facts if fact.fields["fault"] == fault), view.anchor, view.unknown)

    register: Callable[[Callable[[Page], View]], object] = subject(name, description, (*fields, "more"))
    register(part)


_WRONG = ("type", "property", "kind", "expected")
_part("schema.unknown_types", "types schema.org does not have", "unknown type", "nearest", "hint")
_part("schema.unknown_properties", "properties schema.org does not have", "unknown property", "type", "nearest", "hint")
_part("schema.misplaced_properties", "properties on a type they do not belong to", "misplaced", "type", "domains")
_part("schema.superseded", "types and properties that others took the place of", "superseded", "successor")
_part("schema.wrong_values", "values of a kind their property cannot have", "wrong value", *_WRONG)
_part("schema.empty_values", 'properties that say nothing: "", [], {} or null', "empty", "type", "property")
_part("schema.dangling_references", 'references ({"@id": …}) to nothing on the page', "dangling", "property")


@subject("jsonld.script_types", "the type attribute of every JSON-LD script, as written")
def script_types(page: Page) -> View:
    blocks = page.structured.blocks
    return View(tuple(Fact(block.element.attr("type") or "", page.spot(block.element, "type")) for block in blocks))


# --- HTML entities in JSON-LD

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@subject("jsonld.entities", "texts of the JSON-LD with HTML entities, which JSON does not know", ("found", "property"))
def entities(page: Page) -> View:
    facts = []
    for block in page.structured.blocks:
        if block.json.fault is None and _may_hold_entities(block.json.text):
            for text, pointer, name in _texts(block.json.value):
                found = _entity(text)
                if found:
                    facts.append(Fact(text, _Words(block, pointer, found), {"found": found, "property": name}))
    return View(tuple(facts), anchor=_first(page))


def _may_hold_entities(json: str) -> bool:
    return ("&" in json and _ENTITY.search(json) is not None) or "\\u0026" in json


def _entity(text: str) -> str | None:
    """The first entity in a text; none in one that is HTML on purpose, tags and all."""
    if "&" not in text or ("<" in text and _TAG.search(text)):
        return None
    return next((word for word in _ENTITY.findall(text) if word[1] == "#" or word[1:] in html5), None)


def _texts(value: Any) -> Iterator[tuple[str, str, str]]:
    """Every text of a JSON value: itself, its pointer, the name of its property."""
    stack: list[tuple[Any, str, str]] = [(value, "", "")]
    while stack:
        raw, pointer, name = stack.pop()
        if isinstance(raw, str):
            yield raw, pointer, name
        elif isinstance(raw, list):
            stack += [(item, f"{pointer}/{at}", name) for at, item in reversed(list(enumerate(raw)))]
        elif isinstance(raw, Mapping):
            stack += [(item, f"{pointer}/{escaped(key)}", key) for key, item in reversed(list(raw.items()))]


class _Words:
    """The first place of some words in a text of a sound block, letter by letter as they are written there."""

    __slots__ = ("_block", "_pointer", "_words")
    caveat: tuple[str, Spot] | None = None

    def __init__(self, block: JsonBlock, pointer: str, words: str) -> None:
        self._block, self._pointer, self._words = block, pointer, words

    def place(self, quote: str | None = None) -> Place:  # noqa: ARG002  the words are the quote
        """See `model.Spot`."""
        start, end = self._block.json.span(self._pointer)
        at = self._block.json.text.find(self._words, start, end)
        if at < 0:  # written with JSON escapes
            return self._block.spot(self._pointer).place()
        return self._block.stretch(at, at + len(self._words)).place()._replace(pointer=self._pointer)

    def source(self, place: Place) -> str:
        """See `model.Spot`."""
        return self._block.spot(self._pointer).source(place)


def _first(page: Page) -> Spot | None:
    blocks: tuple[JsonBlock, ...] = page.structured.blocks
    return blocks[0].whole if blocks else None


# --- data-vocabulary.org

_OLD = "data-vocabulary.org"
_HOST = r"https?://(?:www\.|rdf\.)?data-vocabulary\.org"
_BOUND = re.compile(  # xmlns:v="…" or prefix="v: …"; lengths are limited so that no page makes it slow
    rf"""(?:xmlns:([\w-]{{1,40}})\s{{0,9}}=\s{{0,9}}["']?\s{{0,9}}|(?<![\w-])([\w-]{{1,40}}):\s{{1,9}}){_HOST}\Z""",
    re.IGNORECASE,
)
_BEFORE = 120  # characters, more than _BOUND takes
_MOST_BOUND = 1000  # names of the host looked at; real pages have dozens


@subject("markup.data_vocabulary", "elements that name a type of data-vocabulary.org, in microdata or RDFa")
def data_vocabulary(page: Page) -> View:
    data = page.structured
    old = [mark.element for mark in data.marks if _OLD in mark.attrib.get("itemtype", "")]
    marked = in_page_order(page, [*old, *data.typed])
    prefixed = any(":" in (element.attr("typeof") or "") for element in marked)
    prefixes = set(_bound_prefixes(page.text)) if prefixed else set()
    facts = []
    for element in marked:
        for attribute in ("itemtype", "typeof"):
            named = _old_type(element, attribute, prefixes)
            if named:
                facts.append(Fact(named, page.spot(element, attribute)))
    return View(tuple(facts), anchor=page.head)


def _bound_prefixes(text: str) -> Iterator[str]:
    """The prefixes a page binds to data-vocabulary.org; only what stands before the name of the host is looked at."""
    for host in islice(re.finditer(re.escape(_OLD), text), _MOST_BOUND):
        found = _BOUND.search(text, max(host.end() - _BEFORE, 0), host.end())
        if found:
            yield found[1] or found[2]


def _old_type(element: Element, attribute: str, prefixes: Set[str]) -> str | None:
    """What an attribute names, if it is of data-vocabulary.org: by its address, a prefix bound to it, or a `vocab`."""
    value = (element.attr(attribute) or "").strip()
    if _OLD in value:
        return value
    if attribute == "typeof" and value:
        prefix, colon, _ = value.partition(":")
        if colon and prefix in prefixes:
            return value
        vocab = element.closest("[vocab]")
        if not colon and vocab is not None and _OLD in (vocab.attr("vocab") or ""):
            return value
    return None


@subject(
    "microdata.orphans",
    "microdata that belongs to nothing: itemprop outside any itemscope, itemtype without one",
    ("attribute",),
)
def microdata_orphans(page: Page) -> View:
    facts = []
    for element in orphans(page):
        attribute = "itemprop" if element.attr("itemprop") is not None else "itemtype"
        facts.append(Fact(element.attr(attribute) or "", page.spot(element, attribute), {"attribute": attribute}))
    marked = bool(facts) or any(mark.is_scope for mark in page.structured.marks)
    return View(tuple(facts), anchor=page.body if marked else None)
