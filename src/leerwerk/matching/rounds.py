"""A regional round: who could get which scarce place, all clients at once. A proposal; people decide."""

from dataclasses import dataclass
from datetime import datetime

from leermatch import SCALE, allocate_stable, check_allocation, day_number, edges_of
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Case
from leerwerk.kernel.actor import Actor
from leerwerk.matching.market import current_market
from leerwerk.matching.queries import active_weights
from leerwerk.matching.seekers import seekers_of

WAITING_FOR_A_PLACE = (CaseStatus.ASKED, CaseStatus.PLANNED, CaseStatus.IN_ADVICE, CaseStatus.IN_TRAJECTORY)
CHOICES_EACH = 20


class RoundError(RuntimeError):
    """The allocation broke one of its promises; nothing of it may be used. `faults` names them."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Pair:
    """A case and the place that the round would give it; score in points of 100."""

    case_id: int
    place_id: int
    score: float


@dataclass(frozen=True)
class Round:
    """The outcome of a round and what it was made with: the same input and seed give the same round."""

    pairs: tuple[Pair, ...]
    seekers: int
    without_any_choice: int
    mean_score: float | None
    worst_score: float | None
    blocking_pairs: int
    seed: int
    market_version: str
    weights_version: str


def stable_round(region_code: str, actor: Actor, *, now: datetime, seed: int = 0) -> Round:
    """Allocate the places around the clients of a region that wait for one, so that nobody has reason to swap.

    Only cases that the actor may see take part. Raises RoundError when the check finds a fault.
    """
    cases = list(
        Case.objects.visible_to(actor)
        .filter(region__code=region_code, status__in=WAITING_FOR_A_PLACE, client__profile__isnull=False)
        .select_related("client__profile")
        .order_by("pk")
    )
    market, weights = current_market(now), active_weights()
    seekers = seekers_of([case.client for case in cases], now.date())
    edges = edges_of(market, seekers, today=day_number(now.date()), k=CHOICES_EACH, weights=weights)
    allocation = allocate_stable(edges, seed=seed)
    verdict = check_allocation(edges, allocation.edge_of)
    if verdict.faults or verdict.blocking_pairs.size:
        raise RoundError((*verdict.faults, f"{verdict.blocking_pairs.size} blocking pairs"))
    pairs = tuple(
        Pair(cases[position].pk, int(edges.place_ids[edges.place[edge]]), int(edges.score[edge]) / SCALE)
        for position, edge in enumerate(allocation.edge_of.tolist())
        if edge >= 0
    )
    return Round(
        pairs=pairs,
        seekers=len(seekers),
        without_any_choice=len(seekers) - len(set(edges.seeker.tolist())),
        mean_score=sum(pair.score for pair in pairs) / len(pairs) if pairs else None,
        worst_score=None if verdict.worst_score is None else verdict.worst_score / SCALE,
        blocking_pairs=int(verdict.blocking_pairs.size),
        seed=seed,
        market_version=market.version,
        weights_version=weights.version,
    )
