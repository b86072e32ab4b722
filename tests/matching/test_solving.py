"""Choosers and seats through the engine: what a round stores is enough to allocate, judge and compare."""

import pytest

from leermatch import SCALE
from leerwerk.matching.solving import Choice, Chooser, Solution, solve

pytestmark = pytest.mark.unit
LONG, LOW = "LONG_WAITING", "NO_START_QUALIFICATION"


def chooser(ticket: int, *choices: tuple[int, float], groups: tuple[str, ...] = ()) -> Chooser:
    """Somebody with places and points; what counts for the place is the same."""
    points = [(place, round(score * SCALE)) for place, score in choices]
    return Chooser(ticket, groups, tuple(Choice(place, score, score) for place, score in points))


def solved(choosers: list[Chooser], seats: dict[int, int], **given: object) -> Solution:
    asked = {"objective": "STABLE", "policy": {}, "seed": 1, **given}
    return solve(choosers, seats, **asked)  # type: ignore[arg-type]


def test_stable_leaves_nobody_who_would_swap() -> None:
    people = [chooser(1, (10, 90.0), (20, 80.0)), chooser(2, (10, 70.0), (20, 20.0)), chooser(3)]

    found = solved(people, {10: 1, 20: 1})

    assert found.places == (10, 20, None)
    assert found.certificate == {"placed": 2, "blocking_pairs": 0, "mean_score": 55.0, "worst_score": 20.0}


def test_best_gives_the_highest_total_with_its_bound() -> None:
    people = [chooser(1, (10, 90.0), (20, 80.0)), chooser(2, (10, 70.0), (20, 20.0))]

    found = solved(people, {10: 1, 20: 1}, objective="BEST")

    assert found.places == (20, 10)
    assert (found.certificate["total"], found.certificate["bound"]) == (150.0, pytest.approx(150.0))
    assert found.certificate["gap"] <= 1e-5
    assert found.certificate["blocking_pairs"] == 1


def test_report_sets_both_aims_side_by_side_for_all_and_for_groups() -> None:
    people = [
        chooser(1, (10, 90.0), (20, 80.0), groups=(LONG,)),
        chooser(2, (10, 70.0), (20, 20.0), groups=(LONG, LOW)),
        chooser(3, (10, 5.0), groups=(LOW,)),
    ]

    stable, best = solved(people, {10: 1, 20: 1}).report

    assert (stable["objective"], best["objective"]) == ("STABLE", "BEST")
    assert [each["placed"] for each in (stable, best)] == [2, 2]
    assert [each["mean_score"] for each in (stable, best)] == [55.0, 75.0]
    assert [each["worst_score"] for each in (stable, best)] == [20.0, 70.0]
    assert [each["would_swap"] for each in (stable, best)] == [0, 1]
    assert stable["groups"] == {
        LONG: {"members": 2, "placed": 2, "mean_score": 55.0},
        LOW: {"members": 2, "placed": 1, "mean_score": 20.0},
    }


def test_priority_lifts_members_of_a_group() -> None:
    people = [chooser(1, (10, 60.0)), chooser(2, (10, 50.0), groups=(LONG,))]

    assert solved(people, {10: 1}).places == (10, None)
    lifted = {"rules": [{"group": LONG, "priority": 15, "reserve": 0}]}
    assert solved(people, {10: 1}, policy=lifted).places == (None, 10)
    assert solved(people, {10: 1}, policy=lifted, objective="BEST").places == (None, 10)


def test_minimum_share_keeps_seats_and_leaves_none_empty() -> None:
    people = [chooser(1, (10, 90.0)), chooser(2, (10, 80.0)), chooser(3, (10, 10.0), groups=(LOW,))]
    shares = {"rules": [{"group": LOW, "priority": 0, "reserve": 0.5}]}

    assert solved(people, {10: 2}, policy=shares).places == (10, None, 10)
    assert solved(people[:2], {10: 2}, policy=shares).places == (10, 10)


def test_nobody_and_nothing_is_a_solution_too() -> None:
    assert solved([], {}).places == ()
    assert solved([chooser(1)], {}).certificate["mean_score"] is None


def test_equals_are_drawn_by_the_seed_and_the_ticket_alone() -> None:
    people = [chooser(ticket, (10, 50.0)) for ticket in range(100, 108)]

    winners = {seed: solved(people, {10: 1}, seed=seed).places.index(10) for seed in range(12)}

    assert len(set(winners.values())) > 1
    backwards = solved(people[::-1], {10: 1}, seed=3).places
    assert backwards[::-1].index(10) == winners[3]
