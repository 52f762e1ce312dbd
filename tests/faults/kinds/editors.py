"""Faults that editors and their assistants make in the text: pasted addresses, left-overs of machines and markdown."""

from __future__ import annotations

import html
from urllib.parse import urlsplit

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient
from ..words import OTHER_STORIES, PARAGRAPHS, READ_MORE, SUBHEADINGS


def _paragraph(p: Patient, inside: str, form: str = "<p>{}</p>") -> Fault | None:
    """A paragraph between two others; a mark before it and before what is inside."""
    if p.gap is None:
        return None
    return Fault((Edit(p.gap, p.gap, f"\n{MARK}{form.format(MARK + inside)}\n"),))


def _linked(p: Patient, attributes: str) -> Fault | None:
    text = PARAGRAPHS.get(p.language, PARAGRAPHS["en"])
    return _paragraph(p, f"{text} <a {MARK}{attributes}>{p.say(READ_MORE)}</a>.")


@kind("address pasted with a slip", "link-malformed")
def slip(p: Patient) -> Fault | None:
    address = p.pick(
        "https//www.example.com/report",
        "https:www.example.com/report",
        "http:/www.example.com/report",
        "https://https://www.example.com/report",
        "http://www.example.com:report/",
        "https://www.example.com /report",
        "hhttps://www.example.com/report",
        "https;//www.example.com/report",
    )
    return _linked(p, f'href="{address}"')


@kind("address without its scheme", "link-malformed")
def schemeless(p: Patient) -> Fault | None:
    return _linked(p, f'href="{p.pick("www.example.com/report", "www.example.org", "//www.example.com:x/")}"')


@kind("address in curly quotes", "link-malformed")
def curly(p: Patient) -> Fault | None:
    return _linked(p, p.pick("href=”https://www.example.com/report”", 'href="“https://www.example.com/report”"'))


@kind("picture from a private machine", "link-private-host")
def private_picture(p: Patient) -> Fault | None:
    host = (urlsplit(p.address).hostname or "").removeprefix("www.") if p.address else ""
    if not host:
        return None
    source = p.pick("http://localhost:8080/a.jpg", f"https://staging.{host}/a.jpg", "http://192.168.0.12/media/a.jpg")
    return _paragraph(p, f'<img {MARK}src="{source}" alt="The old bridge">', "<figure>{}</figure>")


@kind("og:image from a private machine", "link-private-host")
def private_social(p: Patient) -> Fault | None:
    found = p.metas("og:image")
    if len(found) != 1 or not (found[0].attr("content") or "").startswith("https:"):
        return None
    edit = p.attribute(found[0], "content", p.pick("http://localhost/a.jpg", "https://cms.local/a.jpg"))
    return Fault((edit,), at=(p.start(found[0]),)) if edit else None


@kind("canonical on the staging host", "link-private-host", also=("canonical-elsewhere",))
def private_canonical(p: Patient) -> Fault | None:
    if p.canonical is None or p.url is None or p.url.startswith("http://"):
        return None
    parts = urlsplit(p.url)
    host = (parts.hostname or "").removeprefix("www.")
    if urlsplit(p.canonical.attr("href") or "").path != parts.path:
        return None
    edit = p.attribute(p.canonical, "href", f"https://{p.pick('staging', 'dev', 'preprod')}.{host}{parts.path}")
    return Fault((edit,), at=(p.start(p.canonical),)) if edit else None


@kind("link with a label of blanks or an icon", "link-text")
def icon(p: Patient) -> Fault | None:
    inside = p.pick(
        '<a href="https://www.example.com/x" aria-label=""><svg viewBox="0 0 1 1"></svg></a>',
        '<a href="https://www.example.com/x"><span aria-hidden="true">→</span></a>',
        '<a href="https://www.example.com/x"><img src="/i.svg"></a>',
        '<a href="https://www.example.com/x" title=" "><i class="fa fa-share"></i></a>',
    )
    return _paragraph(p, inside)


@kind("heading only by its role, out of step", "heading-skip")
def role_heading(p: Patient) -> Fault | None:
    if p.gap is None:
        return None
    before, after = p.levels_around(p.gap)
    level = before + p.pick(2, 3)
    if before == 0 or after > level + 1 or p.select("[aria-level]"):
        return None
    return _paragraph(p, p.say(SUBHEADINGS), f'<div role="heading" aria-level="{level}">{{}}</div>')


@kind("headline hidden from readers", "h1-missing")
def hidden_headline(p: Patient) -> Fault | None:
    if p.h1 is None or p.body is None or p.select("[role=heading]") or p.h1.attr("style") or p.h1.attr("hidden"):
        return None
    start = p.start(p.h1) + len("<h1")
    hiding = p.pick(' style="display:none"', " hidden", ' aria-hidden="true"')
    return Fault((Edit(start, start, hiding),), at=(p.start(p.body),))


@kind("left-over of a chat assistant", "generator-prose")
def assistant(p: Patient) -> Fault | None:
    before = PARAGRAPHS.get(p.language, PARAGRAPHS["en"])
    left = p.pick(
        "I hope this helps! Let me know if you would like any changes.",
        "As of my last update in September 2021, the mayor was still in office.",
        ":contentReference[oaicite:0]{index=0}",
        "【4†source】",
        "citeturn0search1",
        "Would you like me to adjust the tone or length of the article?",
        "Here's a rewritten headline for your article:",
        "Sure, here is a summary of the article in 300 words:",
    )
    return _paragraph(p, p.pick(html.escape(left, quote=False), f"{before} {MARK}{html.escape(left, quote=False)}"))


@kind("markdown in place of markup", "generator-prose")
def markdown(p: Patient) -> Fault | None:
    story = html.escape(p.say(OTHER_STORIES))
    left = p.pick(f"**{p.say(SUBHEADINGS)}**", f"## {p.say(SUBHEADINGS)}", f"[{story}](https://www.example.com/report)")
    return _paragraph(p, left)


@kind("note in brackets left in the text", "leaked-label")
def bracket_note(p: Patient) -> Fault | None:
    before = PARAGRAPHS.get(p.language, PARAGRAPHS["en"])
    left = p.pick(
        "[TK]", "[insert date]", "[Your Name]", "[CHECK WITH LEGAL]", "TODO: add a source", "[XXX check figure]"
    )
    return _paragraph(p, f"{before} {MARK}{left}")


@kind("og:title the template did not fill in", "placeholder-text")
def unfilled_social(p: Patient) -> Fault | None:
    found = p.metas("og:title")
    if len(found) != 1:
        return None
    edit = p.attribute(found[0], "content", p.pick("{{ title }}", "undefined", "[object Object]", "null", "${title}"))
    return Fault((edit,), at=(p.start(found[0]),)) if edit else None


@kind("language code of a country", "hreflang")
def country_code(p: Patient) -> Fault | None:
    if p.select("link[hreflang]") or p.canonical is None or p.head is None:
        return None
    own = f'<link rel="alternate" hreflang="{p.language or "en"}" href="{p.canonical.attr("href")}">'
    code = p.pick("jp", "cz", "dk", "gr", "en-EU", "x-Defaults", "us", "de_AT")
    at = p.inner(p.head)[1]
    other = f'{MARK}<link rel="alternate" {MARK}hreflang="{code}" href="https://www.example.com/{code}/story">'
    return Fault((Edit(at, at, f"\n{own}\n{other}\n"),))


@kind("language versions without this page", "hreflang")
def no_self(p: Patient) -> Fault | None:
    if p.select("link[hreflang]") or p.canonical is None or p.head is None or not p.address:
        return None
    at = p.inner(p.head)[1]
    links = "\n".join(
        f'{MARK}<link rel="alternate" {MARK}hreflang="{code}" href="https://www.example.com/{code}/story">'
        for code in ("en", "fr")
    )
    return Fault((Edit(at, at, f"\n{links}\n"),))


@kind("canonical leads to the AMP page or to a list", "canonical-elsewhere")
def canonical_version(p: Patient) -> Fault | None:
    if p.canonical is None or p.url is None or p.canonical.attr("href") != p.url:
        return None
    parts = urlsplit(p.url)
    if parts.query or parts.path.count("/") < 2:
        return None
    folder = parts.path.rstrip("/").rpartition("/")[0]
    other = p.pick(f"{p.url.rstrip('/')}/amp", f"{p.origin}{folder}/", f"{p.origin}/404")
    edit = p.attribute(p.canonical, "href", other)
    return Fault((edit,), at=(p.start(p.canonical),)) if edit else None


@kind("robots directive written wrong", "robots-conflict")
def robots(p: Patient) -> Fault | None:
    found = p.metas("robots")
    if len(found) != 1 or "large" not in (found[0].attr("content") or ""):
        return None
    whole = found[0].attr("content") or ""
    wrong = p.pick(f"{whole}, noindexx", f"{whole}, max-snippet:all", f"{whole}; nosnipet", f"{whole}, no index")
    edit = p.attribute(found[0], "content", wrong)
    return Fault((edit,), at=(p.start(found[0]),)) if edit else None


@kind("viewport that fixes the width", "viewport")
def fixed_width(p: Patient) -> Fault | None:
    found = p.metas("viewport")
    if len(found) != 1:
        return None
    edit = p.attribute(found[0], "content", p.pick("width=1024", "width=980", "width=1200, initial-scale=1"))
    return Fault((edit,), at=(p.start(found[0]),)) if edit else None
