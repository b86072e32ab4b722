"""An allocation that is kept and mended: a few people come, go or choose otherwise, places grow or shrink."""

from __future__ import annotations

from typing import Literal, overload

from leermatch.arrays import I64
from leermatch.changing import Changes
from leermatch.edges import Edges
from leermatch.mended import Mended
from leermatch.optimal import Certificate, Share
from leermatch.policy import Policy
from leermatch.restored import Restored
from leermatch.settled import Settled


class Kept:
    """An allocation of the highest total that can be mended. `certificate` always is that of how it stands.

    Where a policy keeps minimum shares, they are met again after each change (`leermatch.restored`), which takes about
    as long as a new allocation; without them only what the changes touch is worked out again (`leermatch.mended`).
    Points of the policy are given to later pairs, too. Takes, beside the pairs, 12 bytes a pair and what
    `allocate_best` takes. Not for two threads at once.
    """

    def __init__(
        self, edges: Edges, *, seed: int = 0, policy: Policy | None = None, gap: float = 1e-5
    ) -> None:
        """Allocate as `allocate_best` does. Raises the same."""
        policy = policy or Policy()
        self._solver = (Restored if policy.reserving else Mended)(edges, seed, policy, gap)

    @property
    def shares(self) -> tuple[Share, ...]:
        """What became of each reserve of the policy, as in `Best`."""
        return self._solver.shares

    @property
    def certificate(self) -> Certificate:
        """The proof of how things stand."""
        return self._solver.certificate

    def recounted(self) -> Certificate:
        """The proof, counted again over all pairs; `certificate` is counted where something changed."""
        return self._solver.recounted()

    def places(self) -> I64:
        """(seekers and newcomers,) the position of the place that each has, or -1."""
        return self._solver.held()[0]

    def scores(self) -> I64:
        """(seekers and newcomers,) what each scores with the place that they have, or 0."""
        return self._solver.held()[1]

    def repair(self, changes: Changes) -> Certificate:
        """Take the changes in, and prove what stands now. Raises EdgesRefused, with nothing changed, for bad ones."""
        self._solver.repair(changes)
        return self.certificate


class KeptStable:
    """A stable allocation that changes are put into: always the one that solving from nothing would give.

    `Edges` whose scores or priorities do not fit in 32 bits are refused. Takes 12 bytes a pair.
    """

    def __init__(self, edges: Edges, *, seed: int = 0, policy: Policy | None = None) -> None:
        """Allocate as `allocate_stable` does. Raises the same."""
        self._solver = Settled(edges, seed, policy or Policy())

    @property
    def proposals(self) -> int:
        """How often somebody asked a place, the last time."""
        return self._solver.proposals

    def places(self) -> I64:
        """(seekers and newcomers,) the position of the place that each has, or -1."""
        return self._solver.held()[0]

    def scores(self) -> I64:
        """(seekers and newcomers,) what each scores with the place that they have, or 0."""
        return self._solver.held()[1]

    def repair(self, changes: Changes) -> None:
        """Take the changes in. Raises EdgesRefused, with nothing changed, for bad ones."""
        self._solver.repair(changes)


@overload
def keep(
    edges: Edges, objective: Literal["stable"], *, seed: int = 0, policy: Policy | None = None
) -> KeptStable: ...
@overload
def keep(
    edges: Edges,
    objective: Literal["best"],
    *,
    seed: int = 0,
    policy: Policy | None = None,
    gap: float = 1e-5,
) -> Kept: ...
def keep(
    edges: Edges,
    objective: Literal["best", "stable"],
    *,
    seed: int = 0,
    policy: Policy | None = None,
    gap: float = 1e-5,
) -> Kept | KeptStable:
    """An allocation that takes changes in by `repair(Changes(…))`, whatever it promises."""
    if objective == "stable":
        return KeptStable(edges, seed=seed, policy=policy)
    return Kept(edges, seed=seed, policy=policy, gap=gap)
