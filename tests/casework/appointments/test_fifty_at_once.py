"""Fifty visitors want the same time at the same moment, each on a connection of their own."""

import threading

import pytest
from django.db import connection

from leerwerk.casework.actions.appointments.booking import Wanted, book_appointment
from leerwerk.casework.models import Appointment
from leerwerk.casework.queries.availability import Way
from leerwerk.casework.refusals import AppointmentRefused
from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.kernel.models import OutboxMail
from leerwerk.people.models import Visitor
from tests.casework.appointments.conftest import MONDAY, NOW, PERSON, PLACE, make_desk

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
VISITORS = 50


@pytest.mark.parametrize("advisers", [1, 2])
def test_of_fifty_visitors_as_many_get_the_time_as_there_are_advisers(advisers: int) -> None:
    office = make_desk()
    for idle in office.advisers[advisers:]:
        idle.memberships.all().delete()
    ready = threading.Barrier(VISITORS, timeout=60)
    outcomes: list[str] = []

    def visit(number: int) -> None:
        try:
            connection.ensure_connection()
            ready.wait()
            book_appointment(
                region=office.region,
                wanted=Wanted(office.topic, Way("DESK", PLACE), MONDAY),
                person={**PERSON, "email": f"bezoeker{number}@voorbeeld.nl"},
                answers={"wishes": "Lassen"},
                actor=ANONYMOUS,
                now=NOW,
            )
            outcomes.append("booked")
        except AppointmentRefused as refusal:
            outcomes.append(refusal.code)
        except Exception as failure:  # noqa: BLE001  (a deadlock would be an answer too, and a wrong one)
            outcomes.append(repr(failure))
        finally:
            connection.close()

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert sorted(outcomes) == ["SLOT_TAKEN"] * (VISITORS - advisers) + ["booked"] * advisers
    assert Appointment.objects.count() == Visitor.objects.count() == advisers
    assert OutboxMail.objects.count() == 2 * advisers  # the visitor and the adviser of each
