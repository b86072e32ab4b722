"""Questions that people saved at the desks with a brand: daily, weekly, paused, and one that nobody confirmed yet."""

from datetime import datetime, timedelta

from leerwerk.demo.desks import BRANDS
from leerwerk.demo.naming import PersonNames, address_part
from leerwerk.demo.sizes import dice
from leerwerk.network.models import Region
from leerwerk.people.models import Subscriber
from leerwerk.search.enums import Frequency
from leerwerk.search.models import SavedSearch
from leerwerk.search.rules import next_due

#: Parameters, how often, days ago, and how it stands.
QUESTIONS = (
    ("q=lasser", Frequency.DAILY, 3, ""),
    ("sector=zorg&zonder-diploma=ja", Frequency.WEEKLY, 12, ""),
    ("q=timmerman&niveau=2", Frequency.WEEKLY, 40, "paused"),
    ("q=kok", Frequency.DAILY, 1, "unconfirmed"),
)


def make_saved_searches(now: datetime) -> int:
    """Store them for the regions with a brand; how many."""
    names, made = PersonNames(dice("subscribers")), 0
    for region in Region.objects.current().filter(code__in=BRANDS).order_by("code"):
        for parameters, frequency, days, state in QUESTIONS:
            at = now - timedelta(days=days)
            is_confirmed = state != "unconfirmed"
            SavedSearch.objects.create(
                person=_subscriber(names, at),
                region=region,
                parameters=parameters,
                frequency=frequency,
                created_at=at,
                confirmed_at=at if is_confirmed else None,
                touched_at=at,
                seen_until=now,
                due_on=next_due(frequency, today=now.date()) if is_confirmed else None,
                paused_at=now - timedelta(days=2) if state == "paused" else None,
                is_demo=True,
            )
            made += 1
    return made


def _subscriber(names: PersonNames, at: datetime) -> Subscriber:
    first, last, _is_dutch = names.draw()
    address = f"{address_part(first)}.{address_part(last)}@mail.example".lower()
    return Subscriber.objects.create(email=address, created_at=at, is_demo=True)
