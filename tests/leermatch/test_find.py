"""What people type, and what they get."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leermatch import Market, Occupation, Query, Vocabularies, build_market, find
from tests.leermatch.markets import TODAY, random_market

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def market() -> Market:
    occupations = (
        Occupation("las", "Lasser", (("lassen", 0.7),), misspellings=("lassser",)),
        Occupation("hef", "Heftruckchauffeur", (("chauffeur", 0.5), ("heftruck rijden", 0.5))),
        Occupation("vpl", "Verpleegkundige", (("verpleger", 1.0), ("zuster", 0.5))),
        Occupation("kap", "Kapper", (("kapster", 1.0),)),
        Occupation("hlp", "Helpende", (("medewerker zorg", 0.5),)),
    )
    return build_market(
        {
            "id": [1, 2, 3, 4, 5, 6],
            "occupation": ["las", "hef", "vpl", "kap", "hlp", "las"],
            "title": [
                "Leerling constructie",
                "BBL logistiek",
                "Leerbaan ziekenhuis",
                "Leerling salon",
                "Medewerker zorg",
                "Lasser in Almelo",
            ],
            "employer_name": ["Bakker Staal", None, "Sint Jansdal", "Hair & Zo", "De Bakkers", None],
            "description": [
                "metaalbewerking",
                "magazijn",
                "zorg voor ouderen",
                "knippen",
                "zorg",
                "brood bakken",
            ],
            "locality": ["Hengelo", "Zwolle", "Harderwijk", "Ede", "Ede", "Almelo"],
            "published": [TODAY - day for day in range(6)],
        },
        Vocabularies(occupations),
    )


def _ids(market: Market, text: str) -> list[int]:
    return find(market, Query(today=TODAY, text=text)).ids.tolist()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("lasser", [6, 1]),
        ("lassen", [1, 6]),
        ("lassser", [1, 6]),
        ("zuster", [3]),
        ("verpleegkundgie", [3]),
        ("verpleegkundigen ziekenhuis", [3]),
        ("heftruck chauffeur", [2]),
        ("kappersopleiding", [4]),
        ("leerbaan kapster mbo", [4]),
        ("lasser hengelo", [1, 6]),
        ("bakkers", [5]),
        ("zorgmedewerker", [5, 3]),
        ("zorg medewerker ouderen ziekenhuis", [3, 5]),
        ("lasser kapper", [4, 6, 1]),
        ("xyzzy", []),
        ("de bbl leerbaan", [1, 2, 3, 4, 5, 6]),
        ("🙂", [1, 2, 3, 4, 5, 6]),
        ("", [1, 2, 3, 4, 5, 6]),
        ("عامل لحام", []),
    ],
)
def test_find_understands(market: Market, text: str, ids: list[int]) -> None:
    assert _ids(market, text) == ids


def test_find_keeps_the_name_of_an_employer_as_it_is_written(market: Market) -> None:
    assert _ids(market, "bakker") == [1]


def test_find_says_what_it_made_of_the_words(market: Market) -> None:
    found = find(market, Query(today=TODAY, text="de verpleegkundgie zustr"))
    assert found.ignored == ("de",)
    assert found.matched == ("verpleegkundige",)
    assert found.suggestions == (("verpleegkundgie", "verpleegkundige"), ("zustr", "zuster"))


@pytest.mark.parametrize(("text", "wider"), [("lasser", False), ("lasser hengelo", True), ("xyzzy", False)])
def test_find_says_when_it_looked_wider(market: Market, text: str, wider: bool) -> None:
    assert find(market, Query(today=TODAY, text=text)).wider is wider


def test_find_prefers_the_level_that_is_asked() -> None:
    market = build_market(
        {"id": [1, 2, 3], "level": [3, 2, None], "title": ["kok", "kok", "kok"]}, Vocabularies()
    )
    assert _ids(market, "kok") == [1, 2, 3]
    assert _ids(market, "kok niveau 2") == [2, 3, 1]
    assert _ids(market, "mbo-3 kok") == [1, 3, 2]


def test_find_never_suggests_a_listed_misspelling(market: Market) -> None:
    assert find(market, Query(today=TODAY, text="lasssser")).suggestions in ((("lasssser", "lasser"),), ())


@pytest.mark.parametrize(
    ("unit", "times", "total"),
    [("a", 500_000_000, 0), ("lasser ", 10_000_000, 2), ("\u202e", 1_000_000, 6), ("ﷺ", 1_000_000, 0)],
)
def test_find_answers_a_text_of_any_size(market: Market, unit: str, times: int, total: int) -> None:
    assert find(market, Query(today=TODAY, text=unit * times)).total == total


@given(st.text(max_size=300))
def test_find_answers_any_text(text: str) -> None:
    market, _ = random_market(3)
    found = find(market, Query(today=TODAY, text=text))
    assert 0 <= found.total <= len(market)


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": 0},
        {"page": 1.5},
        {"page_size": 0},
        {"page_size": 201},
        {"today": 10**30},
        {"today": 20_000.0},
        {"text": None},
        {"text": b"kok"},
        {"start_from": float("nan")},
        {"start_until": 10**30},
        {"language_max": "B1"},
        {"sort": "random"},
        {"facets": ("colour",)},
        {"facets": "sector"},
        {"filters": {"colour": ("red",)}},
        {"filters": {"sector": "METAAL"}},
        {"lat": float("nan"), "lon": 5.0},
        {"lat": 95.0, "lon": 5.0},
        {"lat": 52.0, "lon": 5.0, "radius_km": -1.0},
        {"lat": 52.0, "lon": 5.0, "radius_km": float("inf")},
    ],
)
def test_find_refuses_what_cannot_be(market: Market, wrong: dict[str, Any]) -> None:
    of_fields = "|".join(wrong)
    with pytest.raises((ValueError, TypeError), match=rf"^({of_fields})\b.* cannot be, give "):
        find(market, Query(**{"today": TODAY, **wrong}))


def test_find_pages_hold_every_place_once() -> None:
    market, _ = random_market(12, most=40)
    query = Query(today=TODAY, page_size=3, sort="fairness")
    total = find(market, query).total
    pages = [find(market, replace(query, page=page)).ids.tolist() for page in range(1, total // 3 + 3)]
    ids = list(itertools.chain.from_iterable(pages))
    assert len(ids) == len(set(ids)) == total
    assert pages[-1] == []
