import pytest

from leerwerk.web.public.given import number_in

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("text", ["", "abc", "-5", "5.0", "²", "٥", "6", "99999999999999999999"])
def test_number_in_refuses_all_but_the_allowed(text: str) -> None:
    assert number_in(text, (5, 10)) is None


def test_number_in_reads_an_allowed_number() -> None:
    assert number_in("10", (5, 10)) == 10
