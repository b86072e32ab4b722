"""Decisions about appointments: who may see them, what may still be changed, and what hours can be."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from leerwerk.casework.enums import Channel
from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import advises_region

LONGEST_MINUTES = 240


def may_view_appointment(actor: Actor, *, region_code: str) -> bool:
    """An appointment is open to the desk of its region."""
    return actor.is_system or advises_region(actor, region_code)


def may_set_hours(actor: Actor, *, region_code: str, adviser_id: int) -> bool:
    """Advisers set their own hours and leave; the coordinator those of the region."""
    coordinates = region_code in actor.scope_ids("COORDINATOR", "region")
    return (
        actor.is_system or coordinates or (actor.user_id == adviser_id and advises_region(actor, region_code))
    )


def may_arrange_region(actor: Actor, *, region_code: str) -> bool:
    """Topics and limits of a region are the coordinator's."""
    return actor.is_system or region_code in actor.scope_ids("COORDINATOR", "region")


def change_verdict(*, status: str, begins_at: datetime, now: datetime) -> str:
    """Why an appointment can no longer be moved or cancelled, as a code; "" when it can."""
    if status != "BOOKED":
        return "NOT_BOOKED"
    return "ALREADY_BEGUN" if begins_at <= now else ""


def ending_verdict(*, status: str, begins_at: datetime, now: datetime) -> str:
    """Why nobody can say yet how an appointment went, as a code; "" when somebody can."""
    if status != "BOOKED":
        return "NOT_BOOKED"
    return "NOT_YET_BEGUN" if begins_at > now else ""


def hours_verdict(*, begins: time, ends: time, channels: Collection[str], place: str) -> str:
    """Why hours of a week cannot be, as a code; "" when they can."""
    if begins >= ends:
        return "HOURS_IN_WRONG_ORDER"
    if not channels:
        return "CHANNEL_MISSING"
    return "PLACE_MISSING" if Channel.DESK in channels and not place else ""


def absence_verdict(*, begins_at: datetime, ends_at: datetime) -> str:
    """Why leave cannot be, as a code; "" when it can."""
    if ends_at <= begins_at:
        return "ABSENCE_REVERSED"
    return "ABSENCE_TOO_LONG" if ends_at - begins_at > timedelta(days=366) else ""


def contact_verdict(*, channel: str, email: str, phone: str) -> str:
    """What is missing to reach the visitor, as a code; "" when nothing is."""
    if not email:
        return "EMAIL_MISSING"
    return "PHONE_MISSING" if channel == Channel.PHONE and not phone else ""
