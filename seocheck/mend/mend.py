"""A page in, a mended page out: what our own audit objects to is put right, as far as the page shows how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from seocheck.audit import audit
from seocheck.mend.article import NODE as ARTICLE
from seocheck.mend.article import OPTIONAL, mend_article
from seocheck.mend.blocks import Blocks, as_text
from seocheck.mend.bytes_ import edited
from seocheck.mend.nouns import ABSENT, Change, Left, Mended, Missing, Unmendable
from seocheck.mend.shown import is_article
from seocheck.mend.trail import mend_trail, new_trail
from seocheck.page import read_page
from seocheck.page.jsonld.blocks import without_context
from seocheck.page.markup.nodes import types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import Document, PageReport
    from seocheck.page import Page
    from seocheck.page.markup.nodes import Node
    from seocheck.ruleset import Ruleset

_ROUNDS = 3  # what is put right may show what else is wrong
GROUPS = ("article", "breadcrumbs", "structured-data")
_SCHEMA_ORG = "https://schema.org"


def errors(report: PageReport) -> tuple[Left, ...]:
    """The errors mending looks after."""
    return tuple(
        Left(item.rule, item.message, item.place.line, item.place.column)
        for item in report.findings
        if item.severity == "error" and item.group in GROUPS
    )


def mend(document: Document, ruleset: Ruleset) -> Mended:
    """Mend the JSON-LD of a page; Unmendable when the page cannot be read whole or its bytes cannot be kept."""
    before = report = audit(document, ruleset)
    if before.status != "audited":
        raise Unmendable(f"it was not read whole: {before.reason}")
    changes: list[Change] = []
    page = read_page(document)
    written = {block.json.text for block in page.structured.blocks}
    for _ in range(_ROUNDS):
        copies = Blocks(page)
        said = list(_mended(page, copies, report))
        missing = tuple(item for item in said if isinstance(item, Missing))
        edits = copies.edits()
        if not edits:
            break
        changes = list(_joined(changes, [item for item in said if isinstance(item, Change)]))
        document = replace(document, content=edited(document.content, page.decoded, edits))
        page, report = read_page(document), audit(document, ruleset)
    new = [block for block in page.structured.blocks if block.json.text not in written]
    blocks = tuple(as_text(block.reading.value) for block in new if block.reading is not None)
    return Mended(document.content, blocks, tuple(changes), missing, len(errors(before)), errors(report))


def _joined(before: list[Change], now: list[Change]) -> Iterator[Change]:
    """The changes of one round after those before it: one of the same value goes on with the earlier one.

    Places stay those of the page as it was.
    """
    later = {(change.node, change.path): change for change in now}
    for first in before:
        change = later.pop((first.node, first.path), None)
        if change is None:
            yield first
            continue
        shown = first.shown if change.shown is None else change.shown
        if shown is not None and first.shown is not None:
            shown = replace(shown, place=first.shown.place)
        yield replace(first, after=change.after, shown=shown)
    yield from (change for change in now if (change.node, change.path) in later)


def _mended(page: Page, copies: Blocks, report: PageReport) -> Iterator[Change | Missing]:
    """Put right what is wrong in the copies of the page's blocks."""
    yield from _rewritten(page, copies)
    yield from _contexts(page, copies)
    article = page.structured.article
    trails = page.structured.of_type("BreadcrumbList")
    if article is not None:
        yield from _article(page, copies, report, article)
    elif page.structured.unread:
        yield Missing(ARTICLE, "", f"{page.structured.unread}, and there is no saying for certain what it means")
    elif not is_article(page):
        yield Missing(ARTICLE, "", "the page does not show that it is an article: no headline with a date or an author")
    else:
        node = {"@context": _SCHEMA_ORG, "@type": "NewsArticle"}
        yield Change(ARTICLE, "", None, "NewsArticle", None, "the page does not say that it is an article")
        yield from mend_article(node, page, (), fresh=True)
        copies.add(node)
    if trails:
        for trail in trails:
            target = copies.node(trail)
            if target is not None and (objections := _objections(report, trail)):
                yield from mend_trail(target, page, objections)
    elif not page.structured.unread and (made := new_trail(page)):
        copies.add(made[0])
        yield made[1]


def _article(page: Page, copies: Blocks, report: PageReport, article: Node) -> Iterator[Change | Missing]:
    target = copies.node(article)
    if target is not None:
        yield from mend_article(target, page, _objections(report, article))
        return
    # microdata and RDFa stand in the page's own elements: a block beside them says the same, and what they lack
    node = {"@context": _SCHEMA_ORG, **_plain(article.shape)}
    said = list(mend_article(node, page, _objections(report, article), fresh=True))
    if any(isinstance(item, Change) and item.path not in OPTIONAL for item in said):
        copies.add(node)
        yield from said
    else:
        yield from (item for item in said if isinstance(item, Missing))


def _plain(value: Any) -> Any:
    """A copy with types under schema.org's context: their names alone."""
    if isinstance(value, Mapping):
        plain = {key: _plain(item) for key, item in value.items()}
        if "@type" in plain:
            names = types_of(plain)
            plain["@type"] = names[0] if len(names) == 1 else list(names)
        return plain
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _objections(report: PageReport, node: Node) -> set[str]:
    """The rules that object to a node or something in it."""
    place = node.spot.place()
    start, end = (place.line, place.column), (place.end_line, place.end_column)
    return {item.rule for item in report.findings if start <= (item.place.line, item.place.column) <= end}


def _rewritten(page: Page, copies: Blocks) -> Iterator[Change]:
    """Blocks that are no JSON but can be read in one way only are written as JSON."""
    for at, block in enumerate(page.structured.blocks):
        if block.json.fault is not None and block.reading is not None:
            copies.whole(at)
            line = block.whole.place().line
            yield Change(
                f"the block at line {line}", "", None, None, None, "it was not JSON, but could be read in one way only"
            )


def _contexts(page: Page, copies: Blocks) -> Iterator[Change]:
    """Objects that name types but not whose get schema.org's context."""
    blocks = list(page.structured.blocks)
    for block, pointer, found in without_context(blocks):
        target = copies.at(blocks.index(block), pointer)
        rest = {key: value for key, value in target.items() if key != "@context"}
        target.clear()
        target.update({"@context": _SCHEMA_ORG, **rest})
        line = block.whole.place().line
        before = found or ABSENT
        yield Change(
            f"the block at line {line}", "@context", before, _SCHEMA_ORG, None, "without it types mean nothing"
        )
