"""A text is one of the steps or values of other subjects (a section in the trail). Home and this page are no steps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from seocheck.checks import Look
from seocheck.model import Fact, Problem, View
from seocheck.page.address import Address
from seocheck.tidy import compact, contained, shared

_SUBJECT = {"type": "string", "minLength": 1}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"of": {"type": "array", "items": _SUBJECT, "minItems": 1}},
    "required": ["of"],
    "additionalProperties": False,
}
SHORTHAND = "of"
FIELDS = ("other_value",)
ABSENCE = False

_HERE = ("h1", "title", "article.headline")
_LISTED = re.compile(r"\s*[,;|/>›»、]\s*")
_LIKE = 0.5
_MOST = 200
_UMLAUTS = re.compile(r"([aou])e")


def prepare(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subjects looked among."""
    return tuple(options["of"])


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subjects looked among, and what names this page."""
    named = options.get("of", ())
    return (*named, *_HERE) if isinstance(named, list) else ()


def check(view: View, prepared: tuple[str, ...], look: Look) -> list[Problem] | None:
    """One problem when none of the texts is among the others; nothing to judge when the others name nothing."""
    texts = [(fact, str(fact.value)) for fact in view.facts if _is_words(fact.value)]
    if not texts:
        return None
    others = [fact for name in prepared for fact in look(name).facts if _tells(fact, look)]
    if not others:
        return None
    names = [name for fact in others for name in (*_names(fact), *_folders(fact))][:_MOST]
    wanted = [part for _, text in texts for part in (text, *_LISTED.split(text)) if compact(part)][:_MOST]
    if not wanted or not {_plain(name) for name in names}.isdisjoint(map(_plain, wanted)):
        return []
    if any(_alike(part, name) for part in wanted for name in names):
        return []
    scripts = {_script(name) for fact in others for name in _names(fact)[:_MOST]}
    if not scripts & set(map(_script, wanted)):
        return None  # one of the two is in another script
    fact, text = texts[0]
    trail = others[0]
    fields = {**fact.fields, "value": text, "other_value": trail.value}
    return [Problem(fact.spot, fields, related=((f"the trail is {trail.value}", trail.spot),))]


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and Address.parse(value) is None


def _names(fact: Fact) -> list[str]:
    steps = fact.fields.get("names")
    return [str(step) for step in (steps if isinstance(steps, tuple) else (fact.value,)) if step]


def _tells(fact: Fact, look: Look) -> bool:
    """Whether a trail has a step between the home page and this page."""
    names = _names(fact)
    if not isinstance(fact.fields.get("names"), tuple):
        return bool(names)
    if len(names) != 2:
        return len(names) > 2
    titles = (str(fact.value) for name in _HERE for fact in look(name).facts if fact.value)
    return not any(_is_title(names[-1], title) for title in titles)


def _is_title(step: str, title: str) -> bool:
    begun = compact(step.rstrip("… ."))
    is_cut = len(begun) > 9 and compact(title).startswith(begun)
    return is_cut or contained(step, title) or shared(step, title) > _LIKE


def _folders(fact: Fact) -> list[str]:
    """The folders of the addresses the steps lead to: a section may be given as it stands there."""
    found = fact.fields.get("addresses")
    addresses = [Address.parse(str(href)) for href in found] if isinstance(found, tuple) else []
    return [folder for address in addresses if address for folder in address.path.split("/") if folder]


def _alike(one: str, other: str) -> bool:
    """Whether two texts that are not the same mean the same."""
    first, second = _plain(one), _plain(other)
    return (
        contained(one, other)
        or (min(len(first), len(second)) > 3 and (first in second or second in first))
        or shared(one, other) >= _LIKE
    )


def _plain(text: str) -> str:
    """Letters and digits, umlauts written out or not."""
    return _UMLAUTS.sub(r"\1", compact(text))


def _script(text: str) -> str:
    letter = next((char for char in text if char.isalpha()), "a")
    return unicodedata.name(letter, "LATIN").split()[0]
