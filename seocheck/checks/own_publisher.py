"""The text does not end in the name of a publisher other than the site's own (“… – RTÉ News”).

names: publishers known by name; words: words that mark a name as a publisher's (“News”, “Times”), unless beside one of
the `generic` words they only name a section (“Breaking News”).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from seocheck.checks import Look
from seocheck.model import Fact, Problem, View
from seocheck.tidy import compact, ending, words

_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "names": _TEXTS,
        "words": _TEXTS,
        "generic": _TEXTS,
        "titles": {
            "type": "string",
            "minLength": 1,
            "description": "a subject that may end in the site's name: judged by `names` alone",
        },
    },
    "additionalProperties": False,
    "minProperties": 1,
}
SHORTHAND = "names"
FIELDS = ("found", "own")
ABSENCE = False

_MOST_WORDS = 5
_SHORTEST = 3  # shorter labels of a host are in every name


class _Prepared(NamedTuple):
    names: frozenset[str]
    words: frozenset[str]
    generic: frozenset[str]
    titles: str | None


def prepare(options: Mapping[str, Any]) -> _Prepared:
    """The known names compacted, the marking and the generic words folded."""
    marks, generic = (frozenset(map(str.casefold, options.get(key, ()))) for key in ("words", "generic"))
    return _Prepared(frozenset(map(compact, options.get("names", ()))), marks, generic, options.get("titles"))


def looks_at(options: Any) -> tuple[str, ...]:
    """The names of the site itself, and the titles."""
    titles = options.get("titles")
    return ("site.names", titles) if isinstance(titles, str) else ("site.names",)


def check(view: View, prepared: _Prepared, look: Look) -> list[Problem] | None:
    """One problem for each text that ends in a foreign publisher's name; nothing to judge on a site without a name."""
    texts = [
        (fact, fact.value, prepared.words) for fact in view.facts if isinstance(fact.value, str) and fact.value.strip()
    ]
    if prepared.titles:
        texts += [(fact, str(fact.value), frozenset()) for fact in look(prepared.titles).facts if fact.value]
    own = [str(fact.value) for fact in look("site.names").facts]
    if not texts or not own:
        return None
    found: dict[str, list[tuple[Fact, str, str]]] = {}  # the same name in headline, H1 and title is one fault
    for fact, text, marks in texts:
        tail = _foreign_tail(text, own)
        if tail and _is_publisher(tail, prepared.names, marks, prepared.generic):
            found.setdefault(compact(tail), []).append((fact, text, tail))
    return [_problem(places, own[0]) for places in found.values()]


def _problem(places: list[tuple[Fact, str, str]], own: str) -> Problem:
    (fact, text, tail), *others = places
    related = tuple((f"also “{other}”", place.spot) for place, other, _ in others)
    return Problem(fact.spot, {**fact.fields, "value": text, "found": tail, "own": own}, quote=tail, related=related)


def _foreign_tail(text: str, own: list[str]) -> str | None:
    """What stands behind the last separator once the site's own names are taken off the end."""
    tail = ending(text)
    while tail is not None and _is_own(tail, own):
        text = text[: text.rfind(tail)].rstrip(" |-–—·•:»›>")
        tail = ending(text)
    return tail


def _is_own(tail: str, own: list[str]) -> bool:
    name = compact(tail)
    initials = _initials(tail)  # Preußische Allgemeine Zeitung on paz.de
    for written in own:
        text = compact(written)
        if text in (name, initials) or name in (_initials(written), _initials(written).removeprefix("t")):
            return True
        if min(len(text), len(name)) >= _SHORTEST and (text in name or name in text):
            return True
    return False


@lru_cache(maxsize=64)  # a page's own few names are compared with the end of each title
def _initials(name: str) -> str:
    return "".join(word[0] for word in words(name.replace("-", " ")))


def _is_publisher(tail: str, names: frozenset[str], marks: frozenset[str], generic: frozenset[str]) -> bool:
    if compact(tail) in names:
        return True
    spoken = words(tail)
    capitals = all(word[:1].isupper() or word[:1].isdigit() for word in tail.split() if len(word) > 3)
    if not 2 <= len(spoken) <= _MOST_WORDS or not capitals or not marks & {spoken[0], spoken[-1]}:
        return False
    return not all(word in generic or word in marks for word in spoken)
