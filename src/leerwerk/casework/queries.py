"""Reads of cases for the desk, the portal and the engine's rooms above."""

from django.db.models import Count, F, Prefetch, Q, QuerySet

from leerwerk.casework.enums import SEATED_PLACEMENTS, ReferralStatus
from leerwerk.casework.models import (
    Case,
    CaseQuerySet,
    Placement,
    PlacementQuerySet,
    Referral,
    ReferralQuerySet,
)
from leerwerk.catalogue.models import Place, PlaceQuerySet
from leerwerk.kernel.actor import Actor


def seats_left(place: Place) -> int:
    """How many more learners the place can take."""
    taken = Placement.objects.filter(place=place, status__in=SEATED_PLACEMENTS).count()
    return max(place.capacity - taken, 0)


def with_seats_left(places: PlaceQuerySet) -> QuerySet[Place]:
    """The same places with `seats_left`, counted by the database."""
    taken = Count("placements", filter=Q(placements__status__in=SEATED_PLACEMENTS))
    return places.annotate(seats_left=F("capacity") - taken)


def has_running_placement(case: Case) -> bool:
    """True when the client already learns and works somewhere, or is about to."""
    return case.placements.filter(status__in=SEATED_PLACEMENTS).exists()


def cases_for(actor: Actor, *, search: str = "", status: str = "") -> CaseQuerySet:
    """Open cases that the actor may see, the longest untouched first; `search` is the beginning of a name."""
    cases = Case.objects.visible_to(actor).select_related("client__profile", "adviser", "region")
    cases = cases.filter(status=status) if status else cases.open()
    for word in search.split():
        cases = cases.filter(Q(client__first_name__istartswith=word) | Q(client__last_name__istartswith=word))
    return cases.order_by("changed_at", "pk")


def case_file(case_id: int, actor: Actor) -> Case:
    """One case with everything on its page. Raises Case.DoesNotExist when the actor may not see it."""
    referrals = Referral.objects.select_related("place__employer", "placement").order_by("-made_at", "-pk")
    placements = (
        Placement.objects.select_related("place__employer").prefetch_related("outcomes").order_by("-made_at")
    )
    return (
        Case.objects.visible_to(actor)
        .select_related("client__region", "client__profile", "adviser", "region")
        .prefetch_related(Prefetch("referrals", referrals), Prefetch("placements", placements))
        .get(pk=case_id)
    )


def referrals_for(actor: Actor, *, waiting_only: bool = False) -> ReferralQuerySet:
    """Referrals that the actor may see, newest first; `waiting_only` leaves those without an answer."""
    referrals = Referral.objects.visible_to(actor).select_related(
        "case__client__profile", "case__region", "place__employer", "placement"
    )
    if waiting_only:
        referrals = referrals.filter(status=ReferralStatus.SENT)
    return referrals.order_by("-made_at", "-pk")


def placements_for(actor: Actor) -> PlacementQuerySet:
    """Placements that the actor may see, newest first."""
    return (
        Placement.objects.visible_to(actor)
        .select_related("case__client", "case__region", "place__employer", "region")
        .prefetch_related("outcomes")
        .order_by("-made_at", "-pk")
    )
