"""One gate per model: a row is in visible_to(actor) if and only if the pure rule says that the actor may view it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from leerwerk.casework.enums import PlacementStatus, ReferralStatus
from leerwerk.casework.models import Appointment, Case, Placement, Referral
from leerwerk.casework.rules import may_view_case, may_view_placement, may_view_referral
from leerwerk.casework.rules.appointments import may_view_appointment
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.catalogue.rules import may_view_place
from leerwerk.contact.enums import InterestStatus
from leerwerk.contact.models import Interest, Question
from leerwerk.contact.rules import may_view_interest, may_view_question
from leerwerk.kernel import clock
from leerwerk.kernel.actor import ANONYMOUS, SYSTEM, Actor, Grant
from leerwerk.matching.models import MatchingRound
from leerwerk.matching.rules import may_view_round
from leerwerk.network.models import Organisation, Region
from leerwerk.network.rules import organisations_represented, regions_advised
from leerwerk.people.models import Client, Visitor
from leerwerk.people.rules import may_view_client, may_view_visitor
from leerwerk.programme.enums import AgreementStatus
from leerwerk.programme.models import Agreement
from leerwerk.programme.rules import may_view_agreement
from leerwerk.search.models import Search
from leerwerk.search.rules import may_view_searches
from tests.factories.appointments import AppointmentFactory, VisitorFactory
from tests.factories.casework import CaseFactory, PlacementFactory, ReferralFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.contact import InterestFactory, QuestionFactory
from tests.factories.matching import RoundFactory
from tests.factories.network import OrganisationFactory, RegionFactory
from tests.factories.people import ClientFactory
from tests.factories.programme import AgreementFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@dataclass(frozen=True)
class World:
    regions: list[Region]
    organisations: list[Organisation]


@pytest.fixture
def world(db: None) -> World:
    return World(RegionFactory.create_batch(2), OrganisationFactory.create_batch(2))


def actors(world: World) -> Iterator[Actor]:
    """Nobody, the system, and everybody with up to three of all grants that there are."""
    grants = [
        *(
            Grant(role, f"region:{region.code}")
            for role in ("ADVISER", "COORDINATOR")
            for region in world.regions
        ),
        *(Grant("EMPLOYER", f"organisation:{each.pk}") for each in world.organisations),
        Grant("PROGRAMME"),
        Grant("ADMIN"),
        # Grants that do not fit their role open nothing.
        Grant("ADVISER"),
        Grant("EMPLOYER", f"region:{world.regions[0].code}"),
    ]
    yield ANONYMOUS
    yield SYSTEM
    for some in chain.from_iterable(combinations(grants, size) for size in (0, 1, 2, 3)):
        yield Actor(7, "Iemand", frozenset(some))


def clients(world: World) -> None:
    for region, erased in product(world.regions, (None, clock.now())):
        ClientFactory(region=region, erased_at=erased)


def cases(world: World) -> None:
    for region, erased in product(world.regions, (None, clock.now())):
        CaseFactory(client__region=region, client__erased_at=erased)


def referrals(world: World) -> None:
    for employer, status, shared in product(world.organisations, ReferralStatus, (True, False)):
        for region, erased, closed in (
            (world.regions[0], None, None),
            (world.regions[1], None, None),
            (world.regions[1], None, clock.now()),
            (world.regions[0], clock.now(), None),
        ):
            ReferralFactory(
                case__client__region=region,
                case__client__erased_at=erased,
                case__consent=shared,
                place__employer=employer,
                status=status,
                closed_for_employer_at=closed,
            )


def placements(world: World) -> None:
    for region, employer, status in product(world.regions, world.organisations, PlacementStatus):
        PlacementFactory(case__client__region=region, place__employer=employer, status=status)


def places(world: World) -> None:
    for region, employer, status in product([*world.regions, None], world.organisations, PlaceStatus):
        PlaceFactory(region=region, employer=employer, status=status)


def agreements(world: World) -> None:
    for regions, status in product(([], world.regions[:1], world.regions), AgreementStatus):
        if status != AgreementStatus.SUCCEEDED:
            AgreementFactory(status=status).regions.set(regions)


def rounds(world: World) -> None:
    for region in world.regions:
        RoundFactory(region=region)


def appointments(world: World) -> None:
    for region in world.regions:
        AppointmentFactory(region=region)


def visitors(world: World) -> None:
    for region, forgotten in product(world.regions, (None, clock.now())):
        VisitorFactory(region=region, forgotten_at=forgotten)


def see_appointment(actor: Actor, row: Appointment) -> bool:
    return may_view_appointment(actor, region_code=row.region.code)


def see_visitor(actor: Actor, row: Visitor) -> bool:
    return may_view_visitor(actor, region_code=row.region.code, is_forgotten=row.forgotten_at is not None)


def questions(world: World) -> None:
    for region, forgotten in product([*world.regions, None], (None, clock.now())):
        QuestionFactory(region=region, person__forgotten_at=forgotten)


def interests(world: World) -> None:
    for employer, status, forgotten in product(world.organisations, InterestStatus, (None, clock.now())):
        InterestFactory(place__employer=employer, status=status, person__forgotten_at=forgotten)


def see_question(actor: Actor, row: Question) -> bool:
    code = row.region.code if row.region else ""
    return may_view_question(actor, region_code=code, is_forgotten=row.person.forgotten_at is not None)


def see_interest(actor: Actor, row: Interest) -> bool:
    return may_view_interest(
        actor,
        employer_id=row.place.employer_id,
        is_withdrawn=row.status == InterestStatus.WITHDRAWN,
        is_forgotten=row.person.forgotten_at is not None,
    )


def searches(world: World) -> None:
    for region in world.regions:
        Search.objects.create(made_on=clock.today(), region_code=region.code, results=0)


def see_search(actor: Actor, row: Search) -> bool:
    return may_view_searches(actor, region_code=row.region_code)


def see_round(actor: Actor, row: MatchingRound) -> bool:
    return may_view_round(actor, region_code=row.region.code)


def see_client(actor: Actor, row: Client) -> bool:
    return may_view_client(actor, region_code=row.region.code, is_erased=row.erased_at is not None)


def see_case(actor: Actor, row: Case) -> bool:
    return may_view_case(actor, region_code=row.region.code, is_erased=row.client.erased_at is not None)


def see_referral(actor: Actor, row: Referral) -> bool:
    return may_view_referral(
        actor,
        region_code=row.case.region.code,
        employer_id=row.place.employer_id,
        status=row.status,
        is_shared=bool(row.case.client.consents.all()),
        is_closed_for_employer=row.closed_for_employer_at is not None,
        is_erased=row.case.client.erased_at is not None,
    )


def see_placement(actor: Actor, row: Placement) -> bool:
    return may_view_placement(actor, region_code=row.case.region.code, employer_id=row.place.employer_id)


def see_place(actor: Actor, row: Place) -> bool:
    return actor.is_system or may_view_place(
        status=row.status,
        region_code=row.region.code if row.region else "",
        employer_id=row.employer_id,
        regions_advised=regions_advised(actor),
        organisations=organisations_represented(actor),
    )


def see_agreement(actor: Actor, row: Agreement) -> bool:
    codes = {region.code for region in row.regions.all()}
    return may_view_agreement(actor, status=row.status, region_codes=codes)


GATES: dict[type[models.Model], tuple[Callable[[World], None], Callable[[Actor, Any], bool], list[str]]] = {
    Client: (clients, see_client, ["region"]),
    Case: (cases, see_case, ["region", "client"]),
    Referral: (referrals, see_referral, ["case__region", "case__client", "place"]),
    Placement: (placements, see_placement, ["case__region", "place"]),
    Place: (places, see_place, ["region"]),
    Agreement: (agreements, see_agreement, []),
    MatchingRound: (rounds, see_round, ["region"]),
    Question: (questions, see_question, ["region", "person"]),
    Interest: (interests, see_interest, ["place", "person"]),
    Appointment: (appointments, see_appointment, ["region"]),
    Visitor: (visitors, see_visitor, ["region"]),
    Search: (searches, see_search, []),
}


@pytest.mark.parametrize("model", GATES, ids=lambda model: model.__name__)
def test_visible_to_is_what_the_rule_says(model: type[models.Model], world: World) -> None:
    make, may_view, joined = GATES[model]
    make(world)
    manager: Any = model._default_manager
    rows = list(manager.select_related(*joined).order_by("pk"))
    if model is Agreement:
        rows = list(manager.prefetch_related("regions").order_by("pk"))
    if model is Referral:
        rows = list(manager.select_related(*joined).prefetch_related("case__client__consents").order_by("pk"))

    for actor in actors(world):
        expected = [row for row in rows if may_view(actor, row)]
        assert list(manager.visible_to(actor).order_by("pk")) == expected, actor


@pytest.mark.unit
def test_every_model_with_a_gate_is_tested() -> None:
    gated = {model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")}

    assert gated == set(GATES)
