"""Tidying and comparing wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seocheck.tidy import compact, contained, ending, parts, same, shared, tidy, without_site


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “on”", 'it\'s "on"'),
        ("〝x〞 «y»", '"x" "y"'),
        ("A – B — C", "a - b - c"),
        ("cafe\u0301", "CAFÉ"),
        ("so\u00adft\u200b", "soft"),
        ("Tom &amp;amp; Jerry &#8217;", "tom & jerry '"),
        ("ﬁne Ａ１", "fine a1"),
        ("a\u00a0\u2028b\n", "a b"),
        ("wait…", "wait..."),
        ("STRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("\u202bخبر\u202c", "خبر"),
        ("خبـــر", "خبر"),
    ],
)
def test_tidy_folds_what_readers_take_as_the_same(one: str, other: str) -> None:
    assert tidy(one) == tidy(other)


@given(st.text())
def test_tidy_is_done_in_one_go(text: str) -> None:
    assert tidy(tidy(text.replace("&", ""))) == tidy(text.replace("&", ""))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Mayor resigns", "Mayor resigns!", True),
        ("市長が辞任", "市長が辞任。", True),
        ("5 dead", "6 dead", False),
        ("1.5 million", "15 million", False),
        ("guilty", "not guilty", False),
        ("$5", "€5", False),
    ],
)
def test_same_is_about_words(one: str, other: str, alike: bool) -> None:
    assert same(one, other) is alike


@pytest.mark.parametrize(
    ("one", "other", "inside"),
    [
        ("Mayor resigns", "Breaking: Mayor resigns today", True),
        ("Breaking: Mayor resigns today", "Mayor resigns", True),
        ("市長が辞任", "速報：市長が辞任した", True),
        ("resigns", "Mayor resigns", False),
        ("Mayor resigns", "Mayor Lee resigns", False),
        ("5 dead", "15 dead in crash", False),
        ("", "Mayor", False),
    ],
)
def test_contained_is_in_order_and_together(one: str, other: str, inside: bool) -> None:
    assert contained(one, other) is inside


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 dead in crash", "6 dead in crash"),
        ("Covid-19 cases", "Covid-21 cases"),
        ("1.5m homes", "1.7m homes"),
        ("5G test", "4G test"),
        ("第1話が公開", "第2話が公開"),
        ("He is guilty", "He is not guilty"),
        ("Er ist schuldig", "Er ist nicht schuldig"),
    ],
)
def test_shared_is_never_whole_when_a_number_or_a_denial_differs(one: str, other: str) -> None:
    assert shared(one, other) < 1
    assert shared(one, one) == 1


@given(st.text(), st.text())
def test_shared_is_symmetric_and_a_share(one: str, other: str) -> None:
    assert shared(one, other) == shared(other, one)
    assert 0 <= shared(one, other) <= 1


@pytest.mark.parametrize(
    ("title", "names", "left"),
    [
        ("Mayor resigns | The Daily", ["The Daily"], "Mayor resigns"),
        ("The Daily - Mayor resigns", ["The Daily"], "Mayor resigns"),
        ("Mayor resigns — RTÉ News", ["rte-news"], "Mayor resigns"),
        ("市長辞任｜朝日新聞", ["朝日新聞"], "市長辞任"),
        ("A | B | The Daily", ["The Daily"], "A | B"),
        ("The Daily", ["The Daily"], "The Daily"),
        ("x-ray", ["x"], "x-ray"),
        ("Mayor’s “no” – BBC", ["BBC"], "Mayor’s “no”"),
        ("Mayor resigns", [""], "Mayor resigns"),
    ],
)
def test_the_site_s_name_is_taken_off_at_either_end(title: str, names: list[str], left: str) -> None:
    assert without_site(title, names) == left


def test_parts_and_ending_of_a_title() -> None:
    assert parts("A – B | C") == ["A", "B", "C"]
    assert (ending("A – B | C"), ending("x-ray"), ending("A |")) == ("C", None, None)
    assert compact("RTÉ News") == compact("rte-news")
