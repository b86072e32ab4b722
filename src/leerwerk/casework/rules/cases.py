"""Decisions about cases, referrals and placements: pure, each refusal with a code for web.ui.wording."""

from collections.abc import Collection
from datetime import date, timedelta

from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import advises_region, represents

CASE_TRANSITIONS: dict[str, frozenset[str]] = {
    "ASKED": frozenset({"PLANNED", "IN_ADVICE", "CLOSED"}),
    "PLANNED": frozenset({"IN_ADVICE", "CLOSED"}),
    "IN_ADVICE": frozenset({"IN_TRAJECTORY", "PLACED", "CLOSED"}),
    "IN_TRAJECTORY": frozenset({"PLACED", "IN_ADVICE", "CLOSED"}),
    "PLACED": frozenset({"FOLLOWED_UP", "IN_TRAJECTORY", "CLOSED"}),
    "FOLLOWED_UP": frozenset({"IN_TRAJECTORY", "CLOSED"}),
    "CLOSED": frozenset(),
}
PLACEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    "PROPOSED": frozenset({"AGREED", "CANCELLED"}),
    "AGREED": frozenset({"STARTED", "CANCELLED"}),
    "STARTED": frozenset({"COMPLETED", "STOPPED"}),
    "COMPLETED": frozenset(),
    "STOPPED": frozenset(),
    "CANCELLED": frozenset(),
}
HIDDEN_FROM_EMPLOYER = frozenset({"PROPOSED", "WITHDRAWN"})
ENDED_WITHOUT_PLACEMENT = frozenset({"REFUSED", "LAPSED"})
SEEN_AFTER_ANSWER = timedelta(days=28)  # so long an employer can look back at who it did not take


def can_case_become(status: str, following: str) -> bool:
    """True when a case may pass from `status` into `following`."""
    return following in CASE_TRANSITIONS[status]


def can_placement_become(status: str, following: str) -> bool:
    """True when a placement may pass from `status` into `following`."""
    return following in PLACEMENT_TRANSITIONS[status]


def may_view_case(actor: Actor, *, region_code: str, is_erased: bool) -> bool:
    """A case is open to the desk of its region."""
    return actor.is_system or (not is_erased and advises_region(actor, region_code))


def may_view_referral(
    actor: Actor,
    *,
    region_code: str,
    employer_id: int,
    status: str,
    is_shared: bool,
    is_closed_for_employer: bool,
    is_erased: bool,
) -> bool:
    """The desk that refers; and the employer from the moment it is sent until it is withdrawn or closed for it.

    Without the consent to share, an employer sees what became a placement and nothing else. Of somebody who is
    erased there is nothing to see.
    """
    is_told = is_shared and status not in HIDDEN_FROM_EMPLOYER and not is_closed_for_employer
    is_open = status == "DONE" or is_told
    may = advises_region(actor, region_code) or (is_open and represents(actor, employer_id))
    return actor.is_system or (may and not is_erased)


def has_employer_seen_enough(*, status: str, answered_on: date, today: date) -> bool:
    """True when an employer has no reason any more to see a candidate that it did not take."""
    return status in ENDED_WITHOUT_PLACEMENT and answered_on + SEEN_AFTER_ANSWER <= today


def may_view_placement(actor: Actor, *, region_code: str, employer_id: int) -> bool:
    """The desk that placed, and the employer."""
    return actor.is_system or advises_region(actor, region_code) or represents(actor, employer_id)


def referral_verdict(
    *,
    case_status: str,
    place_status: str,
    seats_left: int,
    consents: Collection[str],
    is_placed: bool,
) -> str:
    """Why a client can't be referred to a place, as a code; "" when nothing stands in the way."""
    if case_status == "CLOSED":
        return "CASE_CLOSED"
    if is_placed:
        return "ALREADY_PLACED"
    if place_status == "FILLED" or (place_status == "PUBLISHED" and seats_left <= 0):
        return "PLACE_FULL"
    if place_status != "PUBLISHED":
        return "PLACE_CLOSED"
    if "SHARE_WITH_EMPLOYER" not in consents:
        return "NO_CONSENT"
    return ""


def answer_verdict(*, place_status: str, seats_left: int) -> str:
    """Why an employer can't say yes to a candidate, as a code; "" when nothing stands in the way."""
    if place_status not in {"PUBLISHED", "FILLED"}:
        return "PLACE_CLOSED"
    return "PLACE_FULL" if seats_left <= 0 else ""


def closing_verdict(*, reason: str, is_placed: bool) -> str:
    """Why a case can't be closed, as a code; "" when nothing stands in the way."""
    if not reason:
        return "REASON_MISSING"
    return "PLACEMENT_RUNNING" if is_placed else ""


def starting_verdict(*, starts_on: date, ends_on: date | None, today: date) -> str:
    """Why a placement can't have started on a day, as a code; "" when it can. An end of None is open."""
    if starts_on > today:
        return "STARTS_LATER"
    return "STARTS_AFTER_END" if ends_on is not None and ends_on < starts_on else ""


def ending_verdict(*, starts_on: date | None, ends_on: date, today: date) -> str:
    """Why a placement can't have ended on a day, as a code; "" when it can. A start of None is unknown."""
    if ends_on > today:
        return "ENDS_LATER"
    return "ENDS_BEFORE_START" if starts_on is not None and ends_on < starts_on else ""


def outcome_verdict(*, starts_on: date | None, achieved_on: date, today: date) -> str:
    """Why an outcome can't have been achieved on a day, as a code; "" when it can. A start of None is unknown."""
    if achieved_on > today:
        return "ACHIEVED_LATER"
    return "ACHIEVED_BEFORE_START" if starts_on is not None and achieved_on < starts_on else ""


def placement_verdict(*, referral_status: str, place_status: str, seats_left: int, is_placed: bool) -> str:
    """Why an accepted referral can't become a placement, as a code; "" when nothing stands in the way."""
    if referral_status != "ACCEPTED":
        return "WRONG_STATE"
    if is_placed:
        return "ALREADY_PLACED"
    if seats_left <= 0:
        return "PLACE_FULL"
    if place_status not in {"PUBLISHED", "FILLED"}:
        return "PLACE_CLOSED"
    return ""
