"""Totals of regional rounds: never a name, never a number that points at somebody."""

import pytest

from leerwerk.network.enums import Role
from tests.factories.matching import RoundFactory, RoundPairFactory
from tests.web.staff import signed_in

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_totals_hold_no_names_and_hide_small_rounds() -> None:
    large = RoundFactory(seekers=84, placed=61)
    pair = RoundPairFactory(round=large, state="ACCEPTED")
    RoundFactory(seekers=4, placed=3)
    RoundFactory(state="RUNNING", seekers=40)

    page = signed_in(Role.PROGRAMME).get("/sturing/verdeelrondes").content.decode()

    assert "84" in page
    assert "61" in page
    assert page.count("minder dan 5 cliënten") == 1
    assert str(pair.case.client) not in page
    assert pair.place.title not in page


def test_totals_without_rounds_say_where_they_come_from() -> None:
    assert "Nog geen verdeelrondes" in signed_in(Role.ADMIN).get("/sturing/verdeelrondes").content.decode()
