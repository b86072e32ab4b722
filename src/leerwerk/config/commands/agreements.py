"""`leerwerk agreements`. Models are imported inside the verbs, after prepare_django()."""

import typer

app = typer.Typer(help="Wat is beloofd, en wat is ervan gekomen.", no_args_is_help=True)


@app.callback()
def verbs() -> None:
    """Every verb begins with `leerwerk.config.boot.prepare_django()`."""
