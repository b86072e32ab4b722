"""A shelf: seekers and room for their answers in files that processes on one machine map, so that nothing is copied."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from leermatch.arrays import AnyArray, freeze
from leermatch.ranking import Rankings
from leermatch.seekers import Facts, Seekers

_MEMORY: Final = Path("/dev/shm")  # noqa: S108 (files in memory, in a folder of their own)
_KINDS: Final[dict[str, type]] = {
    "ids": np.int64,
    "scores": np.int32,
    "priorities": np.int32,
    "distances_km": np.float32,
    "eligible_total": np.int64,
    "visited": np.int64,
}
_OF_SEEKER: Final = ("eligible_total", "visited")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files in a folder; what cannot be mapped is written here."""

    folder: Path
    widths: tuple[int, int, int]
    entities: int

    def is_seen(self) -> bool:
        """Whether this process can reach it."""
        return self.folder.is_dir()

    def seekers(self) -> Seekers:
        """All seekers. Raises FileNotFoundError on another machine."""
        facts = {field.name: self._mapped(field.name, "r") for field in fields(Facts)}
        return Seekers(Facts(**facts), self._mapped("wishes", "r"), self.widths, self.entities)

    def put(self, ranked: Rankings, first: int, past: int) -> None:
        """Write the answers of some seekers."""
        for name in _KINDS:
            self._mapped(name, "r+")[first:past] = getattr(ranked, name)

    def answers(self) -> Rankings:
        """The room for all answers; it stays when the shelf is taken away, as long as somebody holds it."""
        return Rankings(**{name: self._mapped(name, "r+") for name in _KINDS})

    def _mapped(self, name: str, mode: Any) -> AnyArray:
        array: AnyArray = np.load(self.folder / f"{name}.npy", mmap_mode=mode)
        return array.view(np.ndarray)


@contextmanager
def shelf_for(seekers: Seekers, k: int) -> Iterator[Shelf | None]:
    """A shelf with these seekers and room for k places each; None when there is no room for it, or nothing to map."""
    if not seekers.wishes.size:
        yield None
        return
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="leermatch-", dir=place, ignore_cleanup_errors=True) as name:
        shelf = None
        with suppress(OSError):
            folder = Path(name)
            for field in fields(Facts):
                _save(folder, field.name, getattr(seekers.facts, field.name))
            _save(folder, "wishes", seekers.wishes)
            for column, kind in _KINDS.items():
                _make(folder, column, _shape(column, len(seekers), k), kind)
            shelf = Shelf(folder, seekers.widths, seekers.entities)
        yield shelf


def room(n: int, k: int) -> Rankings:
    """Room for the answers of n seekers in this process."""
    return Rankings(**{name: np.empty(_shape(name, n, k), kind) for name, kind in _KINDS.items()})


def cut(seekers: Seekers, first: int, past: int) -> Seekers:
    """Some of the seekers."""
    facts = seekers.facts
    some = {field.name: freeze(getattr(facts, field.name)[first:past]) for field in fields(facts)}
    return replace(seekers, facts=replace(facts, **some), wishes=freeze(seekers.wishes[first:past]))


def put(found: Rankings, answer: Mapping[str, AnyArray], first: int, past: int) -> None:
    """Write the answers of some seekers among all."""
    for name, numbers in answer.items():
        getattr(found, name)[first:past] = numbers


def _shape(name: str, n: int, k: int) -> tuple[int, ...]:
    return (n,) if name in _OF_SEEKER else (n, k)


def _save(folder: Path, name: str, column: AnyArray) -> None:
    np.save(folder / f"{name}.npy", column, allow_pickle=False)


def _make(folder: Path, name: str, shape: tuple[int, ...], kind: type) -> None:
    """A file with room for an array. Its bytes are claimed now: a full disk is told here, not in the middle."""
    path = folder / f"{name}.npy"
    np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=shape).flush()
    with path.open("r+b") as file:
        os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
