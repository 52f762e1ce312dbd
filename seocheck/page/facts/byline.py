"""Who wrote the article, as readers see it near the headline."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.facts.dates import without_date
from seocheck.page.facts.near import by_nearness, in_side_column, pictured, short
from seocheck.page.lazy import view_as_found
from seocheck.page.subjects import subject
from seocheck.page.wording import is_longer, visible_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from turbohtml import Element

    from seocheck.page.page import Page

_BYLINE = (
    (
        "class",
        (
            *("byline", "author", "autor", "auteur", "writer", "reporter", "redact", "redakt", "schreiber"),
            *("contributor", "giornalista", "firma", "journalist", "signature", "submitted"),
        ),
    ),
    ("data-testid", ("byline", "author")),
    (
        "href",
        (
            *("/author/", "/authors/", "/autor/", "/auteur/", "/redaktion/", "/profile/", "/people/", "/staff/"),
            *("/journalist", "/by/", "/autoren/", "/autori/", "/meet-the-team/"),
        ),
    ),
)
_PERHAPS = (("rel", ("author",)), ("itemprop", ("author",)), ("class", ("credit",)))
_BY = re.compile(
    r"^(?:by|(?:ein(?:e[nr]?)? \w{4,20} )?von|par|por|di|door|av|af|przez|autor(?:a|in|en|es)?|auteur|"
    r"text|texto|testo|tekst|written by|posted by|"
    r"reported by|"
    r"reporting by|words by|story by|redaktion|foto und text|автор|γράφει|yazan|írta|piše|teksti|penulis|oleh|tác giả|"
    r"بقلم|كتب|إعداد|نویسنده|تحریر|מאת|da redação|redacción|redazione|rédaction)\b[\s:.]*(?=\S)|"
    r"^(?:quelle|source|fuente|fonte|źródło|bron|kilde|källa|lähde|kaynak|zdroj|forrás|источник|джерело)\s?:\s?(?=\S)",
    re.IGNORECASE,
)
# A reporter's name stands before or behind the word; what reporters do (記者会見, 記者イベント) is no name.
_CJK_BY = re.compile(r"(?:記者|记者)(?![ぁ-ヿ会會])|기자(?!회)|作者|責任編集|文・|文／|文:|編輯|编辑|撰文|특파원")
_OF_PICTURE = re.compile(
    r"(?:photo|foto|fotograf\w*|bild|image|imagen|snímek|zdjęcie|фото|снимка|φωτογραφία|fotoğraf|صورة|写真|사진|图片|圖)\s?[:：]",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[〔【［（[(]([^〕】］）\])]{2,40})[〕】］）\])]")
_NO_NAME = re.compile("quote|caption|image|photo|avatar|(?:__|--|-)(?:nav|tabs?|bio|count)(?![a-z])", re.IGNORECASE)
_TEXTS = ("p", "span", "div", "address", "cite", "em", "strong", "small", "b", "i", "li", "h2", "h3", "h4", "h5", "h6")
_LONGEST = 300
_BRIEF = 120
_MOST = 5


@subject("visible.byline", "who wrote the article, as readers see it near the headline")
def byline(page: Page) -> View:
    return view_as_found(islice(_bylines(page), _MOST), anchor=page.body, unknown=page.view("headings").unknown)


def _bylines(page: Page) -> Iterator[Fact]:
    marked = {*page.holding(*_BYLINE), *filter(_is_of_author, page.holding(*_PERHAPS))}
    named = [item for item in page.in_order(marked) if item.tag not in ("figure", "figcaption", "section")]
    facts = _named(page, by_nearness(page, named))
    first = next(facts, None)
    if first is None:
        yield from _worded(page) or _named(page, in_side_column(page, named))
        return
    if not _is_below(page, first):  # a name above the headline may be another article's
        yield from _worded(page)
    yield first
    yield from facts


def _is_of_author(element: Element) -> bool:
    """Whether a whole word of its markup says so, or its class names the credits of an article."""
    words = f"{element.attr('rel') or ''} {element.attr('itemprop') or ''}".lower().split()
    names = (element.attr("class") or "").lower()
    return "author" in words or ("credit" in names and "article" in names)


def _named(page: Page, elements: Iterable[Element]) -> Iterator[Fact]:
    """Elements whose class, address or markup says that they hold an author."""
    seen: set[str] = set()
    for element in elements:
        if pictured(page, element) or _NO_NAME.search(element.attr("class") or "") or is_longer(element, _LONGEST):
            continue
        text = visible_text(element)
        if 1 < len(text) <= _LONGEST and text not in seen and _may_name(text):
            seen.add(text)
            yield Fact(text[:120], page.spot(element, whole=True))


def _may_name(text: str) -> bool:
    """Whether a name may be in the text: more than a date with a word such as “Updated”, no credit of a picture."""
    undated = without_date(text)
    words = [word for word in undated.split() if any(map(str.isalpha, word))]
    return len(words) > (undated != text) and _OF_PICTURE.match(text) is None


def _worded(page: Page) -> list[Fact]:
    """Elements whose own words begin like a byline: By …, Von …, 記者."""
    said = (
        item
        for item, raw in short(page, _BRIEF, *_TEXTS)
        if len(raw) > 4 and (_BY.match(raw) or (not raw.isascii() and _CJK_BY.search(raw)))
    )
    return [
        Fact(_line(text), page.spot(item, whole=True))
        for item in by_nearness(page, said)
        if (text := visible_text(item))
    ]


def _line(text: str) -> str:
    """The byline alone, where the first paragraph begins with it in brackets: 〔記者陳政偉／台北報導〕…"""
    match = _BRACKETED.match(text)
    return match[1] if match else text


def _is_below(page: Page, fact: Fact) -> bool:
    headings = page.view("h1").facts
    return not headings or _position(fact) > _position(headings[0])


def _position(fact: Fact) -> tuple[int, int]:
    return fact.spot.element.position or (0, 0)  # type: ignore[attr-defined]
