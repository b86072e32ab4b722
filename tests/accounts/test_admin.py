import pytest
from django.test import Client

from leerwerk.accounts.models import User
from leerwerk.kernel.models import AuditEntry
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def officer(client: Client) -> User:
    officer = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(officer)
    return officer


def test_change_of_an_account_is_in_the_log_by_the_names_of_its_fields(client: Client, officer: User) -> None:
    user = UserFactory()

    answer = client.post(
        f"/beheer/accounts/user/{user.pk}/change/",
        {"email": user.email, "name": user.name, "language": "nl", "is_active": "on", "is_superuser": "on"},
    )

    entry = AuditEntry.objects.get()
    assert answer.status_code == 302
    assert (entry.actor_id, entry.action, entry.subject) == (
        officer.pk,
        "admin.change",
        f"accounts.user:{user.pk}",
    )
    assert entry.details == {"fields": ["is_superuser"]}


def test_new_password_by_an_administrator_is_in_the_log(client: Client, officer: User) -> None:
    user = UserFactory()
    address = f"/beheer/accounts/user/{user.pk}/password/"
    new = "zeven-zachte-zalmen"

    assert client.post(address, {"password1": new, "password2": "iets anders"}).status_code == 200
    assert not AuditEntry.objects.exists()
    assert (
        client.post(address, {"password1": new, "password2": new, "usable_password": "true"}).status_code
        == 302
    )

    assert AuditEntry.objects.get().action == "admin.password"
