"""Addresses to ask: one parser decides what is scheme, host and port, for the guard, the request and politeness alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

from seocheck.fetch.codes import Fault
from seocheck.page.address import Address

_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


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
        """What politeness counts by: host and port."""
        return f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port as one text."""
        return f"{self.scheme}://{self.authority}"

    @classmethod
    def parse(cls, text: str, longest: int, base: Target | None = None) -> Target:
        """The target meant by `text`, resolved against `base`; raises the Fault that says why there is none."""
        if len(text) > longest:
            raise Fault("INP.url-too-long", limit=longest, observed=len(text))
        address = Address.parse(text, Address.parse(base.href) if base else None)
        if address is None:
            raise Fault("INP.url-syntax")
        if not address.is_web:
            raise Fault("INP.url-scheme", scheme=address.scheme)
        if base is None and not _SCHEME.match(text.strip()):
            raise Fault("INP.url-syntax")
        href = address.href.partition("#")[0]
        authority = re.split(r"[/?]", href.split("://", 1)[1], maxsplit=1)[0]
        if "@" in authority:
            raise Fault("INP.url-userinfo")
        port = authority[len(address.host) + 1 :]
        host = address.host.strip("[]")
        if len(host) > 253 or any(not 0 < len(label) <= 63 for label in host.removesuffix(".").split(".")):
            raise Fault("INP.url-syntax")
        path = href.split(authority, 1)[1] or "/"
        return cls(href, address.scheme, host, int(port or _PORTS[address.scheme]), authority, path)


def host_key(url: str) -> str | None:
    """What politeness counts `url` by, `host:port`; None when it cannot be asked at all."""
    try:
        return Target.parse(url, len(url)).key
    except Fault:
        return None
