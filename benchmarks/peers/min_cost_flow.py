"""OR-Tools SimpleMinCostFlow on the same whole numbers, in a process of its own: `python -m … PAIRS RUNS`.

A node for each seeker and each place, and one that takes what flows out; an arc for each pair, for each place (as many
as it has seats), and for each seeker (to go without).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.timing import PeakMemory
from leermatch import Edges
from leermatch.arrays import I64


def solved(edges: Edges, runs: int) -> dict[str, Any]:
    """`total`, `making_s` and `solving_s` (medians), and `peak_mb` on top of the pairs."""
    with TemporaryDirectory() as folder:
        pairs = Path(folder) / "pairs.npz"
        arrays = {"seeker": edges.seeker, "place": edges.place, "score": edges.score}
        np.savez(pairs, **arrays, capacities=edges.capacities, seekers=np.array(edges.seekers))
        command = [sys.executable, "-m", "benchmarks.peers.min_cost_flow", str(pairs), str(runs)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _solve(seeker: I64, place: I64, score: I64, capacities: I64, n: int) -> tuple[int, float, float]:
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 (only in the process of its own)

    m = capacities.size
    start = time.perf_counter()
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        seeker.astype(np.int32), (n + place).astype(np.int32), np.ones(seeker.size, np.int64), -score
    )
    out = np.int32(n + m)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(n, n + m, dtype=np.int32), np.full(m, out), np.minimum(capacities, n), np.zeros(m, np.int64)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        np.arange(n, dtype=np.int32), np.full(n, out), np.ones(n, np.int64), np.zeros(n, np.int64)
    )
    supplies = np.zeros(n + m + 1, np.int64)
    supplies[:n], supplies[-1] = 1, -n
    flow.set_nodes_supplies(np.arange(n + m + 1, dtype=np.int32), supplies)
    made = time.perf_counter()
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("not solved")
    flows = flow.flows(arcs)
    solved_at = time.perf_counter()
    return int(score[flows > 0].sum()), made - start, solved_at - made


def main(pairs: str, runs: str) -> None:
    """Prints one JSON object."""
    with np.load(pairs) as file:
        given = [file[name] for name in ("seeker", "place", "score", "capacities")]
        n = int(file["seekers"])
    before = PeakMemory()
    resident = before.megabytes() or 0.0
    totals, making, solving = zip(*(_solve(*given, n) for _ in range(int(runs))), strict=True)
    peak = (before.megabytes() or 0.0) - resident
    found = {"total": totals[0], "making_s": median(making), "solving_s": median(solving), "peak_mb": peak}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
