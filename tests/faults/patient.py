"""A page and where its parts stand, as the faults need it: found without seocheck, which is to be judged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from random import Random
from typing import TypeVar
from urllib.parse import urlsplit

from turbohtml import Element, parse

from .fault import MARK, Edit
from .rewriter import Rewriter, written
from .spans import Value, read_spans

ARTICLES = re.compile(r"^(?:https?://schema\.org/)?(?:\w*NewsArticle|Article|BlogPosting|Report|LiveBlogPosting)$")
_ELSEWHERE = "nav,aside,footer,form,dialog,template,noscript,[hidden],[aria-hidden=true],[style*=display]"
_OTHER_TEXT = re.compile(
    r"comment|related|teaser|newsletter|promo|cookie|recommend|widget|sidebar|footer", re.IGNORECASE
)
_LONG = 80
_SHORT = 300

T = TypeVar("T")


def plain(text: str) -> str:
    """Letters and digits only, for telling whether two texts say the same."""
    return "".join(char for char in text.casefold() if char.isalnum())


class Patient(Rewriter):
    """One page.

    name, text, url: of the page. random: decides between variants; the judge sets it for each kind and page anew.
    """

    def __init__(self, name: str, text: str, url: str | None) -> None:
        self.name, self.text, self.url = name, text, url
        self.random = Random(0)
        self.tree = parse(text, scripting=True, source_locations=True)

    # ── choices ──

    def pick(self, *options: T) -> T:
        """One of the variants."""
        return self.random.choice(options)

    def say(self, texts: Mapping[str, Sequence[str]]) -> str:
        """One of the texts in the page's language, or else in English."""
        return self.random.choice(list(texts.get(self.language) or texts["en"]))

    # ── elements ──

    def select(self, css: str) -> list[Element]:
        """Elements that stand in the page's own text, none in templates or drawings."""
        return [
            item
            for item in self.tree.select(css)
            if item.source_location is not None and item.closest("template,svg") is None
        ]

    def one(self, css: str) -> Element | None:
        """The element, when there is exactly one."""
        found = self.select(css)
        return found[0] if len(found) == 1 else None

    def metas(self, *names: str) -> list[Element]:
        """Meta elements by name or property."""
        return [
            item
            for item in self.select("meta")
            if (item.attr("property") or item.attr("name") or "").strip().lower() in names
        ]

    @cached_property
    def language(self) -> str:
        """The language the page says it is in, two letters; empty when it does not."""
        root = self.tree.select("html")
        return (root[0].attr("lang") or "").strip()[:2].lower() if root else ""

    @cached_property
    def head(self) -> Element | None:
        """The head, when it is written out with both tags."""
        found = self.one("head")
        return found if found and found.source_location and found.source_location.end_tag else None

    @cached_property
    def body(self) -> Element | None:
        """The body, when its tag is written out."""
        return self.one("body")

    @cached_property
    def h1(self) -> Element | None:
        """The one h1 of the page, with words in it and an end tag."""
        found = self.one("h1")
        location = found.source_location if found else None
        if found is None or location is None or location.end_tag is None or found.closest(_ELSEWHERE) is not None:
            return None
        return found if len(plain(found.text)) > 10 else None

    def inner(self, element: Element) -> tuple[int, int]:
        """Where the content of an element with both tags begins and ends."""
        location = element.source_location
        assert location is not None
        assert location.end_tag is not None
        return location.start_tag.end_offset, location.end_tag.start_offset

    def start(self, element: Element) -> int:
        """Where its start tag begins."""
        location = element.source_location
        assert location is not None
        return location.start_tag.start_offset

    def end(self, element: Element) -> int:
        """Where its start tag ends, or its end tag when it has one."""
        location = element.source_location
        assert location is not None
        return (location.end_tag or location.start_tag).end_offset

    def cut(self, element: Element) -> Edit:
        """The whole element gone."""
        return Edit(self.start(element), self.end(element), "")

    def is_small(self, element: Element) -> bool:
        """Whether it is a short piece of text with both tags that holds neither the h1 nor a paragraph of the story."""
        location = element.source_location
        if location is None or location.end_tag is None or element.tag in ("script", "style"):
            return False
        kept = [*([self.h1] if self.h1 else []), *self.paragraphs]
        inside = any(self.start(element) <= self.start(item) < self.end(element) for item in kept)
        return not inside and len(element.text.strip()) < _SHORT

    def attribute(self, element: Element, name: str, value: str) -> Edit | None:
        """Another value for an attribute it has; the mark stands before the attribute."""
        location = element.source_location
        span = location.attrs.get(name) if location else None
        if span is None:
            return None
        shown = value.replace("&", "&amp;").replace('"', "&quot;")
        return Edit(span.start_offset, span.end_offset, f'{MARK}{name}="{shown}"')

    # ── the article's text ──

    @cached_property
    def paragraphs(self) -> list[Element]:
        """The long paragraphs of the article: those of the element that holds most of them, if below the h1."""
        groups: dict[Element, list[Element]] = {}
        h1 = self.h1
        for item in self.select("p"):
            location, parent = item.source_location, item.parent
            if location is None or location.end_tag is None or not isinstance(parent, Element):
                continue
            if len(item.text.strip()) >= _LONG and h1 is not None and self.start(item) > self.end(h1):
                groups.setdefault(parent, []).append(item)
        for parent, found in sorted(groups.items(), key=lambda pair: -sum(len(item.text) for item in pair[1])):
            around = [parent, *parent.ancestors]
            names = " ".join(
                f"{item.attr('class')} {item.attr('id')}" for item in around[:3] if isinstance(item, Element)
            )
            if len(found) >= 3 and parent.closest(_ELSEWHERE) is None and not _OTHER_TEXT.search(names):
                return found
            break
        return []

    @cached_property
    def gap(self) -> int | None:
        """A place between two paragraphs of the article, or None."""
        return self.end(self.paragraphs[1]) if self.paragraphs else None

    @cached_property
    def levels(self) -> list[tuple[int, int]]:
        """Offset and level of every heading."""
        found = [
            item for item in self.select("h1,h2,h3,h4,h5,h6") if item.closest("[hidden],[aria-hidden=true]") is None
        ]
        return sorted((self.start(item), int(item.tag[1])) for item in found)

    def levels_around(self, offset: int) -> tuple[int, int]:
        """The level of the heading before and after a place; 0 where there is none."""
        before = [level for at, level in self.levels if at < offset]
        after = [level for at, level in self.levels if at >= offset]
        return (before[-1] if before else 0), (after[0] if after else 0)

    # ── structured data ──

    @cached_property
    def blocks(self) -> list[tuple[Element, Value]]:
        """The JSON-LD blocks that are sound: script element and value."""
        found = []
        for item in self.select('script[type="application/ld+json"]'):
            start, end = self.inner(item)
            value = read_spans(self.text, start, end)
            if value is not None:
                found.append((item, value))
        return found

    @cached_property
    def tops(self) -> list[Value]:
        """The objects at the top of the blocks, @graph and mainEntity looked into."""
        found: list[Value] = []
        stack = [value for _, value in reversed(self.blocks)]
        while stack:
            value = stack.pop()
            if value.items:
                stack.extend(reversed(value.items))
            elif value.is_object:
                found.append(value)
                stack.extend(inner for key in ("mainEntity", "@graph") if (inner := value.get(key)))
        return found

    @cached_property
    def article(self) -> Value | None:
        """The one article the structured data describes, with a headline; None where anything is doubtful."""
        if self.select("[itemtype*=Article],[itemtype*=BlogPosting],[typeof*=Article]"):
            return None
        if len(self.blocks) < len(self.select('script[type*="ld+json" i]')):
            return None
        found = [item for item in self.tops if any(map(ARTICLES.match, item.types))]
        headline = found[0].get("headline") if len(found) == 1 else None
        if headline is None or headline.text is None or "LiveBlogPosting" in found[0].types:
            return None
        return found[0]

    @cached_property
    def trail(self) -> Value | None:
        """The one BreadcrumbList, of two ListItems or more; None where anything is doubtful."""
        if self.select("[itemtype*=BreadcrumbList],[typeof*=BreadcrumbList]"):
            return None
        found = [item for top in self.tops for item in top.walk() if "BreadcrumbList" in item.types]
        found = list({item.start: item for item in found}.values())
        steps = found[0].get("itemListElement") if len(found) == 1 else None
        if steps is None or len(steps.items) < 2:
            return None
        positions = [str(item.get("position").data) if item.get("position") else "" for item in steps.items]  # type: ignore[union-attr]
        return found[0] if positions == [str(number) for number in range(1, len(positions) + 1)] else None

    @property
    def steps(self) -> tuple[Value, ...]:
        """The items of the trail."""
        listed = self.trail.get("itemListElement") if self.trail else None
        return listed.items if listed else ()

    def new_block(self, data: object, *, mark: bool = False) -> Edit | None:
        """One more JSON-LD block at the end of the head."""
        if self.head is None:
            return None
        at = self.inner(self.head)[1]
        return Edit(at, at, f'\n<script type="application/ld+json">{MARK if mark else ""}{written(data)}</script>\n')

    # ── addresses ──

    @cached_property
    def canonical(self) -> Element | None:
        """The canonical link, when there is one in the head."""
        found = self.one('link[rel="canonical"]')
        return found if found and found.attr("href") and found.closest("head") is not None else None

    @cached_property
    def address(self) -> str | None:
        """The page's address: as given, or else the canonical one."""
        found = self.url or (self.canonical.attr("href") if self.canonical else None)
        return found if found and found.startswith("http") else None

    @cached_property
    def origin(self) -> str | None:
        """Scheme and host of the page's address."""
        parts = urlsplit(self.address) if self.address else None
        return f"{parts.scheme}://{parts.netloc}" if parts else None

    def end_of_start(self, element: Element) -> int:
        """Where its start tag ends."""
        location = element.source_location
        assert location is not None
        return location.start_tag.end_offset
