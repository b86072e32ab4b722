"""The one command-line program: ``leerwerk``."""

import os
import sys

import typer

from leerwerk.config import launcher

app = typer.Typer(
    name="leerwerk",
    help="Open Leerwerk: het platform van de loketten voor leren en werken.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
database = typer.Typer(help="De database van deze computer.", no_args_is_help=True)
app.add_typer(database, name="db")


def prepare_django() -> None:
    """Make the database run, put its address in the environment and load Django."""
    os.environ["DATABASE_URL"] = launcher.ensure_database()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leerwerk.config.settings")
    import django  # noqa: PLC0415  (seconds; not for `leerwerk --help`)

    django.setup()


@database.command()
def start() -> None:
    """Start de database, als die nog niet draait."""
    typer.echo(launcher.ensure_database())


@database.command()
def stop() -> None:
    """Stop de database die dit programma zelf heeft gestart, en geen andere."""
    if os.environ.get("DATABASE_URL"):
        typer.echo("DATABASE_URL is gegeven: die database is niet van ons en blijft draaien.")
        return
    typer.echo("Gestopt." if launcher.local_server().stop() else "De database draaide niet.")


@database.command()
def status() -> None:
    """Zeg waar de database is en of die draait (0: ja, 1: nee)."""
    if given := os.environ.get("DATABASE_URL"):
        typer.echo(f"DATABASE_URL is gegeven: {given.rsplit('@', 1)[-1]}")
        return
    server = launcher.local_server()
    running = server.is_running()
    typer.echo(f"{'draait' if running else 'draait niet'}: {server.base}")
    raise typer.Exit(0 if running else 1)


@app.command(
    add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def manage(context: typer.Context) -> None:
    """Geef een opdracht aan Django zelf, zoals `leerwerk manage migrate`."""
    prepare_django()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["leerwerk manage", *context.args])


def main() -> None:
    """Run the program; a missing database is told in one sentence instead of a traceback."""
    try:
        app()
    except launcher.NoDatabase as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(2)
