"""Clients with a profile, and their consents."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory

from leerwerk.people.enums import ConsentPurpose
from leerwerk.people.models import Client, Consent, Profile
from tests.factories.network import RegionFactory

MADE = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


class ProfileFactory(factory.django.DjangoModelFactory[Profile]):
    class Meta:
        model = Profile

    wished_occupations = factory.LazyFunction(list)
    max_distance_km = 25


class ClientFactory(factory.django.DjangoModelFactory[Client]):
    """Somebody in Enschede who wants to learn."""

    class Meta:
        model = Client
        skip_postgeneration_save = True

    region = factory.SubFactory(RegionFactory)
    first_name = "Sanne"
    last_name = factory.Sequence(lambda n: f"Veldkamp{n}")
    birth_date = date(1998, 4, 12)
    postcode = "7511AA"
    created_at = MADE
    profile = factory.RelatedFactory(ProfileFactory, factory_related_name="client")


class ConsentFactory(factory.django.DjangoModelFactory[Consent]):
    class Meta:
        model = Consent

    client = factory.SubFactory(ClientFactory)
    purpose = ConsentPurpose.SHARE_WITH_EMPLOYER
    given_at = MADE
    how = "gesprek"
