"""Which of the real ways to break JSON a block shows.

The scanner of `text` says where it got stuck and what it expected there. Here the surroundings of that point
(the tokens before it, the open brackets, the text after it) are looked at by small detectors, one per cause, in the
order of the table at the end; the first that recognises its cause speaks, in the words of `json_words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from seocheck.page.jsonld.scene import (
    CDATA,
    COMMENT,
    ESCAPED_QUOTE,
    LITERALS,
    MEMBER,
    NEXT_OBJECT,
    ODD_SPACE,
    WORD,
    Scene,
    is_stray,
    lacks_quote,
    runs_into_name,
    set_scene,
)
from seocheck.page.jsonld.text import Expected, JsonFault
from seocheck.page.jsonld.words import QUOTED, make_fault, name_character, quote


def diagnose(text: str, error_offset: int, error_message: Expected) -> JsonFault:
    """The fault of a block that is JSON up to `error_offset`, where `error_message` names what was expected."""
    scene = set_scene(text, error_offset, error_message)
    for detect in DETECTORS[error_message]:
        fault = detect(scene)
        if fault is not None:
            return fault
    end = scene.at + 1 if scene.rest else scene.at
    return make_fault("unexpected-text", scene.at, end, expected=scene.expected, seen=scene.seen())


# --- what can stand anywhere outside a string--------------------------

_COMMENT_MARK = re.compile(r"//|/\*|<!--|-->|#")
_TEMPLATE = re.compile(
    r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|<\?.{0,200}?\?>|<%.{0,200}?%>|\$\{[^}\n]{1,200}\}", re.DOTALL
)


def _empty(scene: Scene) -> JsonFault | None:
    if scene.before or ODD_SPACE.sub("", scene.text).strip():
        return None
    return make_fault("empty-block", 0, len(scene.text))


def _odd_whitespace(scene: Scene) -> JsonFault | None:
    found = ODD_SPACE.match(scene.text, scene.at)
    return found and make_fault("odd-whitespace", *found.span(), name=name_character(found[0][0]))


def _cdata(scene: Scene) -> JsonFault | None:
    found = CDATA.match(scene.text, scene.at)
    return found and make_fault("cdata-wrapper", *found.span(), seen=quote(found[0]))


def _comment(scene: Scene) -> JsonFault | None:
    mark = _COMMENT_MARK.match(scene.rest)
    if not mark:
        return None
    found = COMMENT.match(scene.text, scene.at)  # none when the comment never ends: then only its mark is shown
    text = (found or mark)[0].rstrip()
    return make_fault("comment", scene.at, scene.at + len(text), seen=quote(text))


def _backslash_n(scene: Scene) -> JsonFault | None:
    found = re.match(r"\\([nrt\"])", scene.rest)
    if not found:
        return None
    name = {"n": "a line break", "r": "a line break", "t": "a tab", '"': "a double quote"}[found[1]]
    return make_fault("backslash-n-outside", scene.at, scene.at + 2, name=name, mark=found[0])


def _html_escaped(scene: Scene) -> JsonFault | None:
    found = ESCAPED_QUOTE.match(scene.text, scene.at)
    return found and make_fault("html-escaped", *found.span(), mark=found[0])


def _template(scene: Scene) -> JsonFault | None:
    # Of "{{ title }}" the first brace still reads as JSON; the scanner is stuck at the second.
    start = scene.at - 1 if scene.token(1) == "{" and scene.rest.startswith(("{", "%")) else scene.at
    found = _TEMPLATE.match(scene.text, start)
    return found and make_fault("unfilled-template", *found.span(), seen=quote(found[0]))


def _single_quotes(scene: Scene) -> JsonFault | None:
    mark = scene.rest[:1]
    if mark == "'":
        found = re.match(r"'.*?'(?=\s*(?:[,:}\]]|$))|'[^'\n]*'?", scene.rest, re.DOTALL)
        text = found[0] if found else mark
        return make_fault("single-quotes", scene.at, scene.at + len(text), seen=quote(text[1:].removesuffix("'")))
    if mark and mark in "‘’‚“”„«»′″`´" and scene.before:
        return make_fault("single-quotes:curly", scene.at, scene.at + 1, mark=mark)
    return None


def _unclosed(scene: Scene) -> JsonFault | None:
    if scene.rest or not scene.open:
        return None
    return make_fault("unclosed", scene.open[-1], scene.open[-1] + 1, **scene.bracket())


def _extra_bracket(scene: Scene) -> JsonFault | None:
    mark = scene.rest[:1]
    if not mark or mark not in "}]":
        return None
    variant = "" if scene.open else ":end" if scene.before else ":start"
    words = scene.bracket() if scene.open else {}
    return make_fault("extra-bracket" + variant, scene.at, scene.at + 1, mark=mark, **words)


# --- commas, colons, missing parts --------------------------------------------------------------------------------


def _comma(scene: Scene) -> JsonFault | None:
    """A comma too many: before a closing bracket, after another comma, or before the first item."""
    mark, last = scene.rest[:1], scene.token(1)
    if last == "," and mark and mark in "}]":
        return make_fault("trailing-comma", *scene.before[-1], mark=mark, what=scene.bracket()["what"])
    if mark == "," and last == ",":
        return make_fault("double-comma", scene.at, scene.at + 1, seen=quote(scene.token(2).strip('"')))
    if mark == "," and last in ("{", "["):
        return make_fault("double-comma:first", scene.at, scene.at + 1, before=last)
    return None


def _missing_value(scene: Scene) -> JsonFault | None:
    mark = scene.rest[:1]
    if scene.token(1) != ":" or not mark or mark not in ",}];":
        return None
    start, end = scene.before[-2][0], scene.before[-1][1]
    return make_fault("missing-value", start, end, name=quote(scene.token(2).strip('"')), mark=mark)


def _unescaped_quote(scene: Scene) -> JsonFault | None:
    # The sentence may go on with a comma, which still reads as JSON: "… 'Jewels", a light installation".
    back = 2 if scene.token(1) == "," else 1
    token = scene.token(back)
    if len(token) < 2 or not token.startswith('"') or not is_stray(scene.text, scene.before[-back][1]):
        return None
    start, end = scene.before[-back]
    if runs_into_name(scene.text, start, end):
        comma = scene.text.rindex(",", start, end)
        name = scene.text[end : scene.text.index('"', end)]
        string = scene.string(start, comma)
        return make_fault("unterminated-string:name", start, comma, string=string, seen=quote(name))
    seen = quote(scene.text[end : end + QUOTED - 2])
    return make_fault("unescaped-quote", end - 1, end, string=scene.string(start, end - 1), seen=seen)


_ITEM = re.compile(r'["{\[;\']|-?\d|(?:true|false|null)\b|[\w$@-]++\s*+:')


def _missing_comma(scene: Scene) -> JsonFault | None:
    last = scene.token(1)
    if not _ITEM.match(scene.rest) or (scene.follows_closely and scene.rest[0].isalnum() and last not in ("}", "]")):
        return None
    before = f"the “{last}”" if last in ("}", "]") else quote(last.strip('"'))
    if scene.rest[0] == ";":
        return make_fault("missing-comma:semicolon", scene.at, scene.at + 1, before=before)
    found = re.match(r'"[^"\n]*"|[\w$@.-]+|.', scene.rest)
    text = found[0] if found else scene.rest[0]
    seen = quote(text.strip('"')) if len(text) > 1 else scene.seen()
    return make_fault("missing-comma", scene.at, scene.at + len(text), before=before, seen=seen)


def _missing_colon(scene: Scene) -> JsonFault | None:
    end = scene.at + (1 if scene.rest else 0)
    return make_fault("missing-colon", scene.at, end, name=quote(scene.token(1).strip('"')), seen=scene.seen())


# --- values and names without quotes ------------------------------------------------------------------------------

_NAN = re.compile(r"-?(?:NaN|Inf(?:inity)?)(?=\s*(?:[,}\]]|$))")
_NUMBER = re.compile(r"[+-]?[.\d][\w.+-]*+|[+-](?!\w)")
_NAME = re.compile(r"[^\s,{}\[\]\":;=]+")


def _nan(scene: Scene) -> JsonFault | None:
    found = _NAN.match(scene.rest)
    return found and make_fault("nan", scene.at, scene.at + found.end(), mark=found[0])


def _bad_number(scene: Scene) -> JsonFault | None:
    start = scene.at
    if scene.expected != "value":
        # "01" and "1.e5" read well up to their second character: the number began with the last token.
        if not scene.follows_closely or scene.token(1)[0] not in "-0123456789":
            return None
        start = scene.before[-1][0]
    found = _NUMBER.match(scene.text, start)
    if not found or found.end() <= scene.at:
        return None
    if start == scene.at and not scene.before and found.end() < len(scene.text.rstrip()):
        return None  # prose that begins with a number or a dash
    return make_fault("bad-number", *found.span(), seen=quote(found[0]))


def _unquoted_name(scene: Scene) -> JsonFault | None:
    found = _NAME.match(scene.rest)
    if found:
        return make_fault("unquoted-name", scene.at, scene.at + found.end(), seen=quote(found[0]))
    end = scene.at + (1 if scene.rest else 0)
    return make_fault("unquoted-name:other", scene.at, end, seen=scene.seen())


def _unquoted_value(scene: Scene) -> JsonFault | None:
    start = scene.before[-1][0] if scene.follows_closely and scene.token(1) in LITERALS else scene.at
    found = WORD.match(scene.text, start)
    if not found:
        return None
    word = found[0].rstrip()
    literal = LITERALS.get(word.lower())
    if literal:
        return make_fault("unquoted-value:literal", start, start + len(word), seen=quote(word), literal=literal)
    return make_fault("unquoted-value", start, start + len(word), seen=quote(word))


# --- inside strings -----------------------------------------------------------------------------------------------


def _forgotten_quote(scene: Scene) -> JsonFault | None:
    if not lacks_quote(scene.text, scene.at):
        return None
    start = scene.before[-1][0]
    seen = quote(scene.rest.split('"', 2)[1]) if scene.rest.count('"') > 1 else scene.seen()
    string = scene.string(start, scene.at)
    return make_fault("unterminated-string:name", start, scene.at, string=string, seen=seen)


def _control_character(scene: Scene) -> JsonFault:
    start, character = scene.before[-1][0], scene.rest[0]
    ends = scene.text.find('"', scene.at)
    name = name_character(character)
    escape = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character, "")
    string = scene.string(start, ends if ends >= 0 else len(scene.text))
    words = {"name": name, "string": string, "noun": name.partition(" ")[2], "escape": escape}
    variant = ":escape" if escape else ""
    return make_fault("raw-control-character" + variant, scene.at, scene.at + 1, **words)


def _bad_escape(scene: Scene) -> JsonFault:
    string = scene.string(scene.before[-1][0], scene.at)
    escape = re.match(r"\\u[0-9a-fA-F]{0,4}|\\.?", scene.rest, re.DOTALL)
    end = scene.at + (escape.end() if escape else 1)
    follower = scene.rest[1:2]
    if follower == "u":
        return make_fault("bad-escape:unicode", scene.at, end, string=string)
    visible = follower.isprintable() and follower.strip()
    seen = quote(follower) if visible else name_character(follower) if follower else "the end of the block"
    return make_fault("bad-escape", scene.at, end, string=string, seen=seen)


def _endless_string(scene: Scene) -> JsonFault:
    size, string = len(scene.text), scene.string(scene.at, len(scene.text))
    # The block of an HTML page ends at the first </script>, even inside a string; then the opening tag is still there.
    if re.search(r"<script|<style|<!--", scene.text[scene.at :], re.IGNORECASE):
        seen = quote(scene.text[-(QUOTED - 2) :])
        return make_fault("unterminated-string:cut", size - 1, size, string=string, seen=seen)
    return make_fault("unterminated-string", scene.at, scene.at + 1, string=string)


# --- around and after the JSON ------------------------------------------------------------------------------------

_SCRIPT = re.compile(r"(?:var|let|const|function|window|document|self|if|try|import|export|return)\b|\(|[\w.$]+\s*[=(]")


def _not_json(scene: Scene) -> JsonFault | None:
    """Nothing of the text is JSON, or only a first number or word that means nothing."""
    if not scene.rest or scene.open or scene.token(1) in ("}", "]"):
        return None
    line = scene.text.strip().split("\n", 1)[0].rstrip()
    if line.lower() in LITERALS:
        return None
    kind = "JavaScript" if _SCRIPT.match(line) else "HTML" if line.startswith("<") else "plain text"
    start = scene.text.index(line)
    return make_fault("not-json", start, start + len(line), kind=kind, seen=quote(line))


def _semicolon(scene: Scene) -> JsonFault | None:
    return make_fault("trailing-semicolon", scene.at, scene.at + 1) if scene.rest.startswith(";") else None


def _several(scene: Scene) -> JsonFault | None:
    found = NEXT_OBJECT.match(scene.text, scene.at)
    if not found or scene.token(1) not in ("}", "]"):
        return None
    start = found.start(1)
    return make_fault("several-objects", start, start + 1, seen=quote(scene.text[start : start + QUOTED * 9]))


def _extra_text(scene: Scene) -> JsonFault | None:
    end = len(scene.text.rstrip())
    seen = quote(scene.rest)
    variant = ":members" if scene.rest.startswith(",") and MEMBER.search(scene.rest) else ""
    return make_fault("extra-text-after" + variant, scene.at, end, seen=seen) if scene.rest else None


def _too_deep(scene: Scene) -> JsonFault:
    return make_fault("too-deep", scene.at, scene.at + 1)


Detector = Callable[[Scene], JsonFault | None]
_OUTSIDE: tuple[Detector, ...] = (_empty, _cdata, _html_escaped, _template, _comment, _odd_whitespace, _backslash_n)
_AS_VALUE: tuple[Detector, ...] = (_missing_value, _extra_bracket, _nan, _bad_number, _not_json, _unquoted_value)
DETECTORS: dict[Expected, tuple[Detector, ...]] = {
    "value": (*_OUTSIDE, _unclosed, _comma, _unescaped_quote, _single_quotes, *_AS_VALUE),
    "name": (*_OUTSIDE, _unclosed, _comma, _unescaped_quote, _single_quotes, _extra_bracket, _unquoted_name),
    "colon": (*_OUTSIDE, _unclosed, _missing_colon),
    "comma": (*_OUTSIDE, _unclosed, _bad_number, _extra_bracket, _unescaped_quote, _missing_comma, _unquoted_value),
    "end": (*_OUTSIDE, _bad_number, _extra_bracket, _several, _semicolon, _not_json, _extra_text),
    "closing quote": (_endless_string,),
    "no control character": (_forgotten_quote, _control_character),
    "escape": (_bad_escape,),
    "depth": (_too_deep,),
}
