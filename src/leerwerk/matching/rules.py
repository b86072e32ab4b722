"""Decisions about regional rounds: pure, each refusal with a code for web.ui.wording."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from leerwerk.kernel.actor import Actor

LONG_WAIT = timedelta(days=182)
BELOW_START_QUALIFICATION = (
    1  # the levels of people.enums.Education up to here: nothing, entree, praktijkonderwijs
)
ATTEMPTS = 3
FIRST_WAIT = timedelta(seconds=30)
GROUPS = (
    "LONG_WAITING",
    "NO_START_QUALIFICATION",
)  # the order is that of the engine's bits: only add at the end
MOST_PRIORITY = 50  # points of 100
SMALLEST_GROUP = 5  # fewer people than this could be recognised in a table without names


def coordinates_region(actor: Actor, region_code: str) -> bool:
    """True when the actor coordinates the desk of the region."""
    return region_code in regions_coordinated(actor)


def regions_coordinated(actor: Actor) -> frozenset[str]:
    """Codes of the regions in which the actor is coordinator."""
    return actor.scope_ids("COORDINATOR", "region")


def may_view_round(actor: Actor, *, region_code: str) -> bool:
    """A round with its clients is open to the coordinators of its region and to nobody else."""
    return actor.is_system or coordinates_region(actor, region_code)


def may_view_totals(actor: Actor) -> bool:
    """Totals of all rounds, without anybody in them, are for the programme office and administrators."""
    return actor.is_system or actor.has("PROGRAMME") or actor.has("ADMIN")


def groups_of(*, waiting_since: date | None, prior_education: int | None, today: date) -> tuple[str, ...]:
    """The groups somebody belongs to; what is not known puts nobody in a group."""
    found = []
    if waiting_since is not None and today - waiting_since > LONG_WAIT:
        found.append("LONG_WAITING")
    if prior_education is not None and prior_education <= BELOW_START_QUALIFICATION:
        found.append("NO_START_QUALIFICATION")
    return tuple(found)


def policy_verdict(policy: dict[str, Any]) -> str:
    """Why a policy can't be used, as a code; "" when it can. Shares are 0 to 1 of the seats, together at most 1."""
    rules = policy.get("rules", [])
    if not {rule["group"] for rule in rules} <= set(GROUPS):
        return "UNKNOWN_GROUP"
    if any(not 0 <= rule.get("priority", 0) <= MOST_PRIORITY for rule in rules):
        return "PRIORITY_IMPOSSIBLE"
    shares = [rule.get("reserve", 0) for rule in rules]
    return "" if all(share >= 0 for share in shares) and sum(shares) <= 1 else "SHARES_TOO_HIGH"


def retry_after(attempts: int) -> timedelta | None:
    """How long a round that failed waits for its next attempt; None when it had them all."""
    return FIRST_WAIT * 4 ** (attempts - 1) if attempts < ATTEMPTS else None


def pair_verdict(
    *,
    case_status: str,
    is_placed: bool,
    place_status: str,
    seats_left: int,
    is_referred: bool,
    is_dismissed: bool,
) -> str:
    """Why a pair of a round can't be proposed any more, as a code; "" when nothing stands in the way.

    `is_referred`: the client was already brought to this employer; `is_dismissed`: an adviser put the place aside.
    """
    hindrances: Iterable[tuple[bool, str]] = (
        (case_status == "CLOSED", "CASE_CLOSED"),
        (is_placed, "ALREADY_PLACED"),
        (place_status == "FILLED" or (place_status == "PUBLISHED" and seats_left <= 0), "PLACE_FULL"),
        (place_status != "PUBLISHED", "PLACE_CLOSED"),
        (is_referred, "ALREADY_REFERRED"),
        (is_dismissed, "DISMISSED_BEFORE"),
    )
    return next((code for holds, code in hindrances if holds), "")
