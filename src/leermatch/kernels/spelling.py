"""Looks words up in a sorted list, and finds those that differ by a slip of the pen."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, U8, U32
from leermatch.compiled import inlined, kernel


@inlined
def _compare(letters: U8, first: int, past: int, spelled: U8) -> int:
    """-1, 0 or 1: how a word of the list stands to one that was spelled, byte by byte."""
    for at in range(min(past - first, spelled.size)):
        if letters[first + at] != spelled[at]:
            return -1 if letters[first + at] < spelled[at] else 1
    return int(past - first > spelled.size) - int(past - first < spelled.size)


@kernel
def first_from(letters: U8, starts: I64, spelled: U8) -> int:
    """The first row whose word is not before the one spelled."""
    low, high = 0, starts.size - 1
    while low < high:
        middle = (low + high) >> 1
        if _compare(letters, starts[middle], starts[middle + 1], spelled) < 0:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def row_of(letters: U8, starts: I64, spelled: U8) -> int:
    """The row of a word, -1 when the list does not hold it."""
    row = first_from(letters, starts, spelled)
    if row < starts.size - 1 and _compare(letters, starts[row], starts[row + 1], spelled) == 0:
        return row
    return -1


@kernel
def near(
    letters: U8, starts: I64, sets: U32, low: int, high: int, word: I32, own_set: int, most: int
) -> tuple[I64, I64]:
    """Rows of low … high - 1 within `most` slips of a word (code points), and how many slips each has.

    `sets` (rows,) the letters of each word as bits: a slip changes two of them at most, and the length by one.
    """
    rows, found, many = np.empty(16, np.int64), np.empty(16, np.int64), 0
    other = np.empty(64, np.int32)
    for row in range(low, high):
        if (
            starts[row + 1] - starts[row] < word.size - most
            or _bits(sets[row] ^ np.uint32(own_set)) > 2 * most
        ):
            continue
        size = _code_points(letters, starts[row], starts[row + 1], other)
        if abs(size - word.size) > most:
            continue
        apart = _slips(word, word.size, other, size, most)
        if apart <= most:
            if many == rows.size:
                rows, found = np.append(rows, rows), np.append(found, found)
            rows[many], found[many] = row, apart
            many += 1
    return rows[:many], found[:many]


@kernel
def slips_between(a: I32, b: I32, most: int) -> int:
    """`most` + 1 when it is more."""
    return _slips(a, a.size, b, b.size, most)


@inlined
def _bits(value: int) -> int:
    many = 0
    while value:
        value &= value - np.uint32(1)
        many += 1
    return many


@inlined
def _code_points(letters: U8, first: int, past: int, found: I32) -> int:
    """UTF-8 to code points; how many, at most as many as there is room for."""
    size, at = 0, first
    while at < past and size < found.size:
        lead = np.int64(letters[at])
        more = 0 if lead < 0x80 else 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3
        point = lead if more == 0 else lead & (0x3F >> more)
        for follow in range(at + 1, at + 1 + more):
            point = point << 6 | (np.int64(letters[follow]) & 0x3F)
        found[size] = point
        size += 1
        at += 1 + more
    return size


@kernel
def _slips(a: I32, a_size: int, b: I32, b_size: int, most: int) -> int:
    """Optimal string alignment (Damerau 1964), row by row, given up when no row can still stay within `most`."""
    if abs(a_size - b_size) > most:
        return most + 1
    rows = np.empty((3, b_size + 1), np.int64)
    for j in range(b_size + 1):
        rows[0, j] = j
    for i in range(1, a_size + 1):
        row, before, older = rows[i % 3], rows[(i - 1) % 3], rows[(i - 2) % 3]
        row[0] = least = i
        for j in range(1, b_size + 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
            least = min(least, cost)
        if least > most:
            return most + 1
    return min(rows[a_size % 3, b_size], most + 1)
