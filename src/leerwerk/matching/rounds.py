"""Reads of regional rounds: for the coordinators of the region, and as totals without anybody in them."""

from django.db.models import Case as CaseWhen
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from leerwerk.accounts.models import User
from leerwerk.casework.enums import OPEN_REFERRALS, SEATED_PLACEMENTS, CaseStatus, ProposalStatus
from leerwerk.casework.models import Placement, Proposal, Referral
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.kernel.actor import Actor
from leerwerk.matching.enums import PairState, RoundState
from leerwerk.matching.models import MatchingRound, RoundPair, RoundSeeker
from leerwerk.matching.rules import may_view_totals, pair_verdict, regions_coordinated
from leerwerk.network.models import Region

IMPOSSIBLE = "IMPOSSIBLE"  # beside the states of a pair: still open, and can't be accepted any more


def rounds_for(actor: Actor) -> QuerySet[MatchingRound]:
    """Rounds that the actor may see, newest first, with how many pairs were accepted and put aside."""
    rounds = MatchingRound.objects.visible_to(actor).select_related("region", "started_by")
    return with_decisions(rounds).order_by("-asked_at", "-pk")


def with_decisions(rounds: QuerySet[MatchingRound]) -> QuerySet[MatchingRound]:
    """The same rounds with `accepted` and `set_aside`, counted by the database."""
    return rounds.annotate(
        accepted=Count("pairs", filter=Q(pairs__state=PairState.ACCEPTED)),
        set_aside=Count("pairs", filter=Q(pairs__state=PairState.SET_ASIDE)),
    )


def regions_to_start_in(actor: Actor) -> QuerySet[Region]:
    """The regions in which the actor may start a round."""
    return Region.objects.current().filter(code__in=regions_coordinated(actor)).order_by("name")


def with_hindrances(pairs: QuerySet[RoundPair]) -> QuerySet[RoundPair]:
    """The same pairs with what `hindrance_of` looks at; counted by the database, whatever their number."""
    seated = Placement.objects.filter(status__in=SEATED_PLACEMENTS)
    taken = (
        seated.filter(place=OuterRef("place")).order_by().values("place").annotate(n=Count("pk")).values("n")
    )
    referred = Referral.objects.filter(
        case=OuterRef("case"), place=OuterRef("place"), status__in=OPEN_REFERRALS
    )
    dismissed = Proposal.objects.filter(
        case=OuterRef("case"), place=OuterRef("place"), status=ProposalStatus.DISMISSED
    )
    return pairs.annotate(
        seats_left=F("place__capacity") - Coalesce(Subquery(taken, output_field=IntegerField()), 0),
        is_placed=Exists(seated.filter(case=OuterRef("case"))),
        is_referred=Exists(referred),
        is_dismissed=Exists(dismissed),
    )


def hindrance_of(pair: RoundPair) -> str:
    """Why a pair from `with_hindrances` (with case and place) can't be accepted any more, as a code; "" when it can."""
    return pair_verdict(
        case_status=pair.case.status,
        is_placed=pair.is_placed,  # type: ignore[attr-defined]
        place_status=pair.place.status,
        seats_left=pair.seats_left,  # type: ignore[attr-defined]
        is_referred=pair.is_referred,  # type: ignore[attr-defined]
        is_dismissed=pair.is_dismissed,  # type: ignore[attr-defined]
    )


def pairs_of(
    row: MatchingRound, *, state: str = "", by_place: bool = False, adviser: User | None = None
) -> QuerySet[RoundPair]:
    """The pairs of a round with what their card shows, those to decide about first.

    `state` is one of PairState or IMPOSSIBLE; `by_place` keeps the pairs of a place together; `adviser` leaves the
    clients of one adviser.
    """
    pairs = with_hindrances(
        row.pairs.select_related(
            "case__client__profile",
            "case__adviser",
            "place__employer",
            "place__occupation",
            "place__qualification",
            "decided_by",
        )
    )
    if state == IMPOSSIBLE:
        pairs = pairs.filter(_IS_HINDERED, state=PairState.OPEN)
    elif state == PairState.OPEN:
        pairs = pairs.filter(~_IS_HINDERED, state=PairState.OPEN)
    elif state:
        pairs = pairs.filter(state=state)
    if adviser is not None:
        pairs = pairs.filter(case__adviser=adviser)
    if by_place:
        return pairs.order_by("place__title", "place_id", "-score", "pk")
    undecided = CaseWhen(When(state=PairState.OPEN, then=Value(0)), default=Value(1))
    return pairs.order_by(undecided, "-score", "pk")


_IS_HINDERED = (
    Q(case__status=CaseStatus.CLOSED)
    | Q(is_placed=True)
    | ~Q(place__status=PlaceStatus.PUBLISHED)
    | Q(seats_left__lte=0)
    | Q(is_referred=True)
    | Q(is_dismissed=True)
)


def advisers_in(row: MatchingRound) -> list[User]:
    """The advisers of the clients who got a pair, by name."""
    advised = row.pairs.filter(case__adviser__isnull=False).values("case__adviser")
    return list(User.objects.filter(pk__in=advised).order_by("name", "pk"))


def without_pair(row: MatchingRound) -> QuerySet[RoundSeeker]:
    """Who took part and got nothing: those who had no choice at all first."""
    pairs = RoundPair.objects.filter(round=row, case=OuterRef("case"))
    seekers = row.participants.filter(~Exists(pairs)).select_related("case__client__profile", "case__adviser")
    return seekers.order_by("eligible_total", "position")


def states_of(row: MatchingRound) -> dict[str, int]:
    """How many pairs of a round there are by state, those that became impossible apart; one query."""
    counted = with_hindrances(row.pairs.order_by()).aggregate(
        accepted=Count("pk", filter=Q(state=PairState.ACCEPTED)),
        set_aside=Count("pk", filter=Q(state=PairState.SET_ASIDE)),
        impossible=Count("pk", filter=Q(state=PairState.OPEN) & _IS_HINDERED),
        open=Count("pk", filter=Q(state=PairState.OPEN) & ~_IS_HINDERED),
    )
    return {
        PairState.OPEN: counted["open"],
        PairState.ACCEPTED: counted["accepted"],
        PairState.SET_ASIDE: counted["set_aside"],
        IMPOSSIBLE: counted["impossible"],
    }


def round_totals(actor: Actor) -> QuerySet[MatchingRound]:
    """The rounds of the country that are done, newest first, with `accepted`; none for who may not see totals."""
    if not may_view_totals(actor):
        return MatchingRound.objects.none()
    rounds = MatchingRound.objects.filter(state=RoundState.DONE).select_related("region")
    return with_decisions(rounds).order_by("-asked_at", "-pk")
