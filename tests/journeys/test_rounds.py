"""A coordinator allocates the places of the region: from the question to proposals in the files of clients."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leerwerk.accounts.models import User
from leerwerk.casework.models import Case, Proposal
from leerwerk.catalogue.models import Place
from leerwerk.kernel import clock
from leerwerk.matching.enums import RoundState
from leerwerk.matching.market import ensure_market
from leerwerk.matching.models import MatchingRound, RoundPair
from leerwerk.matching.tasks import run_round
from leerwerk.network.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.casework import CaseFactory
from tests.factories.matching import RoundFactory
from tests.factories.network import MembershipFactory
from tests.journeys.conftest import Country

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.journey, pytest.mark.db, pytest.mark.django_db(transaction=True)]
SignIn = Callable[["Page", User], None]
Look = Callable[["Page"], None]
PEOPLE = (
    ("Noor", "Bakker", 1),
    ("Yusuf", "Demir", 0),
    ("Fleur", "van den Berg", 2),
    ("Tomas", "Kowalski", 0),
)


@pytest.fixture
def coordinator(country: Country) -> User:
    """Somebody who coordinates the region, in which more people want to weld than there are seats."""
    region, adviser = country.region, country.adviser
    for first, last, education in PEOPLE:
        case = CaseFactory(
            client__region=region, client__first_name=first, client__last_name=last, adviser=adviser
        )
        profile = case.client.profile
        profile.wished_occupations, profile.prior_education = ["lasser"], education
        profile.save()
    baker = CaseFactory(client__region=region, client__first_name="Bo", client__last_name="Visser")
    baker.client.profile.wished_occupations, baker.client.profile.max_distance_km = ["bakker"], 1
    baker.client.profile.save()
    ensure_market(clock.now())
    return MembershipFactory(user=UserFactory(name="Harm Nijhuis"), role=Role.COORDINATOR, region=region).user


def walk(page: "Page", country: Country, coordinator: User, sign_in: SignIn, look: Look) -> None:
    """From an empty list to a proposal in the file of a client, looking at each page."""
    sign_in(page, coordinator)
    row = start(page, look)
    run_round(round_id=row.pk)
    page.goto(f"/desk/rondes/{row.pk}")
    first, other = row.pairs.order_by("-score")
    look_around(page, look)
    accept(page, first, look)
    put_aside_and_back(page, other, look)
    Place.objects.filter(pk=other.place_id).update(status="WITHDRAWN")
    page.goto(f"/desk/rondes/{row.pk}?per=plek")
    page.get_by_text("staat niet meer open").first.wait_for()
    look(page)
    page.goto("/desk/rondes")
    look(page)

    sign_in(page, country.adviser)
    page.goto(f"/desk/clienten/{first.case_id}")
    look(page)
    page.get_by_role("button", name="Leg opzij").click()
    page.get_by_text("Het voorstel ligt opzij").first.wait_for()
    assert Proposal.objects.get().status == "DISMISSED"


def start(page: "Page", look: Look) -> MatchingRound:
    """Fill in the form, and look at the page while the round waits and runs."""
    page.get_by_role("link", name="Verdeelrondes").first.click()
    look(page)
    page.get_by_role("link", name="Nieuwe ronde").click()
    look(page)
    page.get_by_role("button", name="Start de ronde").click()
    page.get_by_role("heading", name="De ronde wacht op zijn beurt").wait_for()
    look(page)
    row = MatchingRound.objects.get()
    MatchingRound.objects.update(state=RoundState.RUNNING, stage="ALLOCATING")
    page.goto(f"/desk/rondes/{row.pk}")
    look(page)
    MatchingRound.objects.update(state=RoundState.QUEUED, stage="")
    return row


def look_around(page: "Page", look: Look) -> None:
    """The proposals, who got nothing, and how it was made; make it again."""
    page.get_by_role("link", name="Zonder plek").wait_for()
    page.get_by_text("Hoe komt deze volgorde tot stand?").first.click()
    page.get_by_text("Leg opzij").first.click()
    look(page)
    page.get_by_role("link", name="Zonder plek").click()
    look(page)
    page.get_by_role("link", name="Vergelijking en verantwoording").click()
    page.get_by_role("button", name="Speel de ronde na").click()
    page.get_by_text("precies dezelfde uitslag").wait_for()
    look(page)
    page.get_by_role("link", name="Voorstellen").click()


def accept(page: "Page", pair: RoundPair, look: Look) -> None:
    """Tick one, look it over, and put it in the file."""
    page.get_by_label(f"Kies het voorstel voor {pair.case.client}").check()
    page.get_by_role("button", name="Stel de aangevinkte voor").click()
    look(page)
    page.get_by_role("button", name="Ja, zet ze in de dossiers").click()
    page.get_by_text("1 voorstel staat in het dossier").first.wait_for()
    assert Proposal.objects.get().case == pair.case


def put_aside_and_back(page: "Page", pair: RoundPair, look: Look) -> None:
    """Put one aside with a reason, and take it back."""
    card = page.locator(f"#paar-{pair.pk}")
    card.get_by_text("Leg opzij").first.click()
    card.get_by_label("Waarom leg je dit opzij?").select_option("CLIENT")
    card.get_by_role("button", name="Leg opzij").click()
    card.get_by_text("de cliënt wil dit niet").wait_for()
    look(page)
    card.get_by_role("button", name="Pak terug").click()
    page.get_by_text("Je kunt weer over dit paar kiezen").first.wait_for()


def test_coordinator_allocates_and_decides(
    page: "Page", country: Country, coordinator: User, sign_in: SignIn, look: Look
) -> None:
    walk(page, country, coordinator, sign_in, look)


def test_the_same_round_without_javascript(
    browser: "Browser", live_server: object, country: Country, coordinator: User, sign_in: SignIn
) -> None:
    context = browser.new_context(base_url=str(live_server), locale="nl-NL", java_script_enabled=False)
    context.set_default_timeout(10_000)

    walk(context.new_page(), country, coordinator, sign_in, lambda _page: None)

    context.close()


def test_waiting_page_shows_the_outcome_by_itself(
    page: "Page", country: Country, coordinator: User, sign_in: SignIn
) -> None:
    row = RoundFactory(region=country.region, state=RoundState.QUEUED)
    sign_in(page, coordinator)
    page.goto(f"/desk/rondes/{row.pk}")
    page.get_by_role("heading", name="De ronde wacht op zijn beurt").wait_for()

    run_round(round_id=row.pk)

    page.get_by_role("link", name="Zonder plek").wait_for()
    assert Case.objects.filter(round_pairs__round=row).exists()


def test_failed_round_and_totals_are_told(
    page: "Page", country: Country, coordinator: User, sign_in: SignIn, look: Look
) -> None:
    row = RoundFactory(region=country.region, state=RoundState.PARKED, fault="MemoryError")
    RoundFactory(region=country.region, seekers=84, placed=61, without_choice=9)
    sign_in(page, coordinator)
    page.goto(f"/desk/rondes/{row.pk}")
    look(page)
    page.get_by_role("button", name="Probeer opnieuw").click()
    page.get_by_role("heading", name="De ronde wacht op zijn beurt").wait_for()
    sign_in(page, country.programme)
    page.get_by_role("link", name="Verdeelrondes").click()
    look(page)
