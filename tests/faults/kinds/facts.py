"""Faults of fact: one of the headlines has another number, a “not” more or less, another name."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient
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
    capitals = [word[0].isupper() for word in re.findall(r"[^\W\d_]{4,}", text)]
    if not found or p.language == "de" or 2 * sum(capitals) >= len(capitals):  # every word has one: no name stands out
        return None
    match = p.pick(*found)
    return text[: match.start()] + p.pick(*_NAMES) + text[match.end() :]


def _changed(p: Patient, change: Callable[[str, Patient], str | None], *where: str) -> Fault | None:
    """One of the headlines changed, on a page where all agree; the finding may stand at any of them."""
    headline = p.article.get("headline") if p.article else None
    if p.h1 is None or headline is None or not headline.text or not agreeing(p):
        return None
    text = html.unescape(headline.text)
    new = change(text, p)
    target = {"h1": _in_h1, "title": _in_title, "og:title": _in_social}.get(p.pick(*where))
    if new is None:
        return None
    edit = target(p, text, new) if target else p.new_value(headline, new)
    others = [*p.select("title"), *p.metas("og:title")]
    return Fault((edit,), at=(p.start(p.h1), headline.start, *map(p.start, others))) if edit else None


def _in_h1(p: Patient, text: str, new: str) -> Edit | None:
    span = p.inner(p.h1) if p.h1 else (0, 0)
    shown = html.unescape(p.text[slice(*span)])
    return Edit(*span, MARK + html.escape(new, quote=False)) if shown.split() == text.split() else None


def _in_title(p: Patient, text: str, new: str) -> Edit | None:
    title = p.one("title")
    span = p.inner(title) if title else (0, 0)
    whole = html.unescape(p.text[slice(*span)])
    return Edit(*span, MARK + html.escape(whole.replace(text, new), quote=False)) if text in whole else None


def _in_social(p: Patient, text: str, new: str) -> Edit | None:
    found = p.metas("og:title")
    whole = found[0].attr("content") or "" if len(found) == 1 else ""
    return p.attribute(found[0], "content", whole.replace(text, new)) if text in whole else None


_SIDES = ("title", "og:title", "title", "og:title", "h1", "headline")


@kind("another number in one of the headlines", "headline-facts")
def number(p: Patient) -> Fault | None:
    return _changed(p, _other_number, "title", "og:title")


@kind("another number in h1 or markup", "headline-facts")
def number_inside(p: Patient) -> Fault | None:
    return _changed(p, _other_number, "h1", "headline")


@kind("“not” added to one of the headlines", "headline-facts", also=("article-headline-length",))
def negation(p: Patient) -> Fault | None:
    return _changed(p, _negated, *_SIDES)


@kind("another name in one of the headlines", "headline-facts")
def name(p: Patient) -> Fault | None:
    return _changed(p, _other_name, *_SIDES)
