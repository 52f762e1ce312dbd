"""What a page shows of its article, each value with the words it was read from and their place. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from seocheck.checks.clean_name import NEWSROOM_WORDS
from seocheck.mend.nouns import Shown
from seocheck.moment import parse_moment
from seocheck.page.address import Address
from seocheck.page.facts.days import days_in
from seocheck.tidy import compact, without_site

if TYPE_CHECKING:
    from seocheck.model import Fact
    from seocheck.page import Page

# Words before the name of a person. Those of page/facts/byline.py also announce sources and newsrooms (“Quelle:”,
# “Redaktion”): there somebody has to be named, here an agency would become a person and Oleh lose his first name.
_BY = re.compile(
    r"^(?:(?:written |posted |reported |reporting |words |story )?by|(?:ein(?:e[nr]?)? \w{4,20} )?von|par|por|di|door|"
    r"av|af|przez|autor(?:a|in|en|es|e)?|auteur|text|texto|testo|tekst|foto und text|автор|γράφει|írta|piše|teksti|"
    r"penulis|tác giả|بقلم|كتب|إعداد|نویسنده|تحریر|מאת|(?:oleh|yazan)(?=\s?:))\b[\s:]*(?=\S)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|\||/|&|;)\s*|\s+(?:and|und|et|y|e|en|og|och|i)\s+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+(?:[^\W\d_][\w.'’-]*)){1,4}")
_PARTICLES = frozenset(
    ("van", "von", "de", "da", "di", "del", "der", "den", "dos", "la", "le", "bin", "al", "el", "ter")
)
_DATE_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)[ Tt]+(\d\d:\d\d(?::\d\d)?(?:\.\d+)?)\s*([zZ]|UTC|GMT|[+-]\d\d:?\d\d)?$")
_MAIL_DATE = re.compile(r"^(?:\w{3}, )?\d{1,2} \w{3} \d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC|[+-]\d{4})$")  # RFC 2822
_TIME = re.compile(r"(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:])")
_HALF_DAY = re.compile(r"\b[ap]\.?m\b|[+-]\d\d:?\d\d$", re.IGNORECASE)
_LONGEST = 300


def is_article(page: Page) -> bool:
    """Whether a page without markup that says so is an article: by its own word, or a headline with date or author."""
    if any(str(fact.value).strip().lower() == "article" for fact in page.view("og:type").facts):
        return True
    told = (
        *page.view("visible.byline").facts,
        *page.view("visible.dates").facts,
        *_texts(page, "article:published_time"),
    )
    return bool(told) and any(str(fact.value).strip() for fact in page.view("h1").facts)


def headlines(page: Page) -> Iterator[Shown]:
    """The headline, best first: the H1, og:title, the title; the site's own name taken off."""
    names = [str(fact.value) for fact in page.view("site.names").facts]
    own = {compact(name) for name in names}
    for subject, what in (("h1", "the H1"), ("og:title", "og:title"), ("title", "the title")):
        for fact in _texts(page, subject):
            text = without_site(str(fact.value), names)
            if compact(text) and compact(text) not in own:
                yield Shown(text, str(fact.value), what, fact.spot.place())


def images(page: Page) -> Iterator[Shown]:
    """The image that stands for the article, as an absolute address."""
    for subject in ("og:image", "twitter:image"):
        for fact in _texts(page, subject):
            if address := absolute(page, str(fact.value)):
                yield Shown(address, str(fact.value), subject, fact.spot.place())


def addresses(page: Page) -> Iterator[Shown]:
    """The page's own address: its canonical link, og:url."""
    for subject, what in (("canonical", "the canonical link"), ("og:url", "og:url")):
        for fact in _texts(page, subject):
            if address := absolute(page, str(fact.value)):
                yield Shown(address, str(fact.fields.get("href") or fact.value), what, fact.spot.place())


def descriptions(page: Page) -> Iterator[Shown]:
    """What the page says it is about."""
    yield from _as_they_are(page, ("description", "the meta description"), ("og:description", "og:description"))


def sections(page: Page) -> Iterator[Shown]:
    """The section the page says it belongs to."""
    yield from _as_they_are(page, ("article:section", "article:section"))


def languages(page: Page) -> Iterator[Shown]:
    """The language of the page."""
    yield from _as_they_are(page, ("html.lang", "the lang attribute"))


def site_names(page: Page) -> Iterator[Shown]:
    """What the site calls itself."""
    yield from _as_they_are(page, ("og:site_name", "og:site_name"), ("WebSite.name", "the WebSite's name"))


def authors(page: Page) -> Iterator[Shown]:
    """The names of those who wrote it: a list of names, nothing else. Silent where it is not certain what is a name."""
    site = {compact(str(fact.value)) for fact in page.view("site.names").facts}
    for subject, what in (("meta:author", "meta author"), ("article:author", "article:author")):
        found = [(fact, name) for fact in _texts(page, subject) for name in names_in(str(fact.value))]
        people = [name for _, name in found if compact(name) not in site]
        if people:
            yield Shown(list(dict.fromkeys(people)), ", ".join(people), what, found[0][0].spot.place())
    for fact in _texts(page, "visible.byline"):
        people = [name for name in names_in(str(fact.value)) if compact(name) not in site]
        if people:
            yield Shown(people, str(fact.value), "the byline", fact.spot.place())


def names_in(text: str) -> list[str]:
    """The names of people in a byline, when it holds nothing else; else none."""
    words = _BY.sub("", " ".join(text.split()), count=1).strip(" .,|–—-")
    if "://" in words or "@" in words or len(words) > _LONGEST:
        return []
    pieces = [piece.strip() for piece in _BETWEEN.split(words) if piece.strip()]
    return pieces if pieces and all(map(_is_name, pieces)) else []


def _is_name(text: str) -> bool:
    if not _NAME.fullmatch(text) or not NEWSROOM_WORDS.isdisjoint(text.casefold().split()):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES or not word[0].islower() for word in text.split())


def published(page: Page) -> Iterator[Shown]:
    """When it was published: what the page tells machines, then what it shows readers."""
    yield from _moments(page, "article:published_time")
    yield from _visible_days(page)


def modified(page: Page) -> Iterator[Shown]:
    """When it was last changed, as the page tells machines: a date readers see may be of the publication."""
    yield from _moments(page, "article:modified_time")


def _moments(page: Page, subject: str) -> Iterator[Shown]:
    for fact in _texts(page, subject):
        written = str(fact.value).strip()
        normal = written if parse_moment(written) else normal_moment(written)
        if normal:
            yield Shown(normal, written, subject, fact.spot.place())


def _visible_days(page: Page) -> Iterator[Shown]:
    """Dates near the headline, where all of them are of one day: of two nobody can tell which is which."""
    facts = page.view("visible.dates").facts
    stamps = [
        (fact, stamp) for fact in facts if (stamp := str(fact.fields["datetime"]).strip()) and parse_moment(stamp)
    ]
    if stamps and len({stamp for _, stamp in stamps}) == 1:
        fact, stamp = stamps[0]
        yield Shown(stamp, stamp, "the time element", fact.spot.place())
        return
    days = [(fact, days_in(str(fact.value), str(fact.fields["datetime"]), date.min)) for fact in facts[:1]]
    for fact, found in days:
        if len(found) == 1:
            yield Shown(found[0].isoformat(), str(fact.value), "the date readers see", fact.spot.place())


def normal_moment(written: str) -> str | None:
    """A date-time in ISO 8601 that says the same as one written otherwise; None when it would take a guess."""
    text = written.strip()
    match = _DATE_TIME.match(text)
    if match is not None:
        zone = (match[3] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
        if len(zone) == 5:
            zone = f"{zone[:3]}:{zone[3:]}"
        normal = f"{match[1]}T{match[2]}{zone}"
        return normal if parse_moment(normal) else None
    if _MAIL_DATE.match(text):
        try:
            return parsedate_to_datetime(text).isoformat()
        except ValueError:
            return None
    days, times = days_in(text, "", date.min), _TIME.findall(text)
    if len(days) != 1 or len(times) > 1 or _HALF_DAY.search(text):
        return None  # 3/4/2026 is two days to two readers
    return f"{days[0].isoformat()}T{times[0].zfill(5)}" if times else days[0].isoformat()


def absolute(page: Page, written: str) -> str | None:
    """An address in full, by the page's own; None when it is no web address."""
    address = Address.parse(written.strip(), page.base or page.address) if written.strip() else None
    return address.href if address is not None and address.is_web else None


def _as_they_are(page: Page, *subjects: tuple[str, str]) -> Iterator[Shown]:
    for subject, what in subjects:
        for fact in _texts(page, subject):
            yield Shown(str(fact.value).strip(), str(fact.value), what, fact.spot.place())


def _texts(page: Page, subject: str) -> Iterator[Fact]:
    return (fact for fact in page.view(subject).facts if isinstance(fact.value, str) and fact.value.strip())
