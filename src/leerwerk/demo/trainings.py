"""Invented schools and trainers with their courses and starts."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from leerwerk.catalogue.enums import Pathway, TrainingKind
from leerwerk.catalogue.models import Qualification, Run, Training
from leerwerk.demo.geography import Geography
from leerwerk.demo.naming import CompanyNames, address_part
from leerwerk.demo.sizes import dice
from leerwerk.network.enums import OrganisationKind
from leerwerk.network.models import Organisation, Region

TRAINER_SHARE = 0.3
FREE_SHARE = 0.4
#: Invented offers: name, kind, cost in euro, description.
BESIDE_SCHOOL = (
    (
        "EVC-traject voor vakmensen",
        TrainingKind.EVC,
        Decimal(1450),
        "Je bewijst wat je al kunt, met gesprekken en werk dat je laat zien.",
    ),
    (
        "Nederlands op de werkvloer",
        TrainingKind.LANGUAGE,
        Decimal(0),
        "Twee keer per week les in woorden die je op je werk nodig hebt.",
    ),
    (
        "Veilig werken (VCA basis)",
        TrainingKind.SHORT,
        Decimal(275),
        "Een dag les en een examen. Veel bedrijven vragen dit bewijs.",
    ),
    (
        "EVC-traject zorg en welzijn",
        TrainingKind.EVC,
        Decimal(1295),
        "Een deskundige kijkt met je mee op je werk en beschrijft wat je kunt.",
    ),
    (
        "Beter lezen, schrijven en rekenen",
        TrainingKind.LANGUAGE,
        Decimal(0),
        "Les in een kleine groep, overdag of in de avond.",
    ),
    ("Heftruck leren rijden", TrainingKind.SHORT, Decimal(340), "Twee dagen oefenen en een praktijktoets."),
)


def make_schools(geography: Geography, number: int) -> list[Organisation]:
    """Store schools and trainers, spread over the regions."""
    rng, names = dice("schools"), CompanyNames(dice("school names"))
    regions = {region.code: region for region in Region.objects.current()}
    rows = []
    for position in range(number):
        spot = geography.capital_of(geography.regions[position % len(geography.regions)])
        is_trainer = rng.random() < TRAINER_SHARE
        name = names.trainer(spot.locality) if is_trainer else names.school(spot.locality)
        rows.append(
            Organisation(
                name=name,
                kind=OrganisationKind.TRAINER if is_trainer else OrganisationKind.SCHOOL,
                region=regions[spot.region],
                pc4=spot.pc4,
                locality_name=spot.locality,
                lat=spot.lat,
                lon=spot.lon,
                email=f"info@{address_part(name)}.example",
                is_demo=True,
            )
        )
    return Organisation.objects.bulk_create(rows)


def make_trainings(schools: list[Organisation], number: int, today: date) -> list[Training]:
    """Store courses that lead to a qualification, each with one to three starts after today."""
    rng = dice("trainings")
    wanted = Qualification.objects.filter(occupations__isnull=False, pathways__contains="BBL").distinct()
    qualifications = list(wanted.order_by("code"))
    chosen = rng.permutation(len(qualifications))[:number].tolist()
    trainings = Training.objects.bulk_create(
        [
            Training(
                name=f"{qualifications[row].name} (niveau {qualifications[row].level}, BBL)"[:160],
                provider=schools[int(rng.integers(len(schools)))],
                qualification=qualifications[row],
                pathway=Pathway.BBL,
                cost=None if rng.random() < FREE_SHARE else Decimal(int(rng.integers(12, 60)) * 50),
                description="Je werkt vier dagen en gaat één dag per week naar school.",
                is_demo=True,
            )
            for row in chosen
        ]
    )
    trainings += Training.objects.bulk_create(_beside_school(schools))
    Run.objects.bulk_create([run for training in trainings for run in _runs(rng, training, today)])
    return trainings


def _beside_school(schools: list[Organisation]) -> list[Training]:
    """What people do without or before a course for a diploma: each school some of it."""
    return [
        Training(
            name=name,
            kind=kind,
            provider=school,
            cost=cost,
            description=description,
            is_demo=True,
        )
        for position, school in enumerate(schools)
        for name, kind, cost, description in (
            BESIDE_SCHOOL[position % len(BESIDE_SCHOOL)],
            BESIDE_SCHOOL[(position + 2) % len(BESIDE_SCHOOL)],
        )
    ]


def _runs(rng: np.random.Generator, training: Training, today: date) -> list[Run]:
    level = training.qualification.level if training.qualification else None
    length = timedelta(days=364 * (1 if (level or 1) == 1 else min(level or 1, 3)))
    starts = [
        next_start(today, int(months))
        for months in rng.choice([1, 3, 5, 9], int(rng.integers(1, 4)), replace=False)
    ]
    return [
        Run(
            training=training,
            starts_on=day,
            ends_on=day + length,
            locality_name=training.provider.locality_name,
            capacity=int(rng.integers(10, 29)),
        )
        for day in sorted(starts)
    ]


def next_start(today: date, months: int) -> date:
    """The first Monday of the month that lies so many months after today's."""
    count = today.month - 1 + months
    first = date(today.year + count // 12, count % 12 + 1, 1)
    return first + timedelta(days=-first.weekday() % 7)
