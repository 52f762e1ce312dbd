"""Facts of addresses that only a newsroom's own computers can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.facts.hosts import host_and_path, is_trial_host, may_hold_private, site_of, why_private
from seocheck.page.lazy import lazy_view
from seocheck.page.subjects import subject

if TYPE_CHECKING:
    from seocheck.page.page import Page

# Where a site tells developers how to use it: not where it tries its pages out.
_FOR_DEVELOPERS = re.compile(
    r"\s*(?:https?:)?//(?:dev|devel)\.[^/]+(?:/?$|/(?:docs?|documentation|apis?|sdk|web|overview|reference|guides?)\b)",
    re.IGNORECASE,
)
_NAMED = (
    ("canonical", "canonical"),
    ("og:url", "og:url"),
    ("og:image", "og:image"),
    ("twitter:image", "twitter:image"),
    ("links", "link"),
    ("BreadcrumbList.addresses", "step of the trail"),
    ("article.image.addresses", "image of the markup"),
)
_BY_OTHERS = ("step of the trail", "image of the markup")  # what scheme these have, rules of their own judge


@subject(
    "addresses.private",
    "addresses of links, images, canonical, og:url, trails that only a newsroom's own computers can open",
    ("what", "reason"),
)
def private(page: Page) -> View:
    suspects = list(_suspects(page))
    facts = []
    if suspects:
        sites = _sites(page)
        served_at = page.own_address.host if page.own_address else None
        for what, fact in suspects:
            host = host_and_path(str(fact.value))[0]
            reason = None if host is None or host == served_at else _why_out_of_reach(host, sites)
            if what not in _BY_OTHERS and str(fact.value).lstrip()[:5].lower() == "file:":
                reason = "it is a file on somebody's own computer"
            if reason and not (what == "link" and _FOR_DEVELOPERS.match(str(fact.value))):
                facts.append(Fact(fact.value, fact.spot, {"what": what, "reason": reason}))
    return View(tuple(facts), anchor=page.body)


def _suspects(page: Page) -> Iterator[tuple[str, Fact]]:
    """Addresses whose host may be out of reach: nearly always none, which one search in all of them together tells."""
    given = [*((what, page.view(name)) for name, what in _NAMED), ("image", _images(page))]
    lines = ["\n".join(map(str, view.values)) for _, view in given]
    if may_hold_private("\n".join(lines)):
        for (what, view), addresses in zip(given, lines, strict=True):
            if may_hold_private(addresses):
                yield from ((what, fact) for fact in view.facts if may_hold_private(str(fact.value)))


def _images(page: Page) -> View:
    images = page.select('img[src*="//"]')
    sources = [element.attr("src") or "" for element in images]
    return lazy_view(sources, lambda index: Fact(sources[index], page.spot(images[index], "src")))


def _sites(page: Page) -> set[str]:
    """The domains this page says it belongs to."""
    hosts = [page.own_address.host] if page.own_address else []
    named = (fact for name in ("canonical", "og:url") for fact in page.view(name).facts)
    hosts += [host for fact in named if (host := host_and_path(str(fact.value))[0])]
    return {site_of(host) for host in hosts if why_private(host) is None}


def _why_out_of_reach(host: str, sites: set[str]) -> str | None:
    if why := why_private(host):
        return why
    return (
        "it is a host where the site tries its pages out" if any(is_trial_host(host, site) for site in sites) else None
    )
