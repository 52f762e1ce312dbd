"""Secrets in the addresses a run was given do not reach its reports: `user:password@`, `?token=…`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from seocheck.model import Excerpt

if TYPE_CHECKING:
    from seocheck.model import Exchange, Finding, PageReport, Preview

HIDDEN = "***"

_USERINFO = re.compile(r"(?<=://)[^/?#\s]+(?=@)")
_PARAMETER = re.compile(
    r"([?&;#](?:key|auth|jwt|sid|sig|pwd|"
    r"[\w.\-]*(?:token|secret|password|passwd|api[_\-]?key|signature|session(?:[_\-]?id)?|credentials?)))=[^&;#\s]+",
    re.IGNORECASE,
)


def redact(text: str) -> str:
    """`text` with the secrets of any address in it hidden."""
    return _PARAMETER.sub(rf"\1={HIDDEN}", _USERINFO.sub(HIDDEN, text))


def _redacted_exchange(exchange: Exchange) -> Exchange:
    hops = tuple(hop._replace(url=redact(hop.url)) for hop in exchange.redirects)
    return exchange._replace(url=redact(exchange.url), redirects=hops)


def redacted(page: PageReport) -> PageReport:
    """`page` with the secrets of its own address hidden wherever that address is spoken of.

    Addresses that the page itself publishes are no secrets and stay as they are.
    """
    swaps = {given: redact(given) for given in (page.input, page.url or "") if redact(given) != given}
    if page.exchange is not None:
        page = replace(page, exchange=_redacted_exchange(page.exchange))
    reason = None if page.reason is None else redact(page.reason)
    notes = tuple(redact(note) for note in page.notes)
    if not swaps:
        return page if (reason, notes) == (page.reason, page.notes) else replace(page, reason=reason, notes=notes)

    def hide(text: str) -> str:
        for given in sorted(swaps, key=len, reverse=True):  # the longer may begin with the shorter
            text = text.replace(given, swaps[given])
        return text

    def hide_in(finding: Finding) -> Finding:
        related = tuple(each._replace(message=hide(each.message)) for each in finding.related)
        around = finding.excerpt and Excerpt(*map(hide, finding.excerpt))
        return finding._replace(
            message=hide(finding.message), evidence=hide(finding.evidence), related=related, excerpt=around
        )

    def hide_shown(preview: Preview) -> Preview:
        parts = tuple(part._replace(value=part.value and hide(part.value)) for part in preview.parts)
        return preview._replace(parts=parts)

    return replace(
        page,
        input=hide(page.input),
        url=None if page.url is None else hide(page.url),
        reason=reason,
        notes=notes,
        findings=tuple(hide_in(finding) for finding in page.findings),
        previews=tuple(hide_shown(preview) for preview in page.previews),
    )
