"""Everything that can go wrong on the way to a page: a code for programs, words for people, and whether to try again.

A code is the family and the fault: INP the address as given, POL what we do not do, DNS, TCP, TLS the way there, HTTP
the answer, BODY its content, TYPE what it is, INT a fault of our own. Codes stay; words may be improved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from seocheck.model import Exchange, Status

Again = Literal["never", "once", "yes"]


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means: its words (with fields in braces), how often to try again, and how such a page ends."""

    words: str
    again: Again = "never"
    status: Status = "failed"


CODES: dict[str, Code] = {
    "INP.url-syntax": Code("this is no web address that can be asked", status="refused"),
    "INP.url-scheme": Code("only http and https addresses are fetched, not {scheme}:", status="refused"),
    "INP.url-too-long": Code("the address has {observed} characters; {limit} is the limit", status="refused"),
    "INP.url-userinfo": Code("the address holds a user name or password; none are ever sent", status="refused"),
    "POL.private-address": Code(
        "{host} is {kind}, not a public site; --allow-private {host} permits it", status="refused"
    ),
    "POL.forbidden-port": Code("port {port} belongs to another service than a web site", status="refused"),
    "POL.robots-disallow": Code("the site's robots.txt asks us not to read this address", status="refused"),
    "POL.robots-unreachable": Code(
        "the site's robots.txt could not be read ({why}), which means that nothing may be fetched", status="refused"
    ),
    "POL.redirect-scheme": Code("it redirects to {scheme}:, which is no web page", status="refused"),
    "POL.redirect-downgrade": Code("it redirects from https to http, which is not secure", status="refused"),
    "DNS.nxdomain": Code("there is no host {host}"),
    "DNS.servfail": Code("the name of {host} could not be looked up just now", "yes"),
    "DNS.timeout": Code("looking up the name of {host} took longer than {limit:g} s", "once"),
    "TCP.refused": Code("the server refuses connections", "yes"),
    "TCP.reset": Code("the server closed the connection without an answer", "yes"),
    "TCP.unreachable": Code("there is no way to the server", "yes"),
    "TCP.timeout": Code("the server did not answer in {limit:g} s", "once"),
    "TLS.expired": Code("the site's certificate has expired"),
    "TLS.name-mismatch": Code("the site's certificate is for another name"),
    "TLS.self-signed": Code("the site's certificate is signed by itself, so browsers do not trust it"),
    "TLS.untrusted": Code("the site's certificate is signed by nobody who is trusted, or its chain is incomplete"),
    "TLS.protocol": Code("the server speaks only outdated encryption, or none at all"),
    "TLS.handshake": Code("no encrypted connection could be agreed", "once"),
    "HTTP.bad-status-line": Code("what the server answers is not HTTP", "once"),
    "HTTP.protocol": Code("the server breaks the rules of HTTP: {detail}", "once"),
    "HTTP.header-too-large": Code("the head of the answer is larger than {limit}"),
    "HTTP.slow-headers": Code("the head of the answer was not complete in {limit:g} s", "once"),
    "HTTP.conflicting-length": Code("the answer states two different lengths"),
    "HTTP.too-many-1xx": Code("the server sends interim answers without end"),
    "HTTP.redirect-loop": Code("it redirects in a circle"),
    "HTTP.redirect-limit": Code("it redirects more than {limit} times"),
    "HTTP.bad-location": Code("it redirects, but not to a readable address"),
    "HTTP.status-4xx": Code("the server answers {status}{phrase}"),
    "HTTP.status-5xx": Code("the server answers {status}{phrase}"),
    "HTTP.status-odd": Code("the server answers {status}{phrase}, which is no page"),
    "HTTP.rate-limited": Code("the server asks us to come back later ({status}{phrase})", "yes"),
    "HTTP.blocked-suspected": Code("the site shows a check against robots in place of the page (status {status})"),
    "HTTP.host-given-up": Code("{host} failed {failures} times in a row, even after pauses; it is asked no more"),
    "BODY.short": Code("the page ends before the length that was announced; the rest is missing", "once"),
    "BODY.truncated-chunk": Code("the page ends in the middle of the transfer; the rest is missing", "once"),
    "BODY.bad-chunk": Code("the page's transfer is damaged; what comes after was not read", "once"),
    "BODY.bad-encoding": Code("the page is not packed in the way the server says ({detail})", "once"),
    "BODY.truncated-encoding": Code("the packed page ends in the middle; the rest is missing", "once"),
    "BODY.bomb": Code("the packed page grows more than {limit} times when it is unpacked"),
    "BODY.too-large": Code("the page is larger than {limit}; what lies beyond was not read"),
    "BODY.too-slow": Code("the page came slower than {limit} bytes a second"),
    "BODY.deadline": Code("the page was not complete in {limit:g} s"),
    "TYPE.not-html": Code("not HTML: {detail}", status="skipped"),
    "TYPE.sniff-conflict": Code(
        "declared as {declared}, though it looks like HTML; browsers do not show it as a page", status="skipped"
    ),
    "TYPE.empty": Code("the answer is empty"),
    "INT.unexpected": Code("a fault of seocheck itself ({detail}); please report it"),
}


class FetchError(Exception):
    """Why an address could not be fetched, or not whole.

    fields: what its words speak of. again: whether it is worth another try; set where the code alone does not say it.
    exchange: the last answer on the way, if any. wait: seconds the server asks us to stay away.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
        self.again: Again = CODES[code].again
        self.exchange: Exchange | None = None
        self.wait: float | None = None

    @property
    def status(self) -> Status:
        """How a page ends that meets this."""
        return CODES[self.code].status

    @property
    def reason(self) -> str:
        """The fault in words."""
        return CODES[self.code].words.format(**self.fields)
