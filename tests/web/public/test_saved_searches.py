"""A question is saved by mail address alone; links in mail change it; feeds tell the same."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leerwerk.kernel import clock
from leerwerk.kernel.models import OutboxMail
from leerwerk.search.links import confirm_path, manage_path, stop_path
from leerwerk.search.models import SavedSearch
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import DeskFactory, LocalityFactory, MunicipalityFactory, RegionFactory
from tests.factories.search import SavedSearchFactory
from tests.web.guard.solving import guard_fields
from tests.web.public.conftest import BuildMarket

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TYPED = {"email": "iris@voorbeeld.nl", "frequency": "WEEKLY"}
SAVE = "/leerwerkplekken/bewaren"


def send(client: Client, address: str, typed: dict[str, Any]) -> Any:
    return client.post(address, typed | guard_fields(client.get(address).content.decode()))


def test_search_page_leads_to_saving_and_to_feeds_of_the_same_question(
    client: Client, build_market: BuildMarket
) -> None:
    build_market()
    page = client.get(
        "/leerwerkplekken?q=lasser&sector=bouw&sorteer=nieuwste&weergave=kaart"
    ).content.decode()
    for address in (SAVE, "/leerwerkplekken/rss", "/leerwerkplekken/atom"):
        assert f'href="{address}?q=lasser&amp;sector=bouw"' in page
    assert 'type="application/rss+xml"' in page


def test_save_keeps_the_whole_question_and_tells_nobody_whose_it_is(client: Client) -> None:
    twente = RegionFactory(name="Twente", slug="twente")
    LocalityFactory(municipality=MunicipalityFactory(region=twente))
    asked = "?q=lasser&waar=Enschede&km=10&niveau=2&zonder-diploma=ja&sorteer=afstand&pagina=3"
    page = client.get(SAVE + asked).content.decode()
    assert "lasser bij Enschede" in page
    assert "2 filters" in page

    answer = send(client, SAVE + asked, TYPED)
    assert answer.status_code == 303
    assert "iris" not in answer.headers["Location"]
    assert "Kijk nu in je mail" in client.get(answer.headers["Location"]).content.decode()
    row = SavedSearch.objects.get()
    assert row.parameters == "q=lasser&waar=Enschede&km=10&niveau=2&zonder-diploma=ja"
    assert (row.region, row.frequency, row.person.email) == (None, "WEEKLY", "iris@voorbeeld.nl")


def test_save_on_a_regional_site_keeps_its_region(client: Client) -> None:
    desk = DeskFactory(region=RegionFactory(name="Twente", slug="twente"))
    assert "leerwerkplekken in Twente" in client.get(f"/r/twente{SAVE}").content.decode()
    send(client, f"/r/twente{SAVE}", TYPED)
    assert SavedSearch.objects.get().region == desk.region
    assert "/r/twente/zoekvraag/" in OutboxMail.objects.get().text


def test_first_mail_repeats_nothing_that_was_typed_but_what_we_know_ourselves(client: Client) -> None:
    LocalityFactory(municipality=MunicipalityFactory(region=RegionFactory()))
    OccupationFactory(name="Lasser")
    for words in ("win-geld.example/nu", "  LASSER "):
        send(client, f"{SAVE}?q={words}&waar=Enschede", TYPED)

    spam, known = OutboxMail.objects.order_by("pk")
    sent = f"{spam.subject} {spam.text} {spam.html}"
    assert "win-geld" not in sent
    assert "leerwerkplekken bij Enschede" in spam.text
    assert "lasser bij Enschede" in known.text
    # On the page behind the link stands what was asked.
    row = SavedSearch.objects.order_by("pk")[0]
    assert "win-geld" in client.get(confirm_path(row)).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (TYPED | {"email": "iris"}, "Vul een heel mailadres in"),
        (TYPED | {"email": ""}, "Vul in: Je mailadres."),
        (TYPED | {"frequency": "HOURLY"}, "Hoe vaak"),
    ],
)
def test_save_says_what_is_wrong(client: Client, typed: dict[str, str], said: str) -> None:
    answer = send(client, SAVE, typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not SavedSearch.objects.exists()


def test_longest_question_is_kept_whole(client: Client) -> None:
    asked = f"?q={'é' * 100}&" + "&".join(f"werkgever={10**17 + number}" for number in range(60))
    send(client, SAVE + asked, TYPED)
    assert SavedSearch.objects.get().parameters.count("werkgever=") == 50


def test_place_that_nobody_knows_is_not_saved(client: Client) -> None:
    page = client.get(f"{SAVE}?waar=Nergenshuizen")
    assert "Zonder plaats kunnen we" in page.content.decode()
    assert client.post(f"{SAVE}?waar=Nergenshuizen", TYPED).status_code == 422
    assert not SavedSearch.objects.exists()


def test_program_that_only_posts_is_refused(client: Client) -> None:
    assert client.post(SAVE, TYPED).status_code == 422
    assert not OutboxMail.objects.exists()


def test_link_confirms_by_its_button_only(client: Client) -> None:
    row = SavedSearchFactory(confirmed_at=None)
    page = client.get(confirm_path(row))
    assert "Ja, mail mij" in page.content.decode()
    row.refresh_from_db()
    assert row.confirmed_at is None
    answer = client.post(confirm_path(row))
    row.refresh_from_db()
    assert row.confirmed_at is not None
    assert "Gelukt" in client.get(answer.headers["Location"]).content.decode()


def test_page_changes_pauses_resumes_and_stops(client: Client) -> None:
    row = SavedSearchFactory()
    path = manage_path(row)
    client.post(path, {"frequency": "WEEKLY"})
    client.post(path, {"pauze": "ja"})
    row.refresh_from_db()
    assert row.frequency == "WEEKLY"
    assert row.paused_at is not None
    assert "De mail staat stil" in client.get(path).content.decode()
    client.post(path, {"verder": "ja"})
    row.refresh_from_db()
    assert row.paused_at is None
    assert client.post(path, {"frequency": "x"}).status_code == 422
    assert "Je krijgt geen mail meer" in client.post(path, {"stoppen": "ja"}).content.decode()
    assert client.get(path).status_code == 410
    assert client.get(confirm_path(row)).status_code == 410


def test_mail_program_stops_the_mail_without_cookie_or_token() -> None:
    row = SavedSearchFactory()
    program = Client(enforce_csrf_checks=True)
    assert "Ja, stop deze mail" in program.get(stop_path(row)).content.decode()
    assert SavedSearch.objects.exists()
    for _ in range(2):
        answer = program.post(
            stop_path(row), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200
    assert not SavedSearch.objects.exists()


def test_link_is_good_for_one_thing(client: Client) -> None:
    row = SavedSearchFactory()
    token = manage_path(row).rpartition("/")[2]
    for address in ("/zoekvraag/x", f"/zoekvraag/{token}/stoppen", f"/zoekvraag/{token}/bevestigen"):
        assert client.post(address).status_code == 404


def test_pages_take_few_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    twente = RegionFactory(name="Twente", slug="twente")
    LocalityFactory(municipality=MunicipalityFactory(region=twente))
    row = SavedSearchFactory(parameters="q=lasser&waar=Enschede")
    with django_assert_num_queries(2):
        client.get(f"{SAVE}?q=lasser&waar=Enschede")
    with django_assert_num_queries(3):
        client.get(manage_path(row))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feed_takes_the_same_queries_for_any_number_of_places(
    client: Client,
    build_market: BuildMarket,
    django_assert_num_queries: DjangoAssertNumQueries,
    kind: str,
    number: int,
) -> None:
    twente = RegionFactory(name="Twente", slug="twente")
    LocalityFactory(municipality=MunicipalityFactory(region=twente))
    PlaceFactory.create_batch(number, region=twente)
    build_market()
    with django_assert_num_queries(3):
        answer = client.get(f"/leerwerkplekken/{kind}", {"waar": "Enschede"})
    assert answer.status_code == 200
    assert len(re.findall("<item>|<entry>", answer.content.decode())) == number


def test_feed_is_newest_first_with_addresses_of_its_site(client: Client, build_market: BuildMarket) -> None:
    desk = DeskFactory(region=RegionFactory(name="Twente", slug="twente"), name="Leerwerkloket Twente")
    for title, day in (("Oud\x0b", 3), ("Nieuw", 5)):  # a sign that XML does not know
        PlaceFactory(
            title=title, region=desk.region, published_at=clock.now().replace(year=2026, month=10, day=day)
        )
    PlaceFactory(title="Elders", region=RegionFactory())
    build_market()

    channel = ET.fromstring(client.get("/r/twente/leerwerkplekken/rss?q=").content)[0]
    assert [item.findtext("title") for item in channel.findall("item")] == ["Nieuw", "Oud"]
    assert channel.findtext("title") == "Nieuwe plekken: leerwerkplekken in Twente"
    links = [channel.findtext("link"), *(item.findtext("link") for item in channel.findall("item"))]
    assert all(link and link.startswith("http") and "/r/twente/leerwerkplekken" in link for link in links)


def test_feed_answers_304_until_something_changes(client: Client, build_market: BuildMarket) -> None:
    place = PlaceFactory()
    build_market()
    first = client.get("/leerwerkplekken/atom")
    known = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get("/leerwerkplekken/atom", headers=known).status_code == 304
    assert client.get("/leerwerkplekken/rss", headers=known).status_code == 200
    place.status = "WITHDRAWN"
    place.save()
    later = client.get("/leerwerkplekken/atom", headers=known)
    assert later.status_code == 200
    assert place.title not in later.content.decode()
