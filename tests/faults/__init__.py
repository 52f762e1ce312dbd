"""Faults put into real pages: one fault a page, as an editor or a content system would make it, the rest untouched.

`python -m tests.faults` judges the whole policy by them; `test_faults.py` takes a sample.

    spans.py    JSON with the place of every value
    patient.py  a page and where its parts stand, found without seocheck's own eyes
    fault.py    what a fault is, and the table of all kinds
    kinds/      the kinds, by group of rules
    judge.py    audits a page before and after, and compares
    harmless.py changes that are no faults
"""
