"""Three sites with everything on them: the national one, and two regions with brands that nobody can mix up."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from leerwerk.catalogue.models import Place, Run, Training
from leerwerk.config import paths
from leerwerk.exchange import reference_lists
from leerwerk.exchange.reference_lists import read_list
from leerwerk.funding.actions import load_schemes
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.matching.market import ensure_market
from leerwerk.network.models import Desk, Region
from tests.factories.appointments import AgendaFactory, HoursFactory, TopicFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory, QualificationFactory
from tests.factories.knowledge import make_news, make_story
from tests.factories.network import DeskFactory, EventFactory, OrganisationFactory, RegionFactory
from tests.journeys.conftest import Country

TWENTE = {"action": "#7a1f3d", "accent": "#f4a300"}
RIJNMOND = {"action": "#1f4e2c", "header": "#123a22", "on-header": "#ffffff", "footer": "#123a22"}


@dataclass(frozen=True)
class Visit:
    """One site, how it looks, and who walks there."""

    prefix: str
    header: str
    button: str
    place: Place
    email: str

    @property
    def is_national(self) -> bool:
        return not self.prefix


def make_visits(country: Country) -> list[Visit]:
    """Two regions that have everything, and the nation."""
    schemes = read_list(paths.REPOSITORY / "reference" / "schemes.csv", "utf-8", reference_lists.SCHEMES)
    load_schemes(rows=list(schemes), actor=SYSTEM)
    Desk.objects.filter(region=country.region).update(brand=TWENTE)
    rijnmond = RegionFactory(code="AM22", name="Rijnmond", slug="rijnmond", tile_column=2, tile_row=7)
    DeskFactory(region=rijnmond, name="Loket Rijnmond", slug="rijnmond", brand=RIJNMOND)
    dock = PlaceFactory(
        region=rijnmond,
        occupation=country.place.occupation,
        title="Leerling lasser op de werf",
        lat=51.9,
        lon=4.4,
    )
    for region in (country.region, rijnmond):
        _furnish(region)
        EventFactory(region=region, title="Open avond in de werkplaats")
    make_story(title="Fleur vond haar vak", who="Fleur")
    make_news(title="Meer plekken in de techniek")
    ensure_market(clock.now())
    white, dark = "rgb(255, 255, 255)", "rgb(18, 58, 34)"
    return [
        Visit("", white, "rgb(11, 107, 79)", country.place, "iris@voorbeeld.nl"),
        Visit("/r/twente", white, "rgb(122, 31, 61)", country.place, "teun@voorbeeld.nl"),
        Visit("/r/rijnmond", dark, "rgb(31, 78, 44)", dock, "rosa@voorbeeld.nl"),
    ]


def _furnish(region: Region) -> None:
    """A school with a training and EVC, and advisers who take appointments every morning."""
    school = OrganisationFactory(name=f"Vakschool {region.name}", kind="SCHOOL", region=region)
    welding = QualificationFactory(name="Basislasser", level=2)
    OccupationFactory(code="lasser").qualifications.add(welding)
    training = Training.objects.create(
        name=f"Lassen in {region.name}", provider=school, qualification=welding, pathway="BBL"
    )
    Run.objects.create(training=training, starts_on=date(clock.today().year + 1, 2, 1), capacity=12)
    Training.objects.create(name="EVC voor vakmensen", kind="EVC", provider=school, cost=Decimal(0))
    AgendaFactory(region=region)
    TopicFactory(region=region, name="Wat past bij mij?")
    membership = HoursFactory(membership__region=region).membership
    for weekday in range(1, 5):
        HoursFactory(membership=membership, weekday=weekday, begins=time(9), ends=time(12))
