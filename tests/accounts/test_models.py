import pytest
from django.db import IntegrityError

from leerwerk.accounts.models import User

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_user_has_address_in_lower_case_as_login() -> None:
    user = User.objects.create_user(" Anna@Voorbeeld.NL", "een lang wachtwoord", name="Anna")

    assert user.email == "anna@voorbeeld.nl"
    assert user.check_password("een lang wachtwoord")
    assert User.objects.get_by_natural_key("ANNA@voorbeeld.nl") == user


def test_user_table_refuses_an_address_with_capitals() -> None:
    with pytest.raises(IntegrityError, match="lower_case"):
        User.objects.create(email="Anna@voorbeeld.nl", name="Anna")
