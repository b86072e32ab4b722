"""A visitor makes, moves and cancels an appointment: each page, what it costs, and what goes wrong kindly."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.crypto import get_random_string

from leerwerk.casework.actions.appointments.booking import Wanted, book_appointment
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.mails.appointments import own_token
from leerwerk.casework.models import Appointment
from leerwerk.casework.queries.availability import Way, free_times, office_of
from leerwerk.kernel import clock
from leerwerk.kernel.actor import ANONYMOUS
from leerwerk.network.enums import Role
from leerwerk.people.models import Intake, Visitor
from leerwerk.web.guard.widgets import Ticket
from leerwerk.web.moments import moment_word
from tests.casework.appointments.conftest import PERSON, PLACE, TakesAppointments, make_desk
from tests.factories.appointments import HoursFactory, TopicFactory
from tests.factories.casework import CaseFactory
from tests.factories.network import DeskFactory, MunicipalityFactory, PostcodeFactory, RegionFactory
from tests.web.public.mijn.conftest import enter
from tests.web.staff import _own_market, build, signed_in

__all__ = ["_own_market", "build"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def office(db: None) -> TakesAppointments:
    return make_desk()


def free(office: TakesAppointments, way: Way) -> list[datetime]:
    read = office_of(office.region, clock.today())
    assert read is not None
    return [slot.begins_at for slot in free_times(read, office.topic, way, now=clock.now())]


def query(office: TakesAppointments, moment: datetime | None = None, way: str = "online") -> str:
    time = f"&tijd={moment_word(moment)}" if moment else ""
    return f"regio=twente&onderwerp={office.topic.pk}&manier={way}{time}"


def booked(office: TakesAppointments, moment: datetime) -> Appointment:
    return book_appointment(
        region=office.region,
        wanted=Wanted(office.topic, Way("ONLINE"), moment),
        person=PERSON,
        answers={},
        actor=ANONYMOUS,
        now=clock.now(),
    )


def ticket() -> str:
    """What a page shown ten seconds ago brings along."""
    shown_at = int(clock.now().timestamp()) - 10
    return signing.dumps([get_random_string(16), shown_at], salt=Ticket.salt)


def send(browser: Client, address: str, **more: str) -> Any:
    """Post the last page."""
    return browser.post(address, {"ticket": ticket(), **more})


def test_choices_are_made_one_by_one_and_stand_in_the_address(office: TakesAppointments) -> None:
    TopicFactory(region=office.region, channels=["PHONE"])
    browser = Client()

    pages = [
        browser.get(address)
        for address in (
            "/afspraak",
            "/afspraak?regio=twente",
            f"/afspraak?regio=twente&onderwerp={office.topic.pk}",
            f"/afspraak?{query(office)}",
        )
    ]

    questions = ["Bij welk loket", "Waar gaat het over?", "Hoe wil je praten?", "Wanneer kun je?"]
    assert [page.status_code for page in pages] == [200] * 4
    assert all(words in page.content.decode() for words, page in zip(questions, pages, strict=True))
    first = free(office, Way("ONLINE"))[0]
    assert pages[3].context["page"].first.url == f"/afspraak/gegevens?{query(office, first)}"


def test_desk_by_postcode_leads_to_its_times(office: TakesAppointments) -> None:
    PostcodeFactory(municipality=MunicipalityFactory(region=office.region))
    near = Client().get("/afspraak?waar=7511").content.decode()
    unknown = Client().get("/afspraak?waar=Atlantis").content.decode()

    assert "Kies een tijd bij Twente" in near
    assert "Deze plaats kennen we niet" in unknown


def test_region_site_needs_no_region_and_one_way_needs_no_choice(office: TakesAppointments) -> None:
    only = TopicFactory(region=office.region, channels=["PHONE"])

    page = Client().get(f"/r/twente/afspraak?onderwerp={only.pk}")

    assert page.context["page"].days
    assert page.context["page"].first.url.startswith("/r/twente/afspraak/gegevens?onderwerp=")
    assert "regio=" not in page.context["page"].first.url


def test_region_without_agenda_says_how_to_reach_the_desk(db: None) -> None:
    DeskFactory(region=RegionFactory(slug="zeeland"), phone="0118 12 34 56")

    assert "0118 12 34 56" in Client().get("/afspraak?regio=zeeland").content.decode()


@pytest.mark.parametrize(
    "query",
    ["regio=%25", "regio=twente&onderwerp=x", "regio=twente&tijd=99999999T9999Z", "waar=%25", "regio=twente&vanaf=x",
     "regio=twente&manier=loket-nergens&tijd=20261130T0900Z&vanaf=0001-01-01"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["", "/gegevens", "/vraag/situatie", "/vraag/niets", "/nakijken"])
def test_strange_addresses_are_answered(office: TakesAppointments, path: str, query: str) -> None:
    assert Client().get(f"/afspraak{path}?{query}").status_code in {200, 302}
    assert Client().get(f"/afspraak{path}?{query}&manier=%00").status_code == 400


def test_whole_way_keeps_answers_only_when_the_visitor_agrees(office: TakesAppointments) -> None:
    for reads in ("ja", "nee"):
        browser, moment = Client(), free(office, Way("DESK", PLACE))[0]
        asked = query(office, moment, "loket-loketplein-1-enschede")
        answer = browser.post(f"/afspraak/gegevens?{asked}", PERSON)
        answer = browser.post(answer.headers["Location"], {"situation": "NO_WORK"})
        answer = browser.post(answer.headers["Location"], {"overslaan": "ja"})
        answer = browser.post(answer.headers["Location"], {"wishes": "Lassen"})
        answer = browser.post(answer.headers["Location"], {"first_things": ["MONEY", "TRAVEL"]})
        address = answer.headers["Location"]

        assert send(browser, address).status_code == 422
        done = send(browser, address, may_read=reads)

        assert done.status_code == 303
        own = browser.get(done.headers["Location"])
        assert "samira@voorbeeld.nl" in own.content.decode()
        assert "samira@voorbeeld.nl" not in browser.get(own.request["PATH_INFO"]).content.decode()
        assert browser.get(address).status_code == 302, "nothing of the draft stays"
    intake = Intake.objects.get()
    assert (intake.situation, intake.prior_education, intake.wishes) == ("NO_WORK", None, "Lassen")
    assert (intake.first_things, Visitor.objects.count()) == (["MONEY", "TRAVEL"], 2)


@pytest.mark.parametrize(
    ("typed", "region", "is_linked"),
    [
        ({}, "twente", True),
        ({"first_name": "SAMIRA "}, "twente", True),
        ({"first_name": "Bo"}, "twente", False),
        ({"email": "iemand.anders@voorbeeld.nl"}, "twente", False),
        ({}, "elsewhere", False),
    ],
    ids=["own name", "name as typed", "another name", "another address", "file elsewhere"],
)
def test_client_who_is_signed_in_finds_the_appointment_in_the_file(
    office: TakesAppointments,
    build: Callable[[], None],
    typed: dict[str, str],
    region: str,
    is_linked: bool,
) -> None:
    of = office.region if region == "twente" else RegionFactory()
    case = CaseFactory(
        client__region=of,
        client__email=PERSON["email"],
        client__first_name=PERSON["first_name"],
        client__last_name=PERSON["last_name"],
        status=CaseStatus.ASKED,
    )
    browser, moment = Client(), free(office, Way("ONLINE"))[0]
    enter(browser, PERSON["email"])
    browser.post(f"/afspraak/gegevens?{query(office, moment)}", {**PERSON, **typed})

    assert send(browser, f"/afspraak/nakijken?{query(office, moment)}").status_code == 303

    made = Appointment.objects.get()
    case.refresh_from_db()
    assert (made.visitor.client == case.client, made.case == case) == (is_linked, is_linked)
    assert case.status == (CaseStatus.PLANNED if is_linked else CaseStatus.ASKED)
    build()
    desk = signed_in(Role.ADVISER, region=of)
    page = desk.get(f"/desk/clienten/{case.pk}").content.decode()
    assert (f'href="/desk/afspraken/{made.pk}"' in page) is is_linked


def test_mistakes_are_named_and_a_number_is_asked_for_by_phone_only(office: TakesAppointments) -> None:
    moment = free(office, Way("PHONE"))[0]
    online = Client().post(f"/afspraak/gegevens?{query(office, moment)}", {**PERSON, "email": "x"})
    phone = Client().post(
        f"/afspraak/gegevens?{query(office, moment, 'telefoon')}", {**PERSON, "phone": "12"}
    )

    assert (online.status_code, phone.status_code) == (422, 422)
    assert "Vul een mailadres in, zoals naam@voorbeeld.nl." in online.content.decode()
    assert "phone" not in online.context["form"].fields
    assert "Vul een telefoonnummer in, zoals 06 12 34 56 78." in phone.content.decode()


def test_second_visitor_is_told_kindly_and_keeps_what_was_typed(office: TakesAppointments) -> None:
    browser, moment = Client(), free(office, Way("ONLINE"))[0]
    address = f"/afspraak/nakijken?{query(office, moment)}"
    browser.post(f"/afspraak/gegevens?{query(office, moment)}", PERSON)
    for _adviser in office.advisers:
        booked(office, moment)

    answer = send(browser, address)

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Deze tijd is net door iemand anders gekozen" in text
    assert "samira@voorbeeld.nl" in text
    other = answer.context["others"][0]
    assert abs(other.slot.begins_at - moment) <= timedelta(hours=2)
    assert browser.get(other.url).status_code == 200
    assert send(browser, other.url).status_code == 303


def test_own_page_moves_and_cancels_by_posts_only(office: TakesAppointments) -> None:
    moments = free(office, Way("ONLINE"))
    row, browser = booked(office, moments[0]), Client()
    token = own_token(row)
    own, move, cancel = (
        reverse(f"public:{name}", args=[token])
        for name in ("own_appointment", "move_own_appointment", "cancel_own_appointment")
    )
    asked = f"{move}?tijd={moment_word(moments[1])}"
    for address in (own, move, asked, cancel):
        page = browser.get(address)
        assert page.status_code == 200
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert PERSON["email"] not in page.content.decode()
    row.refresh_from_db()
    assert (row.begins_at, row.status) == (moments[0], "BOOKED")

    assert browser.post(move, {"tijd": moment_word(moments[1])}).status_code == 303
    row.refresh_from_db()
    assert row.begins_at == moments[1]
    for _adviser in office.advisers:
        booked(office, moments[3])
    refused = browser.post(move, {"tijd": moment_word(moments[3])})
    assert refused.status_code == 409
    assert "Deze tijd is niet meer vrij" in refused.content.decode()

    file = browser.get(reverse("public:own_calendar", args=[token]))
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"SEQUENCE:1" in file.content
    assert browser.post(cancel).status_code == 303
    assert "Deze afspraak gaat niet door" in browser.get(own).content.decode()
    assert browser.get(move).status_code == 302
    assert browser.get(own.replace(token, token[:-2])).status_code == 404


BUDGETS = {
    "/afspraak": 1,
    "/afspraak?regio=twente": 5,
    "times": 7,
    "details": 6,
    "review": 8,
    "own": 2,
}


@pytest.mark.parametrize("name", BUDGETS)
def test_pages_cost_the_same_however_many_advisers_and_times(office: TakesAppointments, name: str) -> None:
    counts = []
    for more in (0, 4):
        for _ in range(more):
            HoursFactory(membership__region=office.region, weekday=2)
            TopicFactory(region=office.region)
        browser, moment = Client(), free(office, Way("ONLINE"))[0]
        browser.post(f"/afspraak/gegevens?{query(office, moment)}", PERSON)
        address = {
            "times": f"/afspraak?{query(office)}",
            "details": f"/afspraak/gegevens?{query(office, moment)}",
            "review": f"/afspraak/nakijken?{query(office, moment)}",
            "own": reverse("public:own_appointment", args=[own_token(booked(office, moment))]),
        }.get(name, name)
        browser = browser if name in {"details", "review"} else Client()
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert counts == [BUDGETS[name]] * 2
