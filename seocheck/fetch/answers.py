"""What a status says: a page, a failure, or that we should come back later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from seocheck.fetch.codes import FetchError
from seocheck.fetch.sniff import is_wall
from seocheck.fetch.target import Target

REDIRECTS = frozenset((301, 302, 303, 307, 308))
PERMANENT = frozenset((301, 308))
_MAY_PASS = frozenset((408, 425, 500, 502, 503, 504, 522, 524))
_NO_CONTENT = frozenset((204, 205))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: headers by lower-case name, content unpacked, and why the content is not whole."""

    target: Target
    status: int
    headers: Mapping[str, str]
    content: bytes
    fault: FetchError | None = None


def fault_of(answer: Answer, *, conditional: bool) -> FetchError | None:
    """Why an answer brings nothing, or None when it is one to work with.

    conditional: we asked whether something has changed, so 304 is an answer.
    """
    status = answer.status
    said = {"status": status, "phrase": _phrase(status)}
    if is_wall(status, answer.headers, answer.content):
        return FetchError("HTTP.blocked-suspected", **said)
    wait = retry_after(answer.headers.get("retry-after", ""))
    if status == 429 or (status == 503 and wait is not None):
        fault = FetchError("HTTP.rate-limited", **said)
        fault.wait = wait
        return fault
    if 400 <= status < 600:
        code = "HTTP.status-4xx" if status < 500 else "HTTP.status-5xx"
        fault = FetchError(code, **said)
        fault.again = "yes" if status in _MAY_PASS else "never"
        return fault
    if status in _NO_CONTENT:
        return FetchError("TYPE.empty", **said)
    if status in REDIRECTS or (status == 304 and conditional) or (200 <= status < 300 and status != 206):
        return None
    return FetchError("HTTP.status-odd", **said)


def retry_after(text: str) -> float | None:
    """The seconds a Retry-After header asks for; None when it asks for nothing readable."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


def _phrase(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""
