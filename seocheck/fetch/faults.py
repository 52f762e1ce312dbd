"""What libraries raise, as codes: the same fault gets the same code whoever notices it."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from typing import TYPE_CHECKING

import httpcore2

from seocheck.fetch.codes import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNREACHABLE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.EACCES, errno.EPERM, errno.ENETDOWN)
_NO_SUCH_NAME = tuple(
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, name)
)
# What OpenSSL says of a certificate (X509_V_ERR_…).
_CERTIFICATE = {
    9: "TLS.expired",
    10: "TLS.expired",
    18: "TLS.self-signed",
    62: "TLS.name-mismatch",
    64: "TLS.name-mismatch",
}
_OUTDATED = re.compile(r"PROTOCOL|VERSION|HTTP_REQUEST|RECORD_LAYER|NO_CIPHERS|HANDSHAKE_FAILURE|PACKET_LENGTH")

# What h11 says of an answer's head, and what it is.
_HEAD = (
    (re.compile(r"without sending a response"), "TCP.reset"),
    (re.compile(r"Server disconnected|ConnectionTerminated|StreamReset"), "TCP.reset"),
    (re.compile(r"status.line|status_code"), "HTTP.bad-status-line"),
    (re.compile(r"conflicting Content-Length"), "HTTP.conflicting-length"),
    (re.compile(r"too long|max_header_list_size|header list"), "HTTP.header-too-large"),
)
_BODY = (
    (re.compile(r"incomplete chunked read"), "BODY.truncated-chunk"),
    (re.compile(r"without sending complete message body"), "BODY.short"),
    (re.compile(r"chunk|illegal|too long"), "BODY.bad-chunk"),
)


def of_lookup(error: OSError | UnicodeError, host: str) -> FetchError:
    """Why a host name was not found."""
    known = isinstance(error, UnicodeError) or error.errno in _NO_SUCH_NAME
    return FetchError("DNS.nxdomain" if known else "DNS.servfail", host=host)


def of_dialling(error: Exception, limit: float) -> FetchError:
    """Why a connection does not come about."""
    if isinstance(error, httpcore2.ConnectTimeout | TimeoutError):
        return FetchError("TCP.timeout", limit=limit)
    numbers = {cause.errno for cause in _causes(error) if isinstance(cause, OSError)}
    if errno.ECONNREFUSED in numbers:
        return FetchError("TCP.refused")
    if errno.ETIMEDOUT in numbers:
        return FetchError("TCP.timeout", limit=limit)
    return FetchError("TCP.unreachable" if numbers & {*_UNREACHABLE} else "TCP.reset")


def of_handshake(error: Exception, limit: float) -> FetchError:
    """Why a connection cannot be encrypted."""
    if isinstance(error, httpcore2.ConnectTimeout):
        return FetchError("TCP.timeout", limit=limit)
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(_CERTIFICATE.get(cause.verify_code, "TLS.untrusted"))
        if isinstance(cause, ssl.SSLError) and _OUTDATED.search(cause.reason or ""):
            return FetchError("TLS.protocol")
    return FetchError("TLS.handshake")


def of_head(error: Exception, limit: float) -> FetchError | None:
    """Why no answer came; None for what no server can cause."""
    if isinstance(error, httpcore2.TimeoutException):
        return FetchError("TCP.timeout", limit=limit)
    if isinstance(error, httpcore2.NetworkError):
        return FetchError("TCP.reset")
    if isinstance(error, ValueError):  # httpcore reads an HTTP/2 status with int()
        return FetchError("HTTP.bad-status-line")
    if not _of_protocol(error):
        return None
    said = str(error)
    for words, code in _HEAD:
        if words.search(said):
            return FetchError(code, limit="64 KiB")
    return FetchError("HTTP.protocol", detail=_cleaned(said))


def of_body(error: Exception, slow_rate: int) -> FetchError | None:
    """Why an answer's body is not whole; None for what no server can cause."""
    if isinstance(error, httpcore2.TimeoutException):
        return FetchError("BODY.too-slow", limit=slow_rate)
    if isinstance(error, httpcore2.NetworkError):
        return FetchError("BODY.short")
    if not _of_protocol(error):
        return None
    said = str(error)
    return FetchError(next((code for words, code in _BODY if words.search(said)), "BODY.short"))


def _of_protocol(error: Exception) -> bool:
    library = type(error).__module__.partition(".")[0]
    return isinstance(error, httpcore2.ProtocolError) or library in {"h11", "h2", "hpack", "hyperframe"}


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and those behind it; groups are opened."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        for inner in getattr(seen, "exceptions", ()):
            yield from _causes(inner)
        seen = seen.__cause__ or seen.__context__


def _cleaned(text: str) -> str:
    """The library's words without the server's bytes."""
    return re.split(r"[:(]?\s*(?:bytearray|b['\"]|<)", text)[0].strip()[:120] or "it cannot be read"
