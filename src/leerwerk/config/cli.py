"""The one command-line program: ``leerwerk``. Django is loaded by the verbs that need it, inside them."""

import os
import sys
from typing import Annotated

import typer

from leerwerk.config import boot, launcher, paths
from leerwerk.config.commands import agreements, imports, market, matching
from leerwerk.config.postgres_programs import NoDatabase
from leerwerk.config.processes import compile_kernels, is_taken, run_together, site_command

DEMO_PORT = 8000

app = typer.Typer(
    name="leerwerk",
    help="Open Leerwerk: het platform van de loketten voor leren en werken.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="De database van deze computer.", no_args_is_help=True)
audit = typer.Typer(help="Het logboek van wat is gedaan en gezien.", no_args_is_help=True)
app.add_typer(database, name="db")
app.add_typer(audit, name="audit")
app.add_typer(imports.app, name="import")
app.add_typer(matching.app, name="match")
app.add_typer(market.app, name="market")
app.add_typer(agreements.app, name="agreements")


@app.command()
def demo(
    serve: Annotated[bool, typer.Option(help="Laat daarna de site draaien, tot Ctrl-C.")] = True,
    port: Annotated[int, typer.Option(help="Poort van de site.", min=1, max=65535)] = DEMO_PORT,
) -> None:
    """Zet een voorbeeldland neer, doe het hoofdwerk voor in de terminal, en open de site."""
    if os.environ.get("LEERWERK_MODE") == "production":
        typer.echo(
            "LEERWERK_MODE=production: een demonstratie hoort niet op een echte installatie.", err=True
        )
        raise typer.Exit(2)
    if serve and is_taken(port):
        typer.echo(f"Poort {port} is bezet. Kies een andere: leerwerk demo --port {port + 1}", err=True)
        raise typer.Exit(2)
    paths.mark_as_demo()
    os.environ.setdefault("LEERWERK_BASE_URL", f"http://127.0.0.1:{port}")
    # The address and the accounts should stay in sight; every request a line would push them away.
    os.environ.setdefault("LEERWERK_LOG_LEVEL", "WARNING")
    boot.prepare_django()
    from leerwerk.config import demo_site  # noqa: PLC0415

    demo_site.prepare()
    if serve:
        code = demo_site.serve(port=port)
        typer.echo("Gestopt." if code == 0 else "Een van de programma's stopte vanzelf; zie hierboven.")
        raise typer.Exit(code)


@app.command()
def serve(
    bind: Annotated[str, typer.Option(help="Adres en poort, of unix:/pad.")] = "127.0.0.1:8000",
    workers: Annotated[int, typer.Option(help="Aantal processen; 0 kiest zelf.", min=0)] = 0,
) -> None:
    """Serveer de site met gunicorn (in productie achter een proxy met TLS)."""
    boot.prepare_django()  # refuses here, in words, what production lacks
    count = workers or min(2 * (os.cpu_count() or 1) + 1, 9)
    compile_kernels()
    command = site_command(address=bind, workers=count)
    raise typer.Exit(run_together([command], on_start=lambda: None))


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(help="Taken tegelijk.", min=1)] = 4,
) -> None:
    """Doe het werk op de achtergrond: mail verzenden, opruimen, herberekenen."""
    boot.prepare_django()
    from leerwerk.kernel.queue import work  # noqa: PLC0415
    from leerwerk.matching.market import warm_up_market  # noqa: PLC0415

    warm_up_market()
    work(concurrency=concurrency)


@app.command()
def bounce() -> None:
    """Neem van de mailserver aan wat terugkwam: het hele bericht op de standaardinvoer (zie docs/mail.md)."""
    boot.prepare_django()
    from leerwerk.kernel.bounces import LONGEST_REPORT, take_bounce  # noqa: PLC0415

    mail = take_bounce(sys.stdin.buffer.read(LONGEST_REPORT))
    typer.echo(f"Mail {mail.pk} kwam terug en is weggelegd." if mail else "Hier hoort geen mail van ons bij.")


@app.command()
def check() -> None:
    """Zeg wat er ontbreekt voor productie (0: niets, 1: iets)."""
    from leerwerk.config.readiness import findings  # noqa: PLC0415

    count = 0
    for count, finding in enumerate(findings(), start=1):  # noqa: B007
        typer.echo(f"✗ {finding}")
    typer.echo("✓ Klaar voor productie." if not count else f"{count} punten.")
    raise typer.Exit(1 if count else 0)


@app.command(
    add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def manage(context: typer.Context) -> None:
    """Geef een opdracht aan Django zelf, zoals `leerwerk manage migrate`."""
    boot.prepare_django()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["leerwerk manage", *context.args])


@database.command()
def start() -> None:
    """Start de database, als die nog niet draait; ze blijft draaien tot `leerwerk db stop`."""
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


@audit.command()
def verify(
    head: Annotated[
        str, typer.Option(help="Een eerder genoteerd einde (volgnummer:hash) dat er nog in moet zitten.")
    ] = "",
) -> None:
    """Reken de keten van het logboek na en noem de eerste regel die niet klopt (0: heel, 1: gebroken)."""
    boot.prepare_django()
    from leerwerk.kernel.audit import verify as verify_chain  # noqa: PLC0415

    verdict = verify_chain(known_head=head)
    if verdict.is_intact:
        typer.echo(f"✓ {verdict.entries} regels, de keten is heel.\nEinde: {verdict.head}")
        return
    typer.echo(f"✗ De keten is gebroken bij regel {verdict.broken_seq} ({verdict.reason}).", err=True)
    raise typer.Exit(1)


def main() -> None:
    """Run the program. What can be mended by the person at the keyboard is told without a traceback."""
    try:
        app()
    except NoDatabase as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(2)
    except Exception as failure:
        if type(failure).__name__ != "ImproperlyConfigured":
            raise
        typer.echo(str(failure), err=True)
        sys.exit(2)
    finally:
        boot.stop_what_we_started()


if __name__ == "__main__":
    main()
