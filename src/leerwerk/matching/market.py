"""The snapshot of published places that search and matching share: build, change, open, and mend by itself."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import structlog
from django.conf import settings
from django.utils.timezone import localtime

from leermatch import (
    Market,
    MarketRefused,
    SnapshotRefused,
    build_market,
    current_delta,
    current_version,
    open_market,
    refresh_market,
    save_changes,
    save_market,
)
from leermatch.warm import warm_up
from leerwerk.catalogue.models import Occupation, OccupationTerm, Qualification
from leerwerk.matching import changes
from leerwerk.matching.models import MarketBuild
from leerwerk.matching.rows import place_columns, vocabularies

log = structlog.get_logger(__name__)

#: More places than this changed: building the market again makes it quicker to ask.
MOST_CHANGES = 5_000
#: Names of employers, recognitions and the like are taken up once a day.
OLDEST = timedelta(days=1)

#: Set once this process has every kernel of the engine: no question waits for a compiler.
engine_is_warm = Event()
_opened: dict[Path, Market] = {}
_Columns = dict[str, list[Any]]
_LeftOut = list[dict[str, Any]]


class VocabulariesChanged(Exception):  # noqa: N818 (a reason, not a fault)
    """A place uses a code that came after the market was built."""


def market_folder() -> Path:
    """Where the snapshots of this installation are."""
    return Path(settings.VAR_DIR) / "market"


def current_market(now: datetime) -> Market:
    """The market in use, mapped once a process; changes on it are taken up as they come.

    One that is missing, torn or of an old version is built again.
    """
    folder = market_folder()
    try:
        return _refreshed(folder)
    except SnapshotRefused as refused:
        log.warning("market refused, building it again", code=refused.code)
        with _lock(folder):
            if not _is_readable(folder):
                _build(folder, now)
        return _refreshed(folder)


def warm_up_market() -> None:
    """Make this process ready for questions: kernels are loaded (compiled, the first time after an installation) and
    the market is mapped, if there is one."""
    seconds = warm_up()
    with suppress(SnapshotRefused):
        _refreshed(market_folder())
    engine_is_warm.set()
    log.info("engine ready", seconds=round(seconds, 2))


def ensure_market(now: datetime) -> bool:
    """Build the market when it is missing or unreadable, or take up what changed; True when there was something."""
    folder = market_folder()
    with _lock(folder):
        if _is_readable(folder):
            return _keep_up(folder, now)
        _build(folder, now)
        return True


def take_up_changes(now: datetime) -> bool:
    """Like `ensure_market`, without reading the whole market first: for right after a change."""
    folder = market_folder()
    with _lock(folder):
        return _keep_up(folder, now)


@dataclass(frozen=True)
class BuildStatus:
    """The snapshot in use; `left_out` tells of places that the engine refused, `is_behind` that tables changed.

    `delta` names the changes on it ("" without any), with their moment and the number of places.
    """

    version: str
    built_at: datetime
    places: int
    left_out: list[dict[str, Any]]
    is_behind: bool
    delta: str
    changed_at: datetime | None
    changed_places: int


def latest_build() -> BuildStatus | None:
    """What is known of the snapshot in use, None when there is none that this database knows."""
    row = _current_build(market_folder())
    if row is None:
        return None
    return BuildStatus(
        version=row.version,
        built_at=localtime(row.built_at),
        places=row.places,
        left_out=row.left_out,
        is_behind=_has_other_words(row) or changes.mark_since(row.snapshot) != row.seen,
        delta=row.delta,
        changed_at=row.changed_at and localtime(row.changed_at),
        changed_places=row.changed_places,
    )


def market_fault() -> str:
    """Read every byte of the snapshot in use and of the changes on it: why it can't be used, "" when it is whole."""
    try:
        open_market(market_folder())
    except SnapshotRefused as refused:
        return str(refused)
    return ""


def _refreshed(folder: Path) -> Market:
    held = _opened.get(folder)
    market = open_market(folder) if held is None else refresh_market(held, folder)
    _opened[folder] = market
    return market


def _current_build(folder: Path) -> MarketBuild | None:
    """What this database knows of the market in use; nothing of one that was made before changes were noted."""
    row = MarketBuild.objects.filter(version=current_version(folder) or "").exclude(snapshot="").first()
    return row if row is not None and row.delta == current_delta(folder) else None


def _has_other_words(row: MarketBuild) -> bool:
    return row.fingerprint != _words_fingerprint()


def _words_fingerprint() -> str:
    """A short text that changes when occupations or qualifications do."""
    words = (Occupation.objects, OccupationTerm.objects, Qualification.objects.filter(is_listed=True))
    return "|".join(str(rows.count()) for rows in words)


def _keep_up(folder: Path, now: datetime) -> bool:
    row = _current_build(folder)
    if row is None or now - row.built_at > OLDEST or _has_other_words(row):
        _build(folder, now)
        return True
    seen = changes.mark_since(row.snapshot)
    if seen == row.seen:
        return False
    touched = changes.places_since(row.snapshot, limit=MOST_CHANGES + 1)
    if len(touched) > MOST_CHANGES:
        _build(folder, now)
        return True
    try:
        _change(folder, row, touched, seen, now)
    except (SnapshotRefused, MarketRefused, VocabulariesChanged) as refused:
        log.warning("changes refused, building the market again", error=repr(refused))
        _build(folder, now)
    return True


def _change(folder: Path, row: MarketBuild, touched: set[int], seen: str, now: datetime) -> None:
    """Put the places that were touched since the market was built on it."""
    market = _refreshed(folder)

    def changed(columns: _Columns) -> Market:
        return market.changed(columns, closed=touched.difference(columns["id"]))

    changed_market, left_out = _accepted(place_columns(now.date(), only=touched), changed)
    if any(told["code"] == "UNKNOWN_CODE" for told in left_out) and market.vocabularies != vocabularies():
        raise VocabulariesChanged
    row.delta = save_changes(changed_market, folder, created_at=now.isoformat())
    row.left_out = [told for told in row.left_out if told["place"] not in touched] + left_out
    row.seen, row.changed_at = seen, now
    row.places, row.changed_places = len(changed_market), len(touched)
    row.save(update_fields=["delta", "left_out", "seen", "changed_at", "places", "changed_places"])
    log.info("market changed", version=row.version, delta=row.delta, places=len(touched))


def _build(folder: Path, now: datetime) -> None:
    snapshot, words = changes.snapshot_now(), _words_fingerprint()
    seen, known = changes.mark_since(snapshot), vocabularies()
    market, left_out = _accepted(place_columns(now.date()), lambda columns: build_market(columns, known))
    version = save_market(market, folder, created_at=now.isoformat())
    MarketBuild.objects.create(
        version=version,
        built_at=now,
        places=len(market),
        fingerprint=words,
        snapshot=snapshot,
        seen=seen,
        left_out=left_out,
    )
    changes.forget_changes(now)
    log.info("market built", version=version, places=len(market))


def _accepted(columns: _Columns, make: Callable[[_Columns], Market]) -> tuple[Market, _LeftOut]:
    """The market of the rows that the engine takes, and what it said of the others: one bad row stops nobody."""
    left_out: _LeftOut = []
    while True:
        try:
            return make(columns), left_out
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
