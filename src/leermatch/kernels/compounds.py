"""Compiled loops that split compounds into the words that they are made of."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, U8
from leermatch.compiled import inlined, kernel
from leermatch.kernels.tokens import LONGEST
from leermatch.kernels.wordlist import narrowed


@inlined
def _spells(letters: U8, at: int, past: int, other: U8, first: int, last: int) -> bool:
    """Whether what stands at a byte begins with other[first:last]."""
    if past - at < last - first:
        return False
    for i in range(last - first):
        if letters[at + i] != other[first + i]:
            return False
    return True


@inlined
def _is_ending(spelled: U8, at: int, past: int, endings: U8, ending_starts: I64) -> bool:
    for row in range(ending_starts.size - 1):
        first, last = ending_starts[row], ending_starts[row + 1]
        if past - at == last - first and _spells(spelled, at, past, endings, first, last):
            return True
    return False


@kernel
def split_words(
    spelled: U8,
    ends: I64,
    first: int,
    past: int,
    letters: U8,
    starts: I64,
    links: U8,
    link_starts: I64,
    endings: U8,
    ending_starts: I64,
    least: int,
    least_part: int,
    pieces: I32,
) -> None:
    """Split words first … past - 1 into parts: `pieces` (words, 4) int32 gets rows of parts, -1 where no more come.

    `spelled`, `ends`   the words; `letters`, `starts` the parts, both as in `leermatch.wordlist.WordList`
    `links`, `endings`  what may stand between parts, and what is no last part, in the same form, plain letters only
    `least`             letters of a word that is split; `least_part` of a part

    For each place in a word, from its end, the best split from there on: fewest parts, then the longest last one.
    """
    many = np.empty(LONGEST + 1, np.int32)  # parts from here on, -1 when there is no split
    last = np.empty(LONGEST + 1, np.int32)  # letters in the last of them
    part = np.empty(LONGEST + 1, np.int32)  # row of the first of them
    then = np.empty(LONGEST + 1, np.int32)  # where the second begins
    before = np.empty(LONGEST + 1, np.int32)  # letters before this byte
    lows = np.full(257, -1, np.int64)  # the first part that begins with a byte, as far as that was asked
    most = pieces.shape[1]
    for row in range(first, past):
        word, past_word = ends[row], ends[row + 1]
        size = past_word - word
        pieces[row - first, :] = -1
        if size > LONGEST:
            continue
        before[0] = 0
        for at in range(size):
            before[at + 1] = before[at] + (spelled[word + at] & 0xC0 != 0x80)
        if before[size] < least:
            continue
        many[:size] = -1
        many[size] = last[size] = 0
        for start in range(size - 1, -1, -1):
            if spelled[word + start] & 0xC0 == 0x80 or before[size] - before[start] < least_part:
                continue
            byte = np.int64(spelled[word + start])
            for edge in range(byte, byte + 2):
                if lows[edge] < 0:
                    lows[edge] = narrowed(letters, starts, 0, starts.size - 1, 0, edge)
            low, high = lows[byte], lows[byte + 1]
            for end in range(start + 1, size + 1):
                depth = end - start - 1
                if depth:
                    byte = np.int64(spelled[word + end - 1])
                    low = narrowed(letters, starts, low, high, depth, byte)
                    if low == high or letters[starts[low] + depth] != byte:
                        break
                    high = narrowed(letters, starts, low, high, depth, byte + 1)
                elif low == high:
                    break
                if starts[low + 1] - starts[low] != depth + 1 or before[end] - before[start] < least_part:
                    continue
                if end == size and (
                    start == 0 or _is_ending(spelled, word + start, word + end, endings, ending_starts)
                ):
                    continue
                rest = -1
                for link in range(link_starts.size - 1):
                    between, past_link = link_starts[link], link_starts[link + 1]
                    after = end + past_link - between
                    if after > end and (
                        after >= size
                        or not _spells(spelled, word + end, past_word, links, between, past_link)
                    ):
                        continue
                    if many[after] >= 0 and (
                        rest < 0
                        or many[after] < many[rest]
                        or (many[after] == many[rest] and last[after] > last[rest])
                    ):
                        rest = after
                if rest < 0 or many[rest] + 1 > most:
                    continue
                tail = last[rest] if many[rest] else before[end] - before[start]
                if (
                    many[start] < 0
                    or many[rest] + 1 < many[start]
                    or (many[rest] + 1 == many[start] and tail > last[start])
                ):
                    many[start], last[start] = many[rest] + 1, tail
                    part[start], then[start] = low, rest
        if many[0] > 1:
            at = 0
            for piece in range(many[0]):
                pieces[row - first, piece] = part[at]
                at = then[at]
