"""The demo country holds together, is the same each time, and is made once."""

from typing import Any

import pytest
from django.db.models import Count, F, Q

from leerwerk.casework.enums import SEATED_PLACEMENTS, CaseStatus
from leerwerk.casework.models import Case, Outcome, Placement, PlanStep, Referral
from leerwerk.catalogue.models import Place, Training
from leerwerk.demo.country import Country, make_country
from leerwerk.demo.sizes import HAMLET
from leerwerk.insight.queries import agreement_progress
from leerwerk.kernel.actor import SYSTEM
from leerwerk.network.models import Desk, Membership, Organisation, Region
from leerwerk.network.theme import complete, weaknesses
from leerwerk.people.models import Client, Consent
from leerwerk.programme.models import Agreement
from tests.demo.conftest import NOW

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MARKED = (Organisation, Training, Place, Client)


def test_country_has_the_sizes_asked_for(hamlet: Country) -> None:
    assert (hamlet.employers, hamlet.places, hamlet.clients) == (141, 700, 160)
    assert Desk.objects.filter(is_demo=True, successor=None).count() == Region.objects.current().count() == 35


@pytest.mark.usefixtures("hamlet")
def test_country_has_sites_with_brands_hours_and_a_desk_that_merged() -> None:
    assert set(Desk.objects.filter(logo__isnull=False).values_list("region__slug", flat=True)) == {
        "twente",
        "rijnmond",
    }
    assert Desk.objects.filter(opening_hours__isnull=False).distinct().count() == 32
    assert Desk.objects.get(phase="MERGED").successor.region.slug == "twente"
    assert all(weaknesses(complete(desk.brand)) == [] for desk in Desk.objects.all())


@pytest.mark.usefixtures("hamlet")
@pytest.mark.parametrize("model", MARKED)
def test_country_marks_everything_as_demo(model: Any) -> None:
    assert not model.objects.filter(is_demo=False).exists()


@pytest.mark.usefixtures("hamlet")
def test_country_fills_no_place_beyond_its_capacity() -> None:
    taken = Count("placements", filter=Q(placements__status__in=SEATED_PLACEMENTS))
    places = Place.objects.annotate(taken=taken)
    assert not places.filter(taken__gt=F("capacity")).exists()
    assert not places.filter(taken=F("capacity"), status="PUBLISHED").exists()


@pytest.mark.usefixtures("hamlet")
def test_country_has_plans_of_whoever_was_spoken_to() -> None:
    plans = Case.objects.filter(steps__isnull=False).distinct()

    assert set(plans.values_list("status", flat=True)) == set(CaseStatus) - {CaseStatus.ASKED}
    assert not PlanStep.objects.filter(Q(done_on__gt=NOW.date()) | Q(made_on__gt=NOW.date())).exists()
    assert not PlanStep.objects.filter(case__status=CaseStatus.CLOSED, done_on__isnull=True).exists()


@pytest.mark.usefixtures("hamlet")
def test_country_has_cases_in_every_state() -> None:
    assert set(Case.objects.values_list("status", flat=True)) == set(CaseStatus)


@pytest.mark.usefixtures("hamlet")
def test_country_refers_nobody_without_consent() -> None:
    agreed = Consent.objects.filter(purpose="SHARE_WITH_EMPLOYER").values("client")
    assert not Referral.objects.exclude(case__client__in=agreed).exists()


@pytest.mark.usefixtures("hamlet")
def test_country_has_no_day_in_the_wrong_order() -> None:
    wrong = Q(agreed_on__lt=F("case__opened_at__date")) | Q(starts_on__lt=F("agreed_on"))
    assert not Placement.objects.signed().filter(wrong).exists()
    assert not Outcome.objects.filter(achieved_on__gt=NOW.date()).exists()
    assert not Referral.objects.filter(Q(sent_at__gt=NOW) | Q(answered_at__gt=NOW)).exists()


@pytest.mark.usefixtures("hamlet")
def test_country_counts_placements_for_its_agreements() -> None:
    demo = Agreement.objects.filter(is_demo=True, parent__isnull=True)
    targets = [target for each in agreement_progress(demo, SYSTEM) for target in each.targets()]
    assert len(targets) == 35 * 2 * 2
    assert sum(target.realised or 0 for target in targets) > 0
    assert all(target.realised is not None and target.target.number > 0 for target in targets)


@pytest.mark.usefixtures("hamlet")
def test_country_gives_each_role_an_account() -> None:
    signed_up = Membership.objects.filter(user__email__endswith="@demo.leerwerk.nl")
    assert sorted(signed_up.values_list("role", flat=True)) == [
        "ADMIN",
        "ADVISER",
        "COORDINATOR",
        "EMPLOYER",
        "PROGRAMME",
    ]


@pytest.mark.usefixtures("hamlet")
def test_country_made_again_is_left_alone() -> None:
    again = make_country(now=NOW, sizes=HAMLET)
    assert (again.is_new, again.places, Place.objects.count()) == (False, 700, 700)
