"""Making the demo country: the same every time, whole or not at all."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet

from leerwerk.casework.models import Placement, Referral
from leerwerk.catalogue.models import Place, Run
from leerwerk.demo.country import make_country
from leerwerk.demo.sizes import HAMLET
from leerwerk.exchange.models import ImportRun
from leerwerk.network.models import Desk, Organisation, Recognition
from leerwerk.people.models import Client
from leerwerk.programme.models import Agreement
from tests.demo.conftest import NOW

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("reference")]


class Killed(BaseException):
    """What kill -INT does to us."""


def digest(rows: QuerySet[Any]) -> str:
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def portrait() -> dict[str, str]:
    """The country without the numbers that the database hands out."""
    return {
        "employers": digest(
            Organisation.objects.order_by("kvk_number", "name").values_list("name", "lat", "pc4")
        ),
        "recognitions": digest(Recognition.objects.order_by("number").values_list("number")),
        "places": digest(
            Place.objects.order_by("source_id").values_list(
                "title", "description", "wage_min", "starts_on", "status"
            )
        ),
        "clients": digest(
            Client.objects.order_by("number").values_list(
                "number", "first_name", "profile__wished_occupations"
            )
        ),
        "referrals": digest(
            Referral.objects.order_by("case__client__number", "place__source_id", "sent_at").values_list(
                "case__client__number", "place__source_id", "status", "sent_at"
            )
        ),
        "placements": digest(
            Placement.objects.order_by("case__client__number").values_list(
                "place__source_id", "agreed_on", "status"
            )
        ),
        "runs": digest(
            Run.objects.order_by("training__name", "starts_on").values_list("training__name", "starts_on")
        ),
        "promises": digest(
            Agreement.objects.order_by(
                "slug", "measures__targets__label", "measures__targets__commitments__label"
            ).values_list("slug", "measures__targets__number", "measures__targets__commitments__number")
        ),
    }


def portrait_of_a_new_country(now: datetime) -> dict[str, str]:
    """Make the country, look at it, and let it go."""
    with transaction.atomic():
        make_country(now=now, sizes=HAMLET)
        seen = portrait()
        transaction.set_rollback(True)
    return seen


def test_country_is_the_same_all_day() -> None:
    assert portrait_of_a_new_country(NOW) == portrait_of_a_new_country(NOW + timedelta(hours=3))


def test_country_that_is_broken_off_leaves_nothing() -> None:
    def kill_at_the_end(step: str) -> None:
        if step == "akkoorden":
            raise Killed

    with pytest.raises(Killed):
        make_country(now=NOW, sizes=HAMLET, progress=kill_at_the_end)
    assert (Place.objects.count(), Desk.objects.filter(is_demo=True).count()) == (0, 0)
    assert not ImportRun.objects.filter(kind="demo").exists()
