import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.catalogue.enums import OutcomeKind, Pathway, Sector
from leerwerk.network.models import Region
from leerwerk.search.parameters import HOURS, LEVELS, STARTS
from leerwerk.search.queries import DEFAULT_RADIUS_KM, RADII_KM, SORTS, Question
from leerwerk.search.questions import LANGUAGES
from leerwerk.web.public.questions import (
    Choices,
    address_of,
    everywhere,
    read_question,
    without,
    without_filters,
)
from leerwerk.web.ui.lines import clean_line

pytestmark = pytest.mark.unit

TWENTE = Region(code="AM05", name="Twente", slug="twente")
CHOICES = Choices((TWENTE,))


AT_HOME = Choices((TWENTE,), home=TWENTE)


def read(address: str, choices: Choices = CHOICES) -> Question:
    return read_question(QueryDict(address.partition("?")[2]), choices)


def ordered(codes: st.SearchStrategy[str], allowed: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(codes, max_size=3).map(lambda found: tuple(code for code in allowed if code in found))


def some_of(*allowed: str) -> st.SearchStrategy[tuple[str, ...]]:
    return ordered(st.sampled_from(allowed), allowed)


questions = st.builds(
    Question,
    what=st.text(max_size=80).map(clean_line),
    where=st.text(min_size=1, max_size=80).map(clean_line).filter(bool),
    radius_km=st.sampled_from([None, *RADII_KM]),
    filters=st.fixed_dictionaries(
        {
            "sector": some_of(*Sector.values),
            "level": some_of(*LEVELS),
            "pathway": some_of(*Pathway.values),
            "outcome": some_of(*OutcomeKind.values),
            "hours": some_of(*HOURS),
            "start": some_of(*STARTS),
            "language": st.sampled_from([(), *((level,) for level in LANGUAGES)]),
            "region": some_of("AM05"),
            "employer": some_of("7", "4821"),
        }
    ),
    no_diploma=st.booleans(),
    wage_known=st.booleans(),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, 99_999),
)


@given(questions)
def test_question_survives_the_way_through_an_address(question: Question) -> None:
    assert read(address_of(question, CHOICES)) == question


@given(questions)
def test_question_survives_on_the_site_of_a_region(question: Question) -> None:
    assert read(address_of(question, AT_HOME), AT_HOME) == question


def test_site_of_a_region_begins_there_until_somebody_says_where() -> None:
    begun = read("", AT_HOME)

    assert begun.filters["region"] == ("AM05",)
    assert begun.is_home
    assert address_of(begun, AT_HOME) == "/leerwerkplekken"
    assert address_of(everywhere(begun), AT_HOME) == "/leerwerkplekken?km=&regio=heel-nederland"
    assert read("?regio=heel-nederland", AT_HOME).filters["region"] == ()
    assert read("?waar=Zwolle", AT_HOME).filters["region"] == ()
    assert not begun.is_narrowed


def test_address_of_a_plain_question_is_short() -> None:
    assert address_of(Question(), CHOICES) == "/leerwerkplekken"


def test_address_is_in_dutch() -> None:
    question = Question(what="lassen", where="Enschede", filters={"region": ("AM05",), "pathway": ("BBL",)})

    assert address_of(question, CHOICES) == "/leerwerkplekken?q=lassen&waar=Enschede&regio=twente&leerweg=bbl"


@pytest.mark.parametrize(
    "query",
    [
        "pagina=-1&km=abc&sorteer=x&sector=x&niveau=9&regio=%00&leerweg=&uitkomst[]=1&loon=1",
        "pagina=0",
        "pagina=1e9&km=-5",
        "pagina=99999999999999999999&km=26",
    ],
)
def test_what_cannot_be_read_is_left_out(query: str) -> None:
    assert read(f"?{query}") == read("?")


def test_empty_distance_is_however_far_and_none_is_the_usual() -> None:
    assert read("?km=").radius_km is None
    assert read("?").radius_km == DEFAULT_RADIUS_KM


def test_sort_by_distance_needs_a_place() -> None:
    assert read("?sorteer=afstand").sort == "relevance"
    assert read("?sorteer=afstand&waar=Enschede").sort == "distance"


def test_without_takes_one_choice_away_and_goes_to_the_first_page() -> None:
    question = Question(filters={"sector": ("BOUW", "ZORG")}, page=3)

    assert without(question, "sector", "BOUW") == Question(filters={"sector": ("ZORG",)}, page=1)


def test_without_filters_keeps_words_and_circle() -> None:
    question = Question(what="zorg", where="Enschede", filters={"level": ("2",)}, no_diploma=True, page=2)

    assert without_filters(question) == Question(what="zorg", where="Enschede")
