"""What an import did, in the terminal. Imported inside the verbs, after prepare_django()."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from leerwerk.exchange.actions.places import PlacesReport
from leerwerk.exchange.enums import Severity
from leerwerk.exchange.models import ImportRun
from leerwerk.exchange.queries import RefusedRow
from leerwerk.exchange.remedies import SEVERITY_OF, remedy

console = Console()
OUTCOMES = {
    "CREATED": "nieuw",
    "UPDATED": "gewijzigd",
    "UNCHANGED": "gelijk gebleven",
    "DUPLICATE": "dubbel, overgeslagen",
}
HEADINGS = {
    Severity.REFUSED: "Geweigerd",
    Severity.FLAGGED: "Aangenomen, met een vraag",
    Severity.NOTED: "Aangenomen, met een aantekening",
    Severity.DUPLICATE: "Dubbel",
}


class _RowsPerSecond(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.completed:,.0f} rijen, {task.speed or 0:,.0f} per seconde".replace(",", "."))


@contextmanager
def rows_per_second(file: Path) -> Iterator[Callable[[int], None]]:
    """A line that tells how far an import is; gives the function that hears of it."""
    columns = (
        SpinnerColumn(),
        TextColumn(escape(file.name)),
        BarColumn(),
        _RowsPerSecond(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda rows: progress.update(task, completed=rows)


def show(report: PlacesReport, *, is_dry_run: bool) -> None:
    """The counts, and per kind of remark how often with one example."""
    table = Table(
        title="Proef: er is niets bewaard" if is_dry_run else f"Import {report.run_id}", show_header=False
    )
    table.add_column()
    table.add_column(justify="right")
    table.add_row("rijen gelezen", str(report.read))
    for outcome, name in OUTCOMES.items():
        table.add_row(name, str(report.outcomes[outcome]))
    table.add_row("geweigerd", str(report.refused))
    table.add_row("aangenomen met een vraag", str(report.flagged))
    table.add_row("nieuwe werkgevers", str(report.employers))
    if report.mended:
        table.add_row("verbeterd", str(report.mended))
    console.print(table)
    for severity, heading in HEADINGS.items():
        _show_remarks(report, severity, heading)
    if report.unknown_columns:
        console.print(f"Kolommen die niet zijn gebruikt: {escape(', '.join(report.unknown_columns))}")
    if report.refused and not is_dry_run:
        console.print(
            f"Alle geweigerde rijen: leerwerk import refused {report.run_id}\n"
            f"Als bestand, om te verbeteren: leerwerk import refused {report.run_id} --export FILE"
        )


def show_refused(run: ImportRun, rows: Sequence[RefusedRow]) -> None:
    """Refused rows with field, value and remedy."""
    table = Table("rij", "veld", "waarde", "oplossing", title=escape(f"Import {run.pk}: {run.file_name}"))
    for row in rows:
        for field, value, what_to_do, _ in row.reasons:
            table.add_row(str(row.number), escape(field), escape(value[:60]), escape(what_to_do))
    console.print(table)
    console.print(f"{len(rows)} van {run.refused} geweigerde rijen.")


def show_runs(runs: Sequence[ImportRun]) -> None:
    """Runs with their counts."""
    table = Table(
        "nr", "wat", "bestand", "bron", "toestand", "begonnen",
        "gelezen", "nieuw", "gewijzigd", "gelijk", "dubbel", "geweigerd",
    )  # fmt: skip
    for run in runs:
        counts = (run.rows_read, run.created, run.updated, run.unchanged, run.duplicates, run.refused)
        table.add_row(
            str(run.pk),
            run.kind,
            escape(run.file_name),
            escape(run.source),
            str(run.get_status_display()),
            f"{run.started_at:%d-%m-%Y %H:%M}",
            *map(str, counts),
        )
    console.print(table)
    for run in runs:
        if run.error:
            console.print(f"{run.pk}: {escape(run.error)}")


def _show_remarks(report: PlacesReport, severity: Severity, heading: str) -> None:
    codes = [code for code in report.remarks if SEVERITY_OF[code] == severity]
    if not codes:
        return
    table = Table("aantal", "rij", "veld", "bijvoorbeeld", "wat te doen", title=heading)
    for code in sorted(codes, key=lambda one: -report.remarks[one]):
        row, fault = report.examples[code]
        table.add_row(
            str(report.remarks[code]),
            str(row),
            escape(fault.field),
            escape(fault.value[:60]),
            escape(remedy(code)),
        )
    console.print(table)
