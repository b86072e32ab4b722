"""The main job, step by step on a small country, with the real actions; a second run tells the same story."""

import io
from typing import Any

import pytest
from django.db.models import Count
from rich.console import Console

from leerwerk.accounts.models import User
from leerwerk.casework.models import Case, Outcome, Placement, Proposal, Referral
from leerwerk.demo.accounts import ADVISER, DEMO_PASSWORD, EMPLOYER
from leerwerk.demo.country import Country
from leerwerk.demo.main_job import CLIENT_NUMBER, MainJob, StageMissing
from leerwerk.demo.stage import PLACE_SOURCE_ID
from leerwerk.demo.story import tell_main_job
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.matching.market import ensure_market
from tests.demo.conftest import NOW

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("hamlet")]


@pytest.fixture(scope="module")
def _market(hamlet: Country, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        ensure_market(NOW)


@pytest.fixture
def job(_market: None) -> MainJob:
    return MainJob(now=NOW)


def told(job: MainJob) -> str:
    screen = io.StringIO()
    tell_main_job(job, Console(file=screen, width=100))
    return screen.getvalue()


def counts() -> list[int]:
    return [model.objects.count() for model in (Case, Proposal, Referral, Placement, Outcome)]


def test_main_job_registers_a_client_who_wants_to_weld(job: MainJob) -> None:
    client = job.find_client()
    assert (client.number, client.region.name, client.is_demo) == (CLIENT_NUMBER, "Twente", True)
    assert (client.profile.prior_education, client.profile.wished_occupations) == (0, ["LW-0001"])
    assert client.consents.count() == 3


def test_main_job_explains_what_fits_and_what_does_not(job: MainJob) -> None:
    found = job.look_around()
    assert 0 < found.eligible_total < found.market_size
    assert found.excluded["LEVEL_TOO_HIGH"] > 0
    assert found.excluded["TOO_FAR"] > 0
    assert all(len(miss.obstacles) == 1 for miss in found.near_misses)


def test_main_job_stores_proposals_whose_points_add_up(job: MainJob) -> None:
    proposals = job.propose_places()
    assert proposals[0].place.source_id == PLACE_SOURCE_ID
    assert [each.rank for each in proposals] == list(range(1, len(proposals) + 1))
    for each in proposals:
        assert sum(each.contributions.values()) == pytest.approx(each.score, abs=1e-9)


def test_main_job_refers_as_adviser_and_accepts_as_employer(job: MainJob) -> None:
    sent = job.send_referral()
    assert (sent.status, OutboxMail.objects.filter(to=sent.place.employer.email).count()) == ("SENT", 1)
    assert job.accept().status == "ACCEPTED"
    acts = AuditEntry.objects.filter(subject=f"casework.referral:{sent.pk}").order_by("pk")
    assert list(acts.values_list("action", "actor_name")) == [
        ("referral.prepare", ADVISER.name),
        ("referral.send", ADVISER.name),
        ("referral.accepted", EMPLOYER.name),
    ]


def test_main_job_counts_for_the_promise_from_the_third_signature(job: MainJob) -> None:
    before = job.promise_of(job.take_seat(), NOW.date())
    after = job.promise_of(job.sign(), NOW.date())
    assert (after.realised, after.realised_of_target) == (before.realised + 1, before.realised_of_target + 1)
    assert after.commitment.organisation.name == "Vennegraaf Lastechniek"
    assert after.commitment.target.measure.agreement.name == "Deelakkoord Metaal Twente 2026 (demo)"


def test_main_job_ends_with_a_praktijkverklaring(job: MainJob) -> None:
    outcome = job.finish()
    assert (outcome.kind, outcome.placement.status) == ("PRAKTIJKVERKLARING", "STARTED")


def test_main_job_is_told_with_its_figures(job: MainJob) -> None:
    story = told(job)
    counted = job.promise_of(job.sign(), NOW.date())
    assert f"{counted.realised_of_target - 1} → {counted.realised_of_target} van" in story
    assert "Net niet:" in story
    assert "praktijkverklaring" in story
    assert "gedaan op" not in story


def test_main_job_done_again_tells_the_same_and_does_nothing_twice(job: MainJob) -> None:
    first = told(job)
    done = counts()
    acts = AuditEntry.objects.exclude(action="read").count()
    second = told(MainJob(now=NOW))
    assert (counts(), AuditEntry.objects.exclude(action="read").count()) == (done, acts)
    assert "(gedaan op 22 november 2026, 10:42)" in second
    figures = [line for line in first.splitlines() if "→" in line]
    assert [line for line in second.splitlines() if "→" in line] == figures


def test_main_job_broken_off_halfway_goes_on_where_it_was(job: MainJob) -> None:
    job.accept()
    MainJob(now=NOW).finish()
    case = Case.objects.annotate(referred=Count("referrals")).get(client__number=CLIENT_NUMBER)
    assert (case.referred, case.status) == (1, "PLACED")


def test_main_job_without_its_accounts_says_what_is_missing(job: MainJob) -> None:
    job.adviser.memberships.all().delete()
    User.objects.filter(pk=job.adviser.pk).update(email="weg@demo.leerwerk.nl")
    with pytest.raises(StageMissing):
        MainJob(now=NOW)


def test_demo_accounts_can_sign_in(client: Any) -> None:
    assert client.login(email=EMPLOYER.email, password=DEMO_PASSWORD)
