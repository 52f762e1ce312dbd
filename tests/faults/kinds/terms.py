"""Faults of the terms of schema.org: values of a wrong kind, empty ones, references to nothing, what is retired."""

from __future__ import annotations

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient


@kind("property of another type", "schema-property-domain")
def domain(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    key, data = p.pick(
        ("jobTitle", "Reporter"), ("price", "3.50"), ("birthDate", "1980-01-01"), ("uploadDate", "2024-05-03")
    )
    return Fault((p.add(p.article, key, data),))


@kind("superseded property", "schema-superseded")
def superseded(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    key = p.pick("isBasedOnUrl", "awards", "reviews", "encodings", "fileFormat")
    data: object = {"reviews": [{"@type": "Review", "reviewBody": "Good."}]}.get(key, "https://www.example.com/x")
    return Fault((p.add(p.article, key, data),))


@kind("value of a wrong kind", "schema-value-type")
def wrong_kind(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    person = {"@type": "Person", "name": "Ann Lee", "url": "https://www.example.com/ann"}
    key, data = p.pick(("inLanguage", person), ("commentCount", person), ("locationCreated", person), ("image", person))
    if p.article.get(key) is not None:
        value = p.article.get(key)
        assert value is not None
        return Fault((p.new_value(value, data),), at=(p.article.start,))
    return Fault((p.add(p.article, key, data),)) if key != "image" else None


@kind("empty value", "schema-empty-value")
def empty_value(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    nothing: object = p.pick("", [], None)
    keys = ("description", "articleSection", "keywords", "articleBody", "alternativeHeadline", "thumbnailUrl", "editor")
    full = [value for key in keys if (value := p.article.get(key)) is not None and value.data]
    free = [key for key in keys if p.article.get(key) is None]
    if full and (not free or p.pick("full", "free") == "full"):
        return Fault((p.new_value(p.pick(*full), nothing),))
    return Fault((p.add(p.article, p.pick(*free), nothing),)) if free else None


@kind("empty value among others", "schema-empty-value")
def empty_among(p: Patient) -> Fault | None:
    values = [value for key in ("image", "keywords", "articleSection") if p.article and (value := p.article.get(key))]
    full = [value for value in values if value.text]
    if not full:
        return None
    value = p.pick(*full)
    return Fault((p.new_value(value, p.pick([value.text, ""], ["", value.text], [value.text, None])),))


@kind("reference to a node that is not there", "schema-dangling-reference")
def dangling(p: Patient) -> Fault | None:
    keys = [key for key in ("publisher", "image", "author") if p.article and p.article.get(key)]
    if not keys or p.article is None:
        return None
    value = p.article.get(p.pick(*keys))
    assert value is not None
    return Fault((p.new_value(value, {"@id": p.pick("#/schema/gone", "https://www.example.com/#/schema/none/0")}),))


@kind("type without use any more", "schema-retired-type")
def retired(p: Patient) -> Fault | None:
    address = "https://www.example.com/"
    answer = {"@type": "Answer", "text": "On Monday."}
    data: dict[str, object] = p.pick(
        {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "When?", "acceptedAnswer": answer}]},
        {"@type": "HowTo", "name": "How to vote", "step": [{"@type": "HowToStep", "text": "Go there."}]},
        {
            "@type": "ClaimReview",
            "url": address,
            "claimReviewed": "The earth is flat",
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": 1,
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": "False",
            },
        },
    )
    edit = p.new_block({"@context": "https://schema.org", **data}, mark=True)
    present = {name for _, root in p.blocks for item in root.walk() for name in item.types}
    return Fault((edit,)) if edit and not present & {"FAQPage", "HowTo", "ClaimReview"} else None


@kind("data-vocabulary.org markup", "schema-data-vocabulary")
def data_vocabulary(p: Patient) -> Fault | None:
    h1 = p.h1
    if h1 is None:
        return None
    at = p.start(h1)
    link = '<a href="/politics" itemprop="url"><span itemprop="title">Politics</span></a>'
    web = p.pick("http://data-vocabulary.org/Breadcrumb", "http://www.data-vocabulary.org/Breadcrumb")
    return Fault((Edit(at, at, f'{MARK}<div itemscope itemtype="{web}">{link}</div>\n'),))


@kind("itemprop outside any item", "microdata-orphan")
def orphan(p: Patient) -> Fault | None:
    h1 = p.h1
    if h1 is None or h1.closest("[itemscope]") is not None or h1.attr("itemprop"):
        return None
    location = h1.source_location
    assert location is not None
    end = location.start_tag.end_offset - 1
    if p.text[end - 1] == "/":
        return None
    extra = MARK + p.pick(' itemprop="headline"', ' itemprop="name"', ' itemtype="https://schema.org/NewsArticle"')
    return Fault((Edit(end, end, extra),), at=(p.start(h1),))
