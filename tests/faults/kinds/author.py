"""Faults of the author: what ends up in the name, or in place of a person."""

from __future__ import annotations

from ..fault import Edit, Fault, kind, outermost
from ..patient import Patient
from ..spans import Value


def _author(p: Patient) -> Value | None:
    """A person with a plain name of two or three words."""
    raw = p.article.get("author") if p.article else None
    found = [
        item
        for item in (raw.each() if raw else ())
        if "Person" in item.types
        and (name := item.get("name"))
        and name.text
        and 2 <= len(name.text.split()) <= 3
        and all(part[:1].isupper() for part in name.text.split())
        and not set(name.text) & set(",;&/|()<>@:")
    ]
    return p.pick(*found) if found else None


@kind("author without a name", "article-author-name", also=("byline-missing",))
def no_name(p: Patient) -> Fault | None:
    author = _author(p)
    if author is None:
        return None
    name = author.get("name")
    edit = p.drop(author, "name")
    if edit and p.pick(True, False):
        return Fault((edit,), at=(author.start,))
    return Fault((p.new_value(name, p.pick("", None)),), at=(author.start,)) if name else None


@kind("author without an address", "article-author-url")
def no_address(p: Patient) -> Fault | None:
    author = _author(p)
    if author is None:
        return None
    present = [key for key in ("url", "sameAs", "@id") if author.get(key) is not None and author.get(key).data]  # type: ignore[union-attr]
    edit = p.drop(author, present[0]) if len(present) == 1 else None
    return Fault((edit,), at=(author.start,)) if edit else None


@kind("author of a wrong type", "article-author-type")
def wrong_type(p: Patient) -> Fault | None:
    author = _author(p)
    kind_ = author.get("@type") if author else None
    if author is None or kind_ is None:
        return None
    return Fault((p.new_value(kind_, p.pick("Thing", "Place", "CreativeWork")),), at=(author.start,))


@kind("author as plain text", "article-author-type")
def plain_text(p: Patient) -> Fault | None:
    author = _author(p)
    name = author.get("name") if author else None
    return Fault((p.new_value(author, name.data),)) if author and name else None


@kind("misspelt type of the author", "schema-unknown-type")
def misspelt_type(p: Patient) -> Fault | None:
    author = _author(p)
    kind_ = author.get("@type") if author else None
    if author is None or kind_ is None:
        return None
    return Fault((p.new_value(kind_, p.pick("person", "Persons", "Author")),), at=(author.start,))


def _named(p: Patient, *forms: str) -> Fault | None:
    author = _author(p)
    name = author.get("name") if author else None
    if name is None:
        return None
    site = p.article.get("publisher") if p.article else None
    site_name = site.get("name") if site else None
    publisher = str(site_name.data) if site_name and site_name.text else None
    usable = [form for form in forms if publisher or "{site}" not in form]
    return Fault((p.new_value(name, p.pick(*usable).format(name=name.data, site=publisher)),)) if usable else None


@kind("“By” before the author's name", "article-author-clean")
def intro(p: Patient) -> Fault | None:
    forms = {
        "en": ("By {name}", "BY {name}", "Written by {name}", "Posted by {name}", "by: {name}"),
        "de": ("Von {name}", "von {name}", "Text: {name}", "Ein Beitrag von {name}"),
        "fr": ("Par {name}", "Propos recueillis par {name}"),
        "es": ("Por {name}", "Texto: {name}"),
        "it": ("di {name}", "A cura di {name}"),
        "pt": ("Por {name}", "Texto de {name}"),
        "nl": ("Door {name}", "Tekst: {name}"),
        "pl": ("Autor: {name}", "Tekst: {name}"),
        "no": ("Av {name}", "Tekst: {name}"),
    }
    return _named(p, *forms.get(p.language, forms["en"]))


@kind("several people in one author", "article-author-clean")
def several(p: Patient) -> Fault | None:
    joined = {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e", "nl": "en", "pl": "i"}
    word = joined.get(p.language, "and")
    return _named(
        p, f"{{name}} {word} Maria Keller", "{name}, Maria Keller", "{name}; Maria Keller", "{name} & Maria Keller"
    )


@kind("publisher in the author's name", "article-author-clean")
def publisher(p: Patient) -> Fault | None:
    return _named(p, "{name}, {site}", "{name} | {site}", "{name} - {site}", "{name} ({site})")


@kind("title or job in the author's name", "article-author-clean")
def title(p: Patient) -> Fault | None:
    jobs = {
        "en": ("Political Editor", "Senior Reporter", "Staff Writer"),
        "de": ("Redakteurin", "Chefredakteur", "Korrespondent"),
        "fr": ("Journaliste", "Rédactrice en chef"),
        "es": ("Periodista", "Corresponsal"),
        "it": ("Giornalista", "Caporedattore"),
        "nl": ("Redacteur", "Verslaggever"),
        "pl": ("Dziennikarz", "Redaktor"),
    }
    job = p.say(jobs)
    return _named(p, f"{{name}}, {job}", f"{{name}} ({job})", f"{{name}} - {job}", "Dr. {name}", "Prof. {name}")


@kind("address or markup in the author's name", "article-author-clean")
def address(p: Patient) -> Fault | None:
    return _named(
        p,
        "{name} ann.lee@example.com",
        "{name} https://www.example.com/ann",
        '<a href="/authors/ann">{name}</a>',
        "<strong>{name}</strong>",
        "{name} (mailto:ann@example.com)",
    )


_BYLINES = "[class*=author i],[class*=byline i],[rel~=author],[class*=autor i],[itemprop=author]"


@kind("no author anywhere", "byline-missing", also=("article-author",))
def nowhere(p: Patient) -> Fault | None:
    """The name gone from the markup and from every short element that shows it."""
    author = _author(p)
    name = author.get("name") if author else None
    drop = p.drop(p.article, "author") if p.article else None
    if name is None or not name.text or drop is None or p.body is None or p.h1 is None or p.article is None:
        return None
    family = name.text.split()[-1]
    if family in p.h1.text:
        return None
    gone = [drop]
    gone += [p.cut(item) for item in p.metas("author")]
    gone += [p.cut(item) for item in p.select("meta[content]") if family in (item.attr("content") or "")]
    gone += [p.cut(item) for item in p.select("body *") if family in item.text and p.is_small(item)]
    edits = outermost(gone)
    left = [item for item in p.select(_BYLINES) if item.text.strip() and not _inside(p.start(item), edits)]
    return None if left else Fault(tuple(edits), at=(p.start(p.body), p.article.start))


def _inside(offset: int, edits: list[Edit]) -> bool:
    return any(edit.start <= offset < edit.end for edit in edits)
