"""Ranking and explaining: promises that hold whatever the market."""

import math
from dataclasses import fields, replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import (
    FEATURES,
    FLEXIBLE,
    SCALE,
    Reason,
    Seeker,
    SeekersRefused,
    ToCheck,
    Weights,
    build_market,
    explain,
    judge,
    near_misses,
    rank_many,
    rank_places,
    rank_seekers,
)
from tests.leermatch.markets import TODAY, VOCABULARIES, random_columns, random_market, random_seeker

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)


def _reasons(seeker: Seeker, **place: object) -> Reason:
    market = build_market({"id": [1], **{name: [value] for name, value in place.items()}}, VOCABULARIES)
    return Reason(int(judge(market, seeker, TODAY)[0][0]))


@pytest.mark.parametrize(
    ("seeker", "place", "reason"),
    [
        (Seeker(), {"is_open": False}, Reason.CLOSED),
        (Seeker(), {"open_until": TODAY - 1}, Reason.CLOSED),
        (Seeker(), {"end": TODAY}, Reason.CLOSED),
        (Seeker(), {"capacity_left": 0}, Reason.FULL),
        (Seeker(lat=52.22, lon=6.89, max_km=8), {"lat": 52.27, "lon": 6.79}, Reason.TOO_FAR),
        (Seeker(prior_level=0), {"level": 2}, Reason.LEVEL_TOO_HIGH),
        (Seeker(prior_level=1), {"qualification": "25290"}, Reason.LEVEL_TOO_HIGH),
        (Seeker(age=17), {"min_age": 18}, Reason.TOO_YOUNG),
        (Seeker(licence=False), {"driving_licence": "NEEDED"}, Reason.NO_LICENCE),
        (Seeker(language=2), {"language": "B1"}, Reason.LANGUAGE_TOO_LOW),
        (Seeker(from_day=TODAY + 9), {"start": TODAY + 8}, Reason.STARTS_TOO_EARLY),
        (Seeker(from_day=TODAY + 9), {"start": FLEXIBLE, "end": TODAY + 9}, Reason.STARTS_TOO_EARLY),
        (Seeker(until_day=TODAY + 9), {"start": TODAY + 10}, Reason.STARTS_TOO_LATE),
        (Seeker(days=0b0001111), {"days": 0b0010001}, Reason.DAYS_DO_NOT_FIT),
        (Seeker(hours_max=24), {"hours_min": 28}, Reason.HOURS_DO_NOT_FIT),
        (Seeker(hours_min=32), {"hours_max": 28}, Reason.HOURS_DO_NOT_FIT),
        (Seeker(work_permit=False), {"work_permit": 2}, Reason.NO_WORK_PERMIT),
        (Seeker(), {"recognition": "NOT_VALID"}, Reason.NOT_RECOGNISED),
        (Seeker(occupations=("las",)), {"occupation": "kok"}, Reason.OTHER_OCCUPATION),
        (Seeker(sectors=("ZORG",)), {"sector": "METAAL"}, Reason.OTHER_OCCUPATION),
        (Seeker(occupations=("unheard-of",)), {"occupation": "kok"}, Reason.OTHER_OCCUPATION),
        (Seeker(sectors=("unheard-of",)), {"sector": "METAAL"}, Reason.OTHER_OCCUPATION),
    ],
)
def test_rule_excludes_alone(seeker: Seeker, place: dict[str, object], reason: Reason) -> None:
    assert _reasons(seeker, **place) == reason
    assert _reasons(Seeker(), **place) in {reason, Reason(0)}


@pytest.mark.parametrize(
    ("seeker", "place"),
    [
        (Seeker(prior_level=0), {"level": 1}),
        (Seeker(prior_level=1), {"level": 2}),
        (Seeker(prior_level=0, level_waived=True), {"level": 4}),
        (Seeker(from_day=TODAY, until_day=TODAY), {"start": TODAY, "open_until": TODAY, "end": TODAY + 1}),
        (Seeker(until_day=TODAY), {"start": FLEXIBLE}),
        (Seeker(hours_max=24), {"hours_min": 24}),
        (Seeker(occupations=("las",)), {"occupation": "mon"}),
        (Seeker(occupations=("las",)), {"qualification": "25287"}),
        (Seeker(occupations=("las",), sectors=("ZORG",)), {"occupation": "kok", "sector": "ZORG"}),
        (Seeker(qualifications=("25251",)), {"qualification": "25250"}),
        (Seeker(occupations=("unheard-of",)), {"sector": "ZORG"}),
        (Seeker(occupations=("unheard-of", "kok")), {"occupation": "kok"}),
    ],
)
def test_rule_lets_through(seeker: Seeker, place: dict[str, object]) -> None:
    assert _reasons(seeker, **place) == Reason(0)


@given(seeds)
def test_nothing_known_excludes_nothing(seed: int) -> None:
    market, _ = random_market(seed)
    excluded, _ = judge(market, Seeker(), TODAY)
    own = Reason.CLOSED | Reason.FULL | Reason.NOT_RECOGNISED
    assert not (excluded & ~np.uint32(own)).any()
    unknown = build_market({"id": [1]}, VOCABULARIES)
    seeker = replace(random_seeker(seed), level_waived=False)
    assert judge(unknown, seeker, TODAY)[0][0] == 0


@given(seeds, seeds, st.data())
def test_forgetting_a_fact_never_excludes(market_seed: int, seeker_seed: int, data: st.DataObject) -> None:
    market, _ = random_market(market_seed)
    seeker = random_seeker(seeker_seed)
    name = data.draw(
        st.sampled_from([f.name for f in fields(Seeker) if f.name not in {"id", "level_waived"}])
    )
    names = ("lat", "lon") if name in {"lat", "lon"} else (name,)
    gone = replace(seeker, **{each: getattr(Seeker(), each) for each in names})
    before, after = judge(market, seeker, TODAY)[0], judge(market, gone, TODAY)[0]
    if name not in {"occupations", "qualifications", "sectors"}:
        assert not (after & ~before).any()


@settings(max_examples=60)
@given(seeds, seeds)
def test_adding_a_place_removes_no_other_but_by_rank(market_seed: int, seeker_seed: int) -> None:
    rng = np.random.default_rng(market_seed)
    columns = random_columns(rng, 12)
    fewer = {name: values[:-1] for name, values in columns.items()}
    seeker = random_seeker(seeker_seed)
    before = rank_places(build_market(fewer, VOCABULARIES), seeker, today=TODAY, k=3).ids.tolist()
    after = rank_places(build_market(columns, VOCABULARIES), seeker, today=TODAY, k=3).ids.tolist()
    assert [i for i in after if i != columns["id"][-1]] == before[: len(after) - (columns["id"][-1] in after)]


@settings(max_examples=150)
@given(seeds, seeds)
def test_explanation_agrees_with_ranking(market_seed: int, seeker_seed: int) -> None:
    market, _ = random_market(market_seed)
    seeker = random_seeker(seeker_seed)
    ranking = rank_places(market, seeker, today=TODAY, k=50)
    excluded, unsure = judge(market, seeker, TODAY)
    for row, place_id in enumerate(market.living.id.tolist()):
        told = explain(market, seeker, place_id, today=TODAY)
        assert told.eligible == (place_id in ranking.ids)
        assert sum(r.code for r in told.reasons) == excluded[row]
        assert sum(told.to_check) == unsure[row]
        assert sum(c.points for c in told.contributions) == told.score
        assert [c.feature for c in told.contributions] == list(FEATURES)
        assert all(0 <= c.points <= c.most for c in told.contributions)
    for place_id, score in zip(ranking.ids.tolist(), ranking.scores.tolist(), strict=True):
        assert explain(market, seeker, place_id, today=TODAY).score == score


def test_explanation_tells_what_is_needed_and_what_there_is() -> None:
    market = build_market(
        {
            "id": [5],
            "lat": [52.27],
            "lon": [6.79],
            "qualification": ["25290"],
            "min_age": [18],
            "start": [FLEXIBLE],
        },
        VOCABULARIES,
    )
    seeker = Seeker(lat=52.22, lon=6.89, max_km=5, prior_level=1, age=17, qualifications=("25287",))
    told = explain(market, seeker, 5, today=TODAY)
    facts = {r.code: (r.needed, r.has) for r in told.reasons}
    assert facts[Reason.TOO_YOUNG] == (18, 17)
    assert facts[Reason.LEVEL_TOO_HIGH] == (2, 1)
    assert facts[Reason.TOO_FAR] == (told.distance_km, 5)
    assert told.contributions[0].facts["kind"] == "SAME_DOSSIER"
    assert told.contributions[0].points == round(45 * 0.6 * SCALE)
    assert told.contributions[4].facts["start"] == "flexible"
    assert ToCheck.LICENCE in told.to_check
    with pytest.raises(KeyError):
        explain(market, seeker, 6, today=TODAY)
    with pytest.raises(KeyError):
        rank_seekers(market, 6, [seeker], today=TODAY)


@settings(max_examples=100)
@given(seeds, seeds)
def test_near_misses_lack_one_thing(market_seed: int, seeker_seed: int) -> None:
    market, _ = random_market(market_seed)
    seeker = random_seeker(seeker_seed)
    excluded, _ = judge(market, seeker, TODAY)
    misses = near_misses(market, seeker, today=TODAY, k=3)
    for place_id, reason in misses:
        assert excluded[market.living.id == place_id] == [reason]
    assert len({reason for _, reason in misses}) == len(misses)


def test_weights_refuse_what_cannot_be() -> None:
    for wrong in ({"distance": -1}, {"distance": float("nan")}, {"of_place": ("colour",)}, {"half_km": 0}):
        with pytest.raises(ValueError, match=r"distance|of_place|half_km"):
            Weights(**wrong)
    assert Weights().points().sum() == 100


@pytest.mark.parametrize(
    ("wrong", "code", "column"),
    [
        ({"lat": math.nan, "lon": 5.0}, "NOT_A_NUMBER", "lat"),
        ({"lat": math.inf, "lon": 5.0}, "OUT_OF_RANGE", "lat"),
        ({"lat": "52,1", "lon": 5.0}, "NOT_A_NUMBER", "lat"),
        ({"lat": 52.0}, "HALF_A_LOCATION", "lon"),
        ({"max_km": -1}, "OUT_OF_RANGE", "max_km"),
        ({"max_km": 1e300}, "OUT_OF_RANGE", "max_km"),
        ({"age": -5}, "OUT_OF_RANGE", "age"),
        ({"age": 10**400}, "OUT_OF_RANGE", "age"),
        ({"prior_level": 1.5}, "NOT_WHOLE", "prior_level"),
        ({"language": 99}, "OUT_OF_RANGE", "language"),
        ({"days": 999}, "OUT_OF_RANGE", "days"),
        ({"days": None}, "NOT_A_NUMBER", "days"),
        ({"hours_min": 30, "hours_max": 20}, "LESS_THAN_MINIMUM", "hours_max"),
        ({"from_day": TODAY, "until_day": TODAY - 1}, "ENDS_BEFORE_START", "until_day"),
        ({"from_day": 10**30}, "OUT_OF_RANGE", "from_day"),
        ({"waiting_days": math.nan}, "NOT_A_NUMBER", "waiting_days"),
        ({"licence": "ja"}, "NOT_YES_OR_NO", "licence"),
        ({"occupations": "kok"}, "NOT_A_LIST", "occupations"),
        ({"id": 2**63}, "NOT_A_NUMBER", "id"),
        ({"id": None}, "NOT_A_NUMBER", "id"),
    ],
)
def test_seeker_with_values_that_cannot_be_is_refused(wrong: dict[str, Any], code: str, column: str) -> None:
    market = build_market({"id": [1]}, VOCABULARIES)
    with pytest.raises(SeekersRefused) as refused:
        rank_many(market, [Seeker(), Seeker(**wrong)], today=TODAY)
    assert [(p.code, p.column, p.row) for p in refused.value.problems] == [(code, column, 1)]


@pytest.mark.parametrize("today", [20_500.0, math.nan, "2026-02-16", None])
def test_day_that_is_no_whole_number_is_refused(today: Any) -> None:
    market = build_market({"id": [1]}, VOCABULARIES)
    for ask in (rank_places, partial(explain, place_id=1), near_misses):
        with pytest.raises(TypeError):
            ask(market, Seeker(), today=today)
    with pytest.raises(ValueError, match="today: 1000000000000 is no day number"):
        rank_places(market, Seeker(), today=10**12)


@pytest.mark.parametrize("k", [0, -1, 10**9])
def test_list_of_an_impossible_length_is_refused(k: int) -> None:
    market = build_market({"id": [1]}, VOCABULARIES)
    with pytest.raises(ValueError, match=f"k: {k} is not in"):
        rank_places(market, Seeker(), today=TODAY, k=k)
    with pytest.raises(ValueError, match=f"k: {k} is not in"):
        rank_seekers(market, 1, [Seeker()], today=TODAY, k=k)


def test_distance_is_that_of_the_globe() -> None:
    from math import acos, cos, radians, sin

    from leermatch.geometry import distance_km, to_plane

    rng = np.random.default_rng(1)
    for a, b, c, d in zip(*(rng.uniform(*r, 200) for r in ((50.7, 53.7), (3.2, 7.3)) * 2), strict=True):
        p, q, lon = radians(a), radians(c), radians(b - d)
        globe = 6371.0088 * acos(min(1.0, sin(p) * sin(q) + cos(p) * cos(q) * cos(lon)))
        plane = float(distance_km(*to_plane(a, b), *to_plane(c, d)))
        assert abs(plane - globe) <= 0.0005 * globe + 0.01
