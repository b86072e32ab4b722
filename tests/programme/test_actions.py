"""Agreements are recorded from a description, by those who may, and only once."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from leerwerk.kernel.actor import SYSTEM, Actor
from leerwerk.kernel.models import AuditEntry
from leerwerk.programme.actions import AgreementRefused, record_agreement
from leerwerk.programme.descriptions import (
    AgreementDescription,
    CommitmentDescription,
    MeasureDescription,
    PartyDescription,
    TargetDescription,
)
from leerwerk.programme.enums import AgreementKind
from leerwerk.programme.models import Agreement, Commitment, Party, Target
from tests.factories.actors import PROGRAMME, adviser_of
from tests.factories.network import RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))
PART = AgreementDescription(slug="metaal", name="Deelakkoord metaal", kind=AgreementKind.LEARN_WORK)
AKKOORD = AgreementDescription(
    slug="akkoord",
    name="Akkoord",
    kind=AgreementKind.LEARN_WORK,
    ends_on=date(2027, 3, 1),
    parties=(PartyDescription(name="Gemeente"), PartyDescription(name="School")),
    measures=(
        MeasureDescription(
            title="Plekken maken",
            targets=(
                TargetDescription(
                    label="plekken",
                    number=20,
                    commitments=(
                        CommitmentDescription(label="bouw", number=12, sector="BOUW"),
                        CommitmentDescription(label="zorg", number=9, sector="ZORG"),
                    ),
                ),
            ),
        ),
    ),
    parts=(PART,),
)


def record(description: AgreementDescription, actor: Actor = SYSTEM) -> Agreement:
    return record_agreement(description=description, actor=actor, now=NOW)


def test_agreement_is_stored_with_its_promises_in_order() -> None:
    agreement = record(AKKOORD, PROGRAMME)
    promised = Commitment.objects.filter(target__measure__agreement=agreement).order_by("position")
    assert list(promised.values_list("label", "number", "sector")) == [
        ("bouw", 12, "BOUW"),
        ("zorg", 9, "ZORG"),
    ]
    assert list(agreement.parts.values_list("slug", flat=True)) == ["metaal"]


def test_agreement_recorded_twice_is_audited_once() -> None:
    record(AKKOORD)
    before = AuditEntry.objects.count()
    record(AKKOORD)
    assert (AuditEntry.objects.count(), Agreement.objects.count(), Party.objects.count()) == (before, 2, 2)


def test_agreement_loses_what_its_description_no_longer_mentions() -> None:
    agreement = record(AKKOORD)
    record(replace(AKKOORD, parties=(PartyDescription(name="Gemeente"),), measures=()))
    assert list(agreement.parties.values_list("name", flat=True)) == ["Gemeente"]
    assert not Target.objects.exists()


def test_agreement_takes_over_a_changed_figure() -> None:
    record(AKKOORD)
    (measure,) = AKKOORD.measures
    (target,) = measure.targets
    record(replace(AKKOORD, measures=(replace(measure, targets=(replace(target, number=25),)),)))
    assert list(Target.objects.values_list("number", flat=True)) == [25]


def test_agreement_is_linked_to_its_regions() -> None:
    region = RegionFactory(code="AM05", name="Twente")
    assert list(record(replace(AKKOORD, regions=("AM05",))).regions.all()) == [region]


def test_agreement_with_an_unknown_region_is_refused_whole() -> None:
    with pytest.raises(AgreementRefused) as refused:
        record(replace(AKKOORD, parts=(replace(PART, regions=("AM99",)),)))
    assert (refused.value.code, refused.value.facts) == ("UNKNOWN_REGION", {"region": "AM99"})
    assert not Agreement.objects.exists()


def test_agreement_of_an_adviser_is_refused() -> None:
    with pytest.raises(AgreementRefused) as refused:
        record(AKKOORD, adviser_of(RegionFactory()))
    assert refused.value.code == "NOT_YOUR_PROGRAMME"
