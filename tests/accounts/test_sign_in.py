from typing import Any

import pytest
from django.core import mail
from django.test import Client

from leerwerk.accounts.models import User
from leerwerk.kernel.models import AuditEntry, OutboxMail

pytestmark = [pytest.mark.db, pytest.mark.django_db]

PASSWORD = "een lang wachtwoord"


@pytest.fixture
def officer() -> User:
    return User.objects.create_superuser("beheer@voorbeeld.nl", PASSWORD, name="Bea Heer")


def test_sign_in_with_address_in_any_case(client: Client, officer: User) -> None:
    answer = client.post("/account/login/", {"login": "Beheer@Voorbeeld.nl", "password": PASSWORD})

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(officer.pk)


def test_sign_in_says_the_same_of_a_wrong_password_and_an_unknown_address(
    client: Client, officer: User
) -> None:
    wrong = client.post("/account/login/", {"login": officer.email, "password": "niet dit wachtwoord"})
    unknown = client.post("/account/login/", {"login": "wie@voorbeeld.nl", "password": PASSWORD})

    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_log_knows_who_signed_in_and_which_account_was_tried(client: Client, officer: User) -> None:
    for guess in ({"login": officer.email}, {"login": "vier-vrolijke-fietsen"}):
        client.post("/account/login/", {**guess, "password": "raden maar"})
    client.post("/account/login/", {"login": officer.email, "password": PASSWORD})

    entries = list(AuditEntry.objects.values_list("action", "subject"))
    assert entries == [
        ("account.sign_in_failed", f"accounts.user:{officer.pk}"),
        ("account.sign_in", f"accounts.user:{officer.pk}"),
    ]


def test_sign_in_is_slowed_down_after_many_attempts(client: Client, officer: User) -> None:
    for _ in range(10):
        client.post("/account/login/", {"login": officer.email, "password": "raden maar"})

    answer = client.post("/account/login/", {"login": officer.email, "password": PASSWORD})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client: Client) -> None:
    client.post(
        "/account/signup/", {"email": "wie@voorbeeld.nl", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert not User.objects.exists()


def test_mail_for_a_forgotten_password_waits_in_the_outbox_and_tells_nobody_who_has_an_account(
    client: Client, officer: User
) -> None:
    known, unknown = (
        client.post("/account/password/reset/", {"email": address})
        for address in (officer.email, "wie@voorbeeld.nl")
    )

    assert known.headers["Location"] == unknown.headers["Location"]
    assert not mail.outbox
    first, second = OutboxMail.objects.order_by("pk")
    assert (first.to, "/account/password/reset/key/" in first.text) == (officer.email, True)
    assert (second.to, "/account/password/reset/key/" in second.text) == ("wie@voorbeeld.nl", False)


def test_attempts_are_counted_per_visitor_behind_the_proxy(
    client: Client, officer: User, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    # What a visitor claims stands before what the proxy adds.
    for attempt in range(12):
        guess = {"login": f"wie{attempt}@voorbeeld.nl", "password": "raden maar"}
        client.post("/account/login/", guess, headers={"x-forwarded-for": f"10.0.0.{attempt}, 203.0.113.9"})
    right = {"login": officer.email, "password": PASSWORD}

    client.post("/account/login/", right, headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"})
    assert "_auth_user_id" not in client.session

    client.post("/account/login/", right, headers={"x-forwarded-for": "198.51.100.1"})
    assert "_auth_user_id" in client.session


def test_changing_the_address_of_an_account_asks_for_the_password_again(
    client: Client, officer: User
) -> None:
    client.force_login(officer)

    answer = client.post("/account/email/", {"action_add": "", "email": "dief@voorbeeld.nl"})

    assert answer.headers["Location"].startswith("/account/reauthenticate/")
