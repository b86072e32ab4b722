from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from leerwerk.casework.actions.reading import log_list, open_case_file, open_placement, open_referral
from leerwerk.casework.models import Case
from leerwerk.kernel.actor import ANONYMOUS, Actor
from leerwerk.kernel.models import AuditEntry
from leerwerk.kernel.sealing import conceal
from tests.factories.casework import PlacementFactory, ReferralFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
READS: dict[str, tuple[Callable[..., Any], Callable[[Case], Any]]] = {
    "case": (open_case_file, lambda case: case),
    "referral": (open_referral, lambda case: ReferralFactory(case=case)),
    "placement": (open_placement, lambda case: PlacementFactory(case=case)),
}


@pytest.mark.parametrize("kind", READS)
def test_reading_is_logged_with_its_purpose(kind: str, case: Case, adviser: Actor, now: datetime) -> None:
    read, make = READS[kind]
    row = make(case)

    assert read(**{f"{kind}_id": row.pk}, actor=adviser, now=now, purpose="begeleiding") == row

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject) == ("read", f"casework.{kind}:{row.pk}")
    assert (entry.purpose, entry.data_subject) == ("begeleiding", conceal(str(case.client.number)))


@pytest.mark.parametrize("kind", READS)
def test_refused_reading_is_logged_and_one_of_nothing_is_not(
    kind: str, case: Case, stranger: Actor, now: datetime
) -> None:
    read, make = READS[kind]
    row = make(case)

    for actor in (stranger, ANONYMOUS):
        for pk in (row.pk, 999_999):
            with pytest.raises(ObjectDoesNotExist):
                read(**{f"{kind}_id": pk}, actor=actor, now=now, purpose="begeleiding")

    assert (
        list(AuditEntry.objects.values_list("action", "subject"))
        == [(f"{kind}.read_refused", f"casework.{kind}:{row.pk}")] * 2
    )


def test_list_is_one_reading_of_all_that_it_shows(case: Case, adviser: Actor, now: datetime) -> None:
    other = ReferralFactory()

    log_list(kind="case", actor=adviser, now=now, purpose="begeleiding")
    assert not AuditEntry.objects.exists()

    log_list(
        case, ReferralFactory(case=case), other, kind="case", actor=adviser, now=now, purpose="begeleiding"
    )

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject, entry.purpose) == ("read_list", "casework.case:list", "begeleiding")
    assert entry.details == {"cases": sorted([case.pk, other.case_id])}
