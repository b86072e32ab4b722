"""A seeker: what the engine may know of a person who looks for a place. No name, no identifying data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from leermatch.arrays import F32, I8, I32, I64, U8, AnyArray, Bool, freeze
from leermatch.codes import FLEXIBLE, NO_DAY, Need
from leermatch.columns import MOST_PROBLEMS, Problem
from leermatch.geometry import COMMUTING, Bounds, to_plane
from leermatch.refusing import (
    NEEDS,
    RANGES,
    SeekerColumns,
    SeekersRefused,
    note_contradictions,
    problems_of_objects,
)
from leermatch.vocabulary import Vocabularies


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """A person as the engine sees one. `None` is "not known": it never excludes, it becomes "to check".

    `id`             the caller's number, used for ties
    `lat`, `lon`     degrees, both or neither, anywhere; `max_km` how far the person can travel as the crow flies
    `prior_level`    highest level reached: 0 none, 1 Entree or equivalent … 4; a place of level n asks n-1
    `level_waived`   the desk has set the rule of the level aside
    `age`            years on the day of ranking
    `licence`        holds a driving licence; `work_permit` may work in the country
    `language`       level of Dutch: 0 below A1, 1 … 6 for A1 … C2
    `days`           bits of `Days` on which the person can work; 0 is unknown
    `hours_min/max`  hours a week that the person wants to work
    `from_day`       first day available, `until_day` last day on which a place may start (day numbers)
    `occupations`    codes, most wanted first; `qualifications` likewise; `sectors` codes without order. No place is
                     near a code that the market does not know: who wishes nothing else is offered nothing else than
                     places that do not say what they are
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
    A wish that the vocabularies do not hold is `entities + 2`, where `entities` is how many rows they have together.
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
    """The columns of some seekers. A wish that the vocabularies do not hold keeps its position; no place is near it.

    Raises SeekersRefused, naming column and row of what cannot be.
    """
    seekers = list(seekers)
    _refuse(problems_of_objects(seekers))
    nowhere = _nowhere(vocabularies)
    blocks = []
    for name, row_of in _entities(vocabularies).items():
        lists = [getattr(seeker, name) for seeker in seekers]
        block = np.full((len(lists), max(map(len, lists), default=0)), -1, np.int32)
        for at, wished in enumerate(lists):
            block[at, : len(wished)] = [row_of.get(code, nowhere) for code in wished]
        blocks.append(block)
    return _seekers(_facts_of(seekers), blocks, nowhere - _SAYING_NOTHING)


def read_seekers(
    columns: Mapping[str, ArrayLike], vocabularies: Vocabularies, *, bounds: Bounds = COMMUTING
) -> Seekers:
    """Seekers from columns of n values named as the fields of `Seeker`; what is left out is not known.

    Numbers: NaN is not known, nor is NO_DAY in `from_day`, FLEXIBLE in `until_day`, 0 in `days`. `licence` and
    `work_permit` hold members of `Need`: 0 unknown, 1 does not have it, 2 has it. `occupations`, `qualifications` and
    `sectors` are (n, w) rows of the vocabularies, most wanted first, -1 for none, -2 for what they do not hold.
    Raises SeekersRefused, naming column and row of what cannot be; a location outside `bounds` is among that.
    """
    given = SeekerColumns(columns, (field.name for field in fields(Seeker)))
    nowhere, shift, blocks = _nowhere(vocabularies), 0, []
    for name, row_of in _entities(vocabularies).items():
        block = given.wishes(name, len(row_of))
        found = np.where(block == -1, -1, np.where(block < 0, nowhere, block + shift))
        blocks.append(found.astype(np.int32))
        shift += len(row_of)
    facts = _read_facts(given, bounds)
    given.refuse()
    return _seekers(facts, blocks, shift)


#: Entities after those of the vocabularies: what says nothing of its work, and of its sector (`leermatch.trades`).
_SAYING_NOTHING: Final = 2


def _nowhere(vocabularies: Vocabularies) -> int:
    """The entity of a wish that the vocabularies do not hold: the one that no place is near (`leermatch.trades`)."""
    return sum(map(len, _entities(vocabularies).values())) + _SAYING_NOTHING


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


#: Columns in which NaN is not known.
_REAL: Final = ("max_km", "prior_level", "age", "language", "hours_min", "hours_max")


def _read_facts(given: SeekerColumns, bounds: Bounds) -> Facts:
    values = {name: given.numbers(name) for name in RANGES}
    note_contradictions(given, values, bounds)
    needs: dict[str, AnyArray] = {name: given.members(name, len(Need) - 1).astype(np.int8) for name in NEEDS}
    real: dict[str, AnyArray] = {name: values[name].astype(np.float32) for name in _REAL}
    waived, ids = given.members("level_waived", 1) == 1, given.ids()
    given.refuse()

    def whole(name: str, kind: type, unknown: int) -> AnyArray:
        return np.where(np.isnan(values[name]), unknown, values[name]).astype(kind)

    x, y = to_plane(values["lat"].astype(np.float32), values["lon"].astype(np.float32))
    return Facts(
        id=ids,
        x=x,
        y=y,
        level_waived=waived,
        **real,
        **needs,
        days=whole("days", np.uint8, 0),
        from_day=whole("from_day", np.int32, NO_DAY),
        until_day=whole("until_day", np.int32, FLEXIBLE),
        waiting_days=np.nan_to_num(values["waiting_days"]).astype(np.float32),
    )


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(islice(problems, MOST_PROBLEMS))
    if found:
        raise SeekersRefused(found)


def _facts_of(seekers: Sequence[Seeker]) -> Facts:
    """The columns of some seekers in whom nothing is wrong."""
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


def _numbers(values: Sequence[float | None]) -> F32:
    """float32 is exact for what stands here: whole numbers below 16 million; degrees are rounded to 0.4 m."""
    return np.array([math.nan if v is None else v for v in values], dtype=np.float32)


def _has(values: Sequence[bool | None]) -> I8:
    return np.array(
        [0 if v is None else Need.NEEDED if v else Need.NOT_NEEDED for v in values], dtype=np.int8
    )
