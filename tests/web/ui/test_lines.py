import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.kernel.lines import MOST_CHARACTERS, clean_line
from leerwerk.web.ui.lines import LineField, NameField

pytestmark = pytest.mark.unit


def test_clean_line_takes_out_what_a_database_refuses() -> None:
    assert clean_line(" las\x00sen \r\n in\tEnschede\u2028") == "las sen in Enschede"


@given(st.text())
def test_clean_line_gives_one_short_printable_line(text: str) -> None:
    cleaned = clean_line(text)

    assert len(cleaned) <= MOST_CHARACTERS
    assert cleaned.isprintable()
    assert cleaned == cleaned.strip()
    assert clean_line(cleaned) == cleaned


def test_line_field_shows_what_it_holds() -> None:
    assert LineField().clean("Jo\u202ehan \r\n de\tVries") == "Jo han de Vries"
    assert LineField().clean("مريم") == "مريم"


@pytest.mark.parametrize("typed", ["Iris", "Anne-Marie van 't Hof", "J.P. de Vries jr.", "Łukasz Çelik"])
def test_names_of_people_are_names(typed: str) -> None:
    assert NameField().clean(typed) == typed


@pytest.mark.parametrize(
    "typed", ["Win nu: https://kwaad.example", "www.kwaad.example", "gratis.nl", "a@b.nl"]
)
def test_addresses_are_no_names(typed: str) -> None:
    with pytest.raises(ValidationError, match="Vul alleen een naam in"):
        NameField().clean(typed)
