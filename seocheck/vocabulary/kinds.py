"""What schema.org lets one say with a property: on which types, and with which kinds of value.

Judged leniently, as schema.org asks of readers: text is welcome wherever a thing, a date or a number is expected.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from seocheck.vocabulary import vocabulary

Standing = Literal["fine", "misplaced", "superseded"]

_YEARS = range(1000, 3000)  # a bare year is a date by ISO 8601, and usually written as a number
_NUMBER = ("Number",)
_AS_NUMBER = (*_NUMBER, "Quantity", "QuantitativeValue", "MonetaryAmount", "PropertyValue")
_AS_YEAR = ("Date", "DateTime")


class Values(NamedTuple):
    """What values a property may have. numbers, years, truths: whether bare ones are fine; ranges: types of nodes."""

    numbers: bool
    years: bool
    truths: bool
    ranges: frozenset[str]

    @property
    def things(self) -> bool:
        """Whether an object may stand there at all, and not text, numbers and dates only."""
        known = vocabulary()
        return any(not known.is_subtype(name, "DataType") for name in self.ranges)

    def take_number(self, number: float) -> bool:
        """Whether a bare number is fine."""
        return self.numbers or (self.years and number in _YEARS)


class Use(NamedTuple):
    """A property of schema.org on nodes of certain types."""

    standing: Standing
    values: Values


@cache  # bounded: called for properties of schema.org only
def values_of(prop: str) -> Values:
    """What values a property of schema.org may have."""
    known = vocabulary()
    ranges = known.ranges(prop)
    # how long 95 is nobody knows, so a duration is no bare number
    as_number = _NUMBER if "Duration" in ranges else _AS_NUMBER
    return Values(
        numbers="Text" in ranges or any(known.is_subtype(name, kind) for name in ranges for kind in as_number),
        years=any(name in _AS_YEAR for name in ranges),
        truths="Boolean" in ranges,
        ranges=frozenset(ranges),
    )


@lru_cache(maxsize=4096)  # pages choose the types, so there is a limit
def fits(prop: str, types: tuple[str, ...]) -> bool:
    """Whether a node of these types may be the value of `prop`. A Role may stand before anything."""
    known = vocabulary()
    expected = values_of(prop).ranges | {"Role"}
    return any(not known.ancestors(kind).isdisjoint(expected) for kind in types)


class Uses:
    """The properties of schema.org as used on nodes of certain types, each looked up once.

    known: those looked up so far, by name; the quick way for who asks often.
    """

    __slots__ = ("_types", "known")

    def __init__(self, types: tuple[str, ...]) -> None:
        self._types = types
        self.known: dict[str, Use] = {}

    def of(self, prop: str) -> Use | None:
        """How `prop` stands on these types; None when schema.org has no such property."""
        if prop not in self.known and vocabulary().is_property(prop):
            self.known[prop] = Use(self._standing(prop), values_of(prop))
        return self.known.get(prop)

    def _standing(self, prop: str) -> Standing:
        known = vocabulary()
        if prop in known.superseded:
            return "superseded"
        if self._types and not any(known.allowed_on(prop, kind) for kind in self._types):
            return "misplaced"
        return "fine"


@lru_cache(maxsize=512)  # pages choose the types, so there is a limit
def uses_on(types: tuple[str, ...]) -> Uses:
    """The uses on nodes of these types, all known to schema.org; no types: where a property stands is not judged."""
    return Uses(types)


def said(names: Iterable[str], most: int = 4) -> str:
    """Names for a message: `Person or Organization`; of many, the first ones."""
    listed = list(names)
    if len(listed) > most:
        return f"{', '.join(listed[:most])} … ({len(listed)} in all)"
    return " or ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))
