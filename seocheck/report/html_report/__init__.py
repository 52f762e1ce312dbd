"""The HTML report's parts: a page's findings and its previews as HTML, style, script and content security policy.

`page_html` stands alone, for whoever shows one page inside a page of their own (with `style()` and `script()`).
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seocheck.model import SEVERITIES
from seocheck.report.html_report.cards import MOST_OPEN, cards, unanswered
from seocheck.report.html_report.pictures import pictures
from seocheck.report.html_report.words import day, href, shown, spot
from seocheck.report.text_summary import held_back
from seocheck.report.wording import many

if TYPE_CHECKING:
    from jinja2 import Environment

    from seocheck.model import PageReport

__all__ = ["environment", "page_html", "policy", "previews_html", "script", "style", "template"]

_FOLDER = Path(__file__).parent


def page_html(page: PageReport, number: int = 1, *, alone: bool = False, beside: bool = False) -> str:
    """The HTML of one page: its findings, what gave no answer, notes. Its ids begin with `p{number}`.

    alone: it is the only page of the report: it is shown unfolded.
    beside: its source stands beside it; places are links to ids of that, such as `at-12-5`.
    """
    html = str(
        template("page.html.j2")
        .make_module({"beside": beside})
        .page(
            page=page,
            id=f"p{number}",
            alone=alone,
            cards=cards(page, f"p{number}"),
            not_run=unanswered(page, "not_run"),
            crashed=unanswered(page, "crashed"),
            held=held_back(page) if page.held else "",
            counts={severity: page.count(severity) for severity in SEVERITIES},
            states=page.states(),
        )
    )
    return html.replace(">\n<", "><")  # no blank text between elements: a browser would keep each, and there are many


def previews_html(page: PageReport, number: int = 1) -> str:
    """The HTML of a page's previews; links lead to the findings `page_html` gives the same number."""
    drawn = pictures(page.previews, cards(page, f"p{number}"))
    return str(template("previews.html.j2").module.previews(drawn)) if drawn else ""


def template(name: str) -> Any:
    """One of the templates of this folder."""
    return environment().get_template(name)


@cache
def environment() -> Environment:
    """The environment of the templates of this folder, for templates that import them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(_FOLDER),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown=shown, href=href, day=day, spot=spot, number="{:,}".format)
    environment.globals.update(many=many, MOST_OPEN=MOST_OPEN)
    return environment


@cache
def style() -> str:
    """The style sheet."""
    return (_FOLDER / "style.css").read_text(encoding="utf-8")


@cache
def script() -> str:
    """The script: filters, folding, light and dark. Without it all is there to read, and nothing can be filtered."""
    return (_FOLDER / "script.js").read_text(encoding="utf-8")


def policy() -> str:
    """The content security policy under which nothing is loaded, and no other style or script than ours runs."""
    return (
        f"default-src 'none'; style-src '{_hash(style())}'; script-src '{_hash(script())}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
