"""html: page text is only ever text, whatever it is and wherever it stands; judged by a parser of its own."""

# ruff: noqa: E501  payloads, as a table

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from turbohtml import parse

from seocheck import Document, audit, load_ruleset
from seocheck.model import Excerpt, Exchange, Held, Hop, PageReport, Place, Related
from seocheck.report.html_report.words import href, shown
from tests.report.html_pages import FINDING, OTHER, PAGE, PREVIEWS, compared, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from turbohtml import Document as Tree
    from turbohtml import Element

PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "</title><b>", "</style><b>",
    "</script><script>alert(1)</script>", "<!-- x", "--><b>", "]]><b>", "{{7*7}}", "{% raw %}", "&lt;b&gt;<b>", "`<b>`",
    '"><b onclick="x">', "' onmouseover='x", '" style="color:red', '" autofocus onfocus="x', "<details open ontoggle=x>",
    "javascript:alert(1)", "JaVa\tscript:alert(1)", "data:text/html,<b>", "vbscript:x", "\x01javascript:x", "//evil.example",
    'http://x" onx="', "http://x' onx='", "https://a@b", "http://", "https://\u202eevil", "http://x\\@y", "ftp://x", " https://x y",
    "url(https://evil.example)", "@import 'https://evil.example'", "}*{display:none}", "<link rel=stylesheet href=//x>",
    "<base href=//evil.example>", "<meta http-equiv=refresh content='0;url=//evil'>", "<form action=//evil><input name=severity>",
    "<iframe srcdoc=x>", "<object data=x>", "<template><b>", "<plaintext>", "<table><td>", "</main></body></html><p>", "<a href=//x>",
    "\x1b[2J\x1b]0;t\x07\x9b31m\x7f\x08", "\u202eevil\u2066\u2028\u2029", "\ud800\udfff", "\ufffe\uffff\ufeff", "\x00<b>\x00", "\r\n\x85<b>",
    "::error::x", "##[error]x", "=1+1", "@team", "a" * 5000, "", " ", "<" * 300, "&#x3c;b&#x3e;", "p1-1", "#findings",
]  # fmt: skip

UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe]")


def in_finding(**changes: object) -> PageReport:
    return replace(PAGE, findings=(FINDING._replace(**changes),))  # type: ignore[arg-type]


def in_previews(text: str) -> PageReport:
    parts = [
        part._replace(value=f"x{text}", unknown=f"x{text}") if part.name != "date" else part
        for part in PREVIEWS[1].parts
    ]
    x = [part._replace(value=f"x{text}") if part.name not in ("card", "date") else part for part in PREVIEWS[3].parts]
    return replace(PAGE, previews=(PREVIEWS[0], PREVIEWS[1]._replace(parts=tuple(parts), barred=f"x{text}"), PREVIEWS[2],
                                   PREVIEWS[3]._replace(parts=tuple(x))))  # fmt: skip


FIELDS: dict[str, Callable[[str], PageReport]] = {
    "input": lambda text: replace(PAGE, input=text),
    "url": lambda text: replace(PAGE, url=text or "x"),
    "reason": lambda text: replace(PAGE, reason=text or "x"),
    "code": lambda text: replace(OTHER, code=text or "x", reason=text or "x", input=text),
    "encoding": lambda text: replace(PAGE, encoding=text or "x"),
    "note": lambda text: replace(PAGE, notes=(text,)),
    "outcome": lambda text: replace(PAGE, outcomes=tuple(end._replace(reason=text or "x") for end in PAGE.outcomes)),
    "outcome's rule": lambda text: replace(PAGE, outcomes=tuple(end._replace(rule=text) for end in PAGE.outcomes)),
    "exchange": lambda text: replace(PAGE, exchange=Exchange(text, 200, (Hop(text, 301),))),
    "rule": lambda text: in_finding(rule=text),
    "group": lambda text: in_finding(group=text),
    "message": lambda text: in_finding(message=text),
    "evidence": lambda text: in_finding(evidence=f"x{text}", excerpt=None),
    "excerpt": lambda text: in_finding(excerpt=Excerpt(text, text, text)),
    "pointer": lambda text: in_finding(place=Place(1, 1, 1, 2, text or "x", text)),
    "related": lambda text: in_finding(related=(Related(text, Place(1, 1, 1, 2)),)),
    "fix": lambda text: in_finding(fix=text or "x"),
    "why": lambda text: in_finding(why=text or "x"),
    "help": lambda text: in_finding(help=text),
    "held": lambda text: replace(PAGE, held=(Held("a", "info", 1, 1, text or "x", text, text),)),
    "previews": in_previews,
}
LINKS = ("url", "help", "exchange")  # what becomes a link or, when it is no address of the web, does not


def elements(tree: Tree, *, links: bool) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes; links aside, where a text may or may not be one."""
    return [
        (element.tag, tuple(sorted(element.attrs)))
        for element in tree.select("*")
        if links or not (element.tag == "a" and (element.attr("rel") or "").startswith("noopener"))
    ]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("pages", [1, 2], ids=["one page", "two pages"])
def test_no_text_of_a_page_becomes_an_element_or_a_foreign_link(field: str, pages: int) -> None:
    others = (replace(PAGE, input="other.html"),) * (pages - 1)
    if field == "help":
        plain = elements(parse(written(FIELDS[field](""), *others)), links=False)
    else:
        plain = elements(parse(written(FIELDS[field]("harmless"), *others)), links=field not in LINKS)
    for payload in PAYLOADS:
        html = written(FIELDS[field](payload), *others)
        tree = parse(html)
        assert elements(tree, links=field not in LINKS) == plain or (field == "help" and href(payload)), payload
        assert tree.select("base, iframe, object, embed, img") == []
        check_is_inert(tree)


SHOWN = ("input", "reason", "rule", "group", "message", "evidence", "fix")  # of what a comparison is made


@pytest.mark.parametrize("field", SHOWN)
def test_nor_where_reports_are_compared(field: str) -> None:
    def new_and_unknown(text: str, name: str) -> str:
        page = replace(FIELDS[field](text), status="audited")
        others = (replace(PAGE, input="other.html", status="audited"),)
        return compared((replace(page, findings=()),), (page, *others), name)

    plain = elements(parse(new_and_unknown("harmless", "x")), links=True)
    for payload in PAYLOADS:
        for html in (new_and_unknown(payload, "x"), new_and_unknown("harmless", payload)):
            tree = parse(html)
            assert elements(tree, links=True) == plain, payload
            assert UNSEEN.findall(html) == [], payload
            check_is_inert(tree)


def check_is_inert(tree: Tree) -> None:
    for element in tree.select("*"):
        for name, value in attributes(element):
            assert not name.startswith("on"), (name, value)
            assert name not in ("style", "src", "srcset", "action", "formaction", "srcdoc", "ping", "background"), name
            if name in ("href", "xlink:href"):
                assert re.match(r"https?://[^\s/]|#|data:,$", str(value)), value


def attributes(element: Element) -> list[tuple[str, str]]:
    return [
        (name, " ".join(value) if isinstance(value, list) else value or "") for name, value in element.attrs.items()
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_unseen_is_written_raw(payload: str) -> None:
    html = written(*(place(payload) for place in FIELDS.values()))
    assert UNSEEN.findall(html) == []


def test_pages_that_say_payloads_everywhere_add_no_element() -> None:
    ruleset = load_ruleset()
    page = (
        '<title>{0}</title><meta name=description content="{0}"><meta property=og:title content="{0}">'
        '<meta property=og:image content="{0}"><h1>{0}</h1><a href="{0}">{0}</a><p>{0}</p>'
    )
    for payload in PAYLOADS[:40]:
        content = page.format(payload.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;"))
        report = audit(Document(content.encode("utf-8", "replace")), ruleset, previews=True)
        tree = parse(written(report))
        check_is_inert(tree)
        assert {element.tag for element in tree.select("main *")} <= {
            *("div", "h1", "h2", "h3", "p", "nav", "a", "section", "dl", "dt", "dd", "b", "figure", "svg", "title", "rect", "ul", "li"),
            *("span", "form", "fieldset", "legend", "label", "input", "select", "option", "button", "article", "code", "mark"),
            *("strong", "details", "summary", "path", "circle"),
        }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://www.example.com/a?b=c#d", True),
        ("HTTP://example.com", True),
        ("javascript:alert(1)", False),
        ("//example.com", False),
        ("https://", False),
        ("https://a@b", False),
        ('https://a/" onclick="', False),
        (" https://a", False),
        ("https://a\n", False),
        ("https://a/\u202e", False),
        ("https://a\\b", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str | None, is_link: bool) -> None:
    assert (href(address) is not None) is is_link


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\n\tb  c", "a b c"),
        ("\u202eevil", "\\u202eevil"),
        ("\ud800", "\\ud800"),
        ("\x1b[2J", "\\x1b[2J"),
        ("::error::", "::error::"),
        ("é 漢字 👩‍👩‍👧 עברית", "é 漢字 👩‍👩‍👧 עברית"),
        ("x" * 700, "x" * 599 + "…"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, words: str) -> None:
    assert shown(text) == words
