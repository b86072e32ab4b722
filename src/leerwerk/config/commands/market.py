"""`leerwerk market`: the snapshot of published places that search and matching share."""

import typer

from leerwerk.config import boot

app = typer.Typer(help="De markt: de momentopname waarin zoeken en matchen kijken.", no_args_is_help=True)


@app.command()
def build() -> None:
    """Bouw de markt als die ontbreekt of kapot is, en werk haar bij als er iets veranderde."""
    boot.prepare_django()
    from leerwerk.kernel.clock import now  # noqa: PLC0415  (needs Django)
    from leerwerk.matching.market import ensure_market  # noqa: PLC0415  (needs Django)

    typer.echo("De markt is bijgewerkt." if ensure_market(now()) else "De markt was al bij.")
    status()


@app.command()
def status() -> None:
    """Zeg wat er in de markt staat en of die bij is (0: ja, 1: nee)."""
    boot.prepare_django()
    from leerwerk.matching.market import latest_build  # noqa: PLC0415  (needs Django)

    found = latest_build()
    if found is None:
        typer.echo("Er is geen markt. Bouw die met: leerwerk market build")
        raise typer.Exit(1)
    typer.echo(f"{found.version}, gebouwd op {found.built_at:%d-%m-%Y %H:%M}: {found.places} plekken.")
    if found.changed_at:
        typer.echo(
            f"{found.delta}, {found.changed_at:%d-%m-%Y %H:%M}: {found.changed_places} plekken veranderd."
        )
    for told in found.left_out:
        typer.echo(
            f"Niet opgenomen: plek {told['place']}, {told['column']} {told['value']} ({told['code']})."
        )
    if found.is_behind:
        typer.echo("De tabellen zijn sindsdien veranderd. De worker haalt dat in, of: leerwerk market build")
        raise typer.Exit(1)


@app.command()
def verify() -> None:
    """Controleer elke byte van de markt (0: gaaf, 1: niet)."""
    boot.prepare_django()
    from leerwerk.matching.market import market_fault  # noqa: PLC0415  (needs Django)

    if fault := market_fault():
        typer.echo(f"De markt is niet te lezen ({fault}). Bouw een nieuwe met: leerwerk market build")
        raise typer.Exit(1)
    typer.echo("De markt is gaaf.")
