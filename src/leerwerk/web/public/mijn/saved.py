"""The citizen's saved searches, as the overview lists them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.network.rules import own_address
from leerwerk.search.enums import Frequency
from leerwerk.search.links import manage_path
from leerwerk.search.models import SavedSearch
from leerwerk.search.naming import name_of
from leerwerk.search.newest import saved_question
from leerwerk.search.saved import saved_searches_of
from leerwerk.search.spots import Spot


@dataclass(frozen=True)
class Saved:
    """A saved search with the page on which it is paused and stopped."""

    name: str
    frequency: str | Promise
    is_paused: bool
    url: str


def own_saved(actor: Actor) -> list[Saved]:
    """What the citizen gets mail about, the last saved first. Two queries, however many there are."""
    rows = saved_searches_of(own_address(actor)) if own_address(actor) else []
    regions = tuple(Region.objects.current()) if rows else ()
    return [
        Saved(
            name=_name(row, regions),
            frequency=Frequency(row.frequency).label,
            is_paused=row.paused_at is not None,
            url=manage_path(row),
        )
        for row in rows
    ]


def _name(row: SavedSearch, regions: tuple[Region, ...]) -> str:
    """Where somebody looks stands here as it was typed: finding each place on the map would cost queries for each."""
    question = saved_question(row, regions)
    name = name_of(question, Spot(), regions)
    return _("%(work)s bij %(place)s") % {"work": name, "place": question.where} if question.where else name
