"""Open a case, referral or placement: each reading of personal data is logged, and so is each attempt that fails."""

from datetime import datetime

from leerwerk.casework.models import Appointment, Case, Placement, Referral
from leerwerk.casework.queries import case_files, placements_for, referrals_for
from leerwerk.casework.queries.appointments import appointment_pages
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.opening import open_row


def open_case_file(*, case_id: int, actor: Actor, now: datetime, purpose: str) -> Case:
    """A case with everything on its page. Raises Case.DoesNotExist when the actor may not see it."""
    return open_row(
        case_files(actor),
        key=case_id,
        person=lambda case: case.client.number,
        actor=actor,
        now=now,
        purpose=purpose,
    )


def open_referral(*, referral_id: int, actor: Actor, now: datetime, purpose: str) -> Referral:
    """A referral with its client and place. Raises Referral.DoesNotExist when the actor may not see it."""
    return open_row(
        referrals_for(actor),
        key=referral_id,
        person=lambda referral: referral.case.client.number,
        actor=actor,
        now=now,
        purpose=purpose,
    )


def open_placement(*, placement_id: int, actor: Actor, now: datetime, purpose: str) -> Placement:
    """A placement with its client and place. Raises Placement.DoesNotExist when the actor may not see it."""
    return open_row(
        placements_for(actor),
        key=placement_id,
        person=lambda placement: placement.case.client.number,
        actor=actor,
        now=now,
        purpose=purpose,
    )


def open_appointment(*, appointment_id: int, actor: Actor, now: datetime, purpose: str) -> Appointment:
    """An appointment with its visitor and what was told beforehand.

    Raises Appointment.DoesNotExist when the actor may not see it.
    """
    return open_row(
        appointment_pages(actor),
        key=appointment_id,
        person=lambda row: row.visitor.number,
        actor=actor,
        now=now,
        purpose=purpose,
    )


def log_appointments(*rows: Appointment, actor: Actor, now: datetime, purpose: str) -> None:
    """A list of appointments shows names: one entry with those on the page, none for an empty list."""
    if rows:
        audit.record(
            actor=actor,
            action="read_list",
            subject="casework.appointment:list",
            now=now,
            details={"appointments": sorted(row.pk for row in rows)},
            purpose=purpose,
        )


def log_list(
    *rows: Case | Referral | Placement, kind: str, actor: Actor, now: datetime, purpose: str
) -> None:
    """A list shows names, so it is a reading too: one entry with the cases on the page, none for an empty list."""
    cases = sorted({row.pk if isinstance(row, Case) else row.case_id for row in rows})
    if cases:
        audit.record(
            actor=actor,
            action="read_list",
            subject=f"casework.{kind}:list",
            now=now,
            details={"cases": cases},
            purpose=purpose,
        )
