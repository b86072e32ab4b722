"""`leerwerk agreements`. Models are imported inside the verb, after prepare_django()."""

import typer

app = typer.Typer(help="Wat is beloofd, en wat is ervan gekomen.")


@app.callback(invoke_without_command=True)
def agreements() -> None:
    """Wat is beloofd, en wat is ervan gekomen."""
