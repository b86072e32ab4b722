"""`leerwerk agreements`: what was promised, and what came of it."""

import json
from typing import Annotated

import typer

from leerwerk.config import boot

app = typer.Typer(help="Wat is beloofd, en wat is ervan gekomen.")


@app.callback(invoke_without_command=True)
def agreements(
    as_json: Annotated[bool, typer.Option("--json", help="Voor machines, met Engelse sleutels.")] = False,
) -> None:
    """Wat is beloofd, en wat is ervan gekomen: per akkoord en per deel."""
    boot.prepare_django()
    from leerwerk.config.commands import agreement_figures  # noqa: PLC0415  (needs Django)

    progress = agreement_figures.read_all()
    if as_json:
        typer.echo(json.dumps(agreement_figures.as_data(progress), ensure_ascii=False, indent=2))
    else:
        agreement_figures.print_tables(progress)
