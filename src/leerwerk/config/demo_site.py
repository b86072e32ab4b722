"""The demonstration on this computer: made ready once, shown in the terminal, then served."""

import time

from django.core.management import call_command
from rich.console import Console

from leerwerk.config.processes import compile_kernels, is_taken, run_together, site_command, worker_command
from leerwerk.demo.run import run

STARTING_SECONDS = 30
# Wagtail's tables take half as long to make while ours, which hang on accounts as they do, are not there yet.
EARLY = ("wagtailimages", "wagtailusers", "wagtailsearch", "wagtailadmin")


def prepare() -> None:
    """Migrate, and let the demo fill the database and show the main job."""
    console = Console()
    with console.status("Tabellen bijwerken…"):
        for app in (*EARLY, ""):
            call_command("migrate", *filter(None, [app]), interactive=False, verbosity=0)
    with console.status("Rekenkern klaarzetten…"):
        compile_kernels()
    run(console=console)


def serve(*, port: int) -> int:
    """Serve the site and its worker until Ctrl-C; returns the exit code."""
    console = Console()

    def tell() -> None:
        deadline = time.monotonic() + STARTING_SECONDS
        with console.status("De site start…"):
            while not is_taken(port) and time.monotonic() < deadline:
                time.sleep(0.1)
        console.print(f"\n[bold]De site draait op http://127.0.0.1:{port}[/bold] — stop met Ctrl-C.")

    commands = [site_command(address=f"127.0.0.1:{port}", workers=2), worker_command()]
    return run_together(commands, on_start=tell)
