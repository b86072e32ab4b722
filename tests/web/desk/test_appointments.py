"""The desk and its appointments: a week, one with its intake, hours and leave, topics and limits."""

from datetime import timedelta

import pytest
from django.test import Client

from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Absence, Agenda, Appointment, Case, Topic, WeeklyHours
from leerwerk.kernel import clock
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.network.enums import Role
from leerwerk.network.models import Region
from leerwerk.web.moments import moment_word
from tests.casework.appointments.conftest import TakesAppointments, make_desk
from tests.factories.appointments import AppointmentFactory, IntakeFactory
from tests.factories.casework import CaseFactory
from tests.web.staff import _own_market, signed_in

__all__ = ["_own_market"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def office(db: None) -> TakesAppointments:
    return make_desk()


@pytest.fixture
def browser(office: TakesAppointments) -> Client:
    browser = Client()
    browser.force_login(office.advisers[0])
    return browser


@pytest.fixture
def row(office: TakesAppointments) -> Appointment:
    """Tomorrow, online, with an intake."""
    begins_at = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    row = AppointmentFactory(
        region=office.region,
        topic=office.topic,
        adviser=office.advisers[0],
        channel="ONLINE",
        place="",
        begins_at=begins_at,
    )
    IntakeFactory(visitor=row.visitor)
    return row


def test_week_shows_mine_or_the_region_and_is_logged(
    office: TakesAppointments, browser: Client, row: Appointment
) -> None:
    other = AppointmentFactory(
        region=office.region, adviser=office.advisers[1], begins_at=row.begins_at, topic=office.topic
    )
    week = f"week={row.begins_at:%Y-%m-%d}"
    mine = browser.get(f"/desk/afspraken?{week}").content.decode()
    everybody = browser.get(f"/desk/afspraken?{week}&van=regio").content.decode()

    assert (str(row.visitor) in mine, str(other.visitor) in mine) == (True, False)
    assert str(other.visitor) in everybody
    assert AuditEntry.objects.filter(action="read_list").count() == 2
    assert browser.get("/desk/afspraken?week=9999-12-31").status_code == 200
    assert "Geen afspraken in deze week" in browser.get("/desk/afspraken?week=2020-01-01").content.decode()


def test_today_shows_todays_appointments(office: TakesAppointments, browser: Client) -> None:
    noon = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    row = AppointmentFactory(
        region=office.region, adviser=office.advisers[0], begins_at=noon, topic=office.topic
    )

    assert str(row.visitor) in browser.get("/desk/").content.decode()


def test_page_shows_the_intake_and_the_reading_is_logged(browser: Client, row: Appointment) -> None:
    page = browser.get(f"/desk/afspraken/{row.pk}").content.decode()

    assert "Iets met lassen" in page
    assert "geld of schulden" in page
    assert AuditEntry.objects.get(action="read").subject == f"casework.appointment:{row.pk}"


def test_link_notes_and_cancelling(browser: Client, row: Appointment) -> None:
    wrong = browser.post(f"/desk/afspraken/{row.pk}/link", {"link": "geen link"})
    assert wrong.status_code == 422
    browser.post(f"/desk/afspraken/{row.pk}/link", {"link": "https://praat.example/1"})
    browser.post(f"/desk/afspraken/{row.pk}/notities", {"notes": "Wil lassen."})
    early = browser.post(f"/desk/afspraken/{row.pk}/uitkomst", {"status": "DONE"})
    browser.post(f"/desk/afspraken/{row.pk}/afzeggen")

    row.refresh_from_db()
    assert (row.link, row.notes, row.status) == ("https://praat.example/1", "Wil lassen.", "CANCELLED")
    assert early.status_code == 409
    assert OutboxMail.objects.count() == 2


def test_moving_to_one_of_the_free_times(
    office: TakesAppointments, browser: Client, row: Appointment
) -> None:
    page = browser.get(f"/desk/afspraken/{row.pk}/tijden")
    slot = page.context["days"][0][1][0]
    taken = browser.post(f"/desk/afspraken/{row.pk}/verzetten", {"tijd": "20200101T0900Z"})
    mistyped = browser.post(f"/desk/afspraken/{row.pk}/verzetten", {"tijd": "x"})
    moved = browser.post(f"/desk/afspraken/{row.pk}/verzetten", {"tijd": moment_word(slot.begins_at)})

    row.refresh_from_db()
    assert (taken.status_code, mistyped.status_code, moved.status_code) == (409, 422, 302)
    assert row.begins_at == slot.begins_at


def test_one_button_makes_a_client_file(browser: Client, row: Appointment) -> None:
    wrong = browser.post(f"/desk/afspraken/{row.pk}/dossier", {"postcode": "x"})
    made = browser.post(f"/desk/afspraken/{row.pk}/dossier", {"postcode": "7511 aa"})

    case = Case.objects.get()
    assert wrong.status_code == 422
    assert made.headers["Location"] == f"/desk/clienten/{case.pk}"
    assert (case.status, case.goal) == (CaseStatus.PLANNED, "Iets met lassen")


def test_visitor_with_the_address_of_a_client_goes_to_that_file(
    office: TakesAppointments, browser: Client, row: Appointment
) -> None:
    case = CaseFactory(client__region=office.region, client__email=row.visitor.email.upper())
    assert "is al cliënt" in browser.get(f"/desk/afspraken/{row.pk}").content.decode()

    browser.post(f"/desk/afspraken/{row.pk}/dossier", {"client": str(case.client_id)})

    row.refresh_from_db()
    assert (row.case, Case.objects.count()) == (case, 1)
    assert browser.post(f"/desk/afspraken/{row.pk}/dossier", {"client": "999999"}).status_code == 404


def test_adviser_keeps_own_hours_and_leave(browser: Client, row: Appointment) -> None:
    hours = {"doe": "uren", "weekday": "2", "begins": "09:00", "ends": "12:00", "channels": ["PHONE"]}
    day = f"{row.begins_at:%Y-%m-%d}"
    refused = browser.post("/desk/afspraken/uren", {**hours, "ends": "08:00"})
    browser.post("/desk/afspraken/uren", hours)
    leave = browser.post(
        "/desk/afspraken/uren", {"doe": "verlof", "verlof-first_on": day}, follow=True
    ).content.decode()
    absence = Absence.objects.get()

    assert refused.status_code == 409
    assert WeeklyHours.objects.filter(weekday=2).count() == 1
    assert "in die tijd staat nog 1 afspraak" in leave
    assert absence.ends_at - absence.begins_at >= timedelta(hours=23)
    added = WeeklyHours.objects.get(weekday=2)
    browser.post("/desk/afspraken/uren", {"doe": "weg", "rij": str(added.pk)})
    browser.post("/desk/afspraken/uren", {"doe": "terug", "rij": str(absence.pk)})
    assert not WeeklyHours.objects.filter(weekday=2).exists()
    assert not Absence.objects.exists()


def test_adviser_does_not_reach_the_hours_of_a_colleague_and_a_coordinator_does(
    office: TakesAppointments, browser: Client
) -> None:
    colleague = office.advisers[1].memberships.get()
    coordinator = signed_in(Role.COORDINATOR, region=office.region)

    assert browser.get(f"/desk/afspraken/uren?lid={colleague.pk}").status_code == 404
    page = coordinator.get(f"/desk/afspraken/uren?lid={colleague.pk}")
    assert "Uren en verlof van Bilal" in page.content.decode()


def test_coordinator_arranges_topics_and_limits(office: TakesAppointments) -> None:
    browser = signed_in(Role.COORDINATOR, region=office.region)
    topic = {"new-name": "EVC", "new-minutes": "60", "new-channels": ["ONLINE"], "new-is_active": "on"}
    limits = {
        "is_open": "on",
        "buffer_minutes": "10",
        "most_per_day": "4",
        "notice_hours": "48",
        "horizon_days": "30",
        "step_minutes": "15",
    }
    browser.post("/desk/afspraken/instellingen", {"onderwerp": "", **topic})
    twice = browser.post("/desk/afspraken/instellingen", {"onderwerp": "", **topic})
    browser.post("/desk/afspraken/instellingen", limits)
    wrong = browser.post("/desk/afspraken/instellingen", {**limits, "most_per_day": "0"})

    assert (twice.status_code, wrong.status_code) == (409, 422)
    assert Topic.objects.get(name="EVC").minutes == 60
    assert Agenda.objects.get().most_per_day == 4
    made = Topic.objects.get(name="EVC")
    change = {f"topic-{made.pk}-{name.removeprefix('new-')}": value for name, value in topic.items()}
    browser.post(
        "/desk/afspraken/instellingen",
        {"onderwerp": str(made.pk), **change, f"topic-{made.pk}-minutes": "30"},
    )
    assert Topic.objects.get(name="EVC").minutes == 30
    assert Region.objects.filter(agenda__isnull=False).count() == 1
