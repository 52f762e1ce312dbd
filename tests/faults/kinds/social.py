"""Faults of the Open Graph and Twitter elements."""

from __future__ import annotations

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient, plain


def _og(p: Patient, name: str, *values: str) -> Fault | None:
    found = p.metas(name)
    if len(found) != 1 or not (found[0].attr("content") or "").strip():
        return None
    edit = p.attribute(found[0], "content", p.pick(*values))
    return Fault((edit,), at=(p.start(found[0]),)) if edit else None


@kind("Open Graph element missing", "og-missing")
def missing(p: Patient) -> Fault | None:
    names = ["og:title", "og:type", "og:image", "og:url"]
    if p.head is None or any(not p.metas(name) for name in names):
        return None
    found = p.metas(p.pick(*names))
    return Fault((p.cut(found[0]),), at=(p.start(p.head),)) if len(found) == 1 else None


@kind("og:image of no use", "og-image-url")
def image(p: Patient) -> Fault | None:
    return _og(
        p,
        "og:image",
        "",
        "/images/a.jpg",
        "images/a.jpg",
        "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
        "//www.example.com/a.jpg",
        "https:// www.example.com/a.jpg",
    )


@kind("og:url is another page", "og-url")
def url(p: Patient) -> Fault | None:
    if not p.origin or not p.canonical:
        return None
    return _og(p, "og:url", f"{p.origin}/", f"{p.origin}/another-story-4711.html", "https://www.example.com/x")


@kind("og:locale not a locale", "og-locale")
def locale(p: Patient) -> Fault | None:
    wrong = ("de", "en-US", "de-DE", "english", "en_us_x", "EN_GB1")
    if not p.metas("og:locale") and p.head is not None:
        at = p.inner(p.head)[1]
        return Fault((Edit(at, at, f'\n{MARK}<meta property="og:locale" content="{p.pick(*wrong)}">\n'),))
    return _og(p, "og:locale", *wrong)


@kind("unknown Twitter card", "twitter-card")
def card(p: Patient) -> Fault | None:
    return _og(p, "twitter:card", "summary-large-image", "large", "photo", "article", "summary_large_images")


@kind("Twitter text too long", "twitter-card")
def long_text(p: Patient) -> Fault | None:
    found = p.metas("twitter:description")
    if len(found) != 1 or not p.paragraphs or not plain(found[0].attr("content") or ""):
        return None
    text = " ".join(" ".join(item.text for item in p.paragraphs[:3]).split())
    return _og(p, "twitter:description", text[:400]) if len(text) > 230 else None
