"""What an answer is: a page, something else, or a check against robots that stands where the page should be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seocheck.fetch.codes import FetchError
from seocheck.page.decode import not_html

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_SAYS_NOTHING = frozenset(("", "unknown/unknown", "application/unknown", "*/*"))
_BEGINS_AS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|title|meta|script)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_LOOKED_AT = 1024  # bytes that tell what a file is

# Marks that stand on the pages of checks against robots and not on those they protect.
_WALL_HEADERS = (("cf-mitigated", "challenge"), ("x-amzn-waf-action", "challenge"), ("x-amzn-waf-action", "captcha"))
_WALL = re.compile(
    rb"_cf_chl_opt|geo\.captcha-delivery\.com|id=[\"']px-captcha|awsWafCookieDomainList"
    rb"|<title>\s*(?:Just a moment\.\.\.|Attention Required! \| Cloudflare|Pardon Our Interruption)",
    re.IGNORECASE,
)
_WALL_SIZE = 64 * 1024  # larger pages are articles that speak of such checks
_TINY_WALL = re.compile(rb"_Incapsula_Resource")  # stands on ordinary pages too, but those are not this small
_TINY = 4096


def media_type(headers: Mapping[str, str]) -> str:
    """The declared type, lower case and without parameters; empty when none is declared."""
    return headers.get("content-type", "").rpartition(",")[2].partition(";")[0].strip().lower()


def may_be_page(headers: Mapping[str, str]) -> bool:
    """Whether browsers would show this type as a page, if its bytes are one."""
    declared = media_type(headers)
    return declared in _PAGES or declared in _SAYS_NOTHING or "/" not in declared


def why_no_page(headers: Mapping[str, str], content: bytes) -> FetchError | None:
    """Why an answer is not a page, or None when it is one."""
    if not may_be_page(headers):
        declared = re.sub(r"[^ -~]", "?", media_type(headers))[:80]
        if _BEGINS_AS_HTML.match(content[:_LOOKED_AT]):
            return FetchError("TYPE.sniff-conflict", declared=declared)
        return FetchError("TYPE.not-html", detail=f"declared as {declared}")
    return no_html(content)


def no_html(content: bytes) -> FetchError | None:
    """Why bytes are no HTML, or None when they may be."""
    found = not_html(content)
    return FetchError(found.code, detail=found.reason.removeprefix("not HTML: ")) if found else None


def is_wall(status: int, headers: Mapping[str, str], content: bytes) -> bool:
    """Whether a check against robots answers in place of the page."""
    if status == 999 or any(headers.get(name, "").lower() == value for name, value in _WALL_HEADERS):
        return True
    if len(content) < _TINY and _TINY_WALL.search(content):
        return True
    return len(content) < _WALL_SIZE and _WALL.search(content) is not None
