"""From an accepted referral to a signed placement, its start and end, and what the learner takes away."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from leerwerk.casework.actions.guards import lock_case, lock_referral, must_advise
from leerwerk.casework.enums import (
    CaseStatus,
    PlacementStatus,
    ReferralStatus,
    Signatory,
    StopReason,
)
from leerwerk.casework.models import Case, Outcome, Placement, Referral
from leerwerk.casework.queries import has_running_placement, seats_left
from leerwerk.casework.refusals import PlacementRefused
from leerwerk.casework.rules import (
    can_placement_become,
    ending_verdict,
    outcome_verdict,
    placement_verdict,
    starting_verdict,
)
from leerwerk.catalogue.actions.places import fill_place, free_place
from leerwerk.catalogue.enums import OutcomeKind
from leerwerk.catalogue.models import Place
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import advises_region, represents

SIGNATURE_FIELDS = {
    Signatory.EMPLOYER: "employer_signed_at",
    Signatory.SCHOOL: "school_signed_at",
    Signatory.LEARNER: "learner_signed_at",
}


@transaction.atomic
def propose_placement(
    *, referral: Referral, starts_on: date | None, actor: Actor, now: datetime
) -> Placement:
    """Take a seat on the place for the client of an accepted referral; proposing twice gives the same placement.

    The place is locked, so of two advisers who want the last seat one gets PlacementRefused PLACE_FULL.
    """
    case = lock_case(referral.case_id)
    must_advise(actor, case.region, PlacementRefused)
    row = lock_referral(referral.pk)
    made = Placement.objects.filter(referral=row).first()
    if made is not None:
        return made
    place = _lock_place(row.place_id)
    verdict = placement_verdict(
        referral_status=row.status,
        place_status=place.status,
        seats_left=seats_left(place),
        is_placed=has_running_placement(case),
    )
    if verdict:
        raise PlacementRefused(verdict, place=place.title)
    starts_on = starts_on or place.starts_on
    _must_start_before_end(starts_on, place.ends_on)
    placement = Placement.objects.create(
        case=case,
        place=place,
        referral=row,
        employer=place.employer,
        region=place.region,
        sector=place.sector,
        starts_on=starts_on,
        ends_on=place.ends_on,
        made_at=now,
    )
    row.status = ReferralStatus.DONE
    row.save(update_fields=["status"])
    if seats_left(place) == 0:
        fill_place(place=place, actor=actor, now=now)
    _record("placement.propose", placement, actor, now)
    return placement


@transaction.atomic
def sign_placement(*, placement: Placement, signatory: str, actor: Actor, now: datetime) -> Placement:
    """Note one of the three signatures; the third makes the placement agreed and lets agreements count it.

    The employer signs in the portal; the desk notes the signatures of school and learner, and of an employer on paper.
    """
    row, case = _lock(placement)
    _may_sign(actor, row, signatory)
    field = SIGNATURE_FIELDS[Signatory(signatory)]
    if getattr(row, field) is not None:
        return row
    if row.status != PlacementStatus.PROPOSED:
        raise PlacementRefused("WRONG_STATE", status=row.status)
    setattr(row, field, now)
    if all(getattr(row, each) for each in SIGNATURE_FIELDS.values()):
        row.status, row.agreed_on = PlacementStatus.AGREED, now.date()
        _move(case, CaseStatus.PLACED, now)
    row.save(update_fields=[field, "status", "agreed_on"])
    _record("placement.sign", row, actor, now, signatory=signatory)
    return row


@transaction.atomic
def start_placement(*, placement: Placement, starts_on: date, actor: Actor, now: datetime) -> Placement:
    """The learner begins; telling it twice starts once."""
    row, _case = _lock(placement)
    if _is_already(row, PlacementStatus.STARTED, actor):
        return row
    if verdict := starting_verdict(starts_on=starts_on, ends_on=row.ends_on, today=timezone.localdate(now)):
        raise PlacementRefused(verdict, ends_on=row.ends_on)
    row.status, row.starts_on = PlacementStatus.STARTED, starts_on
    row.save(update_fields=["status", "starts_on"])
    _record("placement.start", row, actor, now)
    return row


@transaction.atomic
def complete_placement(*, placement: Placement, ends_on: date, actor: Actor, now: datetime) -> Placement:
    """The learner finished; follow-up begins and the seat is free again."""
    return _end(placement, PlacementStatus.COMPLETED, ends_on, "", actor, now)


@transaction.atomic
def stop_placement(
    *, placement: Placement, ends_on: date, reason: str, actor: Actor, now: datetime
) -> Placement:
    """The placement stopped early, with a reason; the seat is free again."""
    if reason not in StopReason.values:
        raise PlacementRefused("REASON_MISSING")
    return _end(placement, PlacementStatus.STOPPED, ends_on, reason, actor, now)


@transaction.atomic
def cancel_placement(*, placement: Placement, actor: Actor, now: datetime) -> Placement:
    """The placement does not go on before it started; it no longer counts, and the seat is free again."""
    row, case = _lock(placement)
    if _is_already(row, PlacementStatus.CANCELLED, actor):
        return row
    row.status = PlacementStatus.CANCELLED
    row.save(update_fields=["status"])
    if case.status == CaseStatus.PLACED:
        _move(case, CaseStatus.IN_TRAJECTORY, now)
    free_place(place=_lock_place(row.place_id), actor=actor, now=now)
    _record("placement.cancel", row, actor, now)
    return row


@transaction.atomic
def record_outcome(
    *, placement: Placement, kind: str, achieved_on: date, actor: Actor, now: datetime
) -> Outcome:
    """What the learner got: a diploma, certificate or praktijkverklaring. Recording it twice keeps the first."""
    row, _case = _lock(placement)
    must_advise(actor, row.case.region, PlacementRefused)
    if kind not in OutcomeKind.values:
        raise PlacementRefused("UNKNOWN_OUTCOME", kind=kind)
    if row.status not in {PlacementStatus.STARTED, PlacementStatus.COMPLETED, PlacementStatus.STOPPED}:
        raise PlacementRefused("WRONG_STATE", status=row.status)
    verdict = outcome_verdict(starts_on=row.starts_on, achieved_on=achieved_on, today=timezone.localdate(now))
    if verdict:
        raise PlacementRefused(verdict, starts_on=row.starts_on)
    outcome, is_new = Outcome.objects.get_or_create(
        placement=row, kind=kind, defaults={"achieved_on": achieved_on, "recorded_at": now}
    )
    if is_new:
        _record("placement.outcome", row, actor, now, kind=kind)
    return outcome


def _end(
    placement: Placement, status: PlacementStatus, ends_on: date, reason: str, actor: Actor, now: datetime
) -> Placement:
    row, case = _lock(placement)
    if _is_already(row, status, actor):
        return row
    verdict = ending_verdict(starts_on=row.starts_on, ends_on=ends_on, today=timezone.localdate(now))
    if verdict:
        raise PlacementRefused(verdict, starts_on=row.starts_on)
    row.status, row.ends_on, row.stop_reason = status, ends_on, reason
    row.save(update_fields=["status", "ends_on", "stop_reason"])
    _move(
        case, CaseStatus.FOLLOWED_UP if status == PlacementStatus.COMPLETED else CaseStatus.IN_TRAJECTORY, now
    )
    free_place(place=_lock_place(row.place_id), actor=actor, now=now)
    _record(f"placement.{status.lower()}", row, actor, now, reason=reason)
    return row


def _must_start_before_end(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise PlacementRefused("STARTS_AFTER_END", ends_on=ends_on)


def _may_sign(actor: Actor, placement: Placement, signatory: str) -> None:
    if signatory not in Signatory.values:
        raise PlacementRefused("UNKNOWN_SIGNATORY", signatory=signatory)
    if actor.is_system or advises_region(actor, placement.case.region.code):
        return
    if not represents(actor, placement.place.employer_id):
        raise PlacementRefused("NOT_YOUR_REGION", region=placement.case.region.name)
    if signatory != Signatory.EMPLOYER:
        raise PlacementRefused("NOT_YOUR_SIGNATURE")


def _is_already(placement: Placement, status: PlacementStatus, actor: Actor) -> bool:
    """True when a second submit asks for what is done; raises what forbids the step."""
    must_advise(actor, placement.case.region, PlacementRefused)
    if placement.status == status:
        return True
    if not can_placement_become(placement.status, status):
        raise PlacementRefused("WRONG_STATE", status=placement.status, following=status)
    return False


def _move(case: Case, status: CaseStatus, now: datetime) -> None:
    if case.status == CaseStatus.CLOSED:
        return  # of somebody who was erased the placement runs on, the case does not
    case.status, case.changed_at = status, now
    case.save(update_fields=["status", "changed_at"])


def _lock(placement: Placement) -> tuple[Placement, Case]:
    row = (
        Placement.objects.select_for_update(no_key=True, of=("self",))
        .select_related("case__region", "case__client", "place")
        .get(pk=placement.pk)
    )
    return row, lock_case(row.case_id)


def _lock_place(place_id: int) -> Place:
    return (
        Place.objects.select_for_update(no_key=True, of=("self",))
        .select_related("region", "employer")
        .get(pk=place_id)
    )


def _record(action: str, placement: Placement, actor: Actor, now: datetime, **details: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"casework.placement:{placement.pk}",
        now=now,
        details={"place": placement.place_id, **details},
        data_subject=str(placement.case.client.number),
    )
