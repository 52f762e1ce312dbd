"""Faults of fact: one of the headlines has another number, a “not” more or less, another name."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient, plain
from .headlines import agreeing

_NAME = re.compile(r"(?<=[a-zà-ž,] )([A-ZÀ-Ž][a-zà-ž]{3,})(?= [a-zà-ž]{2,})")
_NOT = {
    "en": (r"\b(is|are|was|were|will|can|could|should|does|has|have)\b(?! not|n't)", r"\1 not"),
    "de": (r"\b(ist|sind|war|wird|werden|kann|soll|will|muss|hat|haben)\b(?! nicht| kein)", r"\1 nicht"),
    "es": (r"\b(es|está|son|será|puede|tiene|hay|quiere)\b", r"no \1"),
    "fr": (r"\b(peut|veut|doit|sera|faut)\b(?! pas)", r"ne \1 pas"),
    "it": (r"\b(può|sarà|sono|vuole|deve|ha)\b", r"non \1"),
    "pt": (r"\b(é|está|são|pode|tem|vai|quer)\b", r"não \1"),
    "nl": (r"\b(is|zijn|wordt|kan|wil|moet|heeft)\b(?! niet)", r"\1 niet"),
    "pl": (r"\b(jest|są|będzie|może|ma|chce|musi)\b", r"nie \1"),
}
_NAMES = ("Merkel", "Johnson", "Ankara", "Lisbon", "Peters", "Warschau", "Kowalski", "Toulouse")


def _other_number(text: str, p: Patient) -> str | None:
    """One number of the text changed."""
    found = [match for match in re.finditer(r"(?<![\w.,:/-])\d{1,4}(?![\w.,:/-])", text) if match[0] != "24"]
    if not found:
        return None
    match = p.pick(*found)
    old = match[0]
    turned = old[::-1] if len(old) > 1 and old != old[::-1] and old[-1] != "0" else str(int(old) + p.pick(1, 10))
    return text[: match.start()] + turned + text[match.end() :]


def _negated(text: str, p: Patient) -> str | None:
    """A “not” added where the page's language has it."""
    pattern, new = _NOT.get(p.language, (None, None))
    if pattern is None or new is None:
        return None
    changed = re.sub(pattern, new, text, count=1)
    return changed if changed != text else None


def _other_name(text: str, p: Patient) -> str | None:
    """One capitalised word inside the sentence replaced: not in German, where every noun is one."""
    found = list(_NAME.finditer(text))
    if not found or p.language == "de":
        return None
    match = p.pick(*found)
    return text[: match.start()] + p.pick(*_NAMES) + text[match.end() :]


def _changed(p: Patient, change: Callable[[str, Patient], str | None], *where: str) -> Fault | None:
    headline = p.article.get("headline") if p.article else None
    if p.h1 is None or headline is None or not headline.text or not agreeing(p):
        return None
    text = html.unescape(headline.text)
    new = change(text, p)
    title, social = p.one("title"), p.metas("og:title")
    if new is None:
        return None
    places = [p.start(p.h1), headline.start]
    places += [p.start(item) for item in ([title] if title else []) + social[:1]]
    target = p.pick(*where)
    if target == "h1":
        span = p.inner(p.h1)
        inner = p.text[slice(*span)]
        shown = " ".join(html.unescape(inner).split())
        if shown != " ".join(text.split()):
            return None
        return Fault((Edit(*span, MARK + html.escape(new, quote=False)),), at=tuple(places))
    if target == "headline":
        return Fault((p.new_value(headline, new),), at=tuple(places))
    if target == "title" and title is not None and plain(text) in plain(title.text):
        span = p.inner(title)
        whole = html.unescape(p.text[slice(*span)])
        if text not in whole:
            return None
        return Fault((Edit(*span, MARK + html.escape(whole.replace(text, new), quote=False)),), at=tuple(places))
    if target == "social" and len(social) == 1 and text in (social[0].attr("content") or ""):
        edit = p.attribute(social[0], "content", (social[0].attr("content") or "").replace(text, new))
        return Fault((edit,), at=tuple(places)) if edit else None
    return None


_SIDES = ("title", "social", "title", "social", "h1", "headline")


@kind("another number in one of the headlines", "headline-facts")
def number(p: Patient) -> Fault | None:
    return _changed(p, _other_number, "title", "social")


@kind("another number in h1 or markup", "headline-facts")
def number_inside(p: Patient) -> Fault | None:
    return _changed(p, _other_number, "h1", "headline")


@kind("“not” added to one of the headlines", "headline-facts")
def negation(p: Patient) -> Fault | None:
    return _changed(p, _negated, *_SIDES)


@kind("another name in one of the headlines", "headline-facts")
def name(p: Patient) -> Fault | None:
    return _changed(p, _other_name, *_SIDES)
