"""`leerwerk match`. Models are imported inside the verbs, after prepare_django()."""

import typer

app = typer.Typer(help="Passende plekken: bouwen, zoeken, uitleggen.", no_args_is_help=True)


@app.callback()
def verbs() -> None:
    """Every verb begins with `leerwerk.config.boot.prepare_django()`."""
