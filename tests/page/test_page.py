"""Reading a page whole, and the facts of its head."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.model import Document
from seocheck.page import MAX_DEPTH, Page, read_page
from seocheck.page.subjects import CssSubject

Read = Callable[[str], Page]


@pytest.mark.parametrize("content", [b"", b"<", b"<!--", b"\x00" * 9, b"<html", b"</", b"\xff\xfe", b"<svg><title>"])
def test_any_bytes_give_a_page(content: bytes) -> None:
    page = read_page(Document(content))
    assert page.view("h1").facts == ()
    assert page.head.place().line >= 1
    assert page.body.place().line >= 1


def test_a_page_that_nests_too_deep_is_not_read_whole(read: Read) -> None:
    assert read("<div>" * (MAX_DEPTH - 10)).unread is None
    assert "nested deeper" in (read("<div>" * (MAX_DEPTH + 10)).unread or "")


def test_a_cut_page_says_so() -> None:
    assert read_page(Document(b"<h1>", cut="cut at 1 MB")).unread == "cut at 1 MB"


@pytest.mark.parametrize(
    ("html", "subject", "values"),
    [
        ("<title> A\n B </title><title>C</title>", "title", ["A B"]),
        ("<svg><title>no</title></svg><title>T</title>", "title", ["T"]),
        ("<head><noscript><img src=x></noscript><title>T</title>", "title", ["T"]),
        ("<title></title>", "title", [""]),
        ("<meta NAME=Description content=' a  b '>", "description", ["a b"]),
        ("<meta property=description><meta name=description content=c>", "description", ["", "c"]),
        ("<meta property=og:title name=twitter:title content=x>", "og:title", ["x"]),
        ("<meta property=og:title name=twitter:title content=x>", "twitter:title", ["x"]),
        ("<meta name=googlebot content=a><meta name=robots content=b>", "robots", ["a", "b"]),
        ("<template><meta name=robots content=b></template>", "robots", []),
        ("<html lang=' de '>", "html.lang", ["de"]),
        ("<html>", "html.lang", []),
        ("<link rel='CANONICAL x' href=' /a '>", "canonical", ["https://example.com/a"]),
        ("<base href=https://b.example/c/><link rel=canonical href=d>", "canonical", ["https://b.example/c/d"]),
        ("<base href='http://['><link rel=canonical href=d>", "canonical", ["https://example.com/d"]),
        ("<link rel=canonical hreflang=de href=/a>", "canonical", []),
        ("<body><p><link rel=canonical href=/a>", "canonical", []),
        ("<link rel=canonical href='http://['>", "canonical", ["http://["]),
        ("<link rel=canonical href=''>", "canonical", [""]),
        ("<link rel=alternate hreflang=' de ' href=/a>", "hreflang", ["de"]),
    ],
)
def test_the_head(html: str, subject: str, values: list[str]) -> None:
    page = read_page(Document(html.encode(), url="https://example.com/x"))
    assert [fact.value for fact in page.view(subject).facts] == values


def test_a_canonical_address_in_the_http_header_counts() -> None:
    headers = {"LINK": '<https://a.example/>; rel="preload", <https://b.example/c>; title=x; rel="canonical"'}
    page = read_page(Document(b"<p>", headers=headers))
    assert [fact.value for fact in page.view("canonical").facts] == ["https://b.example/c"]


@pytest.mark.parametrize(
    ("html", "url", "address"),
    [
        ("<link rel=canonical href=https://a.example/1>", "https://b.example/2", "https://b.example/2"),
        ("<link rel=canonical href=https://a.example/1>", None, "https://a.example/1"),
        ("<meta property=og:url content=https://a.example/3>", None, "https://a.example/3"),
        ("<link rel=canonical href=/relative>", None, None),
    ],
)
def test_the_page_s_address_is_the_given_one_or_what_the_page_says(
    html: str, url: str | None, address: str | None
) -> None:
    found = read_page(Document(html.encode(), url=url)).address
    assert (found.href if found else None) == address


def test_a_subject_by_css_selector(read: Read) -> None:
    page = read("<p class=d title=' x '>a <b>b</b></p><p class=d>c</p><template><p class=d>no</p></template>")
    assert [fact.value for fact in page.view(CssSubject("p.d")).facts] == ["a b", "c"]
    assert [fact.value for fact in page.view(CssSubject("p.d", "title")).facts] == ["x"]
