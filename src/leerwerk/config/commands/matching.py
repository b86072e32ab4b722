"""`leerwerk match`: what fits one client, a regional round, and a round made again. All only look."""

from typing import Annotated

import typer

from leerwerk.config import boot

app = typer.Typer(
    help="Passende plekken: voor één cliënt, of een ronde voor een regio.", no_args_is_help=True
)


@app.command()
def client(
    number: Annotated[str, typer.Argument(help="Het nummer van de cliënt (een UUID).")],
    places: Annotated[int, typer.Option(help="Hoeveel plekken.", min=1, max=50)] = 5,
) -> None:
    """Toon de plekken die het best passen, met hun punten, en waarom andere niet passen."""
    boot.prepare_django()
    from leerwerk.config.commands import match_figures  # noqa: PLC0415  (needs Django)

    if not match_figures.print_client(number, places):
        typer.echo("Geen cliënt met dit nummer en een lopend traject.", err=True)
        raise typer.Exit(1)


@app.command()
def replay(
    number: Annotated[int, typer.Argument(help="Het nummer van de ronde, zoals in het adres van de pagina.")],
) -> None:
    """Maak een verdeelronde opnieuw met wat ervan is bewaard, en vergelijk de uitslag. Er verandert niets."""
    boot.prepare_django()
    from leerwerk.config.commands import match_figures  # noqa: PLC0415  (needs Django)

    if not match_figures.print_replay(number):
        typer.echo(f"Geen ronde {number} die klaar is.", err=True)
        raise typer.Exit(1)


@app.command()
def allocate(
    region: Annotated[str, typer.Option(help="Code of naam van de regio, zoals AM05 of Twente.")],
    seed: Annotated[
        int, typer.Option(help="Beslist waar punten gelijk zijn; hetzelfde getal geeft hetzelfde.")
    ] = 0,
) -> None:
    """Verdeel de plekken rond de wachtende cliënten van een regio zo dat niemand reden heeft om te ruilen."""
    boot.prepare_django()
    from leerwerk.config.commands import match_figures  # noqa: PLC0415  (needs Django)

    if not match_figures.print_round(region, seed):
        typer.echo(f"Geen regio {region}.", err=True)
        raise typer.Exit(1)
