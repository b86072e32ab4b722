"""Regions, organisations, and who works where."""

import factory

from leerwerk.network.enums import Role
from leerwerk.network.models import CURRENT_REGION_SCHEME, Desk, Membership, Organisation, Region
from tests.factories.accounts import UserFactory


class RegionFactory(factory.django.DjangoModelFactory[Region]):
    class Meta:
        model = Region
        django_get_or_create = ("scheme", "code")

    scheme = CURRENT_REGION_SCHEME
    code = factory.Sequence(lambda n: f"T{n:03}")
    name = factory.LazyAttribute(lambda region: f"Regio {region.code}")
    slug = factory.LazyAttribute(lambda region: f"regio-{region.code.lower()}")


class DeskFactory(factory.django.DjangoModelFactory[Desk]):
    class Meta:
        model = Desk

    region = factory.SubFactory(RegionFactory)
    name = factory.LazyAttribute(lambda desk: f"Leerwerkloket {desk.region.name}")
    slug = factory.Sequence(lambda n: f"loket-{n}")


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Werkgever {n}")
    kvk_number = factory.Sequence(lambda n: f"{70_000_000 + n}")
    email = factory.Sequence(lambda n: f"werk{n}@voorbeeld.nl")


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """An adviser, unless told otherwise; give `region` or `organisation` as the role asks."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.ADVISER
