"""The shipped table says what schema.org's official file says, and look-ups answer as the vocabulary would."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from seocheck.resources import schemas_dir
from seocheck.vocabulary import Vocabulary, build, vocabulary
from seocheck.vocabulary.kinds import fits, said, uses_on, values_of

OFFICIAL = Path(__file__).resolve().parents[1] / "../shared/schemaorg/schemaorg-current-https.jsonld"
TABLE = schemas_dir() / "vocabulary.json"


@pytest.fixture(scope="module")
def official() -> Mapping[str, Any]:
    if not OFFICIAL.is_file():
        pytest.skip("the official schema.org file is not beside this checkout")
    parsed: Mapping[str, Any] = json.loads(OFFICIAL.read_text(encoding="utf-8"))
    return parsed


@pytest.fixture(scope="module")
def known() -> Vocabulary:
    return vocabulary()


def terms(official: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """schema.org's own terms of a kind: name and description in the official file."""
    for node in official["@graph"]:
        if node["@id"].startswith("schema:") and kind in listed(node["@type"]):
            yield bare(node["@id"]), node


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def bare(term: str) -> str:
    return term.removeprefix("schema:")


def named(value: Any) -> set[str]:
    return {bare(item["@id"]) for item in listed(value) if item["@id"].startswith("schema:")}


# --- Agreement with the official file


def test_the_table_is_what_the_official_file_gives(official: Mapping[str, Any]) -> None:
    assert TABLE.read_text(encoding="utf-8") == build.text(official)


def test_every_type_and_its_parents(official: Mapping[str, Any], known: Vocabulary) -> None:
    wanted = {
        name: named(node.get("rdfs:subClassOf")) | ({"DataType"} if "schema:DataType" in node["@type"] else set())
        for name, node in terms(official, "rdfs:Class")
    }
    assert {name: set(parents.split()) for name, parents in known.types.items()} == wanted


def test_every_property_with_its_domains_and_ranges(official: Mapping[str, Any], known: Vocabulary) -> None:
    wanted = {
        name: (named(node.get("schema:domainIncludes")), named(node.get("schema:rangeIncludes")))
        for name, node in terms(official, "rdf:Property")
    }
    assert {name: (set(known.domains(name)), set(known.ranges(name))) for name in known.properties} == wanted


def test_every_member_of_every_enumeration(official: Mapping[str, Any], known: Vocabulary) -> None:
    wanted: dict[str, set[str]] = {}
    for node in official["@graph"]:
        kinds = listed(node["@type"])
        if node["@id"].startswith("schema:") and not {"rdfs:Class", "rdf:Property"} & set(kinds):
            for kind in kinds:
                wanted.setdefault(bare(kind), set()).add(bare(node["@id"]))
    assert {name: set(members.split()) for name, members in known.members.items()} == wanted


def test_every_superseded_term(official: Mapping[str, Any], known: Vocabulary) -> None:
    wanted = {
        bare(node["@id"]): named(node["schema:supersededBy"])
        for node in official["@graph"]
        if "schema:supersededBy" in node
    }
    assert {name: set(successors.split()) for name, successors in known.superseded.items()} == wanted
    assert len(wanted) == 82
    for name in wanted:
        successors = known.superseded_by(name)
        assert successors
        assert not set(successors) & set(wanted), f"{name} leads to a term that is old itself"


def test_counts_are_those_of_release_30(official: Mapping[str, Any], known: Vocabulary) -> None:
    nodes = official["@graph"]
    classes = [node for node in nodes if "rdfs:Class" in listed(node["@type"])]
    properties = [node for node in nodes if "rdf:Property" in listed(node["@type"])]
    assert (len(nodes), len(classes), len(properties)) == (3219, 1010, 1676)  # foreign equivalents counted
    assert (len(known.types), len(known.properties)) == (933, 1521)
    assert len(known.subtypes("DataType")) == 18
    assert len(known.subtypes("Enumeration")) == 95
    assert known.release == "30.0"


def test_check_says_whether_the_table_is_current(
    official: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("seocheck.resources.schemas_dir", lambda: tmp_path)
    assert official
    assert build.main([str(OFFICIAL), "--check"]) == 1
    assert "out of date" in capsys.readouterr().err
    assert build.main([str(OFFICIAL)]) == 0
    assert build.main([str(OFFICIAL), "--check"]) == 0
    assert (tmp_path / "vocabulary.json").read_bytes() == TABLE.read_bytes()


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--check", "c"]])
def test_wrong_arguments_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(arguments) == 2
    assert "usage" in capsys.readouterr().err


# --- The file


def test_the_table_is_small_and_credits_its_source(known: Vocabulary) -> None:
    assert TABLE.stat().st_size < 150_000
    assert "CC BY-SA 3.0" in known.attribution
    assert "schema.org" in known.attribution


def test_the_table_loads_fast() -> None:
    quickest = min(_loading() for _ in range(5))
    assert quickest < 0.05, "5 ms on an idle machine; a busy one is given ten times that"


def _loading() -> float:
    vocabulary.cache_clear()
    start = process_time()
    vocabulary()
    return process_time() - start


# --- Look-ups


@pytest.mark.parametrize(
    ("name", "ancestor", "expected"),
    [
        ("NewsArticle", "NewsArticle", True),
        ("ReportageNewsArticle", "NewsArticle", True),
        ("LiveBlogPosting", "BlogPosting", True),
        ("LiveBlogPosting", "Article", True),
        ("NewsMediaOrganization", "Organization", True),
        ("SatiricalArticle", "NewsArticle", False),
        ("Article", "NewsArticle", False),
        ("URL", "Text", True),
        ("Integer", "Number", True),
        ("Thing", "Thing", True),
        ("newsArticle", "Thing", False),
        ("NewsArticle", "Nonsense", False),
    ],
)
def test_subtypes(known: Vocabulary, name: str, ancestor: str, expected: bool) -> None:
    assert known.is_subtype(name, ancestor) is expected
    assert (name in known.subtypes(ancestor)) is expected


@pytest.mark.parametrize(
    ("prop", "kind", "expected"),
    [
        ("headline", "ReportageNewsArticle", True),
        ("name", "NewsArticle", True),
        ("jobTitle", "NewsArticle", False),
        ("jobTitle", "Person", True),
        ("cssSelector", "WebPageElement", True),
        ("nonsense", "Thing", False),
        ("name", "Nonsense", False),
    ],
)
def test_where_a_property_may_stand(known: Vocabulary, prop: str, kind: str, expected: bool) -> None:
    assert known.allowed_on(prop, kind) is expected


def test_names_are_told_apart_by_case(known: Vocabulary) -> None:
    assert known.is_type("NewsArticle")
    assert not known.is_type("newsArticle")
    assert known.is_property("headline")
    assert not known.is_property("Headline")
    assert not known.is_property("xPath")  # Google's spelling of xpath
    assert known.ranges("publisher") == ("Organization", "Person")
    assert known.ranges("nonsense") == known.domains("nonsense") == ()
    assert known.subtypes("Nonsense") == known.ancestors("Nonsense") == frozenset()


@pytest.mark.parametrize(
    ("term", "successors"),
    [
        ("interactionCount", ("interactionStatistic",)),
        ("blogPosts", ("blogPost",)),
        ("UserComments", ("InteractionCounter",)),
        ("seasons", ("containsSeason",)),  # by way of season, which is old too
        ("area", ("areaServed",)),
        ("headline", ()),
        ("nonsense", ()),
    ],
)
def test_successors(known: Vocabulary, term: str, successors: tuple[str, ...]) -> None:
    assert known.superseded_by(term) == successors


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("newsArticle", "NewsArticle"),
        ("Webpage", "WebPage"),
        ("person", "Person"),
        ("Organisation", "Organization"),
        ("NewsArtcile", "NewsArticle"),
        ("schema.org/NewsArticle", "NewsArticle"),
        ("News Article", "NewsArticle"),
        ("season", "CreativeWorkSeason"),  # Season is an old term: what took its place
        ("Intangible/FinancialQuote", "Intangible"),
        ("hentry", None),
        ("Image", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_nearest_type(known: Vocabulary, name: str, expected: str | None) -> None:
    assert known.nearest_type(name) == expected


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Headline", "NewsArticle", "headline"),
        ("InLanguage", None, "inLanguage"),
        ("date_published", "NewsArticle", "datePublished"),
        ("thumbnailURL", "VideoObject", "thumbnailUrl"),
        ("dateModifed", "NewsArticle", "dateModified"),
        ("authors", "NewsArticle", "author"),
        ("commentsCount", "Nonsense", "commentCount"),
        ("metadata", "NewsArticle", None),
        ("image_url", "NewsArticle", None),
        ("site", None, None),
        ("", None, None),
    ],
)
def test_nearest_property(known: Vocabulary, name: str, kind: str | None, expected: str | None) -> None:
    assert known.nearest_property(name, kind) == expected


# --- Kinds of value


@pytest.mark.parametrize(
    ("prop", "number", "truth"),
    [
        ("wordCount", 1200, False),
        ("width", 1200, False),  # Distance or QuantitativeValue; Google's own examples write numbers
        ("postalCode", 12345, False),  # text: a number reads the same
        ("foundingDate", 1950, False),  # a bare year is a date
        ("price", 9.5, False),
    ],
)
def test_numbers_that_are_fine(prop: str, number: float, truth: bool) -> None:
    assert values_of(prop).take_number(number)
    assert values_of(prop).truths is truth


@pytest.mark.parametrize(
    ("prop", "number"), [("author", 5), ("duration", 95), ("datePublished", 1571836920), ("url", 1), ("logo", 7)]
)
def test_numbers_that_are_wrong(prop: str, number: float) -> None:
    assert not values_of(prop).take_number(number)


@pytest.mark.parametrize(
    ("prop", "types", "expected"),
    [
        ("publisher", ("NewsMediaOrganization",), True),
        ("image", ("ImageObject",), True),
        ("image", ("Person",), False),
        ("isPartOf", ("Product",), False),
        ("isPartOf", ("CreativeWork", "Product"), True),
        ("author", ("PerformanceRole",), True),
        ("headline", ("Person",), False),
        ("about", ("Person",), True),
    ],
)
def test_nodes_as_values(prop: str, types: tuple[str, ...], expected: bool) -> None:
    assert fits(prop, types) is expected


@pytest.mark.parametrize(
    ("types", "prop", "standing"),
    [
        (("NewsArticle",), "headline", "fine"),
        (("NewsArticle",), "jobTitle", "misplaced"),
        (("NewsArticle", "Person"), "jobTitle", "fine"),
        ((), "jobTitle", "fine"),
        (("VideoObject",), "interactionCount", "superseded"),
    ],
)
def test_standing(types: tuple[str, ...], prop: str, standing: str) -> None:
    use = uses_on(types).of(prop)
    assert use is not None
    assert use.standing == standing
    assert uses_on(types).of("nonsense") is None


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["A"], "A"), (["A", "B", "C"], "A, B or C"), (list("ABCDEF"), "A, B, C, D … (6 in all)")],
)
def test_lists_in_words(names: list[str], words: str) -> None:
    assert said(names) == words
