"""Realised is counted from signed placements within the scope of a target or promise."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leerwerk.casework.enums import PlacementStatus
from leerwerk.catalogue.enums import Sector
from leerwerk.insight.queries import (
    agreement_progress,
    counted_placements,
    targets_counting,
    top_agreements,
)
from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.programme.enums import AgreementKind, AgreementStatus, Counting
from leerwerk.programme.models import Agreement, Commitment, Measure, Target
from tests.factories.casework import PlacementFactory
from tests.factories.network import OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def agreement(slug: str = "akkoord", **fields: Any) -> Agreement:
    known = {"name": slug, "kind": AgreementKind.LEARN_WORK, "status": AgreementStatus.RUNNING}
    return Agreement.objects.create(slug=slug, **{**known, **fields})


def target(of: Agreement, label: str = "plekken", **fields: Any) -> Target:
    measure, _is_new = Measure.objects.get_or_create(agreement=of, title="maatregel")
    known = {"number": 10, "counting": Counting.PLACEMENTS, "measure": measure, "label": label}
    return Target.objects.create(**{**known, **fields})


def signed(**fields: Any) -> Any:
    return PlacementFactory(status=PlacementStatus.AGREED, **fields)


def realised_of(row: Target) -> int | None:
    (progress,) = agreement_progress(Agreement.objects.filter(pk=row.measure.agreement_id), ANONYMOUS)
    return next(each.realised for each in progress.targets() if each.target.pk == row.pk)


@pytest.mark.parametrize(
    "status", [PlacementStatus.AGREED, PlacementStatus.STARTED, PlacementStatus.COMPLETED]
)
def test_target_counts_signed_placements(status: str) -> None:
    goal = target(agreement())
    PlacementFactory(status=status)
    assert realised_of(goal) == 1


@pytest.mark.parametrize("status", [PlacementStatus.PROPOSED, PlacementStatus.CANCELLED])
def test_target_does_not_count_what_is_not_signed(status: str) -> None:
    goal = target(agreement())
    PlacementFactory(status=status)
    assert realised_of(goal) == 0


def test_target_shows_unsigned_placements_in_its_pipeline() -> None:
    goal = target(agreement())
    PlacementFactory(status=PlacementStatus.PROPOSED)
    (progress,) = agreement_progress(Agreement.objects.filter(pk=goal.measure.agreement_id), ANONYMOUS)
    assert [each.in_pipeline for each in progress.targets()] == [1]


def test_target_counts_its_own_sector_only() -> None:
    goal = target(agreement(), sector=Sector.METAAL)
    signed(sector=Sector.METAAL)
    signed(sector=Sector.ZORG)
    assert realised_of(goal) == 1


def test_target_counts_its_own_region_only() -> None:
    goal = target(agreement(), region=RegionFactory())
    signed(region=goal.region)
    signed()
    assert realised_of(goal) == 1


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "realised"),
    [
        (None, None, 1),
        (date(2026, 11, 2), date(2026, 11, 3), 1),
        (date(2026, 11, 3), None, 0),
        (None, date(2026, 11, 2), 0),
    ],
)
def test_target_counts_the_day_of_signing_up_to_its_end(
    starts_on: date | None, ends_on: date | None, realised: int
) -> None:
    goal = target(agreement(), starts_on=starts_on, ends_on=ends_on)
    signed(agreed_on=date(2026, 11, 2))
    assert realised_of(goal) == realised


def test_commitment_counts_the_placements_of_its_party_within_the_scope_of_its_target() -> None:
    goal = target(agreement(), sector=Sector.METAAL)
    promise = Commitment.objects.create(target=goal, label="x", organisation=OrganisationFactory(), number=2)
    mine = signed(employer=promise.organisation, sector=Sector.METAAL)
    signed(employer=promise.organisation, sector=Sector.ZORG)
    signed(sector=Sector.METAAL)
    (progress,) = agreement_progress(Agreement.objects.filter(slug="akkoord"), ANONYMOUS)
    (counted,) = progress.targets()
    assert (counted.realised, counted.promised) == (2, 2)
    assert [each.realised for each in counted.commitments] == [1]
    assert list(counted_placements(promise)) == [mine]


def test_commitment_narrows_to_a_scope_of_its_own() -> None:
    goal = target(agreement())
    promise = Commitment.objects.create(target=goal, label="x", sector=Sector.ZORG, number=2)
    mine = signed(sector=Sector.ZORG)
    signed(sector=Sector.METAAL)
    assert list(counted_placements(promise)) == [mine]


def test_commitment_that_nothing_tells_from_its_target_has_no_figure_of_its_own() -> None:
    goal = target(agreement())
    Commitment.objects.create(target=goal, label="alle partijen samen", number=10)
    signed()
    (progress,) = agreement_progress(Agreement.objects.filter(slug="akkoord"), ANONYMOUS)
    (counted,) = progress.targets()
    assert (counted.realised, counted.commitments[0].realised) == (1, None)


def test_counted_placements_are_as_many_as_the_figure_says() -> None:
    goal = target(agreement(), sector=Sector.METAAL)
    for _each in range(3):
        signed(sector=Sector.METAAL)
    assert counted_placements(goal).count() == realised_of(goal) == 3


def test_target_of_history_has_no_figure() -> None:
    goal = target(agreement(), counting=Counting.NOT_RECORDED)
    signed()
    assert realised_of(goal) is None
    assert list(counted_placements(goal)) == []


def test_target_of_history_shows_what_its_source_reports() -> None:
    goal = target(agreement(), counting=Counting.REPORTED, reported_number=32)
    signed()
    assert realised_of(goal) == 32


def test_draft_agreement_is_not_public() -> None:
    agreement("concept", status=AgreementStatus.DRAFT)
    agreement("openbaar")
    assert [each.slug for each in top_agreements(ANONYMOUS)] == ["openbaar"]


def test_sub_agreement_is_found_under_its_parent() -> None:
    whole = agreement("geheel")
    target(agreement("deel", parent=whole), label="doel van het deel")
    (progress,) = agreement_progress(top_agreements(ANONYMOUS), ANONYMOUS)
    assert [part.agreement.slug for part in progress.parts] == ["deel"]
    assert [each.target.label for each in progress.targets()] == ["doel van het deel"]


@pytest.mark.parametrize("number", [1, 3])
def test_progress_takes_the_same_queries_for_one_and_three_agreements(number: int) -> None:
    for position in range(number):
        whole = agreement(f"akkoord-{position}")
        goal = target(agreement(f"deel-{position}", parent=whole))
        Commitment.objects.create(target=goal, label="x", number=2)
    with CaptureQueriesContext(connection) as queries:
        assert len(agreement_progress(top_agreements(ANONYMOUS), ANONYMOUS)) == number
    assert len(queries) == 7


def test_placement_knows_the_targets_that_count_it_and_whose_promise_it_was() -> None:
    placement = signed(sector=Sector.METAAL, agreed_on=date(2026, 11, 2))
    whole = agreement()
    goal = target(whole, sector=Sector.METAAL, region=placement.region, starts_on=date(2026, 1, 1))
    target(whole, "andere sector", sector=Sector.ZORG)
    target(whole, "andere regio", region=RegionFactory())
    target(whole, "volgend jaar", starts_on=date(2027, 1, 1))
    target(whole, "geschiedenis", counting=Counting.NOT_RECORDED)
    mine = Commitment.objects.create(target=goal, label="x", organisation=placement.employer, number=2)
    Commitment.objects.create(target=goal, label="y", organisation=OrganisationFactory(), number=2)
    (counting,) = targets_counting(placement, ANONYMOUS)
    assert (counting.target, counting.realised) == (goal, 1)
    assert [(each.commitment, each.realised) for each in counting.commitments] == [(mine, 1)]


def test_placement_that_is_not_signed_counts_nowhere() -> None:
    target(agreement())
    assert targets_counting(PlacementFactory(), ANONYMOUS) == []
