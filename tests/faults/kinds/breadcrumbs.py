"""Faults of breadcrumb trails, marked up and visible."""

from __future__ import annotations

import html

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient, plain
from ..rewriter import written
from ..spans import Value
from ..words import HOME, TRAIL_STEPS

_TRAILISH = (
    "[class*=crumb i],[id*=crumb i],[aria-label*=crumb i],[class*=trail i],"
    "[itemtype*=Breadcrumb i],[typeof*=Breadcrumb i]"
)


def _listed(p: Patient) -> Value | None:
    """The array of steps, each a ListItem object with a name of its own."""
    listed = p.trail.get("itemListElement") if p.trail else None
    return listed if listed and all(step.is_object for step in listed.items) else None


def _no_visible_trail(p: Patient) -> bool:
    return not p.select(_TRAILISH)


@kind("no trail at all", "breadcrumb-missing")
def missing(p: Patient) -> Fault | None:
    body = p.body
    if p.trail is None or body is None or not _no_visible_trail(p):
        return None
    for element, root in p.blocks:
        if root.start == p.trail.start:
            return Fault((p.cut(element),), at=(p.start(body), *map(p.start, p.select("head,html"))))
    return None


@kind("trail that readers see is not marked up", "breadcrumb-unmarked", also=("article-section",))
def unmarked(p: Patient) -> Fault | None:
    h1 = p.h1
    if h1 is None or "BreadcrumbList" in p.text or not _no_visible_trail(p):
        return None
    home, (first, second) = HOME.get(p.language, "Home"), TRAIL_STEPS.get(p.language, TRAIL_STEPS["en"])
    section = p.article.get("articleSection") if p.article else None
    if section is not None:
        if not section.text:
            return None
        second = html.escape(section.text)
    links = [
        f'<a href="{href}">{name}</a>' for href, name in (("/", home), ("/news/", first), ("/news/politics/", second))
    ]
    items = "".join(f"<li>{link}</li>" for link in links)
    trail = p.pick(
        f'<nav class="breadcrumb">{" › ".join(links)}</nav>',
        f'<ol class="breadcrumbs">{items}</ol>',
        f'<nav aria-label="Breadcrumb"><ol>{items}</ol></nav>',
        f'<div id="breadcrumb">{" / ".join(links)}</div>',
        f'<p class="site-breadcrumb">{" &raquo; ".join(links)}</p>',
    )
    at = p.start(h1)
    return Fault((Edit(at, at, f"{MARK}{trail}\n"),))


@kind("list of steps of a wrong shape", "breadcrumb-shape")
def shape(p: Patient) -> Fault | None:
    listed = _listed(p)
    if listed is None or p.trail is None:
        return None
    names = [str(name.data) if (name := step.get("name")) else "Home" for step in listed.items]
    inner = p.text[listed.start : listed.end]
    new = p.pick(
        f"[{MARK}{inner}]",
        f"{MARK}{written(' > '.join(names))}",
        f"[{', '.join(MARK + written(name) for name in names)}]",
    )
    return Fault((Edit(listed.start, listed.end, MARK + new.removeprefix(MARK)),), at=(p.trail.start,))


@kind("trail without its list of steps", "breadcrumb-shape")
def no_list(p: Patient) -> Fault | None:
    edit = p.drop(p.trail, "itemListElement") if p.trail and _listed(p) else None
    return Fault((edit,), at=(p.trail.start,)) if edit and p.trail else None


@kind("trail of a single step", "breadcrumb-length", also=("breadcrumb-visible", "breadcrumb-last", "article-section"))
def single(p: Patient) -> Fault | None:
    listed = _listed(p)
    if listed is None or p.trail is None:
        return None
    only = p.text[listed.items[0].start : listed.items[0].end]
    return Fault((Edit(listed.start, listed.end, f"[{only}]"),), at=(p.trail.start, listed.start))


@kind("step without a name", "breadcrumb-name", also=("breadcrumb-visible",))
def no_name(p: Patient) -> Fault | None:
    listed = _listed(p)
    if listed is None:
        return None
    step = p.pick(*listed.items)
    name, item = step.get("name"), step.get("item")
    if name is None or (item is not None and item.get("name") is not None):
        return None
    edit = p.drop(step, "name")
    if edit and p.pick(True, False):
        return Fault((edit,), at=(step.start,))
    return Fault((p.new_value(name, p.pick("", None, " ")),), at=(step.start,))


@kind("step without a usable position", "breadcrumb-position")
def no_position(p: Patient) -> Fault | None:
    listed = _listed(p)
    if listed is None:
        return None
    step = p.pick(*listed.items)
    position = step.get("position")
    edit = p.drop(step, "position")
    if edit and p.pick(True, False):
        return Fault((edit,), at=(step.start,))
    return (
        Fault((p.new_value(position, p.pick("", None, "first", 1.5, "1.", "#1")),), at=(step.start,))
        if position
        else None
    )


@kind("positions that do not count 1, 2, 3", "breadcrumb-sequence")
def sequence(p: Patient) -> Fault | None:
    listed = _listed(p)
    if listed is None or p.trail is None:
        return None
    size = len(listed.items)
    wrong = p.pick(
        range(size), [1] * size, [*range(1, size), size + 1], range(2, size + 2), range(10, 10 * size + 1, 10)
    )
    edits = []
    for number, step in zip(wrong, listed.items, strict=True):
        position = step.get("position")
        if position is None:
            return None
        data = str(number) if isinstance(position.data, str) else number
        edits.append(Edit(position.start, position.end, MARK + written(data)))
    return Fault(tuple(edits), at=(p.trail.start,))


@kind("step that leads nowhere", "breadcrumb-item")
def no_item(p: Patient) -> Fault | None:
    listed = _listed(p)
    if listed is None:
        return None
    step = p.pick(*listed.items[:-1])
    item = step.get("item")
    if item is None or (item.is_object and item.get("name") is not None):
        return None
    edit = p.drop(step, "item")
    if edit and p.pick(True, False):
        return Fault((edit,), at=(step.start,))
    return Fault((p.new_value(item, p.pick("", None)),), at=(step.start,))


@kind("step with an address of no use", "breadcrumb-url")
def url(p: Patient) -> Fault | None:
    listed = _listed(p)
    if listed is None:
        return None
    item = p.pick(*listed.items).get("item")
    target = item if item is None or item.text else (item.get("@id") or item.get("url"))
    if target is None or not target.text:
        return None
    return Fault(
        (
            p.new_value(
                target, p.pick("/politics", "politics/", "//", "javascript:void(0)", "www.example.com/politics", "#")
            ),
        )
    )


@kind("marked-up step of another name than the visible one", "breadcrumb-visible")
def other_step(p: Patient) -> Fault | None:
    listed = _listed(p)
    shown = p.select(_TRAILISH)
    outer = [
        item
        for item in shown
        if item.tag in ("nav", "ol", "ul", "div", "p") and not any(other in item.ancestors for other in shown)
    ]
    if listed is None or len(outer) != 1:
        return None
    middle = listed.items[1:-1] or listed.items[1:]
    name = p.pick(*middle).get("name")
    links = [plain(item.text) for item in outer[0].select("a")]
    if name is None or not name.text or plain(name.text) not in links:
        return None
    at = p.start(outer[0])
    return Fault((p.new_value(name, p.pick("Gardening", "Gartenbau", "Jardinage", "Horoscope")),), at=(at,))


@kind("trail that ends somewhere else", "breadcrumb-last", also=("article-section",))
def elsewhere(p: Patient) -> Fault | None:
    listed = _listed(p)
    if listed is None or p.trail is None or not _no_visible_trail(p) or not p.origin:
        return None
    if any(not step.get("item") or not step.get("name") for step in listed.items[:-1]):
        return None
    home = p.text[listed.items[0].start : listed.items[0].end]
    other = {"@type": "ListItem", "position": 2, "name": "Horoscope", "item": f"{p.origin}/horoscope-xy/"}
    return Fault((Edit(listed.start, listed.end, f"[{home}, {written(other)}]"),), at=(p.trail.start, listed.start))
