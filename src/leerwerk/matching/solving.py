"""People with their choices, and seats: allocated by the engine and judged. A stored round holds enough for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from leermatch import (
    SCALE,
    Edges,
    Figures,
    Policy,
    Rule,
    allocate_stable,
    check_allocation,
    compare_allocations,
    group_mask,
    tickets,
)
from leermatch.arrays import I64
from leermatch.optimal import Certificate, allocate_best
from leerwerk.matching.enums import Objective
from leerwerk.matching.rules import GROUPS


class RoundError(RuntimeError):
    """The allocation broke one of its promises; nothing of it may be used. `faults` names them."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Choice:
    """A place that somebody could take: score and priority in 1/SCALE points."""

    place_id: int
    score: int
    priority: int


@dataclass(frozen=True)
class Chooser:
    """Somebody with the choices, best first. `ticket` tells people apart in a draw between equals."""

    ticket: int
    groups: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Solution:
    """The place of each chooser, or None; what the check found; and each aim beside the others."""

    places: tuple[int | None, ...]
    certificate: dict[str, Any]
    report: list[dict[str, Any]]


def solve(
    choosers: Sequence[Chooser], seats: dict[int, int], *, objective: str, policy: dict[str, Any], seed: int
) -> Solution:
    """Allocate the seats (by place) for an objective. The same input gives the same solution.

    Raises RoundError when the check finds a fault in it.
    """
    edges, wanted = _edges(choosers, seats), _policy(policy)
    stable = allocate_stable(edges, seed=seed, policy=wanted)
    best = allocate_best(edges, seed=seed, policy=wanted)
    found = {Objective.STABLE: stable.edge_of, Objective.BEST: best.edge_of}
    chosen = found[Objective(objective)]
    certificate = _judged(edges, chosen, wanted, seed, must_be_stable=objective == Objective.STABLE)
    if objective == Objective.BEST:
        certificate |= _bound(best.certificate)
    place_ids = edges.place_ids[edges.place].tolist()
    return Solution(
        places=tuple(None if edge < 0 else place_ids[edge] for edge in chosen.tolist()),
        certificate=certificate,
        report=_compared(edges, found, wanted, seed),
    )


def _edges(choosers: Sequence[Chooser], seats: dict[int, int]) -> Edges:
    place_ids = np.array(sorted(seats), np.int64)
    rows = [
        (position, choice.place_id, choice.score, choice.priority)
        for position, chooser in enumerate(choosers)
        for choice in chooser.choices
    ]
    table = np.array(rows, np.int64).reshape(-1, 4)
    masks = [group_mask([GROUPS.index(group) for group in chooser.groups]) for chooser in choosers]
    return Edges(
        seeker=table[:, 0].copy(),
        place=np.searchsorted(place_ids, table[:, 1]),
        score=table[:, 2].copy(),
        priority=table[:, 3].copy(),
        seekers=len(choosers),
        place_ids=place_ids,
        capacities=np.array([seats[place] for place in place_ids.tolist()], np.int64),
        groups=np.array(masks, np.int64),
        seeker_ids=np.array([chooser.ticket for chooser in choosers], np.int64),
    )


def _policy(policy: dict[str, Any]) -> Policy:
    return Policy(
        tuple(
            Rule(
                group=GROUPS.index(rule["group"]),
                priority=round(rule.get("priority", 0) * SCALE),
                reserve=rule.get("reserve", 0.0),
            )
            for rule in policy.get("rules", [])
        )
    )


def _judged(edges: Edges, edge_of: I64, policy: Policy, seed: int, *, must_be_stable: bool) -> dict[str, Any]:
    """What a check that knows no solver says of an allocation. Raises RoundError when a promise is broken."""
    verdict = check_allocation(edges, edge_of, policy=policy, ties=tickets(edges, seed))
    if verdict.faults or (must_be_stable and not verdict.is_stable):
        raise RoundError((*verdict.faults, f"BLOCKING_PAIRS {verdict.blocking_pairs.size}"))
    return {
        "placed": verdict.placed,
        "blocking_pairs": int(verdict.blocking_pairs.size),
        "mean_score": verdict.total_score / SCALE / verdict.placed if verdict.placed else None,
        "worst_score": _points(verdict.worst_score),
    }


def _bound(certificate: Certificate) -> dict[str, Any]:
    """What no allocation can be worth more than, in points, and how far this one is from it."""
    return {
        "total": certificate.total / SCALE,
        "bound": certificate.bound / SCALE,
        "gap": certificate.gap,
    }


def _compared(edges: Edges, found: dict[Objective, I64], policy: Policy, seed: int) -> list[dict[str, Any]]:
    """Each objective in figures, for all and for each group."""
    bits = {group: bit for bit, group in enumerate(GROUPS)}
    trade_off = compare_allocations(
        edges,
        {str(objective): edge_of for objective, edge_of in found.items()},
        groups=bits,
        policy=policy,
        ties=tickets(edges, seed),
    )
    return [{"objective": name, **_told(each)} for name, each in trade_off.allocations.items()]


def _told(figures: Figures) -> dict[str, Any]:
    return {
        "placed": figures.placed,
        "mean_score": _points(figures.mean_score),
        "worst_score": _points(figures.worst_score),
        "first_choice": figures.first_choice,
        "would_swap": figures.blocked_seekers,
        "groups": {
            name: {
                "members": group.members,
                "placed": group.placed,
                "mean_score": _points(group.mean_score),
            }
            for name, group in figures.groups.items()
        },
    }


def _points(score: float | None) -> float | None:
    """Points of 100; None stays None."""
    return None if score is None else score / SCALE
