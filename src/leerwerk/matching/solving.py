"""People with their choices, and seats: allocated by the engine and judged. A stored round holds enough for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from leermatch import SCALE, Allocation, Edges, allocate_stable, check_allocation
from leermatch.policy import Policy, Rule, group_mask
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
    allocation = _allocate(edges, objective, wanted, seed)
    certificate = _judged(edges, allocation, wanted)
    held = allocation.edge_of.tolist()
    place_ids = edges.place_ids[edges.place].tolist()
    return Solution(
        places=tuple(None if edge < 0 else place_ids[edge] for edge in held),
        certificate=certificate,
        report=[_figures(choosers, edges, allocation, objective)],
    )


def _allocate(edges: Edges, objective: str, policy: Policy, seed: int) -> Allocation:
    if objective != Objective.STABLE:
        raise RoundError((f"UNKNOWN_OBJECTIVE {objective}",))
    return allocate_stable(edges, seed=seed, policy=policy)


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


def _judged(edges: Edges, allocation: Allocation, policy: Policy) -> dict[str, Any]:
    """The certificate of an allocation, by a check that knows no solver. Raises RoundError when it is not lawful."""
    lifted = edges.priority
    if edges.groups is not None:
        lifted = lifted + policy.points(edges.seeker, edges.place, edges.groups, edges.place_ids)
    verdict = check_allocation(replace(edges, priority=lifted), allocation.edge_of)
    if verdict.faults or (verdict.blocking_pairs.size and not policy.reserving):
        raise RoundError((*verdict.faults, f"BLOCKING_PAIRS {verdict.blocking_pairs.size}"))
    return {
        "placed": verdict.placed,
        "blocking_pairs": int(verdict.blocking_pairs.size),
        "mean_score": verdict.total_score / SCALE / verdict.placed if verdict.placed else None,
        "worst_score": None if verdict.worst_score is None else verdict.worst_score / SCALE,
    }


def _figures(
    choosers: Sequence[Chooser], edges: Edges, allocation: Allocation, objective: str
) -> dict[str, Any]:
    """An allocation in figures, for all and for each group."""
    held = allocation.edge_of
    scores = np.where(held >= 0, edges.score[held] if edges.score.size else 0, -1)
    groups = {
        group: np.array([group in chooser.groups for chooser in choosers], np.bool_) for group in GROUPS
    }
    return {
        "objective": str(objective),
        **_summary(scores),
        "groups": {group: _summary(scores[members]) for group, members in groups.items()},
    }


def _summary(scores: Any) -> dict[str, Any]:
    got = scores[scores >= 0]
    return {
        "seekers": int(scores.size),
        "placed": int(got.size),
        "mean_score": float(got.mean()) / SCALE if got.size else None,
        "worst_score": int(got.min()) / SCALE if got.size else None,
    }
