"""Facts of what links lead to, where the caller has asked: pages that are gone or moved, or lack the part named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from seocheck.model import Fact, LinkTarget, View
from seocheck.page.address import Address
from seocheck.page.facts.hosts import site_of
from seocheck.page.facts.link_facts import names_a_part
from seocheck.page.subjects import subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from seocheck.page.page import Page

Scope = Literal["internal", "external", "all"]


class Lead(NamedTuple):
    """A link to another page: its address without #fragment, and the part of that page it names, if it does."""

    link: Fact
    url: str
    part: str


def leads(page: Page) -> Iterator[Lead]:
    """The links of a page to other pages on the web."""
    here = page.address.href.partition("#")[0] if page.address else None
    for link in page.view("links").facts:
        address = Address.parse(str(link.value), page.base)
        if address is None or not address.is_web or not address.host:
            continue
        url = address.href.partition("#")[0]
        if url != here:
            yield Lead(link, url, address.fragment if names_a_part(address.fragment) else "")


MOST = 1000
"""Addresses of one page that are asked; a page of news has a few hundred links."""


def to_ask(page: Page, scope: Scope) -> list[tuple[str, str]]:
    """The addresses links lead to, each once with each part that is named of it; the first `MOST`.

    scope: `internal` for those of the site the page says it belongs to, `external` for the others.
    """
    canonicals = (Address.parse(str(fact.value), page.base) for fact in page.view("canonical").facts)
    own = {site_of(address.host) for address in (page.address, *canonicals) if address}
    found = {
        (lead.url, lead.part): None
        for lead in leads(page)
        if scope == "all" or (scope == "internal") is (site_of(Address.parse(lead.url).host) in own)  # type: ignore[union-attr]
    }
    return list(found)[:MOST]


def _view(page: Page, told: Callable[[Lead, LinkTarget], Fact | None]) -> View:
    targets = page.document.targets
    asked = [(lead, targets[lead.url]) for lead in leads(page) if lead.url in targets] if targets else []
    facts = [fact for lead, target in asked if (fact := told(lead, target)) is not None]
    return View(tuple(facts), anchor=page.body if asked else None)


def _fact(lead: Lead, value: str, **more: str) -> Fact:
    return Fact(value, lead.link.spot, {"text": lead.link.fields["text"], "href": lead.link.value, **more})


@subject("links.broken", "links to pages that are not there, with --check-links", ("text", "href", "reason"))
def broken(page: Page) -> View:
    return _view(page, lambda lead, to: _fact(lead, lead.url, reason=to.broken) if to.broken else None)


@subject("links.moved", "links to pages that have moved for good, with --check-links", ("text", "href", "final"))
def moved(page: Page) -> View:
    return _view(page, lambda lead, to: _fact(lead, lead.url, final=to.moved) if to.moved else None)


@subject(
    "links.lost",
    "links in the article to a part of another page that it does not have, with --check-links",
    ("text", "href"),
)
def lost(page: Page) -> View:
    view = _view(page, lambda lead, to: _fact(lead, lead.part) if lead.part in to.lacks else None)
    inside = (fact for fact in view.facts if fact.spot.element not in page.beside)  # type: ignore[attr-defined]
    return View(tuple(inside), view.anchor)
