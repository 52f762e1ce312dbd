"""Faults of the headline: title, h1, markup and social title that do not belong together."""

from __future__ import annotations

import html
import re

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient, plain
from ..words import OTHER_STORIES

_PUBLISHERS = (
    "RTÉ News",
    "BBC News",
    "CNN",
    "Reuters",
    "The Guardian",
    "DER SPIEGEL",
    "Le Monde",
    "El País",
    "AP News",
    "Al Jazeera",
)


def agreeing(p: Patient) -> bool:
    """Whether h1 and the markup's headline say the same."""
    headline = p.article.get("headline") if p.article else None
    return bool(headline and headline.text and p.h1 and plain(html.unescape(headline.text)) == plain(p.h1.text))


def social_title(p: Patient) -> object | None:
    """The og:title, when there is one."""
    found = p.metas("og:title")
    return found[0] if len(found) == 1 else None


@kind("markup with another story's headline", "headline-h1")
def other_headline(p: Patient) -> Fault | None:
    headline = p.article.get("headline") if p.article else None
    if headline is None or not agreeing(p) or p.language not in OTHER_STORIES:
        return None
    return Fault((p.new_value(headline, p.say(OTHER_STORIES)),))


@kind("title of another story", "headline-title")
def other_title(p: Patient) -> Fault | None:
    title = p.one("title")
    if title is None or p.h1 is None or not agreeing(p) or p.language not in OTHER_STORIES:
        return None
    if plain(p.h1.text)[:20] not in plain(title.text):
        return None
    start, end = p.inner(title)
    return Fault((Edit(start, end, MARK + html.escape(p.say(OTHER_STORIES))),), at=(p.start(title),))


@kind("og:title of another story", "headline-social")
def other_social(p: Patient) -> Fault | None:
    found = p.metas("og:title")
    if len(found) != 1 or not agreeing(p) or p.h1 is None or p.language not in OTHER_STORIES:
        return None
    if plain(p.h1.text)[:20] not in plain(found[0].attr("content") or ""):
        return None
    edit = p.attribute(found[0], "content", p.say(OTHER_STORIES))
    return Fault((edit,), at=(p.start(found[0]),)) if edit else None


def _turned(text: str) -> str | None:
    """The same words in another order, as a rewriter would have it."""
    words = re.findall(r"\S+", text)
    if len(words) < 6 or len(text) < 30:
        return None
    at = len(words) // 2
    first, second = " ".join(words[at:]), " ".join(words[:at])
    return f"{first[:1].upper()}{first[1:]}: {second.rstrip(':,')}"


@kind("second headline under the first", "headline-competing")
def competing(p: Patient) -> Fault | None:
    turned = _turned(" ".join(p.h1.text.split())) if p.h1 else None
    if p.h1 is None or turned is None or not turned.isprintable() or re.search(r"[぀-ヿ㐀-鿿가-힯]", turned):
        return None
    at = p.end(p.h1)
    after = p.levels_around(at)[1]
    return Fault((Edit(at, at, f"\n{MARK}<h2>{html.escape(turned)}</h2>\n"),)) if after <= 3 else None


@kind("labelled second headline", "headline-competing", also=("leaked-label",))
def labelled(p: Patient) -> Fault | None:
    labels = {
        "en": ("Headline", "SEO title"),
        "de": ("Schlagzeile", "Überschrift"),
        "fr": ("Titre",),
        "es": ("Titular", "Título"),
        "it": ("Titolo",),
        "pt": ("Título",),
        "nl": ("Kop",),
        "pl": ("Tytuł", "Nagłówek"),
    }
    if not p.paragraphs:
        return None
    at = p.start(p.paragraphs[0])
    label, rival = p.say(labels), html.escape(p.say(OTHER_STORIES))
    form = p.pick("<p>▶{}: {}</p>", "<p>▶<strong>▶{}:</strong> {}</p>", "<p>▶<b>▶{}</b>: {}</p>")
    return Fault((Edit(at, at, f"{MARK}{form.format(label, rival)}\n"),))


@kind("another publisher's name behind the headline", "headline-foreign-publisher", also=("article-headline-length",))
def foreign(p: Patient) -> Fault | None:
    headline = p.article.get("headline") if p.article else None
    if p.h1 is None or headline is None or not agreeing(p) or not headline.text:
        return None
    tail = f" {p.pick('–', '-', '|', '—')} {p.pick(*_PUBLISHERS)}"
    if plain(tail) in plain(p.text[:20000]):
        return None
    end = p.inner(p.h1)[1]
    edits = [Edit(end, end, MARK + tail)]
    where = p.pick("h1", "markup", "both")
    new = p.new_value(headline, headline.text + tail)
    edits = {"h1": edits, "markup": [new], "both": [*edits, new]}[where]
    return Fault(tuple(edits), at=(p.start(p.h1),) if where != "markup" else ())
