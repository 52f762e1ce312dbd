"""More pages for the default rules, as newsrooms in several languages write them: no false alarms, no misses."""

# ruff: noqa: E501  a page a line, as a table

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from seocheck.audit import audit
from seocheck.model import Document
from seocheck.ruleset import load_ruleset

RULESET = load_ruleset()
SITE = '<meta property="og:site_name" content="The Daily Example">'
H1 = "<h1>Mayor resigns over housing scandal</h1>"


def ld(data: Any) -> str:
    if isinstance(data, dict):
        data = {"@context": "https://schema.org", **data}
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


def art(**more: Any) -> str:
    return ld({"@type": "NewsArticle", **more})


def step(number: Any = None, name: Any = None, item: Any = None, **more: Any) -> dict[str, Any]:
    given = {"position": number, "name": name, "item": item}
    return {"@type": "ListItem", **{key: value for key, value in given.items() if value is not None}, **more}


def crumbs(*items: Any) -> str:
    return ld({"@type": "BreadcrumbList", "itemListElement": list(items)})


ROOT = "https://www.example.com/"
HOME, WORLD = step(1, "Home", ROOT), step(2, "World", f"{ROOT}world")
PERSON = {"@type": "Person", "name": "Ann Lee"}


def p(text: str) -> str:
    return f"{H1}<p>{text}</p>"


GOOD: dict[str, list[str]] = {
    "jsonld-syntax": [ld("[]"), ld('{"@type":"Thing","name":"a\\nb\\u00e9"}'), ld(' \n{"a":[1,2.5e3,true,null]}\n ')],
    "jsonld-duplicate-key": [ld('{"a":{"x":1},"b":{"x":2}}'), ld('[{"x":1},{"x":1}]'), ld('{"name":"a","Name":"b"}')],
    "jsonld-context": [
        ld('{"@context":["https://schema.org",{"x":"y"}],"@type":"Thing"}'),
        ld('{"@context":{"@vocab":"http://schema.org/"},"@type":"Thing"}'),
        ld('{"@context":"https://schema.org","@graph":[{"@type":"Thing"}]}'),
    ],
    "article-markup": [
        ld({"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "x"}]}),
        ld({"@type": ["Article", "Thing"], "headline": "x"}),
        ld({"@type": "WebPage", "mainEntity": {"@type": "LiveBlogPosting", "headline": "x"}}),
    ],
    "article-shape": [
        art(headline="x", image=["a.jpg", {"@type": "ImageObject", "url": "b.jpg"}]),
        art(headline="x", articleSection=["A", "B"], keywords=["c"]),
        art(headline="x", mainEntityOfPage={"@type": "WebPage", "@id": ROOT}),
    ],
    "article-headline": [art(headline=["Rücktritt"]), art(headline="市長が辞任"), art(headline={"@value": "x"})],
    "article-image": [
        art(headline="x", image=[{"@type": "ImageObject", "url": "https://www.example.com/a.jpg"}]),
        ld({"@graph": [{"@type": "Article", "image": {"@id": "#i"}}, {"@type": "ImageObject", "@id": "#i", "url": "a"}]}),
        art(headline="x", image=["https://www.example.com/a.jpg", ""]),
    ],
    "article-author": [art(author="Ann Lee"), art(author=[PERSON]), art(author={"@id": "https://www.example.com/ann"})],
    "article-author-name": [
        ld({"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", **PERSON}]}),
        ld({"@graph": [{"@type": "Article", "author": {"@type": "Person", "@id": "#a"}}, {"@id": "#a", **PERSON}]}),
        art(author={"@type": "Person", "name": ["Ann Lee", "A. Lee"]}),
    ],
    "article-author-type": [
        art(author={"@type": "Organization", "name": "AFP"}),
        art(author=[PERSON, {"@type": "NewsMediaOrganization", "name": "dpa"}]),
        art(author={"@type": ["Person", "Patient"], "name": "Ann"}),
    ],
    "article-date-published": [art(datePublished=text) for text in ("2026", "22.11.2026", "2026-11-22T09:30Z")],
    "article-date-modified": [art(dateModified=text) for text in ("2026-11-22", "gestern", ["2026-11-22"])],
    "article-date-format": [
        art(datePublished=text) for text in ("2026-11-22T09:30:00.123456789Z", "20261122T093000Z", "2026-11-22T09:30+05:30")
    ],
    "article-date-timezone": [
        art(datePublished=text) for text in ("2026-11-22T09:30Z", "2026-11-22T09:30:00+0100", "2026-11-22T09:30:00-03")
    ],
    "article-date-order": [
        art(datePublished=first, dateModified=then)
        for first, then in (
            ("2026-11-22T23:30:00-05:00", "2026-11-23T04:30:00Z"),
            ("2026-11-22T10:00:00", "2026-11-22"),
            ("2026-11-22T10:00:00.900Z", "2026-11-22T10:00:00.950Z"),
        )
    ],
    "breadcrumb-missing": [
        crumbs(HOME, WORLD),
        '<div class="breadcrumbs"><ul><li><a href="/">Startseite</a></li><li><a href="/p">Politik</a></li></ul></div>' + H1,
        '<ol aria-label="Fil d’Ariane"><li><a href="/">Accueil</a></li><li><a href="/m">Monde</a></li></ol>' + H1,
    ],
    "breadcrumb-unmarked": [
        '<nav class="crumbs"><a href="/">Home</a> / <a href="/w">World</a></nav>' + crumbs(HOME, WORLD),
        '<ol class="breadcrumb"><li><a href="/">Hem</a></li><li><a href="/s">Sport</a></li></ol>'
        + ld({"@graph": [{"@type": "BreadcrumbList", "itemListElement": [HOME, WORLD]}]}),
        '<p class="breadcrumb"><a href="/">Inicio</a> » Mundo</p>'
        + ld({"@type": "WebPage", "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": [HOME, WORLD]}}),
    ],
    "breadcrumb-shape": [
        crumbs(step(1, item={"@id": ROOT, "name": "Home"}), WORLD),
        ld({"@type": "BreadcrumbList", "itemListElement": {"@list": [HOME, WORLD]}}),
        crumbs({**HOME, "@type": "https://schema.org/ListItem"}, WORLD),
    ],
    "breadcrumb-length": [crumbs(HOME, WORLD), crumbs(HOME, WORLD, step(3, "x")), crumbs(HOME, WORLD) + crumbs(HOME, WORLD)],
    "breadcrumb-name": [
        crumbs(step(1, item={"@id": ROOT, "name": "Home"})),
        crumbs(step(1, item={"@type": "WebPage", "@id": ROOT, "name": "Accueil"}), WORLD),
        crumbs(step(1, "0"), WORLD),
    ],
    "breadcrumb-position": [crumbs(step("1", "a"), step(" 2 ", "b")), crumbs(step(0, "a")), crumbs(step(-1, "a"))],
    "breadcrumb-sequence": [crumbs(WORLD, HOME), crumbs(step("1", "a"), step("2", "b")), crumbs(HOME, WORLD, step(3, "x"))],
    "breadcrumb-item": [
        crumbs(step(1, "Home", {"@id": ROOT}), WORLD),
        crumbs(step(1, "Home", {"@type": "Thing", "url": ROOT}), WORLD),
        crumbs(step(2, "World"), HOME),
    ],
    "breadcrumb-url": [
        crumbs(step(1, "a", "https://www.example.com/größe/日本?x=1#y")),
        crumbs(step(1, "a", {"@id": "http://example.com"})),
        crumbs(step(1, "a")) + crumbs(HOME),
    ],
    "breadcrumb-visible": [
        '<nav class="breadcrumb"><a href="/">Startseite</a> › <a href="/p">Politik</a></nav>'
        + crumbs(step(1, "Home"), step(2, "Politik")),
        '<nav class="breadcrumb"><a href="/"><svg></svg><span>Home</span></a> <a href="/w">World</a> <span>Africa</span></nav>'
        + crumbs(HOME, WORLD, step(3, "Africa")),
        '<nav class="breadcrumb"><a href="/">Home</a> › <a href="/w">World news</a></nav>' + crumbs(HOME, WORLD),
    ],
    "headline-h1": [
        "<h1><span>Kommunalwahl</span> Bürgermeister tritt zurück</h1>" + art(headline="Bürgermeister tritt zurück"),
        "<h1>Le maire&nbsp;: «&nbsp;je démissionne&nbsp;»</h1>" + art(headline='Le maire : "je démissionne"'),
        "<h1>Mayor&#39;s office: it&rsquo;s over</h1>" + art(headline="Mayor's office: it's over"),
        # headline-facts speaks of these
        "<h1>12 dead in crash</h1>" + art(headline="21 dead in crash"),
        "<h1>Mayor did not resign</h1>" + art(headline="Mayor did resign"),
    ],
    "headline-title": [
        SITE + "<title>Mayor out | The Daily Example</title><h1>Mayor resigns over housing scandal</h1>",
        "<title>Rücktritt des Bürgermeisters - Politik</title><h1>Bürgermeisters Rücktritt kam spät</h1>",
        "<title>市長が辞任を表明 - 例新聞</title><h1>市長が辞任を表明、住宅問題で</h1>",
    ],
    "headline-competing": [
        H1 + "<h2>Opposition demands new elections within three months</h2><p>x</p>",
        H1 + "<p class=standfirst>The mayor resigned over the housing scandal on Friday.</p><p>x</p>",
        H1 + "<p>By Ann Lee</p><h2>How the housing scandal began</h2>",
    ],
    "headline-foreign-publisher": [
        f"{SITE}<title>x - The Daily Example</title><h1>{text}</h1>"
        for text in ("Mayor resigns – Daily Example", "Reuters lays off staff", "Mayor resigns: “It was time” – and now?")
    ],
    "h1-missing": ["<h1>x</h1>", '<div role="heading" aria-level="1">x</div>', '<h2 aria-level="1">x</h2>'],
    "h1-empty": ['<h1><img src="a" alt="Logo"></h1>', '<h1 aria-label="Mayor resigns"></h1>', "<h1><span>x</span></h1>"],
    "heading-empty": ["<h1>x</h1><h2><a href=/>y</a></h2>", '<h1></h1><h2><img alt="x"></h2>', "<h2>x</h2><h3 hidden></h3>"],
    "h1-multiple": ["<h1>x</h1>", "<h1>x</h1><h1 hidden>y</h1>", '<h1>x</h1><h1 aria-level="2">y</h1>'],
    "heading-skip": [
        "<h2>x</h2><h1>y</h1><h2>z</h2>",
        "<h1>x</h1><h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2>",
        '<h1>x</h1><h4 aria-level="2">y</h4>',
    ],
    "heading-first": ["<h1>x</h1><h3>y</h3>", "<h2 hidden>m</h2><h1>x</h1>", '<div role="heading" aria-level="1">x</div>'],
    "link-text": ['<a href="/x" aria-label="Share"></a>', '<a href="/x" title="Share"><i></i></a>', "<a href=/x>↗</a>"],
    "link-empty": ['<a href="#">Top</a>', '<a name="x"></a><a href="/y">y</a>', '<a href="?p=2">Next</a>'],
    "link-javascript": ['<a href="/javascript:x">x</a>', '<a href="/x" onclick="go()">x</a>', '<a href="#js">javascript:</a>'],
    "link-malformed": [
        '<a href="tel:+49 30 1234">x</a><a href="/a|b">y</a>',
        '<a href="/suche?q=größe&amp;p=2">x</a>',
        '<a href="whatsapp://send?text=Look at this">x</a>',
    ],
    "link-promised": [
        p('For more information, see <a href="/x">the report</a>.'),
        p("Mehr zum Thema:") + '<ul><li><a href="/x">Wohnungsbau</a></li></ul>',
        p("“I read the stories my mother told,” she said. For further details, police asked witnesses to call."),
    ],
    "title-missing": ["<title>x</title>", "<head><title>\n x \n</title></head>", "<svg><title>i</title></svg><title>x</title>"],
    "canonical-missing": [
        '<link href="https://www.example.com/" rel="Canonical">',
        '<link rel="shortlink canonical" href="/x">',
        '<link rel=canonical href="https://www.example.com/x?id=1">',
    ],
    "canonical-conflict": [
        '<link rel=canonical href="/x"><link rel=canonical href="https://www.example.com/x">',
        '<link rel=canonical href="https://www.example.com"><link rel=canonical href="https://www.example.com/">',
        '<link rel=canonical href="/x"><link rel=alternate href="/y">',
    ],
    "leaked-label": [
        p("The Slug: a garden guide"),
        p("Headlines: what the papers say"),
        p("He wrote “TKO” and “[inserted by the editor]”."),
    ],
    "placeholder-text": [
        p("The value of None was 50%s lower? No."),
        p("Ipsum is a band from Lorem."),
        p("The cost, driven by undefined terms, rose. {x} and 100% of NASA; by null results."),
        "<title>Undefined behaviour</title>" + p("{x | x > 3}"),
    ],
    "generator-prose": [
        p("The firm sells the tool as artificial intelligence for schools."),
        p("This article first appeared in the print edition. This article was updated at 9 am."),
        p("Critics say the plan addresses a complex situation by raising rents."),
        p("In this article, the minister said, he had erred; this summary was generated by ChatGPT."),
    ],
    "byline-missing": [
        H1 + '<div class="article__author">Ann Lee</div><p>x</p>',
        H1 + "<p>Von Ann Lee</p><p>x</p>",
        '<meta name="author" content="Ann Lee">' + H1,
        H1 + ld({"@graph": [{"@type": "WebPage", "author": {"@id": "#a"}}, {"@type": "Person", "@id": "#a", "name": "Ann"}]}),
    ],
    "dateline-missing": [
        H1 + "<p>22. November 2026, 9:30 Uhr</p><p>x</p>",
        H1 + '<span class="date">Publié le 22 novembre 2026 à 9h30</span><p>x</p>',
        '<meta property="article:published_time" content="2026-11-22T09:30:00Z">' + H1,
    ],
}  # fmt: skip

VISIBLE = '<nav class="breadcrumb"><a href="/">Home</a> › <a href="/b">Business</a></nav>'

BAD: dict[str, list[str]] = {
    "jsonld-syntax": [ld(""), ld("{'a': 1}"), ld('{"a": "line\nbreak"}'), ld('{"a":1} {"b":2}')],
    "jsonld-duplicate-key": [ld('{"a":1,"b":{"x":1,"x":2}}'), ld('[{"a":1,"a":1}]'), ld('{"a":1,"\\u0061":2}')],
    "jsonld-context": [ld('{"@context":"","@type":"Thing"}'), ld('[{"@type":"Thing"}]'), ld('{"@context":"https://shema.org","@type":"Thing"}')],
    "article-markup": [H1, ld({"@type": "Product"}), ld({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "x"}]})],
    "article-shape": [art(headline=True), art(image=5), art(author=[5])],
    "article-headline": [art(), art(headline=" \n"), art(headline=None), art(name="x")],
    "article-image": [art(image=""), art(image=[]), art(image=None)],
    "article-author": [art(author=""), art(author=[]), art(author={})],
    "article-author-name": [art(author={"@type": "Person", "name": ""}), art(author=[PERSON, {"@type": "Organization", "logo": "x"}]), art(author={"@type": "Person", "name": None, "url": "x"})],
    "article-author-type": [art(author=["Ann Lee"]), art(author={"@type": "Thing", "name": "Ann"}), art(author={"name": "Ann"})],
    "article-date-published": [art(), art(datePublished=""), art(datePublished=None)],
    "article-date-modified": [art(), art(dateModified=" "), art(dateModified=[])],
    "article-date-format": [art(datePublished=text) for text in ("Sun, 22 Nov 2026 09:30:00 GMT", "22/11/2026", "2026-13-01", "November 22, 2026", "2026-11-22T25:00:00Z")] + [art(datePublished=1700000000)],
    "article-date-timezone": [art(datePublished="2026-11-22T09:30"), art(dateModified="2026-11-22T09:30:00.000"), art(datePublished="20261122T093000")],
    "article-date-order": [art(datePublished=a, dateModified=b) for a, b in (("2026-11-22", "2026-11-21"), ("2026-11-22T09:30:00Z", "2026-11-22T10:00:00+02:00"), ("2026-11-22T09:30:00", "2026-11-22T09:29:59"))],
    "breadcrumb-missing": [H1, H1 + "<nav><a href=/>Home</a> <a href=/w>World</a></nav>", art(headline="x")],
    "breadcrumb-unmarked": [
        '<ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ol>' + H1,
        '<div id="breadcrumbs"><a href="/">Startseite</a> &gt; <a href="/p">Politik</a> &gt; Wahl</div>' + H1,
        '<nav aria-label="Breadcrumb"><a href="/">Home</a><a href="/w">World</a></nav>' + H1 + art(headline="x"),
    ],
    "breadcrumb-shape": [crumbs("Home", "World"), ld({"@type": "BreadcrumbList"}), crumbs(), crumbs({"@type": "WebPage", "name": "x"})],
    "breadcrumb-length": [crumbs(HOME), ld({"@type": "BreadcrumbList", "itemListElement": HOME}), crumbs(HOME, WORLD) + crumbs(HOME)],
    "breadcrumb-name": [crumbs(step(1, item=ROOT), WORLD), crumbs(HOME, step(2, " ")), crumbs(step(1, item={"@id": ROOT, "name": ""}), WORLD)],
    "breadcrumb-position": [crumbs(step(None, "a")), crumbs(step("first", "a")), crumbs(step("", "a")), crumbs(step(1.5, "a"))],
    "breadcrumb-sequence": [crumbs(step(1, "a"), step(3, "b")), crumbs(step(0, "a"), step(1, "b")), crumbs(step(1, "a"), step(1, "b"))],
    "breadcrumb-item": [crumbs(step(1, "Home"), WORLD), crumbs(step(1, "Home", ""), WORLD), crumbs(HOME, step(2, "World"), step(3, "x"))],
    "breadcrumb-url": [crumbs(step(1, "a", "/x")), crumbs(step(1, "a", {"@id": "www.example.com/x"})), crumbs(step(1, "a", "https://{{host}}/"))],
    "breadcrumb-visible": [VISIBLE + crumbs(HOME, WORLD), VISIBLE + crumbs(step(1, "News"), step(2, "World")), VISIBLE + crumbs(step(1, "Home"), step(2, "Sport"), step(3, "Tennis"))],
    "headline-h1": ["<h1>Two dead in crash near Lyon</h1>" + art(headline="Storm leaves thousands without power"), "<h1>Mayor resigns</h1>" + art(headline="Mayor"), "<h1>Wetter</h1>" + art(headline="Bürgermeister tritt zurück")],
    "headline-title": ["<title>Home</title>" + H1, SITE + "<title>Untitled document | The Daily Example</title>" + H1, "<title>天気予報</title><h1>市長が辞任</h1>"],
    "headline-competing": [H1 + "<p><b>SEO title:</b> Why the mayor had to go</p>", H1 + "<h2>Housing scandal: the mayor resigns</h2><p>x</p>", "<h1>Bürgermeister tritt zurück</h1><p>Schlagzeile: Skandal kostet das Amt</p>"],
    "headline-foreign-publisher": [
        f"{SITE}<title>Mayor resigns</title><h1>Mayor resigns – BBC News</h1>",
        f"{SITE}<title>Mayor resigns - CNN</title><h1>Mayor resigns</h1>",
        f"{SITE}<h1>Mayor resigns</h1>" + art(headline="Mayor resigns | Springfield Herald"),
    ],
    "h1-missing": ["<h2>x</h2>", "<h1 hidden>x</h1>", '<h1 aria-level="2">x</h1>'],
    "h1-empty": ["<h1></h1>", '<h1><img src="a" alt=""></h1>', "<h1>&nbsp;</h1>"],
    "heading-empty": ["<h1>x</h1><h3><span></span></h3>", "<h2><!-- x --></h2>", '<h2><a href="/"></a></h2>'],
    "h1-multiple": ["<h1>x</h1><h1>x</h1>", '<h1>x</h1><div role="heading" aria-level="1">y</div>', '<h1>x</h1><h2 aria-level="1">y</h2>'],
    "heading-skip": ["<h1>x</h1><h2>y</h2><h4>z</h4>", '<h1>x</h1><div role="heading" aria-level="5">y</div>', "<h2>a</h2><h6>b</h6>"],
    "heading-first": ["<h3>x</h3><h1>y</h1>", '<div role="heading" aria-level="2">x</div><h1>y</h1>', "<nav><h2>Menu</h2></nav><h1>y</h1>"],
    "link-text": ["<a href=/x></a>", "<a href=/x><i class=icon></i></a>", '<a href=/x><span aria-hidden="true">×</span></a>'],
    "link-empty": ['<a href="">x</a>', '<a href=" ">x</a>', '<a onclick="go()">x</a>'],
    "link-javascript": ['<a href="JavaScript:void(0)">x</a>', '<a href=" javascript:go()">x</a>', '<a href="javascript:;">x</a><a href="/y">y</a>'],
    "link-malformed": ['<a href="http:/example.com">x</a>', '<a href="https://exa mple.com/">x</a>', '<a href="/{{ slug }}">x</a>', '<a href="https://www.example.com:port/">x</a>'],
    "link-promised": [p("Read our latest coverage of the scandal."), p("À lire aussi : le maire démissionne"), p("Lesen Sie auch: Wohnungsbau in der Krise"), p("Click here for the full story."), p("You can read the full report here."), p("Den vollständigen Bericht finden Sie hier."), p("Para más información, haga clic aquí."), p("READ MORE: The history of the scandal"), p("To learn more, visit our website."), p("Ayrıca okuyun: Bütçe")],
    "title-missing": ["<h1>x</h1>", "<title></title>", "<title> \n </title>", "<svg><title>icon</title></svg>"],
    "canonical-missing": ["<head></head>", '<link rel="alternate" href="/x">', '<link rel="canonical">'],
    "canonical-conflict": [
        '<link rel=canonical href="/x"><link rel=canonical href="/y">',
        '<link rel=canonical href="https://www.example.com/x"><link rel=canonical href="http://other.example/x">',
        '<link rel=canonical href="/x"><link rel=canonical href="/x?page=2">',
    ],
    "leaked-label": [p("Meta Description: The mayor resigned."), H1 + "<h2>Subhead: What now</h2>", p("The budget is TK TK euros."), p("[Insert quote here]"), p("SEO-Titel: Rat tritt zurück"), p("[PHOTO TK]"), p("She spoke (insert link) on Friday."), p("[Name einfügen] sagte zu."), p("Chapô : La maire s’en va.")],
    "placeholder-text": [p("Lorem ipsum dolor sit amet"), "<title>{{ page.title }}</title>" + H1, "<h1>[object Object]</h1>", art(headline="undefined"), art(keywords=["undefined"]), p("Duis aute irure dolor in reprehenderit"), p("By undefined on Friday"), p("{$article.lead}"), p("By {author_name}"), p("Hello %s, welcome"), '<meta name="twitter:title" content="{{ title }}">' + H1],
    "generator-prose": [p("As an AI language model, I cannot browse the news."), p("Here is a rewritten version of the article:"), p("Voici une version réécrite de l’article."), p("Als KI-Sprachmodell kann ich keine Meinung haben."), p("I’m sorry, but I can’t fulfill this request."), p("Certainly! Here’s a revised headline for the story."), p("Como modelo de lenguaje de IA, no puedo opinar."), p("Как языковая модель, я не могу судить."), p("She left. Word count: 650")],
    "byline-missing": [H1 + "<p>x</p>", H1 + '<meta name="author" content="">', H1 + art(author="")],
    "dateline-missing": [H1 + "<p>x</p>", H1 + art(headline="x"), H1 + "<footer>© 2026 The Daily Example</footer>"],
}  # fmt: skip


def ended(rule: str, html: str) -> str:
    headers = {"content-type": "text/html; charset=utf-8"}
    document = Document(html.encode(), f"{ROOT}politics/mayor", headers, datetime(2026, 12, 1, tzinfo=UTC))
    (outcome,) = audit(document, RULESET.select([rule])).outcomes
    return outcome.state


@pytest.mark.parametrize(("rule", "html"), [(rule, html) for rule, pages in GOOD.items() for html in pages])
def test_a_sound_page_is_not_accused(rule: str, html: str) -> None:
    assert ended(rule, html) in ("passed", "not_applicable")


@pytest.mark.parametrize(("rule", "html"), [(rule, html) for rule, pages in BAD.items() for html in pages])
def test_a_fault_is_found(rule: str, html: str) -> None:
    assert ended(rule, html) == "failed"


def test_each_rule_has_at_least_three_of_each() -> None:
    assert GOOD.keys() == BAD.keys()
    assert all(len(pages) >= 3 for table in (GOOD, BAD) for pages in table.values())
