"""How far a desk is, and where a merged one leads."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from leerwerk.kernel import clock
from leerwerk.kernel.models import AuditEntry
from leerwerk.network.actions.phases import change_phase
from leerwerk.network.actions.sites import SiteRefused
from leerwerk.network.enums import DeskPhase
from leerwerk.network.rules import phase_verdict
from tests.factories.actors import PROGRAMME, adviser_of, coordinator_of
from tests.factories.network import DeskFactory, RegionFactory

TODAY = date(2026, 11, 22)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("phase", "has_successor", "is_fit", "since", "verdict"),
    [
        (DeskPhase.OPEN, False, False, TODAY, ""),
        (DeskPhase.PLAN, False, False, TODAY + timedelta(days=1), "PHASE_TO_COME"),
        (DeskPhase.MERGED, False, False, TODAY, "SUCCESSOR_MISSING"),
        (DeskPhase.MERGED, True, False, TODAY, "SUCCESSOR_UNFIT"),
        (DeskPhase.MERGED, True, True, TODAY, ""),
    ],
)
def test_phase_verdict_says_why(
    phase: str, has_successor: bool, is_fit: bool, since: date, verdict: str
) -> None:
    assert verdict == phase_verdict(
        phase=phase, has_successor=has_successor, is_successor_fit=is_fit, since=since, today=TODAY
    )


@pytest.mark.db
@pytest.mark.django_db
def test_merged_desk_leads_to_its_successor_and_back_again(client: Client) -> None:
    desk = DeskFactory(region=RegionFactory(slug="achterhoek"))
    heir = DeskFactory(region=RegionFactory(slug="twente"))
    given: dict[str, Any] = {"desk": desk, "since": clock.today(), "now": clock.now()}
    coordinator = coordinator_of(desk.region)

    change_phase(phase=DeskPhase.MERGED, successor=heir, actor=coordinator, **given)

    moved = client.get("/r/achterhoek/")
    assert moved.status_code == 301
    assert "/r/twente/" in moved.headers["Location"]
    told = AuditEntry.objects.get(action="site.change_phase").details
    assert told == {"before": "OPEN", "after": "MERGED", "successor": heir.pk}

    change_phase(phase=DeskPhase.OPEN, successor=heir, actor=PROGRAMME, **given)
    desk.refresh_from_db()
    assert desk.successor is None
    assert client.get("/r/achterhoek/").status_code == 200


@pytest.mark.db
@pytest.mark.django_db
def test_phase_is_refused_to_others_and_for_a_desk_that_is_no_more() -> None:
    desk, heir = DeskFactory(), DeskFactory()
    gone = DeskFactory(phase=DeskPhase.MERGED, successor=heir)
    given: dict[str, Any] = {"desk": desk, "since": clock.today(), "now": clock.now()}
    mine = coordinator_of(desk.region)

    for actor, phase, successor, code in (
        (coordinator_of(heir.region), DeskPhase.OPEN, None, "NOT_YOUR_REGION"),
        (adviser_of(desk.region), DeskPhase.OPEN, None, "NOT_YOUR_REGION"),
        (mine, DeskPhase.MERGED, desk, "SUCCESSOR_UNFIT"),
        (mine, DeskPhase.MERGED, gone, "SUCCESSOR_UNFIT"),
        (mine, DeskPhase.MERGED, None, "SUCCESSOR_MISSING"),
    ):
        with pytest.raises(SiteRefused) as refused:
            change_phase(phase=phase, successor=successor, actor=actor, **given)
        assert refused.value.code == code
    assert not AuditEntry.objects.exists()
