"""Web addresses as people give them: read by one parser, refused in words when they are none."""

from __future__ import annotations

import re
from typing import NamedTuple

from seocheck.page.address import Address

LONGEST = 8192
"""Characters of an address; no server of a publisher takes longer ones."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)  # one letter is a drive
_WEB = re.compile(r"https?:", re.IGNORECASE)
_AUTHORITY = re.compile(r"https?:(//)?([^/?#]*)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_NAME, _LONGEST_LABEL = 253, 63  # of the name service
_NEEDLESS = re.compile(r"%(2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dAE])", re.IGNORECASE)  # letters, digits, - . _ ~
_PORT = re.compile(r":\d{1,5}(?:[/?#]|$)")
_OPAQUE = frozenset(
    {"about", "blob", "data", "dict", "file", "jar", "javascript", "mailto", "tel", "urn", "view-source"}
)
_HOST = re.compile(r"(?://)?(?:[\w-]+\.)+([^\W\d_]{2,}|xn--[\w-]+)\.?(?::\d+)?(?:[/?#]|$)")
_FILES = frozenset({"gz", "htm", "html", "json", "pdf", "php", "txt", "warc", "xhtml", "xml", "yaml"})


class Fault(NamedTuple):
    """Why a text is no address that can be fetched: in words with the mend, and as a code."""

    words: str
    code: str


def is_meant(text: str) -> bool:
    """Whether `text` is meant as an address rather than as the name of a file: it begins with a scheme."""
    match = _SCHEME.match(text)
    if match is None or _PORT.match(text, match.end() - 1):
        return False
    return text.startswith("//", match.end()) or bool(_WEB.match(text)) or match[1].lower() in _OPAQUE


def without_scheme(text: str) -> str | None:
    """The address that was probably meant by `text`, which lacks a scheme; None when it looks like a file's name."""
    match = _HOST.match(text)
    if match is not None and (text.startswith("//") or match[1].lower() not in _FILES):
        return f"https://{text.removeprefix('//')}"
    host, colon, _ = text.partition(":")
    if colon and re.fullmatch(r"[\w.-]+", host) and _PORT.match(text, len(host)):
        return f"http://{text}"
    return None


def read(text: str, base: Address | None = None) -> Address | Fault:
    """The http(s) address written in `text`, or why it is none. base: what relative ones are resolved against."""
    text = text.strip(" \t\r\n\f")
    fault = _fault(text, absolute=base is None)
    if fault is not None:
        return fault
    address = Address.parse(text, base)
    if address is None or not _is_host(address):
        return Fault("it cannot be read as an address; check the host and the port", "INP.url-syntax")
    return normal(address)


def _fault(text: str, *, absolute: bool) -> Fault | None:
    """What is wrong in the spelling, before any parser mends it as browsers do."""
    if len(text) > LONGEST:
        return Fault(f"the address is longer than {LONGEST:,} characters", "INP.url-too-long")
    if scheme := (_SCHEME.match(text) if not _WEB.match(text) else None):
        return Fault(f"“{scheme[1].lower()}:” is not fetched, only https: and http:", "INP.url-scheme")
    written = _AUTHORITY.match(text)
    host = written[2] if written else ""
    if "@" in host and "\\" not in host:
        words = "the address holds a user name or password; leave out what stands before the @"
        return Fault(words, "INP.url-userinfo")
    faults = (
        (absolute and written is None, "this is no address: it does not begin with https:// or http://"),
        (_CONTROL.search(text), "there is a control character inside the address, such as a tab or a line break"),
        (written and not (written[1] and host), "a host must follow https://, as in https://www.example.com/story"),
        (" " in text, "there is a space inside the address; write %20 if it belongs there"),
        ("\\" in host or "%" in host, "there is a backslash or a % in the host"),
    )
    return next((Fault(words, "INP.url-syntax") for wrong, words in faults if wrong), None)


def normal(address: Address) -> Address:
    """One spelling for what every server takes for the same address: as browsers write it (letter case of the host,
    usual port, dot segments), without #fragment, closing dot of the host, and escapes that escape nothing (%7E).
    """
    whole = address.href.partition("#")[0]
    if address.host.endswith("."):
        whole = whole.replace(address.host, address.host[:-1], 1)
    head, question, query = whole.partition("?")
    plain = _NEEDLESS.sub(lambda match: chr(int(match[1], 16)), head)
    href = f"{plain}{question}{query}"
    return address if href == address.href else Address.parse(href) or address


def _is_host(address: Address) -> bool:
    """Whether the name service could ever know the host, and the port can be dialled."""
    name = address.host.removesuffix(".")
    if re.match(r"[^/]*//[^/]*:0/", address.href) or not name or len(name) > _LONGEST_NAME:
        return False
    return name.startswith("[") or all(_is_label(label) for label in name.split("."))


def _is_label(label: str) -> bool:
    if not 0 < len(label) <= _LONGEST_LABEL:
        return False
    if not label.startswith("xn--"):
        return True
    try:
        return any(map(str.isprintable, label[4:].encode().decode("punycode")))
    except UnicodeError:
        return False
