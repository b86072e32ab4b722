"""Make a round again from what is stored, so that a complaint can be answered with more than our word."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from leermatch import Weights
from leermatch.snapshot import ENGINE
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.matching.actions.guards import must_coordinate
from leerwerk.matching.allocating import View
from leerwerk.matching.enums import RoundState
from leerwerk.matching.market import current_market
from leerwerk.matching.models import MatchingRound, RoundSeeker
from leerwerk.matching.queries import market_name
from leerwerk.matching.refusals import RoundRefused
from leerwerk.matching.solving import Choice, Chooser, solve


@dataclass(frozen=True)
class Replay:
    """What a replay showed.

    `same` and `different` count the people whose place came out as it was, or otherwise, when the stored choices were
    allocated again; `forgotten` those who took part and are not stored any more, without whom it can come out
    otherwise. `rescored` counts people whose choices were scored again from their profile and came out as they were,
    and `changed` those whose profile says something else by now; both None when `obstacle` says why that can't be
    done: MARKET_GONE (places changed since), OTHER_DAY (waiting and starts count from another day), ENGINE_CHANGED.
    """

    same: int
    different: int
    forgotten: int
    rescored: int | None = None
    changed: int | None = None
    obstacle: str = ""

    @property
    def is_the_same(self) -> bool:
        """Whether the allocation came out exactly as it was."""
        return not self.different and not self.forgotten


def replay_round(*, round_id: int, actor: Actor, now: datetime) -> Replay:
    """Allocate again from the stored choices, and score them again as far as the market of then still exists.

    Writes nothing but the log. Raises RoundRefused NOT_YOUR_REGION, or WRONG_STATE for a round that is not done.
    """
    row = MatchingRound.objects.select_related("region").get(pk=round_id)
    must_coordinate(actor, row.region)
    if row.state != RoundState.DONE:
        raise RoundRefused("WRONG_STATE", status=row.state)
    seekers = list(row.participants.select_related("case__client__profile").order_by("position"))
    same = _allocated_the_same(row, seekers)
    obstacle = _obstacle(row, now)
    rescored = None if obstacle else _scored_the_same(row, seekers, now)
    audit.record(
        actor=actor,
        action="round.replay",
        subject=f"matching.round:{row.pk}",
        now=now,
        details={"same": same, "cases": sorted(each.case_id for each in seekers)},
    )
    return Replay(
        same=same,
        different=len(seekers) - same,
        forgotten=row.seekers - len(seekers),
        rescored=rescored,
        changed=None if rescored is None else len(seekers) - rescored,
        obstacle=obstacle,
    )


def _allocated_the_same(row: MatchingRound, seekers: list[RoundSeeker]) -> int:
    choosers = [_chooser(each) for each in seekers]
    seats = {int(place_id): free for place_id, free in row.seats.items()}
    made = solve(choosers, seats, objective=row.objective, policy=row.policy, seed=row.seed)
    stored = dict(row.pairs.values_list("case_id", "place_id"))
    return sum(
        stored.get(each.case_id) == place_id for each, place_id in zip(seekers, made.places, strict=True)
    )


def _obstacle(row: MatchingRound, now: datetime) -> str:
    """Why the choices can't be scored again, as a code; "" when they can."""
    if row.engine_version != ENGINE:
        return "ENGINE_CHANGED"
    if market_name(current_market(now)) != row.market_version:
        return "MARKET_GONE"
    return "" if row.began_at and localtime(row.began_at).date() == now.date() else "OTHER_DAY"


def _scored_the_same(row: MatchingRound, seekers: list[RoundSeeker], now: datetime) -> int:
    weights = Weights(**{**row.weights, "of_place": tuple(row.weights["of_place"])})
    people, _seats = View.now([each.case for each in seekers], now, weights).choosers()
    return sum(
        each.choices == [[choice.place_id, choice.score, choice.priority] for choice in person.choices]
        for each, person in zip(seekers, people, strict=True)
    )


def _chooser(seeker: RoundSeeker) -> Chooser:
    return Chooser(
        ticket=seeker.case.client_id,
        groups=tuple(seeker.groups),
        choices=tuple(Choice(*choice) for choice in seeker.choices),
    )
