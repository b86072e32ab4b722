"""Compiled loops that read the words of texts, and give each new word a number."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from leermatch.arrays import I32, I64, U8, U32, U64
from leermatch.compiled import inlined, kernel

#: mypy tells the numbers of numpy and of Python apart, the compiler does not.
Whole: TypeAlias = int | np.int64

#: Bytes of a word: 40 letters of four.
LONGEST = 160
#: A token is the number of a word with the field it stands in above it.
FIELD_SHIFT = 29
WORD_MASK = (1 << FIELD_SHIFT) - 1
#: Fields in the order in which they are read; the words of a description are counted, those of an employer all kept.
DESCRIPTION = 3
EMPLOYER = 4
FIELDS = 5
#: Why reading stopped.
DONE, BOOK_FULL, STREAM_FULL, SIGN_UNKNOWN = 0, 1, 2, 3

_SEED = np.uint64(0x9E3779B97F4A7C15)
_TIMES = np.uint64(0xFF51AFD7ED558CCD)
_ENTRY = np.uint64(0xFFFFFFFF)
_U8 = np.uint64(8)
_U29 = np.uint64(29)
_U32 = np.uint64(32)


@inlined
def _mixed(mix: np.uint64, letters: np.uint64) -> np.uint64:
    mix = (mix ^ letters) * _TIMES
    return mix ^ (mix >> _U32)


@inlined
def _sign(letters: U8, at: int, end: int) -> tuple[Whole, int]:
    """The code point that begins at a byte of 128 or more, and its length; what is no UTF-8 is a single 0xFFFD."""
    lead = np.int64(letters[at])
    if lead >= 0xF0:
        size, code = 4, lead & 7
    elif lead >= 0xE0:
        size, code = 3, lead & 15
    else:
        size, code = 2, lead & 31
    if lead < 0xC0 or at + size > end:
        return 0xFFFD, 1
    for more in range(1, size):
        byte = np.int64(letters[at + more])
        if byte & 0xC0 != 0x80:
            return 0xFFFD, 1
        code = code << 6 | byte & 63
    if code > 0x10FFFF or code < 128:
        return 0xFFFD, 1
    return code, size


@kernel
def read_words(
    letters: tuple[U8, ...],
    starts: tuple[I64, ...],
    first: int,
    past: int,
    most_signs: int,
    most_letters: int,
    plain: U8,
    pages: I32,
    cells: I32,
    forms: U8,
    slots: U64,
    spelled: U8,
    ends: I64,
    weightless: int,
    stream: U32,
    sizes: I32,
    lengths: I32,
    state: I64,
) -> int:
    """Read rows first … past - 1 of the five fields; DONE, or why it stopped before a row that is to be read again.

    `letters`, `starts`         the fields as in `leermatch.texts.TextColumn`, of which `most_signs` signs are read
    `plain` … `forms`           as in `leermatch.letters.Letters`
    `slots`, `spelled`, `ends`  as in `leermatch.tokens.Wordbook`: new words are added
    `stream`                    (tokens,) out; words below `weightless` are left out, but for those of the employer
    `sizes`, `lengths`          (rows,) out, from `first` on: tokens of a row, and words of its description
    `state`                     (4,) in and out: row reached, tokens written, words in the book, sign that was unknown
    """
    scratch = np.empty(LONGEST + 8, np.uint8)
    mask = np.uint64(slots.size - 1)
    room = min(slots.size // 2, ends.size - 1)
    used, many = state[1], state[2]
    for row in range(state[0], past):
        begun = used
        spoken = 0
        for field in range(FIELDS):
            text = letters[field]
            at, end = starts[field][row], starts[field][row + 1]
            signs = size = count = 0
            mix, block = _SEED, np.uint64(0)
            reading = True
            while reading:
                form = 0  # the form that parts words, also at the end of a text
                if at >= end or signs >= most_signs:
                    reading = False
                else:
                    signs += 1
                    byte = text[at]
                    if byte < 128:
                        at += 1
                        letter = plain[byte]
                        if letter > 1:
                            count += 1
                            if count <= most_letters:
                                scratch[size] = letter
                                size += 1
                                block = block << _U8 | np.uint64(letter)
                                if size & 7 == 0:
                                    mix = _mixed(mix, block)
                                    block = np.uint64(0)
                            continue
                        if letter == 1:
                            continue
                    else:
                        code, wide = _sign(text, at, end)
                        at += wide
                        page = pages[code >> 8]
                        if page < 0:
                            state[0], state[1], state[2], state[3] = row, begun, many, code
                            return SIGN_UNKNOWN
                        form = cells[page + (code & 255)]
                for step in range(form + 1, form + 1 + np.int64(forms[form])):
                    letter = forms[step]
                    if letter != 0:
                        if letter & 0xC0 != 0x80:
                            count += 1
                        if count <= most_letters:
                            scratch[size] = letter
                            size += 1
                            block = block << _U8 | np.uint64(letter)
                            if size & 7 == 0:
                                mix = _mixed(mix, block)
                                block = np.uint64(0)
                        continue
                    if count >= 2:
                        spoken += field == DESCRIPTION
                        mix = _mixed(mix, block ^ np.uint64(size) << np.uint64(56))
                        tag = (mix ^ mix >> _U29) & _ENTRY
                        slot = tag & mask
                        word: Whole = -1
                        while word < 0:
                            entry = slots[slot]
                            if entry == np.uint64(0):
                                before = ends[many]
                                if many >= room or before + size > spelled.size:
                                    state[0], state[1], state[2] = row, begun, many
                                    return BOOK_FULL
                                word = many
                                spelled[before : before + size] = scratch[:size]
                                ends[many + 1] = before + size
                                many += 1
                                slots[slot] = tag << _U32 | np.uint64(many)
                            elif entry >> _U32 == tag:
                                known = np.int64(entry & _ENTRY) - 1
                                before = ends[known]
                                if ends[known + 1] - before == size:
                                    same = True
                                    for i in range(size):
                                        if spelled[before + i] != scratch[i]:
                                            same = False
                                            break
                                    if same:
                                        word = known
                            slot = (slot + np.uint64(1)) & mask
                        if word >= weightless or field == EMPLOYER:
                            if used == stream.size:
                                state[0], state[1], state[2] = row, begun, many
                                return STREAM_FULL
                            stream[used] = word | field << FIELD_SHIFT
                            used += 1
                    size = count = 0
                    mix, block = _SEED, np.uint64(0)
        sizes[row - first] = used - begun
        lengths[row - first] = spoken
    state[0], state[1], state[2] = past, used, many
    return DONE


@kernel
def fill_slots(old: U64, new: U64) -> None:
    """Put the entries of a table of words into a larger one. Sizes are powers of two."""
    mask = np.uint64(new.size - 1)
    for entry in old:
        if entry != np.uint64(0):
            slot = (entry >> _U32) & mask
            while new[slot] != np.uint64(0):
                slot = (slot + np.uint64(1)) & mask
            new[slot] = entry
