"""The declared size of images."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Judge = Callable[..., list[str] | None]

LIMITS = {"pixels": 50000, "width": 1200}


def image(width: Any = None, height: Any = None, **more: Any) -> dict[str, Any]:
    sizes = {"width": width, "height": height}
    return {"@type": "ImageObject", "url": "https://www.example.com/a.jpg", **more} | {
        name: value for name, value in sizes.items() if value is not None
    }


def judged(judge: Judge, *images: Any, options: Any = LIMITS) -> list[str] | None:
    article = {"@type": "NewsArticle", "image": list(images)}
    return judge("size", options, "article.image[]", article, show="width height reason")


NARROW = "600 | 400 | under 1200 pixels wide"


@pytest.mark.parametrize(
    ("images", "expected"),
    [
        pytest.param((), None, id="no image"),
        pytest.param((image(1200, 675),), [], id="large enough"),
        pytest.param((image(1200),), [], id="without a height"),
        pytest.param((image(600, 400),), [NARROW], id="narrow"),
        pytest.param((image("600", "400"),), [NARROW], id="numbers as text"),
        pytest.param((image("600px", " 400 PX "),), [NARROW], id="in pixels"),
        pytest.param((image("600 pixels", 400.0),), [NARROW], id="in pixels, in words"),
        pytest.param((image("1,600", "1,200.0"),), [], id="thousands"),
        pytest.param(
            (image({"@type": "QuantitativeValue", "value": 600}, {"value": "400"}),), [NARROW], id="quantities"
        ),
        pytest.param((image(600),), ["600 | ? | under 1200 pixels wide"], id="narrow, height unknown"),
        pytest.param((image(200, 200),), ["200 | 200 | 40,000 pixels in all, under 50,000"], id="tiny"),
        pytest.param((image(),), None, id="not declared"),
        pytest.param((image(height=100),), None, id="only a height"),
        pytest.param((image(0, 0),), None, id="0 says nothing"),
        pytest.param((image("auto", "100%"),), None, id="neither does auto"),
        pytest.param((image(True, True),), None, id="nor yes"),
        pytest.param((image(-5, 4),), None, id="nor less than nothing"),
        pytest.param((image("9" * 5000, 4),), None, id="nor a number without end"),
        pytest.param((image(600, 400), image(1600, 900)), [], id="one of several is large enough"),
        pytest.param((image(300, 200), image(600, 400), image(400, 400)), [NARROW], id="the largest of small ones"),
        pytest.param((image(600, 400), "https://www.example.com/b.jpg"), None, id="one of unknown size"),
        pytest.param((image(600, 400), image()), None, id="one without its size"),
        pytest.param((image(600, 400), ""), [NARROW], id="an empty one does not count"),
        pytest.param((image(600, 400), {"@type": "ImageObject"}), [NARROW], id="nor one that says nothing"),
    ],
)
def test_size(judge: Judge, images: tuple[Any, ...], expected: list[str] | None) -> None:
    assert judged(judge, *images) == expected


def test_one_limit_alone(judge: Judge) -> None:
    assert judged(judge, image(600, 400), options={"pixels": 50000}) == []
    assert judged(judge, image(200, 100), options={"width": 200}) == []


def test_microdata(judge: Judge) -> None:
    markup = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">x</h1>'
        '<div itemprop="image" itemscope itemtype="https://schema.org/ImageObject">'
        '<meta itemprop="width" content="600"><meta itemprop="height" content="400"></div></div>'
    )
    assert judge("size", LIMITS, "article.image[]", markup, show="width height reason") == [NARROW]
