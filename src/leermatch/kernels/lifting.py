"""Rewards on top of scores: for pairs of members, changed again and again, with the best choice of each still first.

`base`: `starts` (n + 1,) int64, `place` and `score` (e,) int32, `counting` (e,) int64, bit r for a pair that rule r
counts: pairs as they are numbered without rewards. `columns`: `place`, `score` and `order` (e,) int32, the number
without rewards of each pair as it stands. `by_place`: `pair_of` (e,) int32, and `spot` (e,) int32 where each pair,
by its number without rewards, is in that.
"""

from __future__ import annotations

from leermatch.arrays import I32, I64
from leermatch.compiled import kernel
from leermatch.kernels.bidding import State

Base = tuple[I64, I32, I32, I64]


@kernel
def lift(
    rows: I64,
    base: Base,
    rewards: I64,
    more: I64,
    rank: I64,
    columns: tuple[I32, I32, I32],
    by_place: tuple[I32, I32],
    state: State,
) -> None:
    """Give pairs of `rows` (k,) the `rewards` (rules,) of the rules that count them, and one more to members whose
    `rank` (rules, n) is below `more` (rules,). Who scores 0 or less gets nothing. Who holds a pair keeps it.
    """
    starts, place_of, score_of, counting = base
    place, score, order = columns
    held, own_score = state[5], state[7]
    pair_of, spot = by_place
    for row in rows:
        begin, end = starts[row], starts[row + 1]
        own = order[held[row]] if held[row] >= 0 else -1
        moved = False
        for at in range(begin, end):
            pair = order[at]
            worth = score_of[pair]
            if worth > 0:
                for rule in range(rewards.size):
                    if (counting[pair] >> rule) & 1:
                        worth += rewards[rule] + (rank[rule, row] < more[rule])
            to = at
            while to > begin and (score[to - 1] < worth or (score[to - 1] == worth and order[to - 1] > pair)):
                score[to], order[to] = score[to - 1], order[to - 1]
                to -= 1
                moved = True
            score[to], order[to] = worth, pair
        if moved:
            for at in range(begin, end):
                pair = order[at]
                place[at] = place_of[pair]
                pair_of[spot[pair]] = at
                if pair == own:
                    held[row] = at
        if own >= 0:
            own_score[row] = score[held[row]]


@kernel
def gained(base: Base, price: I32, rewards: I64) -> int:
    """What all would gain at best at these prices (m,) and rewards (rules,)."""
    starts, place_of, score_of, counting = base
    total = 0
    for row in range(starts.size - 1):
        best = 0
        for pair in range(starts[row], starts[row + 1]):
            net = score_of[pair] - price[place_of[pair]]
            if score_of[pair] > 0:
                for rule in range(rewards.size):
                    if (counting[pair] >> rule) & 1:
                        net += rewards[rule]
                best = max(best, net)
        total += best
    return total
