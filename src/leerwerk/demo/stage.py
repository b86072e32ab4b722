"""Where the main job takes place: an employer in Enschede that teaches people to weld."""

from datetime import datetime, timedelta
from decimal import Decimal

from leerwerk.catalogue.actions.imports import PlaceFacts
from leerwerk.catalogue.enums import OutcomeKind, Pathway
from leerwerk.demo.accounts import HOME
from leerwerk.demo.crafts import Craft
from leerwerk.demo.employers import FIRST_KVK, Employer
from leerwerk.demo.geography import Geography
from leerwerk.demo.places import SOURCE, employer_facts
from leerwerk.network.models import Organisation, Region

TOWN = "Enschede"
WELDER = "LW-0001"
ENTRY_QUALIFICATION = "25253"  # assistent installatie- en constructietechniek, entree
PLACE_SOURCE_ID = f"{SOURCE}-lassen-enschede"
NORTH, EAST = 0.014, 0.021  # about 2 km from the middle of the town


def main_employer(geography: Geography) -> Employer:
    """The employer of the main job, not stored yet."""
    spot = geography.find(TOWN, HOME)
    row = Organisation(
        name="Vennegraaf Lastechniek",
        kvk_number=str(FIRST_KVK + 1),
        region=Region.objects.current().get(code=HOME),
        pc4=spot.pc4,
        locality_name=spot.locality,
        lat=spot.lat + NORTH,
        lon=spot.lon + EAST,
        email="leerbaan@vennegraaf-lastechniek.example",
        is_demo=True,
    )
    craft = Craft(WELDER, "Lasser", "METAAL", ((ENTRY_QUALIFICATION, 1, "BOL;BBL"),))
    return Employer(row, spot, craft.sector, (craft,), frozenset({ENTRY_QUALIFICATION}))


def main_place(employer: Employer, now: datetime) -> PlaceFacts:
    """The place on which the main job ends: to learn welding at work, without a diploma."""
    return PlaceFacts(
        employer=employer_facts(employer),
        source_id=PLACE_SOURCE_ID,
        title="Leren lassen op de werkvloer",
        description=(
            "Bij Vennegraaf Lastechniek in Enschede leer je lassen terwijl je werkt. Je last frames en trappen van "
            "staal en rvs, samen met een vaste leermeester. Je slijpt, hecht en maakt steeds grotere stukken zelf."
        ),
        is_learnt="Je leert MIG/MAG-lassen, tekening lezen en veilig werken. Je sluit af met een praktijkverklaring.",
        is_asked="Je werkt graag met je handen en je komt op tijd. Een diploma is niet nodig.",
        occupation_code=WELDER,
        qualification_code=ENTRY_QUALIFICATION,
        recognition_number=f"{employer.row.kvk_number}-{ENTRY_QUALIFICATION}",
        sector=employer.sector,
        level=1,
        pathway=Pathway.PRAKTIJKVERKLARING,
        outcome=OutcomeKind.PRAKTIJKVERKLARING,
        pc4=employer.spot.pc4,
        locality_name=employer.spot.locality,
        region_code=employer.spot.region,
        lat=employer.row.lat,
        lon=employer.row.lon,
        hours_min=32,
        hours_max=40,
        days_at_work=5,
        days_at_school=0,
        work_days=0b11111,
        is_start_flexible=True,
        wage_min=Decimal(2150),
        wage_max=Decimal(2400),
        minimum_age=18,
        language_level=2,
        is_driving_licence_needed=False,
        capacity=4,
        posted_at=now - timedelta(days=6),
    )
