"""Texts that say the same say it with the same numbers, the same “not” and the same names.

to: the subjects compared. Only texts that agree word for word but for such a fact are reported, so rewording is free;
the site's name at either end does not count. names: whether a changed name counts too; never in German, where every
noun has a capital.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from seocheck.aligned import Disagreement, disagreement
from seocheck.checks import Look
from seocheck.model import Fact, Problem, View
from seocheck.tidy import shared, without_site, words

_SUBJECT = {"type": "string", "minLength": 1}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "to": {
            "anyOf": [_SUBJECT, {"type": "array", "items": _SUBJECT, "minItems": 1}],
            "description": "a subject, or several",
        },
        "names": {"type": "boolean", "default": True},
    },
    "required": ["to"],
    "additionalProperties": False,
}
SHORTHAND = "to"
FIELDS = ("name", "other", "other_value", "change", "here", "there")
ABSENCE = False

_CAPITAL_NOUNS = ("de", "lb", "nds", "gsw", "bar")  # languages
_WORDS = {"number": "a number", "negation": "a “not”", "name": "a name"}


class _Text(NamedTuple):
    """One text to compare, without the site's name."""

    name: str
    fact: Fact
    text: str


def prepare(options: Mapping[str, Any]) -> tuple[tuple[str, ...], bool]:
    """The subjects, and whether names count."""
    return looks_at(options)[2:], bool(options.get("names", True))


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """What the site is called, the page's language, and the subjects compared with."""
    named = options.get("to", ())
    return ("site.names", "html.lang", *((named,) if isinstance(named, str) else tuple(named)))


def check(view: View, prepared: tuple[tuple[str, ...], bool], look: Look) -> list[Problem] | None:
    """One problem for each text that disagrees with another in a fact, first the one that most others contradict."""
    subjects, names = prepared
    texts = _texts(view, subjects, look)
    if len(texts) < 2:
        return None
    with_names = names and names_stand_out(look("html.lang"))
    groups: dict[tuple[str, ...], list[_Text]] = {}
    for text in texts:
        groups.setdefault(tuple(words(text.text)), []).append(text)
    sides = list(groups.values())
    found: dict[tuple[int, int], Disagreement] = {}
    for one in range(len(sides)):
        for other in range(one + 1, len(sides)):
            difference = disagreement(sides[one][0].text, sides[other][0].text, names=with_names)
            if difference:
                found[one, other] = difference
                found[other, one] = Disagreement(difference.change, difference.there, difference.here)
    problems = []
    while found:
        worst = max(range(len(sides)), key=lambda side: _weight(side, sides, found))
        against = max((other for side, other in found if side == worst), key=lambda other: len(sides[other]))
        problems.append(_problem(sides[worst], sides[against], found[worst, against]))
        found = {pair: item for pair, item in found.items() if worst not in pair}
    return problems


def names_stand_out(lang: View) -> bool:
    """Whether a capital letter tells a name, in the page's language."""
    language = next((str(fact.value).casefold() for fact in lang.facts), "")
    return not language.startswith(_CAPITAL_NOUNS)


def _weight(side: int, sides: list[list[_Text]], found: Mapping[tuple[int, int], Disagreement]) -> tuple[int, int, int]:
    """How surely a side is the wrong one: how many texts contradict it, how few say the same; the first of equals."""
    against = sum(len(sides[other]) for mine, other in found if mine == side)
    return against, -len(sides[side]), -side


def _problem(mine: list[_Text], others: list[_Text], difference: Disagreement) -> Problem:
    text, other = mine[0], others[0]
    fields = {
        "value": text.fact.value,
        "name": text.name,
        "other": other.name,
        "other_value": other.fact.value,
        "change": _WORDS[difference.change],
        "here": difference.here or "nothing",
        "there": difference.there or "nothing",
    }
    related = tuple((f"{item.name} says “{item.fact.value}”", item.fact.spot) for item in (*mine[1:], *others))
    return Problem(text.fact.spot, fields, related=related)


def _texts(view: View, subjects: tuple[str, ...], look: Look) -> list[_Text]:
    """The texts to compare, one for each subject: of several H1s the one that is the headline."""
    names = [str(fact.value) for fact in look("site.names").facts]
    named = {id(fact): name for name in subjects for fact in look(name).facts}
    facts = {id(fact): fact for fact in (*view.facts, *(fact for name in subjects for fact in look(name).facts))}
    grouped: dict[str, list[_Text]] = {}
    for number, fact in facts.items():
        if isinstance(fact.value, str) and fact.value.strip():
            name = named.get(number, "the text")
            grouped.setdefault(name, []).append(_Text(name, fact, without_site(fact.value.strip(), names)))
    chosen = []
    for name, texts in grouped.items():
        first = texts[0]
        if len(texts) > 1:
            others = [text for other, group in grouped.items() if other != name for text in group]
            first = max(texts, key=lambda text: sum(shared(text.text, other.text) for other in others))
        chosen.append(first)
    return chosen
