"""Rounds of matching: what the engine proposes is stored with all that made it; a person decides."""

from dataclasses import dataclass
from datetime import datetime

from leermatch.snapshot import ENGINE
from leerwerk.casework.actions.cases import Engine, ProposedPlace, store_proposals
from leerwerk.casework.models import Case, Proposal
from leerwerk.kernel.actor import Actor
from leerwerk.matching.queries import FittingPlace, Shortlist, shortlist


@dataclass(frozen=True)
class Proposed:
    """The shortlist of a round and the proposals that were stored of it."""

    shortlist: Shortlist
    proposals: tuple[Proposal, ...]


def propose(*, case: Case, actor: Actor, now: datetime, k: int = 5) -> Proposed:
    """Find the k best places for a case and keep them as its open proposals.

    Raises CaseRefused (NOT_YOUR_REGION, CASE_CLOSED).
    """
    found = shortlist(case, now=now, k=k)
    made = store_proposals(
        case=case,
        places=[_proposed(each) for each in found.fitting],
        engine=Engine(
            engine_version=ENGINE,
            weights_version=found.weights_version,
            market_version=found.market_version,
        ),
        actor=actor,
        now=now,
    )
    return Proposed(found, tuple(made))


def _proposed(fitting: FittingPlace) -> ProposedPlace:
    return ProposedPlace(
        place_id=fitting.place.pk,
        rank=fitting.rank,
        score=fitting.score,
        distance_km=fitting.distance_km,
        contributions={each.feature: each.points for each in fitting.contributions},
        to_check=list(fitting.to_check),
    )
