"""Invented learn-work places, most of them online, some with facts unknown as in real life."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain, count

import numpy as np

from leerwerk.catalogue.actions.imports import CREATED, PlaceFacts, store_places
from leerwerk.catalogue.enums import OutcomeKind, Pathway, PlaceStatus
from leerwerk.demo.chance import Chance, draws, one_of
from leerwerk.demo.crafts import Craft
from leerwerk.demo.employers import Employer
from leerwerk.demo.geography import Geography, Spot, scatter
from leerwerk.demo.sizes import dice
from leerwerk.demo.texts import write_text
from leerwerk.demo.trainings import next_start
from leerwerk.demo.words import words
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.folding import fold
from leerwerk.network.actions.employers import EmployerFacts

SOURCE = "demo"
DRAWS_PER_PLACE = 40
BUSIEST = 6.0
ELSEWHERE_SHARE = 0.3
WEEKS_PER_MONTH = Decimal(52) / 12
LEVEL_WAGE = {0: 0.94, 1: 0.94, 2: 1.0, 3: 1.07, 4: 1.14}
DAYS: dict[str, tuple[int, int]] = {
    Pathway.PRAKTIJKVERKLARING: (5, 0),
    Pathway.DERDE_LEERWEG: (5, 0),
    Pathway.BOL: (2, 3),
}
YEARS = {0: 0.5, 1: 1, 2: 2, 3: 3, 4: 3}
WEEKEND_SECTORS = ("HORECA", "HANDEL", "ZORG", "UITERLIJK")
ADULT_SECTORS = ("LOGISTIEK", "VEILIGHEID", "PROCES")

KINDS = Chance({Pathway.BBL: 80, Pathway.PRAKTIJKVERKLARING: 12, Pathway.DERDE_LEERWEG: 5, "": 3})
BBL_OUTCOMES = Chance({OutcomeKind.DIPLOMA: 88, OutcomeKind.CERTIFICATE: 7, "": 5})
HOURS = Chance(
    {(32, 40): 30, (36, 40): 18, (32, 36): 18, (24, 32): 16, (38, 38): 8, (16, 24): 4, (None, None): 6}
)
STARTS = Chance({"flexible": 38, 1: 8, 2: 14, 3: 12, 5: 6, 8: 4, 9: 8, 10: 4, None: 6})
CAPACITIES = Chance({1: 55, 2: 22, 3: 10, 4: 6, 5: 4, 6: 3})
STATES = Chance({PlaceStatus.PUBLISHED: 94, PlaceStatus.DRAFT: 4, PlaceStatus.CHECKED: 2})
LICENCES = Chance({None: 28, False: 58, True: 14})
WEEKDAYS = Chance({0b11111: 55, 0b01111: 10, 0b11110: 8, 0b11011: 5, 0: 22})
WEEKENDS = Chance({0b1111111: 30, 0b0111110: 25, 0b0111101: 15, 0b0011111: 10, 0: 20})
LANGUAGES = {
    0: Chance({None: 40, 1: 40, 2: 20}),
    1: Chance({None: 30, 1: 35, 2: 35}),
    2: Chance({None: 25, 2: 50, 3: 25}),
    3: Chance({None: 22, 2: 18, 3: 60}),
    4: Chance({None: 20, 3: 55, 4: 25}),
}


def make_places(geography: Geography, employers: list[Employer], number: int, now: datetime) -> int:
    """Store places of these employers; returns how many (no two of one employer with the same title and town)."""
    rng = dice("places")
    crowd = np.minimum(rng.pareto(2.2, len(employers)) + 0.3, BUSIEST)
    owners = rng.choice(len(employers), number, p=crowd / crowd.sum()).tolist()
    titles: set[tuple[int, str, str]] = set()
    facts = []
    for position, (owner, u) in enumerate(zip(owners, draws(rng, number, DRAWS_PER_PLACE), strict=True)):
        employer = employers[owner]
        spot, lat, lon = employer.spot, employer.row.lat, employer.row.lon
        if next(u) < ELSEWHERE_SHARE:
            spot = geography.draw_in(rng, spot.region)
            lat, lon = scatter(rng, spot)
        made = draw_place(employer, spot, f"{SOURCE}-{position:06d}", now, u)
        title = _distinct(made, titles, owner)
        facts.append(replace(made, title=title, lat=lat, lon=lon))
    stored = store_places(facts=facts, source=SOURCE, actor=SYSTEM, now=now, is_demo=True)
    return sum(each.outcome == CREATED for each in stored)


def draw_place(
    employer: Employer, spot: Spot, source_id: str, now: datetime, u: Iterator[float]
) -> PlaceFacts:
    """One place of an employer, in the middle of the postcode."""
    craft, today = one_of(employer.crafts, next(u)), now.date()
    kind = KINDS.at(next(u))
    is_practice = kind == Pathway.PRAKTIJKVERKLARING
    code, level, ways = _qualification(employer, craft, is_practice, next(u))
    if kind == Pathway.BBL and ways == "BOL":
        kind = Pathway.BOL
    rank = level or 0
    hours_min, hours_max = HOURS.at(next(u))
    start = STARTS.at(next(u))
    starts_on = next_start(today, start) if isinstance(start, int) else None
    wage_min, wage_max, wage_text = _wage(craft, rank, hours_min, next(u), next(u), next(u))
    at_work, at_school = DAYS.get(kind, (4, 1))
    text = write_text(craft, employer.row.name, spot.locality, pathway=kind, u=u)
    return PlaceFacts(
        employer=employer_facts(employer),
        source_id=source_id,
        title=text.title,
        description=text.description,
        is_learnt=text.is_learnt,
        is_asked=text.is_asked,
        occupation_code=craft.code,
        qualification_code=code,
        recognition_number=f"{employer.row.kvk_number}-{code}" if code in employer.recognised else "",
        sector=craft.sector,
        level=level,
        pathway=kind,
        outcome=_outcome(kind, next(u)),
        pc4=spot.pc4,
        locality_name=spot.locality,
        region_code=spot.region,
        lat=spot.lat,
        lon=spot.lon,
        hours_min=hours_min,
        hours_max=hours_max,
        days_at_work=min(at_work, round(hours_min / 8)) if hours_min else None,
        days_at_school=at_school,
        work_days=(WEEKENDS if craft.sector in WEEKEND_SECTORS else WEEKDAYS).at(next(u)),
        starts_on=starts_on,
        is_start_flexible=start == "flexible",
        ends_on=_end(starts_on, rank, next(u)),
        wage_min=wage_min,
        wage_max=wage_max,
        wage_text=wage_text,
        minimum_age=_age(craft, next(u)),
        language_level=LANGUAGES[rank].at(next(u)),
        is_driving_licence_needed=LICENCES.at(next(u)),
        capacity=CAPACITIES.at(next(u)),
        status=STATES.at(next(u)),
        posted_at=_posted(now, next(u)),
        expires_on=today + timedelta(days=40 + int(next(u) * 160)) if next(u) < 0.5 else None,  # noqa: PLR2004
    )


def employer_facts(employer: Employer) -> EmployerFacts:
    """The employer as the bulk writer wants to know it; it finds the row by its KVK number."""
    return EmployerFacts(name=employer.row.name, kvk_number=employer.row.kvk_number or "")


def _qualification(
    employer: Employer, craft: Craft, is_practice: bool, u: float
) -> tuple[str, int | None, str]:
    """Code, level and pathways; practice learning takes the lowest level; some employers do not say."""
    known = [each for each in craft.qualifications if each[0] in employer.recognised] or list(
        craft.qualifications
    )
    if not known or u > 0.94:  # noqa: PLR2004
        return "", None, ""
    if is_practice:
        code, level, ways = known[0]
        return (code, level, ways) if level == 1 else ("", 1 if u < 0.6 else None, "")  # noqa: PLR2004
    code, level, ways = one_of(known, u / 0.94)
    return code, level or None, ways


def _outcome(kind: str, u: float) -> str:
    if kind == Pathway.PRAKTIJKVERKLARING:
        return OutcomeKind.PRAKTIJKVERKLARING
    if kind == Pathway.DERDE_LEERWEG:
        return OutcomeKind.CERTIFICATE
    return BBL_OUTCOMES.at(u) if kind else ""


def _wage(
    craft: Craft, rank: int, hours: int | None, u: float, spread: float, known: float
) -> tuple[Decimal | None, Decimal | None, str]:
    """Gross euros a month, rounded to 5; one in seven places keeps it to itself."""
    if known > 0.86:  # noqa: PLR2004
        return None, None, "Volgens cao" if known > 0.92 else ""  # noqa: PLR2004
    hourly = Decimal(
        str(round(words("sectors")[craft.sector]["hourly"] * LEVEL_WAGE[rank] * (0.94 + 0.12 * u), 2))
    )
    low = (hourly * (hours or 36) * WEEKS_PER_MONTH / 5).quantize(Decimal(1)) * 5
    high = (low * Decimal(str(round(1.05 + 0.2 * spread, 2))) / 5).quantize(Decimal(1)) * 5
    return low, high, ""


def _end(starts_on: date | None, rank: int, u: float) -> date | None:
    if starts_on is None or u > 0.65:  # noqa: PLR2004
        return None
    return starts_on + timedelta(days=round(364 * YEARS[rank]))


def _age(craft: Craft, u: float) -> int | None:
    if craft.sector in ADULT_SECTORS:
        return 18 if u < 0.8 else None  # noqa: PLR2004
    return 16 if u < 0.55 else 18 if u < 0.7 else None  # noqa: PLR2004


def _posted(now: datetime, u: float) -> datetime:
    day = now - timedelta(days=int(u * 75))
    return datetime.combine(day.date(), time(9), tzinfo=now.tzinfo) if day.date() < now.date() else now


def _distinct(facts: PlaceFacts, taken: set[tuple[int, str, str]], owner: int) -> str:
    """The title, or another one when this employer uses it already in this town; at last with a number."""
    numbered = (f"{facts.title} ({number})" for number in count(2))
    hours = f"{facts.title}, {facts.hours_min} uur" if facts.hours_min else facts.title
    level = f"{facts.title}, niveau {facts.level}" if facts.level else facts.title
    for title in chain((facts.title, level, hours), numbered):
        key = (owner, facts.locality_name, fold(title))
        if key not in taken:
            taken.add(key)
            return title
    raise AssertionError
