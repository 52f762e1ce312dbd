"""A page that was read: its text, its tree, and the facts found in it, each computed once and only when asked for."""

from __future__ import annotations

from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from turbohtml import Document as Tree
from turbohtml import Element, Namespace

from seocheck.model import Document, Fact, View
from seocheck.page import subjects
from seocheck.page.address import Address
from seocheck.page.attributes import Attributes
from seocheck.page.facts.beside import Beside, within
from seocheck.page.markup.structured import StructuredData
from seocheck.page.source import Source, TagSpot, TextSpot
from seocheck.page.wording import HIDING, collapse, hides, visible_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set

    from seocheck.page.decode import Decoded
    from seocheck.page.subjects import CssSubject


class Links(NamedTuple):
    """Links, and for each its address as written."""

    elements: Sequence[Element]
    hrefs: Sequence[str]

    def only(self, chosen: Sequence[bool]) -> Links:
        """The chosen ones; a choice for each."""
        return Links(list(compress(self.elements, chosen)), list(compress(self.hrefs, chosen)))


class Page:
    """What rules look at.

    document: what was given.
    decoded: its text and encoding.
    tree: the parsed tree, as a browser with scripting on builds it.
    elements: all of its elements, in page order.
    unread: why the page was not read whole, or None.
    view: what a subject shows on this page; the name must be one the vocabulary knows.
    """

    def __init__(
        self, document: Document, decoded: Decoded, tree: Tree, elements: Sequence[Element], unread: str | None
    ) -> None:
        self.document = document
        self.decoded = decoded
        self.source = Source(decoded.text)
        self.tree = tree
        self.elements = elements
        self.unread = unread
        self.view: Callable[[str | CssSubject], View] = _Views(self).__getitem__

    @property
    def text(self) -> str:
        """The decoded text of the page, newlines normalised."""
        return self.decoded.text

    def select(self, css: str) -> list[Element]:
        """HTML elements matching a selector, in page order, none inside a `<template>`."""
        return self._shown(self.tree.select(css))

    def having(self, *names: str) -> list[Element]:
        """The same of elements with one of some attributes."""
        return self.in_order(self._shown({item for name in names for item in self.attributes.having(name)}))

    def holding(self, *wanted: tuple[str, Sequence[str]]) -> list[Element]:
        """The same of elements with one of some words in an attribute; see `Attributes.holding`."""
        return self.in_order(self._shown(self.attributes.holding(*wanted)))

    def in_order(self, elements: Iterable[Element]) -> list[Element]:
        """Elements in page order."""
        found = list(elements)
        return sorted(found, key=self._order.__getitem__) if len(found) > 1 else found

    @cached_property
    def _order(self) -> Mapping[Element, int]:
        return dict(zip(self.elements, range(len(self.elements)), strict=True))

    @cached_property
    def attributes(self) -> Attributes:
        """The attributes of all elements, those inside a `<template>` and of drawings too."""
        return Attributes(self.tree)

    def _shown(self, elements: Collection[Element]) -> list[Element]:
        doubtful = self._doubtful
        if doubtful.isdisjoint(elements):
            return list(elements)
        return [item for item in elements if item not in doubtful or _is_shown(item)]

    @cached_property
    def _doubtful(self) -> Set[Element]:
        """Templates, drawings and formulas, with all in them; to ask each element where it is takes far longer."""
        return within(outer for tag in ("template", "svg", "math") for outer in self.tree.select(tag))

    def ordered(self, *tags: str) -> list[Element]:
        """Elements with one of these tag names, in page order; quicker than a selector list."""
        found = [item for tag in tags for item in self.select(tag)]
        return self.in_order(found) if len(tags) > 1 else found

    @cached_property
    def metas(self) -> Mapping[str, Sequence[Element]]:
        """Meta elements by name, in lower case.

        Open Graph asks for property=, X for name=; both are met either way and read either way.
        """
        table: dict[str, list[Element]] = {}
        for element in self.select("meta"):
            for value in filter(None, map(element.attr, ("property", "name", "http-equiv"))):
                named = table.setdefault(value.strip().lower(), [])
                if not named or named[-1] != element:  # else another of its attributes gave the same name
                    named.append(element)
        return table

    def spot(self, element: Element, attribute: str | None = None, *, whole: bool = False) -> TagSpot:
        """Where an element or one of its attributes stands."""
        return TagSpot(self.source, element, attribute, whole=whole)

    @cached_property
    def start(self) -> TextSpot:
        """The page as a whole: where something belongs that has no place of its own."""
        return TextSpot(self.source)

    @cached_property
    def head(self) -> TagSpot:
        """The head element, or the nearest place to it."""
        found = self.tree.select("head")
        return self.spot(found[0]) if found else self.spot(self.tree.select("html")[0])

    @cached_property
    def body(self) -> TagSpot:
        """The body element, or the nearest place to it."""
        found = self.tree.select("body")
        return self.spot(found[0]) if found else self.head

    @cached_property
    def base(self) -> Address | None:
        """The address relative links are resolved against: `<base href>`, else the page's own."""
        own = self.own_address
        for element in self.select("base[href]")[:1]:
            return Address.parse(element.attr("href") or "", own) or own
        return own

    @cached_property
    def own_address(self) -> Address | None:
        """The page's own address as the caller knows it."""
        return Address.parse(self.document.url) if self.document.url else None

    @cached_property
    def address(self) -> Address | None:
        """The best knowledge of the page's address: as given, else its canonical, else og:url."""
        if self.own_address:
            return self.own_address
        for css, attribute in (('link[rel~="canonical" i][href]', "href"), ('meta[property="og:url" i]', "content")):
            for element in self.tree.select(css):
                if address := Address.parse(element.attr(attribute) or ""):
                    return address
        return None

    @cached_property
    def structured(self) -> StructuredData:
        """The structured data of the page: blocks, nodes, the main article."""
        return StructuredData(self)

    @cached_property
    def headline(self) -> Element | None:
        """The h1 that is the article's headline."""
        from seocheck.page.facts.body import headline_element

        return headline_element(self)

    @cached_property
    def beside(self) -> Beside:
        """The parts of the page that are not the article: `element in page.beside`."""
        return Beside(self)

    @cached_property
    def hidden(self) -> Set[Element]:
        """The elements that `is_hidden`, all found at once; links alone would ask some hundred times."""
        return within(outer for outer in self.hiding if outer.tag not in ("html", "body"))

    @cached_property
    def hiding(self) -> Sequence[Element]:
        """The elements that hide themselves and what is in them."""
        marked = (item for name in HIDING for item in self.attributes.having(name))
        return [*self.tree.select("template"), *filter(hides, marked)]

    @cached_property
    def links(self) -> Links:
        """Every `a` with an href."""
        elements = self.select("a[href]")
        return Links(elements, [element.attr("href") or "" for element in elements])

    @cached_property
    def odd_links(self) -> Links:
        """The links whose address begins neither with https: nor with /, which alone most questions are about."""
        return self.links.only([not href.startswith(("https:", "/")) for href in self.links.hrefs])

    @cached_property
    def shown_links(self) -> Links:
        """The links that lead somewhere and that readers can see."""
        blank = [element for element, href in zip(*self.odd_links, strict=True) if not href.strip()]
        unseen = {*self.hidden, *blank} if blank else self.hidden
        return self.links.only([element not in unseen for element in self.links.elements])

    @property
    def incomplete(self) -> str | None:
        """Why nothing may be called missing here: text or structured data was left unread. None when all was read."""
        return self.unread or self.structured.damage

    @property
    def code(self) -> str | None:
        """`incomplete` as a code."""
        if self.document.cut:
            return self.document.code
        if self.unread:
            return "PARSE.depth"
        return "EXT.limit" if self.structured.damage else None

    def close(self) -> None:
        """Let go of all that was found; nothing more can be asked of the page.

        It holds itself in circles: leaving those to the collector costs 0.2 ms a page more than cutting them here.
        """
        vars(self.structured).clear()
        vars(self).clear()


class _Views(dict["str | CssSubject", View]):
    """The views of a page by subject, each made when it is first asked for."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page

    def __missing__(self, subject: str | CssSubject) -> View:
        view = self[subject] = subjects.resolve(self._page, subject) if isinstance(subject, str) else self._own(subject)
        return view

    def _own(self, subject: CssSubject) -> View:
        page = self._page
        facts = []
        for element in page.select(subject.css):
            if subject.attribute == "text":
                facts.append(Fact(visible_text(element), page.spot(element, whole=True), {"tag": element.tag}))
            elif (value := element.attr(subject.attribute)) is not None:
                facts.append(Fact(collapse(value), page.spot(element, subject.attribute), {"tag": element.tag}))
        return View(tuple(facts), anchor=page.body)


def _is_shown(element: Element) -> bool:
    return element.namespace is Namespace.HTML and element.closest("template") is None
