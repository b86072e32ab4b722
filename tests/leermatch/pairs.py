"""Small allocation problems, and the choice of a place with reserved seats said once more, one person at a time."""

import itertools
from dataclasses import replace
from fractions import Fraction

import numpy as np

from leermatch import Edges, Policy, Rule, tickets

FIELDS = ("seeker", "place", "score", "priority")


def random_edges(seed: int, most: int = 6, levels: int = 1000, groups: int = 0) -> Edges:
    """Up to `most` seekers and three places; scores and priorities of `levels` kinds; `groups` that overlap."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(0, most)), int(rng.integers(1, 4))
    seeker, place = np.nonzero(rng.random((n, m)) < 0.6)
    return Edges(
        seeker=seeker.astype(np.int64),
        place=place.astype(np.int64),
        score=rng.permutation(np.arange(seeker.size) % levels).astype(np.int64),
        priority=rng.permutation(np.arange(seeker.size) % levels).astype(np.int64),
        seekers=n,
        place_ids=np.arange(m, dtype=np.int64) * 10 + 3,
        capacities=rng.integers(0, 3, m).astype(np.int64),
        groups=rng.integers(0, 1 << groups, n) if groups else None,
    )


def random_policy(seed: int, groups: int = 2) -> Policy:
    """Up to three rules about a few groups and the places of `random_edges`."""
    rng = np.random.default_rng([seed, 1])
    rules = []
    for _ in range(int(rng.integers(0, 4))):
        some = frozenset(np.flatnonzero(rng.random(3) < 0.6) * 10 + 3) if rng.random() < 0.5 else None
        rules.append(
            Rule(
                group=int(rng.integers(0, groups)),
                priority=int(rng.integers(-2, 3)),
                reserve=float(rng.choice([0, 0.25, 0.5, 0.6, 1])),
                places=some,
                together=bool(rng.random() < 0.5),
            )
        )
    return Policy(tuple(rules))


def picked(edges: Edges, chosen: np.ndarray) -> Edges:
    """Only these pairs, in this order."""
    return replace(edges, **{name: getattr(edges, name)[chosen] for name in FIELDS})


def places_held(edges: Edges, edge_of: np.ndarray) -> list[int]:
    """The id of the place of each seeker, -1 for none."""
    return [int(edges.place_ids[edges.place[edge]]) if edge >= 0 else -1 for edge in edge_of.tolist()]


def seats_reserved(edges: Edges, policy: Policy) -> list[list[int]]:
    """Seats that each reserving rule keeps at each place, counted one place at a time."""
    room = edges.capacities.tolist()
    kept = []
    for rule in (rule for rule in policy.rules if rule.reserve):
        share, passed, given = Fraction(str(rule.reserve)), Fraction(0), 0
        seats = [0] * len(room)
        for place in np.argsort(edges.place_ids).tolist():
            if rule.places is not None and int(edges.place_ids[place]) not in rule.places:
                continue
            passed += share * int(edges.capacities[place])
            wanted = int(passed) - given if rule.together else int(share * int(edges.capacities[place]))
            seats[place] = min(wanted, room[place])
            given += seats[place]
            room[place] -= seats[place]
        kept.append(seats)
    return kept


class Choosing:
    """How the places of a problem choose among pairs, and which pairs block."""

    def __init__(self, edges: Edges, policy: Policy, seed: int) -> None:
        self.edges, self.policy = edges, policy
        self.ties = tickets(edges, seed).tolist()
        self.kept = seats_reserved(edges, policy)
        self.masks = (np.zeros(edges.seekers, int) if edges.groups is None else edges.groups).tolist()

    def strength(self, edge: int) -> tuple[int, int]:
        """By which a place compares."""
        mask, place = self.masks[self.edges.seeker[edge]], int(self.edges.place_ids[self.edges.place[edge]])
        points = sum(
            rule.priority
            for rule in self.policy.rules
            if mask >> rule.group & 1 and (rule.places is None or place in rule.places)
        )
        return int(self.edges.priority[edge]) + points, self.ties[edge]

    def wish(self, edge: int) -> tuple[int, int]:
        """By which a seeker compares; nothing is worse than anything."""
        return (int(self.edges.score[edge]), -self.ties[edge]) if edge >= 0 else (-(10**30), 0)

    def choose(self, place: int, asking: list[int]) -> set[int]:
        """Whom the place takes of those that ask."""
        left = sorted(asking, key=self.strength, reverse=True)
        chosen: set[int] = set()
        for rule, seats in zip((r for r in self.policy.rules if r.reserve), self.kept, strict=True):
            members = [edge for edge in left if self.masks[self.edges.seeker[edge]] >> rule.group & 1]
            chosen |= set(members[: seats[place]])
            left = [edge for edge in left if edge not in chosen]
        return chosen | set(left[: int(self.edges.capacities[place]) - len(chosen)])

    def blocking(self, held: tuple[int, ...]) -> list[int]:
        """Pairs that both sides want."""
        inside = {
            p: [e for e in held if e >= 0 and self.edges.place[e] == p]
            for p in range(len(self.edges.place_ids))
        }
        return [
            edge
            for edge in range(self.edges.seeker.size)
            if self.wish(edge) > self.wish(held[self.edges.seeker[edge]])
            and edge in self.choose(int(self.edges.place[edge]), [*inside[int(self.edges.place[edge])], edge])
        ]

    def lawful(self) -> list[tuple[int, ...]]:
        """Every allocation within the capacities."""
        options = [[-1, *np.flatnonzero(self.edges.seeker == s).tolist()] for s in range(self.edges.seekers)]
        room = self.edges.capacities.tolist()
        return [
            held
            for held in itertools.product(*options)
            if all(
                sum(e >= 0 and self.edges.place[e] == p for e in held) <= room[p] for p in range(len(room))
            )
        ]
