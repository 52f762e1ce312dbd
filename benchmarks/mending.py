"""How many pages `seocheck fix` mends, and whether it keeps its promises: `python -m benchmarks.mending [FOLDER]`.

FOLDER holds saved pages (.html or .html.gz); without it, the dev pages of a `shared` folder beside the checkout.
Counted: pages with errors in the structured data of their article or trail, and how many have none after mending;
new values that do not stand on the page (must be 0); pages that a second run would change again (must be 0).
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from seocheck.mend import ABSENT, Change, Mended, Unmendable, mend
from seocheck.model import Document
from seocheck.page.facts.days import days_in
from seocheck.ruleset import Ruleset, load_ruleset
from seocheck.sources import documents

DEV = Path(__file__).resolve().parents[1] / "../shared/corpus/dev"
_OURS = frozenset(("NewsArticle", "Person", "Organization", "BreadcrumbList", "ListItem", "https://schema.org"))


def invented(page: str, change: Change) -> Iterator[str]:
    """The texts of a change that stand nowhere on the page, in no spelling of it."""
    before = set(_texts(change.before))
    words = _spelt(page)
    for text in _texts(change.after):
        if text in before or text in _OURS or _spelt(text) in words:
            continue
        path = text.partition("://")[2].partition("/")[2]
        if (path and _spelt(path) in words) or (text.endswith("/") and "://" in text):
            continue  # an address the page writes without its host; the front page
        if re.match(r"\d{4}-\d\d-\d\d", text) and _is_said(text, change, before):
            continue
        yield text


def _is_said(moment: str, change: Change, before: set[str]) -> bool:
    """Whether a date written as ISO 8601 is the day the page gives in words, or gave in another form."""
    day = date.fromisoformat(moment[:10])
    said = [*before, *([change.shown.words] if change.shown else [])]
    return any(day in days_in(words, "", day) or moment[:10] in words for words in said) or any(
        re.search(rf"\b{day.day}\b.*\b{day.year}\b", words) for words in said
    )


def _spelt(text: str) -> str:
    return re.sub(r"\W+", "", html.unescape(html.unescape(unquote(text).replace("\\", ""))))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif value is ABSENT:
        return


def mended(document: Document, ruleset: Ruleset) -> Mended | None:
    """None for a page that cannot be mended safely."""
    try:
        return mend(document, ruleset)
    except Unmendable:
        return None


def main(arguments: list[str]) -> None:
    """Print the table."""
    folder = arguments[0] if arguments else str(DEV)
    ruleset = load_ruleset()
    found: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for document in documents([folder]):
        if not isinstance(document, Document):
            continue
        result = mended(document, ruleset)
        found["pages"] += 1
        if result is None:
            found["left alone"] += 1
            continue
        found["changed"] += bool(result.changes)
        found["with errors"] += bool(result.errors)
        found["mended to zero errors"] += bool(result.errors) and not result.left
        page = document.content.decode("utf-8", "replace") + json.dumps(document.url)
        found["values invented"] += sum(1 for change in result.changes for _ in invented(page, change))
        again = mended(Document(result.content, document.url, name=document.name), ruleset)
        found["changed by a second run"] += again is None or again.content != result.content
        left.update({item.rule for item in result.left})
    width = max(map(len, found))
    lines = [f"{name:{width}}  {number}" for name, number in found.items()]
    lines += [f"left: {rule} on {number}" for rule, number in left.most_common()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
