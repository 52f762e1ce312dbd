"""extruct's RDFa reader without its graphs. Importing this costs 0.1 s, so `rdfa` does it on first use only.

extruct has pyRdfa fill a graph of rdflib, copy it, and rdflib write it as JSON, to be read again: half of its time.
Here the triples are put into that shape as they come from pyRdfa, which decides what the page says.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pyRdfa import rdfa_current_version
from pyRdfa.options import Options
from pyRdfa.parse import parse_one_node
from pyRdfa.state import ExecutionContext
from pyRdfa.transform import empty_safe_curie, top_about
from rdflib import RDF, BNode, Literal, URIRef

from seocheck.page.markup.extruct_part import part

if TYPE_CHECKING:
    from seocheck.page.markup.copies import Copy

part("rdfa")  # it teaches pyRdfa some more prefixes


def things(root: Copy, base: str) -> list[dict[str, Any]]:
    """The things that copies describe, each with all that is said of it: expanded JSON-LD, as pyRdfa comes to them."""
    triples = _Triples()
    options = _options()
    state = ExecutionContext(root, triples, base=base, options=options, rdfa_version=rdfa_current_version)
    for prepare in (empty_safe_curie, top_about):
        prepare(root, options, state)
    parse_one_node(root, triples, None, state, [])
    return triples.things()


class _Triples:
    """What pyRdfa asks of a graph: to take a triple, once, and to note prefixes, which nobody reads."""

    def __init__(self) -> None:
        self._found: dict[tuple[Any, Any, Any], None] = {}

    def add(self, triple: tuple[Any, Any, Any]) -> None:
        self._found[triple] = None

    def bind(self, prefix: str, namespace: str) -> None:
        pass

    def things(self) -> list[dict[str, Any]]:
        things: dict[str, dict[str, Any]] = {}
        for subject, name, value in self._found:
            thing = things.setdefault(_name(subject), {"@id": _name(subject)})
            is_type = name == RDF.type
            said = str(value) if is_type and isinstance(value, URIRef) else _shape(value)
            thing.setdefault("@type" if is_type else str(name), []).append(said)
        return list(things.values())


def _shape(value: Any) -> dict[str, Any]:
    if value == RDF.nil:
        return {"@list": []}
    if not isinstance(value, Literal):
        return {"@id": _name(value)}
    kind = {"@type": str(value.datatype)} if value.datatype else {}
    return {**kind, "@value": str(value)}


def _name(thing: Any) -> str:
    return str(thing.n3()) if isinstance(thing, BNode) else str(thing)


@cache
def _options() -> Any:
    """As extruct sets them; without pyRdfa's graph of warnings, which nobody reads."""
    options = Options(space_preserve=True, embedded_rdf=False, vocab_expansion=False, vocab_cache=False)
    options.processor_graph = SimpleNamespace(add_triples=lambda *_: None)
    return options
