"""Headings: which elements are, and their level (HTML Standard, headingoffset included; WAI-ARIA)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.page import Page

Read = Callable[[str], Page]


@pytest.mark.parametrize(
    ("html", "levels"),
    [
        ("<h1>a</h1><h6>a</h6><h7>a</h7>", [1, 6]),
        ("<h2 aria-level=1>a</h2>", [1]),
        ("<h2 aria-level=0>a</h2><h3 aria-level=-1>a</h3><h4 aria-level=NaN>a</h4>", [2, 3, 4]),
        ("<h2 aria-level=99>a</h2>", [99]),
        ("<div role=heading>a</div>", [2]),
        ("<div role=HEADING aria-level=3>a</div><h1>b</h1>", [3, 1]),
        ("<div role='unheard-of heading' aria-level=4>a</div>", [4]),
        ("<div role='button heading'>a</div>", []),
        ("<h2 role=presentation>a</h2><h2 role=none>a</h2><h2 role=tab>a</h2>", []),
        ("<h2 role=unheard-of>a</h2><h2 role=''>a</h2>", [2, 2]),
        ("<h1 hidden>a</h1><div aria-hidden=true><h1>a</h1></div><h1 style='display: none'>a</h1>", []),
        ("<template><h1>a</h1></template><noscript><h1>a</h1></noscript>", []),
        ("<body style=display:none><h1>a</h1>", [1]),
        ("<i headingoffset=1><h1>a</h1><p headingoffset=2></p><div headingoffset=2><h2>b</h2></div></i>", [2, 5]),
        ("<section headingoffset=1><div headingreset><h1>a</h1></div></section>", [1]),
        ("<section headingoffset=1><div headingreset headingoffset=2><h1>a</h1></div></section>", [3]),
        ("<section headingoffset=99><h1>a</h1><h3>a</h3></section>", [9, 9]),
        ("<section headingoffset=-1><h3>a</h3></section><section headingoffset=2x><h3>a</h3></section>", [3, 5]),
        ("<section headingoffset=1><h3 aria-level=2>a</h3></section>", [2]),
        ("<h3 headingoffset=1>a</h3>", [4]),
    ],
)
def test_levels(read: Read, html: str, levels: list[int]) -> None:
    assert [fact.fields["level"] for fact in read(html).view("headings").facts] == levels


def test_the_names_and_groups_of_headings(read: Read) -> None:
    page = read("<h2></h2><h1><img alt=Logo></h1><h1>A<br>b</h1><h3>&#8203;</h3>")
    assert [fact.value for fact in page.view("headings").facts] == ["", "Logo", "A b", ""]
    assert [fact.value for fact in page.view("h1").facts] == ["Logo", "A b"]
    assert [fact.fields["tag"] for fact in page.view("headings.lower").facts] == ["h2", "h3"]
    assert [fact.fields["level"] for fact in page.view("headings.first").facts] == [1]


def test_a_body_that_scripts_fill_says_nothing_of_its_headings(read: Read) -> None:
    empty = "<body><div id=app></div><script src=app.js></script>"
    for name in ("h1", "visible.byline", "visible.dates", "visible.trail"):
        assert read(empty).view(name).unknown == "the body shows no words until its scripts have run"
        assert read(f"{empty}<p>words").view(name).unknown is None
        assert read("<body><div id=app></div>").view(name).unknown is None
