"""The text is one name and nothing else: no “By”, no second person, no publisher, title, job, address or markup.

intros: words that introduce a byline; honorifics and jobs: words a name does not hold; joiners: words between two names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seocheck.checks import Look
from seocheck.model import Problem, View
from seocheck.tidy import compact

_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"intros": _WORDS, "honorifics": _WORDS, "jobs": _WORDS, "joiners": _WORDS},
    "minProperties": 1,
    "additionalProperties": False,
}
SHORTHAND = None
FIELDS = ("extra", "found")
ABSENCE = False

_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_MARKUP = re.compile(r"<[a-z/][^>]*>|&(?:[a-z]{2,8}|#\d{2,5});", re.IGNORECASE)
_SUFFIX = re.compile(r",\s*(?:jr|sr|jnr|snr|i{2,3}|iv|phd|ph\.d|md|m\.d|mba|obe|cbe|mbe|esq)\.?$", re.IGNORECASE)
_CAPITAL = re.compile(r"[^\W\d_]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class _Prepared:
    intros: re.Pattern[str] | None
    honorifics: re.Pattern[str] | None
    jobs: re.Pattern[str] | None
    joiners: re.Pattern[str] | None


def prepare(options: Mapping[str, Any]) -> _Prepared:
    """The word lists as patterns; they hold plain words only, so they run in linear time."""
    return _Prepared(
        _pattern(options.get("intros"), r"^(?:{})[\s:]+(?=\S)"),
        _pattern(options.get("honorifics"), r"(?:^|\s)(?:{})\.?(?=\s)"),
        _pattern(options.get("jobs"), r"(?:^|[\s,|(/-])(?:{})(?=$|[\s,|)/-])"),
        _pattern(options.get("joiners"), r"\s(?:{})\s|\s*[;&/|]\s*|\s+[–—-]\s+"),
    )


def _pattern(words: list[str] | None, frame: str) -> re.Pattern[str] | None:
    return re.compile(frame.replace("{}", "|".join(map(re.escape, words))), re.IGNORECASE) if words else None


def looks_at(options: Any) -> tuple[str, ...]:
    """The names of the site, which are no part of a person's name."""
    return ("site.names",)


def check(view: View, prepared: _Prepared, look: Look) -> list[Problem] | None:
    """One problem for each name that holds more than a name, about the first thing found in it."""
    texts = [
        (fact, " ".join(fact.value.split()))
        for fact in view.facts
        if isinstance(fact.value, str) and fact.value.strip()
    ]
    if not texts:
        return None
    sites = [str(fact.value) for fact in look("site.names").facts]
    problems = []
    for fact, text in texts:
        found = _extra(text, prepared, sites)
        if found:
            problems.append(Problem(fact.spot, {**fact.fields, "value": text, "extra": found[0], "found": found[1]}))
    return problems


def _extra(text: str, prepared: _Prepared, sites: list[str]) -> tuple[str, str] | None:
    name = _SUFFIX.sub("", text)  # Smith, Jr.
    for kind, pattern in (
        ("markup", _MARKUP),
        ("an e-mail address", _MAIL),
        ("an address", _ADDRESS),
        ("an introductory word", prepared.intros),
        ("an honorific", prepared.honorifics),
    ):
        match = pattern.search(name) if pattern else None
        if match:
            return kind, match[0].strip()
    if compact(text) in {compact(site) for site in sites}:
        return None  # the newsroom itself signs: that is its whole name
    parts = [part for part in (prepared.joiners.split(name) if prepared.joiners else [name]) if part.strip()]
    if len(parts) > 1:
        publisher = next((part for part in parts if compact(part) in {compact(site) for site in sites}), None)
        if publisher:
            return "the publisher's name", publisher.strip()
        if prepared.jobs and any(prepared.jobs.search(part) for part in parts[1:]):
            return "a job title", parts[-1].strip()
        if all(_is_name(part) for part in parts):
            return "more than one name", text
    match = prepared.jobs.search(name) if prepared.jobs else None
    if match and match.start() > 0:
        return "a job title", match[0].strip(" ,|()/-")
    pieces = [piece.strip() for piece in name.split(",")]
    if len(pieces) > 1:
        if any(compact(piece) in {compact(site) for site in sites} for piece in pieces[1:]):
            return "the publisher's name", pieces[-1]
        if all(_is_name(piece) and len(piece.split()) > 1 for piece in pieces):
            return "more than one name", text
    return None


def _is_name(part: str) -> bool:
    """Whether a part looks like a person's name: capitalised words (or a script without capitals), few of them."""
    words = part.split()
    letters = [word[0] for word in words if _CAPITAL.match(word)]
    return 0 < len(words) <= 4 and bool(letters) and letters[0].upper() == letters[0]
