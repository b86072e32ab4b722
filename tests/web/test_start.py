import pytest
from django.test import Client

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.network import MembershipFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_administration_has_no_way_in_of_its_own(client: Client) -> None:
    officer = UserFactory(is_staff=True, is_superuser=True)

    asked = client.get("/beheer/")
    tried = client.post("/beheer/login/", {"username": officer.email, "password": PASSWORD})

    assert asked.headers["Location"] == "/beheer/login/?next=/beheer/"
    assert tried.headers["Location"] == "/account/login/?next=%2Fbeheer%2F"
    assert "_auth_user_id" not in client.session


def test_somebody_without_the_right_is_told_so_and_not_sent_round_in_circles(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get("/beheer/", follow=True).status_code == 403


def test_pages_of_staff_are_kept_nowhere(client: Client) -> None:
    client.force_login(MembershipFactory(region=RegionFactory()).user)

    assert "no-store" in client.get("/desk/").headers["Cache-Control"]
