"""How search and social networks would show a page, as far as its markup decides: for people, not for rules.

Which source each of them takes first: https://developers.google.com/search/docs/appearance/title-link ,
https://developers.google.com/search/docs/appearance/site-names , https://ogp.me ,
https://developer.x.com/en/docs/x-for-websites/cards/overview/markup
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seocheck.model import Preview, PreviewPart
from seocheck.moment import parse_moment
from seocheck.page.wording import collapse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.page.page import Page

_LONGEST = 400  # characters of a part; no surface shows more
_STEPS = 6  # of an address written as a trail
_SITE = ("og:site_name", "WebSite.name", "article.publisher.name", "address")
_PUBLISHED = ("article.datePublished", "article:published_time")
_DATE_RULES = ("article.dateModified", "visible.dates", "article")
_IMAGE_RULES = ("article.image", "robots.image_preview", "article")
_TRAIL_RULES = (
    "BreadcrumbList",
    "BreadcrumbList.steps",
    "BreadcrumbList.addresses",
    "BreadcrumbList.addresses_before_last",
    "BreadcrumbList.last",
    "visible.trail",
    "visible.trail.last",
)
_TITLE_RULES = ("title.faults", "head.titles")


def previews(page: Page) -> tuple[Preview, ...]:
    """What Google's results, Top stories, networks that read Open Graph, and X would show of a page."""
    return (
        Preview("google", tuple(_google(page)), _barred(page, "search", "Google")),
        Preview("top-stories", tuple(_top_stories(page)), _barred(page, "search", "Google", "Google News")),
        Preview("open-graph", tuple(_open_graph(page))),
        Preview("x", tuple(_x(page))),
    )


def _google(page: Page) -> Iterator[PreviewPart]:
    yield _part(page, "site", *_SITE)
    yield _part(page, "trail", "BreadcrumbList.trails", "address.trail", also=_TRAIL_RULES)
    yield _part(page, "title", "title", "og:title", "h1", "article.headline", also=_TITLE_RULES)
    yield _part(page, "date", *_PUBLISHED, also=_DATE_RULES)
    yield _part(page, "description", "description", "body.paragraphs")


def _top_stories(page: Page) -> Iterator[PreviewPart]:
    yield _part(page, "image", "article.image.addresses", "og:image", also=_IMAGE_RULES)
    yield _size(page, "article.image.width", "article.image.height")
    yield _part(page, "site", *_SITE, also=("article.publisher",))
    yield _part(page, "headline", "article.headline", "h1", "title", also=("article", "body.opening"))
    yield _part(page, "date", *_PUBLISHED, also=_DATE_RULES)


def _open_graph(page: Page) -> Iterator[PreviewPart]:
    yield _part(page, "image", "og:image")
    yield _size(page, "og:image:width", "og:image:height")
    yield _part(page, "address", "og:url", "canonical", "address")
    yield _part(page, "title", "og:title", "title")
    yield _part(page, "description", "og:description", "description")


def _x(page: Page) -> Iterator[PreviewPart]:
    yield _part(page, "card", "twitter:card", also=("twitter.faults",))
    yield _part(page, "image", "twitter:image", "twitter:image:src", "og:image")
    yield _part(page, "address", "og:url", "canonical", "address")
    yield _part(page, "title", "twitter:title", "og:title", also=("twitter.faults",))
    yield _part(page, "description", "twitter:description", "og:description", also=("twitter.faults",))


def _part(page: Page, name: str, *sources: str, also: tuple[str, ...] = ()) -> PreviewPart:
    """A part of a preview, given by the first of `sources` that says something."""
    for source in sources:
        value = _value(page, source)
        if value:
            unknown = None if source == sources[0] else _unknown(page, sources)
            return PreviewPart(name, value[:_LONGEST], source, sources, also, unknown)
    useless = next((source for source in sources if source in _PUBLISHED and _text(page, source)), None)
    return PreviewPart(name, None, useless, sources, also, _unknown(page, (*sources, *also)))


def _unknown(page: Page, subjects: tuple[str, ...]) -> str | None:
    """Why something may be there after all: the page, or the block that may hold it, was not read whole."""
    unknown = (page.view(name).unknown for name in subjects if not name.startswith("address"))
    return page.incomplete or next(filter(None, unknown), None)


def _value(page: Page, source: str) -> str:
    if source == "address":
        return page.address.host if page.address else ""
    if source == "address.trail":
        return _address_trail(page)
    text = _text(page, source)
    if source in _PUBLISHED:
        moment = parse_moment(text)
        return moment.day.isoformat() if moment else ""
    if source == "BreadcrumbList.trails":
        return " › ".join(filter(None, (page.address.host if page.address else "", text))) if text else ""
    return text


def _text(page: Page, source: str) -> str:
    texts = (collapse(fact.value) for fact in page.view(source).facts if isinstance(fact.value, str))
    return next(filter(None, texts), "")


def _address_trail(page: Page) -> str:
    """The address as Google shows it without a marked-up trail. What follows a semicolon may be a session's."""
    if page.address is None:
        return ""
    steps = [step.partition(";")[0] for step in page.address.path.split("/")]
    return " › ".join([page.address.host, *filter(None, steps)][:_STEPS])


def _size(page: Page, width: str, height: str) -> PreviewPart:
    """The size a page declares for its picture; missing unless it says both."""
    sides = [
        next((str(fact.value).removesuffix("px") for fact in page.view(name).facts), "") for name in (width, height)
    ]
    known = all(side.isdecimal() and len(side) < 6 for side in sides)
    value = " × ".join(sides) if known else None
    return PreviewPart("size", value, width if known else None, (width, height))


def _barred(page: Page, *engines: str) -> str | None:
    """What keeps the page out of a search, if anything does."""
    found = (fact for fact in page.view("robots.noindex").facts if fact.fields["engine"] in engines)
    return next((f"{fact.fields['origin']} says “{fact.value}”" for fact in found), None)
