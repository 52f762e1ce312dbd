"""What is no fault is not found: harmless changes to real pages bring no finding."""

from __future__ import annotations

import pytest

from tests.faults.fault import Kind
from tests.faults.harmless import HARMLESS
from tests.faults.judge import PAGES, Ward, page_names, policy, sampled

_PAGES = 12
_BIGGEST = 300_000  # characters


@pytest.fixture(scope="module")
def wards() -> list[Ward]:
    if not PAGES.is_dir():
        pytest.skip("the shared folder with the real pages is not beside this checkout")
    names = sampled(Kind("harmless", "none", lambda _: None), page_names())
    found = (Ward(name, policy(None)) for name in names)
    usable = (ward for ward in found if ward.usable and len(ward.patient.text) <= _BIGGEST and ward.patient.article)
    return [ward for ward, _ in zip(usable, range(_PAGES), strict=False)]


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_change_brings_no_finding(wards: list[Ward], name: str) -> None:
    results = [ward.judge(Kind(name, "none", HARMLESS[name])) for ward in wards]
    judged = [result for result in results if result is not None]
    assert judged
    assert [(item.page, item.extras) for item in judged if item.extras] == []
