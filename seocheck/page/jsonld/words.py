"""What is said to an editor about each fault of a JSON-LD block: one table, and how page text is quoted in it."""

from __future__ import annotations

import unicodedata

from seocheck.page.jsonld.text import MAX_DEPTH, JsonFault

QUOTED = 40  # characters of page text that a message repeats at most

# cause, or cause:variant -> (message, fix). Placeholders are filled by `make_fault`.
WORDS: dict[str, tuple[str, str]] = {
    "empty-block": (
        "The block is empty; it should hold a JSON object.",
        "Fill in the structured data or remove the empty script element.",
    ),
    "odd-whitespace": (
        "{Name} stands between the parts of the JSON; only spaces, tabs and line breaks may.",
        "Replace it by an ordinary space, or delete it.",
    ),
    "cdata-wrapper": (
        "The CDATA marker {seen} stands in the block; JSON does not know it.",
        "Remove the CDATA wrapper around the JSON.",
    ),
    "comment": ("The comment {seen} stands in the JSON; JSON allows no comments.", "Remove the comment."),
    "backslash-n-outside": (
        "{Name} is written as “{mark}” outside of any string; the JSON was escaped once too often.",
        "Write the JSON into the page without escaping it.",
    ),
    "html-escaped": (
        "“{mark}” stands where a double quote must; the JSON was HTML-escaped, which nothing undoes in a script.",
        "Write the JSON into the script element without HTML escaping.",
    ),
    "unfilled-template": (
        "The template placeholder {seen} was not filled in.",
        "Make the template write a JSON value there.",
    ),
    "single-quotes": (
        "The text {seen} stands in single quotes; JSON strings stand in double quotes.",
        'Put double quotes (") around the text.',
    ),
    "single-quotes:curly": (
        "The quotation mark “{mark}” stands where a straight double quote must.",
        'Put straight double quotes (") around the text.',
    ),
    "unclosed": (
        "The {what} that begins {seen} is never closed; “{closer}” is missing.",
        "Add the missing “{closer}”, or find out where the rest of the block was cut off.",
    ),
    "extra-bracket": (
        "“{mark}” stands where “{closer}” must close the {what} that begins {seen}.",
        "Replace it by “{closer}”, or remove it.",
    ),
    "extra-bracket:end": (
        "“{mark}” stands after the end of the JSON; there is nothing left to close.",
        "Remove the extra “{mark}”.",
    ),
    "extra-bracket:start": ("“{mark}” stands where the JSON should begin.", "Remove the “{mark}”."),
    "trailing-comma": (
        "A comma stands before the “{mark}” that closes the {what}; after a comma another item must follow.",
        "Remove the comma.",
    ),
    "double-comma": ("Two commas stand side by side after {seen}; one was expected.", "Remove one comma."),
    "double-comma:first": (
        "A comma stands right after “{before}”; the first item was expected there.",
        "Remove the comma.",
    ),
    "missing-value": (
        "The name {name} has no value; one was expected after the colon, but “{mark}” follows.",
        "Give it a value, or leave the name out when there is none.",
    ),
    "missing-comma": ("The comma is missing between {before} and {seen}.", "Put a comma after {before}."),
    "missing-comma:semicolon": (
        "A semicolon stands after {before}, where a comma was expected.",
        "Replace the semicolon by a comma.",
    ),
    "missing-colon": (
        "After the name {name} a colon was expected, but {seen} follows.",
        "Put a colon and a value after the name.",
    ),
    "nan": ("“{mark}” stands where a value must; JSON has no such number.", "Put a real number, or null."),
    "bad-number": (
        "{seen} is no number that JSON can read.",
        "Write plain digits, with no plus sign or leading zero, or put the value in double quotes.",
    ),
    "unquoted-name": ("The name {seen} stands without double quotes.", "Put double quotes around the name."),
    "unquoted-name:other": (
        "A name in double quotes was expected, but {seen} follows.",
        "Put a name in double quotes and a colon before the value.",
    ),
    "unquoted-value": ("The value {seen} stands without double quotes.", "Put double quotes around the value."),
    "unquoted-value:literal": ("{seen} is no JSON value; JSON writes it “{literal}”.", "Write {literal}."),
    "unescaped-quote": (
        "A double quote inside {string} ends it too early, before {seen}.",
        'Write the double quote as \\" or as “ ”.',
    ),
    "unterminated-string": ("{String} has no closing quote.", "Put a double quote at the end of the text."),
    "unterminated-string:name": (
        "{String} has no closing quote before the next name, {seen}.",
        "Put a double quote at the end of the text.",
    ),
    "unterminated-string:cut": (
        "{String} is cut off after {seen}, most likely by a </script> in the text.",
        "Write </script> inside JSON as <\\/script>.",
    ),
    "raw-control-character": ("{Name} stands inside {string}; JSON allows none there.", "Delete it."),
    "raw-control-character:escape": (
        "{Name} stands inside {string}; JSON allows none there.",
        "Replace the {noun} by {escape} or a space.",
    ),
    "bad-escape": (
        "A backslash before {seen} stands in {string}; JSON knows no such escape.",
        "Remove the backslash, or double it if it belongs to the text.",
    ),
    "bad-escape:unicode": (
        "“\\u” without four hexadecimal digits stands in {string}.",
        "Write \\u and four hexadecimal digits, or the character itself.",
    ),
    "not-json": (
        "The block holds {kind}, not JSON; it begins {seen}, where “{{” was expected.",
        "Put a JSON object into the block, or remove the block.",
    ),
    "no-object": (
        "The block holds {kind}, {seen}; a JSON object was expected.",
        "Put the object itself into the block; where it stands in double quotes it was encoded once too often.",
    ),
    "unexpected-text": ("A {expected} was expected, but {seen} follows.", "Put valid JSON there."),
    "trailing-semicolon": ("A semicolon stands after the end of the JSON.", "Remove the semicolon."),
    "several-objects": (
        "A second object, {seen}, begins after the end of the first; a block holds one.",
        "Put the objects into one list [ … ], or each into a script element of its own.",
    ),
    "extra-text-after": ("The text {seen} stands after the end of the JSON.", "Remove it."),
    "extra-text-after:members": (
        "The JSON is closed too early; {seen} follows after its end.",
        "Remove the bracket before it that closes too much.",
    ),
    "too-deep": (
        f"Objects and lists are nested more than {MAX_DEPTH} levels deep; the block was not read.",
        "Flatten the structured data.",
    ),
}


def make_fault(which: str, start: int, end: int, **words: str) -> JsonFault:
    """The fault `which` (a key of WORDS) on the characters from start to end, its placeholders filled by `words`."""
    message, fix = WORDS[which]
    capitals = {name.capitalize(): text[:1].upper() + text[1:] for name, text in words.items()}
    return JsonFault(
        which.partition(":")[0], message.format(**words, **capitals), fix.format(**words, **capitals), start, end
    )


def quote(text: str) -> str:
    """Page text for a message: in one line, cut to a readable length, in curly quotes."""
    # Only what can be seen: control characters and direction marks must not act inside a report.
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: QUOTED * 8]).split())
    if len(line) <= QUOTED and len(text) <= QUOTED * 8:
        return f"“{line}”"
    cut = line[: QUOTED - 2]
    head, space, _ = cut.rpartition(" ")
    return f"“{(head if space and len(head) > QUOTED // 2 else cut).rstrip()} …”"


_CHARACTERS = {
    "\n": "a line break",
    "\r": "a carriage return",
    "\t": "a tab",
    "\0": "a NUL character",
    "\v": "a vertical tab",
    "\f": "a form feed",
    "\xa0": "a no-break space",
    "\ufeff": "a byte order mark",
}


def name_character(character: str) -> str:
    """What to call a character that cannot be seen, with its article."""
    named = _CHARACTERS.get(character)
    if named:
        return named
    name = unicodedata.name(character, "control character").lower()
    return f"a {name} (U+{ord(character):04X})"
