"""Addresses to ask: one parser decides on scheme, host and port, for the guard, the request and politeness alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

from seocheck.fetch.codes import FetchError
from seocheck.page.address import Address

_PORTS = {"http": 80, "https": 443}
_WRITTEN_OUT = re.compile(r"https?://[^/\\?#]", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f]"
)  # browsers drop tabs and line breaks inside an address: in a list they are slips


@dataclass(frozen=True, slots=True)
class Target:
    """An address that can be asked. href has no fragment; path includes the query; host has no brackets."""

    href: str
    scheme: str
    host: str
    port: int
    authority: str
    path: str

    @property
    def key(self) -> str:
        """What politeness counts by: the host, with its port unless that is a usual one: one server answers on both."""
        return self.host if self.port in _PORTS.values() else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port as one text."""
        return f"{self.scheme}://{self.authority}"

    @classmethod
    def parse(cls, text: str, longest: int, base: Target | None = None) -> Target:
        """The target meant by `text`, resolved against `base`; raises the FetchError that says why there is none."""
        if len(text) > longest:
            raise FetchError("INP.url-too-long", limit=longest, observed=len(text))
        text = text.strip(" \t\r\n\f")
        address = None if _UNSEEN.search(text) else Address.parse(text, Address.parse(base.href) if base else None)
        scheme = address.scheme if address else (found.group(1).lower() if (found := _SCHEME.match(text)) else "http")
        if scheme not in _PORTS:
            raise FetchError("INP.url-scheme", scheme=scheme[:20])
        if address is None or not (base or _WRITTEN_OUT.match(text)):
            raise FetchError("INP.url-syntax")
        href = address.href.partition("#")[0]
        authority = re.split(r"[/?]", href.split("://", 1)[1], maxsplit=1)[0]
        if "@" in authority:
            raise FetchError("INP.url-userinfo")
        port = authority[len(address.host) + 1 :]
        host = address.host.strip("[]")
        if len(host) > 253 or any(not 0 < len(label) <= 63 for label in host.removesuffix(".").split(".")):
            raise FetchError("INP.url-syntax")
        if port == "0":  # libraries take it for the usual port
            raise FetchError("POL.forbidden-port", port=0)
        path = href.split(authority, 1)[1] or "/"
        return cls(href, address.scheme, host, int(port or _PORTS[address.scheme]), authority, path)


def host_key(url: str) -> str | None:
    """What politeness counts `url` by, a `Target.key`; None when it cannot be asked at all."""
    try:
        return Target.parse(url, len(url)).key
    except FetchError:
        return None


def allowed_key(host: str) -> str:
    """A host that a person allows, spelled as addresses spell it: `host`, or `host:port` for that port alone."""
    bare = f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host
    try:
        target = Target.parse(f"http://{bare}/", 300)
    except FetchError:
        target = None
    if target is None or target.path != "/":
        raise ValueError(f"{host!r} is no host that could be allowed; write host or host:port")
    return f"{target.host}:{target.port}" if bare.rpartition("]")[2].count(":") else target.host
