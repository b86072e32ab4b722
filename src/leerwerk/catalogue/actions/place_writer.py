"""Writing thousands of learn-work places at a time with COPY, an order of magnitude faster than row by row."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.utils import IntegrityError

from leerwerk.kernel.copying import copy_rows

# Columns with what was looked up or decided, those that are as the source tells, and those that never change.
DECIDED = (
    "employer_id", "occupation_id", "qualification_id", "region_id", "sector", "level", "pathway", "status",
    "published_at", "source_hash", "touched_at",
)  # fmt: skip
COPIED = (
    "title", "description", "is_learnt", "is_asked", "recognition_number", "outcome", "pc4", "locality_name", "lat",
    "lon", "hours_min", "hours_max", "days_at_work", "days_at_school", "work_days", "starts_on",
    "is_start_flexible", "ends_on", "wage_min", "wage_max", "wage_text", "minimum_age", "language_level",
    "is_driving_licence_needed", "capacity", "expires_on",
)  # fmt: skip
FIXED = ("source_id", "source", "created_at", "is_demo")
COLUMNS = (*DECIDED, *COPIED, *FIXED)
_SET = ", ".join(
    f"{name} = news.{name}" for name in (*DECIDED, *COPIED) if name not in {"capacity", "published_at"}
)

Row = Sequence[Any]


def insert_places(rows: Sequence[Row]) -> None:
    """Add rows with values in the order of COLUMNS."""
    if not rows:
        return
    copy_rows("catalogue_place", COLUMNS, rows)


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
        copy_rows("place_news", ("id", *COLUMNS), ((pk, *row) for pk, row in rows))
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
