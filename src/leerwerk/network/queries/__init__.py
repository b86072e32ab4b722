"""Reads of the network: who someone is, and where something lies."""

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from leerwerk.accounts.models import User
from leerwerk.kernel.actor import ANONYMOUS, Actor, Grant
from leerwerk.network.enums import DeskPhase
from leerwerk.network.models import (
    CURRENT_REGION_SCHEME,
    Desk,
    Locality,
    Membership,
    Postcode,
    Recognition,
    Region,
)
from leerwerk.network.queries.desk_sites import (
    hours_of,
    jobs_at,
    logo_of,
    neighbours_of,
    photo_of,
    team_of,
    texts_kept,
    texts_of,
)
from leerwerk.network.queries.events import event_on, events_of, events_on, regions_with_events
from leerwerk.network.queries.national import national_row, read_national_site
from leerwerk.network.queries.sites import (
    predecessor_name,
    site_after,
    site_at_host,
    site_of_desk,
    site_of_past_region,
    site_of_region,
)
from leerwerk.network.rules import CITIZEN, regions_coordinated

__all__ = [
    "Location",
    "actor_for",
    "current_desks",
    "desk_link_of_region",
    "desk_of_region",
    "desk_with_context",
    "desks_edited_by",
    "desks_led_by",
    "event_on",
    "events_of",
    "events_on",
    "find_location",
    "hours_of",
    "is_recognised",
    "jobs_at",
    "localities_starting_with",
    "logo_of",
    "national_row",
    "neighbours_of",
    "past_desks",
    "photo_of",
    "predecessor_name",
    "read_national_site",
    "regions_with_events",
    "site_after",
    "site_at_host",
    "site_of_desk",
    "site_of_past_region",
    "site_of_region",
    "team_of",
    "texts_kept",
    "texts_of",
]

#: The current region of the row's municipality, in the query for the row itself.
_CODE_OF_REGION = Subquery(
    Region.objects.current().filter(municipalities=OuterRef("municipality")).values("code")[:1]
)
POSTCODE = re.compile(r"^\s*([1-9]\d{3})\s*([A-Za-z]{2})?\s*$")


class DeskLink(NamedTuple):
    """A desk as a link to it tells of it."""

    name: str
    slug: str


@dataclass(frozen=True)
class Location:
    """A point on the map (degrees, WGS 84) with the name to show and its region in the current division."""

    name: str
    lat: float
    lon: float
    region_code: str


def actor_for(user: User | None, today: date) -> Actor:
    """The actor behind a signed-in user, with a grant for each membership valid today; else ANONYMOUS.

    A citizen has one grant, whatever memberships say: what belongs to the address that was proven.
    """
    if user is None or not user.is_authenticated:
        return ANONYMOUS
    if user.is_citizen:
        return Actor(user_id=user.pk, name="", grants=frozenset({Grant(CITIZEN, f"mail:{user.email}")}))
    memberships = Membership.objects.valid_on(today).filter(user=user).select_related("region")
    return Actor(user_id=user.pk, name=user.name, grants=frozenset(_grant(each) for each in memberships))


def _grant(membership: Membership) -> Grant:
    if membership.region is not None:
        return Grant(membership.role, f"region:{membership.region.code}")
    if membership.organisation_id is not None:
        return Grant(membership.role, f"organisation:{membership.organisation_id}")
    return Grant(membership.role, "")


def find_location(text: str) -> Location | None:
    """Where a postcode (PC4 or PC6) or a place name lies; the most populous of places with the same name."""
    fields = ("lat", "lon", "region_code")
    if found := POSTCODE.match(text):
        postcodes = Postcode.objects.filter(pc4=found.group(1)).order_by("pk")
        row = postcodes.annotate(region_code=_CODE_OF_REGION).values("pc4", "locality_name", *fields).first()
        name = f"{row['pc4']} {row['locality_name']}" if row else ""
    else:
        localities = Locality.objects.filter(name__iexact=text.strip()).order_by("-population", "pk")
        row = localities.annotate(region_code=_CODE_OF_REGION).values("name", *fields).first()
        name = row["name"] if row else ""
    return Location(name, row["lat"], row["lon"], row["region_code"] or "") if row else None


def localities_starting_with(text: str, limit: int = 8) -> list[str]:
    """Names of places that begin with the text, the most populous first: suggestions while typing."""
    if len(text.strip()) < 2:  # noqa: PLR2004 one letter says nothing
        return []
    rows = Locality.objects.filter(name__istartswith=text.strip()).order_by("-population", "pk")
    return list(dict.fromkeys(rows.values_list("name", flat=True)[: limit * 2]))[:limit]


def current_desks(today: date) -> QuerySet[Desk]:
    """The desks of the present regions on a day, in order of region."""
    desks = Desk.objects.valid_on(today).filter(region__scheme=CURRENT_REGION_SCHEME)
    return (
        desks.exclude(phase=DeskPhase.MERGED).select_related("region").order_by("region__name", "name", "pk")
    )


def desks_edited_by(actor: Actor, today: date) -> QuerySet[Desk]:
    """The present desks whose sites the actor keeps."""
    desks = current_desks(today)
    return desks if actor.has("ADMIN") else desks.filter(region__code__in=regions_coordinated(actor))


def desks_led_by(actor: Actor, today: date) -> QuerySet[Desk]:
    """The desks of which the actor may say how far they are, also those that were merged, in order of name."""
    desks = Desk.objects.valid_on(today).filter(region__scheme=CURRENT_REGION_SCHEME)
    if not (actor.has("ADMIN") or actor.has("PROGRAMME")):
        desks = desks.filter(region__code__in=regions_coordinated(actor))
    return desks.select_related("region", "successor").order_by("region__name", "name", "pk")


def past_desks(today: date) -> QuerySet[Desk]:
    """Desks that are no more: merged into another, or no longer valid on the day."""
    over = Q(phase=DeskPhase.MERGED) | Q(valid_until__lte=today)
    return Desk.objects.filter(over).select_related("region", "successor").order_by("name", "pk")


def desk_of_region(region_code: str, today: date) -> Desk | None:
    """The desk of a present region on a day; the first by name where a region has several."""
    return current_desks(today).filter(region__code=region_code).first() if region_code else None


def desk_link_of_region(region_code: str, today: date) -> DeskLink | None:
    """What a link to that desk needs, for pages that are asked for most: a third of the time."""
    rows = current_desks(today).filter(region__code=region_code).values_list("name", "slug")
    row = rows.first() if region_code else None
    return DeskLink(*row) if row else None


def desk_with_context(slug: str) -> Desk:
    """One desk, past or present, with its region and successor. Raises Desk.DoesNotExist."""
    desk: Desk = Desk.objects.select_related("region", "successor").get(slug=slug)
    return desk


def is_recognised(organisation_id: int, qualification_code: str, today: date) -> bool:
    """True when the organisation is known to be recognised on the day to train for the qualification."""
    if not qualification_code:
        return False
    recognitions = Recognition.objects.valid_on(today).filter(organisation=organisation_id)
    return recognitions.filter(qualification_code=qualification_code).exists()
