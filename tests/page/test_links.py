"""Links and images: which there are, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seocheck.page import Page

Read = Callable[[str], Page]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<a href=''>x</a>", 1),
        ("<a href=' \n'>x</a>", 1),
        ("<a href>x</a>", 1),
        ("<a onclick='go()'>x</a>", 1),
        ("<a data-href=/a>x</a>", 1),
        ("<a onclick=''>x</a>", 0),
        ("<a onclick='go()' role=button>x</a>", 0),
        ("<a onclick='go()' role=link>x</a>", 1),
        ("<a name=part2></a><a id=part3>x</a>", 0),
        ("<a href=#>x</a>", 0),
        ("<p>The <a target=_blank rel=noopener>report</a> says so.</p>", 1),
        ("<p><a target=_blank></a></p><div><a target=_blank>Share</a></div><p><a class=x>y</a></p>", 0),
        ("<svg><a onclick='go()'>x</a></svg><template><a href=''>x</a></template>", 0),
    ],
)
def test_links_that_lead_nowhere(read: Read, html: str, found: int) -> None:
    assert len(read(html).view("links.empty").facts) == found


def test_links_keep_their_address_as_written_and_show_their_name(read: Read) -> None:
    page = read("<a href=' /a b '>x <b>y</b></a><a>no</a><div hidden><a href=/h>h</a></div>")
    links = page.view("links").facts
    assert [(fact.value, str(fact.fields["text"])) for fact in links] == [(" /a b ", "x y"), ("/h", "h")]
    assert [fact.value for fact in page.view("links.text").facts] == ["x y"]


def test_images_and_ids(read: Read) -> None:
    page = read("<img src=a.jpg alt='' width=5><img><a name=n></a><p id=i>")
    assert [fact.value for fact in page.view("images").facts] == ["a.jpg", ""]
    assert [fact.value for fact in page.view("images.alt").facts] == [""]
    assert {fact.value for fact in page.view("ids").facts} == {"n", "i"}


@pytest.mark.parametrize(
    "html",
    [
        '<p class="story paid">',
        r'<script>write("<p class=\"story paid\">")</script>',
        "<script>node.className = 'story paid'</script>",
        "<script>node.classList.add('paid')</script>",
        '<script>$("p").addClass("paid")</script>',
        "<style>.open, p.paid > b {color: red}</style>",
    ],
)
def test_a_class_stands_on_an_element_or_is_named_by_a_script_or_style(read: Read, html: str) -> None:
    assert "paid" in {fact.value for fact in read(html).view("classes").facts}


def test_structured_data_names_no_class(read: Read) -> None:
    html = '<script type="application/ld+json">{"cssSelector": ".paid", "text": "class=\'paid\'"}</script>'
    assert read(html).view("classes").facts == ()
