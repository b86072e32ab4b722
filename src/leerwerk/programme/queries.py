"""Reads of agreements for lists and pages."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q

from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.programme.enums import AgreementStatus
from leerwerk.programme.models import Agreement, AgreementQuerySet, Party


@dataclass(frozen=True)
class ListedCounts:
    """How many agreements hold on a day, and how many did before."""

    current: int
    history: int


def listed_agreements(actor: Actor, *, today: date, region_code: str, is_current: bool) -> AgreementQuerySet:
    """Agreements that are not part of another, the latest first: those that hold today, or those that do no more.

    A region narrows to the agreements that name it, or of which a part names it; "" does not.
    """
    found = _whole_agreements(actor, region_code)
    found = found.filter(_holding(today)) if is_current else found.exclude(_holding(today))
    return found.order_by(F("starts_on").desc(nulls_last=True), "name", "pk")


def count_listed(actor: Actor, *, today: date, region_code: str) -> ListedCounts:
    """How many `listed_agreements` gives for either choice; one query."""
    counted = _whole_agreements(actor, region_code).aggregate(
        every=Count("pk"), current=Count("pk", filter=_holding(today))
    )
    return ListedCounts(counted["current"], counted["every"] - counted["current"])


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


def _whole_agreements(actor: Actor, region_code: str) -> AgreementQuerySet:
    found = Agreement.objects.visible_to(actor).filter(parent__isnull=True)
    if not region_code:
        return found
    named = Agreement.objects.filter(regions__code=region_code)
    return found.filter(Q(pk__in=named.values("pk")) | Q(pk__in=named.values("parent")))


def _holding(today: date) -> Q:
    holds = Q(status__in=[AgreementStatus.DRAFT, AgreementStatus.SIGNED, AgreementStatus.RUNNING])
    return holds & (Q(ends_on__isnull=True) | Q(ends_on__gt=today))
