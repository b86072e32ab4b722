"""Forget who asked or was interested: when the visitor says so, and when it had its time."""

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce, Greatest

from leerwerk.contact.enums import InterestStatus, QuestionStatus
from leerwerk.contact.models import Interest, Message, Question
from leerwerk.contact.queries import correspondents_at
from leerwerk.contact.refusals import QuestionRefused
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.network.rules import advises_region, own_address
from leerwerk.people.actions import forget_correspondent
from leerwerk.people.models import Correspondent
from leerwerk.people.purposes import CORRESPONDENCE, kept_from

log = structlog.get_logger("leerwerk.retention")


@transaction.atomic
def forget(*, person: Correspondent, actor: Actor, now: datetime) -> None:
    """Wipe who somebody was and what was said; how many asked and when stays. The employer sees nothing any more."""
    row = Correspondent.objects.select_for_update(no_key=True).get(pk=person.pk)
    # The questions first: who is answering one holds it, and what was said until then goes too.
    Question.objects.filter(person=row).update(
        status=QuestionStatus.CLOSED, claimed_by=None, claimed_at=None, organisation=""
    )
    Message.objects.filter(question__person=row).delete()
    interests = Interest.objects.filter(person=row)
    interests.filter(status=InterestStatus.SENT).update(status=InterestStatus.WITHDRAWN)
    interests.update(message="", answer="")
    forget_correspondent(person=row, now=now)
    audit.record(
        actor=actor,
        action="correspondent.forget",
        subject=f"people.correspondent:{row.pk}",
        now=now,
        data_subject=str(row.number),
    )


@transaction.atomic
def forget_own(*, actor: Actor, now: datetime) -> int:
    """Forget everything that the citizen asked or showed interest in, under the address that was proven; how many."""
    own = own_address(actor)
    people = Correspondent.objects.filter(email__iexact=own, forgotten_at__isnull=True) if own else ()
    done = 0
    for person in people:
        forget(person=person, actor=actor, now=now)
        done += 1
    return done


@transaction.atomic
def forget_at(*, address: str, region: Region, interested: bool, actor: Actor, now: datetime) -> int:
    """Forget who asked the desk of a region with this address, or (`interested`) showed interest in a place there.

    Returns how many. Raises QuestionRefused NOT_YOUR_REGION.
    """
    if not (actor.is_system or advises_region(actor, region.code)):
        raise QuestionRefused("NOT_YOUR_REGION", region=region.name)
    people = list(correspondents_at(address, region, interested=interested))
    for person in people:
        forget(person=person, actor=actor, now=now)
    return len(people)


def forget_expired(*, actor: Actor, now: datetime) -> int:
    """Forget everybody of whom nothing was heard for the time that purposes.py allows; how many."""
    last = Greatest(
        "created_at",
        Coalesce(Max("questions__changed_at"), "created_at"),
        Coalesce(Max("interests__answered_at"), "created_at"),
    )
    expired = (
        Correspondent.objects.filter(forgotten_at__isnull=True)
        .annotate(last=last)
        .filter(Q(last__lt=kept_from(CORRESPONDENCE, now)))
        .order_by("pk")
    )
    done = 0
    for person in expired:
        forget(person=person, actor=actor, now=now)
        done += 1
    if done:
        log.info("correspondents forgotten", number=done)
    return done
