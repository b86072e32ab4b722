"""What is announced: by whom, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leerwerk.kernel.models import AuditEntry
from leerwerk.network.actions.events import EventFacts, announce_event, remove_event
from leerwerk.network.actions.sites import SiteRefused
from leerwerk.network.models import Event
from leerwerk.network.queries import events_on, national_row
from leerwerk.network.rules import event_verdict
from tests.factories.actors import PROGRAMME, coordinator_of
from tests.factories.network import DeskFactory, EventFactory

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def facts(**changed: Any) -> EventFacts:
    given = {"title": "Open avond", "text": "Kom.", "place": "Enschede", "email": "a@loket.example"}
    times = {"starts_at": NOW + timedelta(days=1), "ends_at": NOW + timedelta(days=1, hours=2)}
    return EventFacts(**{**given, **times, **changed})


@pytest.mark.unit
@pytest.mark.parametrize(
    ("hours", "is_somewhere", "is_reachable", "verdict"),
    [
        (2, True, True, ""),
        (0, True, True, "EVENT_ENDS_TOO_SOON"),
        (2, False, True, "EVENT_NOWHERE"),
        (2, True, False, "EVENT_UNREACHABLE"),
    ],
)
def test_event_verdict_says_why(hours: int, is_somewhere: bool, is_reachable: bool, verdict: str) -> None:
    assert verdict == event_verdict(
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=hours),
        is_somewhere=is_somewhere,
        is_reachable=is_reachable,
    )


@pytest.mark.db
@pytest.mark.django_db
def test_event_is_announced_changed_and_taken_away() -> None:
    desk = DeskFactory()
    given: dict[str, Any] = {"desk": desk, "actor": coordinator_of(desk.region), "now": NOW}

    event = announce_event(facts=facts(), **given)
    later = announce_event(facts=facts(is_cancelled=True), event_id=event.pk, **given)

    assert (event.region, event.sequence, event.announced_at) == (desk.region, 0, NOW)
    assert (later.pk, later.sequence, later.is_cancelled) == (event.pk, 1, True)
    remove_event(event_id=event.pk, **given)
    assert not Event.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "site.announce_event",
        "site.announce_event",
        "site.remove_event",
    ]


@pytest.mark.db
@pytest.mark.django_db
def test_event_of_another_site_is_out_of_reach() -> None:
    desk, other = DeskFactory(), EventFactory(region=DeskFactory().region)
    mine = coordinator_of(desk.region)

    with pytest.raises(Event.DoesNotExist):
        announce_event(desk=desk, facts=facts(), event_id=other.pk, actor=mine, now=NOW)
    for site, actor in ((national_row(), mine), (desk, PROGRAMME)):
        with pytest.raises(SiteRefused):
            announce_event(desk=site, facts=facts(), actor=actor, now=NOW)
    assert announce_event(desk=national_row(), facts=facts(), actor=PROGRAMME, now=NOW).region is None


@pytest.mark.db
@pytest.mark.django_db
def test_site_shows_its_own_events_and_those_of_the_nation_until_they_end() -> None:
    desk, elsewhere = DeskFactory(), DeskFactory()
    soon = EventFactory(region=desk.region, starts_at=NOW + timedelta(days=2))
    sooner = EventFactory(starts_at=NOW + timedelta(days=1))
    busy = EventFactory(starts_at=NOW - timedelta(hours=1))
    there = EventFactory(region=elsewhere.region, starts_at=NOW + timedelta(days=3))
    EventFactory(region=desk.region, starts_at=NOW - timedelta(days=3))

    assert list(events_on(desk.region.pk, NOW)) == [busy, sooner, soon]
    assert list(events_on(None, NOW)) == [busy, sooner, soon, there]
