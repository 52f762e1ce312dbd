"""The byline and the date, as readers see them near the headline, in many languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.page import Page

Read = Callable[[str], Page]
TEASER = "<article><h3>Other</h3><span class=byline>By Tom Fox</span><time>1 May 2020</time></article>"


@pytest.mark.parametrize(
    "html",
    [
        "<p class=byline>By Ann Lee</p>",
        "<a rel=author href=/x>Ann Lee</a>",
        "<span itemprop=author>Ann Lee</span>",
        "<a href=/author/lee>Ann Lee</a>",
        "<a href=/autoren/lee>Ann Lee</a>",
        "<div class='side sidebar-left'><p class=author-name>Ann Lee</p></div>",
        *(f"<p>{by} Ann Lee</p>" for by in ("Автор:", "Γράφει", "Írta:", "بقلم", "מאת", "نویسنده:", "Oleh")),
        *(f"<p>{by} Ann Lee</p>" for by in ("By", "Von", "Par", "Por", "Di", "Door", "Av", "Af", "Przez", "Autor:")),
        "<p>記者 Ann Lee</p>",
        "<p>Ann Lee 기자</p>",
        "<p>Quelle: Ann Lee</p>",
        "<p>Ein Artikel von Ann Lee</p>",
    ],
)
def test_a_byline_is_found_below_the_headline(read: Read, html: str) -> None:
    page = read(f"<div class=comments><b class=author>Troll</b></div><h1>T</h1>{html}<p>text</p>{TEASER}")
    assert "Ann Lee" in str(page.view("visible.byline").facts[0].value)


@pytest.mark.parametrize(
    "html",
    [
        TEASER,
        "<div class=comments><span class=author>Troll</span></div>",
        "<aside><a rel=author href=/x>Columnist</a></aside>",
        "<p hidden class=byline>By Ann Lee</p>",
        "<p class=byline></p><p class=byline>|</p>",
        "<p class=byline>28.5.2020 17:43 Uppdaterad 28.5.2020 17:43</p>",
        "<p class=author>الجمعة 8 فيفري 2019</p>",
        "<p class=author>Снимка: Getty</p>",
        "<p class=blockquote__author>The minister</p>",
        "<figure><p class=image-author>Press Agency</p></figure>",
        "<ul><li class=menu>記者イベント</li><li>記者会見を開いた</li></ul>",
        f"<p>By Friday it was clear {'that the mayor would go, ' * 5} said all.</p>",
    ],
)
def test_others_names_are_no_byline(read: Read, html: str) -> None:
    assert not read(f"<h1>T</h1>{html}").view("visible.byline").facts


def test_a_byline_in_brackets_begins_the_first_paragraph(read: Read) -> None:
    page = read("<h1>T</h1><p>〔記者巫其倫／台北報導〕財政部今天下午將公佈今年統一發票中獎清冊。</p>")
    assert [fact.value for fact in page.view("visible.byline").facts] == ["記者巫其倫／台北報導"]


def test_the_name_below_the_headline_comes_before_those_above_it(read: Read) -> None:
    page = read("".join(f"<a href=/author/{n}>Author {n}</a>" for n in range(9)) + "<h1>T</h1><b class=author>Ann</b>")
    assert page.view("visible.byline").facts[0].value == "Ann"


@pytest.mark.parametrize(
    "date",
    [
        "<time datetime=2026-11-22>yesterday</time>",
        *(
            f"<span class=date>{text}</span>"
            for text in (
                "22 November 2026",
                "November 22, 2026",
                "22. November 2026",
                "22.11.2026, 9:30 Uhr",
                "22/11/2026",
                "2026-11-22",
                "22 novembre 2026",
                "22 de noviembre de 2026",
                "22 listopada 2026",
                "22 ноября 2026",
                "22 Kasım 2026",
                "22 Νοεμβρίου 2026",
                "22 အောက်တိုဘာ 2026",
                "22 نوفمبر 2026",
                "22 नवंबर 2026",
                "2026年11月22日",
                "22 בנובמבר 2026",
                "22 فيفري 2026",
                "نومبر 22, 2026",
                "۲۹ بهمن ۱۳۹۸",
                "2026년 11월 22일",
                "3 hours ago",
                "vor 3 Stunden",
                "November 2026",
            )
        ),
        "<p>Vienna, 22 November 2026</p>",
        "<time datetime=2026-11-22 aria-label='Published on 22 November 2026'><i aria-hidden=true>Nov 22</i></time>",
        *(
            f"<span class=time>{ago}</span>"
            for ago in ("3 ore fa", "3 uur geleden", "3 часа назад", "3 saat önce", "3時間前")
        ),
    ],
)
def test_a_date_is_found_in_many_languages(read: Read, date: str) -> None:
    assert read(f"<h1>T</h1>{date}<p>text</p>").view("visible.dates").facts


@pytest.mark.parametrize(
    "html",
    [
        TEASER,
        "<div class=comments><time>1 May 2020</time></div>",
        "<span class=date></span>",
        "<p>On 1 September she left the town</p>",
        "<p class=info>Verfügbar bis 06.05.2024</p>",
        "<p class=teaser-date>29.04.2024</p>",
        "<div class=carousel><div class=info>The mayor on Aug. 7, 2024</div></div>",
        "<blockquote class=instagram-media><time datetime=2018-03-27>27 March 2018</time></blockquote>",
        "<table><tr><td>22.2.08<tr><td>a<tr><td>b<tr><td>c<tr><td>d</table>",
        "<p class=info>The market 12 was taught 2 lessons, said the mayor of the town at a meeting.</p>",
    ],
)
def test_what_is_no_date_of_the_article(read: Read, html: str) -> None:
    assert not read(f"<h1>T</h1>{html}").view("visible.dates").facts


def test_a_side_column_of_the_article_itself_is_read(read: Read) -> None:
    for column in ("aside class=article__aside", "footer"):
        page = read(f"<article><h1>T</h1><{column}><p class=byline>By Ann Lee</p></{column.split()[0]}></article>")
        assert page.view("visible.byline").facts[0].value == "By Ann Lee"


def test_a_side_column_named_after_the_article_is_read_where_no_article_element_is(read: Read) -> None:
    for name, found in (("article-info", ["Ann Lee"]), ("most-read", [])):
        page = read(f"<h1>T</h1><aside class={name}><span class=byline>Ann Lee</span></aside>")
        assert [fact.value for fact in page.view("visible.byline").facts] == found


def test_the_date_in_the_pages_header_is_todays(read: Read) -> None:
    masthead = "<div id=topBar><p class=date>Saturday 3 January 2015</p></div>"
    own = "<header class=article-header><p class=date>1 May 2014</p><h1>T</h1></header>"
    assert not read(f"{masthead}<h1>T</h1><p>text</p>").view("visible.dates").facts
    assert [fact.value for fact in read(f"{masthead}{own}").view("visible.dates").facts][:1] == ["1 May 2014"]


def test_the_headline_is_the_h1_that_the_title_repeats(read: Read) -> None:
    menu = "<title>The mayor resigns | Daily</title><h1>Daily</h1><ul><li class=date>1 May 2020</li></ul>"
    page = read(f"{menu}<h1>The mayor resigns</h1><p class=date>2 May 2020</p>")
    assert page.view("visible.dates").facts[0].value == "2 May 2020"


@pytest.mark.parametrize(
    ("corpus", "floors"),
    [
        pytest.param("dev", (46, 42, 38, 42, 62, 60), id="dev"),
        pytest.param("oddities", (10, 9, 8, 8, 26, 22), id="oddities"),
    ],
)
def test_what_others_noted_is_found(corpus: str, floors: tuple[int, ...]) -> None:
    """Headline, author and date, visible and marked up; `python -m benchmarks.labels --show` lists what differs."""
    labels = pytest.importorskip("benchmarks.labels")
    if not labels.CORPORA.exists():
        pytest.skip("the shared corpus is not here")
    agreeing = [sum(case.agrees for case in found) for found in labels.compare(corpus).values()]
    assert all(agree >= floor for agree, floor in zip(agreeing, floors, strict=True)), agreeing
