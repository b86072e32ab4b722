"""Signing in by a provider: end to end, and everything that is not believed of it."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.test import Client

from leerwerk.accounts.models import User
from leerwerk.config.production import missing_settings, oidc_apps
from leerwerk.kernel.models import AuditEntry
from tests.accounts.oidc_provider import CLIENT_ID, OTHER_KEY, SECRET, Provider, running_provider
from tests.factories.accounts import UserFactory
from tests.factories.network import DeskFactory, MembershipFactory, RegionFactory, SiteHostFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]

PATH = "/account/oidc/inloggen/login/"
HOST = {"host": "leerwerktwente.nl"}
SAMIRA = {"email": "Samira@Voorbeeld.nl", "email_verified": True}


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running_provider() as running:
        environment = {
            "LEERWERK_OIDC_ISSUER": running.issuer,
            "LEERWERK_OIDC_CLIENT_ID": CLIENT_ID,
            "LEERWERK_OIDC_CLIENT_SECRET": SECRET,
            "LEERWERK_OIDC_NAME": "Inlogdienst",
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps(environment)}}
        running.userinfo = dict(SAMIRA)
        yield running


def sign_in(browser: Client, *, state: str = "") -> Any:
    """To the provider and back; `state` in place of the one that was sent along."""
    away = browser.get(f"{PATH}?next=/mijn/gegevens")
    back = requests.get(away.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    query = f"code=c0de&state={state}" if state else parts.query
    # A provider comes back by a GET, which signs in.
    return browser.generic("GET", f"{parts.path}?{query}")


def test_citizen_signs_in_by_a_verified_address_and_is_the_same_person_as_by_code(
    client: Client, provider: Provider
) -> None:
    answer = sign_in(client)

    user = User.objects.get()
    assert answer.headers["Location"] == "/mijn/gegevens"
    assert (user.email, user.is_citizen) == ("samira@voorbeeld.nl", True)
    assert client.get("/mijn/gegevens").status_code == 200
    account = SocialAccount.objects.get()
    assert (account.extra_data, len(account.uid)) == ({}, 64)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "account.open",
        "account.sign_in",
    ]
    provider.userinfo["email"] = "later@voorbeeld.nl"
    sign_in(Client())
    assert User.objects.get() == user


@pytest.mark.parametrize(
    "twist",
    [
        {"claims": {"nonce": "van een ander"}},
        {"claims": {"nonce": ""}},
        {"claims": {"aud": "iemand anders"}},
        {"claims": {"iss": "https://kwaad.example"}},
        {"claims": {"exp": int(time.time()) - 600}},
        {"claims": {"sub": "43"}},
        {"key": OTHER_KEY},
        {"key": SECRET + " " * 20, "algorithm": "HS256"},
        {"algorithm": "none"},
    ],
    ids=[
        "nonce",
        "no nonce",
        "audience",
        "issuer",
        "expired",
        "two people",
        "signature",
        "secret",
        "unsigned",
    ],
)
def test_answer_that_is_not_right_in_all_parts_is_not_believed(
    client: Client, provider: Provider, twist: dict[str, Any]
) -> None:
    for name, value in twist.items():
        setattr(provider, name, value)

    answer = sign_in(client)

    assert "niet nagaan" in answer.content.decode()
    assert not User.objects.exists()
    assert "_auth_user_id" not in client.session


def test_another_state_and_a_second_use_of_one_are_refused(client: Client, provider: Provider) -> None:
    assert "niet nagaan" in sign_in(client, state="geraden").content.decode()
    away = client.get(PATH).headers["Location"]
    back = urlsplit(requests.get(away, allow_redirects=False, timeout=5).headers["Location"])
    stranger = Client()
    assert "niet nagaan" in stranger.generic("GET", f"{back.path}?{back.query}").content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("told", [{"email_verified": False}, {"email_verified": "true"}, {"email": ""}])
def test_address_that_the_provider_did_not_verify_opens_nothing(
    client: Client, provider: Provider, told: dict[str, Any]
) -> None:
    provider.userinfo.update(told)

    answer = sign_in(client)

    assert answer.status_code == 403
    assert not User.objects.exists()


def test_staff_does_not_come_in_by_a_provider(client: Client, provider: Provider) -> None:
    MembershipFactory(user=UserFactory(email="samira@voorbeeld.nl"), region=RegionFactory())

    answer = sign_in(client)

    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_provider_that_is_away_is_told(client: Client, settings: Any) -> None:
    away = {"LEERWERK_OIDC_ISSUER": "http://127.0.0.1:1", "LEERWERK_OIDC_CLIENT_ID": CLIENT_ID}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps(away)}}

    assert "niet nagaan" in client.get(PATH).content.decode()


def test_button_is_there_only_when_a_provider_is_configured(
    client: Client, provider: Provider, settings: Any
) -> None:
    assert "Inlogdienst" in client.get("/mijn/aanmelden").content.decode()

    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps({})}}

    assert "Of meld je aan met" not in client.get("/mijn/aanmelden").content.decode()
    assert client.get(PATH).status_code == 404


@pytest.mark.unit
def test_production_wants_a_provider_by_https() -> None:
    told = " ".join(missing_settings({"LEERWERK_OIDC_ISSUER": "http://inloggen.example"}))

    assert "LEERWERK_OIDC_ISSUER" in told


def to_the_provider_and_back(there: Client) -> tuple[Client, str]:
    """From the sign-in page of a region's host to the national host; its browser there, and where that sends it."""
    page = there.get("/mijn/aanmelden?verder=/mijn/gegevens", headers=HOST)
    begun = urlsplit(page.context["providers"][0].url)
    assert f"{begun.scheme}://{begun.netloc}" == settings.BASE_URL
    national = Client()
    away = national.get(f"{begun.path}?{begun.query}")
    back = urlsplit(
        requests.get(away.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    )
    signed_in = national.generic("GET", f"{back.path}?{back.query}")
    return national, signed_in.headers["Location"]


def test_who_begins_on_the_host_of_a_region_comes_back_there_and_is_signed_in_nowhere_else(
    provider: Provider,
) -> None:
    SiteHostFactory(host=HOST["host"], desk=DeskFactory(region=RegionFactory()))
    there, stranger = Client(), Client()
    national, address = to_the_provider_and_back(there)

    arrival = urlsplit(national.get(address).headers["Location"])
    assert (arrival.netloc, arrival.query) == (HOST["host"], "verder=%2Fmijn%2Fgegevens")
    assert "_auth_user_id" not in national.session

    path = f"{arrival.path}?{arrival.query}"
    stranger.get("/mijn/aanmelden", headers=HOST)
    for browser in (stranger, Client()):
        refused = browser.generic("GET", path, headers=HOST)
        assert refused.headers["Location"] == "/mijn/aanmelden"
        assert "_auth_user_id" not in browser.session

    answer = there.generic("GET", path, headers=HOST)
    assert answer.headers["Location"] == "/mijn/gegevens"
    assert there.get("/mijn/gegevens", headers=HOST).status_code == 200
    there.logout()
    assert there.generic("GET", path, headers=HOST).headers["Location"] == "/mijn/aanmelden"


def test_way_back_leads_only_to_hosts_of_ours_and_to_pages_there(provider: Provider) -> None:
    row = SiteHostFactory(host=HOST["host"], desk=DeskFactory(region=RegionFactory()))
    there = Client()
    national, address = to_the_provider_and_back(there)
    assert national.get(address.replace("/terug/", "/terug/x")).status_code == 404

    row.delete()
    assert national.get(address).status_code == 404
    assert "_auth_user_id" in national.session

    row.save()
    elsewhere = address.partition("?")[0] + "?verder=https://kwaad.example/"
    arrival = urlsplit(national.get(elsewhere).headers["Location"])
    answer = there.generic("GET", f"{arrival.path}?{arrival.query}", headers=HOST)
    assert answer.headers["Location"] == "/mijn"


def test_way_back_that_somebody_else_made_signs_nobody_out_and_nobody_in(provider: Provider) -> None:
    SiteHostFactory(host=HOST["host"], desk=DeskFactory(region=RegionFactory()))
    stranger, citizen = Client(), Client()
    begun = urlsplit(stranger.get("/mijn/aanmelden", headers=HOST).context["providers"][0].url)
    way_back = parse_qs(begun.query)["next"][0]
    sign_in(citizen)

    # The way back by itself, and a whole sign-in that leads to it.
    away = citizen.get(f"{begun.path}?{begun.query}").headers["Location"]
    returned = urlsplit(requests.get(away, allow_redirects=False, timeout=5).headers["Location"])
    for address in (way_back, f"{returned.path}?{returned.query}", way_back):
        answer = citizen.generic("GET", address)
        assert citizen.get("/mijn/gegevens").status_code == 200

    arrival = urlsplit(answer.headers["Location"])
    there = Client()
    there.generic("GET", f"{arrival.path}?{arrival.query}", headers=HOST)
    assert "_auth_user_id" not in there.session
