"""Small lxml trees for extruct, copied from the tree the page was already parsed into.

One parser decides what the page is: lxml never sees its bytes. Only the elements that carry markup are copied, each
under its nearest copied ancestor, so a copy is as deep as its markup and not as deep as the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from turbohtml import Element, Text

from seocheck.page.wording import collapse

if TYPE_CHECKING:
    from seocheck.page.page import Page

MAX_TEXT = 30_000
"""Elements copied to take the text of values, all values of a page together."""
MAX_CHARACTERS = 10_000_000
"""Characters of text copied for the same end; a value within a value counts again."""

# No words in them: what extruct's own cleaner removes, and what a browser keeps as raw text or never shows.
_WORDLESS = frozenset({"script", "style", "link", "meta", "template", "noscript", "iframe", "noembed", "noframes"})
_NAME = re.compile(r"^[a-z][a-z0-9-]*$")
_REFUSED = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by lxml, in text and values
_DEEP = 100  # levels of a text; what nests deeper hangs on the last one, which changes no word of it


class TooMuch(Exception):  # noqa: N818  no error of the program: the page is beyond a limit
    """A limit was reached; its text says which, in words for a reader."""


@dataclass(slots=True)
class Skeleton:
    """A copied tree.

    root: stands for the page's html element.
    copies: the copies in page order.
    element: the page's element behind each copy.
    order: the number of each copy in page order.
    """

    root: Any
    copies: list[Any] = field(default_factory=list)
    element: dict[Any, Element] = field(default_factory=dict)
    order: dict[Any, int] = field(default_factory=dict)


def skeleton(
    page: Page,
    elements: Iterable[Element],
    attributes: Callable[[Element, int], Mapping[str, str]],
    *,
    make: Callable[[str], Any] | None = None,
    between: tuple[str, ...] = (),
) -> Skeleton:
    """Copy `elements` and the html element.

    attributes: what a copy carries, given its element and its number.
    make: makes an lxml element of a tag; without it, an ordinary HTML one.
    between: ancestors of `elements` with one of these attributes are copied too.
    """
    from lxml import html

    make = make or html.Element
    top = page.tree.root
    assert top is not None  # the parser always makes an html element
    tree = Skeleton(make("html"))
    nearest: dict[Element, Any] = {}  # each element that was passed on the way up: its nearest copy, itself included

    def add(element: Element, copy: Any) -> Any:
        number = len(tree.copies)
        for name, value in attributes(element, number).items():
            copy.set(name, plain(value))
        tree.copies.append(copy)
        tree.element[copy], tree.order[copy], nearest[element] = element, number, copy
        return copy

    add(top, tree.root)
    for element in in_page_order(page, elements):
        if element in nearest:
            continue
        passed = []
        above: object = element
        while isinstance(above, Element) and above not in nearest:
            passed.append(above)
            above = above.parent
        copy = nearest[above] if isinstance(above, Element) else tree.root
        for step in reversed(passed):
            if step is element or any(step.attr(name) is not None for name in between):
                child = make(step.tag if _NAME.match(step.tag) else "span")
                copy.append(child)
                copy = add(step, child)
            else:
                nearest[step] = copy
    return tree


def in_page_order(page: Page, elements: Iterable[Element]) -> list[Element]:
    """The given elements as they follow each other in the tree; their offsets would not do, tables move content."""
    wanted, top = set(elements), page.tree.root
    if len(wanted) < 2 or top is None:
        return list(wanted)
    return [element for element in (top, *top.iter_elements()) if element in wanted]


def plain(text: str) -> str:
    """Text without the characters lxml refuses."""
    return _REFUSED.sub("", text.replace("\f", " "))


class Texts:
    """The words of elements as extruct gives them: blocks on lines of their own, no scripts, no styles."""

    def __init__(self) -> None:
        self._copied = self._characters = 0
        self._known: dict[Element, str] = {}

    def of(self, element: Element) -> str:
        """The words of one element. Raises TooMuch when a page asks for too many."""
        text = self._known.get(element)
        if text is None:
            children = element.children
            if all(isinstance(child, Text) for child in children):
                text = collapse(plain("".join(child.data for child in children if isinstance(child, Text))))
            else:
                text = self._laid_out(element)
            self._known[element] = text
        return text

    def _laid_out(self, element: Element) -> str:
        from html_text import etree_to_text  # the text of extruct's microdata reader

        return str(etree_to_text(self._copy(element)))

    def _copy(self, element: Element) -> Any:
        from lxml import html

        top = html.Element("span")
        last: dict[Any, Any] = {}  # child of each copy: lxml would count all children to find it
        stack = [(child, top, 1) for child in reversed(element.children)]
        while stack:
            node, parent, depth = stack.pop()
            if isinstance(node, Text):
                self._characters += len(node.data)
                if self._characters > MAX_CHARACTERS:
                    raise TooMuch(f"its values hold more than {MAX_CHARACTERS} characters together")
                before = last.get(parent)
                if before is None:
                    parent.text = (parent.text or "") + plain(node.data)
                else:
                    before.tail = (before.tail or "") + plain(node.data)
            elif isinstance(node, Element) and node.tag not in _WORDLESS:
                self._copied += 1
                if self._copied > MAX_TEXT:
                    raise TooMuch(f"its values hold more than {MAX_TEXT} elements together")
                copy = last[parent] = html.Element(node.tag if _NAME.match(node.tag) else "span")
                parent.append(copy)
                below = copy if depth < _DEEP else parent
                stack.extend((child, below, depth + 1) for child in reversed(node.children))
        return top
