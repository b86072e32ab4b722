import random
import re
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.catalogue.enums import TermKind
from leerwerk.catalogue.models import OccupationTerm, Place
from leerwerk.network.models import Region
from tests.factories.casework import PlacementFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import (
    DeskFactory,
    LocalityFactory,
    MunicipalityFactory,
    OrganisationFactory,
    RegionFactory,
)
from tests.hostile import HOSTILE, is_hostile
from tests.web.public.conftest import BuildMarket

pytestmark = [pytest.mark.db, pytest.mark.django_db]

URL = "/leerwerkplekken"


def text_of(client: Client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("number", [1, 3])
def test_search_takes_the_same_queries_for_any_number_of_places(
    client: Client, build_market: BuildMarket, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    twente = RegionFactory(code="AM05", name="Twente", slug="twente")
    LocalityFactory(municipality=MunicipalityFactory(region=twente))
    DeskFactory(region=twente)
    PlaceFactory.create_batch(number, region=twente)
    build_market()

    with django_assert_num_queries(5):
        response = client.get(URL, {"waar": "Enschede", "q": "lasser"})

    assert response.content.decode().count('<article class="lw-card') == number


def test_search_says_how_many_it_found_and_where(client: Client, build_market: BuildMarket) -> None:
    LocalityFactory()
    PlaceFactory(title="Leerling lasser")
    PlaceFactory(title="Leerling lasser", lat=50.85, lon=5.69, locality_name="Maastricht")
    build_market()

    page = text_of(client, "?q=lasser&waar=enschede")

    assert "1 leerwerkplek voor ‘lasser’ binnen 25 km van Enschede" in page
    assert "Maastricht" not in page


def test_search_marks_the_words_it_found(client: Client, build_market: BuildMarket) -> None:
    nurse = OccupationFactory(code="verpleegkundige", name="Verpleegkundige")
    OccupationTerm.objects.create(occupation=nurse, text="zuster", kind=TermKind.EVERYDAY)
    PlaceFactory(title="Leerling <verpleegkundige>", occupation=nurse)
    build_market()

    assert 'Leerling &lt;<mark class="nl-mark">verpleegkundige</mark>&gt;' in text_of(client, "?q=zuster")
    assert "<mark" not in text_of(client)


def test_search_tells_about_places_that_are_nowhere_on_the_map(
    client: Client, build_market: BuildMarket
) -> None:
    LocalityFactory()
    PlaceFactory()
    PlaceFactory.create_batch(2, lat=None, lon=None, locality_name="", pc4="")
    build_market()

    page = text_of(client, "?waar=Enschede")

    assert "2 plekken passen ook bij je vraag, maar daarvan weten we niet waar ze liggen." in page


def test_search_says_that_it_does_not_know_a_place(client: Client, build_market: BuildMarket) -> None:
    PlaceFactory()
    build_market()

    page = text_of(client, "?waar=Nergenshuizen")

    assert "Deze plaats kennen we niet" in page
    assert "1 leerwerkplek" in page


def test_search_offers_a_better_word(client: Client, build_market: BuildMarket) -> None:
    PlaceFactory(title="Leerling timmerman")
    build_market()

    page = text_of(client, "?q=timmmermna")

    assert "Bedoelde je" in page
    assert "?q=timmerman" in page


def test_search_says_that_it_looked_wider(client: Client, build_market: BuildMarket) -> None:
    PlaceFactory(title="Leerling timmerman")
    PlaceFactory(title="Leerling stukadoor")
    build_market()

    assert "een deel van je woorden" in text_of(client, "?q=timmerman stukadoor")
    assert "een deel van je woorden" not in text_of(client, "?q=timmerman")


def test_search_without_results_says_what_to_do_next(client: Client, build_market: BuildMarket) -> None:
    twente = RegionFactory(code="AM05", name="Twente", slug="twente")
    LocalityFactory(municipality=MunicipalityFactory(region=twente))
    desk = DeskFactory(region=twente)
    PlaceFactory(title="Kok", lat=52.22, lon=6.35)
    PlaceFactory(title="Kok", lat=50.85, lon=5.69)
    baker = OccupationFactory(code="bakker", name="Bakker")
    PlaceFactory(title="Leerling bakker", occupation=baker)
    OccupationFactory(code="kok", name="Kok").related.add(baker)
    build_market()

    page = text_of(client, "?q=kok&waar=Enschede&zonder-diploma=ja")

    assert "Hier vonden we niets" in page
    assert "Zoek binnen 50 km (1 plek)" in page
    assert "Zoek in heel Nederland (2 plekken)" in page
    assert "Bakker (1 plek)" in page
    assert "Haal alle filters weg" in page
    assert f"Een adviseur van {desk.name}" in page


def test_related_work_has_its_english_name_on_english_pages_and_says_that_it_is_dutch_without_one(
    client: Client, build_market: BuildMarket
) -> None:
    baker = OccupationFactory(code="bakker", name="Bakker", name_en="Baker")
    waiter = OccupationFactory(code="ober", name="Ober")
    for each in (baker, waiter):
        PlaceFactory(title=f"Leerling {each.name.lower()}", occupation=each)
    OccupationFactory(code="kok", name="Kok", name_en="Cook").related.add(baker, waiter)
    build_market()

    for word in ("cook", "kok"):
        ways = client.get(f"/en{URL}", {"q": word}).context["ways_on"]
        offered = [(way.label, way.url) for way in ways[:2]]
        assert offered == [
            ("Baker (1 place)", f"/en{URL}?q=Baker"),
            ('<bdi lang="nl" dir="ltr">Ober</bdi> (1 place)', f"/en{URL}?q=Ober"),
        ]
        assert client.get(offered[0][1]).context["results"].total == 1


def test_filters_show_counts_and_chips(client: Client, build_market: BuildMarket) -> None:
    PlaceFactory.create_batch(2, sector="ZORG", pathway="BBL")
    PlaceFactory(sector="BOUW", pathway="BOL")
    build_market()

    response = client.get(URL, {"sector": "zorg"})
    context = response.context

    counts = {option.value: option.count for facet in context["facets"] for option in facet.options}
    assert (counts["zorg"], counts["bouw"], counts["bbl"]) == ("2", "1", "2")
    assert "bol" not in counts
    assert [(str(chip.label), chip.url) for chip in context["chips"]] == [("Zorg", URL)]
    assert context["results"].total == 2


def test_htmx_gets_only_what_changed_and_the_address_for_the_browser(
    client: Client, build_market: BuildMarket
) -> None:
    PlaceFactory()
    build_market()

    response = client.get(
        f"{URL}?q=&waar=&km=25&loon=", headers={"HX-Request": "true", "HX-Target": "resultaten"}
    )
    page = response.content.decode()

    assert "<html" not in page
    assert 'id="resultaten"' in page
    assert 'hx-swap-oob="true"' in page
    assert 'data-announce="1 leerwerkplek"' in page
    assert response.headers["HX-Push-Url"] == URL
    assert "HX-Target" in response.headers["Vary"]


def test_page_past_the_end_goes_to_the_last(client: Client, build_market: BuildMarket) -> None:
    PlaceFactory.create_batch(21)
    build_market()

    response = client.get(URL, {"pagina": "7"})

    assert response.status_code == 302
    assert response.headers["Location"] == f"{URL}?pagina=2"


def test_a_place_that_closed_after_the_snapshot_is_not_shown(
    client: Client, build_market: BuildMarket
) -> None:
    place = PlaceFactory(title="Leerling lasser")
    build_market()
    Place.objects.filter(pk=place.pk).update(status="WITHDRAWN")

    assert place.get_absolute_url() not in text_of(client)


ODD = [
    "", "-1", "0", "abc", "999999999999999999999", "1e5", "%00", "'; DROP TABLE x; --", "<script>",
    "ja", "kaart", "nu", "a2", "regio ", "-7", "12", "٣", "é" * 2000,
    "\ud7ff", "7511 AA", "0000", "  ", "twente", "zorg", "NaN", "[]", "\r\nX-Evil: 1", "%", "\\", *HOSTILE,
]  # fmt: skip
NAMES = (
    "q", "waar", "km", "sector", "niveau", "leerweg", "regio", "uitkomst", "zonder-diploma", "loon", "sorteer",
    "pagina", "page", "radius", "sort", "uren", "start", "taal", "werkgever", "weergave",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(25))
def test_search_never_breaks_on_what_the_address_says(
    client: Client, build_market: BuildMarket, seed: int
) -> None:
    LocalityFactory()
    PlaceFactory()
    build_market()
    dice = random.Random(seed)
    pairs = [(dice.choice(NAMES), dice.choice(ODD)) for _ in range(4)]
    query = "&".join(f"{name}={quote(value)}" for name, value in pairs)
    answers = {400} if any(is_hostile(*pair) for pair in pairs) else {200}

    assert client.get(f"{URL}?{query}").status_code in (answers | {302} if answers == {200} else answers)
    assert {client.get(f"{URL}/{part}?{query}").status_code for part in ("plaatsen", "woorden")} == answers


def test_every_filter_is_counted_and_narrows(client: Client, build_market: BuildMarket) -> None:
    bakery = OrganisationFactory(name="Bakkerij Jansen")
    PlaceFactory(employer=bakery, level=1, hours_min=20, hours_max=28, language_level=2, wage_min=2100)
    PlaceFactory(level=3, hours_min=36, language_level=4, starts_on=date(2020, 1, 1))
    build_market()

    page = text_of(client)

    for name, value in {
        "zonder-diploma": "ja", "loon": "ja", "uren": "16-24", "start": "nu", "taal": "a2", "werkgever": str(bakery.pk),
    }.items():  # fmt: skip
        found = client.get(URL, {name: value}).context["results"].total
        option = re.search(rf'name="{name}" value="{value}".*?lw-facet__count">(\d+)<', page)
        assert option, name
        assert int(option[1]) == found, name
    assert client.get(URL, {"taal": "a2"}).context["results"].total == 1
    assert client.get(URL, {"uren": "16-24"}).context["results"].total == 1


def test_hit_says_why_it_fits_and_what_to_ask(client: Client, build_market: BuildMarket) -> None:
    LocalityFactory()
    welder = OccupationFactory(code="lasser", name="Lasser")
    PlaceFactory(title="Vakman metaal", occupation=welder, level=1, capacity=3, is_start_flexible=True)
    build_market()

    page = text_of(client, "?q=lasser&waar=Enschede&taal=b1&start=nu")

    assert "3 plekken vrij" in page
    assert "het beroep is Lasser, geen diploma nodig" in page
    assert "minuten fietsen" in page or "minuut fietsen" in page
    assert "je begint wanneer het jou uitkomt" in page
    assert "hoe goed je Nederlands moet zijn" in page


def test_a_place_that_filled_after_the_snapshot_is_not_shown(
    client: Client, build_market: BuildMarket
) -> None:
    place = PlaceFactory()
    build_market()
    PlacementFactory(place=place)

    assert place.get_absolute_url() not in text_of(client)


def test_a_region_is_a_where(client: Client, build_market: BuildMarket) -> None:
    twente = RegionFactory(code="AM05", name="Twente", slug="twente")
    PlaceFactory(region=twente)
    PlaceFactory(region=RegionFactory(code="AM06", name="Achterhoek", slug="achterhoek"))
    build_market()

    assert "1 leerwerkplek in Twente" in text_of(client, "?waar=regio twente")
    assert "1 leerwerkplek in Twente" in text_of(client, "?waar=Twente")


def test_site_of_a_region_begins_with_its_region(client: Client, build_market: BuildMarket) -> None:
    twente = RegionFactory(code="AM05", name="Twente", slug="twente")
    DeskFactory(region=twente)
    PlaceFactory(region=twente)
    PlaceFactory(region=RegionFactory(code="AM06", name="Achterhoek", slug="achterhoek"))
    build_market()

    page = client.get(f"/r/twente{URL}").content.decode()

    assert "Je zoekt in Twente." in page
    assert ">1 leerwerkplek</h2>" in page
    assert f'href="/r/twente{URL}?km=&amp;regio=heel-nederland"' in page
    everywhere = client.get(f"/r/twente{URL}?regio=heel-nederland").content.decode()
    assert ">2 leerwerkplekken</h2>" in everywhere
    assert '<input type="hidden" name="regio" value="heel-nederland"' in everywhere


def test_map_of_the_country_links_to_regions(client: Client, build_market: BuildMarket) -> None:
    twente = RegionFactory(code="AM05", name="Twente", slug="twente", tile_column=5, tile_row=3)
    PlaceFactory.create_batch(2, region=twente)
    PlaceFactory(region=None)
    build_market()

    page = text_of(client, "?weergave=kaart")

    assert f'<a href="{URL}?regio=twente&amp;weergave=kaart"><g class="lw-tiles__tile' in page
    assert "De meeste in Twente: 2 plekken." in page
    assert "1 plek staat niet op de kaart." in page


@pytest.mark.parametrize("number", [1, 30])
def test_map_of_a_circle_has_a_dot_for_each_town(
    client: Client, build_market: BuildMarket, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    twente = RegionFactory(code="AM05", name="Twente", slug="twente")
    LocalityFactory(municipality=MunicipalityFactory(region=twente))
    PlaceFactory.create_batch(number, region=twente)
    PlaceFactory(region=twente, locality_name="Almelo", pc4="7607", lat=52.36, lon=6.66)
    build_market()

    with django_assert_num_queries(6):
        page = text_of(client, "?waar=Enschede&weergave=kaart")

    assert page.count('<g class="lw-dots__dot">') == 2
    at = f"{URL}?waar=Enschede&amp;weergave=kaart&amp;stip=almelo-76#stip"
    assert f'<a href="{at}" rel="nofollow" aria-label="Almelo: 1 plek">' in page
    assert 'class="lw-dots__ring"' in page


def towns_around(region: Region) -> None:
    """Places in towns that lie apart, that lie together on a map, and nowhere; of one more than a page."""
    for many, town, pc4, lat, lon in (
        (23, "Enschede", "7511", 52.22, 6.89),
        (2, "Glanerbrug", "7532", 52.215, 6.97),
        (1, "Losser", "7581", 52.26, 7.0),
        (3, "Almelo", "7607", 52.36, 6.66),
        (1, "Hengelo", "7551", 52.27, 6.79),
        (2, "Hengelo", "7255", 52.05, 6.31),
    ):
        for number in range(many):
            title = "Leerling lasser" if number % 2 else "Leerling kok"
            PlaceFactory(
                title=title, region=region, locality_name=town, pc4=pc4, lat=lat + number / 10_000, lon=lon
            )
    PlaceFactory(title="Leerling kok", region=region, locality_name="", lat=None, lon=None)


def test_number_in_a_dot_is_how_many_places_stand_behind_it(
    client: Client, build_market: BuildMarket
) -> None:
    twente = RegionFactory(code="AM05", name="Twente", slug="twente")
    LocalityFactory(municipality=MunicipalityFactory(region=twente))
    towns_around(twente)
    build_market()

    for question in ("waar=Enschede&km=50", "waar=Enschede", "q=lasser&waar=Enschede&km=100", "regio=twente"):
        dots = client.get(f"{URL}?{question}&weergave=kaart").context["map"].rows
        assert len(dots) > 1
        for dot in dots:
            opened = client.get(dot.url.partition("#")[0]).context["opened"]
            behind, page = [], 1
            while page <= opened.paging.pages:
                shown = client.get(f"{dot.url.partition('#')[0]}&pagina={page}").context["opened"]
                behind += [card.url.partition("?")[0] for card in shown.cards]
                page += 1
            assert len(set(behind)) == len(behind) == dot.count == opened.paging.total, (question, dot.name)


def test_dot_is_a_filter_that_can_be_taken_away(
    client: Client, build_market: BuildMarket, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    twente = RegionFactory(code="AM05", name="Twente", slug="twente")
    LocalityFactory(municipality=MunicipalityFactory(region=twente))
    towns_around(twente)
    build_market()
    map_url = f"{URL}?waar=Enschede&km=50&weergave=kaart"

    with django_assert_max_num_queries(12):
        response = client.get(f"{map_url}&stip=enschede-75")
    opened = response.context["opened"]
    assert opened.title == "Enschede en 3 plaatsen vlakbij: 27 plekken"
    assert [(str(chip.label), chip.url) for chip in response.context["chips"]] == [
        ("Op de kaart: Enschede en 3 plaatsen vlakbij", map_url)
    ]
    page = response.content.decode()
    assert page.count('aria-current="true"><g class="lw-dots__dot">') == 1
    assert page.count('<article class="lw-card">') == 20
    # A town in the dot of a larger one leads there; what was no dot or is one no longer says so.
    assert client.get(f"{map_url}&stip=losser-75").context["opened"].title == opened.title
    assert "Deze stip staat niet meer" in client.get(f"{map_url}&stip=nergens-10").content.decode()
    assert client.get(f"{map_url}&stip=%3Cb%3E").context["opened"] is None
    assert client.get(f"{map_url}&stip=enschede-75&pagina=2").context["opened"].paging.number == 2


def test_search_is_read_only(client: Client) -> None:
    assert client.post(URL).status_code == 405
