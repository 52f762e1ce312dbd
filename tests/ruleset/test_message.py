from __future__ import annotations

import pytest

from seocheck.ruleset.message import TemplateError, compile_message


@pytest.mark.parametrize(
    ("template", "rendered"),
    [
        ("plain", "plain"),
        ("{value}", "V"),
        ("“{value}” and {value}!", "“V” and V!"),
        ("{{value}}", "{value}"),
        ("{{{value}}}", "{V}"),
        ("{{7*7}}", "{7*7}"),
        ("%(value)s $value", "%(value)s $value"),
        ("lone } brace", "lone } brace"),
        ("{missing}|", "|"),
        ("", ""),
    ],
)
def test_fills_in_fields_and_nothing_else(template: str, rendered: str) -> None:
    assert compile_message(template).render({"value": "V"}) == rendered


@pytest.mark.parametrize("template", ["{0}", "{value.x}", "{value!r}", "{value:99}", "{}", "{ value }", "{", "a {b"])
def test_a_brace_that_opens_no_field_is_refused(template: str) -> None:
    with pytest.raises(TemplateError, match="is no field"):
        compile_message(template)


def test_what_is_filled_in_is_never_read_as_a_template() -> None:
    assert compile_message("{value}").render({"value": "{subject}{{"}) == "{subject}{{"


def test_names_its_fields() -> None:
    assert compile_message("{value} {{x}} {count}").fields == ("value", "count")
