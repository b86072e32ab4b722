"""Decisions about clients."""

from collections.abc import Collection
from datetime import date
from typing import Any

from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import advises_region

OLDEST = 120


def may_view_client(actor: Actor, *, region_code: str, is_erased: bool) -> bool:
    """A client file is open to the desk of its region, until it is erased."""
    return actor.is_system or (not is_erased and advises_region(actor, region_code))


def may_view_visitor(actor: Actor, *, region_code: str, is_forgotten: bool) -> bool:
    """A visitor is known to the desk of the region, until forgotten."""
    return actor.is_system or (not is_forgotten and advises_region(actor, region_code))


def profile_verdict(
    *, hours: tuple[int | None, int | None], available: tuple[date | None, date | None]
) -> str:
    """Why hours a week or a period of availability can't be, as a code; "" when they can. None is unknown."""
    if _is_reversed(*hours):
        return "HOURS_REVERSED"
    return "AVAILABILITY_REVERSED" if _is_reversed(*available) else ""


def days_verdict(*, birth_date: date | None, waiting_since: date | None, today: date) -> str:
    """Why days about a person can't be, as a code; "" when they can. None is unknown."""
    if birth_date is not None and not 0 <= age_on(birth_date, today) <= OLDEST:
        return "BIRTH_DATE_IMPOSSIBLE"
    return "WAITS_FROM_LATER" if waiting_since is not None and waiting_since > today else ""


def _is_reversed(first: Any, last: Any) -> bool:
    return first is not None and last is not None and last < first


def has_consent(open_purposes: Collection[str], purpose: str) -> bool:
    """True when the client agreed to this purpose and did not withdraw."""
    return purpose in open_purposes


def age_on(birth_date: date, day: date) -> int:
    """Age in whole years on a day; someone born on 29 February has their birthday on 1 March in other years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def is_named(known: str, given: str) -> bool:
    """Whether two names are written the same, but for capitals and spaces."""
    return " ".join(known.casefold().split()) == " ".join(given.casefold().split())
