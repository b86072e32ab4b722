"""Advisers hear what others do in their agenda, without who it is about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from leerwerk.casework.actions.appointments.changing import cancel_appointment, move_appointment
from leerwerk.casework.actions.appointments.upkeep import let_go
from leerwerk.casework.enums import CancelledBy
from leerwerk.casework.models import Appointment
from leerwerk.kernel.actor import ANONYMOUS, SYSTEM
from leerwerk.kernel.models import OutboxMail
from tests.casework.appointments.conftest import MONDAY, NOW, TakesAppointments
from tests.factories.appointments import AbsenceFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
Book = Callable[..., Appointment]
LATER = MONDAY + timedelta(hours=1)


def to_advisers(office: TakesAppointments) -> list[tuple[str, str]]:
    """Who got which subject, in order."""
    names = {adviser.email: adviser.name for adviser in office.advisers}
    mails = OutboxMail.objects.filter(to__in=names).order_by("pk")
    return [(names[mail.to], mail.subject) for mail in mails]


def test_adviser_hears_of_booking_move_and_cancelling(book: Book, office: TakesAppointments) -> None:
    made = book(answers={"wishes": "Lassen"})
    move_appointment(appointment=made, begins_at=LATER, by=CancelledBy.VISITOR, actor=ANONYMOUS, now=NOW)
    for _twice in range(2):
        cancel_appointment(appointment=made, by=CancelledBy.VISITOR, actor=ANONYMOUS, now=NOW)

    assert to_advisers(office) == [
        ("Anouk", "Nieuwe afspraak: maandag 30 november om 9.00 uur"),
        ("Anouk", "Je afspraak is verzet naar maandag 30 november om 10.00 uur"),
        ("Anouk", "Je afspraak van maandag 30 november om 10.00 uur gaat niet door"),
    ]
    for mail in OutboxMail.objects.filter(to=office.advisers[0].email):
        assert f"http://127.0.0.1:8000/desk/afspraken/{made.pk}" in mail.text
        assert not mail.calendar
        for word in ("Samira", "Jansen", "Lassen", "voorbeeld.nl", "/mijn/"):
            assert word not in mail.subject + mail.text + mail.html


def test_colleague_who_takes_over_and_who_is_freed_both_hear(book: Book, office: TakesAppointments) -> None:
    made = book()
    AbsenceFactory(adviser=made.adviser, begins_at=LATER, ends_at=LATER + timedelta(hours=2))
    OutboxMail.objects.all().delete()

    colleague = replace(office.actor, user_id=None)
    move_appointment(appointment=made, begins_at=LATER, by=CancelledBy.DESK, actor=colleague, now=NOW)

    assert to_advisers(office) == [
        ("Anouk", "Je afspraak van maandag 30 november om 9.00 uur gaat naar een collega"),
        ("Bilal", "Nieuwe afspraak: maandag 30 november om 10.00 uur"),
    ]


def test_who_does_it_or_left_gets_no_mail_and_who_is_freed_by_an_erasure_does(
    book: Book, office: TakesAppointments
) -> None:
    made, second = book(), book()
    OutboxMail.objects.all().delete()
    anouk = replace(office.actor, user_id=made.adviser_id)

    cancel_appointment(appointment=made, by=CancelledBy.DESK, actor=anouk, now=NOW)
    assert to_advisers(office) == []
    let_go(visitor=second.visitor, actor=SYSTEM, now=NOW)
    let_go(visitor=second.visitor, actor=SYSTEM, now=NOW)
    assert to_advisers(office) == [
        ("Bilal", "Je afspraak van maandag 30 november om 9.00 uur gaat niet door")
    ]
