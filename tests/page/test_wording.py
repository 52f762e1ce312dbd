"""Words: what readers see in an element, and what assistive technology calls it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.page import Page
from seocheck.page.wording import accessible_name, is_hidden, visible_text

Read = Callable[[str], Page]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p> tab\there &amp;\n now </p>", "tab here & now"),
        ("<p>A<br>B</p>", "A B"),
        ("<p>Kicker<span>Title</span></p>", "Kicker Title"),
        ("<p><span>Kicker</span>Title</p>", "Kicker Title"),
        ("<p><span>Kicker</span><span>Title</span></p>", "Kicker Title"),
        ("<p>i<b>Phone</b>, Mc<i>Donald</i></p>", "iPhone, McDonald"),
        ("<p>H<sub>2</sub>O</p>", "H2O"),
        ("<p><em>A</em>, “<em>B</em>”.</p>", "A, “B”."),
        ("<p>a<!-- c -->b<wbr>c</p>", "abc"),
        ("<p>a<script>x</script><style>y</style><noscript>z</noscript>b</p>", "ab"),
        ("<p>a<i hidden>x</i><i aria-hidden=TRUE>y</i><i style='color:red; display: none'>z</i>b</p>", "ab"),
        ("<p><a href=1>One</a><a href=2>Two</a></p>", "One Two"),
        ("<p>" + "<b>" * 300 + "deep" + "</b>" * 300 + "</p>", "deep"),
    ],
)
def test_visible_text_is_what_a_reader_sees(read: Read, html: str, text: str) -> None:
    assert visible_text(read(html).select("p")[0]) == text


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<a aria-labelledby='i j'>z</a><p id=i>One</p><p id=j>Two</p>", "One Two"),
        ("<a aria-labelledby=i>z</a><p id=i hidden>Hidden</p>", "Hidden"),
        ("<a aria-labelledby=i>z</a><img id=i alt=Picture>", "Picture"),
        ("<a aria-labelledby=i>z</a><p id=i aria-label=Spoken>w</p>", "Spoken"),
        ("<a aria-labelledby=nowhere aria-label=Label>z</a>", "Label"),
        ("<a id=me aria-labelledby=me aria-label=Me>z</a>", "Me"),
        ("<a aria-label=' '>words</a>", "words"),
        ("<a title=T>words</a>", "words"),
        ("<a title=T></a>", "T"),
        ("<a><img alt=Picture> words</a>", "Picture words"),
        ("<a>words<img alt=''></a>", "words"),
        ("<a><img alt='' title=T></a>", "T"),
        ("<a><svg><title>Icon</title></svg></a>", "Icon"),
        ("<a><svg><title>Icon</title></svg> words</a>", "Icon words"),
        ("<a><svg aria-label=Icon></svg></a>", "Icon"),
        ("<a>More <i aria-label='about cats'>…</i></a>", "More about cats"),
        ("<a><input type=submit value=Go></a>", "Go"),
        ("<a><iframe title=Frame></iframe></a>", "Frame"),
        ("<a><i aria-hidden=true title=no></i></a>", ""),
        ("<a><i hidden title=no></i></a>", ""),
        ("<a><i style=display:none aria-label=no></i></a>", ""),
        ("<a><noscript>no</noscript></a>", ""),
        ("<a>&nbsp;&#8203;&#xfeff;</a>", ""),
    ],
)
def test_accessible_names(read: Read, html: str, name: str) -> None:
    assert accessible_name(read(html).select("a")[0]) == name


@pytest.mark.parametrize(
    ("html", "hidden"),
    [
        ("<p>", False),
        ("<div hidden><p>", True),
        ("<div aria-hidden=false><p>", False),
        ("<div style='DISPLAY:NONE'><p>", True),
        ("<body style=display:none><p>", False),  # anti-flicker code: a script shows it
        ("<body hidden><div hidden><p>", True),
    ],
)
def test_hidden_is_what_the_markup_hides_for_good(read: Read, html: str, hidden: bool) -> None:
    assert is_hidden(read(html).select("p")[0]) is hidden
