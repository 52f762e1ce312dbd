"""The article's text: its paragraphs and nothing of what stands beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.page import Page

Read = Callable[[str], Page]
LONG = "The mayor told the council on Friday that she had known of the payments for more than a year, and stayed. "


def texts(page: Page, subject: str = "body.paragraphs") -> list[object]:
    return [fact.value for fact in page.view(subject).facts]


@pytest.mark.parametrize(
    "beside",
    [
        "<nav><p>no</p></nav>",
        "<footer><p>no</p></footer>",
        "<aside><p>no</p></aside>",
        "<form><p>no</p></form>",
        "<dialog open><p>no</p></dialog>",
        "<div class=comments><p>no</p></div>",
        "<div class=CommentList><p>no</p></div>",
        "<div id=related-articles><p>no</p></div>",
        "<div class=teaser><p>no</p></div>",
        "<div class='box newsletter-signup'><p>no</p></div>",
        "<div role=complementary><p>no</p></div>",
        "<div class=onetrust-consent-sdk><p>no</p></div>",
        "<blockquote class=twitter-tweet><p>no</p></blockquote>",
        "<div hidden><p>no</p></div>",
        "<template><p>no</p></template>",
        "<noscript><p>no</p></noscript>",
        "<p> </p><p><script>no</script></p>",
    ],
)
def test_what_stands_beside_the_article_is_not_its_text(read: Read, beside: str) -> None:
    assert texts(read(f"<h1>T</h1><p>yes</p>{beside}<p>{LONG}</p>")) == ["yes", LONG.strip()]


@pytest.mark.parametrize(
    "around",
    [
        "<body class='has-sidebar comments-open related'>{}",
        "<main class=widget><article class='node-promoted teaser'>{}</article></main>",
        "<div class='sidebar-and-content'>{}</div>",
        "<h2>x</h2><div class=content-with-sidebar>{}</div>",
        "<div class='post no-comments'>{}</div>",
        "<div class='elementor-widget'>{}</div><div class='elementor-widget'><p>more</p></div>",
    ],
)
def test_a_name_on_what_holds_the_article_does_not_matter(read: Read, around: str) -> None:
    article = f"<h1>T</h1><p>{LONG}</p>"
    assert LONG.strip() in texts(read(around.format(article)))


@pytest.mark.parametrize("name", ["teaser_blog_text", "s-article-text js-advertorial", "paywall-container", "footer"])
def test_what_holds_most_of_the_text_is_the_article_though_the_headline_stands_outside(read: Read, name: str) -> None:
    page = read(f"<h1>T</h1><div class='{name}'><p>{LONG}</p><p>short</p></div><div class=teaser><p>no</p></div>")
    assert texts(page) == [LONG.strip(), "short"]


def test_comments_are_not_the_article_however_long(read: Read) -> None:
    assert texts(read(f"<h1>T</h1><p>{LONG}</p><div id=comments><p>{LONG * 9}</p></div>")) == [LONG.strip()]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<div>one<br>two</div>", ["one two"]),
        ("<table><tr><td>cell <b>text</b></td></tr></table>", ["cell text"]),
        ("<div>own<p>para</p>tail</div>", ["own tail", "para"]),
        ("<div> <p>a</p> </div>", ["a"]),
        ("<p>a<p>b", ["a", "b"]),
    ],
)
def test_text_on_pages_without_paragraphs(read: Read, html: str, found: list[str]) -> None:
    assert texts(read(f"<h1>T</h1>{html}")) == found


def test_braces_are_no_text_where_a_framework_fills_them(read: Read) -> None:
    assert texts(read("<h1>T</h1><div ng-app><p>{{ name }}</p></div>")) == []
    assert texts(read("<h1>T</h1><p>{{ name }}</p>")) == ["{{ name }}"]


def test_the_opening_is_what_follows_the_headline(read: Read) -> None:
    page = read("<p>before</p><h1>T</h1>" + "".join(f"<p>{n}</p>" for n in range(15)))
    assert texts(page, "body.opening") == [str(n) for n in range(12)]
    assert texts(read("<p>x</p>"), "body.opening") == []


def test_links_of_a_paragraph_count_those_of_the_list_it_announces(read: Read) -> None:
    page = read("<h1>T</h1><p>See also:</p><ul><li><a href=1>x</a><li><a href=2>y</a></ul><p><a href=3>z</a></p>")
    assert [fact.fields["links"] for fact in page.view("body.paragraphs").facts] == [2, 1]
