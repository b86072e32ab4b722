"""Words for pathways, levels, outcomes, days."""

import pytest

from leerwerk.exchange import words
from tests.exchange.test_fields import refuses

pytestmark = pytest.mark.unit


def test_a_pathway_has_many_names() -> None:
    names = ["BBL", "bbl ", "Beroepsbegeleidende leerweg", "BOL", "derde leerweg", "Praktijkleren"]
    assert [words.read_pathway(name) for name in names] == [
        "BBL", "BBL", "BBL", "BOL", "DERDE_LEERWEG", "PRAKTIJKVERKLARING",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pathway"),
    [
        ("bbl lasser", "BBL"),
        ("bbl of bol", ""),
        ("symbool", ""),
        ("praktijkleren in de zorg", "PRAKTIJKVERKLARING"),
    ],
)
def test_a_pathway_in_a_text_counts_when_it_is_the_only_one(text: str, pathway: str) -> None:
    assert words.pathway_in(text) == pathway


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("mbo niveau 2", 2), ("mbo-3", 3), ("niveau 2 of 3", None), ("niveau 3/4", None), ("niveau 5", None),
        ("verdieping niveau 25", None), ("mbo", None), ("niveau 2, en nog eens niveau 2", 2),
    ],
)  # fmt: skip
def test_a_level_in_a_text_counts_when_it_is_the_only_one(text: str, level: int | None) -> None:
    assert words.level_in(text) == level


@pytest.mark.parametrize("text", ["crebo 25289", "crebo: 25289", "crebonummer 25289", "(crebo-nr. 25289)"])
def test_a_crebo_code_is_found_after_its_name(text: str) -> None:
    assert words.crebo_in(text) == "25289"


def test_five_digits_alone_are_no_crebo_code() -> None:
    assert words.crebo_in("bel 25289") == ""


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("minimaal 18 jaar", 18),
        ("je bent 16 jaar of ouder", 16),
        ("18+", 18),
        ("20 jaar ervaring", None),
        ("", None),
    ],
)
def test_a_minimum_age_is_heard(text: str, age: int | None) -> None:
    assert words.minimum_age_in(text) == age


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("32-40 uur", (32, 40)), ("36", (36, 36)), ("24 tot 32 uur per week", (24, 32)), ("09:00-17:00", None),
        ("fulltime", None), ("40 - 32", None),
    ],
)  # fmt: skip
def test_hours_a_week_are_read(text: str, hours: tuple[int, int] | None) -> None:
    assert words.hours_in(text, is_about_hours=True) == hours


def test_days_become_bits() -> None:
    assert words.read_days("ma, di en donderdag") == 0b1011
    assert refuses(words.read_days, "elke dag")


def test_a_sector_goes_by_code_or_name() -> None:
    assert words.read_sector("bouw") == "BOUW"
    assert words.read_sector("Bouw en infra") == "BOUW"


@pytest.mark.parametrize(
    ("text", "level"), [("3", 3), ("niveau 3", 3), ("mbo-3", 3), ("entree", 1), ("7", 7)]
)
def test_a_level_is_read_and_judged_later(text: str, level: int) -> None:
    assert words.read_level(text) == level


def test_a_start_may_be_flexible() -> None:
    assert words.is_flexible("Per direct")
    assert words.is_flexible("in overleg")
    assert not words.is_flexible("1 februari 2027")
