"""Which words of a text are marked for a question."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import Highlighter, Market, Occupation, Query, Vocabularies, build_market, find, highlight
from leermatch.text import normalise, words
from tests.leermatch.markets import TODAY, VOCABULARIES, random_market, random_query

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)


@pytest.fixture(scope="module")
def market() -> Market:
    occupations = (
        Occupation("las", "Lasser", (("lassen", 0.7),), misspellings=("lassser",)),
        Occupation("hef", "Heftruckchauffeur", (("chauffeur", 0.5), ("heftruck rijden", 0.5))),
        Occupation("vpl", "Verpleegkundige", (("verpleger", 1.0), ("zuster", 0.5))),
        Occupation("hlp", "Helpende", (("medewerker zorg", 0.5),)),
        Occupation("ijz", "IJzervlechter", (("café medewerker", 0.5),)),
        Occupation("con", "Constructie"),
    )
    return build_market(
        {
            "id": [1, 2, 3, 4, 5, 6],
            "occupation": [occupation.code for occupation in occupations],
            "title": [
                "Leerling constructie",
                "BBL logistiek",
                "Leerbaan ziekenhuis",
                "Zorg",
                "Keuken met een machine",
                "",
            ],
            "employer_name": ["Bakkers Staal", None, None, None, None, None],
        },
        Vocabularies(occupations),
    )


def _marked(market: Market, query: str, text: str, occupation: str = "") -> list[str]:
    return [text[first:last] for first, last in highlight(market, query, text, occupation=occupation)]


@pytest.mark.parametrize(
    ("query", "text", "occupation", "marked"),
    [
        ("lasser", "Leerling-lasser (m/v)", "", ["lasser"]),
        ("lasser", "LASSERS gezocht", "", ["LASSERS"]),
        ("lasser", "Constructielasser", "", ["lasser"]),
        ("constructielasser", "Lasser in de constructie", "", ["Lasser", "constructie"]),
        ("constructie lasser", "Constructielasser", "", ["Constructielasser"]),
        ("heftruck chauffeur", "Heftruckchauffeur", "", ["Heftruckchauffeur"]),
        ("verpleegkundgie", "Leerling verpleegkundige", "", ["verpleegkundige"]),
        ("zuster", "Leerling verpleegkundige", "vpl", ["verpleegkundige"]),
        ("zuster", "Leerling verpleegkundige", "las", []),
        ("zuster", "Leerling verpleegkundige", "", []),
        ("lassser", "Lasser", "las", ["Lasser"]),
        ("lassen", "Constructielasser", "las", ["lasser"]),
        ("heftruckchauffeur", "Leren heftruck te rijden", "hef", ["heftruck"]),
        ("heftruckchauffeur", "Leren Heftruck  rijden!", "hef", ["Heftruck  rijden"]),
        ("medewerker", "Helpende", "hlp", []),
        ("medewerker zorg", "Helpende in de zorg", "hlp", ["Helpende", "zorg"]),
        ("bakkers", "De Bakkers van Staal", "", ["Bakkers"]),
        ("de leerbaan bbl", "De leerbaan bbl", "", []),
        ("lasser", "Leerling kok", "", []),
        ("lasser", "", "", []),
        ("", "Lasser", "las", []),
        ("lasser", "Lasser", "unheard-of", ["Lasser"]),
    ],
)
def test_words_that_answer_are_marked(
    market: Market, query: str, text: str, occupation: str, marked: list[str]
) -> None:
    assert _marked(market, query, text, occupation) == marked


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("ijzervlechter", "een ĳzervlechter.", ["ĳzervlechter"]),
        ("cafe", "Cafe\u0301 de Kroon", ["Cafe\u0301"]),
        ("café", "ＣＡＦÉ", ["ＣＡＦÉ"]),
        ("lasser", "las\u00adser\u200b", ["las\u00adser"]),
        ("lasser", "\u202elasser\u202c", ["lasser"]),
        ("lasser", "<b>lasser</b>&amp;", ["lasser"]),
        ("lasser", "👩‍🏭lasser👩‍🏭", ["lasser"]),
        ("lasser", "l\u0301a\u0301s\u0301s\u0301e\u0301r\u0301" + "\u0301" * 30, None),
        ("lasser", "ﷺ lasser ㎏", ["lasser"]),
        ("lasser", "\ud800lasser\udfff", ["lasser"]),
        ("lasser", "lasser\x00lasser", ["lasser", "lasser"]),
        ("lasser", "x" * 19_990 + " lasser lasser", ["lasser"]),
    ],
)
def test_marks_stand_where_the_reader_sees_them(
    market: Market, query: str, text: str, marked: list[str] | None
) -> None:
    assert _marked(market, query, text) == ([text] if marked is None else marked)


def test_marks_that_touch_or_overlap_become_one(market: Market) -> None:
    assert highlight(market, "constructie lasser constructielasser", "Constructielasser") == ((0, 17),)
    assert highlight(market, "heftruck rijden heftruck", "heftruck rijden", occupation="hef") == ((0, 15),)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_around_a_word_leaves_its_mark(before: str, after: str) -> None:
    market, _ = random_market(3)
    text = f"{before} lasser {after}"
    marked = [normalise(text[first:last]) for first, last in highlight(market, "lasser", text)]
    assert "lasser" in marked


@settings(max_examples=300)
@given(st.text(max_size=120), st.text(max_size=300))
def test_marks_lie_apart_and_within_any_text(query: str, text: str) -> None:
    market, _ = random_market(3)
    for asked in (query, text):
        spans = highlight(market, asked, text, occupation="las")
        assert all(0 <= first < last <= len(text) for first, last in spans)
        assert all(one[1] < other[0] for one, other in itertools.pairwise(spans))


@settings(max_examples=300)
@given(seeds, seeds)
def test_what_is_found_has_something_to_mark(market_seed: int, query_seed: int) -> None:
    market, columns = random_market(market_seed)
    asked = random_query(query_seed).text
    found = find(market, Query(today=TODAY, text=asked, page_size=200))
    occupations = {occupation.code: occupation for occupation in VOCABULARIES.occupations}
    reader = Highlighter(market, asked)
    for row in (columns["id"].index(place_id) for place_id in found.ids.tolist() if found.matched):
        own = occupations.get(columns["occupation"][row])
        names = [own.name, *(name for name, _ in own.terms), *own.misspellings] if own else []
        fields = ("title", "employer_name", "keywords", "locality", "description")
        texts = [columns[name][row] or "" for name in fields] + names
        assert any(reader.spans(text) for text in texts)
        marked = [text[first:last] for text in texts for first, last in reader.spans(text)]
        assert all(words(piece) for piece in marked)
