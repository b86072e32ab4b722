"""Places that nobody touches: the employer hears of it a week and a day before they go offline."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.catalogue.actions.imports import PlaceFacts, store_places
from leerwerk.catalogue.actions.notices import send_notices
from leerwerk.catalogue.actions.places import PlaceRefused, close_overdue_places, confirm_place
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.catalogue.rules import is_notice_due, withdrawn_on
from leerwerk.catalogue.tasks import notify_employers
from leerwerk.kernel import clock
from leerwerk.kernel.actor import ANONYMOUS, SYSTEM
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.network.actions.employers import EmployerFacts
from leerwerk.network.models import Organisation
from tests.factories.actors import employer_of
from tests.factories.catalogue import MADE, PlaceFactory
from tests.factories.network import OrganisationFactory, RegionFactory

TOUCHED = MADE.date()


def on(day: int) -> datetime:
    """In the morning, so many days after the places were touched."""
    return datetime.combine(TOUCHED + timedelta(days=day), time(8), ZoneInfo("Europe/Amsterdam"))


def notify(day: int) -> int:
    return send_notices(today=on(day).date(), actor=SYSTEM, now=on(day))


@pytest.fixture
def roelofs(db: None) -> Organisation:
    return OrganisationFactory(name="Lasbedrijf Roelofs", email="hallo@roelofs.nl")


@pytest.mark.unit
@given(days=st.sets(st.integers(0, 89)))
def test_notice_is_due_once_a_week_before_and_once_a_day_before(days: set[int]) -> None:
    noticed: date | None = None
    sent = []
    for day in sorted(days):
        today = TOUCHED + timedelta(days=day)
        if is_notice_due(touched_on=TOUCHED, noticed_on=noticed, today=today):
            noticed = today
            sent.append(day)

    assert sent == [*sorted(day for day in days if 83 <= day < 89)[:1], *(day for day in days if day == 89)]


@pytest.mark.unit
def test_notice_before_a_touch_counts_for_nothing() -> None:
    touched = TOUCHED + timedelta(days=84)

    assert not is_notice_due(touched_on=touched, noticed_on=TOUCHED + timedelta(days=83), today=touched)
    later = withdrawn_on(touched) - timedelta(days=7)
    assert is_notice_due(touched_on=touched, noticed_on=TOUCHED + timedelta(days=83), today=later)


@pytest.mark.db
@pytest.mark.django_db
def test_employer_gets_one_mail_for_all_places_twice_and_then_they_are_offline(roelofs: Organisation) -> None:
    PlaceFactory(employer=roelofs, title="Leerling lasser")
    PlaceFactory(employer=roelofs, title="Leerling slijper", status=PlaceStatus.FILLED)
    PlaceFactory(employer=roelofs, title="Concept", status=PlaceStatus.DRAFT)

    assert [notify(day) for day in (82, 83, 83, 84, 88, 89, 89)] == [0, 2, 0, 0, 0, 2, 0]

    first, second = OutboxMail.objects.order_by("pk")
    assert (first.to, first.subject) == ("hallo@roelofs.nl", "Kloppen je 2 plekken nog?")
    for told in (first.text, first.html, second.text):
        for words in ("Leerling lasser", "Leerling slijper", "31 januari 2027", "/partner/", "omdat je"):
            assert words in told
        assert "Concept" not in told
    assert AuditEntry.objects.filter(action="place.notice").count() == 4
    closed = close_overdue_places(today=on(90).date(), actor=SYSTEM, now=on(90))
    assert closed == {"expired": 0, "withdrawn": 2}
    assert notify(90) == 0


@pytest.mark.db
@pytest.mark.django_db
def test_mail_about_one_place_names_it_as_it_is_written(roelofs: Organisation) -> None:
    PlaceFactory(employer=roelofs, title="Kok & bakker")

    notify(83)

    mail = OutboxMail.objects.get()
    assert mail.subject == "Klopt je plek nog? Kok & bakker gaat bijna offline"
    assert "- Kok & bakker, op 31 januari 2027" in mail.text
    assert "Kok &amp; bakker" in mail.html


@pytest.mark.db
@pytest.mark.django_db
def test_employer_without_an_address_is_passed_over(roelofs: Organisation) -> None:
    PlaceFactory(employer__email="")
    PlaceFactory(employer=roelofs)

    assert notify(83) == 1


@pytest.mark.db
@pytest.mark.django_db
def test_place_that_is_confirmed_stays_and_is_noticed_anew(roelofs: Organisation) -> None:
    place = PlaceFactory(employer=roelofs)
    notify(83)

    confirm_place(place=place, actor=employer_of(roelofs), now=on(84))

    assert notify(89) == 0
    assert close_overdue_places(today=on(91).date(), actor=SYSTEM, now=on(91))["withdrawn"] == 0
    assert [notify(84 + 82), notify(84 + 83)] == [0, 1]
    assert AuditEntry.objects.filter(action="place.confirm").count() == 1


@pytest.mark.db
@pytest.mark.django_db
def test_only_a_place_online_is_confirmed_and_only_by_its_own(roelofs: Organisation) -> None:
    place = PlaceFactory(employer=roelofs)
    with pytest.raises(PlaceRefused, match="NOT_YOUR_ORGANISATION"):
        confirm_place(place=place, actor=ANONYMOUS, now=on(1))
    with pytest.raises(PlaceRefused, match="WRONG_STATE"):
        confirm_place(place=PlaceFactory(status=PlaceStatus.WITHDRAWN), actor=SYSTEM, now=on(1))


@pytest.mark.db
@pytest.mark.django_db
def test_place_that_its_feed_still_tells_is_left_in_peace() -> None:
    RegionFactory()
    facts = [PlaceFacts(employer=EmployerFacts(name="Roelofs", email="a@roelofs.nl"), title="Lasser")]
    store_places(facts=facts, source="feed", actor=SYSTEM, now=on(0))
    store_places(facts=facts, source="feed", actor=SYSTEM, now=on(80))

    assert notify(83) == 0
    assert Place.objects.get().withdrawn_on == on(170).date()


@pytest.mark.db
@pytest.mark.django_db
def test_task_sends_what_is_due(roelofs: Organisation) -> None:
    PlaceFactory(employer=roelofs, touched_at=clock.now() - timedelta(days=85))

    assert [notify_employers(timestamp=0) for _ in range(2)] == [1, 0]
