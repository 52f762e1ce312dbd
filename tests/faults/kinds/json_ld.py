"""Faults of the JSON-LD blocks: what a template or a person breaks."""

from __future__ import annotations

import re

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient
from ..rewriter import written
from ..spans import Value


def _text_with(p: Patient, *keys: str) -> Value | None:
    """A text of the article with two words or more."""
    found = [value for key in keys if p.article and (value := p.article.get(key)) and value.text and " " in value.text]
    return p.pick(*found) if found else None


def _block(p: Patient) -> tuple[int, int] | None:
    """Start and end of the content of a sound block."""
    if not p.blocks:
        return None
    element, _ = p.pick(*p.blocks)
    return p.inner(element)


@kind("comma behind the last property", "jsonld-syntax")
def trailing_comma(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    inner = [item for item in p.article.walk() if item.members]
    last = p.pick(*inner).members[-1]
    return Fault((Edit(last.end, last.end, f"{MARK},"),))


@kind("comma missing between properties", "jsonld-syntax")
def missing_comma(p: Patient) -> Fault | None:
    if p.article is None or len(p.article.members) < 3:
        return None
    at = p.random.randrange(1, len(p.article.members))
    before, after = p.article.members[at - 1 : at + 1]
    between = p.text[before.end : after.start].replace(",", " ")
    return Fault((Edit(before.end, after.start, f"{MARK}{between}{MARK}"),))


@kind("line break inside a text", "jsonld-syntax")
def raw_line_break(p: Patient) -> Fault | None:
    value = _text_with(p, "headline", "description", "articleBody")
    if value is None:
        return None
    space = p.text.find(" ", value.start)
    if not value.start < space < value.end:
        return None
    return Fault((Edit(space, space + 1, MARK + p.pick("\n", "\n\n", "\t")),))


@kind("quotation marks inside a text", "jsonld-syntax")
def raw_quotes(p: Patient) -> Fault | None:
    value = _text_with(p, "headline", "description")
    word = re.compile(r"(?<=[ ])\w{4,}(?=[ ])").search(p.text, value.start, value.end) if value else None
    if value is None or word is None:
        return None
    return Fault((Edit(*word.span(), f'{MARK}"{MARK}{word[0]}{MARK}"'),), at=(value.start,))


@kind("text never closed", "jsonld-syntax")
def unclosed_text(p: Patient) -> Fault | None:
    value = _text_with(p, "headline", "description")
    if value is None:
        return None
    return Fault((Edit(value.end - 1, value.end, MARK),), at=(value.start,))


@kind("block cut short", "jsonld-syntax")
def cut_short(p: Patient) -> Fault | None:
    span = _block(p)
    if span is None:
        return None
    end = p.text.rfind("}", *span)
    return Fault((Edit(end, span[1], f"{MARK}\n"),), at=(span[0], p.text.find("{", *span)))


@kind("comment in a block", "jsonld-syntax")
def comment(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    member = p.article.members[p.random.randrange(len(p.article.members))]
    note = p.pick("// TODO: take from the CMS\n", "/* generated */ ", "<!-- seo -->\n")
    return Fault((Edit(member.start, member.start, f"{MARK}{note}"),))


@kind("block wrapped in CDATA", "jsonld-syntax")
def cdata(p: Patient) -> Fault | None:
    span = _block(p)
    if span is None or "<" in p.text[slice(*span)]:
        return None
    opening, closing = p.pick(("//<![CDATA[\n", "\n//]]>"), ("/* <![CDATA[ */", "/* ]]> */"), ("<![CDATA[", "]]>"))
    return Fault((Edit(span[0], span[0], MARK + opening), Edit(span[1], span[1], closing)))


@kind("block escaped as HTML", "jsonld-syntax")
def escaped(p: Patient) -> Fault | None:
    span = _block(p)
    if span is None or "&quot;" in p.text[slice(*span)]:
        return None
    quote = p.pick("&quot;", "&#34;")
    head, found, rest = p.text[slice(*span)].partition('"')
    return Fault((Edit(*span, MARK + head + MARK + (found + rest).replace('"', quote)),))


@kind("single quotes for double ones", "jsonld-syntax")
def single_quotes(p: Patient) -> Fault | None:
    value = _text_with(p, "headline", "description")
    if value is None or "'" in p.text[value.start : value.end] or "\\" in p.text[value.start : value.end]:
        return None
    return Fault((Edit(value.start, value.end, f"{MARK}'{p.text[value.start + 1 : value.end - 1]}'"),))


@kind("curly quotes for straight ones", "jsonld-syntax")
def curly_quotes(p: Patient) -> Fault | None:
    member = p.pick(*p.article.members) if p.article else None
    if member is None:
        return None
    return Fault((Edit(member.start, member.start + len(member.key) + 2, f"{MARK}“{member.key}”"),))


@kind("value left out by the template", "jsonld-syntax")
def no_value(p: Patient) -> Fault | None:
    member = p.pick(*p.article.members) if p.article else None
    if member is None:
        return None
    left = p.pick("", "undefined", "NaN", "None", "{{ page.title }}")
    return Fault((Edit(member.value.start, member.value.end, MARK + left),), at=(member.start,))


@kind("something behind the object", "jsonld-syntax")
def behind(p: Patient) -> Fault | None:
    span = _block(p)
    if span is None:
        return None
    end = p.text.rfind("}", *span) + 1
    return Fault((Edit(end, end, MARK + p.pick(";", "}", ",", f"\n{MARK}{{}}")),), at=(end - 1,))


@kind("empty JSON-LD block", "jsonld-syntax")
def empty_block(p: Patient) -> Fault | None:
    if p.head is None:
        return None
    at = p.inner(p.head)[1]
    inside = p.pick("", "\n", "   ")
    return Fault((Edit(at, at, f'\n{MARK}<script type="application/ld+json">{inside}</script>\n'),))


@kind("block encoded as JSON twice", "jsonld-syntax")
def encoded_twice(p: Patient) -> Fault | None:
    if p.head is None:
        return None
    at = p.inner(p.head)[1]
    text = p.pick(written('{"@context": "https://schema.org", "@type": "WebSite"}'), "null", '"NewsArticle"')
    return Fault((Edit(at, at, f'\n{MARK}<script type="application/ld+json">{text}</script>\n'),))


@kind("property written twice", "jsonld-duplicate-key")
def duplicate(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    member = p.pick(*(item for item in p.article.members if item.key not in ("@type", "@context", "@id")))
    last = p.article.members[-1].end
    again = p.text[member.start : member.end]
    if member.value.text and p.pick(True, False):
        again = f"{written(member.key)}: {written(member.value.text + ' ')}"
    return Fault((Edit(last, last, f",\n{MARK}{again}"),))


@kind("context missing", "jsonld-context")
def context_missing(p: Patient) -> Fault | None:
    roots = [root for _, root in p.blocks if root.member("@context") and (root.types or root.member("@graph"))]
    root = p.pick(*roots) if roots else None
    edit = p.drop(root, "@context") if root else None
    return Fault((edit,), at=(root.start,)) if root and edit else None


@kind("context is not schema.org", "jsonld-context")
def context_wrong(p: Patient) -> Fault | None:
    roots = [
        root for _, root in p.blocks if (root.get("@context") or root).text and (root.types or root.member("@graph"))
    ]
    root = p.pick(*roots) if roots else None
    context = root.get("@context") if root else None
    if root is None or context is None:
        return None
    wrong = p.pick("https://schema.com", "https://shema.org", "https://www.example.com/schema", "")
    return Fault((p.new_value(context, wrong),), at=(root.start,))


@kind("HTML entities in a text of the JSON-LD", "jsonld-html-entities")
def entities(p: Patient) -> Fault | None:
    value = _text_with(p, "headline", "description")
    if value is None or not value.text or re.search(r"&#?\w+;", p.text[value.start : value.end]):
        return None
    space = p.text.find(" ", value.start, value.end)
    if any(char in value.text for char in "'’&"):
        shown = re.sub(r"['’&]", lambda match: {"'": "&#039;", "’": "&rsquo;", "&": "&amp;"}[match[0]], value.text)
        return Fault((p.new_value(value, shown),))
    return Fault((Edit(space, space + 1, MARK + p.pick("&nbsp;", "&#160;", " &amp; ", "&#8211; ")),), at=(value.start,))


@kind("script type not exactly application/ld+json", "jsonld-script-type")
def script_type(p: Patient) -> Fault | None:
    if not p.blocks:
        return None
    element, _ = p.pick(*p.blocks)
    edit = p.attribute(
        element, "type", p.pick("application/ld+json; charset=utf-8", "Application/LD+JSON", " application/ld+json ")
    )
    return Fault((edit,), at=(p.start(element),)) if edit else None


@kind("misspelt type", "schema-unknown-type")
def unknown_type(p: Patient) -> Fault | None:
    wrong: dict[str, tuple[str, ...]] = {
        "ImageObject": ("imageObject", "Imageobject"),
        "Organization": ("Organisation", "organization"),
    }
    wrong |= {"WebPage": ("Webpage", "webPage"), "NewsMediaOrganization": ("NewsMediaOrganisation",)}
    keys = ("publisher", "image", "mainEntityOfPage")
    found = [
        kind_
        for key in keys
        if p.article and (value := p.article.get(key)) and (kind_ := value.get("@type")) and kind_.data in wrong
    ]
    if not found:
        return None
    value = p.pick(*found)
    new = p.pick(*wrong[str(value.data)])
    if f'"{new}"' in p.text:
        return None
    return Fault((p.new_value(value, new),), at=(p.text.rfind("{", 0, value.start),))


@kind("misspelt type of the article", "schema-unknown-type")
def unknown_article(p: Patient) -> Fault | None:
    value = p.article.get("@type") if p.article else None
    if value is None or value.data not in ("NewsArticle", "Article", "BlogPosting"):
        return None
    wrong: dict[str, tuple[str, ...]] = {
        "NewsArticle": ("newsArticle", "News Article"),
        "Article": ("article", "Artikel"),
        "BlogPosting": ("BlogPost",),
    }
    return Fault((p.new_value(value, p.pick(*wrong[str(value.data)])),), at=(p.text.rfind("{", 0, value.start),))


@kind("misspelt property", "schema-unknown-property")
def misspelt_property(p: Patient) -> Fault | None:
    wrong: dict[str, tuple[str, ...]] = {
        "articleSection": ("articlesection", "articleSections"),
        "description": ("desciption", "Description"),
    }
    wrong |= {"keywords": ("Keywords", "keyWords"), "articleBody": ("articlebody", "article_body")}
    wrong |= {"inLanguage": ("InLanguage", "inlanguage"), "thumbnailUrl": ("thumbnailURL",)}
    found = [member for member in (p.article.members if p.article else ()) if member.key in wrong]
    if not found:
        return None
    member = p.pick(*found)
    return Fault((p.rename(member, p.pick(*wrong[member.key])),))


@kind("property that does not exist", "schema-unknown-property")
def invented_property(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    name = p.pick("lastModified", "readingTime", "articleTags", "headLine", "pubDate", "autor", "urheber")
    return Fault((p.add(p.article, name, "2024-05-03"),))
