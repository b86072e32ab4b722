"""An allocation that is kept and mended: a few people come, go or choose otherwise, places grow or shrink."""

from __future__ import annotations

from leermatch.arrays import I64
from leermatch.changing import Changes
from leermatch.edges import Edges
from leermatch.mended import Mended
from leermatch.optimal import Certificate
from leermatch.policy import Policy


class Kept:
    """An allocation of the highest total that can be mended. `certificate` always is that of how it stands.

    Takes, beside the pairs, 8 bytes a pair and what `allocate_best` takes. Not for two threads at once.
    """

    def __init__(
        self, edges: Edges, *, seed: int = 0, policy: Policy | None = None, gap: float = 1e-5
    ) -> None:
        """Allocate as `allocate_best` does. Raises the same."""
        self._solver = Mended(edges, seed, policy or Policy(), gap)

    @property
    def certificate(self) -> Certificate:
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
