"""Two headlines word by word: do they say the same but for a number, a “not” or a name?

`disagreement` is silent on what is merely worded in another way: the words that are left must all agree, in order. One
text may be longer at its ends (a kicker, a shortened version, a year added).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import product
from typing import Literal, NamedTuple

from seocheck.numerals import LONGEST, MULTIPLIERS, PERHAPS, first_number_words, han, number_words, roman, values_of
from seocheck.tidy import MAYBE_SOLID, replacer

Change = Literal["number", "negation", "name"]
_Span = Sequence["Token"]

_folded = replacer(
    {
        **dict.fromkeys("‘’‚‛′ʼ´`", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
    }
)
_SOLID = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"  # scripts without spaces
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)+")
_STOPS = frozenset(".:!?|•·")
_CONTRACTED = tuple(
    (re.compile(written, re.IGNORECASE), full)
    for written, full in ((r"\bwon't\b", "will not"), (r"\bcan't\b|\bcannot\b", "can not"), (r"n't\b", " not"))
)


def _listed(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_PERCENT = _listed("% percent pct prozent procent procenten proc cento ciento")
_PER = _listed("per por pour")
_NOT = _listed(
    "not no never nor none nicht nie niemals kein keine keinen keinem keiner keines pas jamais aucun aucune non nunca",
    "jamás não nem niet geen nooit nigdy ni inte ikke ikkje не нет değil không 不 没 沒 未",
)
_BESIDE_NOT = _listed(  # what comes or goes with a “not”
    "do does did a an any some the ne n en de d der die das ein eine einen einem einer eines een un une una um uma se"
)
_FEWEST = {"number": 1, "negation": 2, "name": 4}  # words that must agree
_FEWEST_IN_PART = 3  # … where one text is longer at its ends
_AGREEING = 0.6  # … and of the shorter text's words
_MOST_SOFT = 2  # endings and short words that differ beside what matters
_SMALL = 0.4  # share of longer words with a small letter from which on a capital marks a name
_ALIKE = 0.6  # names that look alike are spellings of one: Kiew, Kyjiw


class Token(NamedTuple):
    """One word, number or sign. key: what must be equal; numbers all have the key #, and values to compare."""

    key: str
    text: str
    values: frozenset[float] = frozenset()
    opens: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a number."""
        return self.key == "#"


class Disagreement(NamedTuple):
    """What two texts disagree in. here, there: the words of the one and the other; empty where a “not” is missing."""

    change: Change
    here: str
    there: str


def disagreement(one: str, other: str, *, names: bool = True) -> Disagreement | None:
    """The first thing in which two texts disagree that otherwise say the same; None when they agree, or differ freely.

    names: also one capitalised word for another, in texts that do not capitalise every word.
    """
    first, second = tokens(one), tokens(other)
    facts: list[Disagreement] = []
    agreed = soft = 0
    longer = False
    matcher = SequenceMatcher(None, [token.key for token in first], [token.key for token in second], autojunk=False)
    codes = matcher.get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(codes):
        here, there = first[a:b], second[c:d]
        if tag == "equal":
            agreed += sum(not token.is_number for token in here)
            facts += [
                Disagreement("number", mine.text, yours.text)
                for mine, yours in zip(here, there, strict=True)
                if mine.is_number and not _same_number(mine, yours)
            ]
        elif found := _negation(here, there):
            facts.append(found)
        elif _is_soft(here, there):
            soft += 1
        elif (not here or not there) and number in (0, len(codes) - 1):
            longer = True
        elif names and _is_name(here, there) and _in_sentence_case(first) and _in_sentence_case(second):
            facts.append(Disagreement("name", here[0].text, there[0].text))
        else:
            return None
    if not facts or soft > _MOST_SOFT:
        return None
    fact = facts[0]
    if any(item.change == "name" for item in facts) and (len(facts) > 1 or longer or soft):
        return None
    least = max(_FEWEST[fact.change], _FEWEST_IN_PART if longer else 0)
    shorter = min(sum(not token.is_number for token in side) for side in (first, second))
    return fact if agreed >= least and agreed >= _AGREEING * shorter else None


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text, numbers put together: “two million”, “2,000,000” and “2 Mio.” are one each."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    text = _folded(unicodedata.normalize("NFKC", text))
    for pattern, words in _CONTRACTED if "'" in text or "cannot" in text.lower() else ():
        text = pattern.sub(words, text)
    pattern = _token(_SOLID if MAYBE_SOLID.search(text) else "")
    raw = [(match[0], text[match.end() : match.end() + 1]) for match in pattern.finditer(text)]
    words_only = [word.casefold() for word, _ in raw]
    found: list[Token] = []
    at = 0
    opens = True
    while at < len(raw):
        word, after = raw[at]
        if word in _STOPS:
            opens, at = True, at + 1
            continue
        size, values = _number(words_only, at, word)
        if size:
            size, values = _multiplied(words_only, at + size, values, size)
            found.append(Token("#", " ".join(item for item, _ in raw[at : at + size] if item != "."), values, opens))
        elif words_only[at] in _PER and words_only[at + 1 : at + 2] and words_only[at + 1] in _PERCENT:
            size = 1  # “per cent” is one word, the second says it
        elif words_only[at] in _PERCENT:
            size = 1
            found.append(Token("%", word, opens=opens))
        else:
            size = 1
            key = words_only[at]
            if key == "n" and after != "'":
                key = "n "  # rock 'n' roll is no French negation
            if key == "no" and words_only[at + 1 : at + 2] and words_only[at + 1][:1].isdigit():
                key = "no."
            found.append(Token(key, word, opens=opens))
        opens, at = False, at + size
    return found


@cache
def _token(solid: str) -> re.Pattern[str]:
    """A number, a word or a sign. solid: letters of scripts without spaces, each a token of its own."""
    words = rf"[{solid}]|[^\W\d_{solid}]+" if solid else r"[^\W\d_]+"
    return re.compile(rf"(?<!\d)\d{{1,3}}(?:[ ']\d{{3}})+(?!\d)|\d+(?:[.,:]\d+)*|{words}|%|[.:!?|•·]")


def _number(words: Sequence[str], at: int, written: str) -> tuple[int, frozenset[float]]:
    """How many words from `at` on are a number, and what it may mean."""
    word = words[at]
    if word[:1].isdigit():
        values = values_of(word)
        ending = at + 1 < len(words) and words[at + 1] in ("st", "nd", "rd", "th")
        return 2 if ending else 1, values or frozenset({float(re.sub(r"\D", "", word))})
    for size in range(min(LONGEST, len(words) - at), 0, -1) if word in first_number_words() else ():
        value = number_words().get(tuple(words[at : at + size]))
        if value is not None:
            return size, frozenset({float(value)})
    single = roman(written)
    if single is None and len(written) == 1:
        single = han(written)
    return (0, frozenset()) if single is None else (1, frozenset({float(single)}))


def _multiplied(words: Sequence[str], at: int, values: frozenset[float], size: int) -> tuple[int, frozenset[float]]:
    while at < len(words):
        word = words[at]
        if word == "." and at + 1 < len(words) and words[at - 1] in MULTIPLIERS:  # 2 Mio. Euro
            pass
        elif word in MULTIPLIERS:
            values = frozenset(round(value * MULTIPLIERS[word], 6) for value in values)
        elif word in PERHAPS:
            values |= {round(value * PERHAPS[word], 6) for value in values}
        else:
            break
        at, size = at + 1, size + 1
    return size, values


def _same_number(one: Token, other: Token) -> bool:
    if one.values & other.values or (_DIGITS.fullmatch(one.text) and _parts(one) == _parts(other)):
        return True
    if any(_is_year(a) and a % 100 == b for a, b in product(one.values, other.values)):
        return True  # 2023/24 and 23/24
    if any(_is_year(a) and a % 100 == b for a, b in product(other.values, one.values)):
        return True
    return any(_rounded(a, b) for a, b in product(one.values, other.values))


def _parts(token: Token) -> list[str]:
    return re.split(r"\D", token.text) if _DIGITS.fullmatch(token.text) else []


def _is_year(value: float) -> bool:
    return value.is_integer() and 1900 <= value <= 2100


def _rounded(one: float, other: float) -> bool:
    """Whether one is the other, rounded: 2,500 for 2,498, 49 for 48.6; never 2020 for 2019."""
    coarse, fine = sorted((one, other), key=_precision)
    if _is_year(one) and _is_year(other):
        return False
    digits = _precision(coarse)
    if (digits < 2 or max(one, other) < 100) and fine.is_integer():
        return False
    return bool(coarse) and float(f"{fine:.{digits}g}") == coarse


def _precision(value: float) -> int:
    """How many significant digits it has."""
    return len(f"{value:.10g}".replace(".", "").strip("0")) if "e" not in f"{value:.10g}" else 10


def _negation(here: _Span, there: _Span) -> Disagreement | None:
    """A “not” on one side only, and nothing else but what goes with it."""
    mine, yours = ([token for token in side if token.key in _NOT] for side in (here, there))
    if bool(mine) == bool(yours):
        return None
    rest, other = ([token for token in side if token.key not in _NOT | _BESIDE_NOT] for side in (here, there))
    if len(rest) != len(other) or not all(map(_inflected, rest, other)):  # resigns, does not resign
        return None
    return Disagreement("negation", " ".join(token.text for token in mine), " ".join(token.text for token in yours))


def _is_soft(here: _Span, there: _Span) -> bool:
    """Whether two stretches differ in endings only, or one has a short word more: an article, a preposition."""
    if not here or not there:
        return all(len(token.key) <= 3 and token.key.isalpha() and token.key not in _NOT for token in (*here, *there))
    return len(here) == len(there) and all(_inflected(*pair) for pair in zip(here, there, strict=True))


def _inflected(one: Token, other: Token) -> bool:
    if one.is_number or other.is_number or {one.key, other.key} & _NOT:
        return False
    short, long = sorted((one.key, other.key), key=len)
    stem = max(3, len(short) - 2)
    return len(short) >= 3 and len(long) - len(short) <= 3 and short[:stem] == long[:stem]


def _is_name(here: _Span, there: _Span) -> bool:
    if len(here) != 1 or len(there) != 1 or here[0].opens or there[0].opens:
        return False
    one, other = here[0], there[0]
    if not all(len(token.text) > 3 and token.text[0].isupper() and token.text[1:].islower() for token in (one, other)):
        return False
    return SequenceMatcher(None, one.key, other.key).ratio() < _ALIKE


def _in_sentence_case(text: _Span) -> bool:
    """Whether small letters are the rule, so that a capital marks a name."""
    inner = [token.text for token in text if len(token.text) > 3 and token.text[0].isalpha() and not token.opens]
    return sum(word[0].islower() for word in inner) >= _SMALL * len(inner)
