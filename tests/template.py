"""A database with all tables, made by the first worker of xdist that needs one; each worker's own is a copy of it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

NAME = "test_leerwerk_template"


def copy_template(folder: Path) -> None:
    """Let the database that is about to be made be a copy; the folder is that of this run, for all its workers."""
    settings = connection.settings_dict["TEST"]
    with alone(folder / "template.lock"):
        made = folder / "template.made"
        if not made.exists():
            own, site = settings["NAME"], connection.settings_dict["NAME"]
            settings["NAME"] = NAME
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            connection.settings_dict["NAME"], settings["NAME"] = site, own
            made.touch()
    settings |= {"TEMPLATE": NAME, "MIGRATE": False}


def drop_template(url: str) -> None:
    """Leave nothing on a server that is not of this run only."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME}".encode())


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold off the other workers that come here with the same file."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
