"""What is known to be missed or said twice, and why, so that the test notices what is new.

An entry goes when its cause is mended; the full run (`python -m tests.faults`) counts them all, known or not.
"""

from __future__ import annotations

MISSED: dict[str, str] = {
    "labelled second headline": "only six blocks under the headline are looked at; captions fill them",
    "production label left in the text": "labels that the list does not have yet: Meta-Beschreibung …",
    "“By” before the author's name": "introductions that the list does not have yet: Ein Beitrag von, Texto …",
    "trail that ends somewhere else": "a trail counts as leading here when any of its steps names the section",
    "no author anywhere": "bylines of teasers beside the article count as the article's",
    "no date anywhere": "a date told in the story counts as its dateline",
}
"""By the kind of fault."""

DOUBLED: dict[tuple[str, str], str] = {
    (
        "two canonical addresses",
        "canonical-elsewhere",
    ): "the second address is another page: canonical-conflict says so",
    ("canonical fell out of the head", "canonical-missing"): "it is there, but in the body: canonical-body says so",
    ("canonical names another page", "article-url"): "the article is compared with a canonical that is wrong itself",
    ("canonical names another page", "og-url"): "og:url is compared with a canonical that is wrong itself",
    ("title with one half missing", "headline-title"): "half a title has little in common with the headline",
    ("title with one half missing", "headline-social"): "half a title has little in common with the headline",
    ("misspelt type of the article", "article-markup"): "a type that does not exist is no article",
    ("misspelt type of the article", "byline-missing"): "a type that does not exist is no article",
    ("misspelt type of the article", "dateline-missing"): "a type that does not exist is no article",
    ("misspelt type of the author", "article-author-type"): "a type that does not exist is no person",
    ("headline marked as h2", "heading-first"): "without an h1 the first heading never is one",
    ("headline not marked as a heading", "heading-first"): "without an h1 the first heading never is one",
    ("list of steps of a wrong shape", "breadcrumb-shape"): "each step of a list of texts is a finding",
    ("trail without its list of steps", "breadcrumb-unmarked"): "a list without steps counts as no list",
    ("trail without its list of steps", "breadcrumb-missing"): "a list without steps counts as no list",
    ("og:image of no use", "og-missing"): "an empty og:image is missing to one rule, of no use to the other",
    ("author of a wrong type", "schema-property-domain"): "the author's properties do not belong to the wrong type",
    ("author without a name", "article-author"): "an author with nothing but an empty name counts as empty",
    ("link with a broken address", "link-insecure"): "an address that cannot be resolved is also judged by its scheme",
    ("value of an impossible kind", "article-author-type"): "a number as author is of a wrong type too",
    ("value of an impossible kind", "schema-unknown-property"): "the object in place of a text has properties",
    ("another number in h1 or markup", "headline-h1"): "the two headlines are not the same, by that number",
    ("“not” added to one of the headlines", "headline-h1"): "the two headlines are not the same, by that word",
    ("another name in one of the headlines", "headline-h1"): "the two headlines are not the same, by that name",
    ("datePublished missing or empty", "article-date-visible"): "the date that is left is compared with the one gone",
    ("step without a usable position", "breadcrumb-sequence"): "a number that is not whole is counted as the one below",
    ("author of a wrong type", "schema-empty-value"): "an author's empty property is otherwise left to other rules",
    (
        "misspelt type of the author",
        "schema-empty-value",
    ): "an empty property of an author is otherwise left to other rules",
    ("changed before it was published", "article-date-visible"): "readers see the right day of the change",
    ("dateModified missing or empty", "article-date-visible"): "readers see the day of the change only",
    ("block cut short", "*"): "another article of the page is taken for the main one",
}
"""By the kind of fault and the other rule that speaks of it as well; * is any rule."""
