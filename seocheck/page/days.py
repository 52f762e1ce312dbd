"""Days written for readers: numbers in any order, month names in many languages."""

from __future__ import annotations

import re
from datetime import date

from seocheck.moment import parse_moment

# First letters of month names, enough to tell them apart, in the languages of the rules and some more.
_MONTHS: tuple[tuple[str, ...], ...] = (
    ("jan", "gen", "ene", "sty", "янв", "oca", "ιαν", "يناير", "जनवरी", "leden", "ledna", "січ", "tammi"),
    ("feb", "fev", "fév", "lut", "фев", "şub", "φεβ", "فبراير", "फरवरी", "únor", "февр", "лют", "helmi"),
    ("mar", "mär", "mrz", "mrt", "maa", "мар", "μαρ", "مارس", "मार्च", "břez", "бер", "maalis"),
    ("apr", "avr", "abr", "kwi", "апр", "nis", "απρ", "أبريل", "अप्रैल", "dub", "квіт", "huhti"),
    ("may", "mai", "mei", "mag", "maj", "май", "мая", "μαΐ", "مايو", "मई", "květ", "трав", "touko"),
    ("jun", "juin", "giu", "cze", "июн", "haz", "ιουν", "يونيو", "जून", "červn", "чер", "kesä"),
    ("jul", "juil", "lug", "lip", "июл", "tem", "ιουλ", "يوليو", "जुलाई", "červenc", "лип", "heinä"),
    ("aug", "aoû", "ago", "sie", "авг", "ağu", "αυγ", "أغسطس", "अगस्त", "srp", "серп", "elo"),
    ("sep", "set", "wrz", "сен", "eyl", "σεπ", "سبتمبر", "सितंबर", "září", "вер", "syys"),
    ("oct", "okt", "out", "ott", "paź", "окт", "eki", "οκτ", "أكتوبر", "अक्टूबर", "říj", "жов", "loka"),
    ("nov", "lis", "ноя", "kas", "νοε", "نوفمبر", "नवंबर", "listop", "marras"),
    ("dec", "déc", "dez", "dic", "des", "gru", "дек", "ara", "δεκ", "ديسمبر", "दिसंबर", "prosin", "груд", "joulu"),
)
_YMD = re.compile(r"\b((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})")
_DMY = re.compile(r"(?<![\d:])(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?((?:19|20)?\d\d)(?![\d:])")
_DAY_MONTH = re.compile(
    r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?(?:\s+(?:de|of|tháng))?\s+([^\W\d_]{3,})\.?,?(?:\s+(?:de|del))?\s+((?:19|20)\d\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)")


def days_in(text: str, stamp: str, near: date) -> list[date]:
    """The days a visible date can mean.

    stamp: the machine-readable form beside it (datetime attribute), believed before the text.
    near: the day it is compared with; where day and month cannot be told apart, both readings are given.
    Empty when nothing is certain: a date without a year, “two hours ago”, a language not known.
    """
    moment = parse_moment(stamp.replace(" ", "T", 1)) if stamp else None
    if moment is not None:
        return [moment.day]
    found = [_day(int(y), int(m), int(d)) for y, m, d in (*_YMD.findall(text), *_CJK.findall(text))]
    for first, second, year in _DMY.findall(text):
        whole = int(year) if len(year) == 4 else near.year // 100 * 100 + int(year)
        found += [_day(whole, int(second), int(first)), _day(whole, int(first), int(second))]
    for day, name, year in _DAY_MONTH.findall(text):
        found += [_day(int(year), month, int(day)) for month in _months(name)]
    for name, day, year in _MONTH_DAY.findall(text):
        found += [_day(int(year), month, int(day)) for month in _months(name)]
    return [day for day in found if day is not None]


def _months(name: str) -> list[int]:
    lowered = name.casefold()
    return [number for number, starts in enumerate(_MONTHS, 1) if lowered.startswith(starts)]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
