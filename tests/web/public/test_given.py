import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.web.public.given import MOST_CHARACTERS, clean_line, number_in

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


@pytest.mark.parametrize("text", ["", "abc", "-5", "5.0", "²", "٥", "6", "99999999999999999999"])
def test_number_in_refuses_all_but_the_allowed(text: str) -> None:
    assert number_in(text, (5, 10)) is None


def test_number_in_reads_an_allowed_number() -> None:
    assert number_in("10", (5, 10)) == 10
