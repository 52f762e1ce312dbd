"""Faults of links, put into the article's text."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..fault import MARK, Edit, Fault, kind
from ..patient import Patient
from ..words import PARAGRAPHS, READ_MORE


def _paragraph(p: Patient, link: str) -> Fault | None:
    """A paragraph with the link in it, between two others; the mark stands before the link."""
    if p.gap is None:
        return None
    text = PARAGRAPHS.get(p.language, PARAGRAPHS["en"])
    half = text.find(" ", len(text) // 2)
    form = p.pick(f"<p>{text[:half]} {{}}{text[half:]}</p>", f"<p>{text} {{}}</p>", f"<p>{{}} {text}</p>")
    return Fault((Edit(p.gap, p.gap, "\n" + form.format(MARK + link) + "\n"),))


def _linked(p: Patient, attributes: str) -> Fault | None:
    return _paragraph(p, f"<a {MARK}{attributes}>{p.say(READ_MORE)}</a>")


@kind("link without a name", "link-text")
def no_name(p: Patient) -> Fault | None:
    inside = p.pick(
        "", " ", "&nbsp;", '<img src="/a.jpg" alt="">', '<i class="icon-arrow"></i>', "<span></span>", "&#8203;"
    )
    return _paragraph(p, f'<a href="https://www.example.com/report">{inside}</a>')


@kind("link that says only “click here”", "link-text-generic")
def generic(p: Patient) -> Fault | None:
    texts = {
        "en": ("click here", "Click here", "Read more", "here", "more", "this link", "Learn more"),
        "de": ("hier", "Hier klicken", "Weiterlesen", "mehr", "Mehr erfahren", "hier klicken"),
        "fr": ("cliquez ici", "ici", "Lire la suite", "En savoir plus"),
        "es": ("haz clic aquí", "aquí", "Leer más", "Más información"),
        "it": ("clicca qui", "qui", "Leggi tutto", "Scopri di più"),
        "pt": ("clique aqui", "aqui", "Leia mais", "Saiba mais"),
        "nl": ("klik hier", "hier", "Lees meer", "Meer lezen"),
        "pl": ("kliknij tutaj", "tutaj", "Czytaj więcej", "więcej"),
        "tr": ("tıklayın", "devamı"),
        "ru": ("здесь", "читать далее"),
        "no": ("les mer", "klikk her"),
    }
    if p.language not in texts:
        return None
    return _paragraph(p, f'<a href="https://www.example.com/report">{p.say(texts)}</a>')


@kind("link without an address", "link-empty")
def empty(p: Patient) -> Fault | None:
    return _linked(
        p,
        p.pick(
            'href=""',
            'href=" "',
            'onclick="openStory(5)"',
            "href",
            'class="more" href=""',
            'target="_blank" rel="noopener"',
        ),
    )


@kind("link with a script", "link-javascript")
def script(p: Patient) -> Fault | None:
    return _linked(
        p,
        p.pick('href="javascript:void(0)"', 'href="JavaScript:;"', 'href=" javascript:share()"', "href='javascript:'"),
    )


@kind("link with a broken address", "link-malformed")
def malformed(p: Patient) -> Fault | None:
    address = p.pick(
        "http://",
        "https:///",
        "http://[object Object]/",
        "https://www.exa mple.com/a",
        "https://www.example.com/a b.html",
        "https://{{ story.url }}",
        "<%= link %>",
        "https://www.example.com:80a/",
        "{{url}}",
        "https://${host}/story",
        "https://https://www.example.com/a b",
        "ttps://www.example.com/a",
        "https://www.example..com/a",
        "https://www.example,com/a",
        "desk@example.com",
        "%%permalink%%",
        "[url]",
    )
    return _linked(p, f'href="{address}"')


@kind("link to a name that is not there", "link-fragment")
def fragment(p: Patient) -> Fault | None:
    page = (p.address or "").partition("#")[0]
    return _linked(p, f'href="{p.pick("", page)}#{p.pick("no-such-part", "kapitel-99-x", "teil-2-gibt-es-nicht")}"')


@kind("internal link with nofollow", "link-internal-nofollow")
def nofollow(p: Patient) -> Fault | None:
    if not p.origin:
        return None
    rel = p.pick('rel="nofollow"', 'rel="nofollow noopener"', 'rel="noopener,nofollow"', 'rel="NoFollow"')
    return _linked(p, f'href="{p.pick(p.origin, "")}/politics/another-story" {rel}')


@kind("insecure link", "link-insecure")
def insecure(p: Patient) -> Fault | None:
    if not p.origin or not p.origin.startswith("https:"):
        return None
    return _linked(
        p,
        p.pick(
            'href="http://www.example.org/report"', 'href="http://example.net/a?b=c"', 'href="HTTP://www.example.org/"'
        ),
    )


@kind("link to a private machine", "link-private-host")
def private(p: Patient) -> Fault | None:
    host = (urlsplit(p.address).hostname or "").removeprefix("www.") if p.address else ""
    if not host:
        return None
    address = p.pick(
        "https://localhost:3000/story",
        "http://localhost/wp-admin/post.php?post=17",
        "http://127.0.0.1:8080/a",
        "https://192.168.1.20/cms/story",
        "http://10.0.0.5/preview",
        f"https://staging.{host}/story",
        f"https://dev.{host}/story",
        f"https://stage.{host}/story",
        f"https://preview.{host}/story",
        f"https://preview.test.{host}/story",
        "https://cms.local/story",
    )
    return _linked(p, f'href="{address}"')


@kind("promise of links without a link", "link-promised")
def promised(p: Patient) -> Fault | None:
    texts = {
        "en": (
            "For further reading, visit our related articles on housing and The Impact of Rents.",
            "Read our related articles on the history of the quarter.",
            "For more information, see our guide to local elections.",
            "Click here for the full list of candidates.",
            "See also: How the council voted in May",
            "Related articles: The history of the old bridge",
            "You can read the full report of the committee here.",
            "READ MORE: How the council voted in May",
        ),
        "de": (
            "Lesen Sie auch: Wie der Rat im Mai abstimmte",
            "Mehr zum Thema: Die Geschichte der alten Brücke",
            "Siehe auch: So lief die Wahl",
            "Den vollständigen Bericht finden Sie hier.",
        ),
        "fr": ("À lire aussi : Comment le conseil a voté en mai", "Lire aussi : L'histoire du vieux pont"),
        "es": (
            "Lee también: Cómo votó el consejo en mayo",
            "Lea también: La historia del puente viejo",
            "Para más información, haga clic aquí.",
        ),
        "it": ("Leggi anche: Come ha votato il consiglio a maggio", "Per saperne di più: La storia del vecchio ponte"),
        "pt": ("Leia também: Como o conselho votou em maio", "Veja também: A história da ponte velha"),
        "nl": ("Lees ook: Hoe de raad in mei stemde", "Zie ook: De geschiedenis van de oude brug"),
        "pl": ("Czytaj także: Jak głosowała rada w maju", "Zobacz też: Historia starego mostu"),
    }
    if p.gap is None or p.language not in texts:
        return None
    text = PARAGRAPHS[p.language]
    form = p.pick("<p>{}</p>", "<p><strong>{}</strong></p>", f"<p>{text}</p>\n<p>{{}}</p>")
    shown = form.format(MARK + p.say(texts))
    plain_text = f"\n<p>{text}</p>"  # what follows must not be a list or a link of the page's own
    where = shown.rfind("<p>")
    return Fault((Edit(p.gap, p.gap, f"\n{shown[:where]}{MARK}{shown[where:]}{plain_text}"),))
