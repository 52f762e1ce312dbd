"""The text says the same as another subject, once both are tidied.

Tidied means: case, quotes, dashes, spaces, entities and punctuation do not count, the site's name at either end is
taken off. `allow: contained` is content when one text stands whole inside the other (a kicker, a short form).
`at_least` is content with that share of the shorter text's words (0 to 1); from 0.5 on never with a changed number or a
lost “not”. Any one of several subjects will do. `but_for: facts` leaves a text that differs in nothing but a number, a
“not” or a name to `same_facts`, which says in which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from seocheck.aligned import disagreement
from seocheck.checks import Look
from seocheck.checks.same_facts import names_stand_out
from seocheck.model import Fact, Problem, View
from seocheck.tidy import compact, contained, is_unfilled, same, shared, tidy, without_site, words

_SUBJECT = {"type": "string", "minLength": 1}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "to": {
            "anyOf": [_SUBJECT, {"type": "array", "items": _SUBJECT, "minItems": 1}],
            "description": "a subject, or several",
        },
        "allow": {"enum": ["contained"]},
        "at_least": {"type": "number", "minimum": 0, "maximum": 1},
        "but_for": {"enum": ["facts"]},
    },
    "required": ["to"],
    "additionalProperties": False,
}
SHORTHAND = "to"
FIELDS = ("other", "other_value", "shared")
ABSENCE = True  # “no H1 says so” can only be said of a page that was read whole


_CLAIMS_THE_SAME = 0.5  # from this share on, a changed number or a lost “not” is no mere rewording
_NOT = re.compile(r"n't\b")
_NEGATIONS = frozenset(
    {"not", "never", "nicht", "kein", "keine", "keinen", "keiner", "nie", "niet", "geen", "pas", "jamais", "non", "no"}
    | {"nunca", "não", "nem", "nigdy", "inte", "ikke", "ei", "ne", "не"}
)


def prepare(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """The options, `to` as a tuple of subjects."""
    return {**options, "to": looks_at(options)}


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subjects compared with."""
    named = options.get("to", ())
    return (named,) if isinstance(named, str) else tuple(named)


def check(view: View, prepared: Mapping[str, Any], look: Look) -> list[Problem] | None:
    """One problem for each text that agrees with none of the others; silent when there is no other side."""
    names = [str(fact.value) for fact in look("site.names").facts]
    own = {compact(name) for name in names}
    # an H1 around the logo says the site's name: that is no headline to compare with
    others = [
        (name, fact)
        for name in prepared["to"]
        for fact in look(name).facts
        if _text(fact) and compact(_text(fact)) not in own
    ]
    mine = [fact for fact in view.facts if _text(fact)]
    if not mine or not others:
        return None
    unknown = any(not seen.facts and seen.unknown for seen in map(look, prepared["to"]))
    but_for_facts = prepared.get("but_for") == "facts"
    with_names = but_for_facts and names_stand_out(look("html.lang"))
    problems = []
    for fact in mine:
        text = without_site(_text(fact), names)
        sides = [without_site(_text(other), names) for _, other in others]
        if any(_agrees(text, side, prepared) for side in sides):
            continue
        explained = but_for_facts and any(disagreement(text, side, names=with_names) for side in sides)
        if not explained:
            name, closest = max(others, key=lambda pair: shared(text, _text(pair[1])))
            fields = {
                "value": _text(fact),
                "other": name,
                "other_value": _text(closest),
                "shared": f"{shared(text, _text(closest)):.0%}",
            }
            problems.append(Problem(fact.spot, fields, related=((f"{name} says “{_text(closest)}”", closest.spot),)))
    return None if problems and unknown else problems  # what could not be read may be the side that agrees


def _agrees(one: str, other: str, options: Mapping[str, Any]) -> bool:
    if same(one, other):
        return True
    if options.get("allow") == "contained" and contained(one, other) and not _negates(one, other):
        return True
    least = options.get("at_least")
    if least is None or shared(one, other) < least:
        return False
    return least < _CLAIMS_THE_SAME or not (_changes_number(one, other) or _negations(one) != _negations(other))


def _negations(text: str) -> int:
    return sum(word in _NEGATIONS for word in words(_NOT.sub(" not", tidy(text))))


def _negates(one: str, other: str) -> bool:
    """Whether what one text adds to the other is a “not” right beside it: “guilty”, “not guilty”."""
    shorter, longer = sorted((words(one), words(other)), key=len)
    size = len(shorter)
    at = next(at for at in range(len(longer) - size + 1) if longer[at : at + size] == shorter)
    return bool(_NEGATIONS & {*longer[max(at - 1, 0) : at], *longer[at + size : at + size + 1]})


def _changes_number(one: str, other: str) -> bool:
    """Whether both texts have numbers that the other has not: one that is only left out changes nothing."""
    first, second = ({word for word in words(text) if any(map(str.isdigit, word))} for text in (one, other))
    return bool(first - second and second - first)


def _text(fact: Fact) -> str:
    """What a fact says; nothing when a template did not fill it in, which is another rule's business."""
    return fact.value.strip() if isinstance(fact.value, str) and not is_unfilled(fact.value) else ""
