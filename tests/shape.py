"""What a database is made of, to compare two that were made in different ways."""

import psycopg

from tests.one_step import APPS

_QUESTIONS = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, identity_generation, collation_name,"
    " character_maximum_length, numeric_precision, numeric_scale FROM information_schema.columns"
    " WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid <> 0"
    " AND connamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT '', proname, pg_get_functiondef(oid) FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'",
)


def shape_of(url: str) -> set[tuple[object, ...]]:
    """Columns, constraints, indexes, triggers and functions; without the tables of Wagtail, which tests make apart."""
    found: set[tuple[object, ...]] = set()
    with psycopg.connect(url) as connection:
        for question in _QUESTIONS:
            found |= {row for row in connection.execute(question.encode()) if not row[0].startswith(APPS)}
    return found
