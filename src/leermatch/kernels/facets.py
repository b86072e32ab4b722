"""How many rows each code of a facet has: where they are counted in a tally."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from leermatch.arrays import I32, I64, U8
from leermatch.codes import FLEXIBLE, NO_DAY
from leermatch.compiled import bare
from leermatch.kernels.cards import (
    CODE_BITS,
    LANGUAGE_AT,
    LEVEL_AT,
    OUTCOME_AT,
    PATHWAY_AT,
    REGION_AT,
    SECTOR_AT,
    THREE_BITS,
    TRIPLE_BITS,
    WAGE_AT,
    Columns,
)

#: Where in `counts` the rows are that answer, that would if their location were known, and that the heap holds.
TOTAL, LOST, HELD = range(3)
SECTOR, LEVEL, PATHWAY, REGION, OUTCOME, LANGUAGE, EMPLOYER, OCCUPATION, HOURS, START, WAGE, DIPLOMA = range(
    12
)
#: When a place begins; 0 is unknown.
NOW, SOON, LATER, BY_ARRANGEMENT = range(1, 5)
#: So many days from today are soon: three months.
SOON_DAYS = 91


class Choice(NamedTuple):
    """Where the codes of each facet begin in a tally and in `passing`; -1 for those that are not asked for.

    `triple` where level, pathway and outcomes are counted together; `also` facets that are counted beside the first
    five; `chosen` facets with a choice, whose codes that pass are 1 in `passing`; `today` what a start is told from.
    """

    sector: int
    level: int
    pathway: int
    region: int
    outcome: int
    language: int
    employer: int
    occupation: int
    hours: int
    start: int
    wage: int
    diploma: int
    triple: int
    also: I64
    chosen: I64
    passing: U8
    today: int


@bare
def cell_of(facet: int, row: int, card: int, columns: Columns, choice: Choice) -> int:
    """Where the code of a row in a facet is counted."""
    if facet == SECTOR:
        return choice.sector + ((card >> SECTOR_AT) & CODE_BITS)
    if facet == REGION:
        return choice.region + ((card >> REGION_AT) & CODE_BITS)
    if facet == LEVEL:
        return choice.level + ((card >> LEVEL_AT) & THREE_BITS)
    if facet == PATHWAY:
        return choice.pathway + ((card >> PATHWAY_AT) & THREE_BITS)
    if facet == OUTCOME:
        return choice.outcome + ((card >> OUTCOME_AT) & THREE_BITS)
    if facet == LANGUAGE:
        return choice.language + ((card >> LANGUAGE_AT) & THREE_BITS)
    if facet == EMPLOYER:
        return choice.employer + np.int64(columns.employer[row])
    if facet == OCCUPATION:
        return choice.occupation + np.int64(columns.occupation[row]) + 1
    if facet == HOURS:
        return choice.hours + np.int64(columns.hours[row])
    if facet == START:
        return choice.start + _beginning(np.int64(columns.start[row]), choice.today)
    if facet == WAGE:
        return choice.wage + ((card >> WAGE_AT) & 1)
    return choice.diploma + ((card >> LEVEL_AT) & THREE_BITS)


@bare
def _beginning(start: int, today: int) -> int:
    if start == NO_DAY:
        return 0
    if start == FLEXIBLE:
        return BY_ARRANGEMENT
    return NOW if start <= today else SOON if start <= today + SOON_DAYS else LATER


@bare
def untie(choice: Choice, tally: I32) -> None:
    """What was counted together goes to level, pathway and outcomes."""
    for three in range(TRIPLE_BITS + 1):
        many = tally[choice.triple + three]
        if many:
            tally[choice.level + (three & THREE_BITS)] += many
            tally[choice.pathway + ((three >> 3) & THREE_BITS)] += many
            tally[choice.outcome + (three >> 6)] += many
            tally[choice.triple + three] = 0
