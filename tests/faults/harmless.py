"""Changes that change nothing for readers and search engines: after them no finding may be new."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping

from .fault import Edit, Fault, How
from .patient import Patient
from .rewriter import written

_PARAGRAPHS = {
    "sentence with numbers, brackets and a link": "<p>“We will meet again,” she said: 12 of 30 had not voted [yet], "
    'see <a href="https://www.example.com/report">the report of the council</a> (PDF).</p>',
    "link with a campaign": '<p>The council said so <a href="/politics/x?utm_source=a&amp;utm_medium=b#main">in its '
    "report of May</a>.</p>",
    "interview": "<p><strong>Question: What now?</strong></p><p>Answer: We wait.</p><p>Note: it was updated.</p>",
    "picture with its words": '<figure><img src="https://www.example.com/a.jpg" alt="The old bridge">'
    "<figcaption>The old bridge. Photo: Ann Lee</figcaption></figure>",
    "quotation that sounds like a machine": "<blockquote><p>As an author, I cannot say more. For more information, "
    "I asked the mayor.</p></blockquote>",
}


def _rewritten(write: Callable[[object], str]) -> How:
    """All blocks written anew from what they mean."""

    def how(p: Patient) -> Fault | None:
        edits = tuple(Edit(*p.inner(element), write(value.data)) for element, value in p.blocks)
        return Fault(edits, anywhere=True) if edits else None

    return how


def _with_types(change: Callable[[str], object]) -> Callable[[object], str]:
    def changed(data: object) -> object:
        if isinstance(data, Mapping):
            return {
                key: change(item) if key == "@type" and isinstance(item, str) else changed(item)
                for key, item in data.items()
            }
        return [changed(item) for item in data] if isinstance(data, list) else data

    return lambda data: written(changed(data))


def _indented(data: object) -> str:
    return f"\n{json.dumps(data, indent=2, ensure_ascii=False)}\n".replace("</", "<\\/")


def _paragraph(markup: str) -> How:
    return lambda p: Fault((Edit(p.gap, p.gap, markup),), anywhere=True) if p.gap else None


def _quotes(p: Patient) -> Fault | None:
    """Other quotation marks in the h1 than in the markup."""
    span = p.inner(p.h1) if p.h1 else (0, 0)
    shown = html.unescape(p.text[slice(*span)])
    other = shown.translate({ord("'"): "’", ord("’"): "'", ord("–"): "-"})
    return (
        Fault((Edit(*span, html.escape(other, quote=False)),), anywhere=True)
        if other != shown and "<" not in shown
        else None
    )


def _spaces(p: Patient) -> Fault | None:
    if p.h1 is None:
        return None
    start, end = p.inner(p.h1)
    return Fault((Edit(start, start, "\n   <span></span>"), Edit(end, end, "\n\t&nbsp;")), anywhere=True)


def _unseen(p: Patient) -> Fault | None:
    if p.body is None:
        return None
    at = p.end_of_start(p.body)
    unseen = '<!-- {{ x }} lorem ipsum <h1></h1> --><script>var a = "[caption]";</script><template><h1></h1></template>'
    return Fault((Edit(at, at, unseen),), anywhere=True)


HARMLESS: dict[str, How] = {
    "blocks indented": _rewritten(_indented),
    "blocks in ASCII": _rewritten(lambda data: json.dumps(data).replace("</", "<\\/")),
    "keys in another order": _rewritten(lambda data: json.dumps(data, sort_keys=True).replace("</", "<\\/")),
    "slashes escaped": _rewritten(lambda data: json.dumps(data, ensure_ascii=False).replace("/", "\\/")),
    "types as lists": _rewritten(_with_types(lambda name: [name])),
    "types as addresses": _rewritten(_with_types(lambda name: name if ":" in name else f"http://schema.org/{name}")),
    "other quotation marks": _quotes,
    "spaces round the headline": _spaces,
    "what nobody sees": _unseen,
    **{name: _paragraph(markup) for name, markup in _PARAGRAPHS.items()},
}
