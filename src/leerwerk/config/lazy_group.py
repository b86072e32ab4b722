"""Verbs whose code is loaded only when they are used, so that the command line starts at once."""

from importlib import import_module

import click
import typer
from typer.core import TyperGroup

# verb: (module with a Typer called ``app``, help)
LAZY: dict[str, tuple[str, str]] = {
    "import": (
        "leerwerk.config.commands.imports",
        "Lees leerwerkplekken, kwalificaties en andere lijsten uit een bestand.",
    ),
    "match": ("leerwerk.config.commands.matching", "Passende plekken: bouwen, zoeken, uitleggen."),
    "agreements": ("leerwerk.config.commands.agreements", "Wat is beloofd, en wat is ervan gekomen."),
}


class LazyGroup(TyperGroup):
    """A group that also knows the verbs in ``LAZY``; their help line needs no import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, the lazy ones last."""
        return [*super().list_commands(ctx), *LAZY]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A verb, or for a lazy one a stand-in that carries its help line."""
        if cmd_name in LAZY:
            return click.Command(cmd_name, help=LAZY[cmd_name][1])
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is really going to run."""
        if args and args[0] in LAZY:
            module, help_line = LAZY[args[0]]
            command = typer.main.get_command(import_module(module).app)
            command.name, command.help = args[0], command.help or help_line
            return args[0], command, args[1:]
        return super().resolve_command(ctx, args)
