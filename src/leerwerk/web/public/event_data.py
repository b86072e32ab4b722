"""An event as schema.org Event, so that search engines can list it.

Property names: https://schema.org/Event. What we do not know is left out.
"""

from typing import Any

from django.utils.timezone import localtime

from leerwerk.network.models import Event

SCHEMA = "https://schema.org"


def event_data(event: Event, *, url: str, organiser: str) -> dict[str, Any]:
    """The event as a JSON-LD object; `url` is its whole address, `organiser` the name of whose it is."""
    told = event.told
    return {
        "@context": SCHEMA,
        "@type": "Event",
        "name": told["title"].text,
        "description": told["text"].text,
        "inLanguage": told["text"].language,
        "startDate": localtime(event.starts_at).isoformat(),
        "endDate": localtime(event.ends_at).isoformat(),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if event.is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/{_mode(event)}",
        "location": _where(event, url),
        "organizer": {"@type": "Organization", "name": organiser},
        "url": url,
    }


def _mode(event: Event) -> str:
    if not event.is_online:
        return "OfflineEventAttendanceMode"
    return "MixedEventAttendanceMode" if event.place else "OnlineEventAttendanceMode"


def _where(event: Event, url: str) -> list[dict[str, str]]:
    found = []
    if event.place:
        found.append({"@type": "Place", "name": event.place, "address": event.place})
    if event.is_online:
        found.append({"@type": "VirtualLocation", "url": event.register_url or url})
    return found
