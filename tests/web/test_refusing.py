"""The 400 page: in brand and language, with what is wrong and a way on, and without what was sent."""

from urllib.parse import quote_from_bytes

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries
from structlog.testing import capture_logs

from leerwerk.network.models import Desk
from leerwerk.search.models import Search
from leerwerk.web.refusing import bad_request
from tests.factories.network import DeskFactory, MembershipFactory, RegionFactory, SiteHostFactory
from tests.hostile import HOSTILE

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def desk() -> Desk:
    return DeskFactory(region=RegionFactory(name="Twente", slug="twente"), name="Leerwerkloket Twente")


def test_page_says_what_is_wrong_and_how_to_go_on(client: Client) -> None:
    answer = client.get("/leerwerkplekken?q=<script>alert(1)</script>&pagina=<b>abc")
    page = answer.content.decode()

    assert answer.status_code == 400
    assert "Dit adres of formulier klopt niet" in page
    assert "Een bladzijde is een getal" in page
    assert "<bdi>pagina</bdi>" in page
    for address in ("/leerwerkplekken", "/"):
        assert f'<a href="{address}">' in page
    assert "alert(1)" not in page
    assert "abc" not in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize(
    ("path", "host", "told"),
    [
        ("/r/twente/loketten", "", "Leerwerkloket Twente"),
        ("/loketten", "leerwerktwente.nl", "Leerwerkloket Twente"),
        ("/en/loketten", "", "This address or form is not right"),
        ("/ar/loketten", "", 'dir="rtl"'),
        ("/r/twente/en/loketten", "", "Leerwerkloket Twente"),
    ],
)
def test_page_is_that_of_the_site_in_the_language_of_the_address(
    client: Client, desk: Desk, path: str, host: str, told: str
) -> None:
    SiteHostFactory(host="leerwerktwente.nl", desk=desk)

    answer = client.get(f"{path}?waar=%00", headers={"host": host} if host else {})

    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert f'<a href="{path}">' in answer.content.decode()


def test_refusing_takes_no_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/leerwerkplekken?q=%00").status_code == 400
        assert client.get("/leerwerkplekken/%FF").status_code == 400
        assert client.post("/vraag", {"text": "\x00"}).status_code == 400


def test_names_are_escaped_and_nothing_hostile_is_repeated_or_counted(client: Client) -> None:
    answer = client.get("/leerwerkplekken?<b>%1b%E2%80%AE=x&q=%00geheim")
    page = answer.content.decode()

    assert "<bdi>&lt;b&gt;</bdi>" in page
    assert "geheim" not in page
    assert "%1b" not in page.lower()
    assert not Search.objects.exists()


def test_pages_of_staff_refuse_hostile_values_too(client: Client, desk: Desk) -> None:
    client.force_login(MembershipFactory(role="ADVISER", region=desk.region).user)
    for value in HOSTILE:
        raw = value if isinstance(value, bytes) else value.encode()
        assert client.get(f"/desk/clienten?stand={quote_from_bytes(raw)}").status_code == 400


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/agenda/rss?x=%00", {}),
        ("/leerwerkplekken/atom?q=%ff", {}),
        ("/agenda/alles.ics?regio=%00", {}),
        ("/leerwerkplekken/woorden?q=%00", {"hx-request": "true"}),
        ("/leerwerkplekken/woorden?q=%00", {"sec-fetch-dest": "empty"}),
        ("/leerwerkplekken?q=%00", {"accept": "application/json"}),
        ("/sitemap.xml?p=%00", {}),
    ],
)
def test_programs_get_one_sentence(client: Client, address: str, headers: dict[str, str]) -> None:
    answer = client.get(address, headers=headers)

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert (
        answer.content.decode() == "Achter het vraagteken in het adres staat een teken dat daar niet hoort.\n"
    )


def test_form_with_a_sign_that_nobody_types_is_refused_with_its_field(client: Client) -> None:
    for body in ("text=caf%E9", "text=a%00b"):
        answer = client.post("/vraag", body, content_type="application/x-www-form-urlencoded")
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "<bdi>text</bdi>" in page
        assert "Ga terug naar de vorige pagina" in page
    assert client.post("/vraag", {"text": "een\vtwee" * 3000}).status_code == 422


def test_more_parameters_than_a_page_can_ask_is_our_page_too(client: Client, desk: Desk) -> None:
    for address in ("/loketten?", "/r/twente/loketten?"):
        answer = client.get(address + "&".join(f"a{number}=1" for number in range(1001)))
        assert answer.status_code == 400
        assert "Er komt te veel tegelijk mee" in answer.content.decode()
    many = client.post("/vraag", {f"a{number}": "x" for number in range(1001)})
    assert (many.status_code, "Er komt te veel tegelijk mee" in many.content.decode()) == (400, True)


def test_what_django_refuses_by_itself_has_our_page(rf: RequestFactory, client: Client) -> None:
    body = client.post("/vraag", "text=x", content_type="application/x-www-form-urlencoded; charset=latin-1")
    assert body.status_code == 400
    assert "Er kwam iets binnen dat we niet konden lezen" in body.content.decode()
    assert "Er kwam iets" in bad_request(rf.get("/?q=%00"), ValueError("x")).content.decode()


def test_log_tells_no_more_than_that_it_was_refused(client: Client) -> None:
    with capture_logs() as logged:
        client.get("/leerwerkplekken?q=%00geheim")

    assert [(line["status"], line["route"]) for line in logged if line["event"] == "request"] == [(400, "-")]
    assert "geheim" not in str(logged)


def test_way_back_to_a_long_question_is_the_page_without_it(client: Client) -> None:
    page = client.get("/over", {"q": "🧑" * 200}).content.decode()
    assert 'terug=%2Fover"' in page
