"""What bare names mean in a JSON-LD block: schema.org's, by its `@context`, or somebody else's. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from seocheck.page.jsonld.blocks import SCHEMA_ORG, JsonBlock
from seocheck.page.markup.nodes import Node, escaped

_SCHEMA_NAME = re.compile(r"^(?:https?://(?:www\.)?schema\.org[/#]|schema:)(?=.)", re.IGNORECASE)
_MARK = '"@context"'


class Scope(NamedTuple):
    """An active context.

    default: whether names it does not define itself are schema.org's.
    defined: names it defines: the schema.org name meant, or None for another vocabulary's or a keyword.
    """

    default: bool
    defined: Mapping[str, str | None]

    def name(self, key: str) -> str | None:
        """The schema.org name a key or type stands for; None when it is a keyword or not schema.org's."""
        if ":" in key:
            bare = _SCHEMA_NAME.sub("", key)
            return bare if bare != key else None
        if key.startswith("@"):
            return None
        if key in self.defined:
            return self.defined[key]
        return key if self.default else None


NOTHING = Scope(default=False, defined={})
"""No context, or one that may define anything: only names that say themselves whose they are can be judged."""

ITEMS = Scope(default=True, defined={})
"""Microdata and RDFa: the type says whose names they are."""

SCHEMA = Scope(default=True, defined={"id": None, "type": None})
"""`"@context": "https://schema.org"`, the usual case; schema.org's own context has `id` and `type` as keywords."""


def read_context(context: Any, outer: Scope = NOTHING) -> Scope:
    """The scope an `@context` opens inside another one."""
    scope = outer
    for part in context if isinstance(context, list) else [context]:
        if isinstance(part, str):
            scope = SCHEMA if SCHEMA_ORG.match(part) else NOTHING  # another's context may define any name
        elif isinstance(part, Mapping):
            scope = _defining(part, scope)
        else:
            scope = NOTHING  # null wipes the slate
    return scope


def _defining(terms: Mapping[str, Any], outer: Scope) -> Scope:
    default = outer.default
    if "@vocab" in terms:
        vocab = terms["@vocab"]
        default = isinstance(vocab, str) and SCHEMA_ORG.match(vocab) is not None
    defined = {name: _meant(target) for name, target in terms.items() if not name.startswith("@")}
    return Scope(default, {**outer.defined, **defined})


def _meant(target: Any) -> str | None:
    if isinstance(target, Mapping):
        target = target.get("@id")
    if not isinstance(target, str):
        return None
    bare = _SCHEMA_NAME.sub("", target)
    return bare if bare != target else None


class Scopes:
    """The active contexts of a page's nodes; one is to be used for one page."""

    def __init__(self) -> None:
        self._blocks: dict[JsonBlock, dict[str, Scope]] = {}

    def of(self, node: Node) -> Scope:
        """What bare names in `node` mean."""
        origin = node.origin
        if not isinstance(origin, JsonBlock):
            return ITEMS if node.types else NOTHING
        opened = self._blocks.get(origin)
        if opened is None:
            opened = self._blocks[origin] = _opened(origin)
        pointer = node.pointer
        if len(opened) > 1:
            while pointer not in opened:  # "" is always there
                pointer = pointer.rpartition("/")[0]
            return opened[pointer]
        return opened[""]


def _opened(block: JsonBlock) -> dict[str, Scope]:
    """The scopes a block opens, by JSON Pointer of the object; "" is always there."""
    top = block.reading.value if block.reading is not None else None
    if isinstance(top, Mapping) and block.json.text.count(_MARK) < 2:
        return {"": read_context(top["@context"]) if "@context" in top else NOTHING}
    opened = {"": NOTHING}
    stack: list[tuple[Any, str, Scope]] = [(top, "", NOTHING)]
    while stack:
        raw, pointer, scope = stack.pop()
        if isinstance(raw, list):
            stack += [(item, f"{pointer}/{index}", scope) for index, item in enumerate(raw)]
        elif isinstance(raw, Mapping):
            if "@context" in raw:
                opened[pointer] = scope = read_context(raw["@context"], scope)
            stack += [
                (item, f"{pointer}/{escaped(key)}", scope)
                for key, item in raw.items()
                if isinstance(item, list | Mapping) and key != "@context"
            ]
    return opened
