"""Days written for readers: numbers in any order, month names in many languages."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from seocheck.moment import parse_moment


def _plain(word: str) -> str:
    """Small letters, accents gone."""
    return "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))


# First letters of month names, accents gone, enough to tell them apart; where one word is two months in two
# languages (Polish and Croatian listopad), it stands in both. A space separates the words.
_MONTHS = tuple(
    tuple(map(_plain, line.split()))
    for line in (
        "jan gen ene ian xan jaan sty sij saus tammi oca led янв яну јан січ ιαν يناير جانفي كانون ינו जन جنوری ژانویه",
        "feb fev peb veeb lut velj vasar helmi sub uno фев лют φεβ فبراير فيفري شباط פבר फर فروری فوریه",
        "mar mrz mrt maa mac brez ozuj kovo мар бер μαρ مارس آذار מרץ मार्च مارچ",
        "apr avr abr kwi dub trav baland huhti nis апр кві απρ ابريل افريل نيسان אפר अप्र اپریل آوریل",
        "may mai mei mag maj kve svib geguz touko мая маи мај тра μαι مايو ماي أيار מאי मई مئی مه",
        (
            "jun jui giu cze cer lipn birz kesa haz iun xun hun juun июн юни јун чер ιουν "
            "يونيو جوان حزيران יונ जून جون ژوئن"
        ),
        (
            "jul jui lug lip cervenec srpnj liep heina tem iul xul hul juul июл юли јул лип ιουλ "
            "يوليو جويلية تموز יול जुल جولائی ژوئیه"
        ),
        "aug avg aou ago agu out sie srp kolov rugpj elo ogos авг сер αυγ اغسطس اوت آب אוג अग اگست",
        "sep set szep wrz zar ruj rugs syys eyl сен сеп вер σεπ سبتمبر أيلول ספט सित ستمبر سپتامبر",
        "oct okt out ott paz rij listopad spal loka eki окт жов οκτ اكتوبر تشرين אוק अक् اکتوبر اکتبر",
        "nov noi lis lapkr stud marras kas nob ноя ное нов лис νοε نوفمبر تشرين נוב नव نومبر نوامبر",
        "dec dez dic des dis dets gru pros joulu ara дек дец гру δεκ ديسمبر كانون דצמ दिस دسمبر دسامبر",
    )
)
_PERHAPS = re.compile(r"(?:19|20)\d\d|\d\s?[./-]\s?\d\d?\s?[./-]")  # every pattern below has one of the two
_YEAR = r"(?<!\d)((?:19|20)\d\d)(?!\d)"
_NAME = r"([^\W\d_][^\s\d.,;:/|()-]{1,19})"
_SPACE = r"[\s\u00a0]*"
_NUMBERS = re.compile(rf"{_YEAR}{_SPACE}[-./]{_SPACE}(\d{{1,2}}){_SPACE}[-./]{_SPACE}(\d{{1,2}})(?!\d)")
_CJK = re.compile(rf"{_YEAR}\s?[年년]\s?(\d{{1,2}})\s?[月월]\s?(\d{{1,2}})(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d:./-])(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?((?:19|20)?\d\d)(?![\d:])")
_VIETNAMESE = re.compile(rf"(?<![\d:])(\d{{1,2}}) tháng (\d{{1,2}}),?(?: năm)? {_YEAR}", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"(?<![\d:])(\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?[.,]?(?:\s+(?:de|of|di|da)\s+|\s+d['’]|\s*[-/]\s*|\s*){_NAME}"
    rf"(?:\s*/\s*[^\W\d_]+(?:\s[^\W\d_]+)?|\sال[^\W\d_]+)?[.,]?(?:\s+(?:de|del)\s+|\s*[-/]\s*|\s*){_YEAR}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(rf"(?<![^\W\d_]){_NAME}\.?\s+(\d{{1,2}})(?:st|nd|rd|th|er)?[.,]?\s+{_YEAR}", re.IGNORECASE)
_YEAR_MONTH = re.compile(
    rf"{_YEAR}(?:\.?\s?(?:gada|m\.))?[.,]?\s+(\d{{1,2}}\.\s+)?{_NAME}\.?(?:\s+(\d{{1,2}})(?![\d:]))?"
)


def days_in(text: str, stamp: str, near: date) -> list[date]:
    """The days a visible date can mean.

    stamp: the machine-readable form beside it (datetime attribute), believed before the text.
    near: the day it is compared with, which tells the century of a year of two digits.
    Where day and month cannot be told apart, both readings are given; likewise a month's name that is of two months.
    Empty when nothing is certain: a date without a year, “two hours ago”, a language not known.
    """
    moment = parse_moment(stamp.strip().replace(" ", "T", 1)) if stamp else None
    if moment is not None and moment.day.year > 1900:  # 0001-01-01 is a template that was not filled in
        return [moment.day]
    plain = _digits(text)
    if _PERHAPS.search(plain) is None:
        return []
    numbers = [found for pattern in (_NUMBERS, _CJK) for found in pattern.findall(plain)]
    numbers += [(year, month, day) for day, month, year in _VIETNAMESE.findall(plain)]
    for first, second, third in _DAY_FIRST.findall(plain):
        year = third if len(third) == 4 else _century(third, near)
        numbers += [(year, second, first), (year, first, second)]
        if len(third) == 2:
            numbers.append((_century(first.zfill(2), near), second, third))
    named = [(year, name, day) for day, name, year in _DAY_MONTH.findall(plain)]
    named += [(year, name, day) for name, day, year in _MONTH_DAY.findall(plain)]
    named += [(year, name, before or day) for year, before, name, day in _YEAR_MONTH.findall(plain) if before or day]
    numbers += [(year, str(month), day.strip(". ")) for year, name, day in named for month in _months(name)]
    days = (_day(int(year), int(month), int(day)) for year, month, day in numbers)
    return list(dict.fromkeys(day for day in days if day is not None))


def _digits(text: str) -> str:
    """A text with all digits written 0 to 9."""
    if text.isascii():
        return text
    foreign = (char for char in set(text) if char.isdigit() and not char.isascii())
    return text.translate({ord(char): str(unicodedata.digit(char)) for char in foreign})


def _century(year: str, near: date) -> str:
    """A year of two digits in full: the one nearest to a day."""
    return str(min((century + int(year) for century in (1900, 2000, 2100)), key=lambda full: abs(full - near.year)))


def _months(name: str) -> list[int]:
    """The months a name can be of; Hebrew writes “in” as a letter before it."""
    plain = _plain(name).removeprefix("ב")
    return [number for number, starts in enumerate(_MONTHS, 1) if plain.startswith(starts)]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
