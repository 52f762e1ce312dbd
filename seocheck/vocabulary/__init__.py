"""The schema.org vocabulary as facts: which types and properties there are, and how they hang together.

`vocabulary()` loads `schemas/vocabulary.json` on first use and keeps it; nothing here knows a page. Names are
schema.org's own, without prefix, and case counts: `NewsArticle` is a type, `newsArticle` is none. `build.py` makes the
table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

_NONE: frozenset[str] = frozenset()
_CLOSE_FROM = 5  # letters; a shorter name is near to too many
_TWO_FAULTS_FROM = 12
_MOST_SEPARATORS = 3  # in a name written with them: date_published


@dataclass(frozen=True)
class Vocabulary:
    """One release of schema.org.

    types: direct parents by type. properties: domains, `>`, ranges. members: by enumeration. superseded: direct
    successors. In all of them, lists of names are one text, parted by spaces, as the file has them.
    """

    release: str
    attribution: str
    types: Mapping[str, str]
    properties: Mapping[str, str]
    members: Mapping[str, str]
    superseded: Mapping[str, str]

    def is_type(self, name: str) -> bool:
        """Whether schema.org has a type of this name; data types (`Text`, `Date`) and enumerations are types."""
        return name in self.types

    def is_property(self, name: str) -> bool:
        """Whether schema.org has a property of this name."""
        return name in self.properties

    def is_subtype(self, name: str, ancestor: str) -> bool:
        """Whether `name` is the type `ancestor` or hangs below it; False for names that are no types."""
        return ancestor in self.ancestors(name)

    def ancestors(self, name: str) -> frozenset[str]:
        """The type itself and all types above it; nothing for a name that is no type."""
        known = self._ancestors.get(name)
        if known is not None or name not in self.types:
            return known or _NONE
        found = {name}
        waiting = [name]
        while waiting:
            new = set(self.types.get(waiting.pop(), "").split()) - found
            found |= new
            waiting += new
        return self._ancestors.setdefault(name, frozenset(found))

    def subtypes(self, name: str) -> frozenset[str]:
        """The type itself and all types below it; nothing for a name that is no type."""
        known = self._subtypes.get(name)
        if known is not None or name not in self.types:
            return known or _NONE
        found = {name}
        waiting = [name]
        while waiting:
            new = self._children.get(waiting.pop(), _NONE) - found
            found |= new
            waiting += new
        return self._subtypes.setdefault(name, frozenset(found))

    def domains(self, prop: str) -> tuple[str, ...]:
        """The types that `prop` belongs to; their subtypes have it too."""
        return tuple(self.properties.get(prop, "").partition(">")[0].split())

    def ranges(self, prop: str) -> tuple[str, ...]:
        """The types that values of `prop` may have; their subtypes are as good."""
        return tuple(self.properties.get(prop, "").partition(">")[2].split())

    def allowed_on(self, prop: str, kind: str) -> bool:
        """Whether nodes of type `kind` may have `prop`: it belongs to that type or to one above it."""
        return not self.ancestors(kind).isdisjoint(self.domains(prop))

    def superseded_by(self, term: str) -> tuple[str, ...]:
        """What to write today instead of a superseded term (a successor that was itself superseded is followed)."""
        found: list[str] = []
        seen = {term}
        waiting = self.superseded.get(term, "").split()[::-1]
        while waiting:
            name = waiting.pop()
            if name in self.superseded and name not in seen:
                waiting += self.superseded[name].split()[::-1]
            elif name not in seen:
                found.append(name)
            seen.add(name)
        return tuple(found)

    def respelt_type(self, name: str) -> str | None:
        """The type that a name is but for case and separators: `News article` → NewsArticle."""
        return self._folded_types.get(_fold(name[:100]))

    def nearest_type(self, name: str) -> str | None:
        """The type probably meant by a name that is none: `newsArticle` → NewsArticle; None when none is near."""
        steps = name.rstrip("/#").split("/")
        found = _nearest(steps[-1], self._folded_types)
        return found or (steps[0] if steps[0] in self.types else None)  # Thing/Own, an old way to extend schema.org

    def nearest_property(self, name: str, kind: str | None = None) -> str | None:
        """The property probably meant by a name that is none: `Headline` → headline; None when none is near.

        kind: the type it stands on; of several that are near, one that belongs there wins.
        """
        name = name.rstrip("/#").rpartition("/")[2]
        found = _nearest(name, self._folded_on(kind)) if kind is not None else None
        return found or _nearest(name, self._folded_properties)

    def _folded_on(self, kind: str) -> Mapping[str, str]:
        if kind not in self._own:
            if kind not in self.types:
                return {}
            folded = self._folded_properties
            self._own[kind] = {name: prop for name, prop in folded.items() if self.allowed_on(prop, kind)}
        return self._own[kind]

    @cached_property
    def _own(self) -> dict[str, Mapping[str, str]]:
        return {}

    @cached_property
    def _ancestors(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _subtypes(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _children(self) -> Mapping[str, frozenset[str]]:
        children: dict[str, set[str]] = {}
        for name, parents in self.types.items():
            for parent in parents.split():
                children.setdefault(parent, set()).add(name)
        return {parent: frozenset(names) for parent, names in children.items()}

    @cached_property
    def _folded_types(self) -> Mapping[str, str]:
        return self._folded(self.types)

    @cached_property
    def _folded_properties(self) -> Mapping[str, str]:
        return self._folded(self.properties)

    def _folded(self, names: Iterable[str]) -> Mapping[str, str]:
        """Names by their folded spelling, superseded ones under the name that took their place."""
        return {_fold(name): next(iter(self.superseded_by(name)), name) for name in names}


def _fold(name: str) -> str:
    return name.replace("_", "").replace("-", "").replace(" ", "").lower()


def is_misspelt(written: str, name: str) -> bool:
    """Whether `written` is `name` but for case, separators or one slip of the finger."""
    if abs(len(written) - len(name)) > _MOST_SEPARATORS:
        return False
    one, other = _fold(written), _fold(name)
    if one == other or len(other) < _CLOSE_FROM or abs(len(one) - len(other)) > 1:
        return one == other
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) <= 1


def _nearest(name: str, by_fold: Mapping[str, str]) -> str | None:
    """Case and separators aside the same, else one slip of the finger away (two in a long name)."""
    folded = _fold(name[:100])
    if folded in by_fold:
        return by_fold[folded]
    if len(folded) < _CLOSE_FROM:
        return None
    from rapidfuzz import process  # 1,500 names in 0.1 ms; difflib needs 40
    from rapidfuzz.distance import OSA

    most = 1 if len(folded) < _TWO_FAULTS_FROM else 2
    found = process.extractOne(folded, list(by_fold), scorer=OSA.distance, score_cutoff=most)
    return by_fold[found[0]] if found else None


@cache
def vocabulary() -> Vocabulary:
    """The release that is shipped, read once."""
    from seocheck.resources import schemas_dir

    raw = json.loads((schemas_dir() / "vocabulary.json").read_bytes())
    return Vocabulary(
        release=raw["release"],
        attribution=raw["attribution"],
        types=raw["types"],
        properties=raw["properties"],
        members=raw["members"],
        superseded=raw["superseded"],
    )
