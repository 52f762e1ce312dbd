"""RDFa: the described things of a page, read through pyRdfa as extruct does, each value with its element.

pyRdfa answers with triples, with random names, and without a word of where anything stood. So the copy it is given is
prepared: a text value becomes a `content` whose datatype names its element, a thing without an address gets a name that
does, a link is named likewise and resolved here. The triples then say by themselves where each value was written, and
no random name is left in them. Only what RDFa Lite has (vocab, typeof, property, resource, prefix) and its near
relatives (about, rel, content, datetime, href, src) is passed on: nothing an address could be fetched for, and no
`rdfa:copy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from seocheck.page.address import stays
from seocheck.page.markup.copies import Copy, copied
from seocheck.page.markup.microdata import MAX_DEPTH, TOO_DEEP, Item, Reading
from seocheck.page.markup.rdfa_graph import MARK, Builder
from seocheck.page.markup.texts import Texts, TooMuch

if TYPE_CHECKING:
    from turbohtml import Element

    from seocheck.page.page import Page

MAX_ELEMENTS = 1_000
"""Elements with RDFa on a page: up to half a millisecond each, most of it pyRdfa's; real pages have 110 at most."""
MAX_PREFIXES = 200
MAX_NAMES = 2_000

_RDFAS_OWN = frozenset({"vocab", "typeof", "property", "about", "resource", "prefix"})
_ANY_MARKED = ",".join(f"[{name}]" for name in (*sorted(_RDFAS_OWN), "rel", "rev"))
_NCNAME = re.compile(r"^[^\W\d][\w.-]*$")
_TERM = re.compile(r"^[^\W\d][\w./-]*$")
_LINKS = frozenset({"a", "area", "link", "form"})  # where `rel` is HTML's own: nofollow, stylesheet, author
_VOCABULARY = re.compile(r"https?://(?:www\.)?(?:schema\.org|(?:rdf\.)?data-vocabulary\.org)\b", re.IGNORECASE)
_KNOWN_PREFIXES = ("schema", "v")  # of RDFa's initial context, the two whose vocabularies we read
_COPY = "http://www.w3.org/ns/rdfa#copy"


def read_rdfa(page: Page, *, any_vocabulary: bool = False) -> Reading:
    """The RDFa of a page in schema.org's terms: its typed things, in page order, those that others hold inside them.

    Never raises, and ends soon on any page. Values of `href` and `src` are resolved addresses; `{"@id": …}` stands
    where another described thing is meant. A page that names schema.org in no type costs next to nothing.
    any_vocabulary: read those as well, and things without a type: to compare us with others.
    """
    try:
        return _read(page, any_vocabulary)
    except TooMuch as limit:
        return Reading(unread=f"the RDFa was not read: {limit}")
    except Exception as error:  # noqa: BLE001  whatever pyRdfa or rdflib do costs the RDFa, not the page
        return Reading(unread=f"the RDFa could not be read ({type(error).__name__})")


def _read(page: Page, any_vocabulary: bool) -> Reading:
    typed = page.structured.typed
    if not any_vocabulary and not (typed and _names_schema_org(page, typed)):
        return Reading()
    elements = [element for element in page.select(_ANY_MARKED) if _says_anything(element)]
    if len(elements) > MAX_ELEMENTS:
        raise TooMuch(f"there are {len(elements)} elements with RDFa, more than {MAX_ELEMENTS}")
    base = page.base or page.address
    copyist = Copyist(base.href if base else "")
    copies = copied(page, elements, copyist.attributes, between=("href", "src"))
    _check_depth(copies)
    from seocheck.page.markup.extruct_rdfa import things

    items = tuple(Builder(things(copies[0], copyist.base), copies, copyist).items(typed=not any_vocabulary))
    left_out = [f"{copyist.dropped} RDFa names that are not well-formed"] if copyist.dropped else []
    left_out += ["rdfa:copy"] if copyist.copies else []
    unread = f"left out of the RDFa: {' and '.join(left_out)}" if left_out else None
    return Reading(tuple(Item("rdfa", page.source, item) for item in items), unread)


def _names_schema_org(page: Page, typed: list[Element]) -> bool:
    """Whether some type is one of schema.org (or of its predecessor), judged without scopes: quick, rarely too kind."""
    terms = any(_VOCABULARY.search(element.attr("vocab") or "") for element in page.select("[vocab]"))
    prefixes = set(_KNOWN_PREFIXES)
    top = page.tree.select("html") + page.tree.select("body")
    for element in (*page.select("[prefix]"), *top, *typed):
        prefixes.update(name.lower() for name, address in _declared(element) if _VOCABULARY.search(address))
    for element in typed:
        for token in (element.attr("typeof") or "").split():
            prefix, colon, _ = token.partition(":")
            if (terms and not colon) or (colon and prefix.lower() in prefixes) or _VOCABULARY.search(token):
                return True
    return False


def _declared(element: Element) -> Iterator[tuple[str, str]]:
    """The prefixes an element declares, in `prefix` or the old way, in `xmlns:…`."""
    for name in element.attrs:
        if name.startswith("xmlns:"):
            yield name[6:], element.attr(name) or ""
    words = (element.attr("prefix") or "").split()
    yield from (
        (name[:-1], address) for name, address in zip(words[::2], words[1::2], strict=False) if name.endswith(":")
    )


def _says_anything(element: Element) -> bool:
    if not _RDFAS_OWN.isdisjoint(element.attrs):
        return True
    return any(_relations(element, name) for name in ("rel", "rev"))


def _relations(element: Element, attribute: str) -> list[str]:
    """The relations that are RDFa's: on a link, `nofollow` and `author` are HTML's, even under a vocab."""
    tokens = (element.attr(attribute) or "").split()
    plain = element.tag in _LINKS or element.attr("property") is not None
    return [token for token in tokens if ":" in token] if plain else tokens


def _check_depth(copies: Iterable[Copy]) -> None:
    depth: dict[Copy | None, int] = {}
    for copy in copies:
        depth[copy] = depth.get(copy.parent, 0) + 1
        if depth[copy] > 2 * MAX_DEPTH:  # things within things are two elements a level: the link, and what it is to
            raise TooMuch(TOO_DEEP)


@dataclass(slots=True)
class Copyist:
    """Writes the attributes of the copies pyRdfa is given.

    addresses: the number of each link among the copies, and where it leads.
    attribute: the number of each value among the copies, and the attribute it stands in, None for text.
    dropped: how many names were left out because pyRdfa could choke on them.
    """

    base: str
    addresses: dict[int, str] = field(default_factory=dict)
    attribute: dict[int, str | None] = field(default_factory=dict)
    dropped: int = 0
    copies: bool = False
    _texts: Texts = field(default_factory=Texts)
    _prefixes: int = 0
    _names: int = 0

    def attributes(self, element: Element, number: int) -> dict[str, str]:
        """What the copy of an element carries."""
        out = {name: tokens for name in ("typeof", "property") if (tokens := self._tokens(element, name)) is not None}
        out |= {
            name: " ".join(words) for name in ("rel", "rev") if (words := self._harmless(_relations(element, name)))
        }
        if prefixes := " ".join(self._prefixed(element)):
            out["prefix"] = prefixes
        vocab = element.attr("vocab")
        if vocab is not None and (joined := self.join(vocab)) is not None and not _copies(joined):
            out["vocab"] = vocab
        for name in ("about", "resource"):
            value = element.attr(name)
            if value is not None and self.join(value) is not None and self._is_harmless(f"x:{value}"):
                # A name of the page's own for a thing without address; pyRdfa would keep it for the pages that follow.
                out[name] = re.sub(r"^\[?_:(.*?)\]?$", rf"{MARK}_\1", value.strip(), flags=re.DOTALL)
        link = next((name for name in ("href", "src") if element.attr(name) is not None), None)
        if link is not None and "resource" not in out:
            out["href"], self.attribute[number] = element.attr(link) or "", link
        self._name(element, out, number)
        return out

    def _name(self, element: Element, out: dict[str, str], number: int) -> None:
        """Give what the element describes or says the element's number, by the rules of RDFa Core 1.1, 7.5."""
        literal = any(element.attr(name) is not None for name in ("content", "datatype"))
        literal = literal or "rel" in out or "rev" in out
        leads = "resource" in out or "href" in out
        href = out.pop("href", None)
        if href is not None:
            if ("typeof" in out and "about" not in out) or ("property" in out and not literal):
                self.addresses[number] = href
                out["resource"] = f"{MARK}{number}"
            elif self.join(href) is not None:
                out["href"] = href
        elif "typeof" in out and not leads and "about" not in out:
            out["resource"] = f"{MARK}{number}"
        if "property" in out and (literal or not (leads or ("typeof" in out and "about" not in out))):
            self.attribute[number], out["content"] = self._literal(element)
            out["datatype"] = f"{MARK}{number}"

    def _literal(self, element: Element) -> tuple[str | None, str]:
        """The attribute and the words of a value that is no link: content, what HTML adds to RDFa, or the text."""
        for name in ("content", "datetime", "value") if element.tag == "data" else ("content", "datetime"):
            if (value := element.attr(name)) is not None:
                return name, value
        return None, self._texts.of(element)

    def join(self, address: str) -> str | None:
        """An address resolved; None for one Python cannot read, such as http://[."""
        if stays(address):
            return address
        try:
            urlsplit(address.strip())  # without a base, urljoin would not look at it
            return urljoin(self.base, address.strip())
        except ValueError:
            return None

    def _tokens(self, element: Element, name: str) -> str | None:
        value = element.attr(name)
        if value is None:
            return None
        tokens = " ".join(self._harmless(value.split()))
        return tokens if tokens or name == "typeof" else None

    def _harmless(self, tokens: Iterable[str]) -> list[str]:
        """The names pyRdfa may see."""
        found = []
        for token in tokens:
            self._names += 1
            if self._names > MAX_NAMES:
                raise TooMuch(f"there are more than {MAX_NAMES} types and properties")
            if token.lower().startswith("rdfa:") or token == _COPY:
                self.copies = self.copies or token.lower().endswith("copy")
            elif self._is_harmless(token):
                found.append(token)
            else:
                self.dropped += 1
        return found

    def _is_harmless(self, token: str) -> bool:
        # Before the colon there has to be a name; what stands behind it goes through urlsplit, which may refuse it.
        prefix, colon, rest = token.partition(":")
        if not colon:
            return _TERM.match(token) is not None
        return (not prefix or _NCNAME.match(prefix) is not None) and self.join(f"http:{rest}") is not None

    def _prefixed(self, element: Element) -> Iterator[str]:
        for name, written in _declared(element):
            self._prefixes += 1
            if self._prefixes > MAX_PREFIXES:
                raise TooMuch(f"it declares more than {MAX_PREFIXES} prefixes")
            address = "".join(written.split())
            if _NCNAME.match(name) and name.lower() != "rdfa" and address and not _copies(address):
                yield f"{name}: {address}"


def _copies(address: str) -> bool:
    """Whether an address can be the beginning of rdfa:copy."""
    return bool(address) and _COPY.startswith(address)
