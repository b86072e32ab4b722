"""A market on disk: one file for the base and one for what changed since, named together and swapped in one step.

    folder/CURRENT          "v-4k2j9x1a d-000012": the base, and the delta on it if there is one
    folder/v-…              the base; folder/v-….d-000012 a delta: see `leermatch.bundle`

A file is complete and on the disk before CURRENT names it. What CURRENT named before stays, for readers that are just
opening it; all else is removed. Readers need no lock; one that finds its file gone looks at CURRENT again.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields, is_dataclass, replace
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, TypeVar, get_type_hints

import numpy as np

from leermatch.arrays import AnyArray, freeze
from leermatch.bundle import Bundle, SnapshotRefused, read_bundle, write_bundle
from leermatch.market import Market
from leermatch.segment import Segment
from leermatch.vocabulary import Occupation, Qualification, Vocabularies

__all__ = [
    "SnapshotRefused",
    "current_delta",
    "current_version",
    "open_market",
    "refresh_market",
    "save_changes",
    "save_market",
]

T = TypeVar("T")

ENGINE: Final = "0.2"
_CURRENT = re.compile(r"(v-[A-Za-z0-9_]{4,40})(?: (d-[0-9]{6,12}))?")
_FILE = re.compile(r"v-[A-Za-z0-9_]{4,40}(\.d-[0-9]{6,12})?")
_BUILDING: Final = ".building-"


class _Current(NamedTuple):
    """What is in use: a base, and a delta or ""."""

    version: str
    delta: str

    def files(self) -> tuple[str, ...]:
        """Names of the files."""
        return (self.version, f"{self.version}.{self.delta}") if self.delta else (self.version,)


def save_market(market: Market, folder: Path, *, created_at: str) -> str:
    """Write the market below `folder` and make it the current one in one step; returns the name of the version.

    When writing fails (a full disk), what was current stays so and nothing is left behind. Raises ValueError for a
    market with changes on it: those are kept by `save_changes`, and taken up when the market is built again.
    """
    if market.fresh is not None or market.gone.any():
        raise ValueError("changes")
    folder.mkdir(parents=True, exist_ok=True)
    with _building(folder) as (file, path):
        version = "v-" + path.name.removeprefix(_BUILDING)
        about = {"kind": "market", "version": version, "engine": ENGINE, "created_at": created_at}
        write_bundle(file, about, _arrays_of_market(market))
        with _lock(folder):
            _swap(folder, path, _Current(version, ""))
    return version


def save_changes(market: Market, folder: Path, *, created_at: str) -> str:
    """Write what `Market.changed` put on the base that is current below `folder`; returns the name of the delta.

    Readers that hold the base open only this. Raises SnapshotRefused, OTHER_BASE when another base became current
    meanwhile: the changes are counted from a base that nobody will read any more.
    """
    with _lock(folder):
        current = _current(folder)
        if current is None or current.version != market.version:
            raise SnapshotRefused(
                "OTHER_BASE", f"{folder}: {current and current.version}, not {market.version}"
            )
        delta = f"d-{int(current.delta[2:] or 0) + 1:06}"
        about = {"kind": "changes", "version": market.version, "delta": delta, "seal": market.seal}
        with _building(folder) as (file, path):
            write_bundle(
                file, {**about, "engine": ENGINE, "created_at": created_at}, _arrays_of_changes(market)
            )
            _swap(folder, path, _Current(market.version, delta))
    return delta


def current_version(folder: Path) -> str | None:
    """Name of the current base, None when there is none: cheap, to see whether there is a newer one."""
    current = _current(folder)
    return current.version if current else None


def current_delta(folder: Path) -> str:
    """Name of the current delta, "" when nothing changed since the base was built."""
    current = _current(folder)
    return current.delta if current else ""


def open_market(folder: Path, *, verify: bool = True) -> Market:
    """Map the current market below `folder` into memory; with `verify` every byte of the base is checked first
    (of a delta always).

    Raises SnapshotRefused: MISSING (nothing there), FOREIGN (not written by this engine, or for another place),
    OLD_VERSION (another format), TORN (damaged or incomplete), OTHER_BASE (a delta on another base).
    """
    return _opened(folder, None, verify=verify)


def refresh_market(market: Market, folder: Path) -> Market:
    """The market that is current below `folder`: the same object when nothing changed, which is all but free.

    The base stays mapped when only the changes on it are new. Raises SnapshotRefused like `open_market`.
    """
    if _current(folder) == (market.version, market.delta):
        return market
    return _opened(folder, market, verify=True)


def _opened(folder: Path, held: Market | None, *, verify: bool) -> Market:
    while True:
        current = _current(folder)
        if current is None:
            raise SnapshotRefused("FOREIGN" if (folder / "CURRENT").exists() else "MISSING", str(folder))
        try:
            if held is None or held.version != current.version:
                held = _base(read_bundle(folder / current.version, verify=verify), folder, current.version)
            if not current.delta:
                return held.with_changes(None, held.base.places.id[:0])
            return _changed(held, read_bundle(folder / current.files()[1]), folder, current)
        except SnapshotRefused:
            if _current(folder) == current:  # else: swapped and cleaned up while we were opening it
                raise


def _base(bundle: Bundle, folder: Path, version: str) -> Market:
    about = bundle.about
    if (about.get("kind"), about.get("version")) != ("market", version):
        raise SnapshotRefused("FOREIGN", str(folder / version))
    try:
        base: Segment = _rebuilt(Segment, bundle.arrays, "base")
        return Market(
            base=base,
            fresh=None,
            gone=freeze(np.zeros(len(base), np.bool_)),
            vocabularies=_vocabularies(bundle.arrays["vocabularies"].tobytes()),
            closeness=bundle.arrays["closeness"],
            version=version,
            created_at=str(about["created_at"]),
            seal=bundle.seal,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise SnapshotRefused("TORN", f"{folder / version}: {fault!r}") from fault


def _changed(market: Market, bundle: Bundle, folder: Path, current: _Current) -> Market:
    about, path = bundle.about, str(folder / current.files()[1])
    if (about.get("kind"), about.get("version"), about.get("delta")) != ("changes", *current):
        raise SnapshotRefused("FOREIGN", path)
    if about.get("seal") != market.seal:
        raise SnapshotRefused("OTHER_BASE", path)
    try:
        fresh: Segment | None = None
        if len(bundle.arrays) > 1:
            fresh = _rebuilt(Segment, bundle.arrays, "fresh")
        changed = market.with_changes(fresh, bundle.arrays["closed"])
        return replace(changed, delta=current.delta, created_at=str(about["created_at"]))
    except (KeyError, TypeError, ValueError, IndexError) as fault:
        raise SnapshotRefused("TORN", f"{path}: {fault!r}") from fault


def _arrays_of_market(market: Market) -> dict[str, AnyArray]:
    spelled = json.dumps(asdict(market.vocabularies)).encode()
    return {
        **dict(_flattened(market.base, "base")),
        "closeness": market.closeness,
        "vocabularies": np.frombuffer(spelled, np.uint8),
    }


def _arrays_of_changes(market: Market) -> dict[str, AnyArray]:
    closed = market.base.places.id[market.gone]
    if market.fresh is None:
        return {"closed": closed}
    closed = np.setdiff1d(closed, market.fresh.places.id)
    return {**dict(_flattened(market.fresh, "fresh")), "closed": closed}


def _flattened(thing: Any, name: str) -> Iterator[tuple[str, AnyArray]]:
    """The arrays in a tree of dataclasses, each under its path."""
    if not is_dataclass(thing):
        yield name, thing
        return
    for field in fields(thing):
        yield from _flattened(getattr(thing, field.name), f"{name}.{field.name}")


def _rebuilt(kind: Any, arrays: Mapping[str, AnyArray], name: str) -> Any:
    """The tree again."""
    if not is_dataclass(kind):
        return arrays[name]
    hints = get_type_hints(kind)
    make: Any = kind
    return make(**{f.name: _rebuilt(hints[f.name], arrays, f"{name}.{f.name}") for f in fields(kind)})


def _vocabularies(content: bytes) -> Vocabularies:
    plain = json.loads(content)
    return Vocabularies(
        occupations=tuple(
            Occupation(
                **{
                    **one,
                    "terms": tuple((text, float(weight)) for text, weight in one["terms"]),
                    "qualifications": tuple(one["qualifications"]),
                    "related": tuple(one["related"]),
                    "misspellings": tuple(one["misspellings"]),
                }
            )
            for one in plain["occupations"]
        ),
        qualifications=tuple(Qualification(**one) for one in plain["qualifications"]),
        sectors=tuple(plain["sectors"]),
        regions=tuple(plain["regions"]),
    )


def _current(folder: Path) -> _Current | None:
    try:
        found = _CURRENT.fullmatch((folder / "CURRENT").read_text(encoding="ascii").strip())
    except (OSError, UnicodeDecodeError):
        return None
    return _Current(found[1], found[2] or "") if found else None


@contextmanager
def _building(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file to write in, locked as long as its writer lives; gone when writing fails."""
    path = folder
    try:
        while not path.is_file():  # else: taken for an orphan before we held its lock
            number, name = tempfile.mkstemp(prefix=_BUILDING, dir=folder)
            path = Path(name)
            file = os.fdopen(number, "wb")
            fcntl.flock(file, fcntl.LOCK_EX)
        with file:
            yield file, path
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _swap(folder: Path, written: Path, current: _Current) -> None:
    """Give the file its name, name it in CURRENT, and clean up. What is on the way to the disk was written first, so
    a crash leaves the old state or the new one."""
    before = _current(folder)
    written.rename(folder / current.files()[-1])
    pointer = folder / ".CURRENT-next"
    with pointer.open("wb") as file:
        file.write(" ".join(part for part in current if part).encode())
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(folder / "CURRENT")
    _sync_folder(folder)
    _remove_others(folder, {*current.files(), *(before.files() if before else ())})


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove_others(folder: Path, kept: set[str]) -> None:
    for path in folder.iterdir():
        if (_FILE.fullmatch(path.name) and path.name not in kept) or _is_orphan(path):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _is_orphan(path: Path) -> bool:
    """Whether this is what a writer left that was killed: nobody holds its lock any more."""
    if not path.name.startswith(_BUILDING):
        return False
    with contextlib.suppress(OSError):
        if path.is_dir():
            return True
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    return False


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One writer at a time swaps and cleans up; readers need no lock."""
    with (folder / ".swap-lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
