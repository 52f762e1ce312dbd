"""seocheck audits the article pages of news publishers.

    Document (bytes) ─▶ page/ ─▶ Page (facts with places) ─▶ audit ─▶ PageReport ─▶ report/ (text, json, …)
                                                              ▲
                     rules.yaml ─▶ ruleset/ ─▶ Ruleset ───────┘   checks/ one verb a file

    >>> from seocheck import Document, audit, load_ruleset
    >>> report = audit(Document(b"<title></title>"), load_ruleset())
    >>> [finding.rule for finding in report.findings if finding.severity == "error"]
    ['title-missing', 'h1-missing']

Names are imported on first use: `seocheck --version` must not load a parser.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from seocheck.audit import audit
    from seocheck.model import Document, Finding, PageReport, Place, Report
    from seocheck.ruleset import Ruleset, RulesetError, load_ruleset

_HOMES = {
    "audit": "seocheck.audit",
    "Document": "seocheck.model",
    "Finding": "seocheck.model",
    "PageReport": "seocheck.model",
    "Place": "seocheck.model",
    "Report": "seocheck.model",
    "Ruleset": "seocheck.ruleset",
    "RulesetError": "seocheck.ruleset",
    "load_ruleset": "seocheck.ruleset",
}

__all__ = [
    "Document",
    "Finding",
    "PageReport",
    "Place",
    "Report",
    "Ruleset",
    "RulesetError",
    "__version__",
    "audit",
    "load_ruleset",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
