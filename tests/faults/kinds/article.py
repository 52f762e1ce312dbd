"""Faults of the article's description: what is missing, of a wrong kind, or about another page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient, plain
from ..rewriter import written
from ..words import OTHER_STORIES


def _nothing(p: Patient, key: str) -> Fault | None:
    """A property gone, or with nothing in it."""
    if p.article is None:
        return None
    value = p.article.get(key)
    if value is None or value.data in ("", [], None, {}):
        return None
    if p.pick(True, False):
        edit = p.drop(p.article, key)
        return Fault((edit,), at=(p.article.start,)) if edit else None
    return Fault((p.new_value(value, p.pick("", None, " ")),), at=(p.article.start,))


@kind("headline missing or empty", "article-headline")
def no_headline(p: Patient) -> Fault | None:
    return _nothing(p, "headline")


@kind("image missing or empty", "article-image")
def no_image(p: Patient) -> Fault | None:
    return _nothing(p, "image")


@kind("author missing or empty", "article-author", also=("byline-missing",))
def no_author(p: Patient) -> Fault | None:
    return _nothing(p, "author")


@kind("datePublished missing or empty", "article-date-published")
def no_date(p: Patient) -> Fault | None:
    return _nothing(p, "datePublished")


@kind("dateModified missing or empty", "article-date-modified")
def no_modified(p: Patient) -> Fault | None:
    return _nothing(p, "dateModified")


@kind("publisher missing or empty", "article-publisher")
def no_publisher(p: Patient) -> Fault | None:
    return _nothing(p, "publisher")


@kind("article described as a mere web page", "article-markup", also=("byline-missing", "dateline-missing"))
def no_article(p: Patient) -> Fault | None:
    value = p.article.get("@type") if p.article else None
    head = p.select("head")
    if p.article is None or value is None or not isinstance(value.data, str) or not head:
        return None
    if any("BreadcrumbList" in item.types for item in p.article.walk()):
        return None
    keep = [key for key in ("headline", "description", "url", "name", "@id", "@context", "image") if p.article.get(key)]
    page = {**{key: p.article.get(key).data for key in keep}, "@type": "WebPage"}  # type: ignore[union-attr]
    return Fault((Edit(p.article.start, p.article.end, written(page)),), at=(p.start(head[0]),))


@kind("article described twice, differently", "article-conflict")
def conflict(p: Patient) -> Fault | None:
    """A second block with the same description, but for the headline or the day."""
    canonical = plain(p.canonical.attr("href") or "") if p.canonical else ""
    if p.article is None or p.head is None or not isinstance(p.article.data, dict):
        return None
    address = p.article.get("url")
    headline, published = p.article.get("headline"), p.article.get("datePublished")
    if headline is None or address is None or not address.text or plain(address.text) != canonical:
        return None
    twin = {"@context": "https://schema.org", **p.article.data, "@id": f"{address.text}#twin"}
    places = [headline.start]
    if (
        published is not None
        and published.text
        and re.match(r"202\d-\d\d-\d\dT", published.text)
        and p.pick(True, False)
    ):
        twin["datePublished"] = "2019" + published.text[4:]
        places.append(published.start)
    else:
        twin["headline"] = p.say(OTHER_STORIES)
    at = p.inner(p.head)[1]
    text = f'<script type="application/ld+json">{written(twin)}</script>\n'
    return None if "&" in text or "image" not in twin else Fault((Edit(at, at, MARK + text),), at=tuple(places))


@kind("value of an impossible kind", "article-shape")
def shape(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    key, data = p.pick(
        ("headline", {"text": "Mayor resigns"}),
        ("headline", 42),
        ("datePublished", {"date": "2024-05-03"}),
        ("datePublished", True),
        ("author", 17),
        ("author", True),
        ("image", 1200),
        ("publisher", False),
        ("description", {"en": "She had denied everything."}),
    )
    value = p.article.get(key)
    return Fault((p.new_value(value, data),)) if value is not None and value.data else None


@kind("image address of no use", "article-image-url")
def image_address(p: Patient) -> Fault | None:
    image = p.article.get("image") if p.article else None
    if image is None:
        return None
    targets = [value if value.text else value.get("url") for value in image.each()]
    target = next((value for value in targets if value is not None and value.text), None)
    wrong = p.pick(
        "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "blob:https://www.example.com/1", "file:///C:/a.jpg", "https://"
    )
    return Fault((p.new_value(target, wrong),)) if target else None


@kind("image declared too small", "article-image-size")
def image_size(p: Patient) -> Fault | None:
    image = p.article.get("image") if p.article else None
    if image is None or not image.data:
        return None
    width, height = p.pick((600, 400), ("150", "150"), (1199, 675), ("640px", "360px"), (300, 200))
    origin = p.origin or "https://www.example.com"
    small = {"@type": "ImageObject", "url": f"{origin}/a.jpg", "width": width, "height": height}
    return Fault((p.new_value(image, small),))


@kind("article says it is another page", "article-url")
def other_page(p: Patient) -> Fault | None:
    if p.article is None or p.canonical is None or not p.address:
        return None
    parts = urlsplit(p.address)
    home = f"{parts.scheme}://{parts.netloc}/"
    if parts.path in ("", "/"):
        return None
    wrong = p.pick(home, f"{home}politics/another-story-12345.html", f"{home}news/2021/05/yet-another-story")
    for key in p.random.sample(["url", "mainEntityOfPage"], 2):
        value = p.article.get(key)
        if value is not None and value.text:
            return Fault((p.new_value(value, wrong),))
        inner = value.get("@id") if value is not None else None
        if inner is not None and inner.text:
            return Fault((p.new_value(inner, wrong),))
    return Fault((p.add(p.article, "url", wrong),)) if p.article.get("url") is None else None


@kind("headline much too long", "article-headline-length")
def long_headline(p: Patient) -> Fault | None:
    headline = p.article.get("headline") if p.article else None
    if headline is None or p.h1 is None or not headline.text or plain(headline.text) != plain(p.h1.text):
        return None
    if not p.paragraphs or len(headline.text) > 110:
        return None
    longer = " ".join(f"{headline.text}: {p.paragraphs[0].text}".split()[:60])
    longer = longer if " " in longer[110:] else longer[:200]
    return Fault((p.new_value(headline, longer[:260].strip()),)) if len(longer) > 130 else None


@kind("paywall selector that selects nothing", "article-paywall-selector")
def paywall_selector(p: Patient) -> Fault | None:
    if p.article is None or p.article.get("hasPart") is not None:
        return None
    selector = p.pick("#paywall-body", ".no-such-class-here", "div.paywall-xy > p", "paywall-xy", "[data-paywall]")
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": selector}
    end = p.article.members[-1].end
    free = "" if p.article.get("isAccessibleForFree") else ',\n"isAccessibleForFree": false'
    return Fault((Edit(end, end, f'{free},\n"hasPart": {MARK}{written(part)}'),))


@kind("isAccessibleForFree as text", "article-paywall-value")
def paywall_value(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    wrong = p.pick("False", "True", "false", "http://schema.org/False", "no")
    value = p.article.get("isAccessibleForFree")
    if value is not None:
        return Fault((p.new_value(value, wrong),)) if isinstance(value.data, bool) else None
    return Fault((p.add(p.article, "isAccessibleForFree", wrong),))


@kind("video without what Google requires", "article-video")
def video(p: Patient) -> Fault | None:
    if p.article is None or p.article.get("video") is not None:
        return None
    whole: dict[str, object] = {"@type": "VideoObject", "name": "The mayor speaks", "description": "A speech."}
    whole |= {"thumbnailUrl": "https://www.example.com/a.jpg", "uploadDate": "2024-05-03T10:00:00Z"}
    whole |= {"contentUrl": "https://www.example.com/a.mp4"}
    missing = p.pick("name", "thumbnailUrl", "uploadDate")
    if p.pick(True, False):
        del whole[missing]
    else:
        return _empty_video(p, whole, missing)
    return Fault((p.add(p.article, "video", whole),))


def _empty_video(p: Patient, whole: dict[str, object], missing: str) -> Fault | None:
    assert p.article is not None
    return Fault((p.add(p.article, "video", {**whole, missing: ""}),))


@kind("live blog with updates that lack something", "article-live-blog")
def live_blog(p: Patient) -> Fault | None:
    value = p.article.get("@type") if p.article else None
    if p.article is None or value is None or not isinstance(value.data, str):
        return None
    update = {"@type": "BlogPosting", "headline": "It begins", "datePublished": "2024-05-03T10:00:00Z"}
    lost = p.pick("headline", "datePublished")
    bare = {key: text for key, text in update.items() if key != lost}
    end = p.article.members[-1].end
    start, finish = "2024-05-03T10:00:00Z", p.pick("2024-05-03T18:00:00Z", "2024-05-02T18:00:00Z")
    wrong = finish < start
    second = update if wrong else bare
    text = (
        f',\n"coverageStartTime": {written(start)}, {MARK}"coverageEndTime": {written(finish)},'
        f'\n"liveBlogUpdate": [{written(update)}, {"" if wrong else MARK}{written(second)}]'
    )
    return Fault((Edit(value.start, value.end, '"LiveBlogPosting"'), Edit(end, end, text)))


@kind("section that is not in the trail", "article-section")
def section(p: Patient) -> Fault | None:
    value = p.article.get("articleSection") if p.article else None
    names = [str(name.data) for step in p.steps if (name := step.get("name")) and name.text]
    if value is None or not value.text or not any(plain(value.text) == plain(name) for name in names):
        return None
    return Fault((p.new_value(value, p.pick("Gardening", "Gartenbau", "Jardinage", "Ogrodnictwo", "Horoscope")),))
