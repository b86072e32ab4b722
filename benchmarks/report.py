"""What a benchmark prints: one JSON object, the same shape for all of them."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = ("numpy", "numba", "polars", "duckdb", "psycopg", "pystemmer", "tantivy")
#: By what two figures are compared, first what both have.
_COMPARED = ("median_s", "mean_ms")
#: Figures of which more is better.
_GAINED = ("ndcg10",)
#: Cores that this process may use.
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """One benchmark. `ours` and each of `peers` are figures such as `median_s` or `mean_ms`, `peak_mb`, …

    `equal` says whether all gave the same answer, None where that is not defined (then `notes` say why);
    `limits` holds what was measured beside the times; `notes` are sentences for whoever reads the figures.
    """

    benchmark: str
    sizes: Mapping[str, int]
    runs: int
    ours: Figures
    peers: Mapping[str, Figures] = field(default_factory=dict)
    equal: bool | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The object that is printed; each peer gets its `ratio`: its figure over ours, or the one that it brings
        when it was measured at another size."""
        return {
            "benchmark": self.benchmark,
            "sizes": dict(self.sizes),
            "machine": machine(),
            "versions": {**versions(), **self.versions},
            "runs": self.runs,
            "ours": rounded(self.ours),
            "peers": {
                name: rounded({"ratio": ratio(figures, self.ours), **figures})
                for name, figures in self.peers.items()
            },
            "equal": self.equal,
            "limits": rounded(self.limits),
            "notes": list(self.notes),
        }

    def as_json(self) -> str:
        """On one line."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_lines(self) -> str:
        """For people: indented."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def ratio(peer: Mapping[str, Any], ours: Mapping[str, Any]) -> float | None:
    """How many times as long the peer takes, or as well we do; above 1 is a win. None: nothing can be compared."""
    for name in _COMPARED:
        if peer.get(name) is not None and ours.get(name):
            return float(peer[name] / ours[name])
    for name in _GAINED:
        if peer.get(name) and ours.get(name) is not None:
            return float(ours[name] / peer[name])
    return None


def rounded(figures: Mapping[str, Any]) -> Figures:
    """Four digits that count: more would pretend."""
    return {name: float(f"{v:.4g}") if isinstance(v, float) else v for name, v in figures.items()}


def machine() -> dict[str, Any]:
    """What it ran on, as far as this process may use it; `load` is the mean of the last minute."""
    return {
        "cores": CORES,
        "processor": _line("/proc/cpuinfo", "model name") or platform.processor(),
        "memory_gb": round(int((_line("/proc/meminfo", "MemTotal") or "0").split()[0]) / 1e6, 1),
        "system": platform.system(),
        "load": round(os.getloadavg()[0], 2),
    }


def versions() -> dict[str, str]:
    """Python and the packages that are there."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _line(file: str, name: str) -> str:
    """The value after a name in a file of the kernel; "" where there is none."""
    if not Path(file).exists():
        return ""
    lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
