"""A market on disk: a folder of arrays with checksums, swapped atomically, opened by mapping it into memory.

    folder/CURRENT            name of the version in use, replaced in one step
    folder/v-…/manifest.json  format, engine, counts, and size and CRC-32 of every other file
    folder/v-…/*.npy          one array each; vocabularies.json

A version is complete and on the disk before CURRENT names it. The version before stays, for readers that are just
opening it; older ones are removed.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np

from leermatch.arrays import AnyArray, freeze
from leermatch.grid import Grid
from leermatch.index import TextIndex
from leermatch.market import Market
from leermatch.places import Places
from leermatch.segment import Segment
from leermatch.vocabulary import Occupation, Qualification, Vocabularies
from leermatch.wordlist import WordList

MAGIC: Final = "leermatch market"
#: Raised by one whenever an older reader could misread what is written.
FORMAT: Final = 2
ENGINE: Final = "0.1"

SnapshotCode = Literal["MISSING", "FOREIGN", "OLD_VERSION", "TORN"]
_VERSION = re.compile(r"v-[A-Za-z0-9_]{4,40}")


class SnapshotRefused(Exception):  # noqa: N818 (a refusal, as everywhere in this house)
    """A snapshot that must not be read: nothing there, not ours, of another format, or damaged. Build it anew."""

    def __init__(self, code: SnapshotCode, detail: str) -> None:
        self.code: SnapshotCode = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


def save_market(market: Market, folder: Path, *, created_at: str) -> str:
    """Write the market below `folder` and make it the current one in one step; returns the name of the version.

    When writing fails (a full disk), what was current stays so and nothing is left behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
    try:
        manifest = {
            "magic": MAGIC,
            "format": FORMAT,
            "engine": ENGINE,
            "created_at": created_at,
            "places": len(market),
            "files": _write_files(market, building),
        }
        _write(building / "manifest.json", json.dumps(manifest, indent=1).encode())
        _sync_folder(building)
        version = "v-" + building.name.removeprefix(".building-")
        with _lock(folder):
            before = current_version(folder)
            building.rename(folder / version)
            _point_to(folder, version)
            _remove_others(folder, {version, before})
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return version


def current_version(folder: Path) -> str | None:
    """Name of the current version, None when there is none: cheap, to see whether there is a newer one."""
    try:
        version = (folder / "CURRENT").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return version if _VERSION.fullmatch(version) else None


def open_market(folder: Path, *, verify: bool = True) -> Market:
    """Map the current market below `folder` into memory; with `verify` every byte is checked first.

    Raises SnapshotRefused: MISSING (nothing there), FOREIGN (not written by this engine), OLD_VERSION (another
    format), TORN (damaged or incomplete).
    """
    while True:
        version = current_version(folder)
        if version is None:
            code: SnapshotCode = "FOREIGN" if (folder / "CURRENT").exists() else "MISSING"
            raise SnapshotRefused(code, str(folder))
        try:
            return _open_version(folder / version, verify=verify)
        except SnapshotRefused:
            if current_version(folder) == version:  # else: swapped and cleaned up while we were opening it
                raise


def _open_version(folder: Path, *, verify: bool) -> Market:
    manifest = _manifest(folder)
    arrays: dict[str, AnyArray] = {}
    for name, entry in manifest["files"].items():
        path = folder / name
        try:
            if path.stat().st_size != entry["size"] or (verify and _checksum(path) != entry["crc32"]):
                raise SnapshotRefused("TORN", str(path))
            if name.endswith(".npy"):
                arrays[name.removesuffix(".npy")] = _mapped(path)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise SnapshotRefused("TORN", str(path)) from fault
    try:
        return Market(
            base=_segment(arrays),
            fresh=None,
            gone=freeze(np.zeros(arrays["places.id"].size, np.bool_)),
            vocabularies=_vocabularies(folder / "vocabularies.json"),
            closeness=arrays["closeness"],
            version=folder.name,
            created_at=manifest["created_at"],
        )
    except (OSError, KeyError, TypeError, ValueError) as fault:
        raise SnapshotRefused("TORN", f"{folder}: {fault!r}") from fault


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise SnapshotRefused("TORN", str(path)) from fault
    if not isinstance(manifest, dict) or manifest.get("magic") != MAGIC:
        raise SnapshotRefused("FOREIGN", str(path))
    if manifest.get("format") != FORMAT:
        raise SnapshotRefused("OLD_VERSION", f"{path}: format {manifest.get('format')}, not {FORMAT}")
    if not isinstance(manifest.get("files"), dict) or not isinstance(manifest.get("created_at"), str):
        raise SnapshotRefused("TORN", str(path))
    return manifest


def _arrays(market: Market) -> Iterator[tuple[str, AnyArray]]:
    yield "closeness", market.closeness
    segment = market.base
    yield "by_id", segment.by_id
    yield "grid.frame", segment.grid.frame
    yield "grid.starts", segment.grid.starts
    for field in fields(Places):
        yield f"places.{field.name}", getattr(segment.places, field.name)
    for field in fields(TextIndex):
        value = getattr(segment.index, field.name)
        if isinstance(value, WordList):
            yield f"index.{field.name}.letters", value.letters
            yield f"index.{field.name}.starts", value.starts
        else:
            yield f"index.{field.name}", value


def _segment(arrays: dict[str, AnyArray]) -> Segment:
    grid = Grid(arrays["grid.frame"], arrays["grid.starts"])
    return Segment(_columns(Places, arrays, "places."), _index(arrays), grid, arrays["by_id"])


def _index(arrays: dict[str, AnyArray]) -> TextIndex:
    found: dict[str, Any] = {}
    for field in fields(TextIndex):
        name = f"index.{field.name}"
        if name in arrays:
            found[field.name] = arrays[name]
        else:
            found[field.name] = WordList(arrays[f"{name}.letters"], arrays[f"{name}.starts"])
    return TextIndex(**found)


def _columns(kind: type[Places], arrays: dict[str, AnyArray], prefix: str) -> Places:
    return kind(**{field.name: arrays[prefix + field.name] for field in fields(kind)})


def _vocabularies(path: Path) -> Vocabularies:
    plain = json.loads(path.read_bytes())
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


def _write_files(market: Market, folder: Path) -> dict[str, dict[str, int]]:
    for name, array in _arrays(market):
        with (folder / f"{name}.npy").open("xb") as file:
            np.save(file, array, allow_pickle=False)
            _sync(file.fileno(), file)
    _write(folder / "vocabularies.json", json.dumps(asdict(market.vocabularies)).encode())
    paths = sorted(folder.iterdir())
    return {path.name: {"size": path.stat().st_size, "crc32": _checksum(path)} for path in paths}


def _mapped(path: Path) -> AnyArray:
    array: AnyArray = np.load(path, mmap_mode="r", allow_pickle=False)
    # A plain view: numpy's memmap class makes every later slice slower.
    return array.view(np.ndarray)


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
    return checksum


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        _sync(file.fileno(), file)


def _sync(number: int, file: Any) -> None:
    file.flush()
    os.fsync(number)


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _point_to(folder: Path, version: str) -> None:
    pointer = folder / ".CURRENT-next"
    _write(pointer, version.encode())
    pointer.replace(folder / "CURRENT")
    _sync_folder(folder)


def _remove_others(folder: Path, kept: set[str | None]) -> None:
    for path in folder.iterdir():
        if _VERSION.fullmatch(path.name) and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One writer at a time swaps and cleans up; readers need no lock."""
    with (folder / ".swap-lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
