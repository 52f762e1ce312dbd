"""Faults of templates, plugins and migrations: values never filled in, escaped twice, spelt by another system."""

from __future__ import annotations

import re

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient
from ..rewriter import written
from ..spans import Value

_TERMS = {
    "datePublished": ("datepublished", "date_published", "DatePublished", "datePublised"),
    "dateModified": ("datemodified", "DateModified", "dateModifed"),
    "author": ("Author", "authors"),
    "image": ("Image", "images"),
    "publisher": ("Publisher", "publishers"),
}


@kind("headline under a misspelt name", "schema-unknown-property", also=("article-headline", "headline-title"))
def misspelt_headline(p: Patient) -> Fault | None:
    member = p.article.member("headline") if p.article else None
    return Fault((p.rename(member, p.pick("Headline", "headLine", "head_line", "headlines")),)) if member else None


@kind("misspelt property that every article needs", "schema-unknown-property")
def misspelt_property(p: Patient) -> Fault | None:
    found = [
        member for member in (p.article.members if p.article else ()) if member.key in _TERMS and member.value.data
    ]
    if not found:
        return None
    member = p.pick(*found)
    return Fault((p.rename(member, p.pick(*_TERMS[member.key])),))


@kind("list of steps under a misspelt name", "schema-unknown-property", also=("breadcrumb-shape",))
def misspelt_list(p: Patient) -> Fault | None:
    member = p.trail.member("itemListElement") if p.trail else None
    if member is None:
        return None
    return Fault((p.rename(member, p.pick("itemListElements", "ItemListElement", "itemlistelement")),))


@kind("misspelt type of the trail", "schema-unknown-type")
def misspelt_trail(p: Patient) -> Fault | None:
    value = p.trail.get("@type") if p.trail else None
    if value is None or value.data != "BreadcrumbList":
        return None
    return Fault((p.new_value(value, p.pick("BreadCrumbList", "breadcrumbList", "Breadcrumbs", "BreadcrumbsList")),))


@kind("misspelt type of one step", "breadcrumb-shape")
def misspelt_step(p: Patient) -> Fault | None:
    values = [value for step in p.steps if (value := step.get("@type")) and value.data == "ListItem"]
    if not values:
        return None
    return Fault((p.new_value(p.pick(*values), p.pick("Listitem", "listItem", "List Item")),))


@kind("step without a type", "breadcrumb-shape")
def untyped_step(p: Patient) -> Fault | None:
    if not p.steps or not all(step.is_object for step in p.steps):
        return None
    step = p.pick(*p.steps)
    edit = p.drop(step, "@type")
    return Fault((edit,), at=(step.start,)) if edit else None


@kind("step that leads to an object without an address", "breadcrumb-item")
def addressless_step(p: Patient) -> Fault | None:
    items = [item for step in p.steps[:-1] if (item := step.get("item")) and item.text and step.get("name")]
    if not items:
        return None
    item = p.pick(*items)
    owner = next(step for step in p.steps if step.get("item") is item)
    thing = {"@type": "WebPage", "name": owner.get("name").data}  # type: ignore[union-attr]
    return Fault((p.new_value(item, thing),), at=(owner.start,))


_EMPTY_DATES = ("0000-00-00T00:00:00+00:00", "-0001-11-30T00:00:00+00:00", "0000-00-00 00:00:00", "1714723200")
_ODD_DATES = (
    *("2024-02-30T10:00:00Z", "2024-05-03T10:00:00Z+01:00", "2024-05-03T10:00:00 Europe/Berlin", "2024-5-3"),
    *("05/03/2024 10:00 AM", "May 3, 2024 10:00 AM EST", "2024-05-03T10:00:00+25:00", "2024-13-03T10:00:00Z"),
    *("3rd May 2024", "2024-05-03T10:00:00GMT+2", "Friday, 3 May 2024", "today", "2 hours ago"),
)


@kind("date a database or a program left", "article-date-format")
def odd_date(p: Patient) -> Fault | None:
    keys = [key for key in ("datePublished", "dateModified") if p.article and (v := p.article.get(key)) and v.text]
    value = p.article.get(p.pick(*keys)) if p.article and keys else None
    return Fault((p.new_value(value, p.pick(*_EMPTY_DATES, *_ODD_DATES)),)) if value else None


def _person(p: Patient) -> Value | None:
    """The name of the one author."""
    raw = p.article.get("author") if p.article else None
    found = [item for item in (raw.each() if raw else ()) if "Person" in item.types]
    name = found[0].get("name") if len(found) == 1 else None
    return name if name is not None and name.text else None


@kind("login or nobody as author", "article-author-clean")
def login(p: Patient) -> Fault | None:
    name = _person(p)
    return Fault((p.new_value(name, p.pick("admin", "Admin", "administrator", "webmaster", "root")),)) if name else None


@kind("template's word as author", "placeholder-text")
def unfilled_author(p: Patient) -> Fault | None:
    name = _person(p)
    wrong = p.pick(
        "undefined", "null", "{{ author.name }}", "undefined undefined", "[object Object]", "${author}", "%s"
    )
    return Fault((p.new_value(name, wrong),)) if name else None


@kind("address in place of the author's name", "article-author-clean")
def address_as_name(p: Patient) -> Fault | None:
    name = _person(p)
    wrong = p.pick("https://www.example.com/authors/ann-lee", "http://twitter.com/annlee", "www.example.com/ann")
    return Fault((p.new_value(name, wrong),)) if name else None


@kind("author object without a type", "article-author-type")
def untyped_author(p: Patient) -> Fault | None:
    raw = p.article.get("author") if p.article else None
    found = [item for item in (raw.each() if raw else ()) if "Person" in item.types and item.get("name")]
    if not found or found[0].get("@id"):
        return None
    edit = p.drop(found[0], "@type")
    return Fault((edit,), at=(found[0].start,)) if edit else None


@kind("title the template did not fill in", "placeholder-text")
def unfilled_title(p: Patient) -> Fault | None:
    title = p.one("title")
    if title is None or not title.text.strip() or "<" in title.text:
        return None
    start, end = p.inner(title)
    whole = p.text[start:end]
    left = p.pick("{{ title }}", "{% title %}", "${page.title}", "[object Object]", "<%= title %>", "%%title%%")
    new = p.pick(left, f"{left} | {whole}", f"{whole} {left}")
    return Fault((Edit(start, end, MARK + new),), at=(p.start(title),))


@kind("headline with HTML tags in the markup", "headline-h1", also=("article-headline-length",))
def tagged_headline(p: Patient) -> Fault | None:
    headline = p.article.get("headline") if p.article else None
    if headline is None or not headline.text or p.h1 is None or len(headline.text.split()) < 4:
        return None
    if "".join(headline.text.split()) != "".join(p.h1.text.split()):
        return None
    first, rest = headline.text.split(" ", 1)
    form = p.pick("<strong>{}</strong> {}", "<em>{}</em> {}", "{} <br/> {}", '<span class="k">{}</span> {}')
    return Fault((p.new_value(headline, form.format(first, rest)),))


@kind("shortcode left in the text", "placeholder-text")
def shortcode(p: Patient) -> Fault | None:
    if p.gap is None:
        return None
    left = p.pick(
        '[caption id="attachment_4711" align="alignnone" width="640"]',
        '[gallery ids="12,13,14"]',
        "[embed]https://www.example.com/video/1[/embed]",
        '[vc_row][vc_column width="1/2"]',
        '[contact-form-7 id="123" title="Contact"]',
        '[su_button url="https://www.example.com"]',
        "[/et_pb_text]",
        '[video mp4="a.mp4"][/video]',
        '[ad id="77"]',
    )
    return Fault((Edit(p.gap, p.gap, f"\n{MARK}<p>{MARK}{left}</p>\n"),))


@kind("block broken by a program's message", "jsonld-syntax")
def program_message(p: Patient) -> Fault | None:
    if p.article is None:
        return None
    at = p.article.start
    message = p.pick(
        "<br />\n<b>Notice</b>: Undefined variable: image in <b>/srv/seo.php</b><br />\n",
        "Warning: Undefined array key 1\n",
        "<!-- cached -->",
        "\ufeff\ufeff",
        "var data = ",
    )
    return Fault((Edit(at, at, MARK + message + MARK),))


@kind("value of another language in a block", "jsonld-syntax")
def other_language(p: Patient) -> Fault | None:
    if p.article is None or p.article.get("version") is not None:
        return None
    form = p.pick(
        "True", "None", "'NewsArticle'", "new Date()", '"a" + "b"', "0x1F", ".5", "+1", '"C:\\data"', '"it\\\'s"'
    )
    end = p.article.members[-1].end
    return Fault((Edit(end, end, f',\n{MARK}"version": {MARK}{form}'),))


@kind("key without quotes", "jsonld-syntax")
def bare_key(p: Patient) -> Fault | None:
    member = p.pick(*p.article.members) if p.article else None
    if member is None or not member.key.isalpha():
        return None
    return Fault((Edit(member.start, member.start + len(member.key) + 2, MARK + member.key),))


@kind("no-break space between the parts of a block", "jsonld-syntax")
def hard_space(p: Patient) -> Fault | None:
    member = p.pick(*p.article.members) if p.article else None
    if member is None:
        return None
    at = member.value.start
    return Fault((Edit(at, at, MARK + p.pick("\u00a0", "\u200b", "\u2028", "\ufeff")),), at=(member.start,))


@kind("keyword of the context misspelt", "jsonld-context")
def misspelt_context(p: Patient) -> Fault | None:
    roots = [root for _, root in p.blocks if root.member("@context") and (root.types or root.member("@graph"))]
    root = p.pick(*roots) if roots else None
    member = root.member("@context") if root else None
    if root is None or member is None:
        return None
    return Fault((p.rename(member, p.pick("@contex", "context", "@Context")),), at=(root.start,))


@kind("context without its scheme", "jsonld-context")
def bare_context(p: Patient) -> Fault | None:
    values = [(root, value) for _, root in p.blocks if (value := root.get("@context")) and value.text and root.types]
    if not values:
        return None
    root, value = p.pick(*values)
    return Fault((p.new_value(value, p.pick("schema.org", "www.schema.org", "htps://schema.org")),), at=(root.start,))


@kind("entities escaped twice in the markup", "jsonld-html-entities", also=("article-headline-length",))
def escaped_twice(p: Patient) -> Fault | None:
    value = next((v for key in ("description", "headline") if p.article and (v := p.article.get(key)) and v.text), None)
    if value is None or not value.text or re.search(r"&#?\w+;", p.text[value.start : value.end]):
        return None
    words = value.text.split(" ")
    if len(words) < 4:
        return None
    at = p.random.randrange(1, len(words))
    words.insert(at, p.pick("&amp;amp;", "&amp;nbsp;", "&amp;#8211;", "&amp;quot;"))
    return Fault((p.new_value(value, " ".join(words)),))


@kind("second robots element with noindex", "robots-noindex", also=("robots-conflict",))
def second_robots(p: Patient) -> Fault | None:
    found = p.metas("robots")
    if len(found) != 1 or "noindex" in (found[0].attr("content") or "") or p.head is None:
        return None
    at = p.end(found[0])
    return Fault(
        (Edit(at, at, f'\n{MARK}<meta name="{p.pick("robots", "googlebot")}" {MARK}content="noindex,nofollow">'),)
    )


@kind("author as a list of texts", "article-author-type")
def list_of_texts(p: Patient) -> Fault | None:
    raw = p.article.get("author") if p.article else None
    name = _person(p)
    if raw is None or name is None:
        return None
    return Fault((Edit(raw.start, raw.end, f"{MARK}[{MARK}{written(name.data)}]"),))
