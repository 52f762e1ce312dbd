"""Numbers as people write them: digits with separators, and words in eight languages. Pure data and one look-up.

Words for one that are articles too (ein, un, uno, um, een) are no numbers here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

Words = tuple[str, ...]

_SMALL = {  # 0 to 20; "" where the word is also an article; alternatives separated by |
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig",
    "fr": "zéro - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "es": "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte",
    "it": "zero - due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti",
    "pt": "zero - dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze "
    "dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove vinte",
    "nl": "nul - twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien twintig",
    "pl": "zero jeden|jedna|jedno|jednego dwa|dwie|dwóch|dwoje|dwaj|dwojga trzy|trzech|trzej|troje "
    "cztery|czterech|czterej pięć|pięciu|pięcioro sześć|sześciu siedem|siedmiu osiem|ośmiu dziewięć|dziewięciu "
    "dziesięć|dziesięciu jedenaście|jedenastu dwanaście|dwunastu trzynaście|trzynastu czternaście|czternastu "
    "piętnaście|piętnastu szesnaście|szesnastu siedemnaście|siedemnastu osiemnaście|osiemnastu "
    "dziewiętnaście|dziewiętnastu dwadzieścia|dwudziestu",
}
_TENS = {  # 30, 40 … 90
    "en": "thirty forty fifty sixty seventy eighty ninety",
    "de": "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "trente quarante cinquante soixante - quatre-vingt|quatre-vingts -",
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "nl": "dertig veertig vijftig zestig zeventig tachtig negentig",
    "pl": "trzydzieści|trzydziestu czterdzieści|czterdziestu pięćdziesiąt|pięćdziesięciu sześćdziesiąt|sześćdziesięciu "
    "siedemdziesiąt|siedemdziesięciu osiemdziesiąt|osiemdziesięciu dziewięćdziesiąt|dziewięćdziesięciu",
}
_ORDINALS = {  # first, second, third …
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth",
    "de": "erste[rsnm]? zweite[rsnm]? dritte[rsnm]? vierte[rsnm]? fünfte[rsnm]? sechste[rsnm]? siebte[rsnm]? "
    "achte[rsnm]? neunte[rsnm]? zehnte[rsnm]?",
    "fr": "premier|première deuxième|seconde troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "es": "primer|primero|primera segundo|segunda tercer|tercero|tercera cuarto|cuarta quinto|quinta sexto|sexta",
    "it": "primo|prima secondo|seconda terzo|terza quarto|quarta quinto|quinta sesto|sesta",
    "pt": "primeiro|primeira segundo|segunda terceiro|terceira quarto|quarta quinto|quinta sexto|sexta",
    "nl": "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
    "pl": "pierwszy|pierwsza|pierwsze drugi|druga|drugie trzeci|trzecia|trzecie czwarty|czwarta|czwarte "
    "piąty|piąta|piąte",
}
_AND = {"es": "y", "pt": "e"}  # treinta y uno; other languages write one word, or two without a link
_ONES = {"es": "uno|una|un", "pt": "um|uma", "it": "uno", "fr": "un|une"}  # behind a ten they are no articles
_MULTIPLIERS = {
    100: "hundred hundert cent cents cien ciento cento cem honderd sto hundra hundre",
    1_000: "thousand thousands tausend mille mil mila duizend tysiąc tysiące tysięcy tsd tys tusen",
    1_000_000: "million millions millionen mio mn millón millones milione milioni milhão milhões miljoen milion "
    "milionów miliony mln mill millioner miljoner",
    1_000_000_000: "billion billions bn milliarde milliarden mrd milliard milliards miliardo miliardi miljard miliard "
    "miliardy miliardów mld bilhão bilhões",
}
MULTIPLIERS: Mapping[str, int] = {word: size for size, words in _MULTIPLIERS.items() for word in words.split()}
"""Words that make the number before them greater: 2 million, 3,5 Mrd."""

PERHAPS: Mapping[str, int] = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
"""Letters that may stand for one of these: 5m may be millions or metres."""

_ROMAN = re.compile(r"(?=[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_ONES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_HAN = {char: value for value, char in enumerate("〇一二三四五六七八九十")}
_GROUPED = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*")


def _forms(entry: str) -> list[str]:
    """The spellings of one entry of a table."""
    if entry.endswith("[rsnm]?"):
        stem = entry.removesuffix("[rsnm]?")
        return [stem, *(stem + ending for ending in "rsnm")]
    return [] if entry == "-" else entry.split("|")


def _listed(table: Mapping[str, str], language: str) -> list[list[str]]:
    return [_forms(entry) for entry in table[language].split()]


def _words() -> Iterator[tuple[str, int]]:
    for language in _SMALL:
        small = _listed(_SMALL, language)
        yield from ((form, value) for value, forms in enumerate(small) for form in forms)
        yield from ((form, value) for value, forms in enumerate(_listed(_ORDINALS, language), 1) for form in forms)
        for ten, forms in enumerate([small[20], *_listed(_TENS, language)], 2):
            for form in forms:
                yield form, 10 * ten
                yield from _compounds(language, form, 10 * ten, small)


def _compounds(language: str, ten: str, value: int, small: list[list[str]]) -> Iterator[tuple[str, int]]:
    """21 to 29, 31 to 39 …, as the language builds them."""
    for one in range(1, 20 if language == "fr" and value in (60, 80) else 10):
        for unit in [*small[one], *(_ONES.get(language, "").split("|") if one == 1 else ())]:
            if unit:
                yield from ((form, value + one) for form in _compound(language, ten, unit))
    if language in ("de", "nl"):
        yield ("einund" if language == "de" else "eenen") + ten, value + 1
    if language == "es" and value == 20:
        units = ["uno", "dós", "trés", "cuatro", "cinco", "séis", "siete", "ocho", "nueve"]
        yield "veintiún", 21
        yield from ((f"veinti{unit}", 20 + number) for number, unit in enumerate(units, 1))


def _compound(language: str, ten: str, unit: str) -> tuple[str, ...]:
    match language:
        case "de":
            return (f"{unit}und{ten}",)
        case "nl":
            return (f"{unit}{'ën' if unit.endswith('e') else 'en'}{ten}",)
        case "it":
            return (
                f"{ten[:-1] if unit[0] in 'uo' else ten}{unit}".removesuffix("tre") + ("tré" if unit == "tre" else ""),
            )
        case "fr":
            return (f"{ten}-{unit}", *([f"{ten} et {unit}"] if unit in ("un", "une", "onze") else []))
        case _:
            joined = _AND.get(language)
            return (f"{ten} {joined} {unit}",) if joined else (f"{ten} {unit}", f"{ten}{unit}")


@cache
def number_words() -> Mapping[Words, int]:
    """Every number in words, from 0 to 99: ("twenty", "one") → 21, ("einundzwanzig",) → 21."""
    return {tuple(word.replace("-", " ").casefold().split()): value for word, value in _words()}


@cache
def first_number_words() -> frozenset[str]:
    """The words that numbers in words begin with."""
    return frozenset(words[0] for words in number_words())


LONGEST = 4
"""Words in the longest of them: quatre-vingt-dix-neuf."""


def roman(word: str) -> int | None:
    """The value of a Roman numeral of two letters or more, in capitals, up to 39."""
    match = _ROMAN.fullmatch(word)
    return 10 * len(match[1]) + _ROMAN_ONES[match[2]] if match else None


def han(char: str) -> int | None:
    """The value of a Chinese numeral from 0 to 10."""
    return _HAN.get(char)


def values_of(digits: str) -> frozenset[float]:
    """What digits with separators may mean: 1,234 is 1234 here and 1.234 there; 18:30 and 2-1 are only themselves."""
    plain = digits.replace(" ", "").replace("'", "")
    found = set()
    if _GROUPED.fullmatch(digits):
        found.add(float(re.sub(r"\D", "", digits)))
    if plain.isdecimal():
        found.add(float(plain))
    elif re.fullmatch(r"\d+[.,]\d+", plain):
        found.add(float(plain.replace(",", ".")))
    elif match := re.fullmatch(r"(\d{1,3}(?:\.\d{3})+),(\d+)|(\d{1,3}(?:,\d{3})+)\.(\d+)", plain):
        whole, part = match[1] or match[3], match[2] or match[4]
        found.add(float(f"{re.sub(r'[.,]', '', whole)}.{part}"))
    return frozenset(found)
