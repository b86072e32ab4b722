"""Writing thousands of learn-work places at a time with COPY, an order of magnitude faster than row by row."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.utils import IntegrityError

COLUMNS = (
    "employer_id", "title", "description", "is_learnt", "is_asked", "occupation_id", "qualification_id",
    "recognition_number", "sector", "level", "pathway", "outcome", "pc4", "locality_name", "region_id", "lat",
    "lon", "hours_min", "hours_max", "days_at_work", "days_at_school", "work_days", "starts_on",
    "is_start_flexible", "ends_on", "wage_min", "wage_max", "wage_text", "minimum_age", "language_level",
    "is_driving_licence_needed", "capacity", "status", "published_at", "expires_on", "touched_at",
    "source_hash", "source", "source_id", "created_at", "is_demo",
)  # fmt: skip
FIXED = frozenset({"source", "source_id", "created_at", "is_demo"})  # never changed by an update
_COPY = f"COPY {{}} ({{}}{', '.join(COLUMNS)}) FROM STDIN"
_SET = ", ".join(
    f"{name} = news.{name}" for name in COLUMNS if name not in FIXED | {"capacity", "published_at"}
)

Row = Sequence[Any]


def insert_places(rows: Sequence[Row]) -> None:
    """Add rows with values in the order of COLUMNS."""
    if not rows:
        return
    with connection.cursor() as cursor, cursor.copy(_COPY.format("catalogue_place", "")) as copy:
        for row in rows:
            copy.write_row(row)


def update_places(rows: Sequence[tuple[int, Row]]) -> None:
    """Rewrite the places with these ids. The moment of publication stays when there is one, and so do seats:

    those told are given by lower_capacities when fewer, here when more.
    """
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS place_news (LIKE catalogue_place) ON COMMIT DROP;"
            "TRUNCATE place_news"
        )
        with cursor.copy(_COPY.format("place_news", "id, ")) as copy:
            for pk, row in rows:
                copy.write_row((pk, *row))
        cursor.execute(
            f"UPDATE catalogue_place AS place SET {_SET}, capacity = greatest(place.capacity, news.capacity),"  # noqa: S608
            " published_at = coalesce(place.published_at, news.published_at)"
            " FROM place_news AS news WHERE place.id = news.id"
        )


def lower_capacities(seats: Sequence[tuple[int, int]]) -> set[int]:
    """Give places (id, seats) fewer seats; the ids of those that keep theirs for the learners placed there.

    The database refuses a capacity below the learners placed. All at once, and only where that fails in halves.
    """
    if not seats:
        return set()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE catalogue_place AS place SET capacity = news.capacity"
                " FROM unnest(%s::bigint[], %s::smallint[]) AS news (id, capacity) WHERE place.id = news.id",
                [[pk for pk, _ in seats], [capacity for _, capacity in seats]],
            )
    except IntegrityError:
        if len(seats) == 1:
            return {seats[0][0]}
        middle = len(seats) // 2
        return lower_capacities(seats[:middle]) | lower_capacities(seats[middle:])
    return set()
