from collections.abc import Callable
from datetime import timedelta

import pytest
from icalendar import Calendar

from leerwerk.casework.actions.appointments.agenda import (
    add_absence,
    add_hours,
    remove_absence,
    remove_hours,
    store_agenda,
    store_topic,
)
from leerwerk.casework.actions.appointments.changing import (
    cancel_appointment,
    end_appointment,
    move_appointment,
    set_link,
    write_notes,
)
from leerwerk.casework.actions.appointments.taking_in import link_to_client, take_in_visitor
from leerwerk.casework.actions.appointments.upkeep import forget_visitors, remind_visitors
from leerwerk.casework.actions.farewells import erase_person
from leerwerk.casework.actions.reading import log_appointments, open_appointment
from leerwerk.casework.enums import AppointmentStatus, CancelledBy, CaseStatus
from leerwerk.casework.models import Absence, Appointment, Case, WeeklyHours
from leerwerk.casework.refusals import AppointmentRefused
from leerwerk.kernel.actor import ANONYMOUS, SYSTEM, Actor, Grant
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.people.models import Intake, Visitor
from tests.casework.appointments.conftest import MONDAY, NOW, TakesAppointments
from tests.factories.actors import adviser_of, coordinator_of
from tests.factories.casework import CaseFactory
from tests.factories.catalogue import OccupationFactory
from tests.factories.network import RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
Book = Callable[..., Appointment]
LATER = MONDAY + timedelta(hours=1)
AFTER = MONDAY + timedelta(hours=5)


def last_mail() -> tuple[str, str, int]:
    """Subject, method and sequence of the newest mail."""
    mail = OutboxMail.objects.latest("pk")
    file = Calendar.from_ical(mail.calendar)
    return mail.subject, str(file["METHOD"]), int(file.walk("VEVENT")[0]["SEQUENCE"])


def test_visitor_moves_and_the_invitation_moves_along(book: Book) -> None:
    made = book()
    moved = move_appointment(
        appointment=made, begins_at=LATER, by=CancelledBy.VISITOR, actor=ANONYMOUS, now=NOW
    )

    assert (moved.begins_at, moved.adviser, moved.sequence) == (LATER, made.adviser, 1)
    assert last_mail() == ("Je afspraak is verzet naar maandag 30 november om 10.00 uur", "REQUEST", 1)


def test_move_within_its_own_time_is_possible(book: Book) -> None:
    made = book()

    moved = move_appointment(
        appointment=made,
        begins_at=MONDAY + timedelta(minutes=30),
        by=CancelledBy.VISITOR,
        actor=ANONYMOUS,
        now=NOW,
    )

    assert moved.adviser == made.adviser


def test_move_to_a_taken_time_keeps_the_old_one(book: Book) -> None:
    made = book()
    book(LATER)
    book(LATER)

    with pytest.raises(AppointmentRefused, match="SLOT_TAKEN"):
        move_appointment(appointment=made, begins_at=LATER, by=CancelledBy.VISITOR, actor=ANONYMOUS, now=NOW)
    made.refresh_from_db()
    assert made.begins_at == MONDAY


def test_cancelled_time_is_free_again_and_the_calendar_hears_it(book: Book) -> None:
    made = book()
    for _ in range(2):
        cancel_appointment(appointment=made, by=CancelledBy.VISITOR, actor=ANONYMOUS, now=NOW)

    assert last_mail() == ("Je afspraak van maandag 30 november om 9.00 uur gaat niet door", "CANCEL", 1)
    assert OutboxMail.objects.filter(to=made.visitor.email).count() == 2
    assert book().adviser == made.adviser
    with pytest.raises(AppointmentRefused, match="NOT_BOOKED"):
        move_appointment(appointment=made, begins_at=LATER, by=CancelledBy.VISITOR, actor=ANONYMOUS, now=NOW)


def test_desk_of_another_region_changes_nothing(book: Book) -> None:
    made, stranger = book(), adviser_of(RegionFactory())
    for change in (
        lambda: move_appointment(
            appointment=made, begins_at=LATER, by=CancelledBy.DESK, actor=stranger, now=NOW
        ),
        lambda: cancel_appointment(appointment=made, by=CancelledBy.DESK, actor=stranger, now=NOW),
        lambda: end_appointment(appointment=made, status="DONE", actor=stranger, now=AFTER),
        lambda: set_link(appointment=made, link="https://a.example", actor=stranger, now=NOW),
        lambda: write_notes(appointment=made, notes="x", actor=stranger, now=NOW),
        lambda: take_in_visitor(appointment=made, postcode="7511AA", actor=stranger, now=NOW),
    ):
        with pytest.raises(AppointmentRefused, match="NOT_YOUR_REGION"):
            change()


def test_desk_moves_without_notice_and_says_how_it_went(book: Book, office: TakesAppointments) -> None:
    made = book()
    early = MONDAY - timedelta(hours=1)
    moved = move_appointment(
        appointment=made, begins_at=LATER, by=CancelledBy.DESK, actor=office.actor, now=early
    )
    with pytest.raises(AppointmentRefused, match="NOT_YET_BEGUN"):
        end_appointment(appointment=moved, status="NO_SHOW", actor=office.actor, now=early)

    ended = end_appointment(appointment=moved, status="NO_SHOW", actor=office.actor, now=AFTER)

    assert ended.status == AppointmentStatus.NO_SHOW
    with pytest.raises(AppointmentRefused, match="NOT_BOOKED"):
        cancel_appointment(appointment=moved, by=CancelledBy.DESK, actor=office.actor, now=AFTER)


def test_link_is_mailed_with_the_next_sequence_and_notes_are_kept(
    book: Book, office: TakesAppointments
) -> None:
    made = book(channel="ONLINE")
    set_link(appointment=made, link="https://praat.example/1", actor=office.actor, now=NOW)
    write_notes(appointment=made, notes="Wil lassen.", actor=office.actor, now=NOW)

    made.refresh_from_db()
    assert (made.link, made.notes) == ("https://praat.example/1", "Wil lassen.")
    assert last_mail()[1:] == ("REQUEST", 1)
    assert "https://praat.example/1" in OutboxMail.objects.latest("pk").text


def test_reminder_goes_once_the_day_before(book: Book) -> None:
    made = book()
    sunday = MONDAY - timedelta(hours=15)

    assert [remind_visitors(now=NOW), remind_visitors(now=sunday), remind_visitors(now=sunday)] == [0, 1, 0]
    made.refresh_from_db()
    assert made.reminded_at == sunday
    assert last_mail()[0] == "Morgen heb je een afspraak om 9.00 uur"


def test_visitor_becomes_a_client_once_with_the_answers_where_they_fit(
    book: Book, office: TakesAppointments
) -> None:
    OccupationFactory(code="lasser", name="Lasser")
    made = book(answers={"wishes": "Lasser", "prior_education": 1, "situation": "NO_WORK"})
    cases = [
        take_in_visitor(appointment=made, postcode="7511AA", actor=office.actor, now=NOW) for _ in range(2)
    ]

    case = Case.objects.select_related("client__profile").get()
    profile = case.client.profile
    made.refresh_from_db()
    assert cases == [case, case]
    assert (str(case.client), case.client.email, case.goal) == (
        "Samira Jansen",
        "samira@voorbeeld.nl",
        "Lasser",
    )
    assert (profile.wished_occupations, profile.prior_education) == (["lasser"], 1)
    assert (case.status, case.adviser, made.case) == (CaseStatus.PLANNED, made.adviser, case)
    assert Visitor.objects.get().client == case.client
    done = end_appointment(appointment=made, status="DONE", actor=office.actor, now=AFTER)
    assert done.case
    assert Case.objects.get().status == CaseStatus.IN_ADVICE


def test_visitor_turns_out_to_be_a_client(book: Book, office: TakesAppointments) -> None:
    case, made = CaseFactory(client__region=office.region), book()

    assert link_to_client(appointment=made, client=case.client, actor=office.actor, now=NOW) == case
    made.refresh_from_db()
    assert (made.case, made.visitor.client) == (case, case.client)


def test_visitor_is_forgotten_three_months_after_the_last_appointment(
    book: Book, office: TakesAppointments
) -> None:
    made = book(answers={"wishes": "Lassen"})
    write_notes(appointment=made, notes="Wil lassen.", actor=office.actor, now=NOW)

    assert forget_visitors(actor=SYSTEM, now=MONDAY + timedelta(days=89)) == 0
    assert forget_visitors(actor=SYSTEM, now=MONDAY + timedelta(days=92)) == 1

    visitor = Visitor.objects.get()
    made.refresh_from_db()
    assert (visitor.first_name, visitor.email, visitor.phone) == ("(gewist)", "", "")
    assert (made.notes, Intake.objects.count()) == ("", 0)
    assert not Visitor.objects.visible_to(office.actor).exists()
    with pytest.raises(AppointmentRefused, match="VISITOR_FORGOTTEN"):
        take_in_visitor(appointment=made, postcode="7511AA", actor=office.actor, now=NOW)


def test_erasing_the_client_forgets_the_visitor_and_frees_the_time(
    book: Book, office: TakesAppointments, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    made = book()
    case = take_in_visitor(appointment=made, postcode="7511AA", actor=office.actor, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        erase_person(client=case.client, actor=office.actor, now=NOW)

    made.refresh_from_db()
    assert made.status == AppointmentStatus.CANCELLED
    assert Visitor.objects.get().forgotten_at == NOW


def test_each_reading_of_an_intake_is_logged(book: Book, office: TakesAppointments) -> None:
    made = book()
    AuditEntry.objects.all()
    open_appointment(appointment_id=made.pk, actor=office.actor, now=NOW, purpose="afspraak")
    with pytest.raises(Appointment.DoesNotExist):
        open_appointment(
            appointment_id=made.pk, actor=adviser_of(RegionFactory()), now=NOW, purpose="afspraak"
        )
    log_appointments(made, actor=office.actor, now=NOW, purpose="afspraak")
    log_appointments(actor=office.actor, now=NOW, purpose="afspraak")

    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))[1:] == [
        "read",
        "appointment.read_refused",
        "read_list",
    ]


def test_hours_are_set_by_their_adviser_and_by_the_coordinator(office: TakesAppointments) -> None:
    hours = WeeklyHours.objects.filter(membership__user=office.advisers[0]).get()
    membership = hours.membership
    own = Actor(membership.user_id, "Anouk", frozenset({Grant("ADVISER", f"region:{office.region.code}")}))
    facts = {"weekday": 2, "begins": hours.begins, "ends": hours.ends, "channels": ["PHONE"], "place": ""}

    for actor in (own, coordinator_of(office.region)):
        remove_hours(
            hours=add_hours(membership=membership, hours=facts, actor=actor, now=NOW), actor=actor, now=NOW
        )
        made = add_absence(membership=membership, begins_at=MONDAY, ends_at=LATER, actor=actor, now=NOW)
        remove_absence(absence=made, membership=membership, actor=actor, now=NOW)
    with pytest.raises(AppointmentRefused, match="NOT_YOUR_HOURS"):
        add_hours(membership=membership, hours=facts, actor=office.actor, now=NOW)
    for wrong, code in (
        ({"ends": hours.begins}, "HOURS_IN_WRONG_ORDER"),
        ({"channels": []}, "CHANNEL_MISSING"),
        ({"channels": ["DESK"]}, "PLACE_MISSING"),
    ):
        with pytest.raises(AppointmentRefused, match=code):
            add_hours(membership=membership, hours={**facts, **wrong}, actor=own, now=NOW)
    with pytest.raises(AppointmentRefused, match="ABSENCE_REVERSED"):
        add_absence(membership=membership, begins_at=LATER, ends_at=MONDAY, actor=own, now=NOW)
    assert (WeeklyHours.objects.count(), Absence.objects.count()) == (2, 0)


def test_topics_and_limits_are_the_coordinators(office: TakesAppointments) -> None:
    coordinator = coordinator_of(office.region)
    facts = {"name": "EVC", "minutes": 60, "channels": ["ONLINE"], "explanation": "", "is_active": True}

    assert store_topic(region=office.region, topic=facts, actor=coordinator, now=NOW).minutes == 60
    assert (
        store_agenda(
            region=office.region, limits={"most_per_day": 3}, actor=coordinator, now=NOW
        ).most_per_day
        == 3
    )
    with pytest.raises(AppointmentRefused, match="TOPIC_EXISTS"):
        store_topic(region=office.region, topic=facts, actor=coordinator, now=NOW)
    with pytest.raises(AppointmentRefused, match="NOT_ALLOWED"):
        store_topic(region=office.region, topic=facts, actor=office.actor, now=NOW)
    with pytest.raises(AppointmentRefused, match="NOT_ALLOWED"):
        store_agenda(region=office.region, limits={}, actor=office.actor, now=NOW)
