"""What the demo regions and the nation announce: fairs, open evenings and meetings of the coming weeks."""

import tomllib
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.utils.timezone import make_aware

from leerwerk.network.models import Desk, Event

WORDS = Path(__file__).parent / "words" / "agenda.toml"


def make_agenda(desks: Sequence[Desk], now: datetime) -> list[Event]:
    """Store the events of these desks and of the nation; one that is over, and one that was called off."""
    by_region = {desk.region.code: desk for desk in desks}
    told = tomllib.loads(WORDS.read_text(encoding="utf-8"))["event"]
    return Event.objects.bulk_create(
        _event(each, by_region.get(each["region"]), now)
        for each in told
        if not each["region"] or each["region"] in by_region
    )


def _event(told: dict[str, object], desk: Desk | None, now: datetime) -> Event:
    day = now.date() + timedelta(days=int(str(told["in_days"])))
    begins, ends = (time.fromisoformat(str(told[name])) for name in ("begins", "ends"))
    title, english = str(told["title"]), told.get("en", {})
    return Event(
        number=uuid5(NAMESPACE_URL, f"agenda/{told['region']}/{title}"),
        region=desk.region if desk else None,
        title=title,
        text=str(told["text"]),
        starts_at=make_aware(datetime.combine(day, begins)),
        ends_at=make_aware(datetime.combine(day, ends)),
        place=str(told.get("place", "")),
        is_online=bool(told.get("is_online")),
        register_url=str(told.get("register_url", "")),
        phone=desk.phone if desk else "",
        email=desk.email if desk else "agenda@openleerwerk.example",
        is_cancelled=bool(told.get("is_cancelled")),
        translations={"en": english} if english else {},
        announced_at=now - timedelta(days=7),
        changed_at=now - timedelta(days=7),
        is_demo=True,
    )
