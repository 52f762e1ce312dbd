"""Web addresses as browsers read them (WHATWG URL), through ada."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

# Parameters that name a campaign or a click, not another page.
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_ga|ref|cmp|cmpid|ocid|xtor|at_\w+|wt_\w+)$"
)


class Address(NamedTuple):
    """A parsed absolute address. `href` is its normal form."""

    href: str
    scheme: str
    host: str
    path: str
    query: str
    fragment: str

    @classmethod
    def parse(cls, text: str, base: Address | None = None) -> Address | None:
        """Parse `text`, resolving it against `base`; None when it is no address (relative without a base, bad host)."""
        return _parsed(text.strip(" \t\n\r\f"), base.href if base else None)

    @property
    def is_web(self) -> bool:
        """Whether it is http or https."""
        return self.scheme in ("http", "https")

    @property
    def key(self) -> str:
        """One spelling for all addresses of the same page: no scheme, `www.`, fragment, tracking, closing slash."""
        query = "&".join(
            part for part in self.query.split("&") if part and not _TRACKING.match(part.split("=")[0].lower())
        )
        path = self.path.rstrip("/")
        return f"{self.host.removeprefix('www.')}{path}{'?' + query if query else ''}"


# An address that is in its normal form already, but for a missing path; whose host is no number, and not of `xn--`.
_NORMAL = re.compile(
    r"(https?)://(?![^/]*xn--)((?:[a-z0-9-]++\.)++[a-z]{2,}+)"
    r"(/[A-Za-z0-9/._~!$&'()*+,;=:@%-]*+)?+(?:\?([A-Za-z0-9/._~!$&()*+,;=:@%?-]++))?+(?:#([A-Za-z0-9/._~!$&=:-]++))?+"
)


@lru_cache(maxsize=1024)  # a page's own few addresses are asked for again and again
def _parsed(text: str, base: str | None) -> Address | None:
    if base is None and ":" not in text:
        return None
    return _normal(text) or _read(text, base)


def _normal(text: str) -> Address | None:
    """The address of most texts, taken apart in a tenth of the time that ada takes; None where ada must be asked."""
    found = _NORMAL.fullmatch(text)
    if found is None:
        return None
    scheme, host, path, query, fragment = found.groups("")
    if "/." in path or "%2e" in path.lower():  # perhaps a step up or on the spot
        return None
    href = text if path else f"{scheme}://{host}/{text[found.end(2) :]}"
    return Address(href, scheme, host, path or "/", query, fragment)


def _read(text: str, base: str | None) -> Address | None:
    from ada_url import URL

    try:
        url = URL(text, base) if base else URL(text)
    except (ValueError, UnicodeError):
        return None
    return Address(
        url.href,
        url.protocol.removesuffix(":"),
        url.hostname,
        url.pathname,
        url.search.removeprefix("?"),
        url.hash.removeprefix("#"),
    )


def stays(text: str) -> bool:
    """Whether an address stays as it is written wherever it stands; no is no certain answer."""
    return ";" not in text and _NORMAL.fullmatch(text) is not None


def is_address(text: str, base: Address | None = None) -> bool:
    """Whether `Address.parse` reads the text as an address, in a tenth of the time."""
    from ada_url import URL

    return URL.can_parse(text.strip(" \t\n\r\f"), base.href if base else None)


_PLAIN = re.compile(r"(?:https?://(?:[A-Za-z0-9-]++\.?+)++)?+(?:[/?#](?!/)[A-Za-z0-9/._~!$&'()*+,;=:@%?#-]*+)?+")
_HARMLESS = (  # what is surely no fault either: //host/path, mailto:desk@example.com
    r"//(?![^/\n]*xn--)(?:[A-Za-z0-9-]++\.)++[A-Za-z]{2,}+(?:[/?#](?!/)[A-Za-z0-9/._~!$&'()*+,;=:@?#-]*+)?+",
    r"(?:javascript|mailto|tel):[A-Za-z0-9/._~!&'()*+,;=:@?# -]*+(?<! )",
)
_NOT_PLAIN = re.compile(  # possessive: each character is seen once
    rf"(?:(?:{'|'.join((_PLAIN.pattern, *_HARMLESS))})\n)*+(?:([^\n]++)\n)?+"
)
_NO_WEB = re.compile(r"(?:javascript|data|tel|sms|mailto|blob|whatsapp|intent|about):", re.IGNORECASE)
_BROKEN = (
    (r"\s", "there is a space or line break inside it"),
    (
        r"^https?:(?:/?(?:[^/]|$)|///)|^https?;?//|^h+t+p+s*://https?|^(?!https?:)h*t*p+s*:/",
        "its beginning is not http:// or https:// followed by a host",
    ),
    (r"""^(?:["'“”„‟‘’‚«»]|%E2%80%9[C-F]|%22)""", "it begins with a quotation mark, so it leads into this site"),
    (
        r"^www\.[a-z0-9-]+\.[a-z0-9.-]*[a-z]{2,}(?:[/?#:]|$)",
        "https:// is missing before the host, so it leads into this site",
    ),
    (r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$", "mailto: is missing before the mail address, so it leads into this site"),
    (r"^(?:https?:)?//[^/?#@]*(?:\.\.|,)", "there can be no such host"),
)
_TEMPLATE = re.compile(
    r"\{\{|\}\}|\{%|<%|\$\{|%7B%7B|\[object|(?-i:\bundefined$)|^%%?[a-z_]{3,30}%%?$|^\{[a-z_]{2,30}\}|^\[[a-z_]{2,30}\]",
    re.IGNORECASE,
)


@cache
def _broken() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compiled when an address is not plainly in order."""
    return tuple((re.compile(pattern, re.IGNORECASE), reason) for pattern, reason in _BROKEN)


def malformed(hrefs: Collection[str]) -> dict[str, str]:
    """Those that no browser can resolve to the address that was meant, and why, in words."""
    return {href: reason for href in _suspects(hrefs) if (reason := _why_malformed(href.strip(" \t\n\r\f")))}


def _suspects(hrefs: Collection[str]) -> Iterable[str]:
    """Those that are not plainly in order: one search in all of them takes half the time of one in each."""
    lines = "\n".join((*hrefs, ""))
    if lines.count("\n") > len(hrefs) or "undefined\n" in lines:
        return hrefs
    return filter(None, dict.fromkeys(_NOT_PLAIN.findall(lines)))


def _why_malformed(text: str) -> str | None:
    if _PLAIN.fullmatch(text) and not text.endswith("undefined"):
        return None
    if _TEMPLATE.search(text):
        return "it holds a template that was not filled in"
    if _NO_WEB.match(text):
        return None  # no web address, and not meant to be one
    reason = next((reason for pattern, reason in _broken() if pattern.search(text)), None)
    if reason is None and not is_address(text, ANY_PAGE):
        return "no browser can read it as an address (check the host)"
    return reason


ANY_PAGE = Address("https://page.invalid/", "https", "page.invalid", "/", "", "")
"""A base for resolving addresses when only their form matters."""
