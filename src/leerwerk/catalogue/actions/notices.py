"""Tell employers that a place of theirs is about to go offline because nobody touched it."""

from datetime import date, datetime

from django.db import transaction

from leerwerk.catalogue.mails import mail_notice_to_employer
from leerwerk.catalogue.models import Place, PlaceQuerySet
from leerwerk.catalogue.rules import NOTICES, PUBLIC_STATES, UNTOUCHED_LIMIT, is_notice_due
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Organisation


def send_notices(*, today: date, actor: Actor, now: datetime) -> int:
    """One mail for each employer with places that go offline soon, in a transaction of its own; how many places.

    An employer without a mail address hears nothing; the portal tells it all the same.
    """
    employers = _soon_offline(today).exclude(employer__email="").order_by("employer_id")
    return sum(
        _notify(employer_id, today, actor, now)
        for employer_id in employers.values_list("employer_id", flat=True).distinct()
    )


@transaction.atomic
def _notify(employer_id: int, today: date, actor: Actor, now: datetime) -> int:
    rows = _soon_offline(today).filter(employer=employer_id).select_for_update(no_key=True).order_by("pk")
    due = [
        place
        for place in rows
        if is_notice_due(
            touched_on=place.withdrawn_on - UNTOUCHED_LIMIT, noticed_on=place.notice_sent_on, today=today
        )
    ]
    if due:
        mail_notice_to_employer(Organisation.objects.get(pk=employer_id), due, now)
    for place in due:
        place.notice_sent_on = today
        place.save(update_fields=["notice_sent_on"])
        audit.record(actor=actor, action="place.notice", subject=f"catalogue.place:{place.pk}", now=now)
    return len(due)


def _soon_offline(today: date) -> PlaceQuerySet:
    """Places online that may ask for a notice; the rule decides."""
    last = today - UNTOUCHED_LIMIT
    return Place.objects.filter(
        status__in=PUBLIC_STATES, touched_at__date__gt=last, touched_at__date__lte=last + max(NOTICES)
    )
