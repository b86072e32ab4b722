"""Stories and news on the national site and on those of regions."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from leerwerk.network.models import Region
from tests.factories.knowledge import make_news, make_picture, make_story
from tests.factories.network import DeskFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def twente() -> Region:
    region = RegionFactory(name="Twente", slug="twente")
    DeskFactory(region=region, name="Leerwerkloket Twente")
    return region


@pytest.fixture
def rijnmond() -> Region:
    region = RegionFactory(name="Rijnmond", slug="rijnmond")
    DeskFactory(region=region, name="Leerwerkloket Rijnmond")
    return region


def test_site_of_a_region_shows_its_own_first_then_the_nations_and_no_others(
    client: Client, twente: Region, rijnmond: Region
) -> None:
    own = make_story(twente, title="Van Twente")
    nation = make_story(title="Van het land")
    other = make_story(rijnmond, title="Van Rijnmond")
    draft = make_story(twente, title="Nog niet af", is_live=False)

    page = client.get("/r/twente/verhalen").content.decode()

    assert page.index(own.title) < page.index(nation.title)
    assert other.title not in page
    assert draft.title not in page
    assert own.title not in client.get("/verhalen").content.decode()
    statuses = {
        each.title: client.get(f"/r/twente/verhalen/{each.slug}").status_code
        for each in (own, nation, other, draft)
    }
    assert statuses == {own.title: 200, nation.title: 200, other.title: 404, draft.title: 404}


def test_a_change_that_is_not_published_is_not_shown(client: Client) -> None:
    story = make_story()
    story.title = "Geheim"
    story.save_revision()

    assert "Geheim" not in client.get(story.get_absolute_url()).content.decode()


def test_an_item_has_one_address_wherever_it_is_read(client: Client, twente: Region, settings: Any) -> None:
    settings.BASE_URL = "https://leerwerk.example"
    nation, own = make_story(title="Land"), make_story(twente, title="Streek")

    assert '<link rel="canonical" href="https://leerwerk.example/verhalen/land">' in (
        client.get(f"/r/twente/verhalen/{nation.slug}").content.decode()
    )
    assert '<link rel="canonical" href="https://leerwerk.example/r/twente/verhalen/streek">' in (
        client.get(f"/r/twente/verhalen/{own.slug}").content.decode()
    )


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_database_a_fixed_number_of_times(
    client: Client, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_story(title=f"Verhaal {number}", picture=make_picture())
        make_news(title=f"Bericht {number}", picture=make_picture())

    with django_assert_num_queries(3):
        assert client.get("/verhalen").status_code == 200
    with django_assert_num_queries(3):
        assert client.get("/nieuws").status_code == 200


def test_a_story_is_read_in_a_fixed_number_of_queries_with_all_its_blocks(
    client: Client, django_assert_num_queries: Any
) -> None:
    picture, other = make_picture(width=1600), make_picture(description="Een las.", maker="Jan")
    body = [
        {"type": "text", "value": "<h2>Begin</h2><p>Ik las <b>graag</b>.</p>"},
        {"type": "quote", "value": {"text": "Het werkt", "who": "Noor"}},
        {"type": "picture", "value": {"picture": other.pk, "caption": "Bijschrift"}},
        {"type": "fact", "value": {"figure": "1 dag", "text": "naar school"}},
        {"type": "places", "value": {"label": "Bekijk plekken", "words": "lasser", "where": "7511"}},
    ]
    story = make_story(picture=picture, body=body)

    with django_assert_num_queries(5):
        response = client.get(story.get_absolute_url())

    page = response.content.decode()
    for part in (
        "Begin",
        "<b>graag</b>",
        "Het werkt",
        "Bijschrift",
        "1 dag",
        "/leerwerkplekken?q=lasser&amp;waar=7511",
    ):
        assert part in page
    assert 'alt="Een las."' in page
    assert 'loading="lazy"' in page
    assert 'type="image/avif"' in page
    assert 'width="720" height="360"' in page
    assert '<meta property="og:type" content="article">' in page
    assert (
        f'<meta property="og:image" content="http://127.0.0.1:8000{picture.renditions.last().url[:10]}'
        in page
    )
    assert response.headers["Last-Modified"].endswith("GMT")


def test_pictures_are_served_in_the_sizes_of_pages_and_never_as_they_were_uploaded(client: Client) -> None:
    picture = make_picture()
    make_story(picture=picture)
    made = picture.renditions.get(filter_spec="width-360|format-webp")

    response = client.get(made.url)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert "immutable" in response.headers["Cache-Control"]
    b"".join(response.streaming_content)
    response.close()
    assert client.get(picture.file.url).status_code == 404
    assert client.get("/media/images/../secret").status_code == 404


@pytest.mark.parametrize("path", ["verhalen", "nieuws"])
def test_feeds_are_of_the_site_that_is_asked(client: Client, twente: Region, path: str) -> None:
    make = make_story if path == "verhalen" else make_news
    make(twente, title="Van hier")
    make(title="Van het\x0b land")  # as some programs have it when it is pasted

    national = ET.fromstring(client.get(f"/{path}/rss").content)
    regional = ET.fromstring(client.get(f"/r/twente/{path}/atom").content)

    atom = "{http://www.w3.org/2005/Atom}"
    assert [each.text for each in national.iter("title")][1:] == ["Van het land"]
    assert [each.findtext(f"{atom}title") for each in regional.iter(f"{atom}entry")] == [
        "Van hier",
        "Van het land",
    ]
    links = [each.get("href") for each in regional.iter(f"{atom}link")]
    assert f"http://127.0.0.1:8000/r/twente/{path}/van-hier" in links
    assert f"http://127.0.0.1:8000/{path}/van-het-land" in links


def test_empty_lists_say_what_to_do_next(client: Client) -> None:
    assert "Nog geen verhalen" in client.get("/verhalen").content.decode()
    assert client.get("/verhalen?pagina=9").status_code == 404
    assert client.get("/nieuws/bestaat-niet").status_code == 404


def test_story_is_told_in_english_where_it_has_been_translated(client: Client) -> None:
    make_story(
        title="Noor last",
        title_en="Noor welds",
        body=[("text", "<p>Zij last.</p>")],
        body_en=[("text", "<p>She welds.</p>")],
    )

    dutch, english = (client.get(f"{path}/verhalen/noor-last").content.decode() for path in ("", "/en"))

    assert "<h1>Noor welds</h1>" in english
    assert '<p class="lw-lead" lang="nl" dir="ltr">Noor last nu trappen.</p>' in english
    assert "She welds." in english
    assert "Zij last." not in english
    assert "Zij last." in dutch
    assert "Noor welds" not in dutch
