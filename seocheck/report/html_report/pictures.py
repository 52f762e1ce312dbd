"""Previews for people: what each surface would show, where each part comes from, what is missing and who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seocheck.report.html_report.words import day, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seocheck.model import Finding, Preview, PreviewPart
    from seocheck.report.html_report.cards import Card

_SURFACES = {
    "google": "Google result",
    "top-stories": "Top stories",
    "open-graph": "Shared with Open Graph",
    "x": "Shared on X",
}
_PARTS = {
    "site": "Site name",
    "trail": "Breadcrumbs",
    "title": "Title",
    "headline": "Headline",
    "date": "Date",
    "description": "Description",
    "image": "Image",
    "size": "Image size",
    "address": "Address",
    "card": "Card",
}
_SOURCES = {
    "title": "the title element",
    "h1": "the H1",
    "description": "the meta description",
    "canonical": "the canonical address",
    "address": "the page’s address",
    "address.trail": "the page’s address",
    "body.paragraphs": "the text",
    "BreadcrumbList.trails": "the BreadcrumbList",
    "WebSite.name": "the name of a WebSite",
    "article.headline": "the headline in the markup",
    "article.image.addresses": "the image in the markup",
    "article.image.width": "the image in the markup",
    "article.datePublished": "datePublished in the markup",
    "article.publisher.name": "the publisher in the markup",
}
_PROPERTY = re.compile(r"\b(?:og|twitter|article):[a-z]+(?::[a-z_]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """What stands beside a preview for one part. `state` is `given`, `instead`, `missing`, `optional` or `unknown`."""

    label: str
    state: str
    text: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A preview as it is drawn: the parts to draw (None: missing), and the rows beside it."""

    surface: str
    name: str
    parts: dict[str, str | None]
    rows: tuple[Row, ...]
    barred: str | None


def pictures(previews: Sequence[Preview], cards: Sequence[Card]) -> tuple[Picture, ...]:
    """The previews of a page; `cards` are its findings, which stand beside the part they speak of."""
    return tuple(_picture(preview, cards) for preview in previews)


def _picture(preview: Preview, cards: Sequence[Card]) -> Picture:
    parts = {part.name: _worded(part) for part in preview.parts}
    rows = tuple(_row(part, cards) for part in preview.parts if part.name != "size" or parts["image"])
    return Picture(preview.surface, _SURFACES[preview.surface], parts, rows, preview.barred)


def _worded(part: PreviewPart) -> str | None:
    if part.value is None:
        return None
    return day(part.value) if part.name == "date" else shown(part.value)


def _row(part: PreviewPart, cards: Sequence[Card]) -> Row:
    tried = part.sources if part.source is None else part.sources[: part.sources.index(part.source)]
    lacking = "" if part.name == "site" and part.value else _or(tried)  # a site's name is as good from anywhere
    concerned = _concerned((*tried, *([part.source] if part.source else []), *part.also), cards)
    label = _PARTS[part.name]
    if part.source is None:
        if part.unknown:
            return Row(label, "unknown", f"cannot be told: {part.unknown}", concerned)
        if part.name == "size":
            return Row(label, "optional", "not declared", concerned)
        return Row(label, "missing", f"no {lacking}", concerned)
    if part.value is None:
        return Row(label, "missing", f"{_named(part.source)} is nothing programs can read", concerned)
    text = f"from {_named(part.source)}"
    if not lacking or part.unknown:
        return Row(label, "given", text, concerned)
    return Row(label, "instead", f"{text}; no {lacking}", concerned)


def _named(source: str) -> str:
    return _SOURCES.get(source, source)


def _or(sources: Sequence[str]) -> str:
    names = list(dict.fromkeys(_named(source).removeprefix("the ") for source in sources))
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _concerned(subjects: Sequence[str], cards: Sequence[Card]) -> tuple[Card, ...]:
    """The findings that speak of a part: they name its property or, naming none, look at its subject."""
    return tuple(card for card in cards if any(_speaks_of(item.finding, subjects) for item in card.items))


def _speaks_of(finding: Finding, subjects: Sequence[str]) -> bool:
    named = set(_PROPERTY.findall(finding.message))
    looked_at = named or {name.replace("[]", "") for name in finding.subject.split(", ")}
    return not looked_at.isdisjoint(subjects)
