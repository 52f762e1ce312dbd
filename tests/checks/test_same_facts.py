"""Headlines that agree but for a number, a “not” or a name; and all the ways they may differ in peace."""

from __future__ import annotations

import pytest

from seocheck import Document, audit
from seocheck.aligned import disagreement, tokens
from seocheck.model import Finding
from seocheck.numerals import LONGEST, han, number_words, roman, values_of
from seocheck.ruleset import load_ruleset_text

CHANGED = [
    # one text, the other, what changed, the words here, the words there
    ("12 dead", "21 dead", "number", "12", "21"),
    ("12 dead in bus crash near Lyon", "21 dead in bus crash near Lyon", "number", "12", "21"),
    ("Bus crash near Lyon kills 12", "Breaking: Bus crash near Lyon kills 21, police say", "number", "12", "21"),
    ("Two men held after raid", "Three men held after raid", "number", "Two", "Three"),
    ("Two men held after raid", "3 men held after raid", "number", "Two", "3"),
    ("Council spends £2 million on roads", "Council spends £2 billion on roads", "number", "2 million", "2 billion"),
    ("Council spends £2.5m on roads", "Council spends £25m on roads", "number", "2.5 m", "25 m"),
    ("Prices rise by 3.5 percent in May", "Prices rise by 5.3% in May", "number", "3.5", "5.3"),
    ("Best phones of 2023 compared", "Best phones of 2024 compared", "number", "2023", "2024"),
    ("Ten ways to save energy at home", "11 ways to save energy at home", "number", "Ten", "11"),
    ("Twenty-one candidates stand for mayor", "12 candidates stand for mayor", "number", "Twenty one", "12"),
    ("Pope Leo XIV visits Poland", "Pope Leo XVI visits Poland", "number", "XIV", "XVI"),
    ("City beat United 3-1 at home", "City beat United 1-3 at home", "number", "3", "1"),
    ("Train leaves at 18:30 from platform 2", "Train leaves at 18:50 from platform 2", "number", "18:30", "18:50"),
    ("Court finds minister guilty", "Court finds minister not guilty", "negation", "", "not"),
    ("Mayor did resign over scandal", "Mayor did not resign over scandal", "negation", "", "not"),
    ("Mayor resigns over scandal", "Mayor does not resign over scandal", "negation", "", "not"),
    ("Minister will resign, party says", "Minister won't resign, party says", "negation", "", "not"),
    ("Why you can trust the new report", "Why you can’t trust the new report", "negation", "", "not"),
    ("A deal on fish is in sight", "No deal on fish is in sight", "negation", "", "No"),
    ("Minister meets Macron in the capital", "Minister meets Scholz in the capital", "name", "Macron", "Scholz"),
    (
        "Storm leaves Bristol without power today",
        "Storm leaves Cardiff without power today",
        "name",
        "Bristol",
        "Cardiff",
    ),
    ("12 Tote bei Busunglück", "21 Tote bei Busunglück", "number", "12", "21"),
    ("Zwei Verletzte nach Brand in Halle", "Drei Verletzte nach Brand in Halle", "number", "Zwei", "Drei"),
    ("Einundzwanzig Bewerber für das Amt", "Zwölf Bewerber für das Amt", "number", "Einundzwanzig", "Zwölf"),
    ("Stadt zahlt 3,5 Mio. Euro für Schule", "Stadt zahlt 5,3 Mio. Euro für Schule", "number", "3,5 Mio", "5,3 Mio"),
    ("Gericht: Klinik muss zahlen", "Gericht: Klinik muss nicht zahlen", "negation", "", "nicht"),
    ("Kanzler sieht einen Grund zur Sorge", "Kanzler sieht keinen Grund zur Sorge", "negation", "", "keinen"),
    ("Douze morts dans un accident de bus", "21 morts dans un accident de bus", "number", "Douze", "21"),
    ("Quatre-vingt-dix emplois supprimés à Brest", "80 emplois supprimés à Brest", "number", "Quatre vingt dix", "80"),
    ("La grève est finie, dit le syndicat", "La grève n’est pas finie, dit le syndicat", "negation", "", "pas"),
    ("Le maire peut rester en place", "Le maire ne peut pas rester en place", "negation", "", "pas"),
    ("Le ministre rencontre Macron en secret", "Le ministre rencontre Bayrou en secret", "name", "Macron", "Bayrou"),
    ("Doce muertos en un accidente", "Veintiún muertos en un accidente", "number", "Doce", "Veintiún"),
    ("Suben un 3,5 % los precios en mayo", "Suben un 5,3 % los precios en mayo", "number", "3,5", "5,3"),
    ("El Gobierno subirá los impuestos", "El Gobierno no subirá los impuestos", "negation", "", "no"),
    ("Despiden a treinta y dos empleados", "Despiden a 23 empleados", "number", "treinta y dos", "23"),
    ("Dodici morti in un incidente", "Ventuno morti in un incidente", "number", "Dodici", "Ventuno"),
    ("Il governo alzerà le tasse", "Il governo non alzerà le tasse", "negation", "", "non"),
    (
        "Fabbrica in fiamme a Torino, evacuate case",
        "Fabbrica in fiamme a Modena, evacuate case",
        "name",
        "Torino",
        "Modena",
    ),
    ("Doze mortos em acidente de ônibus", "Vinte e um mortos em acidente de ônibus", "number", "Doze", "Vinte e um"),
    ("Governo vai aumentar impostos", "Governo não vai aumentar impostos", "negation", "", "não"),
    ("Twaalf doden bij busongeluk", "Eenentwintig doden bij busongeluk", "number", "Twaalf", "Eenentwintig"),
    ("Minister wil stoppen met het plan", "Minister wil niet stoppen met het plan", "negation", "", "niet"),
    ("Er is een bewijs voor de aanslag", "Er is geen bewijs voor de aanslag", "negation", "", "geen"),
    ("Dwunastu rannych w wypadku", "Dwudziestu rannych w wypadku", "number", "Dwunastu", "Dwudziestu"),
    ("Rząd podniesie podatki", "Rząd nie podniesie podatków", "negation", "", "nie"),
    ("宮崎県で震度5弱、津波注意報", "宮崎県で震度6弱、津波注意報", "number", "5", "6"),
    ("태풍으로 5명 사망, 북부 정전", "태풍으로 6명 사망, 북부 정전", "number", "5", "6"),
    ("В аварии погибли 12 человек", "В аварии погибли 21 человек", "number", "12", "21"),
]

FREE = [
    ("Mayor resigns over housing scandal", "Mayor resigns over housing scandal"),
    ("Mayor resigns over housing scandal", "Housing scandal: mayor steps down"),
    ("Two dead in bus crash near Lyon", "2 dead in bus crash near Lyon"),
    ("Twenty-one dead in bus crash", "21 dead in bus crash"),
    ("12 dead in bus crash", "12 dead, 30 hurt in bus crash near Lyon"),
    ("12 dead in bus crash", "Bus crash leaves 21 dead and many hurt"),
    ("Best phones compared", "Best phones compared (2024)"),
    ("The best heated airers in 2023 to save money", "The best heated airers to save money"),
    ("7 ways to save energy at home", "Ways to save energy at home"),
    ("Council spends £2 million on roads", "Council spends £2m on roads"),
    ("Council spends £2 million on roads", "Council spends £2,000,000 on roads"),
    ("Firm cuts 2,498 jobs", "Firm cuts 2,500 jobs"),
    ("Prices rise by 3.5 percent", "Prices rise by 3.5 per cent"),
    ("Prices rise by 48.6% in a year", "Prices rise by 49% in a year"),
    ("World War II bomb found in Leeds", "World War 2 bomb found in Leeds"),
    ("Season 2023/24 ends with a draw", "Season 23/24 ends with a draw"),
    ("Train leaves at 18:30", "Train leaves at 18.30"),
    ("Court finds minister guilty", "Court: minister is guilty, not his wife"),
    ("Mayor doesn't resign", "Mayor does not resign"),
    ("Why you can't trust the report", "Why you just can't trust the report"),
    ("Mayor Resigns Over Housing Scandal in Leeds", "Mayor Quits Over Housing Scandal in Leeds"),
    ("Macron meets the prime minister in the capital", "President meets the prime minister in the capital"),
    ("Talks in Kyiv end without a deal this time", "Talks in Kiev end without a deal this time"),
    ("What the Fed could learn from Canada", "Opinion | What the Fed could learn from Canada"),
    ("Live: 3 goals so far in Leeds", "Live: Leeds lead by two at half time"),
    ("No. 10 rejects the plan", "No 10 rejects the plan"),
    ("A night of rock 'n' roll in town", "A night of rock and roll in town"),
    ("Men held after raid in Leeds", "Man held after raid in Leeds"),
    ("12 Tote bei Busunglück", "Zwölf Tote bei Busunglück"),
    ("Frau bei Unfall in Halle verletzt", "Mann bei Unfall in Halle verletzt"),
    ("Stadt zahlt 3,5 Millionen Euro", "Stadt zahlt 3,5 Mio. Euro"),
    ("Preise steigen um 3,5 Prozent", "Preise steigen um 3,5 %"),
    ("Kein Grund zur Panik", "Warum es keinen Grund zur Panik gibt"),
    ("Luxusuhren: Gewinnen Rolex und Co. an Wert?", "Uhrenindex: Gewinnen Rolex und Co. an Wert?"),
    ("Douze morts dans un accident", "12 morts dans un accident"),
    ("Un mort dans un accident", "Une personne morte dans un accident"),
    ("Le pas de deux de la ministre", "La ministre et son pas de deux"),
    ("Veintiún muertos en un accidente", "21 muertos en un accidente"),
    ("El presidente llega este miércoles a Madrid", "El presidente llega a Madrid"),
    ("Ventuno morti in un incidente", "21 morti in un incidente"),
    ("Vinte e dois feridos em acidente", "22 feridos em acidente"),
    ("Tweeëntwintig doden bij ongeluk", "22 doden bij ongeluk"),
    ("Dwóch rannych w wypadku", "2 rannych w wypadku"),
    ("Dwadzieścia dwa medale dla Polski", "22 medale dla Polski"),
    ("二人が負傷、横浜の火災で", "2人が負傷、横浜の火災で"),
    ("台風で停電", "台風で数千世帯が停電"),
    ("", "12 dead"),
    ("12", "21"),
]


@pytest.mark.parametrize(("one", "other", "change", "here", "there"), CHANGED)
def test_a_changed_fact_is_found_from_both_sides(one: str, other: str, change: str, here: str, there: str) -> None:
    found = disagreement(one, other)
    assert found is not None
    assert (found.change, found.here, found.there) == (change, here, there)
    turned = disagreement(other, one)
    assert turned is not None
    assert (turned.change, turned.here, turned.there) == (change, there, here)


@pytest.mark.parametrize(("one", "other"), FREE)
def test_other_wording_is_free(one: str, other: str) -> None:
    names = not one.startswith(("Frau", "Luxus"))  # German, where every noun has a capital
    assert disagreement(one, other, names=names) is None
    assert disagreement(other, one, names=names) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2,5 Mrd. Euro", [{2_500_000_000.0}]),
        ("1,234 seats", [{1234.0, 1.234}]),
        ("1.234,50 Euro", [{1234.5}]),
        ("1 234 places", [{1234.0}]),
        ("3rd and third", [{3.0}, {3.0}]),
        ("10-15 people", [{10.0}, {15.0}]),
        ("5m", [{5.0, 5_000_000.0}]),
        ("two hundred men", [{200.0}]),
        ("soixante et onze", [{71.0}]),
        ("第三回", [{3.0}]),
        ("iPhone15 Pro", [{15.0}]),
        ("no number", []),
    ],
)
def test_numbers_are_read(text: str, values: list[set[float]]) -> None:
    assert [set(token.values) for token in tokens(text) if token.is_number] == values


def test_number_words_and_signs() -> None:
    for word, value in {
        "dreiundzwanzig": 23,
        "ventitré": 23,
        "veintidós": 22,
        "tweeëntwintig": 22,
        "dwóch": 2,
        "dreissig": 30,
    }.items():
        assert number_words()[(word,)] == value
    assert max(map(len, number_words())) == LONGEST
    assert (roman("XIV"), roman("II"), roman("I"), roman("MIX")) == (14, 2, None, None)
    assert (han("三"), han("山")) == (3, None)
    assert values_of("1.234.567") == {1234567.0}


def page(title: str = "", h1: str = "", social: str = "", headline: str = "", lang: str = "en") -> bytes:
    markup = f'{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{headline}"}}'
    return (
        f'<html lang="{lang}"><head><meta charset="utf-8"><meta property="og:site_name" content="The Daily 12">'
        + (f"<title>{title}</title>" if title else "")
        + (f'\n<meta property="og:title" content="{social}">' if social else "")
        + (f'\n<script type="application/ld+json">{markup}</script>' if headline else "")
        + "</head>\n<body>"
        + "".join(f"\n<h1>{text}</h1>" for text in h1.split("|") if text)
        + "</body></html>"
    ).encode()


RULES = """
version: 1
rules:
  facts:
    subject: ['og:title', title, article.headline, h1]
    expect: {same_facts: ['og:title', title, article.headline, h1]}
    severity: warning
    message: "{name}/{other}: {change}, {here} against {there}"
"""
RULESET = load_ruleset_text(RULES)


def findings(content: bytes) -> tuple[Finding, ...]:
    return audit(Document(content), RULESET).findings


STORY, WRONG = "Bus crash near Lyon kills 12 people", "Bus crash near Lyon kills 21 people"


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (page(STORY, STORY, STORY, STORY), []),
        (page(f"{STORY} - The Daily 12", STORY), []),
        (page(f"{WRONG} - The Daily 12", STORY), ["title/h1: a number, 21 against 12"]),
        (page(STORY, STORY, WRONG, STORY), ["og:title/title: a number, 21 against 12"]),
        (page(STORY, WRONG, STORY, STORY), ["h1/og:title: a number, 21 against 12"]),
        (page(WRONG, STORY, WRONG, STORY), ["og:title/article.headline: a number, 21 against 12"]),
        (page(STORY, f"Another story kills 7 people|{STORY}"), []),
        (page(STORY), []),
        (page("Frau in Halle schwer verletzt", "Mann in Halle schwer verletzt", lang="de-DE"), []),
        (page("Guilty, says the court", "Not guilty, says the court"), ["title/h1: a “not”, nothing against Not"]),
    ],
)
def test_the_odd_one_out_is_reported_once(content: bytes, messages: list[str]) -> None:
    assert [finding.message for finding in findings(content)] == messages


def test_the_other_places_are_related() -> None:
    (finding,) = findings(page(STORY, STORY, WRONG, STORY))
    assert finding.place.line == 2
    assert [item.place.line for item in finding.related] == [1, 3, 5]


def test_one_text_alone_is_nothing_to_judge() -> None:
    assert audit(Document(page(STORY)), RULESET).outcomes[0].state == "not_applicable"


def test_a_link_counts_once_when_it_is_looked_at_and_compared_with() -> None:
    link = f'<a href="/x">{WRONG}</a>'.encode()
    rules = RULES.replace("['og:title', title, article.headline, h1]", "[links.text, h1]")
    (finding,) = audit(Document(page(h1=STORY) + link), load_ruleset_text(rules)).findings
    assert finding.message == "links.text/h1: a number, 21 against 12"
    assert [item.message for item in finding.related] == [f"h1 says “{STORY}”"]
