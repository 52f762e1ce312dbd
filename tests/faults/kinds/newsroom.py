"""Faults of the newsroom: what was never meant for readers, and pictures without words."""

from __future__ import annotations

import html

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient
from ..words import OTHER_STORIES, PARAGRAPHS


def _block(p: Patient, text: str, *forms: str) -> Fault | None:
    """A block of its own between two paragraphs; a mark before the tag and before the words."""
    if p.gap is None:
        return None
    form = p.pick(*(forms or ("<p>{}</p>", "<p><strong>{}</strong></p>", '<p class="text">\n  {}\n</p>')))
    return Fault((Edit(p.gap, p.gap, f"\n{MARK}{form.format(MARK + text)}\n"),))


@kind("production label left in the text", "leaked-label", also=("headline-competing",))
def label(p: Patient) -> Fault | None:
    labels = {
        "en": (
            "Standfirst:",
            "Subhead:",
            "Meta description:",
            "Slug:",
            "Word count:",
            "SEO title:",
            "SUBHEAD:",
            "Dek:",
            "Suggested headline:",
            "Primary keyword:",
        ),
        "de": (
            "Unterzeile:",
            "Dachzeile:",
            "Teasertext:",
            "Vorspann:",
            "Meta-Beschreibung:",
            "Überschrift:",
            "SEO-Titel:",
        ),
        "fr": ("Chapeau :", "Surtitre :", "Méta-description :", "Intertitre :", "Chapô :"),
        "es": ("Bajada:", "Antetítulo:", "Volanta:", "Metadescripción:", "Entradilla:"),
        "it": ("Occhiello:", "Catenaccio:", "Sommario:"),
        "pt": ("Linha fina:", "Chapéu:", "Meta descrição:"),
        "nl": ("Tussenkop:", "Metabeschrijving:", "Chapeau:"),
        "pl": ("Lead:", "Nadtytuł:", "Opis meta:"),
    }
    text = f"{p.say(labels)} {html.escape(p.say(OTHER_STORIES))}"
    return _block(p, text)


@kind("note to oneself left in the text", "leaked-label")
def note(p: Patient) -> Fault | None:
    before = PARAGRAPHS.get(p.language, PARAGRAPHS["en"])
    left = p.pick(
        "TK TK",
        "[insert quote from the mayor]",
        "[INSERT PHOTO HERE]",
        "[add link]",
        "[insert name]",
        "TKTK",
        "[QUOTE TK]",
        "(insert link)",
        "[Publication Name]",
        "[insérer citation]",
        "[Name einfügen]",
    )
    return _block(p, f"{before} {MARK}{left}", "<p>{}</p>")


@kind("placeholder in the text", "placeholder-text")
def placeholder(p: Patient) -> Fault | None:
    before = PARAGRAPHS.get(p.language, PARAGRAPHS["en"])
    left = p.pick(
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        "{{ article.lead }}",
        "{% include quote %}",
        "[object Object]",
        "${teaser.text}",
        "<!-- x -->{{author}}",
        "%%headline%%",
        "Duis aute irure dolor in reprehenderit in voluptate velit.",
        "{$article.title}",
        "%TITLE%",
        "&lt;?php echo $title; ?&gt;",
    )
    if "{{" in left and any(sign in p.text for sign in ("ng-", "v-", "x-data", "{{")):
        return None
    shown = p.pick(left, f"{before} {MARK}{left}") if "object" not in left else left
    return _block(p, shown.replace("{", "{").replace("}", "}"), "<p>{}</p>", "<p class='text'>{}</p>")


@kind("placeholder in title, description or markup", "placeholder-text")
def placeholder_head(p: Patient) -> Fault | None:
    left = p.pick(
        "{{ page.title }}", "undefined", "[object Object]", "%s", "{% block title %}", "${description}", "null"
    )
    social, description = p.metas("og:description"), p.metas("description")
    value = p.article.get("description") if p.article else None
    options = [item for item in (*social[:1], *description[:1]) if (item.attr("content") or "").strip()]
    if value is not None and value.text and p.pick(True, False):
        return Fault((p.new_value(value, left),))
    if not options:
        return None
    target = p.pick(*options)
    edit = p.attribute(target, "content", left)
    return Fault((edit,), at=(p.start(target),)) if edit else None


@kind("sentence of a text generator", "generator-prose")
def prose(p: Patient) -> Fault | None:
    texts = {
        "en": (
            "As an AI language model, I do not have access to current events.",
            "Here is a rewritten version of the article:",
            "By utilizing clear and concise language, this article addresses a complex situation.",
            "Encouraging a thoughtful discussion among readers, the story keeps to the facts.",
            "Certainly! Here is the revised article with a neutral tone.",
            "This article delves into the reasons behind the vote while maintaining a neutral tone.",
            "I cannot fulfill this request, but I can offer a summary.",
            "I’m sorry, but I can’t assist with that request.",
            "Certainly! Here’s a revised headline for the story.",
            "Feel free to adjust the text to fit your needs.",
        ),
        "de": (
            "Als KI-Sprachmodell habe ich keinen Zugriff auf aktuelle Ereignisse.",
            "Hier ist die überarbeitete Version des Artikels:",
            "Hier ist eine umformulierte Fassung des Textes.",
            "Gerne! Hier ist ein Artikel über die Abstimmung.",
        ),
        "fr": (
            "En tant que modèle de langage, je n'ai pas accès à l'actualité.",
            "Voici une version réécrite de l'article :",
        ),
        "es": (
            "Como modelo de lenguaje, no tengo acceso a la actualidad.",
            "Como modelo de lenguaje de IA, no puedo verificar estos datos.",
            "Aquí tienes una versión reescrita del artículo:",
        ),
        "it": (
            "Come modello linguistico, non ho accesso alle notizie del giorno.",
            "Ecco una versione riscritta dell'articolo:",
        ),
        "pt": (
            "Como modelo de linguagem, não tenho acesso às notícias do dia.",
            "Aqui está uma versão reescrita do artigo:",
        ),
        "nl": (
            "Als AI-taalmodel heb ik geen toegang tot actuele gebeurtenissen.",
            "Hier is een herschreven versie van het artikel:",
        ),
        "pl": (
            "Jako model językowy nie mam dostępu do bieżących wydarzeń.",
            "Oto przeredagowana wersja artykułu:",
        ),
    }
    return _block(p, html.escape(p.say(texts), quote=False))


@kind("picture without alt", "image-alt")
def no_alt(p: Patient) -> Fault | None:
    forms = ("<figure>{}</figure>", "<p>{}</p>", "<figure>{}<figcaption>The old bridge.</figcaption></figure>")
    source = p.pick("/images/bridge.jpg", "https://www.example.com/images/bridge.webp")
    size = p.pick("", ' width="1200" height="675"', ' loading="lazy" class="lead"')
    return _block(p, f'<img src="{source}"{size}>', *forms)
