"""The words of an element as a reader gets them, and as assistive technology names it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from turbohtml import Element, Namespace, Node, Text

_BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "title"})
HIDDEN = '[hidden],[aria-hidden="true" i],template,[style*="display:none" i],[style*="display: none" i]'
"""What a page hides by its own markup; what a style sheet hides cannot be seen here."""
HIDING = ("hidden", "aria-hidden", "style")
"""The attributes it does so with."""
_UNREAD = f"{','.join(_SILENT)},{HIDDEN}"
_UNREAD_OR_LABELLED = f"{_UNREAD},img,area,input,svg,[aria-label]"
JUST_TEXT = ":not([aria-label],[aria-labelledby],:has(*))"
"""Of elements with no element inside and no label: what they are called is their text."""
_TIGHT = re.compile(r"\0(?<=\S\0)\S")  # no white space where one piece of text ends and another begins

# Soft hyphen, zero width, marks, and the signs icon fonts draw: no words by themselves.
_WORDLESS = re.compile("[ \u00ad\u200b-\u200f\u2060\ufeff\ue000-\uf8ff]*")


def collapse(text: str) -> str:
    """White space as HTML shows it: runs become one space, none at the ends."""
    inner = text.strip()
    if inner.isprintable() and "  " not in inner:  # the only white space that is printable is the space
        return inner  # mostly: taking a paragraph apart and joining its words takes three times as long
    return " ".join(inner.split())


def hides(element: Element) -> bool:
    """Whether the element's own markup hides it.

    The same as matching `HIDDEN`, in a tenth of the time: nearly no element has any of the attributes.
    """
    if element.tag == "template":
        return True
    attributes = element.attrs
    if not ("style" in attributes or "aria-hidden" in attributes or "hidden" in attributes):
        return False
    if "hidden" in attributes or (element.attr("aria-hidden") or "").lower() == "true":
        return True
    style = (element.attr("style") or "").lower()
    return "display:none" in style or "display: none" in style


def is_hidden(element: Element) -> bool:
    """Whether the element or an ancestor is hidden by its own markup.

    A page that hides its whole body shows it by script later: anti-flicker code does so.
    """
    hidden = element.closest(HIDDEN)
    return hidden is not None and hidden.tag not in ("html", "body")


def visible_text(element: Element, *, spoken: bool = False) -> str:
    """The text a reader sees in `element`: no scripts, no hidden parts, a space where a block or a child begins.

    spoken: as an accessible name has it, with the alt text of images, and labels instead of what they label.
    """
    children = element.children
    if len(children) == 1 and isinstance(children[0], Text):
        return collapse(children[0].data)
    special = element.select(_UNREAD_OR_LABELLED if spoken else _UNREAD)
    if not special:
        text = "\0".join(element.strings)
        if not _TIGHT.search(text):  # then it does not matter what the pieces are: a third of the time
            return collapse(text.replace("\0", ""))
    elif len(special) == 1 and not element.text.strip():  # mostly an image in a link: a third of the time
        return _alone(special[0], spoken=spoken)
    pieces: list[str] = []
    _gather(children, set(special), pieces, spoken=spoken)
    return collapse("".join(pieces))


def _alone(inner: Element, *, spoken: bool) -> str:
    """What an element with no words round it and none in it says."""
    unread = not spoken or inner.tag in _SILENT or hides(inner)
    return "" if unread else _label(inner) or ""


def is_longer(element: Element, size: int) -> bool:
    """Whether the text a reader sees is surely longer; told in a tenth of the time of `visible_text`."""
    text = element.text
    return len(text) > size and sum(map(len, text.split())) > size + sum(
        len(item.text) for item in element.select(_UNREAD)
    )


def _gather(nodes: Sequence[Node], special: Set[Element], pieces: list[str], *, spoken: bool) -> None:
    """special: the elements that may be hidden or have a label: looking at every one would take as long as the rest."""
    stack: list[Node | str] = list(reversed(nodes))
    after_element = False
    while stack:  # explicit: a page may nest deeper than Python recurses
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            after_element = True
        elif isinstance(node, Text):
            if after_element and len(pieces) > 1 and _ends_word(pieces[-2]) and node.data[:1].isupper():
                pieces.append(" ")  # <span>Kicker</span>Title
            pieces.append(node.data)
            after_element = False
        elif isinstance(node, Element):
            marked = node in special
            if marked and (node.tag in _SILENT or hides(node)):
                continue
            breaking = node.tag in _BREAKING
            if breaking or after_element:
                pieces.append(" ")  # <span>Kicker</span><span>Title</span> is two words to a reader
            elif pieces and _ends_word(pieces[-1]) and node.text[:1].isupper():
                pieces.append(" ")  # Kicker<span>Title</span>
            if spoken and marked and (label := _label(node)) is not None:
                pieces.append(f" {label} ")
                continue
            stack.append(" " if breaking else "")
            stack.extend(reversed(node.children))
            after_element = False


def _ends_word(before: str) -> bool:
    """Whether a capital that follows would begin a new word where an inline element begins or ends, styled apart.

    After one or two small letters it would not: iPhone, McDonald.
    """
    end = before[-3:]
    return len(end) == 3 and end.isalpha() and end[-1].islower()


def _label(inner: Element) -> str | None:
    """What something inside a link or heading is called in place of its content, or None when the content counts."""
    label = inner.attr("aria-label")
    if label and (words := collapse(label)):
        return words
    if inner.tag in ("img", "area"):
        return collapse(inner.attr("alt") or "")
    if inner.tag == "input":
        return collapse(inner.attr("value") or "") if inner.attr("type") != "hidden" else ""
    if inner.tag == "svg":
        title = next((node for node in inner.select("title") if node.namespace is Namespace.SVG), None)
        return collapse(title.text) if title is not None else None
    return None


def accessible_name(element: Element) -> str:
    """What assistive technology calls a link or heading: aria-labelledby, aria-label, content with alt, title.

    Source: https://www.w3.org/TR/accname-1.2/, the parts that occur on links and headings.
    """
    labelled_by = element.attr("aria-labelledby") if "aria-labelledby" in element.attrs else None
    name = (_labelled_by(element, labelled_by) if labelled_by else "") or _own_name(element)
    return "" if not name[:1].isalnum() and _WORDLESS.fullmatch(name) else name


def _own_name(element: Element) -> str:
    return (
        ("aria-label" in element.attrs and collapse(element.attr("aria-label") or ""))
        or visible_text(element, spoken=True)
        or _inner_title(element)
        or collapse(element.attr("title") or "")
    )


def _labelled_by(element: Element, ids: str) -> str:
    root: Node = element
    while root.parent is not None:
        root = root.parent
    found = (root.find(attrs={"id": name}) for name in ids.split()[:10])
    return collapse(" ".join(_label(target) or _own_name(target) for target in found if target is not None))


def _inner_title(element: Element) -> str:
    """A name given by the title of something inside that has no words: an icon, an image, a frame."""
    for inner in element.select("[title],object"):
        if not is_hidden(inner) and (words := collapse(inner.attr("title") or inner.text)):
            return words
    return ""
