"""The snapshot of published places that search and matching share: build, open, and mend by itself."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils.timezone import localtime

from leermatch import (
    Market,
    MarketRefused,
    SnapshotRefused,
    Vocabularies,
    build_market,
    current_version,
    open_market,
    save_market,
)
from leerwerk.casework.enums import OPEN_REFERRALS, SEATED_PLACEMENTS
from leerwerk.casework.models import Placement, Referral
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Occupation, OccupationTerm, Place, Qualification
from leerwerk.matching.models import MarketBuild
from leerwerk.matching.rows import place_columns, vocabularies

log = structlog.get_logger(__name__)
_opened: dict[Path, Market] = {}


def market_folder() -> Path:
    """Where the snapshots of this installation are."""
    return Path(settings.VAR_DIR) / "market"


def current_market(now: datetime) -> Market:
    """The market in use, mapped once a process. One that is missing, torn or of an old version is built again."""
    folder = market_folder()
    held = _opened.get(folder)
    if held is not None and held.version == current_version(folder):
        return held
    try:
        market = open_market(folder)
    except SnapshotRefused as refused:
        log.warning("market refused, building it again", code=refused.code)
        _rebuild_unless_mended(folder, now)
        market = open_market(folder)
    _opened.clear()  # the files of the one before are let go
    _opened[folder] = market
    return market


def ensure_market(now: datetime) -> bool:
    """Build the market when it is missing, unreadable or behind the tables; True when it was built."""
    folder = market_folder()
    with _lock(folder):
        if _is_readable(folder) and not is_behind(folder):
            return False
        _build(folder, now)
        return True


@dataclass(frozen=True)
class BuildStatus:
    """The snapshot in use; `left_out` tells of places that the engine refused, `is_behind` that tables changed."""

    version: str
    built_at: datetime
    places: int
    left_out: list[dict[str, Any]]
    is_behind: bool


def latest_build() -> BuildStatus | None:
    """What is known of the snapshot in use, None when there is none that this database knows."""
    folder = market_folder()
    row = MarketBuild.objects.filter(version=current_version(folder) or "").first()
    if row is None:
        return None
    return BuildStatus(row.version, localtime(row.built_at), row.places, row.left_out, is_behind(folder))


def market_fault() -> str:
    """Read every byte of the snapshot in use: why it can't be used, "" when it is whole."""
    try:
        open_market(market_folder())
    except SnapshotRefused as refused:
        return str(refused)
    return ""


def is_behind(folder: Path) -> bool:
    """True when places, seats or vocabularies changed since the current snapshot was built."""
    build = MarketBuild.objects.filter(version=current_version(folder) or "").first()
    return build is None or build.fingerprint != fingerprint()


def fingerprint() -> str:
    """A short text that changes when anything changes that the market holds; five small queries."""
    places = Place.objects.aggregate(
        online=Count("pk", filter=Q(status=PlaceStatus.PUBLISHED)), touched=Max("touched_at")
    )
    return "|".join(
        str(part)
        for part in (
            places["online"],
            places["touched"],
            Placement.objects.filter(status__in=SEATED_PLACEMENTS).count(),
            Referral.objects.filter(status__in=OPEN_REFERRALS).count(),
            Occupation.objects.count() + OccupationTerm.objects.count(),
            Qualification.objects.filter(is_listed=True).count(),
        )
    )


def _rebuild_unless_mended(folder: Path, now: datetime) -> None:
    with _lock(folder):
        if not _is_readable(folder):
            _build(folder, now)


def _build(folder: Path, now: datetime) -> None:
    seen = fingerprint()
    market, left_out = _accepted(place_columns(now.date()), vocabularies())
    version = save_market(market, folder, created_at=now.isoformat())
    MarketBuild.objects.create(
        version=version, built_at=now, places=len(market), fingerprint=seen, left_out=left_out
    )
    log.info("market built", version=version, places=len(market))


def _accepted(columns: dict[str, list[Any]], words: Vocabularies) -> tuple[Market, list[dict[str, Any]]]:
    """The market of the rows that the engine takes, and what it said of the others: one bad row stops nobody."""
    left_out: list[dict[str, Any]] = []
    while True:
        try:
            return build_market(columns, words), left_out
        except MarketRefused as refused:
            bad = {problem.row for problem in refused.problems}
            if not bad <= set(range(len(columns["id"]))):
                raise
            left_out += [{"place": columns["id"][each.row], **asdict(each)} for each in refused.problems]
            log.error("places left out of the market", places=[columns["id"][row] for row in sorted(bad)])
            columns = {
                name: [value for row, value in enumerate(column) if row not in bad]
                for name, column in columns.items()
            }


def _is_readable(folder: Path) -> bool:
    try:
        open_market(folder)
    except SnapshotRefused:
        return False
    return True


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One builder at a time on this machine; the others wait and find the work done."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "build.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
