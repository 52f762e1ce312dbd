"""A name and nothing else; an honest name is never accused."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from seocheck.checks import clean_name
from seocheck.ruleset import load_ruleset

Judge = Callable[..., list[str] | None]
WORDS = next(
    expectation.options
    for rule in load_ruleset().rules
    if rule.id == "article-author-clean"
    for expectation in rule.expectations
)
SITE = '<meta property="og:site_name" content="The Daily Example">'
URL = "https://www.example.com/mayor"


def judged(judge: Judge, name: Any, kind: str = "Person", options: Any = WORDS) -> list[str] | None:
    article = {"@type": "NewsArticle", "headline": "x", "author": {"@type": kind, "name": name}}
    return judge("clean_name", options, "article.author[].name", SITE, article, show="extra found", url=URL)


HONEST = [
    *("Ann Lee", "ANN LEE", "ann lee", "A. Lee", "Y. Sakura", "M. Battini", "J. R. R. Tolkien", "E.P.", "Ann", "dpa"),
    *("John Smith, Jr.", "John Smith Jr.", "Perry Bacon Jr.", "Louis Gates, III", "Jane Doe, PhD", "Jo Day, MS, RDN"),
    *("Jean-Luc Mélenchon", "Jean - Luc Mélenchon", "Anna Müller-Schmidt", "Anna Müller - Schmidt", "MATT O'BRIEN"),
    *("Ursula von der Leyen", "von der Leyen", "Von Miller", "von Trapp", "Christoph von Ritter", "Amy de Klerk"),
    *("Di Marzio", "Gianluca Di Marzio", "Af Klint", "Par Lagerkvist", "Verónica De Vita", "Abigail Van Buren"),
    *("José Ortega y Gasset", "Santiago Ramón y Cajal", "Josep Puig i Cadafalch", "João Costa e Silva"),
    *("Juan Carlos I de Borbón", "Maria E Santos Silva", "Li En Wei Chen", "Nguyen Y Lan Anh", "Smith, John"),
    *("García Márquez, Gabriel", "Johnson, Richard A. I.", "Daniela Cerdas E.", "Markus M. Haefliger"),
    *("MS Dhoni", "SR Nathan", "DR Singh", "Jack Lord", "Patryk Don", "Emily Co", "Dr", "Prof."),
    *("Reuters Staff", "Reuters", "AP Technology Writer", "CNN Wire", "The Associated Press", "Die Tagespresse"),
    *("Redaktion", "Online-Redaktion", "TVT-Redaktion", "Redacción Central", "Von der Redaktion", "Newsdesk"),
    *("The Editorial Board", "Editorial Staff", "Staff Reports", "Letters To The Editor", "Guest Contributor"),
    *("Court Reporter", "Antrim Court Reporter", "HT Correspondent", "Online News Editor", "Reporter", "Editor M"),
    *("O'Neill & Sons", "Simon & Garfunkel", "Smith and Sons", "Peter, Paul and Mary", "Arts and Culture Desk"),
    *("Food and Drug Administration", "Politics, Culture and Society Desk", "Staff and news service reports"),
    *(
        "Noticias de El Salvador - La Prensa Gráfica",
        "dpa/lby",
        "det/dpa",
        "24/7 Wall St.",
        "AC/DC",
        "N/A",
        "-",
        "----",
    ),
    *("Text", "Author", "Author Unknown", "Author Solutions", "By", "By the Sea", "Autor unbekannt", "12"),
    *("Elena Oberholzer (obe)", "Corina Gall (cog.)", "Rechtsanwalt Dennis Tölle", 'Amanda "Tania Mae" Tan'),
    *(
        "山田太郎",
        "大渡 美咲",
        "이상현",
        "王小明",
        "Дмитрий Попов",
        "ضحى عرفة",
        "ऐश्ली कुटिन्हो",
        "वाराणसी ब्यूरो",
        "Γιώργος Παππάς",
    ),
    *(
        "朝日新聞デジタル",
        "حسام أبو العلا - القاهرة",
        "Lindsey O&#039;Donnell",
        "Jos&#xE9; Volta e Pinto",
        "Smith &amp; Sons",
    ),
    *("kei_eno", "asty//now", "219.79.38.192", "edilson.la.rosa", "heise.de", "Frau TV Redaktion", "@wperdomod"),
]


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_name_is_never_accused(judge: Judge, name: str) -> None:
    assert judged(judge, name) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("By Ann Lee", "By"),
        ("BY ANN LEE", "BY"),
        ("by Pascal-Emmanuel Gobry", "by"),
        ("By: Ann Lee", "By:"),
        ("By Reuters", "By"),
        ("By The Daily Example", "By"),
        ("Posted by admin", None),
        ("Posted by Ann", "Posted by"),
        ("Written by Ann Lee", "Written by"),
        ("Von Anna Schmidt", "Von"),
        ("von Anna Schmidt", "von"),
        ("VON ANNA SCHMIDT", "VON"),
        ("Von A. Schmidt und Jan Meier", "Von"),
        ("Von FOCUS-online-Gastautor Andreas Jung, MdB", "Von"),
        ("Text: Anna Schmidt", "Text:"),
        ("Autorin: anna", "Autorin:"),
        ("Par Jean Dupont", "Par"),
        ("Par sudinfo.be", "Par"),
        ("Par AFP", "Par"),
        ("Por Ana García", "Por"),
        ("Di Maria Rossi", "Di"),
        ("Door Jan Jansen", "Door"),
        ("Автор: Иван Петров", "Автор:"),
    ],
)
def test_introductory_words(judge: Judge, name: str, found: str | None) -> None:
    assert judged(judge, name) == ([f"an introductory word | {found}"] if found else [])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Dr. Anna Schmidt", "Dr."),
        ("Dr Anna Schmidt", "Dr"),
        ("Prof. Dr. Anna Schmidt", "Prof. Dr."),
        ("Univ.-Prof. Dr. Max Weber", "Univ.-Prof. Dr."),
        ("Mr. Lee", "Mr."),
        ("Ms Ann Lee", "Ms"),
        ("MS ANN LEE", "MS"),
        ("Sir Keir Starmer", "Sir"),
        ("Herr Schmidt", "Herr"),
        ("Mme Dupont", "Mme"),
    ],
)
def test_honorifics(judge: Judge, name: str, found: str) -> None:
    assert judged(judge, name) == [f"an honorific | {found}"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ann Lee, Reporter", "Reporter"),
        ("Ann Lee, Senior Reporter at Large", "Senior Reporter at Large"),
        ("Ann Lee (Reporter)", "Reporter"),
        ("Ann Lee | Political Editor", "Political Editor"),
        ("Ann Lee – Chief Reporter", "Chief Reporter"),
        ("Ann Lee / Journalist", "Journalist"),
        ("Anna Schmidt, Redakteurin", "Redakteurin"),
        ("Jeanne Dupont, journaliste", "journaliste"),
        ("Ann, Editor", "Editor"),
        ("Reporter, Ann Lee", "Reporter"),
    ],
)
def test_jobs(judge: Judge, name: str, found: str) -> None:
    assert judged(judge, name) == [f"a job title | {found}"]


@pytest.mark.parametrize(
    "name",
    [
        *("Ann Lee and Bob Ray", "Ann Lee And Bob Ray", "ANN LEE AND BOB RAY", "Ann Lee & Bob Ray", "Ann Lee; Bob Ray"),
        *("Ann Lee, Bob Ray", "Ann Lee, Bob Ray and Jo Day", "Ann Lee | Bob Ray", "Ann Lee/Bob Ray", "A. Lee, B. Ray"),
        *("Anna Schmidt und Jan Meier", "Marie Dupont et Jean Petit", "Ana López y Luis García", "Jan Bos en Piet Vos"),
        *("Felipe Branco Cruz e Osmar Portilho", "Anna Kowalska i Jan Nowak", "Ann Lee with Bob Ray"),
        *("Ursula von der Leyen and Jan van Dijk", "Monika Bolliger und Anna Trechsel, Sweidah"),
        *("AFP/Reuters", "Ann Lee and AFP", "Bill Barrow and Rachel La Corte / AP", "Ann Lee | AP"),
        *("Spencer S. Hsu, The Washington Post", "Colleen Barry, The Associated Press", "Mitchell Byars, Daily Camera"),
        *("Markus M. Haefliger, London, Beat Bumbacher", "سارة علي، محمد حسن", "Ann Lee - Bob Ray"),
    ],
)
def test_several_names(judge: Judge, name: str) -> None:
    assert judged(judge, name) == [f"more than one name | {name}"]


@pytest.mark.parametrize(
    ("name", "extra", "found"),
    [
        ("Ann Lee, The Daily Example", "the publisher's name", "The Daily Example"),
        ("Ann Lee | the daily example", "the publisher's name", "the daily example"),
        ("Ann Lee (The Daily Example)", "the publisher's name", "The Daily Example"),
        ("The Daily Example / Ann Lee", "the publisher's name", "The Daily Example"),
        ("The Daily Example and AFP", "the publisher's name", "The Daily Example"),
        ("Ann Lee, example.com", "the publisher's name", "example.com"),
        ("Ann Lee ann@example.com", "an e-mail address", "ann@example.com"),
        ("ann@example.com", "an e-mail address", "ann@example.com"),
        ("Ann Lee <ann@example.com>", "an e-mail address", "ann@example.com"),
        ("https://www.example.com/ann", "an address", "https://www.example.com/ann"),
        ("Ann Lee www.ann.example", "an address", "www.ann.example"),
        ('<a href="/ann">Ann Lee</a>', "markup", '<a href="/ann">'),
        ("&lt;b&gt;Ann Lee&lt;/b&gt;", "markup", "<b>"),
        ("Ann Lee<br/>", "markup", "<br/>"),
    ],
)
def test_other_things(judge: Judge, name: str, extra: str, found: str) -> None:
    assert judged(judge, name) == [f"{extra} | {found}"]


@pytest.mark.parametrize("name", ["The Daily Example", "the daily-example", "www.example.com/".removesuffix("/")[4:]])
def test_the_newsroom_may_sign_with_its_name(judge: Judge, name: str) -> None:
    assert judged(judge, name) == []


@pytest.mark.parametrize(
    "name",
    [
        *("Dr. Oetker", "Ernst & Young", "Food and Drug Administration", "Von Roll Holding", "By Terry Cosmetics"),
        *("Simon Lee & Schuster Ray", "Le Monde avec AFP", "Focus Taiwan - CNA English News", "Reporter, The Weekly"),
    ],
)
@pytest.mark.parametrize("kind", ["Organization", "NewsMediaOrganization", "Corporation"])
def test_the_name_of_an_organization_may_hold_more_words(judge: Judge, name: str, kind: str) -> None:
    assert judged(judge, name, kind) == []


@pytest.mark.parametrize("name", ["By: Reuters", "By The Daily Example", "Ann <b>Lee</b>", "desk@example.com"])
def test_but_no_introduction_markup_or_address(judge: Judge, name: str) -> None:
    assert judged(judge, name, "Organization")


def test_an_author_who_is_an_organization_is_not_the_publisher_for_that(judge: Judge) -> None:
    authors = [{"@type": ["Person", "Organization"], "name": name} for name in ("By Ann Lee", "Ann Lee")]
    article = {"@type": "NewsArticle", "headline": "x", "author": [*authors, {"@type": "Person", "name": "By Bob Ray"}]}
    found = judge("clean_name", WORDS, "article.author[].name", article, show="value extra")
    assert found == ["By Ann Lee | an introductory word", "By Bob Ray | an introductory word"]


@pytest.mark.parametrize("name", ["", "  ", None, 5, {"@type": "Thing"}, []], ids=repr)
def test_what_is_no_text_is_not_judged(judge: Judge, name: Any) -> None:
    assert judged(judge, name) is None


def test_every_name_is_judged(judge: Judge) -> None:
    assert judged(judge, ["By Ann Lee", "Ann Lee", "Dr. Ann Lee"]) == [
        "an introductory word | By",
        "an honorific | Dr.",
    ]


@pytest.mark.parametrize("word", ["intros", "honorifics", "jobs", "joiners"])
def test_only_what_is_asked_for_is_judged(judge: Judge, word: str) -> None:
    found = judged(
        judge, ["By Ann Lee", "Dr. Ann Lee", "Ann Lee, Reporter", "Ann Lee and Bob Ray"], options={word: WORDS[word]}
    )
    assert found is not None
    assert len(found) == 1


@pytest.mark.parametrize(
    "piece", ["a", "<a", "a.", "a@", "Ab, ", " - ", "(", "by ", "a-", "www.", "&", "abc. ", "Ann and "]
)
def test_hostile_names_cost_little(piece: str) -> None:
    start = time.process_time()
    clean_name._extra((piece * 100_000).strip(), clean_name.prepare(WORDS), set(), organization=False)
    assert time.process_time() - start < 5
