"""A fault is found by one rule, the one that says most: what follows from it alone is not said again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sound_page import ARTICLE, BARE, PAGES, PERSON, STEPS, findings, found, page


def test_the_page_these_tests_change_is_sound() -> None:
    assert found(page(ARTICLE)) == []


@pytest.mark.parametrize(
    "kind", ["newsArticle", "News Article", "NEWSARTICLE", "Artikel", "BlogPost", "NewsArtical", "Story"]
)
def test_a_misspelt_type_of_the_article_is_no_missing_article(kind: str) -> None:
    assert found(page({**ARTICLE, "@type": kind})) == ["schema-unknown-type"]


@pytest.mark.parametrize("kind", ["person", "Persons", "Author", "Journalist"])
def test_a_misspelt_type_of_the_author_is_no_other_type(kind: str) -> None:
    assert found(page({**ARTICLE, "author": [{**PERSON, "@type": kind}]})) == ["schema-unknown-type"]


@pytest.mark.parametrize("kind", ["Thing", "Place", "CreativeWork", "Product"])
def test_the_properties_of_an_author_of_a_wrong_type_are_not_misplaced_too(kind: str) -> None:
    assert found(page({**ARTICLE, "author": [{**PERSON, "@type": kind}]})) == ["article-author-type"]


@pytest.mark.parametrize(
    "author", [{"@type": "Person", "name": ""}, {"@type": "Person", "name": None}, {"@type": "Person"}]
)
def test_an_author_with_an_empty_name_is_there(author: dict[str, Any]) -> None:
    assert set(found(page({**ARTICLE, "author": author}))) - {"byline-missing", "article-author-url"} == {
        "article-author-name"
    }


@pytest.mark.parametrize("author", [17, True])
def test_an_author_of_an_impossible_kind_is_no_other_type(author: object) -> None:
    assert found(page({**ARTICLE, "author": author})) == ["article-shape"]


@pytest.mark.parametrize(
    ("key", "rule"), [("datePublished", "article-date-published"), ("headline", "article-headline")]
)
def test_an_empty_object_is_empty_and_of_no_impossible_kind(key: str, rule: str) -> None:
    assert set(found(page({**ARTICLE, key: {}}))) - {"headline-title", "article-date-visible"} == {rule}


@pytest.mark.parametrize("key", ["headline", "image", "author", "datePublished", "dateModified", "publisher"])
@pytest.mark.parametrize("value", [[], {}, "", None, [""]])
def test_what_is_empty_is_said_where_it_stands(key: str, value: object) -> None:
    places = {finding.rule: finding.place.pointer for finding in findings(page({**ARTICLE, key: value}))}
    rule = f"article-{key}".replace("dateP", "date-p").replace("dateM", "date-m")
    assert places[rule] == f"/{key}/0" if value == [""] else f"/{key}"


@pytest.mark.parametrize("value", ["False", 0, 3])
def test_what_is_neither_true_nor_false_is_said_once(value: object) -> None:
    assert found(page({**ARTICLE, "isAccessibleForFree": value})) == ["article-paywall-value"]


@pytest.mark.parametrize("text", ["\"{'a': 1}\"", "null", "17"])
def test_a_block_that_holds_no_object_is_read_by_nobody(text: str) -> None:
    block = f'<script type="application/ld+json">{text}</script>'
    assert found(page(ARTICLE, body=block)) == ["jsonld-syntax"]


def test_the_keys_of_an_object_in_place_of_a_text_are_no_properties() -> None:
    assert found(page({**ARTICLE, "description": {"en": "She had denied it."}})) == ["article-shape"]


@pytest.mark.parametrize(
    "steps",
    [None, [], "Home > Politics", ["Home", "Politics"], [STEPS], PAGES, BARE],
    ids=["gone", "empty", "text", "texts", "nested", "pages", "no types"],
)
def test_a_trail_that_is_no_list_of_steps_is_not_missing(steps: Any) -> None:
    assert found(page(ARTICLE, steps)) == ["breadcrumb-shape"]


def test_a_misspelt_type_of_the_trail_is_no_missing_trail() -> None:
    html = page(ARTICLE).replace('"BreadcrumbList"', '"Breadcrumbs"')
    assert found(html) == ["schema-unknown-type"]


@pytest.mark.parametrize("position", [1.5, "1.5", "first", None])
def test_a_position_that_is_no_number_does_not_break_the_order(position: object) -> None:
    assert found(page(ARTICLE, [STEPS[0], {**STEPS[1], "position": position}, STEPS[2]])) == ["breadcrumb-position"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Mayor resigns over 12 council flats", "Mayor resigns over 21 council flats"),
        ("Mayor will resign over housing scandal", "Mayor will not resign over housing scandal"),
    ],
)
def test_a_changed_fact_is_said_once(here: str, there: str) -> None:
    assert "headline-facts" in found(page({**ARTICLE, "headline": here}, headline=there))
    assert "headline-h1" not in found(page({**ARTICLE, "headline": here}, headline=there))


@pytest.mark.parametrize("href", ["http://", "http://[object Object]/", "http://a b/"])
def test_a_broken_address_is_not_insecure_too(href: str) -> None:
    assert found(page(ARTICLE, body=f'<p>See <a href="{href}">the report on the flats</a>.</p>')) == ["link-malformed"]


def test_dates_that_contradict_each_other_are_not_compared_with_the_one_readers_see() -> None:
    earlier = {**ARTICLE, "datePublished": "2026-11-26T09:30:00+01:00", "dateModified": "2025-01-02T09:30:00+01:00"}
    assert found(page(earlier)) == ["article-date-future", "article-date-order"]
    unreadable = {**ARTICLE, "datePublished": "20.11.2026", "dateModified": "2026-11-25T09:30:00+01:00"}
    assert found(page(unreadable)) == ["article-date-format"]


def test_no_other_article_is_judged_in_place_of_the_one_in_a_broken_block() -> None:
    other = '<div itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">Mayor resigns</h2></div>'
    cut = json.dumps(ARTICLE)[:-1]
    assert found(page(cut, body=other)) == ["jsonld-syntax"]


def test_an_empty_block_changes_nothing_for_the_article_beside_it() -> None:
    empty = '<script type="application/ld+json"></script>'
    assert found(page(ARTICLE, body=empty)) == ["jsonld-syntax"]


def test_without_an_h1_a_list_below_the_story_is_no_trail() -> None:
    tags = '<div class="breadcrumb">Topics: › <a href="/samsung">Samsung</a> › <a href="/patents">Patents</a></div>'
    html = page(ARTICLE, body=tags).replace("h1>", "p>").replace('"BreadcrumbList"', '"ItemList"')
    assert found(html) == ["breadcrumb-missing", "h1-missing"]


@pytest.mark.parametrize(
    "other",
    [
        {"@type": "WebSite", "name": "Mayor resigns over housing scandal", "url": "https://www.example.com/"},
        {"@type": "Organization", "name": "Mayor resigns over housing scandal"},
    ],
)
def test_a_headline_where_the_name_of_the_site_belongs_hides_no_other_headline(other: dict[str, Any]) -> None:
    block = json.dumps({"@context": "https://schema.org", **other})
    html = page({**ARTICLE, "headline": "Storm leaves thousands without power"}, STEPS[:2])
    html = html.replace("</head>", f'<script type="application/ld+json">{block}</script></head>')
    assert "headline-h1" in found(html)


def test_an_agency_that_wrote_the_story_is_not_the_site() -> None:
    agency = {**ARTICLE, "author": {"@type": "Organization", "name": "Reuters", "url": "https://www.reuters.com"}}
    html = page(agency, STEPS[:2], headline="Mayor resigns over housing scandal – Reuters")
    assert "headline-foreign-publisher" in found(html)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("datePublished", "date_published"),
        ("datePublished", "datePublised"),
        ("dateModified", "datemodified"),
        ("author", "authors"),
        ("image", "Image"),
        ("publisher", "Publisher"),
    ],
)
def test_a_misspelt_property_is_no_missing_one(name: str, written: str) -> None:
    article = {written if key == name else key: value for key, value in ARTICLE.items()}
    assert found(page(article)) == ["schema-unknown-property"]


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({**STEPS[1], "@type": "Listitem"}, "breadcrumb-shape"),
        (BARE[1], "breadcrumb-shape"),
        ({**STEPS[1], "position": [2]}, ""),  # one value in a list is that value
        ({**STEPS[1], "position": ["second"]}, "breadcrumb-position"),
        ({**STEPS[1], "item": {"@type": "WebPage", "name": ""}, "name": ""}, "breadcrumb-item breadcrumb-name"),
        ({**STEPS[1], "item": "www.example.com/politics"}, "breadcrumb-url"),
    ],
)
def test_a_broken_step_is_said_by_the_rules_of_trails(broken: dict[str, Any], rule: str) -> None:
    assert found(page(ARTICLE, [STEPS[0], broken, STEPS[2]])) == rule.split()


@pytest.mark.parametrize("name", ["admin", "Administrator", "wordpress", "Admin2"])
def test_a_login_is_no_name(name: str) -> None:
    assert found(page({**ARTICLE, "author": {**PERSON, "name": name}})) == ["article-author-clean"]


@pytest.mark.parametrize("name", ["Adam Root", "Guest Writer", "Rooter", "Admiral Test"])
def test_a_name_that_begins_like_a_login_is_one(name: str) -> None:
    assert found(page({**ARTICLE, "author": {**PERSON, "name": name}})) == []


@pytest.mark.parametrize(
    "left", ["{{ title }}", "undefined", "[object Object]", "${title}", "{{ title }} | The Daily Example"]
)
def test_a_title_the_template_did_not_fill_in_is_not_compared(left: str) -> None:
    social = f'<meta property="og:title" content="{left}">'
    assert found(page(ARTICLE).replace("</head>", f"{social}</head>")) == ["placeholder-text"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<p>See <a href="www.example.org/report">the report on the flats</a>.</p>', "link-malformed"),
        ('<p>See <a href="//www.example.org:x/">the report on the flats</a>.</p>', "link-malformed"),
        ('<p>See <a href="“https://www.example.org/”">the report on the flats</a>.</p>', "link-malformed"),
        ('<p>See <a href="http:/www.example.org/">the report on the flats</a>.</p>', "link-malformed"),
        ('<p>See <a href="https;//www.example.org/">the report on the flats</a>.</p>', "link-malformed"),
        ('<p>[caption id="attachment_4711" width="640"]</p>', "placeholder-text"),
        ('<p>[gallery ids="12,13"] and what followed</p>', "placeholder-text"),
        ("<p>**What happened next**</p>", "generator-prose"),
        ("<p>## What happened next</p>", "generator-prose"),
        ("<p>See [the report](https://www.example.org/report) on it.</p>", "generator-prose"),
        ("<p>The council met on Monday.:contentReference[oaicite:0]{index=0}</p>", "generator-prose"),
        ("<p>The council met on Monday. citeturn0search1</p>", "generator-prose"),
        ("<p>[Your Name]</p>", "leaked-label"),
        ("<p>TODO: ask the council</p>", "leaked-label"),
    ],
)
def test_what_stays_behind_in_the_text_is_found_once(body: str, rule: str) -> None:
    assert found(page(ARTICLE, body=body)) == [rule]


@pytest.mark.parametrize(
    "body",
    [
        "<p>She called it a **** shame, and the **s of the council a joke.</p>",
        "<p>#MeToo changed the council, item #4 [sic] of the list (see [4]) did not.</p>",
        "<p>Todo: the film of the meeting, he said, is [still] online.</p>",
        '<p>See <a href="wwwroot/report.html">the report</a> or <a href="//cdn.example.org/a.pdf">the file</a>.</p>',
        '<p>See <a href="/www.example.org/">the archive of the old site</a>.</p>',
    ],
)
def test_what_looks_like_it_is_not(body: str) -> None:
    assert found(page(ARTICLE, body=body)) == []


@pytest.mark.parametrize("content", ["width=1024", "initial-scale=1, width=980"])
def test_a_viewport_of_a_fixed_width_is_found(content: str) -> None:
    assert found(page(ARTICLE).replace('content="width=device-width"', f'content="{content}"')) == ["viewport"]


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        ({"image": {"@type": "ImageObject", "width": 1600, "height": 900}}, ["article-image"]),
        ({"image": {"@type": "ImageObject", "url": ""}}, ["article-image"]),
        ({"image": {"@type": "Person", "name": "Ann Lee"}}, ["schema-value-type"]),
        ({"image": [{"@type": "Place", "name": "Town hall"}]}, ["schema-value-type"]),
        ({"image": {"name": "Town hall"}}, ["article-image"]),
        ({"publisher": {"@type": "Organization", "name": ""}}, ["article-publisher"]),
        ({"author": {}}, ["article-author", "byline-missing"]),
        ({"image": "http://localhost/mayor.jpg"}, ["link-private-host"]),
    ],
)
def test_an_object_that_says_nothing_is_said_once(more: dict[str, Any], rules: list[str]) -> None:
    assert found(page({**ARTICLE, **more})) == rules


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        ({"item": "https://staging.example.com/politics"}, "link-private-host"),
        ({"name": "{{ section.name }}"}, "placeholder-text"),
        ({"name": "undefined"}, "placeholder-text"),
    ],
)
def test_a_trail_is_looked_at_like_the_rest_of_the_page(step: dict[str, Any], rule: str) -> None:
    assert found(page(ARTICLE, [STEPS[0], {**STEPS[1], **step}, STEPS[2]])) == [rule]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<h1>", "<h1></h1><h1>", "h1-empty"),
        ("max-image-preview:large", "max-image-preview:big", "robots-conflict"),
        ("max-image-preview:large", "max-image-preview:large; nosnippet", "robots-conflict"),
        ('lang="en"', 'lang="en-UK"', "html-lang"),
        ("</head>", '<meta property="og:title" name="twitter:title" content="{{title}}"></head>', "placeholder-text"),
        ('"https://schema.org"', '"http://data-vocabulary.org"', "jsonld-context"),
        ("</h1>", '</h1><p><a href="file:///C:/report.doc">The report on the flats</a></p>', "link-private-host"),
    ],
)
def test_a_fault_of_the_page_is_said_once(old: str, new: str, rule: str) -> None:
    assert found(page(ARTICLE).replace(old, new, 1)) == [rule]
