"""Open a case, referral or placement: each reading of personal data is logged, and so is each attempt that fails."""

from datetime import datetime

from leerwerk.casework.models import Appointment, Case, Placement, Referral
from leerwerk.casework.queries import case_file, placements_for, referrals_for
from leerwerk.casework.queries.appointments import appointment_page
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.people.models import Client


def open_case_file(*, case_id: int, actor: Actor, now: datetime, purpose: str) -> Case:
    """A case with everything on its page. Raises Case.DoesNotExist when the actor may not see it."""
    try:
        case = case_file(case_id, actor)
    except Case.DoesNotExist:
        if Case.objects.filter(pk=case_id).exists():
            _log_refusal(f"casework.case:{case_id}", "case.read_refused", actor, now)
        raise
    _log_reading(f"casework.case:{case_id}", case.client, actor, now, purpose)
    return case


def open_referral(*, referral_id: int, actor: Actor, now: datetime, purpose: str) -> Referral:
    """A referral with its client and place. Raises Referral.DoesNotExist when the actor may not see it."""
    try:
        referral = referrals_for(actor).get(pk=referral_id)
    except Referral.DoesNotExist:
        if Referral.objects.filter(pk=referral_id).exists():
            _log_refusal(f"casework.referral:{referral_id}", "referral.read_refused", actor, now)
        raise
    _log_reading(f"casework.referral:{referral_id}", referral.case.client, actor, now, purpose)
    return referral


def open_placement(*, placement_id: int, actor: Actor, now: datetime, purpose: str) -> Placement:
    """A placement with its client and place. Raises Placement.DoesNotExist when the actor may not see it."""
    try:
        placement = placements_for(actor).get(pk=placement_id)
    except Placement.DoesNotExist:
        if Placement.objects.filter(pk=placement_id).exists():
            _log_refusal(f"casework.placement:{placement_id}", "placement.read_refused", actor, now)
        raise
    _log_reading(f"casework.placement:{placement_id}", placement.case.client, actor, now, purpose)
    return placement


def open_appointment(*, appointment_id: int, actor: Actor, now: datetime, purpose: str) -> Appointment:
    """An appointment with its visitor and what was told beforehand.

    Raises Appointment.DoesNotExist when the actor may not see it.
    """
    try:
        row = appointment_page(appointment_id, actor)
    except Appointment.DoesNotExist:
        if Appointment.objects.filter(pk=appointment_id).exists():
            _log_refusal(f"casework.appointment:{appointment_id}", "appointment.read_refused", actor, now)
        raise
    audit.record_read(
        actor=actor,
        subject=f"casework.appointment:{row.pk}",
        data_subject=str(row.visitor.number),
        now=now,
        purpose=purpose,
    )
    return row


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


def _log_reading(subject: str, client: Client, actor: Actor, now: datetime, purpose: str) -> None:
    audit.record_read(actor=actor, subject=subject, data_subject=str(client.number), now=now, purpose=purpose)


def _log_refusal(subject: str, action: str, actor: Actor, now: datetime) -> None:
    audit.record(actor=actor, action=action, subject=subject, now=now)
