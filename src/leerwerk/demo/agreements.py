"""Demo agreements of the regions: for each promising sector a part with targets that count its placements."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
from django.db.models import Count, Sum

from leerwerk.casework.models import Placement
from leerwerk.catalogue.enums import PlaceStatus, Sector
from leerwerk.catalogue.models import Place
from leerwerk.demo.geography import Geography
from leerwerk.demo.sizes import dice
from leerwerk.demo.words import words
from leerwerk.kernel.actor import SYSTEM
from leerwerk.network.models import Organisation, Region
from leerwerk.programme.actions import record_agreement
from leerwerk.programme.descriptions import (
    AgreementDescription,
    CommitmentDescription,
    MeasureDescription,
    PartyDescription,
    TargetDescription,
)
from leerwerk.programme.enums import AgreementKind, AgreementStatus, Counting

SOURCE = "Demonstratie: verzonnen akkoord"
PROMISERS = 5
SMALLEST_TARGET = 4
OUTCOMES = "\n".join(
    (
        "Werkzoekenden vinden een leerwerkplek en houden die.",
        "Werkenden leren een vak bij of om.",
        "Werkgevers hebben vakmensen voor de komende jaren.",
    )
)


def first_day(today: date) -> date:
    """The demo agreements start on the first of January; early in the year they are those of the year before."""
    return (today - timedelta(days=200)).replace(month=1, day=1)


def make_agreements(geography: Geography, main_employer: Organisation, now: datetime) -> int:
    """Record an agreement with two parts for each region; returns how many (parts included).

    The main employer promises places in the first part of its own region.
    """
    maker = _AgreementMaker(geography, main_employer, first_day(now.date()))
    made = 0
    for region in Region.objects.current():
        description = maker.describe(region)
        record_agreement(description=description, actor=SYSTEM, now=now)
        made += 1 + len(description.parts)
    return made


class _AgreementMaker:
    def __init__(self, geography: Geography, main_employer: Organisation, start: date) -> None:
        self._geography, self._main, self._start = geography, main_employer, start
        self._end = start.replace(year=start.year + 2)
        self._rng = dice("agreements")
        self._realised = self._count_placements()
        self._employers = _employers_with_seats()

    def describe(self, region: Region) -> AgreementDescription:
        """The agreement of a region."""
        town, year = self._geography.capital_of(region.code).locality, self._start.year
        return AgreementDescription(
            slug=f"leerwerkakkoord-{region.slug}-{year}-demo",
            name=f"Regionaal leerwerkakkoord {region.name} {year} (demo)",
            kind=AgreementKind.LEARN_WORK,
            status=AgreementStatus.RUNNING,
            regions=(region.code,),
            summary=(
                f"In {region.name} maken werkgevers, scholen, gemeenten en UWV samen plekken "
                "waar mensen werken en leren. Per kansrijke sector is er een deelakkoord. "
                "Dit akkoord is verzonnen voor de demonstratie."
            ),
            outcomes=OUTCOMES,
            signed_on=self._start + timedelta(days=int(self._rng.integers(7, 28))),
            starts_on=self._start,
            ends_on=self._end,
            source=SOURCE,
            is_demo=True,
            parties=tuple(
                PartyDescription(name=name)
                for name in (
                    f"Leerwerkloket {region.name}",
                    f"Gemeente {town}",
                    f"UWV {region.name}",
                    "Scholen in de regio",
                )
            ),
            measures=(
                MeasureDescription(
                    title="Elke werkzoekende krijgt binnen twee weken een gesprek over leren en werken"
                ),
            ),
            parts=tuple(self._part(region, sector) for sector in words("regions")[region.code]),
        )

    def _part(self, region: Region, sector: str) -> AgreementDescription:
        label = str(Sector(sector).label)
        promisers = self._promisers(region, sector)
        years = (self._start, self._start.replace(year=self._start.year + 1), self._end)
        number = self._target(region, sector)
        return AgreementDescription(
            slug=f"leerwerkakkoord-{region.slug}-{self._start.year}-{sector.lower()}-demo",
            name=f"Deelakkoord {label} {region.name} {self._start.year} (demo)",
            kind=AgreementKind.LEARN_WORK,
            status=AgreementStatus.RUNNING,
            regions=(region.code,),
            summary=f"Wat werkgevers in {label.lower()} beloven, en wat ervan komt. Verzonnen voor de demonstratie.",
            starts_on=self._start,
            ends_on=self._end,
            source=SOURCE,
            is_demo=True,
            parties=tuple(PartyDescription(name=row.name, organisation_id=row.pk) for row in promisers),
            measures=(
                MeasureDescription(
                    title=f"Leerwerkplekken in {label.lower()}, ook voor mensen zonder diploma",
                    targets=tuple(
                        TargetDescription(
                            label=f"Plaatsingen in {begin.year}",
                            number=number,
                            sector=sector,
                            region=region.code,
                            starts_on=begin,
                            ends_on=end,
                            counting=Counting.PLACEMENTS,
                            commitments=self._commitments(promisers, number),
                        )
                        for begin, end in pairwise(years)
                    ),
                ),
                MeasureDescription(title="Werkgevers en scholen maken samen korte praktijkroutes"),
            ),
        )

    def _target(self, region: Region, sector: str) -> int:
        """Somewhat above what is realised: some regions are nearly there, others are not."""
        realised = self._realised[region.code, sector]
        return max(SMALLEST_TARGET, int(np.ceil(realised / float(self._rng.uniform(0.35, 0.95)))))

    def _promisers(self, region: Region, sector: str) -> list[Organisation]:
        found = self._employers.get((region.code, sector), [])[: PROMISERS - 1]
        if self._main.region_id == region.pk and sector == words("regions")[region.code][0]:
            found = [self._main, *(row for row in found if row.pk != self._main.pk)]
        return found

    def _commitments(self, promisers: list[Organisation], number: int) -> tuple[CommitmentDescription, ...]:
        if not promisers:
            return ()
        shares = (
            self._rng.dirichlet(np.full(len(promisers), 4.0)) * number * float(self._rng.uniform(0.85, 1.2))
        )
        return tuple(
            CommitmentDescription(label=row.name, organisation_id=row.pk, number=max(1, round(float(share))))
            for row, share in zip(promisers, shares, strict=True)
        )

    def _count_placements(self) -> Counter[tuple[str, str]]:
        """Signed placements of the first year by region and sector."""
        signed = Placement.objects.signed().filter(
            agreed_on__gte=self._start, agreed_on__lt=self._start.replace(year=self._start.year + 1)
        )
        rows = signed.values_list("region__code", "sector").annotate(number=Count("pk"))
        return Counter({(region, sector): number for region, sector, number in rows})


def _parties(region: str, town: str) -> tuple[str, ...]:
    return (f"Leerwerkloket {region}", f"Gemeente {town}", f"UWV {region}", "Scholen in de regio")


def _employers_with_seats() -> dict[tuple[str, str], list[Organisation]]:
    """Demo employers by region and sector, those with most seats first."""
    rows = (
        Place.objects.filter(is_demo=True, status__in=[PlaceStatus.PUBLISHED, PlaceStatus.FILLED])
        .values_list("region__code", "sector", "employer_id")
        .annotate(seats=Sum("capacity"))
        .order_by("-seats", "employer__kvk_number")
    )
    employers = Organisation.objects.filter(is_demo=True).in_bulk()
    found: dict[tuple[str, str], list[Organisation]] = {}
    for region, sector, employer, _seats in rows:
        listed = found.setdefault((region, sector), [])
        if len(listed) < PROMISERS:
            listed.append(employers[employer])
    return found
