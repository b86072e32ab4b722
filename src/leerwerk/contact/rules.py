"""Decisions about questions of visitors and about their interest in places."""

from datetime import datetime, timedelta

from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import advises_region, regions_advised, represents

CLAIM = timedelta(hours=4)  # so long a question is kept for who took it; after that a colleague may


def may_view_question(actor: Actor, *, region_code: str, is_forgotten: bool) -> bool:
    """A question is for the desk of its region; one without a region for every desk. Forgotten is gone."""
    if actor.is_system:
        return True
    mine = advises_region(actor, region_code) if region_code else bool(regions_advised(actor))
    return mine and not is_forgotten


def may_view_interest(actor: Actor, *, employer_id: int, is_withdrawn: bool, is_forgotten: bool) -> bool:
    """Interest in a place is for its employer, until the visitor takes it back or it is forgotten."""
    return actor.is_system or (represents(actor, employer_id) and not is_withdrawn and not is_forgotten)


def is_kept_for(claimed_by: int | None, claimed_at: datetime | None, now: datetime) -> int | None:
    """The id of the adviser who is answering at this moment; None when nobody is."""
    if claimed_by is None or claimed_at is None or now - claimed_at >= CLAIM:
        return None
    return claimed_by


def answer_verdict(
    *, status: str, seen: int, messages: int, kept_for: int | None, user_id: int | None
) -> str:
    """Why an adviser cannot answer, as a code; "" when it can be done. `seen` is how many messages were on the page."""
    if status == "CLOSED":
        return "QUESTION_CLOSED"
    if kept_for is not None and kept_for != user_id:
        return "COLLEAGUE_ANSWERS"
    return "ANSWERED_MEANWHILE" if seen != messages else ""


def interest_verdict(*, place_status: str, has_mail_or_phone: bool) -> str:
    """Why somebody cannot show interest, as a code; "" when it can be done."""
    if place_status != "PUBLISHED":
        return "PLACE_CLOSED"
    return "" if has_mail_or_phone else "NO_WAY_TO_ANSWER"
