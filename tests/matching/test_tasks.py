"""What the worker does by itself: the tasks read the clock and call one action."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from leerwerk.casework.enums import ReferralStatus
from leerwerk.casework.models import Referral
from leerwerk.casework.tasks import lapse_unanswered_referrals
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.catalogue.tasks import close_overdue
from leerwerk.kernel import clock
from leerwerk.matching.tasks import refresh_market
from tests.factories.casework import ReferralFactory
from tests.factories.catalogue import PlaceFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_refresh_market_builds_only_when_something_changed(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    PlaceFactory()

    assert [refresh_market(timestamp=0), refresh_market(timestamp=60)] == [True, False]
    PlaceFactory()
    assert refresh_market(timestamp=120)


def test_lapse_unanswered_referrals_once() -> None:
    ReferralFactory(answer_due_on=clock.today() - timedelta(days=1))

    assert [lapse_unanswered_referrals(timestamp=0), lapse_unanswered_referrals(timestamp=0)] == [1, 0]
    assert Referral.objects.get().status == ReferralStatus.LAPSED


def test_close_overdue_places_once() -> None:
    now = clock.now()
    PlaceFactory(touched_at=now, expires_on=clock.today() - timedelta(days=1))
    PlaceFactory(touched_at=now - timedelta(days=91))
    PlaceFactory(touched_at=now)

    assert close_overdue(timestamp=0) == {"expired": 1, "withdrawn": 1}
    assert close_overdue(timestamp=0) == {"expired": 0, "withdrawn": 0}
    assert Place.objects.filter(status=PlaceStatus.PUBLISHED).count() == 1
