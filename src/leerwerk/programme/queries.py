"""Reads of agreements for lists and pages."""

from datetime import date

from django.db.models import BooleanField, Case, F, Prefetch, Q, Value, When

from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.programme.enums import AgreementStatus
from leerwerk.programme.models import Agreement, AgreementQuerySet, Party


def listed_agreements(actor: Actor, *, today: date, region_code: str = "") -> AgreementQuerySet:
    """Agreements that are not part of another: first those that hold today (`is_current`), the latest first.

    A region narrows to the agreements that name it, or of which a part names it.
    """
    found = Agreement.objects.visible_to(actor).filter(parent__isnull=True)
    if region_code:
        named = Agreement.objects.filter(regions__code=region_code)
        found = found.filter(Q(pk__in=named.values("pk")) | Q(pk__in=named.values("parent")))
    return found.annotate(is_current=_holds_on(today)).order_by(
        "-is_current", F("starts_on").desc(nulls_last=True), "name", "pk"
    )


def agreement_with_context(slug: str, actor: Actor) -> Agreement:
    """One agreement with its parent, successor, parties and regions. Raises Agreement.DoesNotExist when hidden."""
    return (
        Agreement.objects.visible_to(actor)
        .select_related("parent", "succeeded_by")
        .prefetch_related(
            Prefetch("regions", Region.objects.order_by("name", "pk")),
            Prefetch("parties", Party.objects.order_by("pk")),
        )
        .get(slug=slug)
    )


def _holds_on(today: date) -> Case:
    holds = Q(status__in=[AgreementStatus.DRAFT, AgreementStatus.SIGNED, AgreementStatus.RUNNING])
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    return Case(When(holds & not_over, then=Value(True)), default=Value(False), output_field=BooleanField())
