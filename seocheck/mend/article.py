"""The main article's node, put right: what is missing is added where the page shows it, what is wrong is changed."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from seocheck.mend import shown
from seocheck.mend.nouns import ABSENT, Change, Missing, Object, Shown, is_blank
from seocheck.moment import parse_moment
from seocheck.tidy import compact, parts, same, shared

if TYPE_CHECKING:
    from collections.abc import Collection

    from seocheck.page import Page

NODE = "the article"
_ORGANIZATIONS = ("Organization", "NewsMediaOrganization")
OPTIONAL = frozenset({"description", "articleSection", "inLanguage", "mainEntityOfPage", "publisher", "dateModified"})
"""Properties that are added where the page shows them, and not asked for where it does not."""

_Source = Callable[["Page"], Iterator[Shown]]


def mend_article(
    node: Object, page: Page, objections: Collection[str], *, fresh: bool = False
) -> Iterator[Change | Missing]:
    """Put the node right in place.

    objections: ids of the rules that object to it. fresh: the node is a new one, which may as well say all it can.
    """
    yield from _headline(node, page, objections)
    yield from _added(node, page, "image", shown.images, "it has no image")
    yield from _whole_addresses(node, page, "image")
    if "article-image-url" in objections and isinstance(node.get("image"), str):
        yield from _replaced(node, page, "image", shown.images, "it is no address of an image")
    yield from _authors(node, page, objections)
    for name, source in (("datePublished", shown.published), ("dateModified", shown.modified)):
        yield from _moment(node, page, name, source)
    yield from _added(node, page, "publisher", shown.site_names, "it does not name its publisher", make=_publisher)
    if fresh:
        yield from _added(node, page, "mainEntityOfPage", shown.addresses, "it does not say which page it is on", "url")
        yield from _added(node, page, "description", shown.descriptions, "it has no description")
        yield from _added(node, page, "articleSection", shown.sections, "it does not name its section")
        yield from _added(node, page, "inLanguage", shown.languages, "it does not name its language")
    if node.get("isAccessibleForFree") in ("True", "true", "False", "false"):
        before = node["isAccessibleForFree"]
        node["isAccessibleForFree"] = before.lower() == "true"
        yield Change(
            NODE, "isAccessibleForFree", before, node["isAccessibleForFree"], None, "it is text, not true or false"
        )


def _added(
    node: Object,
    page: Page,
    name: str,
    source: _Source,
    why: str,
    *others: str,
    make: Callable[[Any], Any] = lambda value: value,
) -> Iterator[Change | Missing]:
    """A property that says nothing gets what the page shows; `others` say the same under another name."""
    before = node.get(name, ABSENT)
    if not is_blank(before) or any(not is_blank(node.get(other, ABSENT)) for other in others):
        return
    found = next(source(page), None)
    if found is not None:
        node[name] = make(found.value)
        yield Change(NODE, name, before, node[name], found, why)
        return
    if before is not ABSENT:
        del node[name]
        yield Change(NODE, name, before, ABSENT, None, "it says nothing")
    if name not in OPTIONAL:
        yield Missing(NODE, name, f"{why}, and the page shows none for certain")


def _replaced(node: Object, page: Page, name: str, source: _Source, why: str) -> Iterator[Change | Missing]:
    """A property whose value is of no use gets what the page shows."""
    before = node[name]
    found = next(source(page), None)
    if found is None or found.value == before:
        yield Missing(NODE, name, f"{why}, and the page shows none for certain")
    else:
        node[name] = found.value
        yield Change(NODE, name, before, found.value, found, why)


def _publisher(name: str) -> Object:
    return {"@type": "Organization", "name": name}


def _headline(node: Object, page: Page, objections: Collection[str]) -> Iterator[Change | Missing]:
    before = node.get("headline", ABSENT)
    if is_blank(before):
        yield from _added(node, page, "headline", shown.headlines, "it has no headline")
        return
    if not isinstance(before, str):
        if isinstance(before, int | float) and not isinstance(before, bool):
            node["headline"] = str(before)
            yield Change(NODE, "headline", before, node["headline"], None, "it is no text")
        return
    decoded = html.unescape(html.unescape(before))
    if decoded != before:
        node["headline"] = decoded
        yield Change(NODE, "headline", before, decoded, None, "JSON knows no HTML entities")
        before = decoded
    if "headline-facts" in objections:
        yield Missing(
            NODE, "headline", "it and the page's other headlines disagree in a fact; only you know which is right"
        )
    elif "headline-h1" in objections or "headline-foreign-publisher" in objections:
        found = next((item for item in shown.headlines(page) if item.what == "the H1"), None)
        if found is not None and "headline-foreign-publisher" in objections and len(parts(found.value)) > 1:
            found = Shown(parts(found.value)[0], found.words, found.what, found.place)
        if found is not None and not same(found.value, before) and not _is_the_title(page, before, found.value):
            node["headline"] = found.value
            yield Change(NODE, "headline", before, found.value, found, "readers see another headline")


def _is_the_title(page: Page, headline: str, other: str) -> bool:
    """Whether the title says the headline and not the other: then it is the H1 that stands alone."""
    titles = [str(fact.value) for fact in page.view("title").facts]
    return any(shared(headline, title) > shared(other, title) for title in titles)


def _whole_addresses(node: Object, page: Page, name: str) -> Iterator[Change]:
    """Relative addresses of images, written in full."""
    for holder, key, path in _texts_of(node, name, name):
        written = holder[key]
        whole = shown.absolute(page, written)
        if whole is not None and written.strip() and not _is_web(written.strip()):
            holder[key] = whole
            yield Change(NODE, path, written, whole, None, "structured data has no page to resolve addresses against")


def _is_web(address: str) -> bool:
    return address.lower().startswith(("https://", "http://"))


def _texts_of(holder: Any, key: Any, path: str) -> Iterator[tuple[Any, Any, str]]:
    """The addresses under a property: a text, the url of an object, either in a list."""
    value = holder[key] if isinstance(holder, list) else holder.get(key)
    if isinstance(value, str):
        yield holder, key, path
    elif isinstance(value, list):
        for at in range(len(value)):
            yield from _texts_of(value, at, f"{path}/{at}")
    elif isinstance(value, dict):
        for inner in ("url", "contentUrl"):
            if isinstance(value.get(inner), str):
                yield value, inner, f"{path}/{inner}"


def _authors(node: Object, page: Page, objections: Collection[str]) -> Iterator[Change | Missing]:
    before = node.get("author", ABSENT)
    site = {compact(str(fact.value)) for fact in page.view("site.names").facts}
    listed = before if isinstance(before, list) else [before]
    if is_blank(before) or all(_has_no_name(item) for item in listed):
        found = next(shown.authors(page), None)
        if found is not None:
            people = [{"@type": "Person", "name": name} for name in found.value]
            node["author"] = people[0] if len(people) == 1 else people
            yield Change(NODE, "author", before, node["author"], found, "it names no author")
        else:
            yield Missing(NODE, "author", "it names no author, and the page shows none for certain")
        return
    if not {"article-author-type", "article-author-clean"} & set(objections):
        return
    after: list[Any] = []
    for item in listed:
        after += _people(item, site)
    mended = after[0] if len(after) == 1 and not isinstance(before, list) else after
    if mended != before:
        node["author"] = mended
        yield Change(
            NODE, "author", before, mended, None, "each author is an object with a name and nothing else in it"
        )


def _has_no_name(item: Any) -> bool:
    return isinstance(item, dict) and "@id" not in item and is_blank(item.get("name", ABSENT)) and len(item) <= 2


def _people(item: Any, site: Collection[str]) -> list[Any]:
    """An author as objects: one for each name that is written in one text."""
    name = item if isinstance(item, str) else item.get("name") if isinstance(item, dict) else None
    if not isinstance(name, str) or not name.strip():
        return [item]
    if isinstance(item, str) and compact(name) in site:
        return [{"@type": _ORGANIZATIONS[0], "name": name.strip()}]
    names = shown.names_in(html.unescape(name))
    if not names:
        return [item]
    if isinstance(item, dict) and len(names) == 1:
        return [{**item, "name": names[0]}]
    if isinstance(item, dict) and "@id" in item:
        return [item]  # other nodes speak of it as one
    kind = item.get("@type", "Person") if isinstance(item, dict) else "Person"
    return [{"@type": kind, "name": each} for each in names]


def _moment(node: Object, page: Page, name: str, source: _Source) -> Iterator[Change | Missing]:
    """A date: added where there is none, written as ISO 8601 where it is written otherwise."""
    before = node.get(name, ABSENT)
    if is_blank(before):
        why = (
            "it does not say when it was published"
            if name == "datePublished"
            else "it does not say when it was changed"
        )
        yield from _added(node, page, name, source, why)
        return
    if not isinstance(before, str) or parse_moment(before.strip()):
        if isinstance(before, str):
            yield from _with_zone(node, page, name, before, source)
        return
    normal = shown.normal_moment(before)
    if normal is not None:
        node[name] = normal
        yield Change(NODE, name, before, normal, None, "it is not written as ISO 8601")
        return
    found = next(source(page), None)
    if found is not None:
        node[name] = found.value
        yield Change(NODE, name, before, found.value, found, "it is not written as ISO 8601")
    else:
        yield Missing(NODE, name, f"“{before[:60]}” is no ISO 8601 date, and the page shows none for certain")


def _with_zone(node: Object, page: Page, name: str, before: str, source: _Source) -> Iterator[Change]:
    """The offset the page gives for the very same day and time elsewhere."""
    mine = parse_moment(before.strip())
    if mine is None or not mine.has_time or mine.zoned:
        return
    for found in source(page):
        other = parse_moment(found.value)
        if other is not None and other.zoned and (other.day, other.time) == (mine.day, mine.time):
            node[name] = found.value
            yield Change(NODE, name, before, found.value, found, "it does not say in which time zone")
            return
