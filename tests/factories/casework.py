"""Cases and what happens in them, each in the state that a test asks for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import factory

from leerwerk.casework.enums import CaseStatus, PlacementStatus, ReferralStatus, StepBy
from leerwerk.casework.models import Case, Placement, PlanStep, Proposal, Referral
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.people import ClientFactory, ConsentFactory

MADE = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


class CaseFactory(factory.django.DjangoModelFactory[Case]):
    """A case in advice, of a client who lets the desk share name and wish with employers."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    client = factory.SubFactory(ClientFactory)
    region = factory.SelfAttribute("client.region")
    adviser = factory.SubFactory(UserFactory)
    status = CaseStatus.IN_ADVICE
    goal = "Lasser worden"
    opened_at = MADE
    changed_at = MADE

    @factory.post_generation
    def consent(self, create: bool, extracted: bool | None, **_more: object) -> None:
        """`CaseFactory(consent=False)` leaves it out."""
        if create and extracted is not False:
            ConsentFactory(client=self.client)


class ProposalFactory(factory.django.DjangoModelFactory[Proposal]):
    class Meta:
        model = Proposal

    case = factory.SubFactory(CaseFactory)
    place = factory.SubFactory(PlaceFactory)
    rank = 1
    score = 71.5
    distance_km = 6.2
    contributions = factory.LazyFunction(lambda: {"distance": 20.0, "wish": 51.5})
    to_check = factory.LazyFunction(list)
    engine_version = "test"
    weights_version = "test"
    market_version = "test"
    made_at = MADE


class PlanStepFactory(factory.django.DjangoModelFactory[PlanStep]):
    """A step that the client does."""

    class Meta:
        model = PlanStep

    case = factory.SubFactory(CaseFactory)
    text = "Schrijf op wat je goed kunt"
    who = StepBy.CLIENT
    planned_on = MADE.date() + timedelta(days=30)
    made_on = MADE.date()


class ReferralFactory(factory.django.DjangoModelFactory[Referral]):
    """A referral that waits for its answer."""

    class Meta:
        model = Referral

    case = factory.SubFactory(CaseFactory)
    place = factory.SubFactory(PlaceFactory, region=factory.SelfAttribute("..case.region"))
    status = ReferralStatus.SENT
    made_at = MADE
    sent_at = factory.LazyAttribute(
        lambda referral: None if referral.status == ReferralStatus.PROPOSED else MADE
    )
    answer_due_on = factory.LazyAttribute(
        lambda referral: referral.sent_at.date() + timedelta(days=10) if referral.sent_at else None
    )
    refusal_reason = factory.LazyAttribute(
        lambda referral: "NO_FIT" if referral.status == ReferralStatus.REFUSED else ""
    )


class PlacementFactory(factory.django.DjangoModelFactory[Placement]):
    """A placement that waits for its signatures; one in a later state has them all."""

    class Meta:
        model = Placement

    class Params:
        is_signed = factory.LazyAttribute(
            lambda placement: placement.status not in {PlacementStatus.PROPOSED, PlacementStatus.CANCELLED}
        )

    case = factory.SubFactory(CaseFactory)
    place = factory.SubFactory(PlaceFactory, region=factory.SelfAttribute("..case.region"))
    employer = factory.SelfAttribute("place.employer")
    region = factory.SelfAttribute("place.region")
    sector = factory.SelfAttribute("place.sector")
    status = PlacementStatus.PROPOSED
    made_at = MADE
    employer_signed_at = factory.LazyAttribute(lambda placement: MADE if placement.is_signed else None)
    school_signed_at = factory.SelfAttribute("employer_signed_at")
    learner_signed_at = factory.SelfAttribute("employer_signed_at")
    agreed_on = factory.LazyAttribute(lambda placement: MADE.date() if placement.is_signed else None)
    stop_reason = factory.LazyAttribute(
        lambda placement: "HEALTH" if placement.status == PlacementStatus.STOPPED else ""
    )
