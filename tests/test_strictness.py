import pytest
from django.db import connection
from django.template import Context, Template
from django.template.base import Origin
from django.test import Client, override_settings
from django.urls import path

from leerwerk.accounts.models import User
from tests.strictness import OURS, UndefinedVariable


def write_something(request: object) -> None:
    User.objects.create_user("iemand@voorbeeld.nl", name="Iemand")


urlpatterns = [path("writes", write_something)]


def template(text: str, file: str = f"{OURS}/leerwerk/web/ui/templates/page.html") -> Template:
    return Template(text, origin=Origin(file))


@pytest.mark.unit
def test_undefined_variable_in_our_template_fails() -> None:
    with pytest.raises(UndefinedVariable, match=r"nobody.name \}\} is undefined in /leerwerk/web/ui"):
        template("{{ nobody.name }}").render(Context())


@pytest.mark.unit
@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("{% if nobody %}x{% endif %}", ""),
        ('{{ nobody|default:"niemand"|upper }}', "NIEMAND"),
        ('{{ nobody|default_if_none:""|length }}', "0"),
    ],
)
def test_variable_that_may_be_absent_is_asked_for_with_care(text: str, rendered: str) -> None:
    assert template(text).render(Context()) == rendered


@pytest.mark.unit
def test_undefined_variable_in_the_template_of_a_library_passes() -> None:
    assert template("{{ nobody }}", "/site-packages/django/x.html").render(Context()) == ""


@pytest.mark.db
@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_get_that_writes_fails(client: Client) -> None:
    with pytest.raises(AssertionError, match="a GET wrote to accounts_user"):
        client.get("/writes")

    assert connection.execute_wrappers == []
