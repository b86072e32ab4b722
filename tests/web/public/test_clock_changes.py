"""The two nights on which the clock changes, through the pages: an hour that comes twice, and one that is not there."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from leerwerk.casework.mails.appointments import own_token
from leerwerk.casework.models import Agenda, Appointment, Topic
from leerwerk.casework.queries.availability import Way, free_times, office_of
from leerwerk.casework.rules.availability import public_holidays
from leerwerk.kernel import clock
from leerwerk.network.models import Membership
from leerwerk.web.moments import moment_word
from tests.casework.appointments.conftest import PERSON, TakesAppointments, make_desk
from tests.factories.appointments import HoursFactory
from tests.web.public.test_appointments import query, send

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ONLINE = Way("ONLINE")
HALF_AN_HOUR, HOUR = timedelta(minutes=30), timedelta(hours=1)


@pytest.fixture
def office(db: None) -> TakesAppointments:
    """One adviser, who talks on Sunday at night."""
    office = make_desk()
    Agenda.objects.update(horizon_days=1500, buffer_minutes=0, most_per_day=30)
    Topic.objects.update(minutes=30)
    office.topic.refresh_from_db()
    HoursFactory(
        membership=Membership.objects.get(user=office.advisers[0]),
        weekday=6,
        begins=time(1),
        ends=time(5),
    )
    return office


def change_in(month: int) -> date:
    """The next last Sunday of a month, more than a week from now, on which the desk may be open."""
    first = clock.today() + timedelta(days=7)
    for year in range(first.year, first.year + 4):
        last = date(year, month, 31)
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        if sunday > first and sunday not in public_holidays(sunday, sunday):
            return sunday
    raise AssertionError


def free_on(office: TakesAppointments, day: date) -> list[datetime]:
    read = office_of(office.region, clock.today())
    assert read is not None
    return [slot.begins_at for slot in free_times(read, office.topic, ONLINE, now=clock.now(), only_on=day)]


def book(office: TakesAppointments, moment: datetime) -> int:
    """All pages, from the list of times to the last button; its answer."""
    browser, asked = Client(), query(office, moment)
    day = f"{localtime(moment):%Y-%m-%d}"
    times = browser.get(f"/afspraak?{query(office)}&vanaf={day}").content.decode()
    assert f"tijd={moment_word(moment)}" in times
    browser.post(f"/afspraak/gegevens?{asked}", PERSON)
    assert browser.get(f"/afspraak/nakijken?{asked}").context["slot"].is_at(moment)
    return int(send(browser, f"/afspraak/nakijken?{asked}").status_code)


def test_hour_that_comes_twice_can_be_booked_twice(office: TakesAppointments) -> None:
    moments = free_on(office, change_in(10))
    first, second = (each for each in moments if (each.hour, each.minute) == (2, 0))

    assert len(moments) == 10
    times = Client().get(f"/afspraak?{query(office)}&vanaf={change_in(10)}").content.decode()
    assert [times.count(f">{each}<") for each in ("2.00 (zomertijd)", "2.00 (wintertijd)")] == [1, 1]
    assert [book(office, first), book(office, second)] == [303, 303]

    made = list(Appointment.objects.order_by("begins_at"))
    assert made[1].begins_at - made[0].begins_at == HOUR
    assert [each.ends_at - each.begins_at for each in made] == [HALF_AN_HOUR] * 2
    assert len(free_on(office, change_in(10))) == 8
    browser, asked = Client(), query(office, first)
    browser.post(f"/afspraak/gegevens?{asked}", PERSON)
    assert send(browser, f"/afspraak/nakijken?{asked}").status_code == 409


def test_appointment_moves_from_the_first_to_the_second_of_that_hour(office: TakesAppointments) -> None:
    first, second = (each for each in free_on(office, change_in(10)) if (each.hour, each.minute) == (2, 0))
    book(office, first)
    row = Appointment.objects.get()
    move = reverse("public:move_own_appointment", args=[own_token(row)])

    page = Client().get(f"{move}?tijd={moment_word(second)}")
    assert page.context["slot"].is_at(second)
    assert Client().post(move, {"tijd": moment_word(second)}).status_code == 303

    row.refresh_from_db()
    assert (row.begins_at.timestamp(), row.sequence) == (second.timestamp(), 1)
    assert Client().post(move, {"tijd": moment_word(second)}).status_code == 303
    row.refresh_from_db()
    assert row.sequence == 1, "moving to where it is already changes nothing"


def test_hour_that_is_not_there_is_not_offered(office: TakesAppointments) -> None:
    moments = free_on(office, change_in(3))

    assert [f"{each:%H.%M}" for each in moments] == ["01.00", "01.30", "03.00", "03.30", "04.00", "04.30"]
    last, after = moments[1:3]
    assert (after - last.astimezone(UTC)) == HALF_AN_HOUR
    assert [book(office, last), book(office, after)] == [303, 303]
    assert Appointment.objects.count() == 2
