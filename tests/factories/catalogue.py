"""Learn-work places with what they need."""

from datetime import datetime
from zoneinfo import ZoneInfo

import factory

from leerwerk.catalogue.enums import PlaceStatus, Sector
from leerwerk.catalogue.models import Occupation, Place, Qualification, Training
from leerwerk.network.enums import OrganisationKind
from tests.factories.network import OrganisationFactory, RegionFactory

MADE = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


class QualificationFactory(factory.django.DjangoModelFactory[Qualification]):
    class Meta:
        model = Qualification
        django_get_or_create = ("scheme", "code")

    scheme = "crebo"
    code = factory.Sequence(lambda n: f"{25000 + n}")
    name = factory.Sequence(lambda n: f"Vakman {n}")
    level = 2


class OccupationFactory(factory.django.DjangoModelFactory[Occupation]):
    class Meta:
        model = Occupation
        django_get_or_create = ("scheme", "code")

    scheme = "leerwerk"
    code = factory.Sequence(lambda n: f"beroep-{n}")
    name = factory.Sequence(lambda n: f"Beroep {n}")
    sector = Sector.METAAL


class PlaceFactory(factory.django.DjangoModelFactory[Place]):
    """A published place for one learner."""

    class Meta:
        model = Place

    employer = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Leerling lasser {n}")
    region = factory.SubFactory(RegionFactory)
    sector = Sector.METAAL
    locality_name = "Enschede"
    pc4 = "7511"
    lat = 52.22
    lon = 6.89
    capacity = 1
    status = PlaceStatus.PUBLISHED
    created_at = MADE
    touched_at = MADE
    published_at = MADE


class TrainingFactory(factory.django.DjangoModelFactory[Training]):
    class Meta:
        model = Training

    name = factory.Sequence(lambda n: f"Opleiding {n}")
    provider = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.SCHOOL)
