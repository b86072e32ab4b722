from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from leerwerk.casework.enums import AppointmentStatus, CaseStatus
from leerwerk.casework.models import Agenda, Appointment, Topic
from leerwerk.casework.queries.availability import Way, free_times, office_of
from leerwerk.casework.refusals import AppointmentRefused
from leerwerk.kernel.actor import ANONYMOUS, Actor, Grant
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.people.actions import ClientRefused
from leerwerk.people.models import Intake, Visitor
from tests.casework.appointments.conftest import MONDAY, NOW, PERSON, PLACE, TakesAppointments
from tests.factories.appointments import AbsenceFactory, AppointmentFactory, HoursFactory
from tests.factories.casework import CaseFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
Book = Callable[..., Appointment]


def test_booking_keeps_visitor_answers_and_appointment_and_mails(
    book: Book, office: TakesAppointments
) -> None:
    made = book(answers={"wishes": "Lassen", "prior_education": 1})

    visitor = Visitor.objects.get()
    assert (made.visitor, made.adviser, made.status) == (visitor, office.advisers[0], "BOOKED")
    assert (made.ends_at - made.begins_at, made.held_until - made.ends_at) == (
        timedelta(minutes=45),
        timedelta(minutes=15),
    )
    assert (Intake.objects.get().wishes, Intake.objects.get().agreed_at) == ("Lassen", NOW)
    mail = OutboxMail.objects.get(to=PERSON["email"])
    assert mail.subject == "Je afspraak staat: maandag 30 november om 9.00 uur"
    assert "http://127.0.0.1:8000/r/twente/afspraak/mijn/" in mail.text
    assert "Dag Samira" in mail.text
    assert "Dag Samira" in mail.html
    assert AuditEntry.objects.get().action == "appointment.book"


def test_calendar_file_is_an_invitation_that_programs_understand(book: Book) -> None:
    from icalendar import Calendar

    made = book()
    file = Calendar.from_ical(OutboxMail.objects.latest("pk").calendar)
    event = file.walk("VEVENT")[0]

    assert (file["METHOD"], event["SEQUENCE"], event["STATUS"]) == ("REQUEST", 0, "CONFIRMED")
    assert event["UID"] == f"{made.number}@127.0.0.1"
    assert event["DTSTART"].dt == MONDAY
    assert event["DTEND"].dt == MONDAY + timedelta(minutes=45)
    assert event["LOCATION"] == PLACE
    assert event["ORGANIZER"] == "mailto:info@loket.example"
    assert event["ATTENDEE"] == "mailto:samira@voorbeeld.nl"


def test_advisers_take_turns_and_the_third_is_refused(book: Book, office: TakesAppointments) -> None:
    assert [book().adviser, book().adviser] == office.advisers
    with pytest.raises(AppointmentRefused, match="SLOT_TAKEN"):
        book()
    # The first has the fewest again once the second has two.
    assert book(MONDAY + timedelta(hours=1)).adviser == office.advisers[0]
    assert Visitor.objects.count() == 3


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (MONDAY + timedelta(minutes=10), "not a time that is offered"),
        (MONDAY - timedelta(days=7), "past"),
        (MONDAY + timedelta(weeks=52), "beyond the horizon"),
        (datetime(9999, 12, 31, 23, tzinfo=MONDAY.tzinfo), "where the calendar ends"),
        (MONDAY + timedelta(hours=3), "after hours"),
        (datetime(2026, 12, 25, 9, tzinfo=MONDAY.tzinfo), "holiday"),
    ],
)
def test_time_that_is_not_free_is_refused(book: Book, moment: datetime, why: str) -> None:
    with pytest.raises(AppointmentRefused, match="SLOT_TAKEN"):
        book(moment)
    assert not Visitor.objects.exists(), why


def test_phone_needs_a_number_and_closed_topics_are_refused(book: Book, office: TakesAppointments) -> None:
    with pytest.raises(AppointmentRefused, match="PHONE_MISSING"):
        book(channel="PHONE")
    assert book(channel="PHONE", person={**PERSON, "phone": "0612345678"}).place == ""
    with pytest.raises(AppointmentRefused, match="EMAIL_MISSING"):
        book(person={**PERSON, "email": ""})
    Topic.objects.update(is_active=False)
    with pytest.raises(AppointmentRefused, match="TOPIC_CLOSED"):
        book()
    Agenda.objects.update(is_open=False)
    with pytest.raises(AppointmentRefused, match="NO_AGENDA"):
        book()


def test_known_client_with_an_open_question_is_planned(book: Book, office: TakesAppointments) -> None:
    case = CaseFactory(client__region=office.region, status=CaseStatus.ASKED)

    made = book(client=case.client, actor=office.actor)

    case.refresh_from_db()
    assert (made.case, made.visitor.client, case.status) == (case, case.client, CaseStatus.PLANNED)


def test_database_itself_refuses_two_at_a_time_and_takes_cancelled_ones(office: TakesAppointments) -> None:
    first = AppointmentFactory(region=office.region, adviser=office.advisers[0])
    for status, refused in ((AppointmentStatus.BOOKED, True), (AppointmentStatus.CANCELLED, False)):
        try:
            with transaction.atomic():
                AppointmentFactory(
                    region=office.region,
                    adviser=first.adviser,
                    status=status,
                    begins_at=first.held_until - timedelta(minutes=1),
                )
            was_refused = False
        except IntegrityError as clash:
            was_refused = "adviser_has_one_appointment_at_a_time" in str(clash)
        assert was_refused == refused
    AppointmentFactory(region=office.region, adviser=first.adviser, begins_at=first.held_until)


def test_database_itself_holds_the_most_per_day(office: TakesAppointments) -> None:
    Agenda.objects.update(most_per_day=2)
    adviser = office.advisers[0]
    late = MONDAY.replace(hour=23)  # another day in UTC is the same day here
    made = [
        AppointmentFactory(region=office.region, adviser=adviser, begins_at=moment)
        for moment in (MONDAY, late - timedelta(hours=3))
    ]
    with pytest.raises(IntegrityError, match="and no more than 2"), transaction.atomic():
        AppointmentFactory(region=office.region, adviser=adviser, begins_at=late - timedelta(hours=1))
    AppointmentFactory(region=office.region, adviser=adviser, begins_at=MONDAY + timedelta(days=1))
    # What was made within the limit can still end when the limit is lowered.
    Agenda.objects.update(most_per_day=1)
    made[0].status = AppointmentStatus.DONE
    made[0].save()


@pytest.mark.parametrize("advisers", [1, 5])
def test_free_times_cost_five_queries_however_many_advisers(office: TakesAppointments, advisers: int) -> None:
    for _ in range(advisers):
        hours = HoursFactory(membership__region=office.region)
        AppointmentFactory(region=office.region, adviser=hours.membership.user)
        AbsenceFactory(adviser=hours.membership.user, begins_at=MONDAY, ends_at=MONDAY + timedelta(hours=1))
    with CaptureQueriesContext(connection) as queries:
        read = office_of(office.region, NOW.date())
        assert read is not None
        found = free_times(read, office.topic, Way("ONLINE"), now=NOW)

    assert len(queries) == 5
    assert found[0].begins_at == MONDAY


def test_only_the_client_or_the_desk_puts_an_appointment_in_a_file(
    book: Book, office: TakesAppointments
) -> None:
    case = CaseFactory(client__region=office.region, client__email="samira@voorbeeld.nl")
    elsewhere = CaseFactory(client__email="samira@voorbeeld.nl")
    own = Actor(7, "", frozenset({Grant("CITIZEN", "mail:samira@voorbeeld.nl")}))
    other = Actor(8, "", frozenset({Grant("CITIZEN", "mail:bo@voorbeeld.nl")}))

    for actor, client in ((ANONYMOUS, case.client), (other, case.client), (own, elsewhere.client)):
        with pytest.raises(AppointmentRefused, match="NOT_YOUR_REGION"):
            book(actor=actor, client=client)
    for actor in (own, office.actor):
        assert book(actor=actor, client=case.client).case == case
    case.client.erased_at = NOW
    case.client.save()
    with pytest.raises(ClientRefused, match="ALREADY_ERASED"):
        book(MONDAY + timedelta(hours=1), actor=office.actor, client=case.client)
    assert Visitor.objects.count() == 2
