"""Whatever a visitor does is done or not done: also when the process dies in the middle."""

from datetime import timedelta

import pytest

from leerwerk.casework.actions.appointments.booking import Wanted, book_appointment
from leerwerk.casework.actions.retention import finish_farewells
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Appointment, Case
from leerwerk.casework.queries.availability import Way
from leerwerk.contact.models import Interest, Message, Question
from leerwerk.kernel import clock
from leerwerk.kernel.actor import ANONYMOUS, Actor, Grant
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.people.models import Client, Consent, Correspondent, Intake, Profile, Subscriber, Visitor
from leerwerk.search.actions.saved import confirm_search
from leerwerk.search.models import SavedSearch
from leerwerk.web.desk.erasing import FORGET, erase_with
from leerwerk.web.public.mijn.leaving import erase_all
from tests.casework.appointments.conftest import MONDAY, NOW, PERSON, make_desk
from tests.factories.actors import adviser_of
from tests.factories.appointments import AppointmentFactory
from tests.factories.casework import CaseFactory
from tests.factories.contact import InterestFactory, QuestionFactory
from tests.factories.search import SavedSearchFactory
from tests.killed import killed_before, leaves_nothing_half

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
ADDRESS = "samira@voorbeeld.nl"
TOLD = (AuditEntry, OutboxMail)


def test_booking_is_whole_or_not_there() -> None:
    office = make_desk()
    case = CaseFactory(client__region=office.region, status=CaseStatus.ASKED)

    def book() -> None:
        book_appointment(
            region=office.region,
            wanted=Wanted(office.topic, Way("ONLINE"), MONDAY),
            person=PERSON,
            answers={"wishes": "Lassen"},
            actor=office.actor,
            now=NOW,
            client=case.client,
        )

    statements = leaves_nothing_half(book, Appointment, Visitor, Intake, Case, *TOLD, step=2)

    assert statements > 15
    assert Appointment.objects.get().case == case
    assert OutboxMail.objects.filter(to=ADDRESS).count() == 1


def test_confirming_a_saved_search_is_whole_or_not_there() -> None:
    row = SavedSearchFactory(confirmed_at=None)

    leaves_nothing_half(
        lambda: confirm_search(saved=row, actor=ANONYMOUS, now=clock.now()), SavedSearch, Subscriber, *TOLD
    )

    row.refresh_from_db()
    assert row.confirmed_at is not None
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("by", ["desk", "citizen"])
def test_erasing_is_whole_or_not_there_and_what_follows_is_done_at_night(by: str) -> None:
    case = CaseFactory(client__email=ADDRESS, goal="Samira wil lassen")
    client, region = case.client, case.region
    shared = {"region": region, "visitor__region": region, "visitor__email": ADDRESS}
    begins_at = clock.now() + timedelta(days=3)
    AppointmentFactory(**shared, visitor__client=client, begins_at=begins_at)
    AppointmentFactory(**shared, begins_at=begins_at + timedelta(days=1))
    QuestionFactory(region=region, person__email=ADDRESS)
    InterestFactory(place__region=region, person__email=ADDRESS)
    SavedSearchFactory(person__email=ADDRESS)
    citizen = Actor(7, "", frozenset({Grant("CITIZEN", f"mail:{ADDRESS}")}))

    def erase() -> None:
        if by == "desk":
            erase_with(client=client, too=FORGET, actor=adviser_of(region), now=clock.now())
        else:
            erase_all(actor=citizen, now=clock.now())

    statements = leaves_nothing_half(
        erase, Client, Profile, Consent, Case, Visitor, Appointment, Correspondent, Question, Message, Interest,
        Subscriber, SavedSearch, *TOLD, step=5,
    )  # fmt: skip

    assert statements > 30
    finish_farewells(now=clock.now())
    for model in (Client, Visitor, Correspondent, Subscriber):
        assert not model._default_manager.filter(email__iexact=ADDRESS).exists()
    case.refresh_from_db()
    assert (case.goal, case.status) == ("", CaseStatus.CLOSED)
    assert set(Appointment.objects.values_list("status", flat=True)) == {"CANCELLED"}
    assert not Message.objects.exists()


def test_what_follows_an_erasure_is_done_at_night_when_it_was_cut_off() -> None:
    case = CaseFactory(client__email=ADDRESS, goal="Samira wil lassen")
    visitor = AppointmentFactory(visitor__client=case.client, visitor__email=ADDRESS).visitor

    def erase() -> None:
        erase_with(client=case.client, too=(), actor=adviser_of(case.region), now=clock.now())

    statement = leaves_nothing_half(erase, Client)
    visitor.refresh_from_db()
    assert killed_before(1, lambda: finish_farewells(now=clock.now()))
    assert visitor.email == ADDRESS, (
        f"before statement {statement} the erasure was committed, and nothing after it"
    )

    finish_farewells(now=clock.now())

    visitor.refresh_from_db()
    assert visitor.email == ""
