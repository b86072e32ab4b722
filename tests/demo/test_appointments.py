"""The demo country takes appointments: on the site there is something to choose, at the desk something to see."""

import pytest

from leerwerk.casework.models import Appointment
from leerwerk.casework.queries.availability import free_times, office_of
from leerwerk.demo.country import Country
from leerwerk.network.models import Region
from tests.demo.conftest import NOW

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.mark.parametrize("code", ["AM05", "AM22"])
def test_demo_desk_has_free_times_and_booked_ones(hamlet: Country, code: str) -> None:
    region = Region.objects.current().get(code=code)
    office = office_of(region, NOW.date())

    assert office is not None
    assert len(office.topics) == 4
    for topic in office.topics:
        assert all(free_times(office, topic, way, now=NOW) for way in office.ways(topic))
    statuses = set(Appointment.objects.filter(region=region).values_list("status", flat=True))
    assert "BOOKED" in statuses
