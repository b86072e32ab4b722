"""What every verb of the command line does before its own work, and after it."""

import os
from contextlib import suppress

from leerwerk.config import launcher, paths
from leerwerk.config.postgres_programs import NoDatabase

_started: list[launcher.LocalServer] = []


def prepare_database() -> None:
    """Make a database run and put its address in the environment, for us and our children.

    Production names its database itself; the settings say so when it does not.
    """
    if os.environ.get("DATABASE_URL") or paths.mode() == "production":
        return
    server = launcher.local_server()
    if server.start():
        _started.append(server)
    os.environ["DATABASE_URL"] = server.url


def prepare_django() -> None:
    """Make a database run and load Django; safe to call more than once."""
    prepare_database()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leerwerk.config.settings")
    import django  # noqa: PLC0415  (seconds; not for `leerwerk --help`)

    django.setup()


def stop_what_we_started() -> None:
    """Stop the server that this process started, unless others have come to use it meanwhile."""
    while _started:
        server = _started.pop()
        _close_connections()
        with suppress(NoDatabase):
            if not server.is_used():
                server.stop()


def _close_connections() -> None:
    from django.conf import settings  # noqa: PLC0415

    if settings.configured:
        from django.db import connections  # noqa: PLC0415

        connections.close_all()
