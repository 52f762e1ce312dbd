"""How far our reading of microdata and RDFa agrees with others: a table. Run `python -m benchmarks.conformance`.

The suites lie in a `shared` folder beside the checkout. What is compared: every item, its types, its @id, its
properties and their values in page order. Left out on purpose, everywhere: white space (a text is laid out, not raw),
and the text extruct gives an item that has no properties. Everything else that differs is explained in a table below.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seocheck.model import Document
from seocheck.page import Page, read_page
from seocheck.page.markup.microdata import Item, read_microdata
from seocheck.page.markup.rdfa import read_rdfa

SHARED = Path(__file__).resolve().parents[1] / "../shared"
SUITES = SHARED / "suites"
DEV = SHARED / "corpus/dev"

_URL_ATTRIBUTES = ("href", "src", "data")
_VOCABULARY_SUBJECT = "http://www.w3.org/ns/rdfa#usesVocabulary"
_EXPANSION = "vocabulary expansion: triples a reasoner adds, no item or property of the page"
_REVERSE = "itemprop-reverse: an experiment of that suite, in no standard, unknown to Google and to extruct"

W3C: Mapping[str, str] = {
    "0071": _EXPANSION, "0073": _EXPANSION, "0074": _EXPANSION,
    "0081": _REVERSE, "0082": _REVERSE, "0084": _REVERSE,
}  # fmt: skip
_OTHER_FORM = "the expected file is another output form of extruct (flat or uniform), not what the page says"
EXTRUCT: Mapping[str, str] = {
    "schema.org/CreativeWork_flat.001 microdata": _OTHER_FORM,
    "schema.org/CreativeWork_flat_with_node_id.001 microdata": _OTHER_FORM,
    "w3c/microdata.7.1.flat microdata": _OTHER_FORM,
    "w3c/microdata.5.3 microdata": "itemref: the standard has page order, extruct puts referred properties last",
    "schema.org/product-ref microdata": "itemref to an item that is no property adds nothing; extruct looks into it",
}
_NO_SCHEMA_ORG = "only foaf:Image: no type of schema.org, so the RDFa is not read"
_OTHER_TREE = "extruct's parser knows no HTML5: it"
DEV_MICRODATA: Mapping[str, str] = {
    "chip.de_n.d._6a7e67a1": f"{_OTHER_TREE} lets <article> run on after its end tag, so articleBody grows",
    "forsal.pl_2021_73326215": f"{_OTHER_TREE} reads an image inside <noscript>, no browser with scripting does",
    "knowtechie.com_2019_fa49bbf2": f"{_OTHER_TREE} gives the source text inside <iframe> as words",
    "handelsblatt.com_2019_1137ffca": "an item referred to twice (itemref): extruct gives it once, then None",
    "maenner.media_2022_17377d87": "an item met before what refers to it: extruct gives None where it belongs",
}
DEV_RDFA: Mapping[str, str] = {
    "agrarheute.com_2022_82e8feaf": _NO_SCHEMA_ORG,
    "rutgers.edu_2020_66c42f63": _NO_SCHEMA_ORG,
}

_BASES = {
    "product_custom_url": "http://some-example.com",
    "product_custom_url_and_node_id": "http://some-example.com",
    "microdata.7.1": "http://blog.example.com/progress-report",
    "microdata.object": "http://www.example.com/microdata/test.html",
}
_RDFA_BASES = {
    "elysianfields": "http://www.songkick.com/artists/236156-elysian-fields",
    "elysianfields_1": "http://www.songkick.com/artists/236156-elysian-fields",
    "tovestyrke": "https://www.songkick.com/concerts/30166884-tove-styrke-at-hoxton-square-bar-and-kitchen",
}
_RDFA_BASE = "http://www.example.com/index.html"


@dataclass(frozen=True, slots=True)
class Case:
    """One comparison: ours and theirs, equal when they agree."""

    name: str
    ours: Any
    theirs: Any

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return bool(self.ours == self.theirs)

    def only(self) -> tuple[Any, Any]:
        """What stands on one side only."""
        if isinstance(self.ours, set):
            return self.ours - self.theirs, self.theirs - self.ours
        if isinstance(self.ours, list):
            return [one for one in self.ours if one not in self.theirs], [
                one for one in self.theirs if one not in self.ours
            ]
        return self.ours, self.theirs


def squeezed(text: object) -> str:
    """A value without white space, whatever it was."""
    return "".join(str(text).split())


# --- shapes both sides are brought to ---------------------------------------------------------------------------------


def shape(value: Any) -> Any:
    """A value of ours: items as tuples, lists for properties, texts squeezed."""
    if not isinstance(value, Mapping):
        return squeezed(value)
    types = value.get("@type", [])
    properties = {
        name: [shape(item) for item in (found if isinstance(found, list) else [found])]
        for name, found in value.items()
        if not name.startswith("@")
    }
    return ([types] if isinstance(types, str) else list(types), value.get("@id"), properties)


def extruct_shape(value: Any) -> Any:
    """A value of extruct's microdata reader in the same shape."""
    if not isinstance(value, Mapping):
        return squeezed(value)
    if "type" not in value and "properties" not in value and "value" not in value:
        return ([], None, {name: [squeezed(item)] for name, item in value.items()})
    types = value.get("type", [])
    properties = {
        name: [extruct_shape(item) for item in (found if isinstance(found, list) else [found])]
        for name, found in value.get("properties", {}).items()
    }
    return ([types] if isinstance(types, str) else types, value.get("id"), properties)


def rdfa_shape(items: tuple[Item, ...], *, typed: bool = True) -> set[Any]:
    """Every thing of ours, wherever it is held: its address, its types, its values. `typed`: only those with a type."""
    things: dict[Any, list[tuple[frozenset[str], dict[str, set[Any]]]]] = {}

    def value_of(value: Any) -> Any:
        if not isinstance(value, Mapping):
            return squeezed(value)
        return value["@id"] if "@id" in value and not value["@id"].startswith("_:") else one(value)

    def one(data: Mapping[str, Any]) -> Any:
        types = data.get("@type", [])
        values = {
            name: {value_of(item) for item in (found if isinstance(found, list) else [found])}
            for name, found in data.items()
            if name[0] != "@"
        }
        return _frozen(frozenset([types] if isinstance(types, str) else types), values)

    stack: list[Any] = [item.data for item in items]
    while stack:
        data = stack.pop()
        if isinstance(data, list):
            stack.extend(data)
        elif isinstance(data, Mapping):
            stack.extend(data.values())
            if data.get("@type") or (not typed and set(data) - {"@id"}):
                address, found = data.get("@id"), one(data)
                named = address and not address.startswith("_:")
                things.setdefault(address if named else found, []).append(found)
    return {_merged(address, found) for address, found in things.items()}


def extruct_rdfa_shape(graph: list[dict[str, Any]], *, typed: bool = True) -> set[Any]:
    """The same of extruct's answer."""
    nodes = {node["@id"]: node for node in graph}

    def value_of(value: Mapping[str, Any], held: tuple[str, ...]) -> Any:
        name = value.get("@id")
        if name is None:
            return squeezed(value.get("@value"))
        within = name.startswith("_:") and name in nodes and name not in held
        return one(name, (*held, name)) if within else squeezed(name)

    def one(name: str, held: tuple[str, ...]) -> Any:
        node = nodes[name]
        values = {
            key: {value_of(item, held) for item in found}
            for key, found in node.items()
            if key[0] != "@" and key != _VOCABULARY_SUBJECT
        }
        return _frozen(frozenset(node.get("@type", [])), values)

    wanted = {
        name: one(name, (name,))
        for name, node in nodes.items()
        if node.get("@type") or (not typed and set(node) - {"@id", _VOCABULARY_SUBJECT})
    }
    return {_merged(found if name.startswith("_:") else name, [found]) for name, found in wanted.items()}


def _frozen(types: frozenset[str], values: dict[str, set[Any]]) -> Any:
    return types, frozenset((name, frozenset(found)) for name, found in values.items())


def _merged(address: Any, found: list[Any]) -> Any:
    types = frozenset().union(*(kinds for kinds, _ in found))
    values: dict[str, set[Any]] = {}
    for _, properties in found:
        for name, texts in properties:
            values.setdefault(name, set()).update(texts)
    return (squeezed(address) if isinstance(address, str) else address, *_frozen(types, values))


# --- the suites -------------------------------------------------------------------------------------------------------


def cases(suite: str) -> Iterator[dict[str, Any]]:
    """The lines of cases.jsonl about one suite."""
    with (SUITES / "cases.jsonl").open(encoding="utf-8") as lines:
        yield from (case for case in map(json.loads, lines) if case["suite"] == suite)


def page_of(content: bytes, url: str | None = None) -> Page:
    """Bytes as a page."""
    return read_page(Document(content, url=url))


def w3c_microdata() -> Iterator[Case]:
    """W3C's microdata to RDF: our items written as triples, against the expected graph; datatypes are not compared."""
    import rdflib
    from rdflib import BNode, Graph, Literal, URIRef
    from rdflib.compare import to_canonical_graph

    for case in cases("w3c-microdata-rdf"):
        path = SUITES / case["input"]
        base = f"http://w3c.github.io/microdata-rdf/tests/{path.name}"
        number = case["case"].split(":")[0].removeprefix("Test ")
        if case["expected"]["kind"] == "negative":  # a circle, which has to be noticed
            yield Case(number, read_microdata(page_of(path.read_bytes(), base)).unread is not None, True)
            continue
        expected = Graph()
        rdflib.NORMALIZE_LITERALS = False  # times as they are written
        parsed = Graph().parse(SUITES / case["expected_file"], format="turtle", publicID=base)
        rdflib.NORMALIZE_LITERALS = True
        for triple in parsed:
            expected.add(tuple(Literal(squeezed(term)) if isinstance(term, Literal) else term for term in triple))  # type: ignore[arg-type]
        found = Graph()
        known: dict[int, Any] = {}
        for item in read_microdata(page_of(path.read_bytes(), base)).items:
            _triples(item, base, found, known, (BNode, Literal, URIRef))
        yield Case(number, set(to_canonical_graph(found)), set(to_canonical_graph(expected)))


def _triples(item: Item, base: str, graph: Any, known: dict[int, Any], terms: tuple[Any, Any, Any]) -> None:
    from rdflib import RDF

    blank, literal, address = terms
    stack = [(item.data, "", f"{base}#")]
    while stack:
        data, pointer, vocabulary = stack.pop()
        types = data.get("@type", [])
        types = [kind for kind in ([types] if isinstance(types, str) else types) if ":" in kind]
        subject = known.setdefault(id(data), address(_joined(base, data["@id"])) if "@id" in data else blank())
        if types:
            vocabulary = re.split(r"[^/#]*$", types[0], maxsplit=1)[0]
        for kind in types:
            graph.add((subject, RDF.type, address(kind)))
        for name, found in data.items():
            for index, value in enumerate(found if isinstance(found, list) else [found]):
                if name.startswith("@"):
                    continue
                predicate = address(name if ":" in name else f"{vocabulary}{name}")
                there = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
                there += f"/{index}" if isinstance(found, list) else ""
                if isinstance(value, Mapping):
                    name_of = address(_joined(base, value["@id"])) if "@id" in value else blank()
                    thing = known.setdefault(id(value), name_of)
                    stack.append((value, there, vocabulary))
                else:
                    written = getattr(item.spot(there), "attribute", None)
                    thing = address(value) if written in _URL_ATTRIBUTES else literal(squeezed(value))
                graph.add((subject, predicate, thing))


def _joined(base: str, address: str) -> str:
    from urllib.parse import urljoin

    return urljoin(base, address)


def extruct_samples() -> Iterator[Case]:
    """extruct's own samples of both syntaxes, against what its tests expect."""
    for case in cases("extruct"):
        if not case["expected_file"]:
            continue
        both = ["microdata", "rdfa"]
        syntaxes = [case["syntax"]] if case["syntax"] in both else both if "dict" in case["syntax"] else []
        expected = json.loads((SUITES / case["expected_file"]).read_text(encoding="utf-8")) if syntaxes else None
        content = (SUITES / case["input"]).read_bytes()
        name = case["case"].removesuffix(".json")
        for syntax in syntaxes:
            theirs = expected[syntax] if isinstance(expected, dict) and syntax in expected else expected
            if not isinstance(theirs, list) or not theirs:
                continue
            if syntax == "microdata":
                ours = read_microdata(page_of(content, _BASES.get(Path(name).name)))
                yield Case(f"{name} {syntax}", [shape(i.data) for i in ours.items], [extruct_shape(i) for i in theirs])
            else:
                ours = read_rdfa(page_of(content, _RDFA_BASES.get(Path(name).name, _RDFA_BASE)), any_vocabulary=True)
                shapes = rdfa_shape(ours.items, typed=False), extruct_rdfa_shape(theirs, typed=False)
                yield Case(f"{name} {syntax}", *shapes)


def dev_pages(syntax: str) -> Iterator[Case]:
    """The dev pages: ours against extruct reading the same bytes with its own parser."""
    from extruct.rdfa import RDFaExtractor
    from extruct.w3cmicrodata import MicrodataExtractor

    mark = "itemscope" if syntax == "microdata" else "typeof"  # extruct's RDFa takes seconds on a page of scripts
    for path in sorted(DEV.glob("*.html.gz")):
        content = gzip.decompress(path.read_bytes())
        if mark.encode() not in content:
            continue
        page = page_of(content)
        if not page.tree.select(f"[{mark}]"):
            continue
        base = page.base or page.address
        href = base.href if base else None
        text = page.text.encode()
        name = path.name.removesuffix(".html.gz")
        if syntax == "microdata":
            theirs = MicrodataExtractor().extract(text, base_url=href)
            ours = read_microdata(page)
            if theirs or ours.items:
                yield Case(name, [shape(item.data) for item in ours.items], [extruct_shape(item) for item in theirs])
        else:
            reading = read_rdfa(page)
            found = extruct_rdfa_shape(RDFaExtractor().extract(text, base_url=href))
            if found or reading.items:
                yield Case(name, rdfa_shape(reading.items), found)


TABLE: Mapping[str, tuple[Callable[[], Iterator[Case]], Mapping[str, str]]] = {
    "W3C microdata to RDF": (w3c_microdata, W3C),
    "extruct samples, microdata and RDFa": (extruct_samples, EXTRUCT),
    "dev pages, microdata, against extruct": (lambda: dev_pages("microdata"), DEV_MICRODATA),
    "dev pages, RDFa, against extruct": (lambda: dev_pages("rdfa"), DEV_RDFA),
}


def main() -> int:
    """Print the table; with a suite's name or part of it as argument, also what differs."""
    write = sys.stdout.write
    wrong = 0
    write(f"{'suite':40} {'cases':>6} {'agree':>6} {'explained':>9} {'wrong':>6}\n")
    for name, (run, explained) in TABLE.items():
        found = list(run())
        differing = [case for case in found if not case.agrees]
        bad = [case for case in differing if case.name not in explained]
        wrong += len(bad)
        write(f"{name:40} {len(found):6} {len(found) - len(differing):6} {len(differing) - len(bad):9} {len(bad):6}\n")
        if any(word in name for word in sys.argv[1:]):
            for case in differing:
                ours, theirs = case.only()
                write(f"\n{case.name}: {explained.get(case.name, 'NOT EXPLAINED')}\n")
                write(f"  ours   {ours}\n  theirs {theirs}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
