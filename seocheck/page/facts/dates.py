"""When the article was published or changed, as readers see it near the headline."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.facts.days import days_in
from seocheck.page.facts.near import by_nearness, in_masthead, in_side_column, pictured, short
from seocheck.page.lazy import view_as_found
from seocheck.page.subjects import subject
from seocheck.page.wording import collapse, is_longer, visible_text

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from turbohtml import Element

    from seocheck.page.page import Page


def _by_first_letter(*names: str) -> str:
    """Names as a pattern that tries each first letter once: one by one, 150 names take twice the time."""
    endings: dict[str, list[str]] = {}
    for name in "|".join(names).split("|"):
        endings.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{letter}(?:{'|'.join(found)})" for letter, found in endings.items())


_NAMES = _by_first_letter(
    "jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|déc",
    "janv|févr|fév|mars|avr|juin|juil|août|ene|abr|mayo|ago|dic|gen|mag|giu|lug|set|ott|fev|out|mrt|mei",
    "maj|kwi|cze|lip|sie|wrz|paź",
    "lis|gru|sty|lut|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек|ιαν|φεβ|μαρ|απρ|μαΐ|ιουν|ιουλ",
    "αυγ|σεπ|οκτ|νοε|δεκ",
    "oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر",
    "أكتوبر|نوفمبر|ديسمبر",
    "جانفي|فيفري|أفريل|ماي|جوان|جويلية|أوت|كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين",
    "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    "січ|лют|бер|квіт|трав|черв|лип|серп|верес|жовт|груд|led|úno|bře|dub|kvě|čer|srp|zář|říj|gusht|shkurt|korrik",
    "जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर|tháng|januari|februari",
)
_HEBREW = "ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר"  # “in” is a letter before it
_MONTHS = rf"(?=[^\W\d_])(?:{_NAMES}|ב?(?:{_HEBREW}))"
# Each part begins with a digit or with a letter, and is tried at no other place: all at each take four times as long.
_DIGIT_FIRST = (
    rf"\b\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:\d{{4}}|\d{{2}})\b|\b(?:19|20)\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}|"
    rf"(?:19|20)\d\d\s?[年년]\s?\d{{1,2}}\s?[月월]|\d{{1,2}}[月월]\s?\d{{1,2}}[日일]|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er|º|ª)?\.?\s?(?:de\s|of\s)?{_MONTHS}\w*\.?,?\s?"
    r"(?:de\s|del\s)?(?:(?:19|20)\d\d)?|"
    r"\b\d+\s(?:minutes?|hours?|days?|weeks?|months?|years?)\sago\b|"
    r"\b\d+ (?:minut[io]|or[ae]|giorn[io]) fa\b|\b\d+ (?:minuten|uur|dagen) geleden\b|"
    r"\b\d+ (?:minut|godzin|dni)\w* temu\b|"
    r"\d{1,2}\s[^\W\d_]{2,9}\s[۱1][۳۴34]\d\d\b|"  # of the Persian and the Islamic calendar
    r"\b\d+ \w+ (?:назад|тому|önce|sedan|siden)\b|\d+\s?(?:分|時間|小时|小時|天|日|분|시간|일)(?:钟|鐘)?\s?[前전]"
)
_LETTER_FIRST = (
    # a glance ahead, for it takes long to try so many names at each word
    rf"(?=\S+\s\d){_MONTHS}(?:\w*\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:(?:19|20)\d\d)?|[^\W\d_]*\s(?:19|20)\d\d\b)|"
    r"vor\s\d+\s(?:Minuten?|Stunden?|Tagen?)|il y a \d+|hace \d+|há \d+ (?:minuto|hora|dia)s?|prije \d+ "
)
_DATE = rf"(?=\d)(?:{_DIGIT_FIRST})|\b(?=[^\W\d_])(?:{_LETTER_FIRST})"
_DIGIT = re.compile(r"\d")  # no date is without one, and most texts are
_DATED = (
    (
        "class",
        ("date", "time", "publish", "datum", "posted", "meta", "byline", "info", "data", "stamp", "zeit", "fech"),
    ),
    ("itemprop", ("date",)),
    ("data-testid", ("date",)),
    ("datetime", ("",)),
)
_TEXTS = ("p", "span", "div", "small", "em", "b", "strong", "li", "td", "font", "h2", "h3", "h4", "h5", "h6")
# Dates of something else: until when a film can be seen, when it was on air, what another story's teaser says.
_OTHER_NAMES = re.compile("broadcast|teaser[-_]+(?:date|datum|time)", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:verfügbar bis|abrufbar bis|gültig bis|available (?:until|till)|expires|disponible (?:jusqu|hasta)|"
    r"disponibile fino|disponível até|beschikbaar tot|dostępny do)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}|\d[./-]\d+[./-]\d\d")
_NEAR = date(2020, 1, 1)  # for the century of a year of two digits
_UNKNOWN_MONTH = re.compile(r"\d{1,2}\.? \S{3,20} (?:19|20)\d\d")  # in a language whose months are not listed
_LONGEST = 300
_SHORT = 100
_BRIEF = 60
_MOST = 10
_MOST_ROWS = 4


@subject(
    "visible.dates", "when the article was published or changed, as readers see it near the headline", ("datetime",)
)
def dates(page: Page) -> View:
    return view_as_found(islice(_dates(page), _MOST), anchor=page.body, unknown=page.view("headings").unknown)


def _dates(page: Page) -> Iterator[Fact]:
    """First those that are a date and little else; nearness decides among equals."""
    named = page.in_order({*page.select("time"), *page.holding(*_DATED)})
    doubtful: list[Fact] = []
    sure = yield from _sure(_named(page, by_nearness(page, named)), doubtful)
    sure = sure or (yield from _sure(_worded(page), doubtful))
    if not sure and not doubtful:
        yield from _sure(_named(page, in_side_column(page, named)), doubtful)
    yield from doubtful


def _sure(facts: Iterable[Fact], doubtful: list[Fact]) -> Generator[Fact, None, bool]:
    """Facts that are sure, as they are found; the others are kept for later. Returns whether there was one."""
    sure = False
    for fact in facts:
        if _is_sure(fact):
            sure = True
            yield fact
        else:
            doubtful.append(fact)
    return sure


def _is_sure(fact: Fact) -> bool:
    """Whether it is a date and little else, not a sentence with a date in it."""
    return bool(fact.fields["datetime"]) or len(str(fact.value)) <= _BRIEF


def _named(page: Page, elements: Iterable[Element]) -> Iterator[Fact]:
    """Elements whose class or markup says that they hold a date or details of the story, when a date is in them."""
    seen: set[tuple[str, str]] = set()
    for element in elements:
        stamp = element.attr("datetime") or ""
        label = element.attr("aria-label") or ""
        if not stamp and _DIGIT.search(label) is None and _DIGIT.search(element.text) is None:
            continue
        if not stamp and is_longer(element, _LONGEST):
            continue
        text = visible_text(element) or collapse(label)
        dated = text and (stamp or (len(text) <= _LONGEST and _has_date(text)))
        if dated and (text, stamp) not in seen and not _is_of_another(page, element, text):
            seen.add((text, stamp))
            yield Fact(text[:120], page.spot(element, whole=True), {"datetime": stamp})


def _is_of_another(page: Page, element: Element, text: str) -> bool:
    """Whether a date is surely not that of the article."""
    return (
        _OTHER_NAMES.search(element.attr("class") or "") is not None
        or _UNTIL.search(text) is not None
        or (element.tag != "time" and pictured(page, element))
        or in_masthead(page, element)
        or (element.tag == "td" and _in_a_list(element))
    )


def _in_a_list(cell: Element) -> bool:
    """Whether a cell stands in a table of data, not in one that lays out the page."""
    table = cell.closest("table")
    return table is not None and len(table.select("tr")) > _MOST_ROWS and table.select_one("h1,p") is None


def _worded(page: Page) -> Iterator[Fact]:
    """Short texts that are or hold a date."""
    said = (item for item, raw in short(page, _SHORT, *_TEXTS) if len(raw) > 5 and _has_date(raw))
    for item in by_nearness(page, said):
        text = visible_text(item)
        words = _said_in(text)
        if (
            len(words) > 5
            and (_YEAR.search(words) or 2 * len(words) > len(text))  # “on 1 September she left” is a sentence
            and item.select_one("blockquote") is None
            and not _is_of_another(page, item, text)
        ):
            yield Fact(words, page.spot(item, whole=True), {"datetime": ""})


def without_date(text: str) -> str:
    """A text without the dates in it."""
    return _date().sub("", text) if _DIGIT.search(text) else text


def _said_in(text: str) -> str:
    """The words of a text that are the date; the whole text where only its day is understood."""
    match = _date().search(text)
    return match[0].strip() if match else text


@cache
def _date() -> re.Pattern[str]:
    """Compiled when a text may hold a date: that takes as long as reading a page."""
    return re.compile(_DATE, re.IGNORECASE)


@lru_cache(maxsize=1024)  # elements that hold one another hold the same text
def _has_date(text: str) -> bool:
    """Whether a date stands in the text; in a longer one only with its year, for “12 mar” may be anything."""
    if _DIGIT.search(text) is None:
        return False
    match = _date().search(text)
    while (
        match is not None
        and len(text) > _BRIEF
        and not re.search(r"\d{2,4}\b.*\d|\d.*\d{2,4}\b|[年月]|\bago\b", match[0])
    ):
        match = _date().search(text, match.end())
    return match is not None or _UNKNOWN_MONTH.fullmatch(text) is not None or bool(days_in(text, "", _NEAR))
