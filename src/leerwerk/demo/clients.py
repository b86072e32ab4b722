"""Invented clients with what they want and can, and what they agreed to."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from leerwerk.casework.enums import CaseStatus
from leerwerk.demo.chance import Chance, draws
from leerwerk.demo.geography import Geography, Spot
from leerwerk.demo.naming import PersonNames, address_part
from leerwerk.demo.place_book import PlaceBook
from leerwerk.demo.sizes import dice
from leerwerk.network.models import Region
from leerwerk.people.enums import ConsentPurpose, Transport
from leerwerk.people.models import Client, Consent, Profile

YEAR = 365.25
LETTERS = "ABCDEGHJKLNPRTVXZ"
STATES = Chance(
    {
        CaseStatus.ASKED: 13,
        CaseStatus.PLANNED: 11,
        CaseStatus.IN_ADVICE: 24,
        CaseStatus.IN_TRAJECTORY: 20,
        CaseStatus.PLACED: 13,
        CaseStatus.FOLLOWED_UP: 7,
        CaseStatus.CLOSED: 12,
    }
)
LEARNT = Chance({0: 19, 1: 15, 2: 34, 3: 14, 4: 12, None: 6})
LANGUAGE_DUTCH = Chance({4: 30, 5: 45, 6: 15, None: 10})
LANGUAGE_OTHER = Chance({1: 14, 2: 30, 3: 28, 4: 16, 5: 6, None: 6})
LICENCES = Chance({True: 44, False: 46, None: 10})
PERMITS = Chance({True: 91, None: 7, False: 2})
WAYS = Chance({Transport.BIKE: 44, Transport.PUBLIC: 26, Transport.CAR: 25, Transport.WALK: 5})
REACH = {
    Transport.WALK: Chance({3: 1, 5: 1}),
    Transport.BIKE: Chance({8: 2, 10: 4, 15: 5}),
    Transport.PUBLIC: Chance({15: 2, 25: 4, 40: 1}),
    Transport.CAR: Chance({20: 3, 30: 4, 45: 2}),
}
HOURS = Chance({(32, 40): 35, (24, 36): 20, (24, 32): 15, (16, 28): 10, (36, 40): 10, (None, None): 10})
DAYS = Chance({0b11111: 60, 0b1111111: 8, 0b01111: 8, 0: 24})
AGES = Chance({range(16, 23): 24, range(23, 31): 30, range(31, 46): 30, range(46, 63): 16})
OLDEST_DAYS = {
    CaseStatus.ASKED: (0, 20),
    CaseStatus.PLANNED: (5, 40),
    CaseStatus.IN_ADVICE: (15, 150),
    CaseStatus.IN_TRAJECTORY: (40, 220),
    CaseStatus.PLACED: (70, 310),
    CaseStatus.FOLLOWED_UP: (330, 640),
    CaseStatus.CLOSED: (200, 700),
}
SHARED = (CaseStatus.IN_TRAJECTORY, CaseStatus.PLACED, CaseStatus.FOLLOWED_UP, CaseStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Person:
    """A client with the state their case will have, and since when."""

    client: Client
    profile: Profile
    region: str
    status: str
    opened_at: datetime


def make_clients(geography: Geography, book: PlaceBook, number: int, now: datetime) -> list[Person]:
    """Store clients, profiles and consents."""
    rng, names = dice("clients"), PersonNames(dice("client names"))
    regions = {region.code: region for region in Region.objects.current()}
    numbers = dice("client numbers")
    people = [
        _person(names, numbers, spot, regions[spot.region], book, now, list(u))
        for spot, u in zip(geography.draw(rng, number), draws(rng, number, 24), strict=True)
    ]
    Client.objects.bulk_create([each.client for each in people], batch_size=1_000)
    Profile.objects.bulk_create([each.profile for each in people], batch_size=1_000)
    agreed = zip(people, rng.random((number, 2)).tolist(), strict=True)
    Consent.objects.bulk_create(
        [consent for person, u in agreed for consent in _consents(person, u)], batch_size=2_000
    )
    return people


def _person(
    names: PersonNames,
    numbers: np.random.Generator,
    spot: Spot,
    region: Region,
    book: PlaceBook,
    now: datetime,
    u: list[float],
) -> Person:
    first, last, is_dutch = names.draw()
    status = STATES.at(u[0])
    least, most = OLDEST_DAYS[status]
    opened_at = now - timedelta(days=least + int(u[1] * (most - least)), minutes=int(u[2] * 400))
    client = Client(
        number=uuid.UUID(bytes=numbers.bytes(16), version=4),
        region=region,
        first_name=first,
        last_name=last,
        birth_date=_birth_date(now.date(), u[3], u[4]) if u[5] < 0.96 else None,  # noqa: PLR2004
        email=_address(first, last, u[6]),
        postcode=spot.pc4 + LETTERS[int(u[7] * len(LETTERS))] + LETTERS[int(u[8] * len(LETTERS))],
        created_at=opened_at,
        is_demo=True,
    )
    return Person(
        client,
        _profile(client, is_dutch, spot, book, opened_at.date(), u[9:]),
        spot.region,
        status,
        opened_at,
    )


def _profile(
    client: Client, is_dutch: bool, spot: Spot, book: PlaceBook, since: date, u: list[float]
) -> Profile:
    transport = WAYS.at(u[0])
    hours_min, hours_max = HOURS.at(u[1])
    return Profile(
        client=client,
        wished_occupations=book.wishes(spot.region, u[2:5]),
        prior_education=LEARNT.at(u[5]),
        is_level_waived=u[6] < 0.05,  # noqa: PLR2004
        language_level=(LANGUAGE_DUTCH if is_dutch else LANGUAGE_OTHER).at(u[7]),
        has_driving_licence=LICENCES.at(u[8]),
        has_work_permit=True if is_dutch else PERMITS.at(u[9]),
        transport=transport,
        max_distance_km=REACH[transport].at(u[10]),
        hours_min=hours_min,
        hours_max=hours_max,
        available_days=DAYS.at(u[11]),
        available_from=since + timedelta(days=int(u[12] * 60)) if u[13] < 0.6 else None,  # noqa: PLR2004
        waiting_since=since,
    )


def _address(first: str, last: str, u: float) -> str:
    """A mail address in a domain that does not exist; some have none."""
    if u > 0.85:  # noqa: PLR2004
        return ""
    return f"{address_part(first)}.{address_part(last)}{int(u * 900) + 100}@mail.example"


def _birth_date(today: date, group: float, within: float) -> date:
    ages = AGES.at(group)
    return today - timedelta(days=round((ages.start + within * len(ages)) * YEAR))


def _consents(person: Person, u: list[float]) -> list[Consent]:
    purposes = [ConsentPurpose.ADVICE]
    if person.status in SHARED or u[0] < 0.75:  # noqa: PLR2004
        purposes.append(ConsentPurpose.SHARE_WITH_EMPLOYER)
    if u[1] < 0.7:  # noqa: PLR2004
        purposes.append(ConsentPurpose.CONTACT)
    return [
        Consent(client=person.client, purpose=purpose, given_at=person.opened_at, how="gesprek aan het loket")
        for purpose in purposes
    ]
