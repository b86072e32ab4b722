"""Signing in by a provider: end to end, and everything that is not believed of it."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from leerwerk.accounts.models import User
from leerwerk.config.production import missing_settings, oidc_apps
from leerwerk.kernel.models import AuditEntry
from tests.accounts.oidc_provider import CLIENT_ID, OTHER_KEY, SECRET, Provider, running_provider
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]

PATH = "/account/oidc/inloggen/login/"
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
