"""A throw-away PostgreSQL for the peers, with memory enough; started by the project's own launcher."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from leermatch.arrays import AnyArray
from leerwerk.config import launcher

_SETTINGS = launcher.THROWAWAY | {
    "shared_buffers": "1GB",
    "work_mem": "128MB",
    "maintenance_work_mem": "512MB",
}


@contextmanager
def throwaway_database() -> Iterator[psycopg.Connection[Any]]:
    """A connection that commits by itself, to a server that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="leerwerk-benchmark-"))
    folder.chmod(0o711)  # the server of root runs as somebody else and must reach its own folder in here
    server = launcher.LocalServer(folder / "postgres", settings=tuple(_SETTINGS.items()))
    try:
        server.start()
        with psycopg.connect(server.url, autocommit=True) as connection:
            yield connection
    finally:
        server.stop()
        shutil.rmtree(server.base, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def fill(connection: psycopg.Connection[Any], table: str, columns: Mapping[str, AnyArray]) -> None:
    """Make a table of number columns and copy them in: 2 bytes, 4 bytes or real, as the arrays are."""
    kinds = {"i2": "smallint", "i4": "integer", "f4": "real"}
    named = ", ".join(f"{name} {kinds[column.dtype.str[1:]]}" for name, column in columns.items())
    connection.execute(f"CREATE UNLOGGED TABLE {table} ({named})".encode())
    copy_rows(connection, table, zip(*(column.tolist() for column in columns.values()), strict=True))


def copy_rows(connection: psycopg.Connection[Any], table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Copy rows into a table that is there."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(row)


def server_version(connection: psycopg.Connection[Any]) -> str:
    """Such as "15.8"."""
    return connection.info.parameter_status("server_version") or ""
