"""Invented employers: where they are, in which sector, and for which occupations they train people."""

from dataclasses import dataclass

import numpy as np

from leerwerk.catalogue.models import Occupation
from leerwerk.demo.chance import falling
from leerwerk.demo.crafts import Craft
from leerwerk.demo.geography import Geography, Spot, scatter
from leerwerk.demo.naming import CompanyNames, address_part
from leerwerk.demo.sizes import dice
from leerwerk.demo.words import words
from leerwerk.network.enums import OrganisationKind
from leerwerk.network.models import Organisation, Recognition, Region

FIRST_KVK = 90_000_000  # KVK gives out no numbers from here on
PROMISING_FACTOR = 2.4
INLAND_SHIPPING_FACTOR = 0.15
RECOGNISED_SHARE = 0.93
POPULARITY = 0.55
# Nobody learns these on a learn-work place of a company: the army trains its own, entrepreneurs start for themselves.
NOT_OFFERED = (
    "landmacht",
    "marine",
    "ondernemer",
    "winkelier",
    "gastouder",
    "acteur",
    "danser",
    "musicalperformer",
)


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer with the crafts it teaches and the codes for which it is recognised."""

    row: Organisation
    spot: Spot
    sector: str
    crafts: tuple[Craft, ...]
    recognised: frozenset[str]


def read_crafts() -> dict[str, list[Craft]]:
    """Occupations that companies teach, by sector, the commonest first (the order of their codes)."""
    crafts: dict[str, list[Craft]] = {}
    rows = Occupation.objects.prefetch_related("qualifications").order_by("code")
    for row in rows:
        if any(word in row.name.casefold() for word in NOT_OFFERED):
            continue
        leads = sorted((each.level or 0, each.code, each.pathways) for each in row.qualifications.all())
        craft = Craft(
            row.code, row.name, row.sector, tuple((code, level, ways) for level, code, ways in leads)
        )
        crafts.setdefault(row.sector, []).append(craft)
    return crafts


def sector_shares(region: str, sectors: list[str]) -> np.ndarray:
    """How common each sector is in a region; its promising sectors more than elsewhere."""
    promising = words("regions").get(region, [])
    weights = []
    for sector in sectors:
        weight = float(words("sectors")[sector]["weight"])
        if sector in promising:
            weight *= PROMISING_FACTOR
        elif sector == "MARITIEM":
            weight *= INLAND_SHIPPING_FACTOR
        weights.append(weight)
    return np.array(weights) / sum(weights)


def make_employers(geography: Geography, number: int) -> list[Employer]:
    """Store employers with their recognitions."""
    rng, crafts = dice("employers"), read_crafts()
    names, sectors = CompanyNames(dice("company names")), sorted(crafts)
    regions = {region.code: region for region in Region.objects.current()}
    shares = {code: sector_shares(code, sectors) for code in geography.regions}
    employers = []
    for position, spot in enumerate(geography.draw(rng, number), start=1):
        sector = sectors[int(rng.choice(len(sectors), p=shares[spot.region]))]
        taught = _draw_crafts(rng, crafts[sector])
        row = _organisation(rng, names.employer(sector, spot.locality), spot, regions[spot.region])
        row.kvk_number = str(FIRST_KVK + 1_000 + position * 7)
        employers.append(Employer(row, spot, sector, taught, _recognised(rng, taught)))
    store_employers(employers)
    return employers


def store_employers(employers: list[Employer]) -> None:
    """Write organisations and recognitions in bulk."""
    Organisation.objects.bulk_create([each.row for each in employers], batch_size=1_000)
    Recognition.objects.bulk_create(
        [
            Recognition(
                organisation=each.row, qualification_code=code, number=f"{each.row.kvk_number}-{code}"
            )
            for each in employers
            for code in sorted(each.recognised)
        ],
        batch_size=2_000,
    )


def _draw_crafts(rng: np.random.Generator, crafts: list[Craft]) -> tuple[Craft, ...]:
    weights = falling(len(crafts), POPULARITY)
    number = min(int(rng.choice([1, 2, 3, 4], p=[0.4, 0.35, 0.17, 0.08])), len(crafts))
    rows = rng.choice(len(crafts), number, replace=False, p=weights / weights.sum())
    return tuple(crafts[row] for row in rows.tolist())


def _recognised(rng: np.random.Generator, crafts: tuple[Craft, ...]) -> frozenset[str]:
    codes = sorted({code for craft in crafts for code, _level, _ways in craft.qualifications})
    return frozenset(code for code in codes if rng.random() < RECOGNISED_SHARE)


def _organisation(rng: np.random.Generator, name: str, spot: Spot, region: Region) -> Organisation:
    lat, lon = scatter(rng, spot)
    return Organisation(
        name=name,
        kind=OrganisationKind.EMPLOYER,
        region=region,
        pc4=spot.pc4,
        locality_name=spot.locality,
        lat=lat,
        lon=lon,
        email=f"leerbaan@{address_part(name)}.example",
        is_demo=True,
    )
