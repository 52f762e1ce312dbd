"""The breadcrumb trail, put right: from the trail readers see, else step by step."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from seocheck.mend import shown
from seocheck.mend.nouns import ABSENT, Change, Missing, Object, Shown, is_blank
from seocheck.page.address import Address
from seocheck.page.facts.trail import trail_steps

if TYPE_CHECKING:
    from collections.abc import Collection

    from seocheck.page import Page

NODE = "the trail"
_UNSOUND = frozenset(
    {"breadcrumb-shape", "breadcrumb-name", "breadcrumb-item", "breadcrumb-visible", "breadcrumb-length"}
)


def visible(page: Page) -> Shown | None:
    """The trail readers see, as steps; None when there is none, or more than one."""
    facts = page.view("visible.trail").facts
    if len(facts) != 1:
        return None
    steps = [
        {"@type": "ListItem", "position": at, "name": name} | _item(page, href)
        for at, (name, href) in enumerate(trail_steps(facts[0].spot.element), 1)  # type: ignore[attr-defined]
    ]
    if any("item" not in step for step in steps[:-1]):
        return None  # only the last step may lead nowhere
    return Shown(steps, str(facts[0].value), "the trail readers see", facts[0].spot.place())


def _item(page: Page, href: str | None) -> Object:
    address = shown.absolute(page, href) if href else None
    return {"item": address} if address else {}


def new_trail(page: Page) -> tuple[Object, Change] | None:
    """A node for the trail readers see."""
    found = visible(page)
    if found is None:
        return None
    node = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": found.value}
    why = "readers see a trail, the structured data has none"
    return node, Change(NODE, "itemListElement", ABSENT, found.value, found, why)


def mend_trail(node: Object, page: Page, objections: Collection[str]) -> Iterator[Change | Missing]:
    """Put the node right in place. objections: ids of the rules that object to it."""
    before = node.get("itemListElement", ABSENT)
    steps = _steps(before)
    found = visible(page)
    if found is not None and (_UNSOUND & set(objections) or not steps):
        node["itemListElement"] = found.value
        yield Change(NODE, "itemListElement", before, found.value, found, "readers see this trail")
        return
    if not steps:
        yield Missing(NODE, "itemListElement", "it has no steps, and the page shows no trail with links")
        return
    if not isinstance(before, list):
        node["itemListElement"] = steps
    for at, step in enumerate(steps):
        yield from _mend_step(step, f"itemListElement/{at}", page)
    yield from _renumbered(steps)


def _steps(value: Any) -> list[Object]:
    """The steps when all are objects, else none."""
    listed = value if isinstance(value, list) else [value]
    return listed if all(isinstance(item, dict) for item in listed) else []


def _mend_step(step: Object, path: str, page: Page) -> Iterator[Change | Missing]:
    if "@type" not in step:
        step["@type"] = "ListItem"
        yield Change(NODE, f"{path}/@type", ABSENT, "ListItem", None, "each step is a ListItem")
    item = step.get("item")
    name = step.get("name", ABSENT)
    inner = item.get("name") if isinstance(item, dict) else None
    if is_blank(name) and not (isinstance(inner, str) and inner.strip()):
        yield Missing(NODE, f"{path}/name", "the step has no name, and the page does not show which it is")
    if isinstance(name, str) and (decoded := html.unescape(html.unescape(name))) != name:
        step["name"] = decoded
        yield Change(NODE, f"{path}/name", name, decoded, None, "JSON knows no HTML entities")
    for holder, key, at in ((step, "item", path), (item, "@id", f"{path}/item"), (item, "url", f"{path}/item")):
        if not isinstance(holder, dict):
            continue
        written = holder.get(key)
        if isinstance(written, str) and Address.parse(written) is None and (whole := shown.absolute(page, written)):
            holder[key] = whole
            why = "structured data has no page to resolve addresses against"
            yield Change(NODE, f"{at}/{key}", written, whole, None, why)


def _renumbered(steps: list[Object]) -> Iterator[Change]:
    """Positions 1, 2, 3 … in the order written, unless whole numbers already put the steps in another order."""
    positions = [_whole(step.get("position")) for step in steps]
    if sorted(number for number in positions if number is not None) == list(range(1, len(steps) + 1)):
        return
    for at, step in enumerate(steps, 1):
        before = step.get("position", ABSENT)
        if _whole(before) != at:
            step["position"] = at
            yield Change(NODE, f"itemListElement/{at - 1}/position", before, at, None, "positions count 1, 2, 3 …")


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.strip().isdigit() else None
