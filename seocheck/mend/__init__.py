"""Mending: the structured data of a page, put right from what the page itself shows. Pure; `seocheck fix` is its rim.

    mended = mend(document, ruleset)         # nothing is read, fetched or written
    mended.content                           # the page with its JSON-LD mended, everything else byte for byte
    mended.changes, mended.missing           # what was changed, from which place; what only the newsroom knows

No fact is ever invented: each value that is new stands on the page, and the change says where.

    shown.py      what the page shows: headline, names, dates, image, trail
    article.py    the main article's node, put right
    trail.py      the breadcrumb trail, put right
    blocks.py     the JSON-LD blocks: which are changed, how they are written
    bytes_.py     the edits, in the page's own encoding and line ends
"""

from seocheck.mend.mend import mend
from seocheck.mend.nouns import ABSENT, Change, Left, Mended, Missing, Shown, Unmendable

__all__ = ["ABSENT", "Change", "Left", "Mended", "Missing", "Shown", "Unmendable", "mend"]
