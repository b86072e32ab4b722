"""What rounds let go of somebody who is erased, or whose case had its time. The figures of the round stay."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from leerwerk.casework.models import Case
from leerwerk.matching.models import RoundPair, RoundSeeker
from leerwerk.people.purposes import MATCH, kept_from


@transaction.atomic
def forget_in_rounds(*, client_id: int) -> int:
    """Delete the choices and pairs of an erased client from all rounds; how many rows went."""
    return _forget(Case.objects.filter(client=client_id))


@transaction.atomic
def forget_old_rounds(*, now: datetime) -> int:
    """Delete what rounds keep of cases that ended a year ago, and of erased clients whom a signal missed; how many."""
    ended = Q(closed_at__lt=kept_from(MATCH, now)) | Q(client__erased_at__isnull=False)
    return _forget(Case.objects.filter(ended))


def _forget(cases: QuerySet[Case]) -> int:
    gone = [rows.objects.filter(case__in=cases).delete()[0] for rows in (RoundPair, RoundSeeker)]
    return sum(gone)
