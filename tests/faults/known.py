"""What is known to be missed or said twice, and why, so that the test notices what is new.

An entry goes when its cause is mended; the full run (`python -m tests.faults`) counts them all, known or not.
"""

from __future__ import annotations

MISSED: dict[str, str] = {
    "labelled second headline": "“Titre:” and its like stand before the titles of books too: no sure label",
    "trail that ends somewhere else": "a trail is not judged where neither markup nor address names a section",
    "no author anywhere": "bylines of teasers beside the article count as the article's",
    "no date anywhere": "a date told in the story counts as its dateline",
}
"""By the kind of fault."""

DOUBLED: dict[tuple[str, str], str] = {
    ("title with one half missing", "headline-social"): "the social title was like nothing but the half that is gone",
    ("headline missing or empty", "headline-title"): "the title was like nothing but the headline that is gone",
    ("dateModified missing or empty", "article-date-visible"): "readers see the day of the change, and of it alone",
}
"""By the kind of fault and the other rule that speaks of it as well; both are true, and each is mended by itself."""
