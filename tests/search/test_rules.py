import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.search.rules import LONGEST, anonymous_words

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Lassen   MIG ", "lassen mig"),
        ("kok jan@voorbeeld.nl", "kok"),
        ("zorg 7511 AA 12b enschede", "zorg enschede"),
        ("bel 06-12 34 56 78 kapper", "bel kapper"),
        ("kapper +31 6 12345678", "kapper"),
        ("123456782 schilder", "schilder"),
        ("geboren 3-4-1990 bakker", "geboren bakker"),
        ("Dorpsstraat 12 slager", "slager"),
        ("niveau 2 24 uur", "niveau 2 24 uur"),
        ("https://voorbeeld.nl/x kok", "kok"),
        ("", ""),
    ],
)
def test_anonymous_words_leave_out_who_and_where(typed: str, kept: str) -> None:
    assert anonymous_words(typed) == kept


@given(st.text(max_size=300))
def test_anonymous_words_are_short_and_hold_no_long_number(typed: str) -> None:
    kept = anonymous_words(typed)
    assert len(kept) <= LONGEST
    assert "@" not in kept
