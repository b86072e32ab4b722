"""Agreements with what was promised in them."""

import factory

from leerwerk.programme.enums import AgreementKind, AgreementStatus, Counting
from leerwerk.programme.models import Agreement, Commitment, Measure, Party, Target


class AgreementFactory(factory.django.DjangoModelFactory[Agreement]):
    """A running agreement without measures."""

    class Meta:
        model = Agreement

    slug = factory.Sequence(lambda n: f"akkoord-{n}")
    name = factory.LazyAttribute(lambda agreement: f"Leerwerkakkoord {agreement.slug}")
    kind = AgreementKind.LEARN_WORK
    status = AgreementStatus.RUNNING


class PartyFactory(factory.django.DjangoModelFactory[Party]):
    class Meta:
        model = Party

    agreement = factory.SubFactory(AgreementFactory)
    name = factory.Sequence(lambda n: f"Partij {n}")


class MeasureFactory(factory.django.DjangoModelFactory[Measure]):
    class Meta:
        model = Measure

    agreement = factory.SubFactory(AgreementFactory)
    title = factory.Sequence(lambda n: f"Maatregel {n}")


class TargetFactory(factory.django.DjangoModelFactory[Target]):
    """Ten places, counted from placements."""

    class Meta:
        model = Target

    measure = factory.SubFactory(MeasureFactory)
    label = factory.Sequence(lambda n: f"Leerwerkplekken {n}")
    number = 10
    counting = Counting.PLACEMENTS


class CommitmentFactory(factory.django.DjangoModelFactory[Commitment]):
    class Meta:
        model = Commitment

    target = factory.SubFactory(TargetFactory)
    label = factory.Sequence(lambda n: f"Toezegging {n}")
    number = 4
