"""Facts of the robots directives: what a page tells search engines they may do with it, in markup and HTTP header.

Sources: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag (Google reads the meta elements in
the body too); Bing's noarchive and nocache:
https://blogs.bing.com/webmaster/september-2023/Announcing-new-options-for-webmasters-to-control-usage-of-their-content-in-Bing-Chat
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.moment import parse_moment
from seocheck.page.facts.head import meta
from seocheck.page.subjects import subject

if TYPE_CHECKING:
    from seocheck.model import Spot
    from seocheck.page.page import Page

# Whom a directive is for, and which search it keeps the page out of.
_AGENTS: Mapping[str, str] = {
    "robots": "search",
    "googlebot": "Google",
    "googlebot-news": "Google News",
    "bingbot": "Bing",
}
_PLAIN = frozenset(
    (
        *("all", "index", "follow", "noindex", "nofollow", "none"),
        *("nosnippet", "indexifembedded", "notranslate", "noimageindex", "nositelinkssearchbox"),
        *("noarchive", "nocache", "nopreview"),  # Bing
        *("noodp", "noydir", "noimageclick"),  # of old
        *("noai", "noimageai"),  # of some crawlers for training
    )
)
# What the directives deny: saying it says nothing, and does no harm.
_DEFAULTS = frozenset({name.removeprefix("no") for name in _PLAIN if name.startswith("no")} - {"ne"})
_NUMBERS = ("max-snippet", "max-video-preview")
_PREVIEWS = ("none", "standard", "large")
_OPPOSITES = (("noindex", ("index", "all")), ("nofollow", ("follow", "all")))
_AFTER = "unavailable_after"
_MOST = 50  # directives read in one place


@subject(
    "robots.directives",
    "every single directive for search engines: meta robots, googlebot, googlebot-news, bingbot and X-Robots-Tag",
    ("agent", "origin"),
)
def directives(page: Page) -> View:
    facts = [
        Fact(text, fact.spot, {"agent": agent, "origin": f"meta {agent}"})
        for fact in meta(page, *_AGENTS).facts
        for agent in (str(fact.fields["name"]),)
        for text in _split(str(fact.value))
    ]
    for name, value in page.document.headers.items():
        if name.lower() == "x-robots-tag":
            facts += [
                Fact(text, page.start, {"agent": agent, "origin": "the X-Robots-Tag header"})
                for agent, text in _header(value)
            ]
    return View(tuple(facts))


def _split(content: str) -> list[str]:
    """The directives of a comma-separated list, in small letters; a date may hold commas of its own."""
    found: list[str] = []
    for piece in content.split(",", _MOST)[:_MOST]:
        text = " ".join(piece.split())
        if found and found[-1].startswith(f"{_AFTER}:") and _why_unknown(text.lower()):
            found[-1] += f", {text}"
        elif text:
            name, colon, value = text.partition(":")
            found.append(f"{name.strip().lower()}:{value.strip()}" if colon else text.lower())
    return found


def _header(value: str) -> Iterator[tuple[str, str]]:
    """The directives of a header; one that begins with a crawler's name is for it, and so are those that follow."""
    agent = "robots"
    for text in _split(value):
        name, colon, rest = text.partition(":")
        directive = text
        if colon and name not in (*_NUMBERS, "max-image-preview", _AFTER):
            agent, directive = ("robots" if name == "*" else name), rest.strip()
        if agent in _AGENTS and directive:
            yield agent, directive if directive.startswith(_AFTER) else directive.lower()


@subject("robots.noindex", "the directives that keep the page out of search", ("agent", "origin", "engine"))
def noindex(page: Page) -> View:
    facts = tuple(
        Fact(fact.value, fact.spot, {**fact.fields, "engine": _AGENTS[str(fact.fields["agent"])]})
        for fact in page.view("robots.directives").facts
        if fact.value in ("noindex", "none") or _is_over(str(fact.value), page.document.now)
    )
    return View(facts, anchor=page.head)


def _is_over(directive: str, now: datetime | None) -> bool:
    if now is None or not directive.startswith(f"{_AFTER}:"):
        return False
    end = _instant(directive.partition(":")[2])
    return end is not None and end < (now if now.tzinfo else now.replace(tzinfo=UTC))


def _instant(text: str) -> datetime | None:
    """The instant of a date by RFC 822, RFC 850 or ISO 8601; midnight, and UTC, where it does not say."""
    moment = parse_moment(text.strip())
    if moment is not None:
        clock = moment.time or time()
        return datetime.combine(moment.day, clock.replace(tzinfo=None), moment.zone or UTC)
    from email.utils import parsedate_to_datetime  # late: 4 ms of every start, for what few pages say

    try:
        # RFC 850 writes Sunday, 01-Jan-30; the standard library reads Sun, 01 Jan 30
        found = parsedate_to_datetime(re.sub(r"\b(\d{1,2})-([A-Za-z]{3})-(\d{2,4})\b", r"\1 \2 \3", text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@subject(
    "robots.image_preview", "how large an image search engines may show, where the page may be in search", ("origin",)
)
def image_preview(page: Page) -> View:
    if page.view("robots.noindex").facts or _is_amp(page):
        return View()
    given = page.view("robots.directives").facts
    named = [fact for fact in given if str(fact.value).startswith("max-image-preview:")]
    if any(_why_unknown(str(fact.value)) for fact in named):
        return View()  # a value nobody knows is a fault of its own
    facts = tuple(
        Fact(str(fact.value).partition(":")[2].lower(), fact.spot, {"origin": fact.fields["origin"]})
        for fact in named
        if fact.fields["agent"] in ("robots", "googlebot")
    )
    stated = [fact for fact in given if fact.fields["agent"] == "robots"]
    return View(facts, anchor=stated[0].spot if stated else page.head)


def _is_amp(page: Page) -> bool:
    """AMP pages may be shown with a large image without saying so."""
    root = page.tree.select("html")[0]
    return root.attr("amp") is not None or root.attr("⚡") is not None


@subject("robots.faults", "what is wrong with the robots directives, in words", ("reason", "origin"))
def faults(page: Page) -> View:
    given = page.view("robots.directives").facts
    facts = [
        Fact(fact.value, fact.spot, {"reason": reason, "origin": fact.fields["origin"]})
        for fact in given
        if (reason := _why_unknown(str(fact.value)))
    ]
    if len(given) > 1:
        for agent in _AGENTS:
            facts += _contradictions([fact for fact in given if fact.fields["agent"] == agent])
        facts += _overruled(given)
    return View(tuple(facts), anchor=given[0].spot if given else None)


@lru_cache(maxsize=256)
def _why_unknown(text: str) -> str | None:
    name, colon, value = text.partition(":")
    if name in _NUMBERS:
        fine = re.fullmatch(r"-1|\d{1,9}", value)
        return None if fine else f"{name} takes a number, or -1 for no limit"
    if name == "max-image-preview":
        return None if value.lower() in _PREVIEWS else "max-image-preview takes none, standard or large"
    if name == _AFTER:
        return None if _instant(value) else "unavailable_after takes a date such as 2026-11-22"
    if not colon and (text in _PLAIN or text in _DEFAULTS):
        return None
    parts = re.split(r"[\s;|]+", text)
    if len(parts) > 1 and all(part in _PLAIN or part in _DEFAULTS or part.startswith("max-") for part in parts):
        return "directives are separated by commas"
    return f"no search engine knows it{_meant(text)}"


def _meant(text: str) -> str:
    import difflib

    names = [*sorted(_PLAIN), *_NUMBERS, "max-image-preview:large", _AFTER]
    near = difflib.get_close_matches(text.replace("no-", "no"), names, n=1, cutoff=0.75)
    return f" (did you mean {near[0]}?)" if near else ""


def _contradictions(given: list[Fact]) -> Iterator[Fact]:
    """Directives for one crawler of which only the stricter one can hold."""
    said = {str(fact.value): fact for fact in given}
    told: set[str] = set()
    for strict, lax in _OPPOSITES:
        denied = next((name for name in (strict, "none") if name in said), None)
        for name in lax:
            if denied and name in said and name not in told:
                told.add(name)
                yield _clash(said[name].spot, name, said[name], f"{denied}; the stricter one, {denied}, holds")
                break
    by_name: dict[str, str] = {}
    for text, fact in said.items():
        name, colon, _ = text.partition(":")
        if colon and by_name.setdefault(name, text) != text:
            yield _clash(fact.spot, text, fact, f"{by_name[name]}; the stricter one holds")
    snippet = next((text for text in said if text.startswith("max-snippet:") and not text.endswith(":0")), None)
    if snippet and "nosnippet" in said:
        yield _clash(said[snippet].spot, snippet, said[snippet], "nosnippet; the stricter one, nosnippet, holds")


def _overruled(given: Sequence[Fact]) -> Iterator[Fact]:
    """`index` for Googlebot does not lift a `noindex` for all: Google adds up what is denied."""
    denied = next(
        (fact for fact in given if fact.fields["agent"] == "robots" and fact.value in ("noindex", "none")), None
    )
    lifted = next(
        (fact for fact in given if fact.fields["agent"] == "googlebot" and fact.value in ("index", "all")), None
    )
    if denied and lifted:
        yield _clash(
            lifted.spot, str(lifted.value), lifted, f"{denied.value} for all robots, which holds for Google too"
        )


def _clash(spot: Spot, name: str, fact: Fact, against: str) -> Fact:
    return Fact(name, spot, {"reason": f"it contradicts {against}", "origin": fact.fields["origin"]})
