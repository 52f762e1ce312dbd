"""Facts of the other addresses a page names for itself: the canonical of another page, and language versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from seocheck.model import Fact, View
from seocheck.page.address import Address
from seocheck.page.facts.languages import why_not_hreflang
from seocheck.page.subjects import subject

if TYPE_CHECKING:
    from seocheck.model import Spot
    from seocheck.page.page import Page

# Parameters that choose what a page shows; any other may be left out of a canonical address.
_TELLING = re.compile(
    r"^(?:p|pg|page|paged|pagenum|pagina|seite|start|offset|id|.*[_-]id|article|articleid|story|storyid|newsid|post|"
    r"cat|q|s|query|search|v|lang|hl)$"
)
_AMP = re.compile(r"(?:^|[./_-])amp(?:[./_-]|$)|/amphtml(?:/|$)")
_HOST_KINDS = re.compile(r"^(?:www\d?|m|mobile|mobil|amp|touch|wap)\.")
_LATER_PAGE = re.compile(r"(?:[/_-](?:page|seite|pagina|p)[/_-]?\d{1,3}|/\d{1,2})(?:\.html?)?/?$")
_WHOLE = ("", "1", "all")  # `?page=1` and `?page=all` show the page without them
_FRONT = ("", "/", "/index.html", "/index.php")


@subject(
    "canonical.elsewhere",
    "canonical addresses of another page than this one, where its address is known",
    ("own", "reason"),
)
def elsewhere(page: Page) -> View:
    own = page.own_address
    given = page.view("canonical").facts
    if own is None or not own.is_web or not given:
        return View()
    if len({str(fact.value) for fact in given}) > 1:
        return View()  # they contradict each other, which a rule of its own says
    first = given[0]
    address = Address.parse(str(first.value))
    if (
        address is None
        or not address.is_web
        or _is_version_of(own, address)
        or not re.match(r"\s*(?:/|https?:)", str(first.fields["href"] or ""), re.IGNORECASE)
    ):
        return View((), anchor=first.spot)  # one that leads elsewhere because it is relative has a rule of its own
    return View((Fact(first.value, first.spot, {"own": own.href, "reason": _what(address, own)}),), anchor=first.spot)


def _is_version_of(own: Address, canonical: Address) -> bool:
    """Whether the canonical is this page: as it is, or without what tracks, prints, or suits a telephone or AMP."""
    if own.key == canonical.key:
        return True
    ours, theirs = (_parameters(address.query) for address in (own, canonical))
    dropped = {name for name, value in ours.items() if name not in theirs and value not in _WHOLE}
    kept = all(ours.get(name) == value for name, value in theirs.items())
    if not kept or any(_TELLING.match(name) and name != "amp" for name in dropped):
        return False
    if _host(own) != _host(canonical):
        return False
    if _path(own) == _path(canonical):
        return True
    return bool(_AMP.search(own.path)) and _bare(own) == _bare(canonical)


def _parameters(query: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in query.split("&") if part)
    return {name.lower(): value for name, _, value in pairs}


def _host(address: Address) -> str:
    return _HOST_KINDS.sub("", address.host)


def _path(address: Address) -> str:
    return address.path.rstrip("/")


def _bare(address: Address) -> str:
    """The path without AMP's mark and without what tells files apart."""
    path = _AMP.sub("/", address.path)
    return re.sub(r"(?:\.html?)?/*$", "", re.sub(r"[/.]+", "/", path))


def _what(canonical: Address, own: Address) -> str:
    if _host(canonical) != _host(own):
        return f"a page of {canonical.host}"
    if canonical.path in _FRONT and not canonical.query:
        return "the site's front page"
    if _LATER_PAGE.search(own.path) and own.path.startswith(re.sub(r"(?:\.html?)?/?$", "", canonical.path)):
        return "the first page of the series"
    return "another page"


@subject("hreflang.faults", "what is wrong with the language versions the head names, in words", ("href", "reason"))
def hreflang_faults(page: Page) -> View:
    links = list(_links(page))
    facts = [
        Fact(code or "empty", spot, {"href": href, "reason": reason})
        for code, href, spot in links
        if (reason := why_not_hreflang(code) or _why_not_absolute(href))
    ]
    if links and not page.unread and not _names_itself(page, [href for _, href, _ in links]):
        code, href, spot = links[0]
        own = f", {page.address.href}" if page.address else ""
        facts.append(Fact(code, spot, {"href": href, "reason": f"not among the versions is this page itself{own}"}))
    return View(tuple(facts), anchor=links[0][2] if links else None)


def _links(page: Page) -> Iterator[tuple[str, str, Spot]]:
    for element in page.select('link[rel~="alternate" i][hreflang]'):
        kind = (element.attr("type") or "text/html").strip().lower()
        if (
            element.closest("head") is None
            or kind not in ("text/html", "application/xhtml+xml")
            or element.attr("media")
        ):
            continue  # a feed's language, or an address for another device
        code, href = ((element.attr(name) or "").strip() for name in ("hreflang", "href"))
        yield code, href, page.spot(element, "hreflang")


def _why_not_absolute(href: str) -> str | None:
    if not href:
        return "it names no address"
    if re.match(r"https?://[^/]", href, re.IGNORECASE):
        return None
    return f"its address {href} does not begin with https://"


def _names_itself(page: Page, hrefs: list[str]) -> bool:
    """Whether this page is one of the versions; yes where its address is not known."""
    own = [page.own_address] if page.own_address else []
    named = (fact for name in ("canonical", "og:url") for fact in page.view(name).facts)
    own += [address for fact in named if (address := Address.parse(str(fact.value)))]
    if not own or any("hreflang" in value for name, value in page.document.headers.items() if name.lower() == "link"):
        return True
    versions = [address for href in hrefs if (address := Address.parse(href, own[0]))]
    return any(_is_version_of(mine, version) for mine in own for version in versions)
