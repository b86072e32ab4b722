"""Compiled loops that read the words of texts and split compounds."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from leermatch.arrays import I32, I64, U8, U32, U64
from leermatch.compiled import inlined, kernel

#: mypy tells the numbers of numpy and of Python apart, the compiler does not.
Whole: TypeAlias = int | np.int64

#: A token is the number of a word with the field it stands in above it.
FIELD_SHIFT = 29
WORD_MASK = (1 << FIELD_SHIFT) - 1
#: Fields in the order in which they are read; the words of a description are counted, those of an employer all kept.
DESCRIPTION = 3
EMPLOYER = 4
FIELDS = 5
#: Why reading stopped.
DONE, BOOK_FULL, STREAM_FULL, SIGN_UNKNOWN = 0, 1, 2, 3

_LONGEST = 160  # bytes: 40 letters of four
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
    scratch = np.empty(_LONGEST + 8, np.uint8)
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


@inlined
def _narrowed(letters: U8, starts: I64, low: int, high: int, depth: int, byte: Whole) -> int:
    """The first word of low … high - 1, which have `depth` bytes in common, whose next byte is `byte` or more."""
    while low < high:
        middle = (low + high) >> 1
        at = starts[middle] + depth
        if at == starts[middle + 1] or letters[at] < byte:
            low = middle + 1
        else:
            high = middle
    return low


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
    many = np.empty(_LONGEST + 1, np.int32)  # parts from here on, -1 when there is no split
    last = np.empty(_LONGEST + 1, np.int32)  # letters in the last of them
    part = np.empty(_LONGEST + 1, np.int32)  # row of the first of them
    then = np.empty(_LONGEST + 1, np.int32)  # where the second begins
    before = np.empty(_LONGEST + 1, np.int32)  # letters before this byte
    lows = np.full(257, -1, np.int64)  # the first part that begins with a byte, as far as that was asked
    most = pieces.shape[1]
    for row in range(first, past):
        word, past_word = ends[row], ends[row + 1]
        size = past_word - word
        pieces[row - first, :] = -1
        if size > _LONGEST:
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
                    lows[edge] = _narrowed(letters, starts, 0, starts.size - 1, 0, edge)
            low, high = lows[byte], lows[byte + 1]
            for end in range(start + 1, size + 1):
                depth = end - start - 1
                if depth:
                    byte = np.int64(spelled[word + end - 1])
                    low = _narrowed(letters, starts, low, high, depth, byte)
                    if low == high or letters[starts[low] + depth] != byte:
                        break
                    high = _narrowed(letters, starts, low, high, depth, byte + 1)
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


@kernel
def rows_of(spelled: U8, ends: I64, letters: U8, starts: I64, rows: I64) -> None:
    """For each of some words, sorted or not, its row in a sorted list; -1 when the list does not hold it.

    `spelled`, `ends` the words; `letters`, `starts` the list, as in `leermatch.wordlist.WordList`; `rows` (words,) out.
    """
    for word in range(ends.size - 1):
        low, high = 0, starts.size - 1
        size = ends[word + 1] - ends[word]
        for depth in range(size):
            byte = np.int64(spelled[ends[word] + depth])
            low = _narrowed(letters, starts, low, high, depth, byte)
            high = _narrowed(letters, starts, low, high, depth, byte + 1)
        rows[word] = low if low < high and starts[low + 1] - starts[low] == size else -1
