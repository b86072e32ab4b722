"""Pages of a list."""

import pytest

from leerwerk.web.ui.paging import Paging, page_number

pytestmark = pytest.mark.unit


def test_page_knows_its_rows() -> None:
    paging = Paging(number=4, size=20, total=75)
    assert (paging.first, paging.last, paging.pages, paging.previous, paging.following) == (
        61,
        75,
        4,
        3,
        None,
    )


def test_empty_list_has_one_page() -> None:
    paging = Paging(number=1, size=20, total=0)
    assert (paging.first, paging.last, paging.pages, paging.previous, paging.following) == (
        0,
        0,
        1,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, [1, 2, 3, None, 63]),
        (4, [1, 2, 3, 4, 5, 6, None, 63]),
        (63, [1, None, 61, 62, 63]),
        (30, [1, None, 28, 29, 30, 31, 32, None, 63]),
    ],
)
def test_shown_pages_have_gaps(number: int, shown: list[int | None]) -> None:
    assert Paging(number, 20, 1250).shown == shown


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), (None, 1), ("", 1), ("0", 1), ("-2", 1), ("x", 1), ("²", 1), ("9" * 30, 1)]
)
def test_page_number_is_read_from_an_address(text: str | None, number: int) -> None:
    assert page_number(text) == number
