"""The official schema.org file → `schemas/vocabulary.json`, the table of facts seocheck ships.

`python -m seocheck.vocabulary.build PATH/schemaorg-current-https.jsonld` writes the table; with `--check` behind the
path it only says whether the table is up to date. Names and how they hang together are taken, descriptions are not.
The official file does not say which release it is: raise `RELEASE` and `DATE` when another one is read.

Layout of the table (lists of names are one text, parted by spaces; one line a term, so that a new release can be read
as a diff):

    types       name → its direct parents; basic data types have the parent `DataType`
    properties  name → types it may stand on > types its values may have
    members     enumeration → its members
    superseded  old term → what took its place
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

RELEASE = "30.0"
DATE = "2026-03-19"
SOURCE = f"https://github.com/schemaorg/schemaorg/tree/main/data/releases/{RELEASE}/schemaorg-current-https.jsonld"
ATTRIBUTION = (
    "Names and relations of the schema.org vocabulary, https://schema.org, by its sponsors and the W3C Schema.org "
    "Community Group; licensed under CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/. "
    "Changed: made into a table, descriptions left out."
)

_OWN = "schema:"
_CLASS, _PROPERTY = "rdfs:Class", "rdf:Property"


def table(official: Mapping[str, Any]) -> dict[str, Any]:
    """The table from the parsed official file, without the terms of other vocabularies it names as equivalents."""
    by_name = {str(node["@id"]): node for node in official["@graph"] if node["@id"].startswith(_OWN)}
    types: dict[str, str] = {}
    properties: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    superseded: dict[str, str] = {}
    for term, node in sorted(by_name.items()):
        name, kinds = term.removeprefix(_OWN), _listed(node["@type"])
        if _CLASS in kinds:
            types[name] = " ".join(sorted({*_names(node.get("rdfs:subClassOf")), *_own(kinds)}))
        elif _PROPERTY in kinds:
            ends = (node.get("schema:domainIncludes"), node.get("schema:rangeIncludes"))
            properties[name] = ">".join(" ".join(sorted(_names(end))) for end in ends)
        else:
            for enumeration in _own(kinds):
                members.setdefault(enumeration, []).append(name)
        if "schema:supersededBy" in node:
            superseded[name] = " ".join(sorted(_names(node["schema:supersededBy"])))
    return {
        "release": RELEASE,
        "date": DATE,
        "source": SOURCE,
        "attribution": ATTRIBUTION,
        "types": types,
        "properties": properties,
        "members": {name: " ".join(members[name]) for name in sorted(members)},
        "superseded": superseded,
    }


def text(official: Mapping[str, Any]) -> str:
    """The content of `schemas/vocabulary.json`."""
    parts = []
    for name, value in table(official).items():
        if isinstance(value, dict):
            lines = ",\n".join(f"{_compact(key)}:{_compact(item)}" for key, item in value.items())
            parts.append(f"{_compact(name)}:{{\n{lines}\n}}")
        else:
            parts.append(f"{_compact(name)}:{_compact(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _listed(value: Any) -> list[Any]:
    """The official file writes one thing bare, several as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _names(value: Any) -> list[str]:
    return _own(item["@id"] for item in _listed(value))


def _own(terms: Iterable[str]) -> list[str]:
    return [term.removeprefix(_OWN) for term in terms if term.startswith(_OWN)]


def main(arguments: list[str]) -> int:
    """Write the table, or with `--check` compare it; the exit code is 1 when it was out of date."""
    from seocheck.resources import schemas_dir

    if len(arguments) not in {1, 2} or arguments[1:] not in ([], ["--check"]):
        sys.stderr.write("usage: python -m seocheck.vocabulary.build schemaorg-current-https.jsonld [--check]\n")
        return 2
    path = schemas_dir() / "vocabulary.json"
    wanted = text(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    if len(arguments) == 1:
        path.write_text(wanted, encoding="utf-8")
        return 0
    if path.is_file() and path.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write(f"{path} is out of date; write it anew with: python -m seocheck.vocabulary.build {arguments[0]}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
