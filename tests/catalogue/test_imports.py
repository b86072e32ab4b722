"""Learn-work places stored in bulk."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Model

from leerwerk.catalogue.actions.imports import PlaceFacts, PlacesRefused, Stored, store_places
from leerwerk.catalogue.actions.place_writer import COLUMNS
from leerwerk.catalogue.models import Place
from leerwerk.exchange.fields import AMSTERDAM
from leerwerk.kernel.actor import SYSTEM
from leerwerk.network.actions.employers import EmployerFacts
from leerwerk.network.models import Organisation
from tests.factories.actors import PROGRAMME
from tests.factories.casework import PlacementFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory, QualificationFactory
from tests.factories.network import RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=AMSTERDAM)
FACTS = PlaceFacts(
    employer=EmployerFacts(name="Staal BV", locality_name="Enschede"),
    title="Leerling lasser",
    source_id="1",
    locality_name="Enschede",
)


def store(*facts: PlaceFacts, **options: Any) -> list[Stored]:
    return store_places(facts=facts, source="bron", actor=SYSTEM, now=NOW, **options)


def test_every_fact_ends_up_in_its_column() -> None:
    OccupationFactory(code="LW-0001", sector="METAAL")
    QualificationFactory(code="25290", level=2, pathways="BBL")
    RegionFactory(code="AM04")
    told = {
        "title": "Lasser", "description": "d", "is_learnt": "l", "is_asked": "a", "recognition_number": "E1",
        "outcome": "DIPLOMA", "pc4": "7511", "locality_name": "Enschede", "lat": 52.2, "lon": 6.9, "hours_min": 32,
        "hours_max": 40, "days_at_work": 4, "days_at_school": 1, "work_days": 15, "starts_on": date(2027, 2, 1),
        "is_start_flexible": True, "ends_on": date(2029, 2, 1), "wage_min": Decimal("2000.00"),
        "wage_max": Decimal("2200.50"), "wage_text": "cao", "minimum_age": 16, "language_level": 3,
        "is_driving_licence_needed": False, "capacity": 3, "expires_on": date(2027, 1, 31),
    }  # fmt: skip
    store(
        replace(
            FACTS, **told, occupation_code="LW-0001", qualification_code="25290", region_code="AM04",
            posted_at=datetime(2026, 11, 1, tzinfo=AMSTERDAM),
        )
    )  # fmt: skip

    place = Place.objects.get()
    assert {name: getattr(place, name) for name in told} == told
    assert (place.occupation, place.qualification, place.region) == tuple(
        model._default_manager.get() for model in _models(place)
    )
    assert (place.sector, place.level, place.pathway) == ("METAAL", 2, "BBL")
    assert (place.status, place.published_at) == ("PUBLISHED", datetime(2026, 11, 1, tzinfo=AMSTERDAM))
    assert (place.created_at, place.touched_at) == (NOW, NOW)
    assert (place.source, place.source_id, place.is_demo) == ("bron", "1", False)


def _models(place: Place) -> list[type[Model]]:
    return [type(row) for row in (place.occupation, place.qualification, place.region) if row is not None]


def test_no_column_of_a_place_is_forgotten() -> None:
    columns = {field.column for field in Place._meta.concrete_fields}
    assert columns - set(COLUMNS) == {"id", "training_id", "notice_sent_on"}


def test_facts_told_again_leave_the_place_alone() -> None:
    assert [each.outcome for each in store(FACTS)] == ["CREATED"]
    assert [each.outcome for each in store(FACTS)] == ["UNCHANGED"]
    assert [each.outcome for each in store(replace(FACTS, title="Lasser"))] == ["UPDATED"]


def test_the_date_of_publication_stays() -> None:
    store(FACTS)
    store(replace(FACTS, posted_at=datetime(2026, 11, 20, tzinfo=AMSTERDAM)))
    assert Place.objects.get().published_at == NOW


def test_a_place_typed_by_hand_is_not_doubled() -> None:
    employer = Organisation.objects.create(name="Staal BV", locality_name="Enschede")
    typed = PlaceFactory(employer=employer, title="Leerling Lasser", locality_name="Enschede")
    assert store(FACTS) == [Stored("DUPLICATE", f"#{typed.pk}")]


def test_a_code_that_is_in_no_list_is_refused_but_for_crebo() -> None:
    with pytest.raises(PlacesRefused, match="UNKNOWN_CODE"):
        store(replace(FACTS, occupation_code="LW-9999"))
    assert not Place.objects.exists()

    store(replace(FACTS, qualification_code="25999"))
    kept = Place.objects.select_related("qualification").get().qualification
    assert kept is not None
    assert not kept.is_listed


def test_seats_are_never_fewer_than_learners() -> None:
    store(replace(FACTS, capacity=3), replace(FACTS, source_id="2", title="Timmerman", capacity=3))
    place = Place.objects.get(title="Leerling lasser")
    PlacementFactory.create_batch(2, place=place, status="STARTED")
    stored = store(replace(FACTS, capacity=1), replace(FACTS, source_id="2", title="Timmerman", capacity=1))

    assert [each.is_capacity_kept for each in stored] == [True, False]
    assert dict(Place.objects.values_list("title", "capacity")) == {"Leerling lasser": 3, "Timmerman": 1}


def test_a_place_may_come_in_another_state() -> None:
    store(replace(FACTS, status="WITHDRAWN"), is_demo=True)
    place = Place.objects.get()
    assert (place.status, place.published_at, place.is_demo) == ("WITHDRAWN", None, True)


def test_only_the_system_stores_in_bulk() -> None:
    with pytest.raises(PlacesRefused, match="NOT_ALLOWED"):
        store_places(facts=[FACTS], source="bron", actor=PROGRAMME, now=NOW)
