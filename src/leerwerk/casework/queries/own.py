"""What citizens see of what a desk keeps about them: by the address that they proved, and without notes."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch

from leerwerk.casework.enums import SEATED_PLACEMENTS, AppointmentStatus, ReferralStatus, StepBy
from leerwerk.casework.models import Appointment, Case, Placement, PlanStep, Referral
from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import own_address
from leerwerk.people.models import Client, Consent
from leerwerk.people.queries import own_clients

PAST = 5
# What a desk puts ready for itself is no step of the client yet.
NOT_YET_TOLD = (ReferralStatus.PROPOSED,)


def own_appointments(actor: Actor, now: datetime) -> tuple[list[Appointment], list[Appointment]]:
    """The citizen's appointments to come, in order, and the last few that are past or cancelled. Two queries."""
    own = own_address(actor)
    if not own:
        return [], []
    rows = Appointment.objects.filter(
        visitor__email__iexact=own, visitor__forgotten_at__isnull=True
    ).select_related("topic", "adviser", "region", "visitor")
    coming = rows.filter(status=AppointmentStatus.BOOKED, ends_at__gt=now).order_by("begins_at", "pk")
    past = rows.exclude(status=AppointmentStatus.BOOKED, ends_at__gt=now).order_by("-begins_at", "-pk")
    return list(coming), list(past[:PAST])


def own_files(actor: Actor) -> list[Client]:
    """The citizen's files with cases, plans, referrals, placements and consents. A fixed number of queries."""
    referrals = (
        Referral.objects.exclude(status__in=NOT_YET_TOLD)
        .select_related("place__employer", "place__occupation")
        .order_by("-sent_at", "-pk")
    )
    placements = (
        Placement.objects.select_related("place", "employer")
        .prefetch_related("outcomes")
        .order_by("-made_at", "-pk")
    )
    cases = (
        Case.objects.select_related("adviser")
        .prefetch_related(
            Prefetch("steps", PlanStep.objects.in_plan_order()),
            Prefetch("referrals", referrals),
            Prefetch("placements", placements),
        )
        .order_by("-opened_at", "-pk")
    )
    consents = Consent.objects.order_by("withdrawn_at", "-given_at", "pk")
    return list(own_clients(actor).prefetch_related(Prefetch("cases", cases), Prefetch("consents", consents)))


def own_step(actor: Actor, step_id: int) -> PlanStep:
    """A step that is the citizen's own to do. Raises PlanStep.DoesNotExist."""
    mine = PlanStep.objects.filter(case__client__in=own_clients(actor), who=StepBy.CLIENT)
    return mine.select_related("case").get(pk=step_id)


def own_clients_by_erasure(actor: Actor) -> tuple[list[Client], list[Client]]:
    """The citizen's files that can be erased at once, and those with a placement that runs. One query."""
    running = Placement.objects.filter(case__client=OuterRef("pk"), status__in=SEATED_PLACEMENTS)
    rows = list(own_clients(actor).annotate(is_placed=Exists(running)))
    return [row for row in rows if not row.is_placed], [row for row in rows if row.is_placed]  # type: ignore[attr-defined]


def asked_erasures(actor: Actor) -> list[Case]:
    """The cases of clients who asked to be erased and whom the desk still has to, the longest waiting first."""
    waiting = Case.objects.visible_to(actor).filter(client__erasure_asked_at__isnull=False)
    latest = waiting.order_by("client", "-opened_at", "-pk").distinct("client").values("pk")
    return list(
        Case.objects.filter(pk__in=latest).select_related("client").order_by("client__erasure_asked_at", "pk")
    )
