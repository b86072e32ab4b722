"""Questions that somebody saved."""

import factory

from leerwerk.people.models import Subscriber
from leerwerk.search.models import SavedSearch
from tests.factories.people import MADE


class SubscriberFactory(factory.django.DjangoModelFactory[Subscriber]):
    class Meta:
        model = Subscriber

    email = factory.Sequence(lambda n: f"volger{n}@voorbeeld.nl")
    created_at = MADE


class SavedSearchFactory(factory.django.DjangoModelFactory[SavedSearch]):
    """Confirmed, and due at once."""

    class Meta:
        model = SavedSearch

    person = factory.SubFactory(SubscriberFactory)
    parameters = "q=lasser"
    frequency = "DAILY"
    created_at = MADE
    confirmed_at = MADE
    touched_at = MADE
    seen_until = MADE
    due_on = factory.LazyAttribute(lambda row: row.confirmed_at.date() if row.confirmed_at else None)
