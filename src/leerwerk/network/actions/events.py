"""What a desk or the nation announces: made, changed, called off and taken away."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction

from leerwerk.kernel.actor import Actor
from leerwerk.network.actions.sites import SiteRefused, locked_site, note
from leerwerk.network.models import Desk, Event, NationalSite
from leerwerk.network.rules import event_verdict


@dataclass(frozen=True)
class EventFacts:
    """What is announced. It is somewhere or online, and there is an address, a number or a mailbox to register."""

    title: str
    text: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    is_online: bool = False
    register_url: str = ""
    phone: str = ""
    email: str = ""
    is_cancelled: bool = False
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@transaction.atomic
def announce_event(
    *,
    desk: Desk | NationalSite,
    facts: EventFacts,
    actor: Actor,
    now: datetime,
    event_id: int | None = None,
) -> Event:
    """Announce something, or change it; the calendars that took it see the change by its sequence.

    Raises SiteRefused: EVENT_…, NOT_YOUR_REGION, NOT_ALLOWED; Event.DoesNotExist for one of another site.
    """
    site = locked_site(desk, actor)
    verdict = event_verdict(
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        is_somewhere=bool(facts.place) or facts.is_online,
        is_reachable=bool(facts.register_url or facts.phone or facts.email),
    )
    if verdict:
        raise SiteRefused(verdict)
    if event_id is None:
        event = Event(region=site.region, announced_at=now)
    else:
        event = Event.objects.get(region=site.region, pk=event_id)
        event.sequence += 1
    for name, value in asdict(facts).items():
        setattr(event, name, value)
    event.changed_at = now
    event.save()
    note(site, "site.announce_event", actor, now, event=event.pk, is_cancelled=event.is_cancelled)
    return event


@transaction.atomic
def remove_event(*, desk: Desk | NationalSite, event_id: int, actor: Actor, now: datetime) -> None:
    """Take an event away as if it was never announced. Raises Event.DoesNotExist, SiteRefused."""
    site = locked_site(desk, actor)
    Event.objects.get(region=site.region, pk=event_id).delete()
    note(site, "site.remove_event", actor, now, event=event_id)
