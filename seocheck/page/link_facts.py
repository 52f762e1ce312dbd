"""Facts of where links and images lead: to nothing on this page, inside the site, unencrypted, out of reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from turbohtml import Element

from seocheck.model import Fact, View
from seocheck.page.address import Address
from seocheck.page.hosts import is_trial_host, site_of, why_private
from seocheck.page.pictures import in_article
from seocheck.page.subjects import subject
from seocheck.page.wording import accessible_name, is_hidden

if TYPE_CHECKING:
    from seocheck.page.page import Page

_HOST = re.compile(r"\s*(?:(https?):)?//(?:[^/?#@]*@)?(\[[^\]/]*\]|[^/?#:\\\s]+)", re.IGNORECASE)
_ELSEWHERE = ("#", "javascript:", "mailto:", "tel:", "sms:", "data:")


@subject("links.to_pages", "the visible links to other pages or files: their names, as `links.text`", ("href", "rel"))
def to_pages(page: Page) -> View:
    return View(
        tuple(
            fact
            for fact in page.view("links.text").facts
            if (href := str(fact.fields["href"]).strip()) and not href.lower().startswith(_ELSEWHERE)
        )
    )


# What makes a link a button: a script acts on it, and its address is only a stand-in.
_CONTROLS = (
    *(
        "onclick",
        "role",
        "data-toggle",
        "data-bs-toggle",
        "data-target",
        "data-bs-target",
        "data-dismiss",
        "data-action",
    ),
    *("aria-controls", "aria-expanded", "aria-haspopup", "ng-click", "@click", "v-on:click"),
)
_ACTING = re.compile(
    r"(?:^|[\s_-])(?:js|btn|button|toggle[rd]?|dropdown|modal|popup|tab|tabs|menu|carousel|slide|accordion|lightbox|share|"
    r"close|open|login|cookie|consent|scroll)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Names no author gives to a part of the page: hooks of scripts, and parts that a script adds (the comments).
_HOOKS = re.compile(
    r"^(?:\d|_|x|n|none|null|void|nogo|undefined|link|more|prev|next|close|open|show|hide|toggle|tab|slide|modal|popup|"
    r"dropdown|menu|login|register|account|search|share|email|print|follow|subscribe|cookie|consent|privacy|gdpr|cmp|"
    r"settings?|comment|kommentar|disqus|respond|reply|react|elementor|lightbox|gallery|photo|video|play|abh_|temp$)"
    r"|sign.?in|sign.?up|newsletter|modal|popup|dropdown|toggle|cookie|consent|settings|overlay|comment"
    r"|(?:menu|tab|list|widget|navigation)$",
    re.IGNORECASE,
)
_SKIPPING = re.compile(
    r"\b(?:skip|jump|springen?|springe|direkt zu[mr]?|zum (?:haupt)?inhalt|aller au|accéder au|passer au|saltar|ir al|"
    r"ir a la|pasar al|vai al|salta al|ir para|pular|naar (?:de )?(?:hoofd)?inhoud|ga naar|przejdź|przeskocz|hoppa|gå til)\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:^|[\s_-])(?:toc|contents?|inhaltsverzeichnis|sommaire|indice|footnotes?|references?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FEW = 3


@subject("links.dangling", "visible links to a #name that nothing on this page has", ("text", "href"))
def dangling(page: Page) -> View:
    named = [
        (fact, href.strip()[1:])
        for fact in page.view("links").facts
        if (href := str(fact.fields["href"])).lstrip()[:1] == "#"
    ]
    wanted = [(fact, name) for fact, name in named if _is_name(name)]
    if not wanted or page.unread or _leads_away(page):
        return View()
    there = _existing(page, {form for _, name in wanted for form in _forms(name)})
    facts = [
        Fact(name, fact.spot, {"text": fact.fields["text"], "href": fact.fields["href"]})
        for fact, name in wanted
        if not any(form in there for form in _forms(name)) and _is_jump(page, name, fact.spot.element)  # type: ignore[attr-defined]
    ]
    return View(tuple(facts), anchor=wanted[0][0].spot)


def _is_name(name: str) -> bool:
    """Whether the words behind # name a part of the page: not its top, not words in it, not a script's own address."""
    return bool(name) and name.lower() != "top" and ":~:" not in name and name[0] not in "!/?" and "=" not in name


def _forms(name: str) -> tuple[str, str]:
    return name, unquote(name)


def _leads_away(page: Page) -> bool:
    """Whether `<base href>` makes every #name one of another page."""
    return page.tree.select_one("base[href]") is not None and page.base != page.own_address


def _existing(page: Page, names: set[str]) -> set[str]:
    """Which of the names the page has. A few are looked up one by one: that ends where they stand."""
    if len(names) <= _FEW:
        return {
            name for name in names if page.tree.find(attrs={"id": name}) or page.tree.find("a", attrs={"name": name})
        }
    found = {element.attr("id") for element in page.tree.select("[id]")}
    found |= {element.attr("name") for element in page.tree.select("a[name]")}
    return names & found


def _is_jump(page: Page, name: str, element: Element) -> bool:
    """Whether readers use the link to move within the page, and no script does something else with it.

    That is so where the link says that it skips something, and in the article and its table of contents.
    """
    if any(element.attr(given) is not None for given in _CONTROLS) or is_hidden(element):
        return False
    words = accessible_name(element)
    if _SKIPPING.search(words):
        return True
    if not any(map(str.isalnum, words)) or _HOOKS.search(name) or _ACTING.search(_names(element)):
        return False
    return in_article(page, element) or any(
        isinstance(outer, Element) and _CONTENTS.search(_names(outer)) for outer in element.ancestors
    )


def _names(element: Element) -> str:
    return f"{element.attr('class') or ''} {element.attr('id') or ''}"


# Pages that are no use in search, and links back to this page (share, print, reply): nofollow does no harm there.
_NO_PAGES = re.compile(
    r"log-?(?:in|out)|sign-?(?:in|up|out)|regist|subscri|account|konto|anmeld|oauth|/sso|/auth|cart|warenkorb|checkout|"
    r"/settings|/notifications|print|[?&](?:share|view|replytocom|action)=|/feed|rss|/search|#respond",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\s*(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@subject("links.internal_nofollow", "links to other pages of the same host marked nofollow", ("text", "rel"))
def internal_nofollow(page: Page) -> View:
    given = page.view("links").facts
    marked = [fact for fact in given if "nofollow" in str(fact.fields["rel"]).lower()]
    return View(
        tuple(fact for fact in marked if _is_internal(page, str(fact.value))), anchor=page.body if given else None
    )


def _is_internal(page: Page, href: str) -> bool:
    if not href.strip() or href.lstrip()[0] in "#?" or _SCHEME.match(href) or _NO_PAGES.search(href):
        return False
    own, match = page.address, _HOST.match(href)
    if own is None:
        return match is None
    if match and match[2].lower().removeprefix("www.") != own.host.removeprefix("www."):
        return False
    address = Address.parse(href, own)
    return address is not None and address.path.rstrip("/") != own.path.rstrip("/")


@subject("links.insecure", "http: links, where this page is known to be an https: one", ("text", "rel"))
def insecure(page: Page) -> View:
    own = page.address
    if own is None or own.scheme != "https":
        return View()
    facts = [
        fact
        for fact in page.view("links").facts
        if (href := str(fact.fields["href"]).lstrip())[:5].lower() == "http:"
        and (match := _HOST.match(href))
        and why_private(match[2].lower()) is None
    ]
    return View(tuple(facts), anchor=page.body)


@subject(
    "addresses.private",
    "addresses of links, images, canonical and og:url that only a newsroom's own computers can open",
    ("what", "reason"),
)
def private(page: Page) -> View:
    hosts = {address.host for address in _own_addresses(page)}
    sites = {site_of(host) for host in hosts if why_private(host) is None}
    served_at = page.own_address.host if page.own_address else None
    verdicts: dict[str, str | None] = {}
    facts = []
    for what, fact in _addressed(page):
        match = _HOST.match(str(fact.value))
        if match is None:
            continue
        host = match[2].lower()
        if host not in verdicts:
            verdicts[host] = None if host == served_at else _why_out_of_reach(host, sites)
        if reason := verdicts[host]:
            facts.append(Fact(fact.value, fact.spot, {"what": what, "reason": reason}))
    return View(tuple(facts), anchor=page.body)


def _own_addresses(page: Page) -> Iterator[Address]:
    if page.own_address:
        yield page.own_address
    for name in ("canonical", "og:url"):
        for fact in page.view(name).facts:
            if address := Address.parse(str(fact.value)):
                yield address


def _addressed(page: Page) -> Iterator[tuple[str, Fact]]:
    for name, what in (("canonical", "canonical"), ("og:url", "og:url"), ("og:image", "og:image")):
        for fact in page.view(name).facts:
            yield what, fact
    for fact in page.view("links").facts:
        yield "link", fact
    for element in page.select("img"):
        if (source := element.attr("src")) and "//" in source[:10]:
            yield "image", Fact(source, page.spot(element, "src"))


def _why_out_of_reach(host: str, sites: set[str]) -> str | None:
    if why := why_private(host):
        return why
    return (
        "it is a host where the site tries its pages out" if any(is_trial_host(host, site) for site in sites) else None
    )
