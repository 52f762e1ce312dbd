"""Tidying: what must not matter when two wordings are compared, and how alike they are then."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache


def replacer(table: Mapping[str, str]) -> Callable[[str], str]:
    """What replaces characters by a table: a headline in 1 µs, where `str.translate` takes 10."""
    pattern = re.compile(f"[{re.escape(''.join(table))}]")

    def replace(match: re.Match[str]) -> str:
        return table[match[0]]

    return lambda text: pattern.sub(replace, text)


_folded = replacer(
    {
        **dict.fromkeys("‘’‚‛′ʼ´`＇", "'"),
        **dict.fromkeys("“”„‟″«»‹›＂〝〞〟", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),  # soft hyphen, zero width
        **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),  # direction
        **dict.fromkeys("\u0640\u0307", ""),  # Arabic letters drawn long; the dot of the Turkish İ in small letters
        "…": "...",
    }
)
_SEPARATOR = re.compile(r"\s+[|\-»«·•:>]+\s+|\s*[|｜»«·•]+\s*")
_MARK = re.compile(r"[|｜»«·•:>-]")  # one is in each of them; most headlines have none
_WORD = re.compile(r"[$€£¥₹]?\w+(?:[.,:]\d+)*")
_dashed = replacer(dict.fromkeys("–—―−", "-"))
_ALMOST = 0.99
_DIGIT = re.compile(r"\d")
_DENIALS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nor",
        "without",
        "cannot",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "nie",
        "ohne",
        "ne",
        "pas",
        "non",
        "jamais",
        "sans",
        "sin",
        "nunca",
        "não",
        "sem",
        "mai",
        "senza",
        "niet",
        "geen",
        "nooit",
        "zonder",
        "nie",
        "bez",
        "ikke",
        "ingen",
        "inte",
        "не",
        "нет",
        "без",
    ]
)
_UNFILLED = re.compile(
    r"\{\{[^{}]*\}\}|\{%[^%{}]*%\}|<%[^%]*%>|\$\{[^{}]*\}|%%\w+%%|\[object Object\]|"
    r"^\s*(?:undefined|null|NaN|None|%s)\s*$"
)
MAYBE_SOLID = re.compile("[^\x00-\u0dff]")
"""Letters from Thai on, the first of the scripts that are written without spaces."""


@lru_cache(maxsize=1024)  # a page's few headlines and names are compared with one another again and again
def tidy(text: str) -> str:
    """One spelling for what a reader takes as the same words: case, entities, quotes, dashes, spaces folded."""
    if "&" in text:
        text = html.unescape(html.unescape(text))  # twice: content systems escape what is escaped
    return " ".join(_folded(unicodedata.normalize("NFKC", text).casefold()).split())


@lru_cache(maxsize=1024)
def is_unfilled(text: str) -> bool:
    """Whether a template left a part of a text, or all of it, unfilled: then it says nothing to compare."""
    return _UNFILLED.search(text) is not None


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, tidied; scripts written without spaces give pairs of characters instead."""
    tidied = tidy(text)
    if MAYBE_SOLID.search(tidied) and _solid().search(tidied):
        solid = "".join(_WORD.findall(tidied))
        return tuple(solid[i : i + 2] for i in range(len(solid) - 1)) or (solid,)
    return tuple(_WORD.findall(tidied))


@cache
def _solid() -> re.Pattern[str]:
    """Letters of scripts without spaces. Compiled when met: ranges so wide take as long as reading a page."""
    return re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f]")


def same(one: str, other: str) -> bool:
    """Whether two texts are the same words, punctuation aside."""
    return words(one) == words(other)


def contained(one: str, other: str) -> bool:
    """Whether the words of the shorter text stand in the longer one, in order and together (a kicker, the site)."""
    shorter, longer = sorted((words(one), words(other)), key=len)
    if len(shorter) < 2:  # one word is contained in half of all headlines
        return shorter == longer
    size = len(shorter)
    return any(longer[i : i + size] == shorter for i in range(len(longer) - size + 1))


@lru_cache(maxsize=1024)
def shared(one: str, other: str) -> float:
    """The share of the shorter text's different words that the other has too, 0 to 1.

    Words of up to three letters are not counted: articles and prepositions are in every text. It is never 1 when the
    two give different numbers, or one of them denies what the other says.
    """
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return 0.0
    share = len(first & second) / min(len(first), len(second))
    return min(share, _ALMOST) if _contradict(one, other) else share


def _contradict(one: str, other: str) -> bool:
    (numbers, denials), (others, other_denials) = _claims(one), _claims(other)
    return bool(numbers - others and others - numbers) or denials != other_denials


@lru_cache(maxsize=1024)
def _claims(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers of a text, and its words that deny something."""
    found = frozenset(_WORD.findall(tidy(text)))
    return frozenset(word for word in found if _DIGIT.search(word)), found & _DENIALS


@lru_cache(maxsize=1024)
def _telling(text: str) -> frozenset[str]:
    found = words(text)
    return frozenset(word for word in found if len(word) > 3 or not word.isascii() or _DIGIT.search(word)) or frozenset(
        found
    )


def parts(text: str) -> list[str]:
    """A title at its separators (`|`, a dash or colon between spaces, `»` …), the separators gone."""
    found = []
    start = 0
    for match in _separators(text):
        found.append(text[start : match.start()])
        start = match.end()
    found.append(text[start:])
    return [part.strip() for part in found if part.strip()]


def ending(text: str) -> str | None:
    """What stands behind the last separator of a title, or None when it has none."""
    matches = _separators(text)
    return text[matches[-1].end() :].strip() or None if matches else None


def _dashes(text: str) -> str:
    return text if text.isascii() else _dashed(text)


def _separators(text: str) -> Sequence[re.Match[str]]:
    dashed = _dashes(text)
    return list(_SEPARATOR.finditer(dashed)) if _MARK.search(dashed) else ()


def without_site(text: str, names: Iterable[str]) -> str:
    """A title without the parts at either end that name the site; the text itself when nothing else is left."""
    return _without(text, _known(tuple(names)))


@lru_cache(maxsize=64)  # a page compares some twenty texts, and asks for its own few names each time
def _known(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(compact, names)) - {""}


@lru_cache(maxsize=1024)
def _without(text: str, known: frozenset[str]) -> str:
    dashed = _dashes(text)
    given = parts(dashed)
    kept = list(given)
    while len(kept) > 1 and compact(kept[-1]) in known:
        kept.pop()
    while len(kept) > 1 and compact(kept[0]) in known:
        kept.pop(0)
    if len(kept) == len(given):
        return text
    start = dashed.find(kept[0])
    end = dashed.rfind(kept[-1]) + len(kept[-1])
    return text[start:end] or text


@lru_cache(maxsize=1024)
def compact(text: str) -> str:
    """Letters and digits only, tidied, accents gone: `RTÉ News` and `rte-news` agree."""
    decomposed = unicodedata.normalize("NFD", tidy(text))
    return "".join(char for char in decomposed if char.isalnum())
