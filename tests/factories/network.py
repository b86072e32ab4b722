"""Regions, organisations, and who works where."""

from datetime import timedelta

import factory

from leerwerk.kernel import clock
from leerwerk.network.enums import Exactness, Role
from leerwerk.network.models import (
    CURRENT_REGION_SCHEME,
    Desk,
    Event,
    Locality,
    Membership,
    Municipality,
    MunicipalityInRegion,
    Organisation,
    Postcode,
    Recognition,
    Region,
    SiteHost,
)
from tests.factories.accounts import UserFactory


class RegionFactory(factory.django.DjangoModelFactory[Region]):
    class Meta:
        model = Region
        django_get_or_create = ("scheme", "code")

    scheme = CURRENT_REGION_SCHEME
    code = factory.Sequence(lambda n: f"T{n:03}")
    name = factory.LazyAttribute(lambda region: f"Regio {region.code}")
    slug = factory.LazyAttribute(lambda region: f"regio-{region.code.lower()}")


class MunicipalityFactory(factory.django.DjangoModelFactory[Municipality]):
    """`MunicipalityFactory(region=twente)` lies in that region."""

    class Meta:
        model = Municipality
        skip_postgeneration_save = True

    scheme = "CBS-GM"
    code = factory.Sequence(lambda n: f"{1000 + n}")
    name = factory.Sequence(lambda n: f"Gemeente {n}")

    @factory.post_generation
    def region(self, create: bool, extracted: Region | None, **_more: object) -> None:
        if create and extracted:
            MunicipalityInRegion.objects.create(municipality=self, region=extracted)


class LocalityFactory(factory.django.DjangoModelFactory[Locality]):
    class Meta:
        model = Locality

    name = "Enschede"
    municipality = factory.SubFactory(MunicipalityFactory)
    lat = 52.22
    lon = 6.89


class PostcodeFactory(factory.django.DjangoModelFactory[Postcode]):
    class Meta:
        model = Postcode

    pc4 = "7511"
    locality_name = "Enschede"
    municipality = factory.SubFactory(MunicipalityFactory)
    lat = 52.22
    lon = 6.89
    exactness = Exactness.EXACT
    method = "test"


class DeskFactory(factory.django.DjangoModelFactory[Desk]):
    class Meta:
        model = Desk

    region = factory.SubFactory(RegionFactory)
    name = factory.LazyAttribute(lambda desk: f"Leerwerkloket {desk.region.name}")
    slug = factory.Sequence(lambda n: f"loket-{n}")


class EventFactory(factory.django.DjangoModelFactory[Event]):
    """Tomorrow evening, unless told otherwise; of the nation, unless given a `region`."""

    class Meta:
        model = Event

    title = factory.Sequence(lambda n: f"Open avond {n}")
    text = "Kom kijken."
    starts_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=1))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    place = "Loketplein 1, Enschede"
    email = "agenda@loket.example"
    announced_at = factory.LazyFunction(clock.now)
    changed_at = factory.LazyAttribute(lambda event: event.announced_at)


class SiteHostFactory(factory.django.DjangoModelFactory[SiteHost]):
    class Meta:
        model = SiteHost

    host = factory.Sequence(lambda n: f"loket{n}.example")
    desk = factory.SubFactory(DeskFactory)


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Werkgever {n}")
    kvk_number = factory.Sequence(lambda n: f"{70_000_000 + n}")
    email = factory.Sequence(lambda n: f"werk{n}@voorbeeld.nl")


class RecognitionFactory(factory.django.DjangoModelFactory[Recognition]):
    class Meta:
        model = Recognition

    organisation = factory.SubFactory(OrganisationFactory)
    qualification_code = "25000"


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """An adviser, unless told otherwise; give `region` or `organisation` as the role asks."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.ADVISER
