"""How far a desk is: being founded, open, or merged into another."""

from datetime import date, datetime

from django.db import transaction

from leerwerk.kernel.actor import Actor
from leerwerk.network.actions.sites import SiteRefused, note
from leerwerk.network.enums import DeskPhase
from leerwerk.network.models import Desk
from leerwerk.network.rules import may_change_phase, phase_verdict


@transaction.atomic
def change_phase(
    *, desk: Desk, phase: str, successor: Desk | None, since: date, actor: Actor, now: datetime
) -> Desk:
    """Say how far a desk is since a day. Only a merged desk has a successor: its site leads there from now on.

    Raises SiteRefused: NOT_YOUR_REGION, PHASE_TO_COME, SUCCESSOR_MISSING, SUCCESSOR_UNFIT.
    """
    # Both at once and in one order, so that two desks that swallow each other do not wait for each other.
    wanted = [each.pk for each in (desk, successor) if each is not None]
    rows = Desk.objects.select_for_update(of=("self",), no_key=True).select_related("region")
    locked = {each.pk: each for each in rows.filter(pk__in=wanted).order_by("pk")}
    changed: Desk = locked[desk.pk]
    if not may_change_phase(actor, changed.region.code):
        raise SiteRefused("NOT_YOUR_REGION")
    heir = locked[successor.pk] if successor is not None and phase == DeskPhase.MERGED else None
    verdict = phase_verdict(
        phase=phase,
        has_successor=heir is not None,
        is_successor_fit=heir is not None and _is_fit(heir, changed, now.date()),
        since=since,
        today=now.date(),
    )
    if verdict:
        raise SiteRefused(verdict)
    before = changed.phase
    changed.phase, changed.successor, changed.phase_since = phase, heir, since
    changed.save(update_fields=["phase", "successor", "phase_since"])
    note(
        changed,
        "site.change_phase",
        actor,
        now,
        before=before,
        after=phase,
        successor=heir.pk if heir else None,
    )
    return changed


def _is_fit(heir: Desk, merged: Desk, today: date) -> bool:
    return heir.pk != merged.pk and heir.phase != DeskPhase.MERGED and heir.is_valid_on(today)
