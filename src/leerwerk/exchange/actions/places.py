"""Importing learn-work places: all of a file or nothing, and every refused row kept with its reasons."""

from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

from leerwerk.catalogue.actions.imports import (
    CREATED,
    DUPLICATE,
    UNCHANGED,
    UPDATED,
    PlaceFacts,
    PlaceStore,
    Stored,
)
from leerwerk.exchange import files
from leerwerk.exchange.actions.runs import ImportRefused, alone, begin_run
from leerwerk.exchange.claims import Claim
from leerwerk.exchange.enums import RunStatus, Severity
from leerwerk.exchange.faults import Fault, FileRefused
from leerwerk.exchange.models import ImportRun, RowRemark
from leerwerk.exchange.place_files import PlaceFile, claim_batches, open_places
from leerwerk.exchange.remarks import Remarks
from leerwerk.exchange.remedies import SEVERITY_OF, file_sentence
from leerwerk.exchange.resolving import Resolver
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor

KIND = "places"
DISK_FULL = "53100"


class ImportFailed(Exception):  # noqa: N818  (it is told to people by this name)
    """The import ended without a trace in the places; the message says why, in Dutch."""


@dataclass
class PlacesReport:
    """What an import brought. Remarks are counted by code with an example: (row, fault)."""

    run_id: int
    read: int = 0
    refused: int = 0
    flagged: int = 0
    mended: int = 0
    employers: int = 0
    outcomes: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys((CREATED, UPDATED, UNCHANGED, DUPLICATE), 0)
    )
    remarks: dict[str, int] = field(default_factory=dict)
    examples: dict[str, tuple[int, Fault]] = field(default_factory=dict)
    unknown_columns: tuple[str, ...] = ()


def import_places(
    *,
    path: Path,
    source: str,
    actor: Actor,
    now: datetime,
    clock: Callable[[], datetime],
    is_dry_run: bool = False,
    mends: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> PlacesReport:
    """Import a file of one source in one transaction. `progress` hears how many rows were read so far.

    `clock` tells the moment at which the run ended. `mends`: the run of which refused rows come back mended.
    Raises ImportRefused (not begun), FileRefused or ImportFailed (nothing changed; the run says why).
    """
    if not actor.is_system:
        raise ImportRefused("NOT_ALLOWED")
    if mends is not None and not ImportRun.objects.filter(pk=mends, kind=KIND).exists():
        raise ImportRefused("NO_RUN", run=mends)
    facts = files.examine(path)
    with alone(KIND, source, now):
        run = None if is_dry_run else begin_run(kind=KIND, source=source, file=facts, now=now)
        with _noting_failure(run, clock):
            file = open_places(path, facts, mends=mends)
            with transaction.atomic():
                row = run or begin_run(kind=KIND, source=source, file=facts, now=now)
                report = _Import(row, file, actor, now, mends, progress or (lambda _: None)).work()
                _finish(row, report, file, actor, now, clock())
                transaction.set_rollback(is_dry_run)
    return report


class _Import:
    """One file on its way in."""

    def __init__(
        self,
        run: ImportRun,
        file: PlaceFile,
        actor: Actor,
        now: datetime,
        mends: int | None,
        progress: Callable[[int], None],
    ) -> None:
        self._file, self._progress, self._mends, self._now = file, progress, mends, now
        self._today = timezone.localtime(now).date()
        self._store = PlaceStore(source=run.source, actor=actor, now=now)
        self._resolver = Resolver(self._today)
        self._remarks = Remarks(run.pk)
        self._row_of: dict[str, int] = {}
        self._report = PlacesReport(run.pk, unknown_columns=file.unknown_columns)

    def work(self) -> PlacesReport:
        """Read, resolve and store, a batch at a time."""
        for batch in claim_batches(self._file, self._today, is_mending=self._mends is not None):
            self._take(batch)
            self._report.read += len(batch)
            self._progress(self._report.read)
        report = self._report
        report.employers = self._store.employers.created
        report.remarks, report.examples = dict(self._remarks.counts), self._remarks.examples
        return report

    def _take(self, batch: list[Claim]) -> None:
        sound = [(claim, self._resolver.resolve(claim)) for claim in batch if not claim.is_refused]
        stored = self._store.store([facts for _, facts in sound])
        for (claim, facts), each in zip(sound, stored, strict=True):
            self._account(claim, facts, each)
        for claim in batch:
            if claim.is_refused:
                self._report.refused += 1
                self._remarks.add(claim, claim.faults)
        self._remarks.write()
        self._mark_mended([claim.mends for claim, _ in sound if claim.mends is not None])

    def _account(self, claim: Claim, facts: PlaceFacts, stored: Stored) -> None:
        self._report.outcomes[stored.outcome] += 1
        if stored.outcome == DUPLICATE:
            first = self._row_of.get(stored.of)
            same = f"rij {first}" if first else stored.of
            self._remarks.add(claim, [Fault("DUPLICATE", "titel", f"{facts.title} = {same}")])
            return
        if facts.source_id:
            self._row_of[facts.source_id] = claim.number
        if stored.is_capacity_kept:
            claim.fault("CAPACITY_KEPT", "aantal_plekken", facts.capacity)
        # What was asked about an unchanged row, was asked before.
        if stored.outcome != UNCHANGED and claim.faults:
            is_flagged = any(SEVERITY_OF[fault.code] == Severity.FLAGGED for fault in claim.faults)
            self._report.flagged += is_flagged
            self._remarks.add(claim, claim.faults)

    def _mark_mended(self, numbers: list[int]) -> None:
        if self._mends is not None and numbers:
            refused = RowRemark.objects.filter(
                run=self._mends, row_number__in=numbers, severity=Severity.REFUSED, mended_at__isnull=True
            )
            self._report.mended += refused.values("row_number").distinct().count()
            refused.update(mended_at=self._now)


def _finish(
    run: ImportRun, report: PlacesReport, file: PlaceFile, actor: Actor, now: datetime, ended_at: datetime
) -> None:
    """The counts are written with the rows, so that they are true or not there at all."""
    counts = {
        "rows_read": report.read,
        "created": report.outcomes[CREATED],
        "updated": report.outcomes[UPDATED],
        "unchanged": report.outcomes[UNCHANGED],
        "duplicates": report.outcomes[DUPLICATE],
        "refused": report.refused,
        "flagged": report.flagged,
    }
    ImportRun.objects.filter(pk=run.pk).update(
        status=RunStatus.DONE, ended_at=ended_at, layout=file.description, **counts
    )
    audit.record(
        actor=actor, action="import.places", subject=f"exchange.importrun:{run.pk}", now=now, details=counts
    )


@contextmanager
def _noting_failure(run: ImportRun | None, clock: Callable[[], datetime]) -> Iterator[None]:
    """Whatever ends the import early is written on its run; the places are as they were."""
    try:
        yield
    except FileRefused as refusal:
        _note(run, RunStatus.FAILED, file_sentence(refusal.code, refusal.facts), clock)
        raise
    except (DatabaseError, InterfaceError) as error:
        reason = _reason(error)
        _note(run, RunStatus.FAILED, reason, clock)
        raise ImportFailed(reason) from error
    except BrokenProcessPool as error:
        reason = file_sentence("WORKER_GONE", {})
        _note(run, RunStatus.FAILED, reason, clock)
        raise ImportFailed(reason) from error
    except BaseException:  # Ctrl-C, a full memory, an error of ours: the run should not stay "busy"
        _note(run, RunStatus.BROKEN_OFF, file_sentence("BROKEN_OFF", {}), clock)
        raise


def _note(run: ImportRun | None, status: RunStatus, error: str, clock: Callable[[], datetime]) -> None:
    """Without a connection there is nothing to write to: then the next import finds the run broken off."""
    if run is not None and not _is_gone():
        ImportRun.objects.filter(pk=run.pk).update(status=status, error=error, ended_at=clock())


def _is_gone() -> bool:
    return connection.connection is None or bool(connection.connection.closed)


def _reason(error: Exception) -> str:
    if getattr(error.__cause__, "sqlstate", None) == DISK_FULL:
        return file_sentence("DISK_FULL", {})
    if isinstance(error, InterfaceError) or _is_gone():
        return file_sentence("DATABASE_GONE", {})
    told = str(error).splitlines() or [type(error).__name__]
    return file_sentence("DATABASE_ERROR", {"reason": told[0]})
