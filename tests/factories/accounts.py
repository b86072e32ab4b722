"""Accounts that can sign in."""

import factory

from leerwerk.accounts.models import User

PASSWORD = "vier-vrolijke-fietsen"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"iemand{n}@voorbeeld.nl")
    name = factory.Sequence(lambda n: f"Medewerker {n}")
    password = factory.django.Password(PASSWORD)
