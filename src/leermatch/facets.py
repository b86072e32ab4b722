"""Facets: what can be chosen, which places pass a choice, and how many each choice would give.

Every facet gives a place one small number: 0 unknown, row r of its codes r + 1 (outcomes: their bits). A question
lays the numbers of all its facets end to end in one table that is counted in, and in one that says what passes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Final

import numpy as np

from leermatch.arrays import I32, I64, U8, freeze
from leermatch.bands import BANDS
from leermatch.codes import Language, Outcome, Pathway
from leermatch.kernels.cards import TRIPLE_BITS
from leermatch.kernels.facets import BY_ARRANGEMENT, LATER, NOW, SOON
from leermatch.vocabulary import Vocabularies

FACETS: Final = (
    "sector", "level", "pathway", "region", "outcome", "language", "employer", "occupation",
    "hours", "start", "wage", "diploma",
)  # fmt: skip
DEFAULT_FACETS: Final = ("sector", "level", "pathway", "region", "outcome")

_ROW_OF: Final = {name: row for row, name in enumerate(FACETS)}
#: Facets whose unknown values pass every choice.
_OPEN_MINDED: Final = frozenset(["level", "pathway", "language"])
_LEVELS: Final = ("1", "2", "3", "4")
_PATHWAYS: Final = tuple(member.name for member in Pathway if member)
_LANGUAGES: Final = tuple(member.name for member in Language if member)
#: Facets of which a code holds for several numbers. Outcomes and bands of hours are bits, of which one must be held.
#: Unknown hours pass; so do an unknown start, one to be agreed, and an unknown level where no diploma is asked.
_NUMBERS: Final[dict[str, dict[str, list[int]]]] = {
    "outcome": {str(one.name): [bits for bits in range(8) if bits & one] for one in Outcome},
    "hours": {
        code: [0, *(bits for bits in range(1 << len(BANDS)) if bits >> row & 1)]
        for row, code in enumerate(BANDS)
    },
    "start": {
        "NOW": [0, NOW, BY_ARRANGEMENT],
        "SOON": [0, SOON, BY_ARRANGEMENT],
        "LATER": [0, LATER, BY_ARRANGEMENT],
        "FLEXIBLE": [0, BY_ARRANGEMENT],
    },
    "wage": {"KNOWN": [1]},
    "diploma": {"NOT_NEEDED": [0, 1]},
}
#: How many numbers those have that are not always counted.
_SIZES: Final = {"hours": 1 << len(BANDS), "start": BY_ARRANGEMENT + 1, "wage": 2, "diploma": 8}
#: Choices without filters that are remembered.
_KEPT: Final = 64
_NUMBER_LENGTH: Final = 18
_EIGHT: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class Employers:
    """The employers of a segment: `numbers` ascending, and (rows,) int32 the row in it + 1, 0 unknown."""

    numbers: I64
    rows: I32

    @classmethod
    def of(cls, employer: I64) -> Employers:
        """From the column of numbers, negative where unknown. One sort."""
        numbers, rows = np.unique(employer, return_inverse=True)
        unknown = int(np.searchsorted(numbers, 0))
        return cls(freeze(numbers[unknown:]), freeze(np.maximum(rows - unknown + 1, 0).astype(np.int32)))


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Which facets are counted and chosen.

    `table` as `kernels.handing.choice_at` reads it, `passing` 1 for numbers that pass, `offsets` where each facet
    begins in a tally of `size` numbers, -1 when it is not counted.
    """

    table: I64
    passing: U8
    offsets: tuple[int, ...]
    size: int


class FacetCodes:
    """The codes of all facets of one vocabulary, in the order of their numbers."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self.codes: dict[str, tuple[str, ...]] = {
            "sector": vocabularies.sectors,
            "level": _LEVELS,
            "pathway": _PATHWAYS,
            "region": vocabularies.regions,
            "language": _LANGUAGES,
            "occupation": tuple(o.code for o in vocabularies.occupations),
        }
        self.row_of = {name: {c: row for row, c in enumerate(codes)} for name, codes in self.codes.items()}
        small = {"level": _EIGHT, "pathway": _EIGHT, "outcome": _EIGHT}
        small |= {name: len(self.codes[name]) + 1 for name in ("sector", "region")}
        self._offsets = [-1] * len(FACETS)
        at = TRIPLE_BITS + 1
        for name, size in small.items():
            self._offsets[_ROW_OF[name]] = at
            at += size
        self._size = at
        #: Numbers of the facets that are always counted.
        self.cells = at - TRIPLE_BITS - 1
        self._chosen: dict[tuple[tuple[str, ...], int], Chosen] = {}

    def choice(
        self,
        asked: Collection[str],
        filters: Mapping[str, Collection[str]],
        employers: Employers | None,
        today: int = 0,
    ) -> Chosen:
        """Which numbers pass, and how large a table to count in. `asked` names the facets that are counted."""
        if filters or employers is not None:
            return self._choice({*asked, *filters}, filters, employers, today)
        key = tuple(asked), today
        made = self._chosen.get(key)
        if made is None:
            if len(self._chosen) >= _KEPT:
                self._chosen.clear()
            made = self._chosen[key] = self._choice(asked, {}, None, today)
        return made

    def _choice(
        self,
        asked: Collection[str],
        filters: Mapping[str, Collection[str]],
        employers: Employers | None,
        today: int,
    ) -> Chosen:
        offsets, size = self._offsets, self._size
        more = {name: len(self.codes[name]) + 1 for name in ("language", "occupation") if name in asked}
        more |= {name: wide for name, wide in _SIZES.items() if name in asked}
        if employers is not None:
            more["employer"] = employers.numbers.size + 1
        if more:
            offsets = offsets.copy()
            for name, wide in more.items():
                offsets[_ROW_OF[name]], size = size, size + wide
        chosen = [_ROW_OF[name] for name in filters]
        passing = np.zeros(size if chosen else 0, np.uint8)
        for name, codes in filters.items():
            self._pass(name, codes, passing[offsets[_ROW_OF[name]] :], employers)
        also = [_ROW_OF[name] for name in more]
        table = np.array([*offsets, 0, today, len(also), *also, *chosen], np.int64)
        return Chosen(table, passing, tuple(offsets), size)

    def _pass(self, name: str, codes: Collection[str], passing: U8, employers: Employers | None) -> None:
        """Mark the numbers of a facet that pass when one of the codes must hold. Unheard-of codes match nothing."""
        if name in _NUMBERS:
            for code in codes:
                passing[_NUMBERS[name].get(code, [])] = 1
        elif name == "employer" and employers is not None:
            numbers = [int(c) for c in codes if c.isascii() and c.isdigit() and len(c) <= _NUMBER_LENGTH]
            passing[np.flatnonzero(np.isin(employers.numbers, np.array(numbers, np.int64))) + 1] = 1
        else:
            row_of = self.row_of[name]
            for code in codes:
                if code in row_of:
                    passing[row_of[code] + 1] = 1
            passing[0] = name in _OPEN_MINDED

    def counts(
        self, names: Collection[str], chosen: Chosen, tally: I32, employers: Employers | None
    ) -> dict[str, dict[str, int]]:
        """Facet → code → how many places this choice alone would give, "" → those of unknown value; nothing left out
        but 0."""
        begin = TRIPLE_BITS + 1
        at = chosen.offsets
        past = at[_ROW_OF["employer"]] if employers is not None else chosen.size  # many, and the last
        many = tally[begin:past].tolist()
        return {
            name: _of_employers(tally[past:], employers)
            if name == "employer" and employers is not None
            else self._counts(name, many, at[_ROW_OF[name]] - begin)
            for name in names
        }

    def _counts(self, name: str, many: list[int], at: int) -> dict[str, int]:
        unknown = many[at]
        if name in _NUMBERS:
            found = {code: sum([many[at + one] for one in held]) for code, held in _NUMBERS[name].items()}
            return {code: count for code, count in (*found.items(), ("", unknown)) if count}
        codes, piece = self.codes[name], many[at + 1 : at + 1 + len(self.codes[name])]
        if unknown and name in _OPEN_MINDED:
            result = {code: count + unknown for code, count in zip(codes, piece, strict=True)}
        else:
            result = dict(compress(zip(codes, piece, strict=True), piece))
        if unknown:
            result[""] = unknown
        return result


def _of_employers(tally: I32, employers: Employers) -> dict[str, int]:
    """Number → how many places, for those that have any."""
    rows = np.flatnonzero(tally[1:])
    numbers, many = employers.numbers[rows].tolist(), tally[1:][rows].tolist()
    result = dict(zip(map(str, numbers), many, strict=True))
    if unknown := int(tally[0]):
        result[""] = unknown
    return result
