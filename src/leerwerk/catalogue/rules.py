"""Decisions about learn-work places: who may see one, and which state follows which."""

from collections.abc import Collection

PLACE_TRANSITIONS: dict[str, frozenset[str]] = {
    "DRAFT": frozenset({"CHECKED", "PUBLISHED", "WITHDRAWN"}),
    "CHECKED": frozenset({"PUBLISHED", "WITHDRAWN"}),
    "PUBLISHED": frozenset({"FILLED", "EXPIRED", "WITHDRAWN"}),
    "FILLED": frozenset({"PUBLISHED", "EXPIRED", "WITHDRAWN"}),
    "EXPIRED": frozenset({"PUBLISHED"}),
    "WITHDRAWN": frozenset({"DRAFT"}),
}
PUBLIC_STATES = frozenset({"PUBLISHED", "FILLED"})


def can_become(status: str, following: str) -> bool:
    """True when a place in `status` may pass into `following` (domain.md, life of a place)."""
    return following in PLACE_TRANSITIONS[status]


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
