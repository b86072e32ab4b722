"""A seeker: what the engine may know of a person who looks for a place. No name, no identifying data."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from leermatch.arrays import F32, I8, I32, I64, U8, AnyArray, Bool, freeze
from leermatch.codes import FLEXIBLE, NO_DAY, Need
from leermatch.geometry import to_plane
from leermatch.vocabulary import Vocabularies


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """A person as the engine sees one. `None` is "not known": it never excludes, it becomes "to check".

    `id`             the caller's number, used for ties
    `lat`, `lon`     degrees; `max_km` how far the person can travel, in kilometres as the crow flies
    `prior_level`    highest level reached: 0 none, 1 Entree or equivalent … 4; a place of level n asks n-1
    `level_waived`   the desk has set the rule of the level aside
    `age`            years on the day of ranking
    `licence`        holds a driving licence; `work_permit` may work in the country
    `language`       level of Dutch: 0 below A1, 1 … 6 for A1 … C2
    `days`           bits of `Days` on which the person can work; 0 is unknown
    `hours_min/max`  hours a week that the person wants to work
    `from_day`       first day available, `until_day` last day on which a place may start (day numbers)
    `occupations`    codes, most wanted first; `qualifications` likewise; `sectors` codes without order
    `waiting_days`   days since the person asked
    """

    id: int = 0
    lat: float | None = None
    lon: float | None = None
    max_km: float | None = None
    prior_level: int | None = None
    level_waived: bool = False
    age: int | None = None
    licence: bool | None = None
    language: int | None = None
    days: int = 0
    hours_min: float | None = None
    hours_max: float | None = None
    from_day: int | None = None
    until_day: int | None = None
    work_permit: bool | None = None
    occupations: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    waiting_days: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What the rules look at, as columns of n seekers, so that one rule serves one seeker and many.

    Unknown: NaN for numbers, NO_DAY for `from_day`, FLEXIBLE for `until_day`, 0 for `days`, `licence` and
    `work_permit` (1 does not have it, 2 has it). `x`, `y` in km on the plane. Wishes are not among them.
    """

    id: I64
    x: F32
    y: F32
    max_km: F32
    prior_level: F32
    level_waived: Bool
    age: F32
    licence: I8
    work_permit: I8
    language: F32
    days: U8
    hours_min: F32
    hours_max: F32
    from_day: I32
    until_day: I32
    waiting_days: F32


@dataclass(frozen=True, slots=True, eq=False)
class Seekers:
    """n seekers as columns, for batches: a million objects would take longer to make than to rank.

    Make them with `seekers_of` or `read_seekers`. `wishes` (n, sum(widths)) int32 holds what is wished as rows of the
    vocabularies, -1 for none: first `widths[0]` columns of occupations, most wanted first; then `widths[1]` of
    qualifications, counted on from the occupations; then `widths[2]` of sectors, counted on from the qualifications.
    `entities` is how many rows the vocabularies have together.
    """

    facts: Facts
    wishes: I32
    widths: tuple[int, int, int]
    entities: int

    def __len__(self) -> int:
        """Number of seekers."""
        return int(self.facts.id.size)

    def take(self, rows: I64) -> Seekers:
        """The same columns for some seekers."""
        facts = Facts(**{f.name: freeze(getattr(self.facts, f.name)[rows]) for f in fields(Facts)})
        return Seekers(facts, freeze(self.wishes[rows]), self.widths, self.entities)


def seekers_of(seekers: Sequence[Seeker], vocabularies: Vocabularies) -> Seekers:
    """The columns of some seekers. Wishes that the vocabularies do not hold are passed over, but keep their position.

    Raises ValueError naming the seeker and the field that cannot be.
    """
    blocks = []
    entities = 0
    for name, row_of in _entities(vocabularies).items():
        lists = [getattr(seeker, name) for seeker in seekers]
        block = np.full((len(lists), max(map(len, lists), default=0)), -1, np.int32)
        for at, wished in enumerate(lists):
            block[at, : len(wished)] = [row_of.get(code, -1) for code in wished]
        blocks.append(block)
        entities += len(row_of)
    return _seekers(facts_of(seekers), blocks, entities)


def read_seekers(columns: Mapping[str, ArrayLike], vocabularies: Vocabularies) -> Seekers:
    """Seekers from columns of n values named as the fields of `Seeker`; what is left out is not known.

    Numbers: NaN is unknown (and NO_DAY in `from_day`, FLEXIBLE in `until_day`, 0 in `days`). `licence` and
    `work_permit` hold members of `Need`: 0 unknown, 1 does not have it, 2 has it. `occupations`, `qualifications` and
    `sectors` are (n, w) rows of the vocabularies, most wanted first, -1 for none.
    Raises ValueError naming the first row and the column of what cannot be.
    """
    n = len(np.asarray(next(iter(columns.values()))))
    unknown = sorted(set(columns) - {field.name for field in fields(Seeker)})
    if unknown:
        raise ValueError(unknown[0])
    given = {name: np.asarray(column) for name, column in columns.items()}
    for name, column in given.items():
        if len(column) != n:
            raise ValueError(name)
    blocks = []
    shift = 0
    for name, row_of in _entities(vocabularies).items():
        block = given.get(name, np.empty((n, 0))).astype(np.int32)
        _refuse(name, ((block < -1) | (block >= len(row_of))).any(axis=1).reshape(n))
        blocks.append(np.where(block < 0, np.int32(-1), block + np.int32(shift)))
        shift += len(row_of)
    facts = _read_facts(given, n)
    _refuse_impossible_facts(given, facts)
    return _seekers(facts, blocks, shift)


#: The last vocabularies with their rows: building these takes longer than ranking one seeker.
_known: dict[int, tuple[Vocabularies, dict[str, dict[str, int]]]] = {}
_MOST_KNOWN: Final = 4


def _entities(vocabularies: Vocabularies) -> dict[str, dict[str, int]]:
    """Kind of wish → code → row, counted on from one kind to the next."""
    known = _known.get(id(vocabularies))
    if known is not None and known[0] is vocabularies:
        return known[1]
    found: dict[str, dict[str, int]] = {}
    shift = 0
    for name, codes in (
        ("occupations", [o.code for o in vocabularies.occupations]),
        ("qualifications", [q.code for q in vocabularies.qualifications]),
        ("sectors", list(vocabularies.sectors)),
    ):
        found[name] = {code: row for row, code in enumerate(codes, start=shift)}
        shift += len(codes)
    while len(_known) >= _MOST_KNOWN:
        _known.pop(next(iter(_known)), None)
    _known[id(vocabularies)] = (vocabularies, found)
    return found


def _seekers(facts: Facts, blocks: Sequence[I32], entities: int) -> Seekers:
    facts = Facts(**{field.name: freeze(getattr(facts, field.name)) for field in fields(facts)})
    widths = (blocks[0].shape[1], blocks[1].shape[1], blocks[2].shape[1])
    return Seekers(facts, freeze(np.concatenate(blocks, axis=1)), widths, entities)


def _read_facts(given: Mapping[str, AnyArray], n: int) -> Facts:
    def column(name: str, kind: type, missing: float) -> AnyArray:
        values = given.get(name)
        return np.full(n, missing, kind) if values is None else values.astype(kind)

    def real(name: str) -> F32:
        return column(name, np.float32, math.nan)

    x, y = to_plane(real("lat"), real("lon"))
    return Facts(
        id=column("id", np.int64, 0) if "id" in given else np.arange(n),
        x=x,
        y=y,
        **{
            name: real(name)
            for name in ("max_km", "prior_level", "age", "language", "hours_min", "hours_max")
        },
        level_waived=column("level_waived", np.bool_, 0),
        licence=column("licence", np.int8, 0),
        work_permit=column("work_permit", np.int8, 0),
        days=column("days", np.uint8, 0),
        from_day=column("from_day", np.int32, NO_DAY),
        until_day=column("until_day", np.int32, FLEXIBLE),
        waiting_days=column("waiting_days", np.float32, 0),
    )


def _refuse_impossible_facts(given: Mapping[str, AnyArray], facts: Facts) -> None:
    no_degrees = np.zeros(1, np.float32)
    _refuse("lat", np.abs(given.get("lat", no_degrees)) > 90)  # noqa: PLR2004
    _refuse("lon", np.abs(given.get("lon", no_degrees)) > 180)  # noqa: PLR2004
    _refuse("max_km", np.isinf(facts.max_km) | (facts.max_km < 0))
    days = given.get("days", facts.days)
    _refuse("days", np.asarray((days < 0) | (days > 127)))  # noqa: PLR2004
    _refuse("waiting_days", ~(facts.waiting_days >= 0))
    _refuse("hours", facts.hours_min > facts.hours_max)
    _refuse("until_day", (facts.until_day < facts.from_day) & (facts.from_day != NO_DAY))


def _refuse(name: str, wrong: Bool) -> None:
    if wrong.any():
        message = f"seeker {int(np.argmax(wrong))}: {name}"
        raise ValueError(message)


def facts_of(seekers: Sequence[Seeker]) -> Facts:
    """The columns of some seekers. Raises ValueError naming the seeker and the field that cannot be."""
    for seeker in seekers:
        _refuse_impossible(seeker)
    x, y = to_plane(_numbers([s.lat for s in seekers]), _numbers([s.lon for s in seekers]))
    return Facts(
        id=np.array([s.id for s in seekers], dtype=np.int64),
        x=x,
        y=y,
        max_km=_numbers([s.max_km for s in seekers]),
        prior_level=_numbers([s.prior_level for s in seekers]),
        level_waived=np.array([s.level_waived for s in seekers], dtype=np.bool_),
        age=_numbers([s.age for s in seekers]),
        licence=_has([s.licence for s in seekers]),
        work_permit=_has([s.work_permit for s in seekers]),
        language=_numbers([s.language for s in seekers]),
        days=np.array([int(s.days) for s in seekers], dtype=np.uint8),
        hours_min=_numbers([s.hours_min for s in seekers]),
        hours_max=_numbers([s.hours_max for s in seekers]),
        from_day=np.array([NO_DAY if s.from_day is None else s.from_day for s in seekers], dtype=np.int32),
        until_day=np.array(
            [FLEXIBLE if s.until_day is None else s.until_day for s in seekers], dtype=np.int32
        ),
        waiting_days=_numbers([s.waiting_days for s in seekers]),
    )


def _refuse_impossible(seeker: Seeker) -> None:
    lat, lon, reach = seeker.lat, seeker.lon, seeker.max_km
    wrong = {
        "lat": lat is not None and not -90 <= lat <= 90,  # noqa: PLR2004
        "lon": lon is not None and not -180 <= lon <= 180,  # noqa: PLR2004
        "max_km": reach is not None and not (math.isfinite(reach) and reach >= 0),
        "days": not 0 <= seeker.days <= 127,  # noqa: PLR2004
        "waiting_days": seeker.waiting_days < 0,
        "hours": None not in (seeker.hours_min, seeker.hours_max)
        and not (seeker.hours_min or 0) <= (seeker.hours_max or 0),
        "until_day": None not in (seeker.from_day, seeker.until_day)
        and (seeker.until_day or 0) < (seeker.from_day or 0),
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            message = f"seeker {seeker.id}: {name}"
            raise ValueError(message)


def _numbers(values: Sequence[float | None]) -> F32:
    """float32 is exact for what stands here: whole numbers below 16 million; degrees are rounded to 0.4 m."""
    return np.array([math.nan if v is None else v for v in values], dtype=np.float32)


def _has(values: Sequence[bool | None]) -> I8:
    return np.array(
        [0 if v is None else Need.NEEDED if v else Need.NOT_NEEDED for v in values], dtype=np.int8
    )
