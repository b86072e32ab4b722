"""Questions of visitors and their interest in places."""

import factory

from leerwerk.contact.models import Interest, Message, Question
from leerwerk.people.models import Correspondent
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import RegionFactory
from tests.factories.people import MADE


class CorrespondentFactory(factory.django.DjangoModelFactory[Correspondent]):
    class Meta:
        model = Correspondent

    name = factory.Sequence(lambda n: f"Iris {n}")
    email = factory.Sequence(lambda n: f"iris{n}@voorbeeld.nl")
    created_at = MADE


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    class Meta:
        model = Message

    text = "Kan ik ook zonder diploma leren lassen?"
    sent_at = MADE


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    """An open question with its first message."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    person = factory.SubFactory(CorrespondentFactory)
    region = factory.SubFactory(RegionFactory)
    asked_at = MADE
    changed_at = MADE
    first = factory.RelatedFactory(MessageFactory, factory_related_name="question")


class InterestFactory(factory.django.DjangoModelFactory[Interest]):
    class Meta:
        model = Interest

    person = factory.SubFactory(CorrespondentFactory)
    place = factory.SubFactory(PlaceFactory)
    message = "Ik wil dit werk graag leren."
    consent = "Ik vind het goed."
    sent_at = MADE
