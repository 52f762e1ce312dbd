"""One reader of extruct without the others.

`extruct/__init__` imports readers of seven syntaxes and what they stand on (rdflib, requests, html5lib …): 0.25 s, more
than auditing a page from a cold start takes otherwise. Its modules do not need it.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


@cache
def part(name: str) -> Any:
    """The module `extruct.NAME`, ours alone: whoever imports extruct afterwards gets all of it, and its own."""
    if "extruct" in sys.modules:
        return import_module(f"extruct.{name}")
    spec = find_spec("extruct")
    stand_in = ModuleType("extruct")
    stand_in.__path__ = list(spec.submodule_search_locations or ()) if spec else []
    sys.modules["extruct"] = stand_in
    try:
        return import_module(f"extruct.{name}")
    finally:
        for each in [item for item in sys.modules if item == "extruct" or item.startswith("extruct.")]:
            del sys.modules[each]
