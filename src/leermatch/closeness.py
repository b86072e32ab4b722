"""How near occupations and qualifications lie to each other.

An *entity* is an occupation (row o) or a qualification (row number of occupations + q). The table says for every
wished entity how near every other one is; rank reads a row of it for each wish.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

import numpy as np

from leermatch.arrays import F32, U8
from leermatch.vocabulary import Vocabularies


class Kind(IntEnum):
    """Nearness of two entities; a higher kind is nearer."""

    NONE = 0
    RELATED = 1
    SAME_DOMAIN = 2
    SAME_DOSSIER = 3
    SAME_QUALIFICATION = 4
    SAME_OCCUPATION = 5


def closeness_table(vocabularies: Vocabularies) -> U8:
    """(e, e) uint8 of `Kind`: row is the wish, column the target. Memory e² bytes; e is a few thousand at most."""
    occupations, qualifications = vocabularies.occupations, vocabularies.qualifications
    by_code = {q.code: q for q in qualifications}
    leads = [[by_code[c] for c in o.qualifications if c in by_code] for o in occupations]
    groups = {
        Kind.SAME_DOMAIN: [
            *({o.domain, *(q.domain for q in qs)} for o, qs in zip(occupations, leads, strict=True)),
            *({q.domain} for q in qualifications),
        ],
        Kind.SAME_DOSSIER: [
            *({o.dossier, *(q.dossier for q in qs)} for o, qs in zip(occupations, leads, strict=True)),
            *({q.dossier} for q in qualifications),
        ],
        Kind.SAME_QUALIFICATION: [
            *({q.code for q in qs} for qs in leads),
            *({q.code} for q in qualifications),
        ],
    }
    table = _related(vocabularies)
    for kind, members in groups.items():
        shared = _membership(members)
        table[(shared @ shared.T) > 0] = kind
    rows = np.arange(len(occupations))
    table[rows, rows] = Kind.SAME_OCCUPATION
    return table


def _membership(groups: Sequence[Iterable[str]]) -> F32:
    """(e, g) 1 where the entity belongs to the group; the empty name is no group."""
    names = {name: column for column, name in enumerate(sorted({n for group in groups for n in group if n}))}
    found = np.zeros((len(groups), len(names)), np.float32)
    for row, group in enumerate(groups):
        found[row, [names[n] for n in group if n]] = 1
    return found


def _related(vocabularies: Vocabularies) -> U8:
    occupations, qualifications = vocabularies.occupations, vocabularies.qualifications
    count = len(occupations)
    row_of = {o.code: row for row, o in enumerate(occupations)}
    column_of = {q.code: count + row for row, q in enumerate(qualifications)}
    table = np.zeros((count + len(qualifications),) * 2, np.uint8)
    for row, occupation in enumerate(occupations):
        for near in (row_of[code] for code in occupation.related if code in row_of):
            table[row, near] = Kind.RELATED
            for code in occupations[near].qualifications:
                if code in column_of:
                    table[row, column_of[code]] = Kind.RELATED
    return table
