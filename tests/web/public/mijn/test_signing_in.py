"""A proof of the address is enough, and nothing tells which addresses are known."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from leerwerk.accounts.actions import UNUSED, AccountRefused, admit_citizen, close_unused
from leerwerk.accounts.models import User
from leerwerk.kernel import clock
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.network.enums import Role
from leerwerk.network.queries import actor_for
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.network import DeskFactory, MembershipFactory, RegionFactory, SiteHostFactory
from tests.web.public.mijn.conftest import ADDRESS, CODE, code_for, enter

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_account_is_made_when_the_code_comes_back_and_not_before(client: Client) -> None:
    client.post("/mijn/aanmelden", {"email": "Samira@Voorbeeld.nl"})
    assert not User.objects.exists()

    answer = client.post("/mijn/code", {"code": code_for(ADDRESS).replace("-", " ")})

    user = User.objects.get()
    assert answer.headers["Location"] == "/mijn"
    assert (user.email, user.is_citizen, user.has_usable_password(), user.name) == (ADDRESS, True, False, "")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "actor_name")) == [
        ("account.open", ""),
        ("account.sign_in", ""),
    ]


def test_known_unknown_and_staff_addresses_get_the_same_page_and_each_one_mail(client: Client) -> None:
    enter(Client(), "bekend@voorbeeld.nl")
    UserFactory(email="adviseur@voorbeeld.nl")
    OutboxMail.objects.all().delete()
    pages = []
    for address in ("bekend@voorbeeld.nl", "onbekend@voorbeeld.nl", "adviseur@voorbeeld.nl"):
        visitor = Client()
        first = visitor.post("/mijn/aanmelden", {"email": address})
        page = visitor.get("/mijn/code")
        wrong = visitor.post("/mijn/code", {"code": "00000000"})
        pages.append(
            (
                first.headers["Location"],
                page.status_code,
                wrong.status_code,
                str(wrong.context["form"].errors),
            )
        )
        assert OutboxMail.objects.filter(to=address).count() == 1

    assert len(set(pages)) == 1
    assert [bool(CODE.search(mail.text)) for mail in OutboxMail.objects.order_by("pk")] == [True, True, False]
    assert all(not CODE.search(mail.subject) for mail in OutboxMail.objects.all())


@pytest.mark.parametrize("kind", ["adviser", "employer", "administrator", "switched off"])
def test_nobody_but_a_citizen_comes_in_by_a_code(client: Client, kind: str) -> None:
    user: Any = {
        "adviser": lambda: MembershipFactory(region=RegionFactory()).user,
        "employer": UserFactory,
        "administrator": lambda: UserFactory(is_staff=True, is_superuser=True),
        "switched off": lambda: UserFactory(is_citizen=True, is_active=False),
    }[kind]()

    enter(client, user.email)
    client.post("/mijn/aanmelden", {"email": user.email})
    client.post("/account/login/code/", {"email": user.email})
    session = client.session
    # Even with the code that the session holds, which no mail has.
    if "account_login" in session:
        known = session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
        answer = client.post("/mijn/code", {"code": known})
        assert answer.headers["Location"] == "/mijn/aanmelden"

    assert "_auth_user_id" not in client.session
    assert client.get("/account/login/code/").headers["Location"] == "/mijn/aanmelden"
    assert client.get("/account/login/code/confirm/").headers["Location"] == "/mijn/aanmelden"


def test_code_of_somebody_who_became_staff_meanwhile_opens_nothing(client: Client) -> None:
    client.post("/mijn/aanmelden", {"email": ADDRESS})
    code = code_for(ADDRESS)
    UserFactory(email=ADDRESS)

    assert client.post("/mijn/code", {"code": code}).headers["Location"] == "/mijn/aanmelden"
    assert "_auth_user_id" not in client.session


def test_citizen_has_no_role_whatever_memberships_say(citizen: User) -> None:
    MembershipFactory(user=citizen, role=Role.PROGRAMME)

    actor = actor_for(citizen, clock.today())

    assert {grant.role for grant in actor.grants} == {"CITIZEN"}
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=citizen.pk).update(is_staff=True)
    with pytest.raises(AccountRefused):
        admit_citizen(email=UserFactory().email, language="nl", now=clock.now())


def test_three_wrong_codes_end_it(client: Client) -> None:
    client.post("/mijn/aanmelden", {"email": ADDRESS})
    code = code_for(ADDRESS)
    statuses = [client.post("/mijn/code", {"code": wrong}).status_code for wrong in ("1", "", "00000000")]
    assert statuses == [422, 422, 422]
    assert client.post("/mijn/code", {"code": "11111111"}).headers["Location"] == "/mijn/aanmelden"

    assert client.post("/mijn/code", {"code": code}).headers["Location"] == "/mijn/aanmelden"
    assert "_auth_user_id" not in client.session


def test_codes_are_limited_per_address_and_the_form_says_so(client: Client) -> None:
    for _ in range(3):
        assert Client().post("/mijn/aanmelden", {"email": ADDRESS}).status_code == 303

    answer = client.post("/mijn/aanmelden", {"email": ADDRESS.upper()})

    assert answer.status_code == 429
    assert "te vaak" in answer.content.decode()
    assert OutboxMail.objects.count() == 3


def test_new_code_replaces_the_old(client: Client) -> None:
    client.post("/mijn/aanmelden", {"email": ADDRESS})
    old = code_for(ADDRESS)
    client.post("/mijn/code", {"resend": "ja"})
    new = code_for(ADDRESS)

    assert client.post("/mijn/code", {"code": old}).status_code == 422
    assert client.post("/mijn/code", {"code": new}).status_code == 302


def test_one_comes_back_to_the_page_that_was_asked_for_and_to_no_other_site(client: Client) -> None:
    first = client.get("/mijn/gegevens").headers["Location"]
    assert first == "/mijn/aanmelden?verder=%2Fmijn%2Fgegevens"
    client.post("/mijn/aanmelden", {"email": ADDRESS, "verder": "https://kwaad.example/"})

    answer = client.post("/mijn/code", {"code": code_for(ADDRESS), "verder": "https://kwaad.example/"})

    assert answer.headers["Location"] == "/mijn"
    assert client.get("/mijn/aanmelden?verder=/mijn/gegevens").headers["Location"] == "/mijn/gegevens"


def test_sign_in_on_the_site_of_a_region_stays_there(client: Client) -> None:
    region = RegionFactory(slug="twente", name="Twente")
    DeskFactory(region=region, slug="twente", name="Leerwerkloket Twente")

    answer = enter(client, prefix="/r/twente")

    assert answer.headers["Location"] == "/r/twente/mijn"
    assert client.get("/r/twente/mijn").status_code == 200
    assert client.get("/mijn").headers["Cache-Control"].count("no-store") == 1


def test_sign_out_and_out_elsewhere(browser: Client) -> None:
    other = Client()
    enter(other)
    assert browser.post("/mijn/apparaten").status_code == 303

    assert browser.get("/mijn").status_code == 200
    assert other.get("/mijn").status_code == 303
    browser.post("/mijn/afmelden")
    assert browser.get("/mijn").status_code == 303


def test_staff_is_told_that_mijn_is_for_visitors_and_start_brings_everybody_home(browser: Client) -> None:
    staff = Client()
    staff.post("/account/login/", {"login": UserFactory(email="a@b.nl").email, "password": PASSWORD})

    assert staff.get("/mijn").status_code == 403
    assert browser.get("/start").headers["Location"] == "/mijn"
    assert browser.get("/account/email/").headers["Location"] == "/mijn/adres"
    assert browser.get("/desk/").status_code == 403


def test_account_that_nobody_used_for_a_year_goes_and_that_of_staff_stays(citizen: User) -> None:
    UserFactory(date_joined=clock.now() - 2 * UNUSED)
    assert close_unused(now=clock.now() + UNUSED - timedelta(minutes=1)) == 0

    assert close_unused(now=clock.now() + UNUSED + timedelta(minutes=1)) == 1
    assert not User.objects.filter(is_citizen=True).exists()
    assert User.objects.count() == 1


def test_sign_in_on_the_host_of_a_region_is_of_that_host_alone() -> None:
    desk = DeskFactory(region=RegionFactory(slug="twente"), name="Leerwerkloket Twente")
    SiteHostFactory(host="leerwerktwente.nl", desk=desk)
    browser = Client(enforce_csrf_checks=True, headers={"host": "leerwerktwente.nl"})

    def post(path: str, **typed: str) -> Any:
        token = browser.get(path).cookies["csrftoken"].value
        origin = {"origin": "http://leerwerktwente.nl"}
        return browser.post(path, {**typed, "csrfmiddlewaretoken": token}, headers=origin)

    asked = post("/mijn/aanmelden", email=ADDRESS)
    assert asked.headers["Location"] == "/mijn/code"
    mail = OutboxMail.objects.get()
    assert "Leerwerkloket Twente" in mail.html
    assert "://" not in mail.text
    elsewhere = Client(enforce_csrf_checks=True)
    assert elsewhere.get("/mijn/code").headers["Location"] == "/mijn/aanmelden"

    answer = post("/mijn/code", code=code_for(ADDRESS))

    assert answer.headers["Location"] == "/mijn"
    cookie = answer.cookies["sessionid"]
    assert (cookie["domain"], cookie["samesite"], cookie["httponly"]) == ("", "Lax", True)
    page = browser.get("/mijn").content.decode()
    assert "Leerwerkloket Twente" in page
