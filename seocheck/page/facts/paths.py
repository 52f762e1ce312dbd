"""Subjects of the structured data: JSON-LD blocks, the main article, and dotted paths by schema.org type."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from seocheck.model import Fact, Spot, View
from seocheck.page.address import ANY_PAGE, Address
from seocheck.page.jsonld.blocks import JsonBlock, summaries, without_context
from seocheck.page.markup.nodes import Node, Value, is_empty
from seocheck.page.subjects import subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seocheck.page.markup.structured import StructuredData
    from seocheck.page.page import Page


def path_view(page: Page, name: str) -> View:
    """The view of a path such as `article.author[].name`: a root (a type or `article`) and properties below it."""
    root, *steps = _parts(name)
    data = page.structured
    nodes = _article(data) if root == "article" else data.of_type(root)
    unknown = None if nodes else data.unread
    if not steps:
        return View(tuple([_fact(Value(node, node.spot), node) for node in nodes]), anchor=page.head, unknown=unknown)
    parents: list[Node] = list(nodes)
    for step in steps[:-1]:
        parents = [value.value for node in parents for value in node.values(step) if isinstance(value.value, Node)]
    facts = tuple([_fact(value, node) for node in parents for value in node.values(steps[-1])])
    return View(facts, anchor=parents[0].spot if parents else None, unknown=unknown)


@lru_cache(maxsize=512)  # the rules name a few dozens
def _parts(path: str) -> list[str]:
    return path.replace("[]", "").split(".")


def _fact(value: Value, node: Node) -> Fact:
    return Fact(value.value, value.spot, {"type": "/".join(node.types), "syntax": node.origin.syntax})


def _article(data: StructuredData) -> tuple[Node, ...]:
    return (data.article,) if data.article else ()


@subject("jsonld", "the page's JSON-LD blocks")
def blocks(page: Page) -> View:
    return View(tuple(Fact(block.json.text, block.whole) for block in page.structured.blocks))


@subject(
    "jsonld.faults",
    "JSON-LD blocks that are not strict JSON: what is wrong, and how to mend it",
    ("cause", "mend", "seen"),
)
def faults(page: Page) -> View:
    facts = []
    for block in page.structured.blocks:
        fault = block.fault
        if fault is not None:
            where = block.stretch(fault.start, fault.end) if fault.end > fault.start else block.whole
            facts.append(Fact(fault.message, where, {"cause": fault.cause, "mend": fault.fix, "seen": _seen(block)}))
    return View(tuple(facts), anchor=_first(page.structured.blocks))


def _seen(block: JsonBlock) -> str:
    """What a forgiving reader would still make of a broken block, in words; empty when nothing."""
    if block.lenient is None:
        return ""
    named = [(kind, title) for kind, title in summaries(block.lenient.value) if kind]
    things = ", ".join(f"{kind} “{title}”" if title else kind for kind, title in named[:3])
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    if not things:
        return ""
    sure = "would still see" if block.lenient.certain else "might see"
    return f"A forgiving reader {sure} {things}{more}; search engines need not."


@subject("jsonld.duplicate_keys", "keys that stand twice in one JSON-LD object", ("first",))
def duplicate_keys(page: Page) -> View:
    facts = []
    for block in page.structured.blocks:
        for twice in block.reading.duplicates if block.reading else ():
            first = block.stretch(*twice.first)
            facts.append(Fact(twice.key, block.stretch(*twice.again), {"first": first.place().line}))
    return View(tuple(facts), anchor=_first(page.structured.blocks))


@subject(
    "jsonld.without_context", "JSON-LD objects with a type but no schema.org @context; the value is what stands there"
)
def contextless(page: Page) -> View:
    facts = tuple(
        Fact(found or "missing", block.spot(f"{pointer}/@context" if found else pointer))
        for block, pointer, found in without_context(page.structured.blocks)
    )
    return View(facts, anchor=_first(page.structured.blocks))


def _first(items: Sequence[JsonBlock]) -> Spot | None:
    return items[0].whole if items else None


@subject("BreadcrumbList.steps", "the items of every marked-up trail", ("position", "name", "list"))
def steps(page: Page) -> View:
    return _steps(page, inner=False)


@subject(
    "BreadcrumbList.addresses_before_last",
    "where the items of every marked-up trail but its last lead; empty for one that leads nowhere",
    ("position", "name", "list"),
)
def inner_addresses(page: Page) -> View:
    steps = _steps(page, inner=True)
    facts = []
    for step in steps.facts:
        assert isinstance(step.value, Node)
        found = step_address(step.value)
        blank = next(iter(step.value.values("item")), None)
        spot = found.spot if found else blank.spot if blank else step.spot
        facts.append(Fact(found.value if found else "", spot, step.fields))
    return View(tuple(facts), steps.anchor, steps.unknown)


def trail_items(trail: Node) -> list[Node]:
    """The ListItems of one marked-up trail, by position where positions are given, else as written."""
    items = [value.value for value in trail.values("itemListElement") if isinstance(value.value, Node)]
    numbers = [position(item) for item in items]
    if all(number is not None for number in numbers):
        order = sorted(range(len(items)), key=lambda index: numbers[index] or 0)
        return [items[index] for index in order]
    return items


def position(item: Node) -> int | None:
    """A list item's position as a number; numeric text counts (microdata has nothing else)."""
    for value in item.values("position"):
        text = str(value.value).strip()
        digits = text.removesuffix(".0") if isinstance(value.value, float) else text
        if not isinstance(value.value, bool) and digits.removeprefix("-").isdecimal() and len(digits) < 10:
            return int(digits)
    return None


def step_name(item: Node) -> str:
    """A list item's name: its own, else that of the thing it leads to. Empty when neither says anything."""
    for value in item.values("name"):
        if not is_empty(value.value):
            return str(value.value)
    for value in item.values("item"):
        if isinstance(value.value, Node):
            for inner in value.value.values("name"):
                if not is_empty(inner.value):
                    return str(inner.value)
    return ""


def step_address(item: Node) -> Value | None:
    """Where a list item leads: `item` as text, or its @id or url; Google reads these forms."""
    for value in item.values("item"):
        if isinstance(value.value, Node):
            for name in ("@id", "url"):
                for inner in value.value.values(name):
                    if isinstance(inner.value, str) and inner.value.strip():
                        return inner
            # Google reads the href of <a itemprop="item" itemscope href="…"> as its address; microdata itself does not
            element = getattr(value.spot, "element", None)
            href = element.attr("href") if element is not None else None
            if href:
                return Value(href, value.spot)
        elif not is_empty(value.value):
            return value
    return None


def _steps(page: Page, *, inner: bool) -> View:
    data = page.structured
    trails = data.of_type("BreadcrumbList")
    facts = []
    for number, trail in enumerate(trails, 1):
        items = trail_items(trail)
        for count, item in enumerate(items[:-1] if inner else items, 1):
            if not (item.is_a("ListItem") or item.is_reference):
                continue  # no step, as breadcrumb-shape says
            given = position(item)
            place = count if given is None else given
            fields = {"position": place, "name": step_name(item) or "(no name)", "list": number}
            facts.append(Fact(item, item.spot, fields))
    anchor = trails[0].spot if trails else None
    return View(tuple(facts), anchor=anchor, unknown=None if trails else data.unread)


@subject("BreadcrumbList.addresses", "where the items of every marked-up trail lead, as written", ("position", "name"))
def addresses(page: Page) -> View:
    facts = []
    for step in page.view("BreadcrumbList.steps").facts:
        assert isinstance(step.value, Node)
        found = step_address(step.value)
        if found is not None:
            value = found.value
            if step.value.origin.syntax != "json-ld":  # an element's address is resolved against the page, as any link
                address = Address.parse(str(value), page.base or ANY_PAGE)
                if address is not None and address.host == ANY_PAGE.host:
                    continue  # where it leads is not known without the page's own address
                value = address.href if address else value
            facts.append(Fact(value, found.spot, step.fields))
    return View(tuple(facts), anchor=None, unknown=page.view("BreadcrumbList.steps").unknown)


@subject(
    "BreadcrumbList.trails",
    "every marked-up trail as readers would see it: its names joined by ›",
    ("names", "last", "addresses"),
)
def trails(page: Page) -> View:
    facts = []
    for trail in page.structured.of_type("BreadcrumbList"):
        items = trail_items(trail)
        names = tuple(step_name(item) for item in items)
        if any(names):
            addresses = tuple(str(found.value) for item in items if (found := step_address(item)))
            fields = {"names": names, "last": names[-1], "addresses": addresses}
            facts.append(Fact(" › ".join(names), trail.spot, fields))
    return View(tuple(facts), anchor=page.head, unknown=page.view("BreadcrumbList.steps").unknown)


@subject("BreadcrumbList.last", "the name of the last step of every marked-up trail")
def last_names(page: Page) -> View:
    facts = []
    for trail in page.structured.of_type("BreadcrumbList"):
        items = trail_items(trail)
        if items:
            named = next(iter(items[-1].values("name")), None)
            name = step_name(items[-1])
            if name:
                facts.append(Fact(name, named.spot if named else items[-1].spot))
    return View(tuple(facts))


@subject("site.names", "what the site and its publisher call themselves, and the labels of its host")
def site_names(page: Page) -> View:
    facts = [fact for name in ("og:site_name", "meta:application-name") for fact in page.view(name).facts if fact.value]
    for path in ("WebSite.name", "WebSite.alternateName", "article.publisher.name"):
        facts += [fact for fact in page.view(path).facts if isinstance(fact.value, str) and fact.value.strip()]
    facts += _organizations(page)
    headlines = {str(fact.value) for name in _HEADLINES for fact in page.view(name).facts}
    # templates also write the headline where the site's name belongs; a site called by one to three words may be so
    facts = [fact for fact in facts if len(str(fact.value).split()) <= _NAME_WORDS or fact.value not in headlines]
    address = page.address
    if address is not None:
        facts += [Fact(label, page.start) for label in _host_labels(address.host)]
    return View(tuple(facts))


_HEADLINES = ("h1", "og:title", "article.headline")
_NAME_WORDS = 3
_OTHERS = frozenset({
    "author", "creator", "contributor", "editor", "mentions", "about", "citation", "sponsor", "funder", "provider",
    "sourceOrganization", "memberOf", "worksFor", "affiliation", "alumniOf",
})  # fmt: skip
"""Properties that lead to organizations other than the publisher."""


def _organizations(page: Page) -> list[Fact]:
    """The names of the organizations the page describes, those aside that it only speaks of or that wrote the story."""
    authors = [value.value for value in page.structured.article.values("author")] if page.structured.article else []
    writers = {id(author.data) for author in authors if isinstance(author, Node)}
    return [
        _fact(value, node)
        for node in page.structured.of_type("Organization")
        if id(node.data) not in writers and _OTHERS.isdisjoint(node.via)
        for value in node.values("name")
        if isinstance(value.value, str) and value.value.strip()
    ]


def _host_labels(host: str) -> list[str]:
    labels = host.split(".")
    return [
        host,
        host.removeprefix("www."),
        *(label for label in labels[:-1] if label not in ("www", "m", "co", "com", "amp", "news")),
    ]
