"""The agenda, a page of it, and what machines read of it."""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from leerwerk.kernel import clock
from leerwerk.network.models import Desk, Event
from tests.factories.network import DeskFactory, EventFactory, SiteHostFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", NOON.date)


@pytest.fixture
def twente() -> Desk:
    return DeskFactory(region__name="Twente", region__slug="twente", name="Loket Twente")


@pytest.mark.parametrize("number", [1, 3])
def test_agenda_costs_the_same_whatever_its_length(
    client: Client, twente: Desk, django_assert_num_queries: Any, number: int
) -> None:
    EventFactory.create_batch(number, region=twente.region)

    with django_assert_num_queries(3):  # count, rows, regions to choose
        assert len(client.get("/agenda").context["events"]) == number
    with django_assert_num_queries(3):  # the site, count, rows
        assert len(client.get("/r/twente/agenda").context["events"]) == number
    path = Event.objects.earliest("pk").get_absolute_url()
    with django_assert_num_queries(4):  # the site, event, where it lives, more
        assert client.get(f"/r/twente{path}").status_code == 200


def test_agenda_pages_chooses_a_region_and_forgets_the_past(client: Client, twente: Desk) -> None:
    EventFactory.create_batch(13, region=twente.region)
    nation = EventFactory(title="Landelijke week", starts_at=NOON + timedelta(days=90))
    EventFactory(title="Voorbij", starts_at=NOON - timedelta(days=1))

    assert len(client.get("/agenda").context["events"]) == 12
    assert list(client.get("/agenda?pagina=2").context["events"])[-1] == nation
    assert client.get("/agenda?regio=twente").context["paging"].total == 13
    for wrong, status in (("pagina=3", 404), ("regio=nergens", 404), ("pagina=x", 400)):
        assert client.get(f"/agenda?{wrong}").status_code == status
    assert "Voorbij" not in client.get("/agenda").content.decode()


def test_empty_agenda_says_what_to_do_next(client: Client) -> None:
    page = client.get("/agenda").content.decode()

    assert "Er staat nu niets in de agenda" in page
    assert 'href="/loketten"' in page


def test_page_of_an_event_lives_on_the_site_of_its_region(client: Client, twente: Desk) -> None:
    event = EventFactory(
        region=twente.region,
        title="Open avond <staal>",
        starts_at=NOON + timedelta(days=1),
        register_url="https://loket.example/avond",
        translations={"en": {"title": "Open evening"}},
    )

    response = client.get(event.get_absolute_url())
    page = response.content.decode()
    told = json.loads(re.search(r"ld\+json\">(.*?)</script>", page).group(1))  # type: ignore[union-attr]

    assert f'rel="canonical" href="http://127.0.0.1:8000/r/twente/agenda/open-avond-staal-{event.pk}"' in page
    assert 'href="https://loket.example/avond"' in page
    assert "Dinsdag 24 november 2026" in page
    assert (told["@type"], told["startDate"]) == ("Event", "2026-11-24T12:00:00+01:00")
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    english = client.get(f"/en{event.get_absolute_url()}").content.decode()
    assert "<h1><bdi>Open evening</bdi></h1>" in english
    assert '<div class="lw-stack lw-story__text" lang="nl" dir="ltr">' in english
    assert client.get(f"/agenda/anders-{event.pk}").headers["Location"] == event.get_absolute_url()


def test_past_and_cancelled_events_say_so(client: Client, twente: Desk) -> None:
    past = EventFactory(starts_at=NOON - timedelta(days=1))
    off = EventFactory(is_cancelled=True, register_url="https://loket.example/avond")
    elsewhere = EventFactory(region=DeskFactory().region)

    over, cancelled = (client.get(each.get_absolute_url()).content.decode() for each in (past, off))

    assert "Dit is al geweest" in over
    assert 'content="noindex"' in over
    assert "ld+json" not in over
    assert "Dit gaat niet door" in cancelled
    assert "EventCancelled" in cancelled
    assert "https://loket.example/avond" not in cancelled.partition("</script>")[2].partition("<main")[2]
    assert client.get(f"/r/twente{elsewhere.get_absolute_url()}").status_code == 404


def test_calendars_take_one_event_or_all(client: Client, twente: Desk, settings: Any) -> None:
    event = EventFactory(region=twente.region, starts_at=NOON + timedelta(days=1))
    EventFactory(is_cancelled=True, starts_at=NOON + timedelta(days=2))

    one = client.get(f"{event.get_absolute_url()}.ics")
    every = client.get("/r/twente/agenda/alles.ics")

    assert one.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (shown,) = Calendar.from_ical(one.content).walk("VEVENT")
    assert shown["UID"] == f"{event.number}@127.0.0.1"
    assert shown["DTSTART"].dt == event.starts_at
    assert str(shown["URL"]) == f"http://127.0.0.1:8000/r/twente{event.get_absolute_url()}"
    statuses = [str(each["STATUS"]) for each in Calendar.from_ical(every.content).walk("VEVENT")]
    assert statuses == ["CONFIRMED", "CANCELLED"]


def test_feeds_sitemap_and_front_pages_tell_what_is_to_come(client: Client, twente: Desk) -> None:
    event = EventFactory(region=twente.region, title="Open avond")
    EventFactory.create_batch(3, region=DeskFactory(region__slug="elders").region)
    where = f"http://127.0.0.1:8000/r/twente{event.get_absolute_url()}"

    assert where in client.get("/agenda/rss").content.decode()
    assert where in client.get("/r/twente/agenda/atom").content.decode()
    assert f"<loc>{where}</loc>" in client.get("/sitemap-agenda.xml").content.decode()
    assert client.get("/r/twente/").context["events"] == [event]
    assert len(client.get("/").context["events"]) == 3
    SiteHostFactory(desk=twente, host="leerwerktwente.nl")
    assert where not in client.get("/sitemap-agenda.xml").content.decode()
    own = client.get("/sitemap-site.xml", headers={"host": "leerwerktwente.nl"}).content.decode()
    assert f"leerwerktwente.nl:8000{event.get_absolute_url()}</loc>" in own
