"""Facts of where links lead: to nothing on this page, inside the site, unencrypted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from turbohtml import Element

from seocheck.model import View
from seocheck.page.address import Address, is_address
from seocheck.page.facts.hosts import host_and_path, why_private
from seocheck.page.facts.links import link
from seocheck.page.facts.pictures import in_article
from seocheck.page.subjects import subject
from seocheck.page.wording import accessible_name, is_hidden

if TYPE_CHECKING:
    from seocheck.page.page import Page


# What makes a link a button, here and in _ACTING: a script acts on it, and its address is only a stand-in.
_CONTROLS = (
    *("onclick", "ng-click", "@click", "v-on:click", "role", "aria-controls", "aria-expanded", "aria-haspopup"),
    *(f"data-{name}" for name in ("toggle", "bs-toggle", "target", "bs-target", "dismiss", "action")),
)
# Names no author gives to a part of the page: hooks of scripts, and parts that a script adds (the comments).
_HOOKS = re.compile(
    r"^(?:\d|.$|none|null|void|nogo|undefined|temp|abh_|elementor|disqus|respond)"
    r"|^(?:link|more|prev|next|close|open|show|hide|toggle|tab|slide|modal|popup|dropdown|menu|login|register|account|"
    r"search|share|email|print|follow|subscribe|cookies?|consent|privacy|gdpr|cmp|settings?|comments?|kommentare?|reply|"
    r"react|lightbox|gallery|photo|video|play)(?:$|[-_:.\d])"
    r"|sign.?in\b|sign.?up|newsletter|modal|popup|dropdown|toggle|cookie|consent|settings|overlay|comments?",
    re.IGNORECASE,
)
# These four are compiled when a link leads to nothing, which is seldom.
_PERHAPS_HOOKS = r"(?:menu|tab|list|widget|navigation)$"
_ACTING = (
    r"(?:^|[\s_-])(?:js|btn|button|toggle[rd]?|dropdown|modal|popup|tab|tabs|menu|carousel|slide|accordion|lightbox|share|"
    r"close|open|login|cookie|consent|scroll)(?:$|[\s_-])"
)
_SKIPPING = (
    r"\b(?:skip|jump|springen?|springe|direkt zu[mr]?|zum (?:haupt)?inhalt|aller au|accéder au|passer au|saltar|ir al|"
    r"ir a la|pasar al|vai al|salta al|ir para|pular|naar (?:de )?(?:hoofd)?inhoud|ga naar|przejdź|przeskocz|hoppa|"
    r"gå til)\b"
)
_CONTENTS = r"(?:^|[\s_-])(?:toc|contents?|inhaltsverzeichnis|sommaire|indice|footnotes?|references?)(?:$|[\s_-])"

_FEW = 6
_MOST = 200  # links to nothing that are looked at
_HOLDERS = ("main", "div", "section", "article", "h2", "nav", "footer", "header", "a", "li", "p")
_INSECURE = re.compile(r"\s{0,2}http://[^/?#]+", re.IGNORECASE)  # what follows cannot make it no address
_EASY = re.compile(r"[\w.:-]+")


@subject("links.dangling", "visible links to a #name of this page that nothing on it has", ("text", "href"))
def dangling(page: Page) -> View:
    here = page.address.href.partition("#")[0] if page.address else ""
    given = [(item, href.strip().removeprefix(here)) for item, href in zip(*page.links, strict=True) if "#" in href]
    wanted = [(element, href[1:]) for element, href in given if href[0] == "#" and names_a_part(href[1:])]
    if not wanted or page.unread or _leads_away(page):
        return View()
    there = _existing(page, {form for _, name in wanted for form in spellings(name)})
    lost = [(element, name) for element, name in wanted if not any(form in there for form in spellings(name))][:_MOST]
    inside = frozenset(in_article(page, [element for element, _ in lost]))
    facts = [
        link(page.source, element)._replace(value=name)
        for element, name in lost
        if _is_jump(element, name, inside=element in inside)
    ]
    return View(tuple(facts), anchor=page.spot(wanted[0][0], "href"))


def names_a_part(name: str) -> bool:
    """Whether the words behind # name a part of the page: not its top, not words in it, not a hook of a script."""
    if not name or name.lower() == "top" or ":~:" in name or name[0] in "!/?" or "=" in name:
        return False
    return _HOOKS.search(name) is None


def spellings(name: str) -> tuple[str, str]:
    """How an id may be written that `#name` leads to."""
    return name, unquote(name)


def _leads_away(page: Page) -> bool:
    """Whether `<base href>` makes every #name one of another page."""
    return page.tree.select_one("base[href]") is not None and page.base != page.own_address


def _existing(page: Page, names: set[str]) -> set[str]:
    """Which of the names the page has; a few are looked up one by one, where they are likely first."""
    if len(names) <= _FEW:
        return {name for name in names if _has(page, name)}
    found = {element.attr("id") for element in page.tree.select("[id]")}
    found |= {element.attr("name") for element in page.tree.select("a[name]")}
    return names & found


def _has(page: Page, name: str) -> bool:
    if _EASY.fullmatch(name) and any(page.tree.select_one(f'{tag}[id="{name}"]') is not None for tag in _HOLDERS):
        return True
    return page.tree.find(attrs={"id": name}) is not None or page.tree.find("a", attrs={"name": name}) is not None


def _is_jump(element: Element, name: str, *, inside: bool) -> bool:
    """Whether readers use the link to move within the page, and no script does something else with it.

    That is so where the link says that it skips something, and in the article and its table of contents.
    """
    if any(element.attr(control) is not None for control in _CONTROLS) or is_hidden(element):
        return False
    words = accessible_name(element)
    if _is_in(_SKIPPING, words):
        return True
    if not any(map(str.isalnum, words)) or _is_in(_PERHAPS_HOOKS, name) or _is_in(_ACTING, _names(element)):
        return False
    return inside or any(isinstance(outer, Element) and _is_in(_CONTENTS, _names(outer)) for outer in element.ancestors)


def _is_in(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


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
    marked = page.select('a[href][rel*="nofollow" i]')
    found = [element for element in marked if _is_internal(page.address, element.attr("href") or "")]
    facts = tuple([link(page.source, element) for element in found])
    return View(facts, anchor=page.body if page.links.elements else None)


def _is_internal(own: Address | None, href: str) -> bool:
    """Whether the address is of another page on the same host, one that may be of use in search."""
    host, path = host_and_path(href)
    if host is None:
        if not href.strip() or href.lstrip()[0] in "#?" or _SCHEME.match(href):
            return False
    elif own is None or host.removeprefix("www.") != own.host.removeprefix("www."):
        return False
    return not (own and path.rstrip("/") == own.path.rstrip("/")) and not _NO_PAGES.search(href)


@subject("links.insecure", "http: links, where this page is known to be an https: one", ("text", "rel"))
def insecure(page: Page) -> View:
    own = page.address
    if own is None or own.scheme != "https":
        return View()
    found = [
        element
        for element, href in zip(*page.odd_links, strict=True)
        if (origin := _INSECURE.match(href)) and _could_be_secure(origin[0])
    ]
    return View(tuple([link(page.source, element) for element in found]), anchor=page.body)


@lru_cache(maxsize=256)  # links of a page lead to few sites, and those of many pages to the same
def _could_be_secure(origin: str) -> bool:
    """Whether https: would mend it: not an address without a host to go to, nor one of a private network."""
    host = host_and_path(origin)[0] if is_address(origin) else None
    return host is not None and why_private(host) is None
