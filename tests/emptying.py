"""Emptying the tables after tests that commit: only those that have rows, where Django empties all of them.

The first time Django does it. What stands in the tables then, it put there itself (content types, permissions), and
may stay as long as nobody changes it: otherwise Django does it again.
"""

from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

_empty_by_django = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
_put_there_by_django: dict[str, str] = {}


def empty_tables(case: Any) -> None:
    """Stands in for ``TransactionTestCase._fixture_teardown``."""
    if not _put_there_by_django or _contents(*_put_there_by_django) != _put_there_by_django:
        _empty_by_django(case)
        _put_there_by_django.clear()
        _put_there_by_django.update(_contents(*_filled(_tables())))
        return
    filled = _filled(_tables() - set(_put_there_by_django))
    guarded = filled & _guarded_against_deleting()
    # In any order: the foreign keys are looked at when all of it is done.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        if guarded:
            cursor.execute(f"TRUNCATE {', '.join(map(_quoted, guarded))} CASCADE")
        if filled - guarded:
            cursor.execute("; ".join(f"DELETE FROM {_quoted(name)}" for name in filled - guarded))


def empty_queue() -> None:
    """Forget the jobs; procrastinate's tables are not Django's to empty."""
    names = {"procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers"}
    if _filled(names):
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def _tables() -> set[str]:
    """What Django empties."""
    return set(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _filled(names: set[str]) -> set[str]:
    """Which of the tables have rows."""
    asked = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM {_quoted(name)})" for name in sorted(names))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {name for (name,) in cursor.fetchall()}


def _contents(*names: str) -> dict[str, str]:
    """A digest of all rows, by table."""
    digest = "md5(string_agg(it::text, '' ORDER BY it::text))"
    asked = (f"SELECT '{name}', {digest} FROM {_quoted(name)} it" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return dict(cursor.fetchall())


def _guarded_against_deleting() -> set[str]:
    """Tables with a trigger of ours that may refuse it."""
    on_delete = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 8 <> 0"
    with connection.cursor() as cursor:
        cursor.execute(on_delete)
        return {name for (name,) in cursor.fetchall()}


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
