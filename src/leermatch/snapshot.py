"""A market on disk: a folder of arrays with checksums, swapped atomically, opened by mapping it into memory."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from leermatch.market import Market

SnapshotCode = Literal["MISSING", "FOREIGN", "OLD_VERSION", "TORN"]


class SnapshotRefused(Exception):
    """A snapshot that must not be read: nothing there, not ours, of another format, or damaged. Build it again."""

    def __init__(self, code: SnapshotCode, detail: str) -> None:
        self.code: SnapshotCode = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


def save_market(market: Market, folder: Path, *, created_at: str) -> str:
    """Write the market below `folder` and make it current in one step; returns the name of the version."""
    raise NotImplementedError


def open_market(folder: Path, *, verify: bool = True) -> Market:
    """Map the current market below `folder` into memory. Raises SnapshotRefused."""
    raise NotImplementedError


def current_version(folder: Path) -> str | None:
    """Name of the current version, or None: cheap, so that a reader can see that there is a newer one."""
    raise NotImplementedError
