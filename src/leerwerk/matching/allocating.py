"""One regional allocation, from rows to the engine and back. Writes nothing; what it gives is judged first."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from leermatch import (
    SCALE,
    Allocation,
    Edges,
    Market,
    Seeker,
    Verdict,
    Weights,
    allocate_stable,
    check_allocation,
    day_number,
    edges_of,
    explain,
)
from leerwerk.casework.enums import LOOKING, OPEN_REFERRALS
from leerwerk.casework.models import Case
from leerwerk.matching.enums import Objective, Stage
from leerwerk.matching.market import current_market
from leerwerk.matching.queries import active_weights, obstacles_of
from leerwerk.matching.rules import groups_of
from leerwerk.matching.seekers import seekers_of

CHOICES_EACH = 20
MOST_OBSTACLES = 3
Tell = Callable[[Stage], None]


class RoundError(RuntimeError):
    """The allocation broke one of its promises; nothing of it may be used. `faults` names them."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Pair:
    """The place that the round would give to a case; score and contributions in points of 100."""

    case_id: int
    place_id: int
    choice: int
    score: float
    distance_km: float | None
    contributions: dict[str, float]
    to_check: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """A place that somebody could take: score and priority in 1/SCALE points."""

    place_id: int
    score: int
    priority: int


@dataclass(frozen=True)
class Participant:
    """A case that took part: its groups, its choices best first, and what keeps places out when it has none."""

    case_id: int
    groups: tuple[str, ...]
    choices: tuple[Choice, ...]
    eligible_total: int
    obstacles: dict[str, int]


@dataclass(frozen=True)
class Outcome:
    """What a round came to, and what it was made with: the same input and seed give the same outcome."""

    pairs: tuple[Pair, ...]
    participants: tuple[Participant, ...]
    places: int
    seats: int
    certificate: dict[str, Any]
    market_version: str
    weights: dict[str, Any]

    @property
    def without_choice(self) -> int:
        """How many had nothing to choose from."""
        return sum(not each.choices for each in self.participants)


def quiet(_stage: Stage) -> None:
    """Nobody to tell how far it is."""


def waiting_cases(region_code: str, *, with_referred: bool) -> list[Case]:
    """The cases of a region that wait for a place, in the order of the engine's positions; one query.

    Without `with_referred` those for whom an employer is being asked are left out.
    """
    cases = Case.objects.filter(
        region__code=region_code,
        status__in=LOOKING,
        client__profile__isnull=False,
        client__erased_at__isnull=True,
    )
    if not with_referred:
        cases = cases.exclude(referrals__status__in=OPEN_REFERRALS)
    return list(cases.select_related("client__profile").order_by("pk"))


def allocate_region(
    region_code: str,
    *,
    objective: str = Objective.STABLE,
    policy: dict[str, Any] | None = None,
    seed: int = 0,
    now: datetime,
    tell: Tell = quiet,
) -> Outcome:
    """Allocate the places around the clients of a region that wait for one. Raises RoundError for a faulty outcome."""
    today, policy = now.date(), policy or {}
    tell(Stage.READING)
    cases = waiting_cases(region_code, with_referred=bool(policy.get("with_referred", False)))
    market, weights = current_market(now), active_weights()
    seekers = seekers_of([case.client for case in cases], today)
    tell(Stage.RANKING)
    edges = edges_of(market, seekers, today=day_number(today), k=CHOICES_EACH, weights=weights)
    tell(Stage.ALLOCATING)
    allocation = allocate(edges, objective, seed)
    tell(Stage.CHECKING)
    certificate = judge(edges, allocation)
    round_ = _Round(cases, seekers, market, weights, edges, allocation, today)
    return Outcome(
        pairs=tuple(round_.pairs()),
        participants=tuple(round_.participants()),
        places=len(edges.place_ids),
        seats=int(edges.capacities.sum()),
        certificate=certificate,
        market_version=market.version,
        weights=asdict(weights),
    )


def allocate(edges: Edges, objective: str, seed: int) -> Allocation:
    """The allocation that an objective asks for."""
    if objective != Objective.STABLE:
        raise RoundError((f"UNKNOWN_OBJECTIVE {objective}",))
    return allocate_stable(edges, seed=seed)


def judge(edges: Edges, allocation: Allocation) -> dict[str, Any]:
    """The certificate of an allocation, by a check that knows no solver. Raises RoundError when it is not lawful."""
    verdict: Verdict = check_allocation(edges, allocation.edge_of)
    if not verdict.is_stable:
        raise RoundError((*verdict.faults, f"BLOCKING_PAIRS {verdict.blocking_pairs.size}"))
    return {
        "placed": verdict.placed,
        "blocking_pairs": int(verdict.blocking_pairs.size),
        "mean_score": verdict.total_score / SCALE / verdict.placed if verdict.placed else None,
        "worst_score": None if verdict.worst_score is None else verdict.worst_score / SCALE,
    }


@dataclass(frozen=True)
class _Round:
    cases: list[Case]
    seekers: list[Seeker]
    market: Market
    weights: Weights
    edges: Edges
    allocation: Allocation
    today: date

    def participants(self) -> list[Participant]:
        chosen = self._choices()
        return [
            Participant(
                case_id=case.pk,
                groups=groups_of(
                    waiting_since=case.client.profile.waiting_since,
                    prior_education=case.client.profile.prior_education,
                    today=self.today,
                ),
                choices=chosen[position],
                eligible_total=len(chosen[position]),
                obstacles={} if chosen[position] else self._obstacles(position),
            )
            for position, case in enumerate(self.cases)
        ]

    def pairs(self) -> list[Pair]:
        chosen = self._choices()
        held = (
            (position, edge) for position, edge in enumerate(self.allocation.edge_of.tolist()) if edge >= 0
        )
        return [self._pair(position, edge, chosen[position]) for position, edge in held]

    def _pair(self, position: int, edge: int, choices: tuple[Choice, ...]) -> Pair:
        place_id = int(self.edges.place_ids[self.edges.place[edge]])
        told = explain(
            self.market,
            self.seekers[position],
            place_id,
            today=day_number(self.today),
            weights=self.weights,
        )
        nearness = next(
            (each.facts["kind"] for each in told.contributions if each.feature == "closeness"), None
        )
        return Pair(
            case_id=self.cases[position].pk,
            place_id=place_id,
            choice=1 + [each.place_id for each in choices].index(place_id),
            score=told.score / SCALE,
            distance_km=told.distance_km,
            contributions={each.feature: each.points / SCALE for each in told.contributions},
            to_check=tuple(each.name or "" for each in told.to_check),
            reasons=(str(nearness),) if nearness else (),
        )

    def _choices(self) -> list[tuple[Choice, ...]]:
        """Of each position: its edges, best first."""
        edges = self.edges
        place_ids = edges.place_ids[edges.place]
        order = np.lexsort((place_ids, -edges.score, edges.seeker))
        found: list[list[Choice]] = [[] for _ in self.cases]
        for seeker, *choice in zip(
            edges.seeker[order].tolist(),
            place_ids[order].tolist(),
            edges.score[order].tolist(),
            edges.priority[order].tolist(),
            strict=True,
        ):
            found[seeker].append(Choice(*choice))
        return [tuple(each) for each in found]

    def _obstacles(self, position: int) -> dict[str, int]:
        found = obstacles_of(self.market, self.seekers[position], day_number(self.today), self.weights)
        return dict(list(found.items())[:MOST_OBSTACLES])
