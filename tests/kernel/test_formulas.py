"""What a spreadsheet program would take for a formula, on the way out and on the way in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.kernel.formulas import disarm, restore

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formula_becomes_text(start: str) -> None:
    assert disarm(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "Lasser", "a=b", "'s-Hertogenbosch", "'", "1-2"])
def test_what_is_no_formula_stays(cell: str) -> None:
    assert (disarm(cell), restore(cell)) == (cell, cell)


@given(st.text(alphabet="'=+-@\t\ra ", max_size=6))
def test_every_cell_comes_back_and_none_goes_out_armed(cell: str) -> None:
    assert restore(disarm(cell)) == cell
    assert not disarm(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
