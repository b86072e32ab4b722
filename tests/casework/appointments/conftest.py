"""A desk that takes appointments: two advisers on Monday morning, one topic."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from leerwerk.accounts.models import User
from leerwerk.casework.actions.appointments.booking import Wanted, book_appointment
from leerwerk.casework.models import Appointment, Topic
from leerwerk.casework.queries.availability import Way
from leerwerk.kernel.actor import ANONYMOUS, Actor
from leerwerk.network.models import Region
from tests.factories.accounts import UserFactory
from tests.factories.actors import adviser_of
from tests.factories.appointments import AgendaFactory, HoursFactory, TopicFactory
from tests.factories.network import DeskFactory, RegionFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=AMSTERDAM)  # a Thursday
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=AMSTERDAM)
PLACE = "Loketplein 1, Enschede"
PERSON = {"first_name": "Samira", "last_name": "Jansen", "email": "samira@voorbeeld.nl"}


@dataclass(frozen=True)
class TakesAppointments:
    """A region with everything that booking needs."""

    region: Region
    topic: Topic
    advisers: list[User]
    actor: Actor


def make_desk() -> TakesAppointments:
    region = RegionFactory(name="Twente", slug="twente")
    DeskFactory(region=region, email="info@loket.example", phone="053 123 45 67")
    AgendaFactory(region=region)
    topic = TopicFactory(region=region, name="Wat past bij mij?")
    advisers = [UserFactory(name="Anouk"), UserFactory(name="Bilal")]
    for adviser in advisers:
        HoursFactory(membership__region=region, membership__user=adviser)
    return TakesAppointments(region, topic, advisers, adviser_of(region))


@pytest.fixture
def office(db: None) -> TakesAppointments:
    return make_desk()


@pytest.fixture
def book(office: TakesAppointments) -> Callable[..., Appointment]:
    def do(begins_at: datetime = MONDAY, channel: str = "DESK", **given: object) -> Appointment:
        way = Way(channel, PLACE if channel == "DESK" else "")
        facts = {
            "region": office.region,
            "wanted": Wanted(office.topic, way, begins_at),
            "person": PERSON,
            "answers": {},
            "actor": ANONYMOUS,
            "now": NOW,
            **given,
        }
        return book_appointment(**facts)  # type: ignore[arg-type]

    return do
