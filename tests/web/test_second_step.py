from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from leerwerk.accounts.models import User
from leerwerk.network.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory, OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def somebody(kind: str) -> User:
    """An account of each kind that can sign in."""
    if kind == "staff":
        return UserFactory(is_staff=True, is_superuser=True)
    scope: dict[str, Any] = {}
    if kind in {Role.ADVISER, Role.COORDINATOR}:
        scope = {"region": RegionFactory()}
    elif kind == Role.EMPLOYER:
        scope = {"organisation": OrganisationFactory()}
    user: User = MembershipFactory(role=kind, **scope).user
    return user


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("staff", "/beheer/"),
        (Role.ADVISER, "/desk/"),
        (Role.COORDINATOR, "/desk/clienten"),
        (Role.PROGRAMME, "/sturing/"),
        (Role.ADMIN, "/sturing/logboek"),
    ],
)
def test_staff_without_second_step_are_sent_to_set_it_up_where_that_is_required(
    client: Client, settings: Any, kind: str, page: str
) -> None:
    client.force_login(somebody(kind))
    assert client.get(page).status_code == 200

    settings.STAFF_MFA = "required"

    assert client.get(page).headers["Location"] == "/account/2fa/totp/activate/"
    assert client.get("/").status_code == 302


def test_a_mistyped_setting_is_no_way_around(client: Client, settings: Any) -> None:
    settings.STAFF_MFA = "requierd"
    client.force_login(somebody(Role.ADVISER))

    assert client.get("/desk/").status_code == 302


def test_staff_with_second_step_come_in(client: Client, settings: Any) -> None:
    settings.STAFF_MFA = "required"
    officer = somebody("staff")
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(officer)

    assert client.get("/beheer/").status_code == 200


def test_recovery_codes_alone_are_no_second_step(client: Client, settings: Any) -> None:
    settings.STAFF_MFA = "required"
    officer = somebody("staff")
    Authenticator.objects.create(user=officer, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    client.force_login(officer)

    assert client.get("/beheer/").status_code == 302


def test_employers_need_no_second_step(client: Client, settings: Any) -> None:
    settings.STAFF_MFA = "required"
    client.force_login(somebody(Role.EMPLOYER))

    assert client.get("/partner/").status_code == 200
    assert client.get("/account/2fa/").status_code == 200
    assert client.get("/health/live").status_code == 200
