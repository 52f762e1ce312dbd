"""The text is one name and nothing else: no “By”, no second person, no publisher, title, job, address or markup.

intros: words that introduce a byline; honorifics and jobs: words a name does not hold; joiners: words between names;
nobody: what a content system writes where it knows no name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from seocheck.checks import Look
from seocheck.model import Fact, Problem, View
from seocheck.tidy import compact
from seocheck.vocabulary import vocabulary

_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"intros": _WORDS, "honorifics": _WORDS, "jobs": _WORDS, "joiners": _WORDS, "nobody": _WORDS},
    "minProperties": 1,
    "additionalProperties": False,
}
SHORTHAND = None
FIELDS = ("extra", "found")
ABSENCE = False

_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_MARKUP = re.compile(r"</?[a-z][^<>@]{0,300}>", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_MOST = 50
_HARD = r"\s*[,،;|/()]\s*"
_DASH = r"\s+[–—-]\s+"
_SURE_INTROS = frozenset({"by", "por", "przez"})
"""Single words that no name begins with; a name may begin with Von, Di, Af, Par or Text."""
_PARTICLES = frozenset({
    "af", "al", "av", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e",
    "el", "i", "ibn", "la", "le", "ten", "ter", "van", "von", "y", "zu", "zum", "zur",
})  # fmt: skip
NEWSROOM_WORDS = frozenset({
    "agencies", "agency", "agenturen", "associates", "ausgabe", "board", "brothers", "bureau", "center", "centre",
    "co", "company", "council", "department", "desk", "editorial", "editors", "family", "foundation", "gmbh",
    "group", "inc", "institute", "international", "llc", "ltd", "magazin", "magazine", "media", "nachrichten",
    "network", "news", "newsdesk", "newsroom", "noticias", "office", "online", "partners", "prensa", "press",
    "presse", "redaccion", "redacción", "redactie", "redakcja", "redaktion", "redaktionen", "redazione", "redação",
    "report", "reports", "ressort", "review", "rédaction", "school", "service", "society", "sons", "staff",
    "studio", "team", "times", "today", "tv", "union", "university", "writers", "zeitung", "редакция",
})  # fmt: skip
"""Words of a newsroom's, a desk's or a company's name, which may hold “and” and a job title like any other word."""


class _Prepared(NamedTuple):
    intros: re.Pattern[str] | None
    honorifics: re.Pattern[str] | None
    jobs: re.Pattern[str] | None
    joiners: re.Pattern[str] | None
    nobody: re.Pattern[str] | None


def prepare(options: Mapping[str, Any]) -> _Prepared:
    """The word lists as patterns; they hold plain words only, so they run in linear time."""
    honorifics = [word for word in options.get("honorifics", ()) if len(word.rstrip(".")) > 1]  # M. is an initial too
    return _Prepared(
        _pattern(options.get("intros"), r"(?P<word>{})(?P<colon>\s*[:：]\s*|\s+)(?=\S)"),
        _pattern(honorifics, r"(?:[^\W\d_-]?[\w-]{2,12}\.\s*){0,3}(?P<word>{})(?P<dot>\.\s*|\s+)(?=\S)"),
        _pattern(options.get("jobs"), r"(?<!\w)(?:{})(?!\w)"),
        _pattern(options.get("joiners"), rf"(?P<hard>{_HARD})|(?P<dash>{_DASH})|\s*&\s*|\s(?P<word>{{}})\s"),
        _pattern(options.get("nobody"), r"(?:{})\d{0,3}\Z"),
    )


def _pattern(words: list[str] | None, frame: str) -> re.Pattern[str] | None:
    longest_first = sorted(words or (), key=len, reverse=True)
    return re.compile(frame.replace("{}", "|".join(map(re.escape, longest_first))), re.IGNORECASE) if words else None


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
    sites = _sites(look("site.names"), texts)
    problems = []
    for fact, text in texts:
        found = _extra(text, prepared, sites, _is_organization(fact))
        if found:
            problems.append(Problem(fact.spot, {**fact.fields, "value": text, "extra": found[0], "found": found[1]}))
    return problems


def _sites(view: View, texts: list[tuple[Fact, str]]) -> set[str]:
    """The names of the site, without an author's that is among them only because the author is an organization."""
    own: dict[str, Fact] = {compact(text): fact for fact, text in texts}
    names: set[str] = set()
    compared = 0
    for site in view.facts:
        name = compact(str(site.value))
        if name in names or not name:
            continue
        if name in own and compared < _MOST:
            compared += 1
            if site.spot.place() == own[name].spot.place():
                continue
        names.add(name)
    return names


def _is_organization(fact: Fact) -> bool:
    kinds = str(fact.fields.get("type") or "").split("/")
    return "Person" not in kinds and any(
        kind == "Organization" or vocabulary().is_subtype(kind, "Organization") for kind in kinds
    )


def _extra(text: str, prepared: _Prepared, sites: set[str], organization: bool) -> tuple[str, str] | None:
    """What else a name holds, and in which words; entities are another rule's business."""
    name = " ".join(html.unescape(text).split())
    for kind, pattern in (("markup", _MARKUP), ("an e-mail address", _MAIL), ("an address", _ADDRESS)):
        if match := pattern.search(name):
            return kind, match[0].strip()
    if prepared.nobody and prepared.nobody.match(name):
        return "no name but a login", name
    if compact(name) in sites:
        return None  # the newsroom itself signs: that is its whole name
    intro = prepared.intros.match(name) if prepared.intros else None
    if intro and _introduces(intro, name[intro.end() :], sites, organization):
        return "an introductory word", intro[0].strip()
    if organization:
        return None  # Dr. Oetker, Food and Drug Administration
    title = prepared.honorifics.match(name) if prepared.honorifics else None
    if title and _is_honorific(title, name[title.end() :]):
        return "an honorific", title[0].strip()
    return _second(name, prepared, sites)


def _introduces(intro: re.Match[str], rest: str, sites: set[str], organization: bool) -> bool:
    """Whether the first word introduces what follows: it may be a part of the name (Von Anna Schmidt, Von Miller)."""
    if ":" in intro["colon"] or "：" in intro["colon"] or compact(rest) in sites or _HOST.fullmatch(rest):
        return True
    if organization:
        return False
    word, following = intro["word"].casefold(), rest.split()
    sure = word in _SURE_INTROS or " " in word
    if not sure and len(following) == 1:
        return len(rest) > 1 and rest.isupper() and not intro["word"].isupper()  # Par AFP
    capitals = 1 if sure else 2
    return all(map(_is_capital, following[:capitals])) and (sure or not _is_newsroom(rest))


def _is_honorific(title: re.Match[str], rest: str) -> bool:
    if "." not in title["dot"] and title["word"].isupper() and len(title["word"]) < 4 and not rest.isupper():
        return False  # MS Dhoni, SR Nathan: initials
    return _is_capital(rest) and not _is_newsroom(rest)


def _second(name: str, prepared: _Prepared, sites: set[str]) -> tuple[str, str] | None:
    """A publisher, a job or another name behind or before the name, set apart by a sign or a word."""
    pieces, signs = _pieces(name, prepared)
    if len(pieces) < 2:
        return None
    publisher = next((piece for piece in pieces if compact(piece) in sites), None)
    if publisher:
        return "the publisher's name", publisher
    if prepared.jobs and signs != {"and"}:
        job = next((piece for piece in pieces if prepared.jobs.search(piece)), None)
        if job and any(piece != job and _is_capital(piece) for piece in pieces):
            return "a job title", job
    return ("more than one name", name) if _are_several(name, pieces, signs) else None


def _are_several(name: str, pieces: list[str], signs: set[str]) -> bool:
    """Whether the pieces are names of their own: Ann Lee and Bob Ray, not Ortega y Gasset or Arts and Culture Desk."""
    people = [piece for piece in pieces if _is_full_name(piece)]
    only_hard = not signs & {"and", "dash"}
    if len(people) > 1:
        return not all(map(_is_newsroom, people)) if only_hard else not any(map(_is_newsroom, people))
    if "/" in signs and all(len(piece) > 2 and piece.isalpha() and _is_capital(piece) for piece in pieces):
        return True  # AFP/Reuters
    agency = any(1 < len(piece) < 7 and piece.isalpha() and piece.isupper() for piece in pieces)
    apart = bool(signs & {"and", "/", "|", ";"})  # behind a comma or in brackets it may be a degree
    return bool(people) and agency and apart and not name.isupper() and not _is_newsroom(name)


def _pieces(name: str, prepared: _Prepared) -> tuple[list[str], set[str]]:
    """A name at the signs and words that stand between names, and which these are: a sign, `dash` or `and`."""
    pieces, signs, start = [], set(), 0
    for match in prepared.joiners.finditer(name) if prepared.joiners else re.finditer(_HARD, name):
        groups = match.groupdict()
        word = groups.get("word")
        if word and len(word) < 3 and not word.islower():
            continue  # Juan Carlos I de Borbón
        pieces.append(name[start : match.start()].strip())
        hard = groups.get("hard") or not prepared.joiners
        signs.add(match[0].strip() if hard else "dash" if groups["dash"] else "and")
        start = match.end()
    pieces.append(name[start:].strip())
    return [piece for piece in pieces if piece], signs


def _is_full_name(piece: str) -> bool:
    """Whether a piece looks like a first and a last name: two to five words with capitals (or of a script without)."""
    words = piece.split()
    proper = [word for word in words if word not in _PARTICLES]
    long = [word for word in proper if len(word) > 1 and not word.endswith(".")]
    ends = (words[:1] + words[-1:]) if 1 < len(words) <= 5 else [""]
    return len(proper) > 1 and bool(long) and all(map(_is_capital, [*proper, *ends]))


def _is_capital(text: str) -> bool:
    """Whether a text begins with a capital letter, or a letter of a script that has none."""
    return text[:1].isalpha() and not text[:1].islower()


def _is_newsroom(text: str) -> bool:
    return any(word.strip(".,") in NEWSROOM_WORDS for word in text.casefold().split())
