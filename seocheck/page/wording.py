"""The words of an element as a reader gets them, and as assistive technology names it."""

from __future__ import annotations

from turbohtml import Element, Node, Text

_SILENT = frozenset({"script", "style", "template", "noscript", "head", "title"})
_BREAKING = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol option p pre section table tbody td th thead tr ul".split()
)
HIDDEN = '[hidden],[aria-hidden="true" i],template,[style*="display:none" i],[style*="display: none" i]'
"""Elements a page hides by its own markup; what a style sheet hides cannot be seen here."""


def collapse(text: str) -> str:
    """White space as HTML shows it: runs become one space, none at the ends."""
    return " ".join(text.split())


def is_hidden(element: Element) -> bool:
    """Whether the element or an ancestor is hidden by its own markup."""
    return element.closest(HIDDEN) is not None


def visible_text(element: Element, *, images: bool = False) -> str:
    """The text a reader sees in `element`: no scripts, no hidden parts, a space where a block or a child begins.

    images: count the alt text of images as words, as an accessible name does.
    """
    children = element.children
    if len(children) == 1 and isinstance(children[0], Text):
        return collapse(children[0].data)
    pieces: list[str] = []
    _gather(element, pieces, images=images)
    return collapse("".join(pieces))


def _gather(root: Element, pieces: list[str], *, images: bool) -> None:
    stack: list[Node | str] = list(reversed(root.children))
    after_element = False
    while stack:  # explicit: a page may nest deeper than Python recurses
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            after_element = True
        elif isinstance(node, Text):
            if after_element and len(pieces) > 1 and pieces[-2][-1:].islower() and node.data[:1].isupper():
                pieces.append(" ")  # <span>Kicker</span>Title
            pieces.append(node.data)
            after_element = False
        elif isinstance(node, Element):
            tag = node.tag
            if tag in _SILENT or node.matches(HIDDEN):
                continue
            if tag in _BREAKING or after_element:
                pieces.append(" ")  # <span>Kicker</span><span>Title</span> is two words to a reader
            elif pieces and pieces[-1][-1:].islower() and node.text[:1].isupper():
                pieces.append(" ")  # Kicker<span>Title</span>
            if images and tag == "img":
                pieces.append(f" {node.attr('alt') or ''} ")
            stack.append(" " if tag in _BREAKING else "")
            stack.extend(reversed(node.children))
            after_element = False


def accessible_name(element: Element) -> str:
    """What assistive technology calls a link or heading: aria-labelledby, aria-label, content with alt, title.

    Source: https://www.w3.org/TR/accname-1.2/, the parts that occur on links and headings.
    """
    labelled_by = element.attr("aria-labelledby")
    if labelled_by and (name := _labelled_by(element, labelled_by)):
        return name
    label = element.attr("aria-label")
    if label and (name := collapse(label)):
        return name
    return (
        visible_text(element, images=True)
        or _inner_label(element)
        or collapse(element.attr("title") or "")
    )


def _labelled_by(element: Element, ids: str) -> str:
    root: Node = element
    while root.parent is not None:
        root = root.parent
    found = (root.find(attrs={"id": name}) for name in ids.split()[:10])
    return collapse(" ".join(target.text for target in found if target is not None))


def _inner_label(element: Element) -> str:
    """A name given by something inside: a labelled icon, an SVG title, an image's title."""
    for inner in element.select("[aria-label],svg title,[title],[alt],input[value],object"):
        if inner.closest('[aria-hidden="true" i]') is not None:
            continue
        name = inner.attr("aria-label") or inner.attr("alt") or inner.attr("title") or inner.text
        if name and (words := collapse(name)):
            return words
    return ""
