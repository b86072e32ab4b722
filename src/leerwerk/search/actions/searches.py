"""Take searches in, and forget them in time. Done by the worker; there is nobody behind a search to act."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count

from leerwerk.search.logbook import taken_lines
from leerwerk.search.models import Search
from leerwerk.search.rules import KEPT_DAYS, LEAST_SHOWN, RARE_KEPT_DAYS


def take_in_searches() -> int:
    """Put the searches that pages wrote down in the table; how many."""
    with taken_lines() as lines:
        Search.objects.bulk_create([Search(**line) for line in lines], batch_size=1_000)
    return len(lines)


def forget_searches(*, today: date) -> int:
    """Delete searches after 400 days, and after 30 days the words that fewer than five searches shared; how many."""
    with transaction.atomic():
        gone, _ = Search.objects.filter(made_on__lt=today - timedelta(days=KEPT_DAYS)).delete()
        common = Search.objects.exclude(words="").values("words").annotate(times=Count("pk"))
        rare = Search.objects.filter(made_on__lt=today - timedelta(days=RARE_KEPT_DAYS)).exclude(words="")
        shared = common.filter(times__gte=LEAST_SHOWN).values("words")
        return gone + rare.exclude(words__in=shared).update(words="")
