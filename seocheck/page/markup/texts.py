"""The words of elements as extruct gives them: blocks on lines of their own, no scripts, no styles.

The layout is html_text's, which extruct's microdata reader hands an lxml tree. Here the page's own tree is laid out:
copying it for html_text took as long as all else that reading microdata takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from turbohtml import Element, Text

from seocheck.page.wording import collapse

MAX_TEXT = 30_000
"""Elements whose text is read to take the text of values, all values of a page together."""
MAX_CHARACTERS = 10_000_000
"""Characters of text read for the same end; a value within a value counts again."""

# No words in them: what extruct's own cleaner removes, and what a browser keeps as raw text or never shows.
_WORDLESS = frozenset({"script", "style", "link", "meta", "template", "noscript", "iframe", "noembed", "noframes"})
_REFUSED = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by lxml, in text and values
_CLINGING = frozenset(',:;.!?")')  # to the word before them, whatever tag stands between


class TooMuch(Exception):  # noqa: N818  no error of the program: the page is beyond a limit
    """A limit was reached; its text says which, in words for a reader."""


def plain(text: str) -> str:
    """Text without the characters lxml refuses."""
    return text if text.isprintable() else _REFUSED.sub("", text.replace("\f", " "))


class Texts:
    """The texts of one page's values, which are limited together."""

    def __init__(self) -> None:
        self._elements = self._characters = 0
        self._known: dict[Element, str] = {}

    def of(self, element: Element) -> str:
        """The words of one element. Raises TooMuch when a page asks for too many."""
        text = self._known.get(element)
        if text is None:
            children = element.children
            if all(isinstance(child, Text) for child in children):
                text = collapse(plain("".join(child.data for child in children if isinstance(child, Text))))
            else:
                text = _laid_out(self._pieces(element))
            self._known[element] = text
        return text

    def _pieces(self, element: Element) -> Iterator[tuple[str, str]]:
        """Each stretch of text without a tag, and the tag after it, no matter whether it begins or ends an element."""
        run = ""
        stack: list[object] = list(reversed(element.children))
        while stack:
            node = stack.pop()
            if isinstance(node, Text):
                words = node.data
                self._characters += len(words)
                if self._characters > MAX_CHARACTERS:
                    raise TooMuch(f"its values hold more than {MAX_CHARACTERS} characters together")
                run += words
            elif isinstance(node, str):
                yield run, node
                run = ""
            elif isinstance(node, Element) and (tag := node.tag) not in _WORDLESS:
                self._elements += 1
                if self._elements > MAX_TEXT:
                    raise TooMuch(f"its values hold more than {MAX_TEXT} elements together")
                yield run, tag
                run = ""
                stack += (tag, *reversed(node.children))
        yield run, ""


def _laid_out(pieces: Iterable[tuple[str, str]]) -> str:
    breaks = _line_breaks()
    chunks: list[str] = []
    last, broken = "", 2  # the text before, and how many line breaks came after it
    for text, tag in pieces:
        # mostly there is nothing, or white space, between tags
        if text and not text.isspace() and (words := collapse(written := plain(text))):
            clings = words[0] in _CLINGING or last.endswith("(")
            if not broken and (last[-1].isspace() or not clings):
                chunks.append(" ")
            chunks.append(words)
            last, broken = written, 0
        wanted = breaks.get(tag, 0)
        if wanted > broken:
            chunks.append("\n" * (wanted - broken))
            broken = wanted
    return "".join(chunks).strip()


@cache
def _line_breaks() -> Mapping[str, int]:
    """How many line breaks part an element from what is around it."""
    from html_text import DOUBLE_NEWLINE_TAGS, NEWLINE_TAGS

    return dict.fromkeys(NEWLINE_TAGS, 1) | dict.fromkeys(DOUBLE_NEWLINE_TAGS, 2)
