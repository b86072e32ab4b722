"""Decisions about learn-work places: who may see one, and which state follows which."""

from collections.abc import Collection
from datetime import date, timedelta

PLACE_TRANSITIONS: dict[str, frozenset[str]] = {
    "DRAFT": frozenset({"CHECKED", "PUBLISHED", "WITHDRAWN"}),
    "CHECKED": frozenset({"PUBLISHED", "WITHDRAWN"}),
    "PUBLISHED": frozenset({"FILLED", "EXPIRED", "WITHDRAWN"}),
    "FILLED": frozenset({"PUBLISHED", "EXPIRED", "WITHDRAWN"}),
    "EXPIRED": frozenset({"PUBLISHED"}),
    "WITHDRAWN": frozenset({"DRAFT"}),
}
PUBLIC_STATES = frozenset({"PUBLISHED", "FILLED"})
UNTOUCHED_LIMIT = timedelta(days=90)
NOTICES = (timedelta(days=7), timedelta(days=1))  # so long before the last day the employer hears of it


def can_become(status: str, following: str) -> bool:
    """True when a place in `status` may pass into `following` (domain.md, life of a place)."""
    return following in PLACE_TRANSITIONS[status]


def withdrawn_on(touched_on: date) -> date:
    """The day on which a place goes offline when nobody touches it after `touched_on`."""
    return touched_on + UNTOUCHED_LIMIT


def is_notice_due(*, touched_on: date, noticed_on: date | None, today: date) -> bool:
    """True when the employer has to hear now that an untouched place is about to go offline.

    Once for each of NOTICES, also when a day was missed; a touch afterwards makes old notices count for nothing.
    """
    passed = [due for before in NOTICES if (due := withdrawn_on(touched_on) - before) <= today]
    return bool(passed) and (noticed_on is None or noticed_on < max(passed))


def hours_are_reversed(least: int | None, most: int | None) -> bool:
    """True when the least hours a week are more than the most; None is unknown."""
    return least is not None and most is not None and most < least


def may_view_place(
    *,
    status: str,
    region_code: str,
    employer_id: int,
    regions_advised: Collection[str],
    organisations: Collection[int],
) -> bool:
    """Published and filled places are public; others are for their employer and the desk of their region."""
    return status in PUBLIC_STATES or region_code in regions_advised or employer_id in organisations
