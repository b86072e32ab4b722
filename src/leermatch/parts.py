"""Seekers in parts for the workers of a cluster, lent to those that can read the memory of the caller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import cycle, pairwise
from typing import Final, NamedTuple

import numpy as np

from leermatch.arrays import AnyArray, freeze
from leermatch.lending import Loan, Place, read_lent
from leermatch.seekers import Seekers

#: Seekers in a part at most: a dead worker costs little. Otherwise parts are as large as may be: fewest calls, and
#: arrays that lie in large pages of memory.
_MOST: Final = 1 << 17


class Part(NamedTuple):
    """Seekers from `first` to before `past`, for the worker whose turn it is, or for another when that one is gone."""

    first: int
    past: int
    worker: str | None


class Lent(NamedTuple):
    """`n` seekers that stay where they are until a worker reads them; `none` says what their columns are like."""

    n: int
    none: Seekers
    columns: Loan | Place


def parts_of(n: int, workers: Sequence[str]) -> list[Part]:
    """Equal parts of n seekers, as many for each worker, dealt in turn; for anybody when no workers are known."""
    turns = max(len(workers), 1)
    steps = -(-n // (turns * _MOST)) * turns
    edges = np.linspace(0, n, steps + 1).astype(int).tolist()
    in_turn = cycle(workers or [None])
    return [Part(*edge, next(in_turn)) for edge in pairwise(edges) if edge[0] < edge[1]]


def cut(seekers: Seekers, first: int, past: int) -> Seekers:
    """The same columns from `first` to before `past`, not copied and closed for writing."""
    return _with(seekers, {name: freeze(column[first:past]) for name, column in _columns(seekers).items()})


def lend(seekers: Seekers) -> Lent:
    """For a worker on this machine, good for as long as the answer lives."""
    return Lent(len(seekers), cut(seekers, 0, 0), Loan(_columns(seekers)))


def borrowed(lent: Lent) -> Seekers | None:
    """Lent seekers as our own; None when the loan has ended or may not be read."""
    into = {
        name: np.empty((lent.n, *column.shape[1:]), column.dtype)
        for name, column in _columns(lent.none).items()
    }
    is_read = isinstance(lent.columns, Place) and read_lent(lent.columns, into)
    return _with(lent.none, into) if is_read else None


def _columns(seekers: Seekers) -> dict[str, AnyArray]:
    facts = {field.name: getattr(seekers.facts, field.name) for field in fields(seekers.facts)}
    return {**facts, "wishes": seekers.wishes}


def _with(seekers: Seekers, columns: dict[str, AnyArray]) -> Seekers:
    facts = {name: column for name, column in columns.items() if name != "wishes"}
    return replace(seekers, facts=replace(seekers.facts, **facts), wishes=columns["wishes"])
