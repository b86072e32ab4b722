"""Reads of import runs and of the rows that they refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from leerwerk.exchange.enums import Severity
from leerwerk.exchange.models import ImportRun, RowRemark


@dataclass(frozen=True)
class RefusedRow:
    """A refused row with its reasons: (field, value, remedy, code), the first one first."""

    number: int
    raw: dict[str, Any]
    reasons: tuple[tuple[str, str, str, str], ...]

    @property
    def reason(self) -> str:
        """All reasons on one line: which field, and its value."""
        return "; ".join(
            f"{field or code}: {value}" if value else (field or code)
            for field, value, _, code in self.reasons
        )

    @property
    def remedy(self) -> str:
        """What to do, on one line."""
        return " ".join(dict.fromkeys(remedy for _, _, remedy, _ in self.reasons))


def recent_runs(limit: int = 20) -> list[ImportRun]:
    """The last runs, newest first."""
    return list(ImportRun.objects.order_by("-pk")[:limit])


def run_with_refusals(run_id: int | None) -> ImportRun | None:
    """The run with this number; without one the last import of places that refused rows."""
    runs: QuerySet[ImportRun] = ImportRun.objects.order_by("-pk")
    if run_id is not None:
        return runs.filter(pk=run_id).first()
    return runs.filter(kind="places", refused__gt=0).first()


def refused_rows(run: ImportRun, *, limit: int | None = None) -> Iterator[RefusedRow]:
    """The refused rows of a run that have not been mended yet, in the order of the file."""
    remarks = RowRemark.objects.filter(run=run, severity=Severity.REFUSED, mended_at__isnull=True)
    waiting: list[RowRemark] = []
    shown = 0
    for remark in remarks.order_by("row_number", "pk").iterator(chunk_size=2000):
        if waiting and remark.row_number != waiting[0].row_number:
            yield _row(waiting)
            shown += 1
            if shown == limit:
                return
            waiting = []
        waiting.append(remark)
    if waiting:
        yield _row(waiting)


def _row(remarks: list[RowRemark]) -> RefusedRow:
    reasons = tuple((each.field, each.value, each.remedy, each.code) for each in remarks)
    return RefusedRow(remarks[0].row_number, remarks[0].raw, reasons)
