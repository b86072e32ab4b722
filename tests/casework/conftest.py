"""Everybody that the actions of casework need."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from leerwerk.casework.models import Case
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import Actor
from tests.factories.actors import adviser_of, employer_of
from tests.factories.casework import CaseFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import RegionFactory


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def case(db: None) -> Case:
    return CaseFactory()


@pytest.fixture
def place(case: Case) -> Place:
    return PlaceFactory(region=case.region)


@pytest.fixture
def adviser(case: Case) -> Actor:
    return adviser_of(case.region)


@pytest.fixture
def stranger(db: None) -> Actor:
    """An adviser of another region."""
    return adviser_of(RegionFactory())


@pytest.fixture
def employer(place: Place) -> Actor:
    return employer_of(place.employer)
