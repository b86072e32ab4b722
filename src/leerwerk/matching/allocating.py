"""One regional allocation, from rows to the engine and back. Writes nothing; what it gives was judged first."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from leermatch import SCALE, Market, Seeker, Weights, day_number, edges_of, explain
from leerwerk.casework.enums import LOOKING, OPEN_REFERRALS
from leerwerk.casework.models import Case
from leerwerk.matching.enums import Objective, Stage
from leerwerk.matching.market import current_market
from leerwerk.matching.queries import active_weights, market_name, obstacles_of
from leerwerk.matching.rules import groups_of
from leerwerk.matching.seekers import seekers_of
from leerwerk.matching.solving import Choice, Chooser, Solution, solve

CHOICES_EACH = 20
MOST_OBSTACLES = 3
Tell = Callable[[Stage], None]


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
class Participant:
    """A case that took part, with its choices, and what keeps places out when it has none."""

    case_id: int
    chooser: Chooser
    obstacles: dict[str, int]


@dataclass(frozen=True)
class Outcome:
    """What a round came to, and what it was made with: the same input and seed give the same outcome."""

    pairs: tuple[Pair, ...]
    participants: tuple[Participant, ...]
    seats: dict[int, int]
    solution: Solution
    market_version: str
    weights: dict[str, Any]

    @property
    def without_choice(self) -> int:
        """How many had nothing to choose from."""
        return sum(not each.chooser.choices for each in self.participants)


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
    policy = policy or {}
    tell(Stage.READING)
    cases = waiting_cases(region_code, with_referred=bool(policy.get("with_referred")))
    view = View.now(cases, now)
    tell(Stage.RANKING)
    choosers, seats = view.choosers()
    tell(Stage.ALLOCATING)
    solution = solve(choosers, seats, objective=objective, policy=policy, seed=seed)
    tell(Stage.CHECKING)
    return Outcome(
        pairs=tuple(
            view.pair(position, place_id, choosers[position])
            for position, place_id in enumerate(solution.places)
            if place_id is not None
        ),
        participants=tuple(
            Participant(case.pk, chooser, {} if chooser.choices else view.obstacles(position))
            for position, (case, chooser) in enumerate(zip(cases, choosers, strict=True))
        ),
        seats=seats,
        solution=solution,
        market_version=market_name(view.market),
        weights=asdict(view.weights),
    )


@dataclass(frozen=True)
class View:
    """Cases as the engine sees them on a day, on a market."""

    cases: list[Case]
    seekers: list[Seeker]
    market: Market
    weights: Weights
    today: date

    @classmethod
    def now(cls, cases: list[Case], now: datetime, weights: Weights | None = None) -> "View":
        """On the market of this moment, by the weights in use unless others are given."""
        seekers = seekers_of([case.client for case in cases], now.date())
        return cls(cases, seekers, current_market(now), weights or active_weights(), now.date())

    def choosers(self) -> tuple[list[Chooser], dict[int, int]]:
        """Everybody with their choices, in the order of the cases; and the seats of all places among them."""
        edges = edges_of(
            self.market, self.seekers, today=day_number(self.today), k=CHOICES_EACH, weights=self.weights
        )
        place_ids = edges.place_ids[edges.place].tolist()
        choices: list[list[Choice]] = [[] for _ in self.cases]
        for seeker, *choice in zip(
            edges.seeker.tolist(), place_ids, edges.score.tolist(), edges.priority.tolist(), strict=True
        ):
            choices[seeker].append(Choice(*choice))
        people = [
            Chooser(
                ticket=case.client_id,
                groups=groups_of(
                    waiting_since=case.client.profile.waiting_since,
                    prior_education=case.client.profile.prior_education,
                    today=self.today,
                ),
                choices=tuple(sorted(mine, key=lambda choice: (-choice.score, choice.place_id))),
            )
            for case, mine in zip(self.cases, choices, strict=True)
        ]
        seats = dict(zip(edges.place_ids.tolist(), edges.capacities.tolist(), strict=True))
        return people, seats

    def pair(self, position: int, place_id: int, chooser: Chooser) -> Pair:
        """One pair with what its card tells."""
        told = explain(
            self.market,
            self.seekers[position],
            place_id,
            today=day_number(self.today),
            weights=self.weights,
        )
        facts = {each.feature: each.facts for each in told.contributions}
        return Pair(
            case_id=self.cases[position].pk,
            place_id=place_id,
            choice=1 + [each.place_id for each in chooser.choices].index(place_id),
            score=told.score / SCALE,
            distance_km=told.distance_km,
            contributions={each.feature: each.points / SCALE for each in told.contributions},
            to_check=tuple(each.name or "" for each in told.to_check),
            reasons=(str(facts["closeness"]["kind"]),),
        )

    def obstacles(self, position: int) -> dict[str, int]:
        """What keeps most places out for somebody: reason → places."""
        found = obstacles_of(self.market, self.seekers[position], day_number(self.today))
        return dict(list(found.items())[:MOST_OBSTACLES])
