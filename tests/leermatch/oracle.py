"""The same answers by brute force: one place at a time, plain values, no columns, no index, no tricks.

Written from the description of the rules, not from the engine. Only the plane (x, y) and the words (stem, split)
are taken from it: those have tests of their own.
"""

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from leermatch import FLEXIBLE, SCALE, Edges, Market, Query, Reason, Seeker, ToCheck, Vocabularies, Weights
from leermatch.geometry import to_plane
from leermatch.text import has_weight, stem, words
from tests.leermatch.inverted import split

Place = dict[str, Any]
_NAMES = {
    "pathway": {"BBL": 1, "BOL": 2, "DERDE_LEERWEG": 3, "PRAKTIJKVERKLARING": 4},
    "language": {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6},
}
_NEEDED, _NOT_NEEDED = 2, 1


def places_of(columns: dict[str, list[Any]], vocabularies: Vocabularies) -> list[Place]:
    """The places as plain values, None for unknown, by id."""
    levels = {q.code: q.level for q in vocabularies.qualifications}
    found = []
    for row in range(len(columns["id"])):
        place = {name: column[row] for name, column in columns.items()}
        for name, numbers in _NAMES.items():
            place[name] = numbers.get(place[name], place[name]) or None
        place["level"] = place["level"] or levels.get(place["qualification"]) or None
        place["capacity_left"] = 1 if place["capacity_left"] is None else place["capacity_left"]
        place["is_open"] = place["is_open"] is not False
        found.append(place)
    return sorted(found, key=lambda place: place["id"])


def distance(place: Place, lat: float | None, lon: float | None) -> np.float32 | None:
    """Kilometres, None where unknown."""
    if None in (place["lat"], lat, lon):
        return None
    (x, y), (u, v) = to_plane(place["lat"], place["lon"]), to_plane(np.float32(lat), np.float32(lon))
    return np.sqrt((x - u) * (x - u) + (y - v) * (y - v))


def is_open(place: Place, today: int) -> bool:
    late = place["open_until"] is not None and place["open_until"] < today
    over = place["end"] is not None and place["end"] <= today
    return place["is_open"] and not late and not over


def reasons(place: Place, s: Seeker, vocabularies: Vocabularies, today: int) -> Reason:
    """Every rule that excludes."""
    km = distance(place, s.lat, s.lon)
    start = None if place["start"] == FLEXIBLE else place["start"]
    found = Reason(0)

    def rule(reason: Reason, *known: Any, when: Callable[[], bool]) -> None:
        nonlocal found
        if None not in known and when():
            found |= reason

    rule(Reason.CLOSED, when=lambda: not is_open(place, today))
    rule(Reason.FULL, when=lambda: place["capacity_left"] == 0)
    rule(Reason.TOO_FAR, km, s.max_km, when=lambda: km > s.max_km)
    if not s.level_waived and (place["level"] or 0) > 1:
        rule(Reason.LEVEL_TOO_HIGH, s.prior_level, when=lambda: s.prior_level < place["level"] - 1)
    rule(Reason.TOO_YOUNG, s.age, place["min_age"], when=lambda: s.age < place["min_age"])
    rule(Reason.NO_LICENCE, when=lambda: place["driving_licence"] == _NEEDED and s.licence is False)
    rule(Reason.LANGUAGE_TOO_LOW, place["language"], s.language, when=lambda: s.language < place["language"])
    rule(Reason.STARTS_TOO_EARLY, start, s.from_day, when=lambda: start < s.from_day)
    rule(Reason.STARTS_TOO_EARLY, place["end"], s.from_day, when=lambda: place["end"] <= s.from_day)
    rule(Reason.STARTS_TOO_LATE, start, s.until_day, when=lambda: start > s.until_day)
    if place["days"] and s.days:
        rule(
            Reason.DAYS_DO_NOT_FIT,
            when=lambda: any(place["days"] >> d & 1 and not s.days >> d & 1 for d in range(7)),
        )
    rule(
        Reason.HOURS_DO_NOT_FIT,
        place["hours_min"],
        s.hours_max,
        when=lambda: place["hours_min"] > s.hours_max,
    )
    rule(
        Reason.HOURS_DO_NOT_FIT,
        place["hours_max"],
        s.hours_min,
        when=lambda: place["hours_max"] < s.hours_min,
    )
    rule(Reason.NO_WORK_PERMIT, when=lambda: place["work_permit"] == _NEEDED and s.work_permit is False)
    rule(Reason.NOT_RECOGNISED, when=lambda: place["recognition"] == 2)
    rule(Reason.OTHER_OCCUPATION, when=lambda: _wish(place, s, vocabularies) == "other")
    return found


def to_check(place: Place, s: Seeker, vocabularies: Vocabularies) -> ToCheck:
    """Everything that could still turn out to exclude."""
    found = ToCheck(0)

    def ask(question: ToCheck, when: bool) -> None:
        nonlocal found
        if when:
            found |= question

    hours_said = place["hours_min"] is not None or place["hours_max"] is not None
    hours_wished = s.hours_min is not None or s.hours_max is not None
    level = place["level"]
    ask(ToCheck.DISTANCE, s.max_km is not None and distance(place, s.lat, s.lon) is None)
    if not s.level_waived:
        ask(ToCheck.LEVEL, s.prior_level is None and level != 1)
        ask(ToCheck.LEVEL, s.prior_level is not None and s.prior_level < 3 and level is None)
    ask(ToCheck.AGE, bool(place["min_age"]) and s.age is None)
    for question, needed, has in (
        (ToCheck.LICENCE, place["driving_licence"], s.licence),
        (ToCheck.WORK_PERMIT, place["work_permit"], s.work_permit),
    ):
        ask(question, needed in (None, 0) and has is not True)
        ask(question, needed == _NEEDED and has is None)
    ask(ToCheck.LANGUAGE, place["language"] is None and s.language != 6)
    ask(ToCheck.LANGUAGE, place["language"] is not None and s.language is None)
    ask(ToCheck.START, place["start"] is None and (s.from_day is not None or s.until_day is not None))
    ask(ToCheck.DAYS, bool(place["days"]) != bool(s.days))
    ask(ToCheck.HOURS, hours_said != hours_wished)
    ask(ToCheck.RECOGNITION, place["recognition"] is None)
    ask(ToCheck.OCCUPATION, _wish(place, s, vocabularies) == "unsure")
    return found


def closeness(place: Place, s: Seeker, vocabularies: Vocabularies, weights: Weights) -> float:
    """The best over all wishes and over what the place says it is."""
    occupations = {o.code: o for o in vocabularies.occupations}
    qualifications = {q.code: q for q in vocabularies.qualifications}

    def groups(kind: str, code: str) -> tuple[set[str], set[str], set[str]]:
        if kind == "q":
            q = qualifications[code]
            return {code}, {q.dossier} - {""}, {q.domain} - {""}
        o = occupations[code]
        ways = [qualifications[c] for c in o.qualifications if c in qualifications]
        dossiers = {o.dossier, *(q.dossier for q in ways)} - {""}
        return {q.code for q in ways}, dossiers, {o.domain, *(q.domain for q in ways)} - {""}

    def near(wish: tuple[str, str], target: tuple[str, str]) -> float:
        if wish == target and wish[0] == "o":
            return weights.same_occupation
        for worth, ours, theirs in zip(
            (weights.same_qualification, weights.same_dossier, weights.same_domain),
            groups(*wish),
            groups(*target),
            strict=True,
        ):
            if ours & theirs:
                return worth
        related = (
            [occupations[c] for c in occupations[wish[1]].related if c in occupations]
            if wish[0] == "o"
            else []
        )
        if any(
            target == ("o", o.code) or (target[0] == "q" and target[1] in o.qualifications) for o in related
        ):
            return weights.related
        return 0.0

    targets = [(k, place[n]) for k, n in (("o", "occupation"), ("q", "qualification")) if place[n]]
    best = 0.0
    for kind, codes, known in (("o", s.occupations, occupations), ("q", s.qualifications, qualifications)):
        for position, code in enumerate(codes):
            if code in known:
                left = max(1 - weights.wish_step * position, weights.wish_least)
                best = max([best, *(near((kind, code), target) * left for target in targets)])
    return best


def contributions(place: Place, s: Seeker, vocabularies: Vocabularies, today: int, w: Weights) -> list[int]:
    """One whole number for each feature."""
    km = distance(place, s.lat, s.lon)
    level, prior = place["level"], s.prior_level
    values = [
        closeness(place, s, vocabularies, w),
        w.unknown if km is None else w.half_km / (w.half_km + float(km)),
        w.unknown if None in (level, prior) else {1: 1.0, 0: 0.7}.get(level - prior, 0.4),
        (_hours(place, s, w) + _days(place, s, w)) / 2,
        _start(place, s, today, w),
        float(place["sector"] is not None and place["sector"] in s.sectors),
        _fairness(place),
        min(s.waiting_days / w.waiting_span, 1.0),
    ]
    points = (w.closeness, w.distance, w.level, w.hours, w.start, w.wishes, w.fairness, w.waiting)
    return [math.floor(value * (most * SCALE) + 0.5) for value, most in zip(values, points, strict=True)]


def ranked(
    places: list[Place], s: Seeker, vocabularies: Vocabularies, today: int, w: Weights
) -> list[tuple[int, int]]:
    """(id, score) of all eligible places, best first."""
    fit = [p for p in places if not reasons(p, s, vocabularies, today)]
    scored = [(p["id"], sum(contributions(p, s, vocabularies, today, w))) for p in fit]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def found(
    places: list[Place], market: Market, query: Query
) -> tuple[list[Place], list[Place], Callable[..., list[Place]]]:
    """Places that answer a question; those that only lack a location; and the same with other filters."""

    able = [place for place in places if _meets(place, query) and _answers(place, market, query)]
    circle = None not in (query.lat, query.lon, query.radius_km)

    def among(filters: dict[str, tuple[str, ...]], lost: bool = False) -> list[Place]:
        hits = []
        for place in able:
            km = distance_of_query(place, query)
            inside = not circle or (km is not None and km <= query.radius_km)
            if ((circle and km is None) if lost else inside) and _passes(place, filters, query.today):
                hits.append(place)
        return hits

    filters = {name: tuple(codes) for name, codes in query.filters.items() if codes}
    return among(filters), among(filters, lost=True), among


def distance_of_query(place: Place, query: Query) -> np.float32 | None:
    """A question holds its coordinates in double precision."""
    if None in (place["lat"], query.lat, query.lon):
        return None
    (x, y), (u, v) = to_plane(place["lat"], place["lon"]), to_plane(query.lat, query.lon)
    return np.sqrt((x - u) * (x - u) + (y - v) * (y - v))


def sort_key(place: Place, score: float, query: Query) -> tuple[float, ...]:
    """What a page is ordered by, smallest first."""
    km = distance_of_query(place, query)
    start = place["start"]
    first = {
        "relevance": -score,
        "distance": math.inf if km is None else float(km),
        "newest": _age(place),
        "start": math.inf if start is None else query.today if start == FLEXIBLE else max(start, query.today),
        "fairness": -_fairness(place),
    }[query.sort]
    return first, -score, _age(place), place["id"]


def stable_by_enumeration(edges: Edges) -> list[tuple[int, ...]]:
    """Every stable allocation, as one edge (or -1) for each seeker. Only for a handful of edges."""
    options = [[-1, *np.flatnonzero(edges.seeker == s).tolist()] for s in range(edges.seekers)]
    return [held for held in itertools.product(*options) if _is_stable(edges, held)]


def _is_stable(edges: Edges, held: tuple[int, ...]) -> bool:
    inside: dict[int, list[int]] = {}
    for edge in held:
        if edge >= 0:
            inside.setdefault(int(edges.place[edge]), []).append(edge)
    if any(len(members) > edges.capacities[place] for place, members in inside.items()):
        return False
    for edge in range(edges.seeker.size):
        own = held[edges.seeker[edge]]
        if own >= 0 and edges.score[own] >= edges.score[edge]:
            continue
        members = inside.get(int(edges.place[edge]), [])
        room = len(members) < edges.capacities[edges.place[edge]]
        if room or any(edges.priority[m] < edges.priority[edge] for m in members):
            return False
    return True


def _wish(place: Place, s: Seeker, vocabularies: Vocabularies) -> str:
    wishes = s.occupations or s.qualifications
    if not wishes and not s.sectors:
        return "fits"
    if closeness(place, s, vocabularies, Weights()) > 0 or place["sector"] in s.sectors:
        return "fits"
    silent = (
        place["occupation"] is None and place["qualification"] is None if wishes else place["sector"] is None
    )
    return "unsure" if silent else "other"


def _hours(place: Place, s: Seeker, w: Weights) -> float:
    said = [v for v in (place["hours_min"], place["hours_max"]) if v is not None]
    wished = [v for v in (s.hours_min, s.hours_max) if v is not None]
    if not said or not wished:
        return w.unknown
    middle = (min(wished) + max(wished)) / 2
    return max(1 - max(min(said) - middle, middle - max(said), 0.0) / w.hours_span, 0.0)


def _days(place: Place, s: Seeker, w: Weights) -> float:
    if not place["days"] or not s.days:
        return w.unknown
    return 0.0 if place["days"] & ~s.days else 1.0


def _start(place: Place, s: Seeker, today: int, w: Weights) -> float:
    if place["start"] is None:
        return w.unknown
    if place["start"] == FLEXIBLE:
        return 1.0
    first = today if s.from_day is None else max(s.from_day, today)
    return max(1 - abs(place["start"] - first) / w.start_days, 0.0)


def _fairness(place: Place) -> float:
    room = max(place["capacity_left"], 1)
    rate = 0.5 if place["answer_rate"] is None else place["answer_rate"]
    return (room / (room + (place["candidates"] or 0)) + rate) / 2


def _age(place: Place) -> float:
    return math.inf if place["published"] is None else -place["published"]


def _meets(place: Place, query: Query) -> bool:
    start = None if place["start"] == FLEXIBLE else place["start"]
    return (
        is_open(place, query.today)
        and place["capacity_left"] > 0
        and (query.language_max is None or (place["language"] or 0) <= query.language_max)
        and (not query.no_diploma or (place["level"] or 0) <= 1)
        and (not query.wage_known or place["wage"] is not None)
        and (None in (query.start_from, start) or start >= query.start_from)
        and (None in (query.start_until, start) or start <= query.start_until)
    )


def _passes(place: Place, filters: dict[str, tuple[str, ...]], today: int) -> bool:
    return all(_has(place, name, codes, today) for name, codes in filters.items())


def _has(place: Place, name: str, codes: tuple[str, ...], today: int) -> bool:
    bits = {"DIPLOMA": 1, "CERTIFICATE": 2, "PRAKTIJKVERKLARING": 4}
    if name == "outcome":
        return any((place["outcomes"] or 0) & bits.get(code, 0) for code in codes)
    if name == "hours":
        return any(_in_band(place, code) for code in codes)
    if name == "start":
        return any(_begins(place, code, today) for code in codes)
    if name in ("wage", "diploma"):
        is_so = place["wage"] is not None if name == "wage" else (place["level"] or 1) == 1
        return is_so and ("KNOWN" if name == "wage" else "NOT_NEEDED") in codes
    value = place[name]
    if name in ("level", "pathway", "language") and value is None:
        return True
    wanted = {_NAMES.get(name, {}).get(code, code) for code in codes}
    return value is not None and (value in wanted or str(value) in wanted)


def _in_band(place: Place, code: str) -> bool:
    bands = {
        "UP_TO_16": (-math.inf, 16),
        "UP_TO_24": (16, 24),
        "UP_TO_32": (24, 32),
        "OVER_32": (32, math.inf),
    }
    if code not in bands:
        return False
    above, until = bands[code]
    low, high = place["hours_min"], place["hours_max"]
    return (low is None or low <= until) and (high is None or high > above)


def _begins(place: Place, code: str, today: int) -> bool:
    start = place["start"]
    periods = {
        "NOW": (-math.inf, today),
        "SOON": (today + 1, today + 91),
        "LATER": (today + 92, math.inf),
        "FLEXIBLE": (math.inf, -math.inf),
    }
    if code not in periods:
        return False
    first, last = periods[code]
    return start in (None, FLEXIBLE) or first <= start <= last


def _terms(place: Place, market: Market) -> set[str]:
    vocabularies = market.vocabularies
    texts = [place[name] or "" for name in ("title", "keywords", "locality", "description")]
    for o in vocabularies.occupations:
        if o.code == place["occupation"]:
            texts += [o.name, *(text for text, _ in o.terms), *o.misspellings]
    spelled = {word for text in texts for word in words(text) if has_weight(word)}
    parts = {part for word in spelled for part in split(word, _is_part(market)) if has_weight(part)}
    return {stem(word) for word in spelled | parts} | {
        "=" + word for word in words(place["employer_name"] or "")
    }


def _is_part(market: Market) -> Callable[[str], bool]:
    known = market.base.index.parts
    return {known[row] for row in range(len(known))}.__contains__


def _answers(place: Place, market: Market, query: Query) -> bool:
    """Understanding is the engine's (it has tests of its own); whether a place holds the terms is ours."""
    question, _ = market.reader.read(query.text)
    if not question.asked:
        return True
    terms = _terms(place, market)
    hits = sum(any(terms.issuperset(option.terms) for option in word.options) for word in question.asked)
    return hits >= question.needed
