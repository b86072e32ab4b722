"""`leerwerk import`. Models are imported inside the verbs, after prepare_django()."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leerwerk.config import paths
from leerwerk.config.boot import prepare_django

if TYPE_CHECKING:
    from leerwerk.exchange.actions.reference import ListReport

app = typer.Typer(help="Lees lijsten en leerwerkplekken uit een bestand.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="Het bestand (CSV).", show_default=False)]
Complete = Annotated[
    bool, typer.Option("--complete", help="De lijst is volledig: wat er niet in staat, geldt niet meer.")
]
On = Annotated[
    str, typer.Option("--on", help="Dag waarop dat ingaat (jjjj-mm-dd); anders vandaag.", show_default=False)
]


@app.command()
def reference() -> None:
    """Laad de lijsten die bij Open Leerwerk horen: regio's, gemeenten, plaatsen, postcodes, crebo, beroepen."""
    prepare_django()
    from leerwerk.exchange.actions.reference import load_reference  # noqa: PLC0415
    from leerwerk.kernel.actor import SYSTEM  # noqa: PLC0415
    from leerwerk.kernel.clock import now  # noqa: PLC0415

    with _refusals():
        _show_lists(load_reference(folder=paths.REPOSITORY / "reference", actor=SYSTEM, now=now()))


@app.command()
def regions(file: File, complete: Complete = False, on: On = "") -> None:
    """Lees een nieuwere lijst van arbeidsmarktregio's."""
    _load("regions", file, complete, on)


@app.command()
def municipalities(file: File, complete: Complete = False, on: On = "") -> None:
    """Lees een nieuwere lijst van gemeenten, met hun regio als die erin staat."""
    _load("municipalities", file, complete, on)


@app.command()
def localities(file: File, complete: Complete = False, on: On = "") -> None:
    """Lees een nieuwere lijst van plaatsen."""
    _load("localities", file, complete, on)


@app.command()
def postcodes(file: File, complete: Complete = False, on: On = "") -> None:
    """Lees een nieuwere lijst van postcodes (vier cijfers)."""
    _load("postcodes", file, complete, on)


@app.command()
def qualifications(file: File, complete: Complete = False, on: On = "") -> None:
    """Lees een nieuwere crebolijst; leerwerkplekken met een nieuwe crebo krijgen hun niveau."""
    _load("qualifications", file, complete, on)


@app.command()
def occupations(file: File, complete: Complete = False, on: On = "") -> None:
    """Lees een nieuwere lijst van beroepen met hun woorden."""
    _load("occupations", file, complete, on)


@app.command()
def places(
    file: Annotated[
        Path,
        typer.Argument(help="CSV, of JSON-regels van schema.org JobPosting; ook .gz.", show_default=False),
    ],
    source: Annotated[
        str, typer.Option(help="Naam van de bron; anders die van het bestand.", show_default=False)
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Alles nalopen, niets bewaren.")] = False,
    mends: Annotated[
        int | None, typer.Option(help="Import waarvan dit de verbeterde rijen zijn.", show_default=False)
    ] = None,
) -> None:
    """Lees leerwerkplekken. Wat niet kan, wordt geweigerd met uitleg; de rest gaat in één keer naar binnen."""
    prepare_django()
    from leerwerk.config.commands import import_report  # noqa: PLC0415
    from leerwerk.exchange.actions.places import ImportFailed, import_places  # noqa: PLC0415
    from leerwerk.exchange.queries import run_with_refusals  # noqa: PLC0415
    from leerwerk.kernel.actor import SYSTEM  # noqa: PLC0415
    from leerwerk.kernel.clock import now  # noqa: PLC0415

    mended = run_with_refusals(mends) if mends is not None else None
    name = source or (mended.source if mended else _source_of(file))
    with _refusals(), import_report.rows_per_second(file) as progress:
        try:
            report = import_places(
                path=file,
                source=name[:40],
                actor=SYSTEM,
                now=now(),
                clock=now,
                is_dry_run=dry_run,
                mends=mends,
                progress=progress,
            )
        except ImportFailed as failure:
            typer.echo(str(failure), err=True)
            raise typer.Exit(1) from None
    import_report.show(report, is_dry_run=dry_run)


@app.command()
def refused(
    run: Annotated[
        int | None, typer.Argument(help="Nummer van de import; anders de laatste.", show_default=False)
    ] = None,
    export: Annotated[
        Path | None, typer.Option(help="Nieuw bestand met alleen de geweigerde rijen.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(help="Zoveel rijen tonen.")] = 50,
) -> None:
    """Laat geweigerde rijen zien, of zet ze in een bestand om te verbeteren."""
    prepare_django()
    from leerwerk.config.commands import import_report  # noqa: PLC0415
    from leerwerk.exchange.exports import export_rows  # noqa: PLC0415
    from leerwerk.exchange.queries import refused_rows, run_with_refusals  # noqa: PLC0415
    from leerwerk.exchange.remedies import file_sentence  # noqa: PLC0415

    found = run_with_refusals(run)
    if found is None:
        typer.echo(
            file_sentence("NO_RUN", {"run": run}) if run else "Er zijn geen geweigerde rijen.", err=bool(run)
        )
        raise typer.Exit(1 if run else 0)
    if export is None:
        import_report.show_refused(found, list(refused_rows(found, limit=limit)))
        return
    try:
        count = export_rows(refused_rows(found), layout=found.layout, path=export)
    except FileExistsError:
        typer.echo(f"{export} bestaat al. Kies een andere naam.", err=True)
        raise typer.Exit(1) from None
    typer.echo(
        f"{count} rijen in {export}. Verbeter ze en geef: leerwerk import places {export} --mends {found.pk}"
    )


@app.command()
def runs(limit: Annotated[int, typer.Option(help="Zoveel imports tonen.")] = 20) -> None:
    """Laat de laatste imports zien."""
    prepare_django()
    from leerwerk.config.commands import import_report  # noqa: PLC0415
    from leerwerk.exchange.actions.runs import mark_broken_off  # noqa: PLC0415
    from leerwerk.exchange.queries import recent_runs  # noqa: PLC0415
    from leerwerk.kernel.clock import now  # noqa: PLC0415

    mark_broken_off(now=now())
    import_report.show_runs(recent_runs(limit))


def _source_of(file: Path) -> str:
    """The name of a file without a date or number at its end: "school-2026-11-22.csv" is of the source "school"."""
    return re.sub(r"[-_ .]?\d[-_\d]*$", "", file.name.split(".")[0]) or "bestand"


def _load(kind: str, file: Path, complete: bool, on: str) -> None:
    prepare_django()
    from leerwerk.exchange.actions.reference import load_list  # noqa: PLC0415
    from leerwerk.exchange.fields import read_date  # noqa: PLC0415
    from leerwerk.kernel.actor import SYSTEM  # noqa: PLC0415
    from leerwerk.kernel.clock import now, today  # noqa: PLC0415

    try:
        day = read_date(on) if on else today()
    except ValueError:
        typer.echo(f"'{on}' is geen dag. Schrijf een dag als 2027-01-01.", err=True)
        raise typer.Exit(2) from None
    with _refusals():
        report = load_list(kind=kind, path=file, actor=SYSTEM, now=now(), ended_on=day if complete else None)
        _show_lists([report])


@contextmanager
def _refusals() -> Iterator[None]:
    """Tell a refusal in one Dutch sentence instead of a traceback."""
    from leerwerk.exchange.faults import FileRefused  # noqa: PLC0415
    from leerwerk.exchange.remedies import file_sentence  # noqa: PLC0415
    from leerwerk.kernel.refusal import Refusal  # noqa: PLC0415

    try:
        yield
    except (FileRefused, Refusal) as refusal:
        typer.echo(file_sentence(refusal.code, refusal.facts), err=True)
        raise typer.Exit(1) from None


def _show_lists(reports: "list[ListReport]") -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table("lijst", "rijen", "nieuw", "gewijzigd", "gelijk", "beëindigd")
    for each in reports:
        counts = each.tally
        table.add_row(
            LIST_NAMES[each.kind],
            *map(str, (each.rows, counts.created, counts.updated, counts.unchanged, counts.ended)),
        )
    Console().print(table)
    if resolved := sum(each.resolved for each in reports):
        typer.echo(f"{resolved} crebo-codes die nog onbekend waren, staan nu in de lijst.")


LIST_NAMES = {
    "regions": "regio's",
    "municipalities": "gemeenten",
    "memberships": "gemeenten in regio's",
    "localities": "plaatsen",
    "postcodes": "postcodes",
    "qualifications": "kwalificaties (crebo)",
    "occupations": "beroepen",
    "schemes": "regelingen",
    "related": "verwante beroepen",
}
