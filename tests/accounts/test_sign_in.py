from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from leerwerk.accounts.models import User

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


@pytest.mark.parametrize(("policy", "status"), [("optional", 200), ("required", 302)])
def test_staff_without_second_step_are_sent_to_set_it_up_where_that_is_required(
    client: Client, officer: User, settings: Any, policy: str, status: int
) -> None:
    settings.STAFF_MFA = policy
    client.force_login(officer)

    answer = client.get("/beheer/")

    assert answer.status_code == status
    if status == 302:
        assert answer.headers["Location"] == "/account/2fa/totp/activate/"


def test_staff_with_second_step_come_in(client: Client, officer: User, settings: Any) -> None:
    settings.STAFF_MFA = "required"
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(officer)

    assert client.get("/beheer/").status_code == 200


def test_people_who_are_not_staff_need_no_second_step(client: Client, settings: Any) -> None:
    settings.STAFF_MFA = "required"
    client.force_login(User.objects.create_user("bakker@voorbeeld.nl", PASSWORD, name="Bakker"))

    assert client.get("/account/2fa/").status_code == 200
    assert client.get("/health/live").status_code == 200
