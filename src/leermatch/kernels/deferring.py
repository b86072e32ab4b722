"""Deferred acceptance: seekers ask in their order, places hold the best who asked."""

from __future__ import annotations

import numpy as np

from leermatch.arrays import I32, I64, AnyArray
from leermatch.compiled import inlined, kernel
from leermatch.kernels.ticket import ticket


@inlined
def _weaker(
    own: np.int32,
    row: np.int32,
    other: np.int32,
    other_row: np.int32,
    seeker_ids: I64,
    place_id: np.int64,
    seed: np.uint64,
) -> bool:
    """Whether the place prefers the other: higher priority, then the higher ticket."""
    if own != other:
        return bool(own < other)
    return bool(ticket(seed, seeker_ids[row], place_id) < ticket(seed, seeker_ids[other_row], place_id))


@kernel
def ask(
    choices: tuple[I64, I32, I32],
    ids: tuple[I64, I64],
    seed: np.uint64,
    slots: I64,
    at: I32,
    bar: I32,
    count: I32,
    heap: tuple[I32, I32],
) -> None:
    """Let every row ask, and whoever loses a seat by it, until each is held or has asked everybody.

    `choices` where those of each row end (n,), place and priority (e,); `ids` of seekers (n,) and places (m,);
    `slots` (m + 1,) where the seats of each place begin in `heap`: priority and row of who is held, the weakest
    first. `at` (n,) the choice that each row will ask next, becomes the one that it holds, or past its last. `bar`
    (m,) lowest, becomes the priority of the weakest where the place is full; `count` (m,) zeros, becomes how many
    are held.
    """
    past, place, priority = choices
    seeker_ids, place_ids = ids
    heap_priority, heap_row = heap
    for first in range(at.size):
        row = np.int32(first)
        choice = at[row]
        end = past[row]
        while choice < end:
            p = place[choice]
            own = priority[choice]
            if own < bar[p]:  # one number read: most of those who are refused are refused here
                choice += 1
                continue
            base, held = slots[p], count[p]
            room = slots[p + 1] - base
            if held < room:
                _push(heap_priority, heap_row, base, held, own, row, seeker_ids, place_ids[p], seed)
                count[p] = held + 1
                if held + 1 == room:
                    bar[p] = heap_priority[base]
                break
            if room == 0 or _weaker(
                own, row, heap_priority[base], heap_row[base], seeker_ids, place_ids[p], seed
            ):
                choice += 1
                continue
            loser = heap_row[base]
            _replace(heap_priority, heap_row, base, room, own, row, seeker_ids, place_ids[p], seed)
            bar[p] = heap_priority[base]
            at[row] = choice
            row = loser
            choice = at[row] + 1
            end = past[row]
        at[row] = choice


@inlined
def _push(
    heap_priority: I32,
    heap_row: I32,
    base: int,
    held: int,
    own: np.int32,
    row: np.int32,
    seeker_ids: I64,
    place_id: np.int64,
    seed: np.uint64,
) -> None:
    """Add to a heap of `held` that begins at `base`."""
    spot = held
    while spot > 0:
        above = base + ((spot - 1) >> 1)
        if not _weaker(own, row, heap_priority[above], heap_row[above], seeker_ids, place_id, seed):
            break
        heap_priority[base + spot], heap_row[base + spot] = heap_priority[above], heap_row[above]
        spot = (spot - 1) >> 1
    heap_priority[base + spot], heap_row[base + spot] = own, row


@inlined
def _replace(
    heap_priority: I32,
    heap_row: I32,
    base: int,
    room: int,
    own: np.int32,
    row: np.int32,
    seeker_ids: I64,
    place_id: np.int64,
    seed: np.uint64,
) -> None:
    """Put somebody in the place of the weakest of a heap of `room`."""
    spot = 0
    while 2 * spot + 1 < room:
        below = 2 * spot + 1
        left, right = base + below, base + below + 1
        if below + 1 < room and _weaker(
            heap_priority[right],
            heap_row[right],
            heap_priority[left],
            heap_row[left],
            seeker_ids,
            place_id,
            seed,
        ):
            below, left = below + 1, right
        if not _weaker(heap_priority[left], heap_row[left], own, row, seeker_ids, place_id, seed):
            break
        heap_priority[base + spot], heap_row[base + spot] = heap_priority[left], heap_row[left]
        spot = below
    heap_priority[base + spot], heap_row[base + spot] = own, row


@kernel
def ask_reserving(
    choices: tuple[I64, I32, I32],
    ids: tuple[I64, I64],
    seed: np.uint64,
    reserved: I32,
    member: I64,
    slots: I64,
    at: I32,
    count: I32,
    held: tuple[I32, I32],
) -> None:
    """The same for all rows at once, where places keep seats for groups.

    `reserved` (rules, m) seats; `member` (n,) bit r when rule r counts the row; `slots` (m + 1,) where each place has
    one more than its seats in `held`: priority and row, the strongest first. The others as in `ask`.
    """
    past, place, priority = choices
    seeker_ids, place_ids = ids
    held_priority, held_row = held
    widest = 0
    for p in range(count.size):
        widest = max(widest, slots[p + 1] - slots[p])
    taken = np.empty(widest, np.bool_)
    for first in range(at.size):
        row = np.int32(first)
        choice = at[row]
        while choice < past[row]:
            p = place[choice]
            own = priority[choice]
            base = slots[p]
            room = slots[p + 1] - base - 1
            many = count[p]
            if room == 0 or (many == room and member[row] == 0 and own < held_priority[base + room - 1]):
                choice += 1
                continue
            spot = base + many
            while spot > base and _weaker(
                held_priority[spot - 1], held_row[spot - 1], own, row, seeker_ids, place_ids[p], seed
            ):
                held_priority[spot], held_row[spot] = held_priority[spot - 1], held_row[spot - 1]
                spot -= 1
            held_priority[spot], held_row[spot] = own, row
            at[row] = choice
            if many < room:
                count[p] = many + 1
                break
            out = base + _refused(held_row, base, room + 1, reserved, member, p, taken)
            row = held_row[out]
            choice = at[row] + 1
            for spot in range(out, base + room):
                held_priority[spot], held_row[spot] = held_priority[spot + 1], held_row[spot + 1]
        at[row] = choice


@inlined
def _refused(held_row: I32, base: int, many: int, reserved: I32, member: I64, p: int, taken: AnyArray) -> int:
    """Which of `many`, one more than there are seats, the place lets go: the rules in their order each take their
    best, and of whoever is left the weakest goes."""
    taken[:many] = False
    for rule in range(reserved.shape[0]):
        left = reserved[rule, p]
        for t in range(many):
            if left == 0:
                break
            if not taken[t] and (member[held_row[base + t]] >> rule) & 1:
                taken[t] = True
                left -= 1
    last = many - 1
    while taken[last]:
        last -= 1
    return last
