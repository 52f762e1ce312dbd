"""What an answer, or the lack of one, says of a link: broken only when a reader would find it so too."""

from __future__ import annotations

import re

from seocheck.fetch.answers import PERMANENT
from seocheck.fetch.codes import FetchError
from seocheck.fetch.result import Probe, Verdict
from seocheck.model import Exchange

# Readers meet these as well as we do; all else may be meant for programs, or pass. A way that is missing may be our
# own, and a chain of certificates that lacks a link is mended by browsers.
_FOR_READERS_TOO = re.compile(
    r"^(?:INP\.|DNS\.nxdomain|TCP\.refused|TLS\.(?!handshake|untrusted)|HTTP\.bad-location|HTTP\.redirect-limit"
    r"|HTTP\.status-[45]xx|POL\.redirect-scheme)"
)
_MAYBE_NOT = frozenset((401, 403, 405, 407, 406, 408, 425, 451, 501, 502, 503, 504, 520, 522, 524))
_NO_USE_ASKING_AGAIN = re.compile(r"^(?:INP|POL|DNS|TLS)\.|^TCP\.(?:refused|unreachable)|^HTTP\.(?:rate|host|redirect)")


def found(url: str, way: Exchange) -> Probe:
    """The verdict on a link whose target answered."""
    moved = any(hop.status in PERMANENT for hop in way.redirects)
    return Probe(url, way.status, None, None, way, "redirected" if moved else "ok")


def lost(url: str, fault: FetchError) -> Probe:
    """The verdict on a link whose target did not, or not with a page."""
    status = fault.exchange.status if fault.exchange else None
    broken = _FOR_READERS_TOO.match(fault.code) is not None and fault.fields.get("status") not in _MAYBE_NOT
    verdict: Verdict = "broken" if broken else "unverified"
    return Probe(url, status, fault.code, fault.reason, fault.exchange, verdict)


def tell_by_page(fault: FetchError) -> bool:
    """Whether to ask for the page itself: many servers answer a request for the head alone wrongly."""
    return not _NO_USE_ASKING_AGAIN.match(fault.code)
