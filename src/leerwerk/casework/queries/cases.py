"""Reads of cases for the desk, the portal and the engine's rooms above."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case as CaseWhen
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from leerwerk.casework.enums import LOOKING, SEATED_PLACEMENTS, PlacementStatus, ReferralStatus
from leerwerk.casework.models import (
    Appointment,
    Case,
    CaseQuerySet,
    Placement,
    PlacementQuerySet,
    PlanStep,
    Proposal,
    Referral,
    ReferralQuerySet,
)
from leerwerk.casework.rules import HIDDEN_FROM_EMPLOYER
from leerwerk.catalogue.models import Place, PlaceQuerySet
from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import organisations_represented
from leerwerk.people.models import Consent


def seats_left(place: Place) -> int:
    """How many more learners the place can take."""
    taken = Placement.objects.filter(place=place, status__in=SEATED_PLACEMENTS).count()
    return max(place.capacity - taken, 0)


def with_seats_left(places: PlaceQuerySet) -> QuerySet[Any]:
    """The same places with `seats_left`, counted by the database.

    By a subquery: joining and grouping by every column takes longer to plan than it takes to run.
    """
    seated = Placement.objects.filter(place=OuterRef("pk"), status__in=SEATED_PLACEMENTS)
    taken = Subquery(seated.order_by().values("place").annotate(taken=Count("pk")).values("taken"))
    return places.annotate(seats_left=F("capacity") - Coalesce(taken, 0))


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


def case_files(actor: Actor) -> CaseQuerySet:
    """The cases that the actor may see, each with everything on its page."""
    proposals = Proposal.objects.select_related("place__employer").order_by("rank", "pk")
    consents = Consent.objects.order_by("-given_at", "-pk")
    referrals = Referral.objects.select_related("place__employer", "placement").order_by("-made_at", "-pk")
    placements = (
        Placement.objects.select_related("place__employer")
        .prefetch_related("outcomes")
        .order_by("-made_at", "-pk")
    )
    appointments = Appointment.objects.select_related("topic").order_by("-begins_at", "-pk")
    return (
        Case.objects.visible_to(actor)
        .select_related("client__region", "client__profile", "adviser", "region")
        .prefetch_related(
            Prefetch("appointments", appointments),
            Prefetch("referrals", referrals),
            Prefetch("placements", placements),
            Prefetch("proposals", proposals),
            Prefetch("steps", PlanStep.objects.in_plan_order()),
            Prefetch("client__consents", consents),
        )
    )


def referrals_for(actor: Actor, *, waiting_only: bool = False) -> ReferralQuerySet:
    """Referrals that the actor may see, newest first; `waiting_only` leaves those without an answer."""
    referrals = Referral.objects.visible_to(actor).select_related(
        "case__client__profile", "case__region", "place__employer", "placement"
    )
    if waiting_only:
        referrals = referrals.filter(status=ReferralStatus.SENT)
    return referrals.order_by("-made_at", "-pk")


def candidates_for(actor: Actor) -> ReferralQuerySet:
    """Candidates of the organisations that the actor speaks for: those that wait first, then the latest."""
    is_waiting = When(status=ReferralStatus.SENT, then=0)
    return (
        referrals_for(actor)
        .filter(place__employer_id__in=organisations_represented(actor))
        .exclude(status__in=HIDDEN_FROM_EMPLOYER)
        .order_by(CaseWhen(is_waiting, default=1), "-made_at", "-pk")
    )


@dataclass(frozen=True)
class DeskDay:
    """What asks for an adviser today, each list the longest waiting first and cut off after a few.

    `longest` holds those who still look for a place and of whom nothing was heard longest.
    """

    accepted: list[Referral]
    refused: list[Referral]
    waiting: list[Referral]
    unsigned: list[Placement]
    longest: list[Case]
    cases_by_status: dict[str, int]
    waiting_total: int
    accepted_total: int

    @property
    def cases_total(self) -> int:
        """All open cases."""
        return sum(self.cases_by_status.values())


def desk_day(actor: Actor, *, since: datetime, limit: int = 5) -> DeskDay:
    """The day of an adviser; refusals and lapsed referrals count from `since`."""
    referrals = referrals_for(actor)
    accepted = referrals.filter(status=ReferralStatus.ACCEPTED).order_by("answered_at", "pk")
    refused = referrals.filter(
        status__in=[ReferralStatus.REFUSED, ReferralStatus.LAPSED], answered_at__gte=since
    ).order_by("-answered_at", "pk")
    waiting = referrals.filter(status=ReferralStatus.SENT).order_by("sent_at", "pk")
    unsigned = placements_for(actor).filter(status=PlacementStatus.PROPOSED).order_by("made_at", "pk")
    statuses = Case.objects.visible_to(actor).open().order_by().values_list("status")
    return DeskDay(
        accepted=list(accepted[:limit]),
        refused=list(refused[:limit]),
        waiting=list(waiting[:limit]),
        unsigned=list(unsigned[:limit]),
        longest=list(cases_for(actor).filter(status__in=LOOKING)[:limit]),
        cases_by_status=dict(statuses.annotate(cases=Count("pk"))),
        waiting_total=waiting.count(),
        accepted_total=accepted.count(),
    )


def placements_at(actor: Actor) -> PlacementQuerySet:
    """Placements at the organisations that the actor speaks for, newest first."""
    return placements_for(actor).filter(place__employer_id__in=organisations_represented(actor))


def placements_for(actor: Actor) -> PlacementQuerySet:
    """Placements that the actor may see, newest first."""
    return (
        Placement.objects.visible_to(actor)
        .select_related("case__client", "case__region", "place__employer", "region")
        .prefetch_related("outcomes")
        .order_by("-made_at", "-pk")
    )
