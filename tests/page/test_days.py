"""Days as readers see them, in many languages."""

from __future__ import annotations

import time
from datetime import date

import pytest

from seocheck.page.facts.days import days_in

NEAR = date(2024, 11, 22)
NOVEMBER = """
22 November 2024 | 22. November 2024 | 22 Nov 2024 | 22 nov. 2024 | Nov. 22, 2024 | November 22nd, 2024
Friday, November 22, 2024 | 22nd of November, 2024 | Fri 22 Nov 2024 09.30 GMT | 22-NOV-2024 | 22/Nov/2024
Published: 22 November 2024, 09:30 | Nov 22 2024 9:30 am | NOVEMBER 22, 2024 | Fr., 22.11.2024, 09:30 Uhr
22 novembre 2024 | vendredi 22 novembre 2024 à 09h30 | 22 de noviembre de 2024 | 22 de novembro de 2024
22 de novembre del 2024 | 22 november 2024 | 22. november 2024 kl. 09.30 | 22 listopada 2024 | 22. listopadu 2024
22 ноября 2024 г. | 22 листопада 2024 | 22 ноември 2024 | 22. новембар 2024. | 22 Νοεμβρίου 2024 | 22 Kasım 2024
22 KASIM 2024 | 22 نوفمبر 2024 | ٢٢ نوفمبر ٢٠٢٤ | 22 نوفمبر/ تشرين الثاني 2024 | 22 नवंबर 2024 | नवम्बर 22, 2024
2024年11月22日 | 2024年11月22日 9時30分 | 2024년 11월 22일 | 2024. 11. 22. 09:30 | 입력2024.11.22 | 22 tháng 11, 2024
22 tháng 11 năm 2024 | 22. marraskuuta 2024 | 2024. november 22. | 2024 m. lapkričio 22 d. | 2024. gada 22. novembris
22 בנובמבר 2024 | 22 noiembrie 2024 | 22. studenoga 2024. | 22 Nobyembre 2024
22.11.2024 | 22. 11. 2024 | 22/11/2024 | 22-11-2024 | 11/22/2024 | 2024-11-22 | 2024/11/22 | 2024.11.22 | 22.11.24
22 نومبر 2024 | نومبر 22, 2024 | 22 نوامبر 2024 | 22 تشرين الثاني 2024
2024-11-22T09:30:00+01:00 | 24.11.22 | 22 / 11 / 2024
"""
FEBRUARY = """
1er février 2024 | 1 FÉVRIER 2024 | 1. Februar 2024 | 1º de fevereiro de 2024 | 1 febbraio 2024 | 1 de febrero de 2024
1 лютого 2024 | 1 февраля 2024 | 1 Şubat 2024 | 1 फरवरी 2024 | 1 Φεβρουαρίου 2024 | 1 února 2024 | 1 lutego 2024
1 helmikuuta 2024 | 1 فبراير 2024 | 1 فيفري 2024 | 1 شباط 2024 | 1 בפברואר 2024
Feb 1, 2024 | 1 februarie 2024 | 2024. február 1. | 1. veljače 2024.
"""
MAY = """
3 May 2024 | 3. Mai 2024 | 3 mai 2024 | 3 mei 2024 | 3 maggio 2024 | 3 de mayo de 2024 | 3 de maio de 2024 | 3 maj 2024
3 maja 2024 | 3 мая 2024 | 3 травня 2024 | 3 мај 2024 | 3 Μαΐου 2024 | 3 Μαϊου 2024 | 3 Mayıs 2024 | 3 मई 2024
3 května 2024 | 3 مايو 2024 | 3 toukokuuta 2024 | 3 de maig de 2024 | 3 במאי 2024 | 3/5/2024 | 5/3/2024
"""
AUGUST = """
9 août 2024 | 9 AOÛT 2024 | 9 Ağustos 2024 | 9 srpna 2024 | 9 серпня 2024 | 9 sierpnia 2024 | 9 de agosto de 2024
9. avgust 2024 | 9 Ogos 2024 | 9 أغسطس 2024 | 9 اغسطس 2024 | Aug. 9, 2024 | 9 elokuuta 2024 | 9 d’agost de 2024
"""


def listed(text: str) -> list[str]:
    return [part.strip() for line in text.strip().splitlines() for part in line.split(" | ")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *((text, date(2024, 11, 22)) for text in listed(NOVEMBER)),
        *((text, date(2024, 2, 1)) for text in listed(FEBRUARY)),
        *((text, date(2024, 5, 3)) for text in listed(MAY)),
        *((text, date(2024, 8, 9)) for text in listed(AUGUST)),
    ],
)
def test_a_day_in_words_and_numbers(text: str, day: date) -> None:
    assert day in days_in(text, "", NEAR)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("22 November 2024", ["2024-11-22"], id="certain"),
        pytest.param("22.11.2024", ["2024-11-22"], id="there is no month 22"),
        pytest.param("03/05/2024", ["2024-05-03", "2024-03-05"], id="the day or the month first"),
        pytest.param("05/05/2024", ["2024-05-05"], id="both the same"),
        pytest.param("03.05.24", ["2024-05-03", "2024-03-05", "2003-05-24"], id="or a short year first"),
        pytest.param("31.12.99", ["1999-12-31"], id="a short year is of the nearest century"),
        pytest.param("22 listopada 2024", ["2024-10-22", "2024-11-22"], id="October in Croatian, November in Polish"),
        pytest.param("3 May 2024, updated 5 May 2024", ["2024-05-03", "2024-05-05"], id="two days"),
        pytest.param("31.02.2024", [], id="a day that does not exist"),
        pytest.param("May 32, 2024", [], id="nor this one"),
    ],
)
def test_all_readings_are_given(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in days_in(text, "", NEAR)] == days


@pytest.mark.parametrize(
    "text",
    [
        *("", "2 hours ago", "vor 2 Stunden", "il y a 2 jours", "hace 3 horas", "3時間前", "Just now", "Yesterday"),
        *("22 November, 09:30", "22 Nov 14:05", "Nov 22", "November 2024", "12 mar", "09:30", "2024", "22.11."),
        *("令和6年11月22日", "22 พ.ย. 2567", "1403/08/22", "22 Tachwedd 2024", "Top 10 2024", "in 12 stores 2024"),
        *("Page 3 of 2024", "Tel 030 12 34 2024", "9:30 2024", "0123456789", "12:30:2024", "٣ ساعات"),
    ],
)
def test_nothing_where_nothing_is_certain(text: str) -> None:
    assert days_in(text, "", NEAR) == []


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        pytest.param("2024-11-20T23:00:00Z", "2024-11-20", id="believed before the text"),
        pytest.param("2024-11-20 23:00", "2024-11-20", id="a space for T"),
        pytest.param(" 20241120 ", "2024-11-20", id="the basic format"),
        pytest.param("1700000000", "2024-05-03", id="what is no date leaves the text"),
        pytest.param("0001-01-01T00:00:00Z", "2024-05-03", id="so does a template that was not filled in"),
        pytest.param("2024-13-40", "2024-05-03", id="or a day that does not exist"),
    ],
)
def test_the_form_for_machines(stamp: str, day: str) -> None:
    assert [found.isoformat() for found in days_in("3 May 2024", stamp, NEAR)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        *("1 " * 50_000, "a" * 100_000, "1." * 50_000, "22 " + "a" * 100_000, "2024 " * 30_000, "1 a " * 30_000),
        *("22" + " " * 100_000, "ab 1 " * 30_000, "2024. " * 20_000, "22 ab/" * 20_000),
        "1 " + " " * 50_000 + "a" * 50_000,
    ],
    ids=range(11),
)
def test_hostile_text_costs_little(text: str) -> None:
    start = time.process_time()
    days_in(text, "", NEAR)
    assert time.process_time() - start < 3
