"""The address is of the same page as another subject's: scheme, `www.`, tracking, fragment, AMP do not count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from seocheck.checks import Look
from seocheck.model import Fact, Problem, View
from seocheck.page.address import Address

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "properties": {"to": {"type": "string", "minLength": 1}},
    "required": ["to"],
    "additionalProperties": False,
}
SHORTHAND = "to"
FIELDS = ("other", "other_value")
ABSENCE = False

_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\w+/(?=https?:)", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
_PART = re.compile(r"[/?#.]")
_SPACE = re.compile(r"\s")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_AMP_PATH = re.compile(r"^/amp(?=/.)|/amp$|[._-]amp(?=\.html?$)", re.IGNORECASE)
_VERSION = re.compile(r"^(?:www\.)?(?:(?:amp|m|mobile|mobil)\.(?=.+\.))?")
_AMP_QUERY = re.compile(r"^(?:amp|outputtype=amp|amp=.*|_amp=.*)$", re.IGNORECASE)


def prepare(options: Mapping[str, Any]) -> str:
    """The subject compared with."""
    return str(options["to"])


def looks_at(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The subject compared with."""
    return (options["to"],) if isinstance(options.get("to"), str) else ()


def check(view: View, prepared: str, look: Look) -> list[Problem] | None:
    """One problem for each address that agrees with none of the others; what is no address is not judged."""
    others = [
        (fact, address)
        for fact in look(prepared).facts
        if _is_whole(fact) and (address := _address(str(fact.value), None))
    ]
    if not others:
        return None
    base = others[0][1]
    mine = [(fact, address) for fact in view.facts if (address := _address(str(fact.value), base)) and address.is_web]
    if not mine:
        return None
    same = {address.href for _, address in others}
    strays = [(fact, address) for fact, address in mine if address.href not in same]  # mostly none
    keys = {_key(address) for _, address in others if strays}
    first = others[0][0]
    return [
        Problem(
            fact.spot,
            {**fact.fields, "value": fact.value, "other": prepared, "other_value": first.value},
            related=((f"{prepared} is {first.value}", first.spot),),
        )
        for fact, address in strays
        if _key(address) not in keys
    ]


def _is_whole(fact: Fact) -> bool:
    """Whether the address was written whole, or from the root: where others lead is another rule's business."""
    href = str(fact.fields.get("href", "/")).strip()
    return href.startswith("/") or "//" in href


def _address(text: str, base: Address | None) -> Address | None:
    """A text as an address; None for words, a bare number or name, or a name of no place (`_:b0`)."""
    text = _ARCHIVED.sub("", _AMPERSAND.sub("&", text.strip()))  # a web archive has rewritten a page's addresses
    if not _PART.search(text) or _SPACE.search(text) or text.startswith("_:"):
        return None
    return Address.parse(text, base)


def _key(address: Address) -> str:
    """One spelling for all addresses of the same page, versions for phones included."""
    stem = f"{address.host.removeprefix('www.')}{address.path.rstrip('/')}"
    query = address.key[len(stem) + 1 :]  # without tracking
    path = _INDEX.sub("", _AMP_PATH.sub("", unquote(address.path).rstrip("/")).rstrip("/")).rstrip("/")
    asked = sorted(unquote(part.rstrip("=")) for part in query.split("&") if part and not _AMP_QUERY.match(part))
    return f"{_VERSION.sub('', address.host)}{path}{'?' + '&'.join(asked) if asked else ''}"
