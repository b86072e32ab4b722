"""Reads of casework, by subject."""

from leerwerk.casework.queries.cases import (
    DeskDay,
    candidates_for,
    case_files,
    cases_for,
    desk_day,
    has_running_placement,
    placements_at,
    placements_for,
    referrals_for,
    seats_left,
    with_seats_left,
)

__all__ = [
    "DeskDay",
    "candidates_for",
    "case_files",
    "cases_for",
    "desk_day",
    "has_running_placement",
    "placements_at",
    "placements_for",
    "referrals_for",
    "seats_left",
    "with_seats_left",
]
