"""Calendar files (RFC 5545): what happens when, for the agenda on somebody's phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

MAKER: Final = "-//Open Leerwerk//{subject}//NL"
CONTENT_TYPE: Final = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Entry:
    """Something with a beginning and an end (aware moments). `number` is its own for life, `sequence` grows.

    `organiser` and `organiser_email` are whose it is, "" when nobody in particular; `url` is a whole address.
    """

    number: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    text: str
    url: str
    organiser: str = ""
    organiser_email: str = ""
    is_cancelled: bool = False


def calendar_of(subject: str, *, method: str = "PUBLISH") -> Calendar:
    """An empty file; `subject` says what it is about in a word, `method` what to do with it (RFC 5546)."""
    file = Calendar()
    file.add("prodid", MAKER.format(subject=subject))
    file.add("version", "2.0")
    file.add("method", method)
    return file


def event_of(entry: Entry, now: datetime) -> Event:
    """An entry as a calendar understands it. Times are in UTC."""
    event = Event()
    event.add("uid", f"{entry.number}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("description", entry.text)
    event.add("url", entry.url)
    if entry.organiser_email:
        event["organizer"] = calendar_address(entry.organiser_email, entry.organiser, "CHAIR")
    return event


def calendar_address(email: str, name: str, role: str) -> vCalAddress:
    """Somebody with a mailbox."""
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    address.params["role"] = vText(role)
    return address


def published(subject: str, entries: Iterable[Entry], now: datetime) -> str:
    """A file with these entries, for whoever wants them in a calendar."""
    file = calendar_of(subject)
    for entry in entries:
        file.add_component(event_of(entry, now))
    return str(file.to_ical().decode())
