"""A page with nothing to report, which tests change to see what is found then."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from seocheck import Document, audit, load_ruleset
from seocheck.model import Finding

RULES = load_ruleset()
URL = "https://www.example.com/politics/mayor"
PERSON: dict[str, Any] = {
    "@type": "Person",
    "name": "Ann Lee",
    "url": "https://www.example.com/ann",
    "jobTitle": "Reporter",
}
STEPS = [
    {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://www.example.com/"},
    {"@type": "ListItem", "position": 2, "name": "Politics", "item": "https://www.example.com/politics"},
    {"@type": "ListItem", "position": 3, "name": "Mayor resigns over housing scandal"},
]
PAGES = [
    {"@type": "WebPage", "name": step["name"], "url": f"https://www.example.com/{at}"} for at, step in enumerate(STEPS)
]
BARE = [{"@id": page["url"], "name": page["name"]} for page in PAGES]
ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Mayor resigns over housing scandal",
    "image": ["https://www.example.com/mayor.jpg"],
    "datePublished": "2026-11-20T09:30:00+01:00",
    "dateModified": "2026-11-20T11:00:00+01:00",
    "author": [PERSON],
    "publisher": {"@type": "Organization", "name": "The Daily Example"},
}


def page(
    article: Any, steps: Any = STEPS, *, headline: str = "Mayor resigns over housing scandal", body: str = ""
) -> str:
    """It, with another article (or the text of its block), other steps, another H1, or more below the text."""
    trail = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}
    if steps is None:
        del trail["itemListElement"]
    blocks = "".join(
        f'<script type="application/ld+json">{part if isinstance(part, str) else json.dumps(part)}</script>'
        for part in (article, trail)
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mayor resigns over housing scandal | '
        'The Daily Example</title><meta name="description" content="She had denied it."><meta name="viewport" '
        f'content="width=device-width"><link rel="canonical" href="{URL}"><meta name="robots" '
        f'content="max-image-preview:large">{blocks}</head><body><h1>{headline}</h1>'
        f'<p class="date">20 November 2026</p>'
        f"<p>She had denied everything for months, until the council published its report.</p>{body}</body></html>"
    )


def findings(html: str) -> list[Finding]:
    """What is found on it, but for the Open Graph properties it has none of."""
    document = Document(html.encode(), url=URL, now=datetime(2026, 11, 22, tzinfo=UTC))
    return [finding for finding in audit(document, RULES).findings if finding.rule != "og-missing"]


def found(html: str) -> list[str]:
    """The rules that found it."""
    return sorted(finding.rule for finding in findings(html))
