"""Searches of the last weeks in two regions: what is often asked and hardly there, and what is there."""

from datetime import date, timedelta

from leerwerk.network.models import Region
from leerwerk.search.models import Search

#: Name of the region, place, words, times, places found.
_ASKED = (
    ("Twente", "Enschede", "goudsmid", 14, 0),
    ("Twente", "Enschede", "lassen", 31, 24),
    ("Twente", "7621 Borne", "dierenverzorger", 9, 1),
    ("Twente", "Hengelo", "kleermaker", 7, 0),
    ("Rijnmond", "Rotterdam", "instrumentmaker", 12, 1),
    ("Rijnmond", "Rotterdam", "kapper", 26, 40),
    ("Rijnmond", "Schiedam", "fietsenmaker", 8, 2),
)


def make_searches(*, today: date) -> int:
    """Write them down, once; how many. Two queries and an insert."""
    if Search.objects.exists():
        return 0
    codes = dict(Region.objects.current().values_list("name", "code"))
    rows = [
        Search(
            made_on=today - timedelta(days=number % 28),
            region_code=codes.get(region, ""),
            words=words,
            place=place,
            radius_km=25,
            results=found,
        )
        for region, place, words, times, found in _ASKED
        for number in range(times)
    ]
    return len(Search.objects.bulk_create(rows))
