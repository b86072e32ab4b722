"""Rounds that are done, with pairs to decide about."""

from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

import factory

from leermatch import Weights
from leerwerk.matching.enums import PairState, RoundState
from leerwerk.matching.models import MatchingRound, RoundPair, RoundSeeker
from tests.factories.casework import CaseFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.network import RegionFactory

MADE = datetime(2026, 11, 20, 14, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))
CONTRIBUTIONS = {"closeness": 45.0, "distance": 15.5, "level": 4.0, "hours": 7.0}


class RoundFactory(factory.django.DjangoModelFactory[MatchingRound]):
    """A round that is done, unless told otherwise."""

    class Meta:
        model = MatchingRound

    region = factory.SubFactory(RegionFactory)
    state = RoundState.DONE
    asked_at = MADE
    began_at = MADE
    ended_at = MADE
    market_version = "v-test"
    engine_version = "test"
    weights = factory.LazyFunction(lambda: asdict(Weights()))
    seekers = 3
    placed = 2
    without_choice = 1
    seats = factory.LazyFunction(lambda: {"1": 1, "2": 1})
    certificate = factory.LazyFunction(
        lambda: {"placed": 2, "blocking_pairs": 0, "mean_score": 71.5, "worst_score": 71.5}
    )


class RoundSeekerFactory(factory.django.DjangoModelFactory[RoundSeeker]):
    """Somebody without a choice, unless told otherwise."""

    class Meta:
        model = RoundSeeker

    round = factory.SubFactory(RoundFactory)
    case = factory.SubFactory(CaseFactory, client__region=factory.SelfAttribute("...round.region"))
    position = factory.Sequence(int)
    choices = factory.LazyFunction(list)
    eligible_total = factory.LazyAttribute(lambda seeker: len(seeker.choices))


class RoundPairFactory(factory.django.DjangoModelFactory[RoundPair]):
    """A pair to decide about."""

    class Meta:
        model = RoundPair

    round = factory.SubFactory(RoundFactory)
    case = factory.SubFactory(CaseFactory, client__region=factory.SelfAttribute("...round.region"))
    place = factory.SubFactory(PlaceFactory, region=factory.SelfAttribute("..round.region"))
    choice = 1
    score = 71.5
    distance_km = 6.2
    contributions = factory.LazyFunction(lambda: dict(CONTRIBUTIONS))
    to_check = factory.LazyFunction(lambda: ["START"])
    reasons = factory.LazyFunction(lambda: ["SAME_OCCUPATION"])
    state = PairState.OPEN
    decided_at = factory.LazyAttribute(lambda pair: None if pair.state == PairState.OPEN else MADE)
    aside_reason = factory.LazyAttribute(lambda pair: "CLIENT" if pair.state == PairState.SET_ASIDE else "")
