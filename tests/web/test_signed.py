"""Signed links: one purpose, a time, no personal data, and nothing changes on a GET."""

from datetime import timedelta

import pytest
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from leerwerk.kernel.links import LinkRefused, Value, make_token, read_token
from leerwerk.web import signed

pytestmark = pytest.mark.unit
DAY = timedelta(days=1)


@pytest.mark.parametrize("value", [7, "5f0c7f3e", [7, "5f0c7f3e"]])
def test_token_gives_back_what_it_was_made_of(value: Value) -> None:
    assert read_token("a", make_token("a", value), DAY) == value


@pytest.mark.parametrize(
    "spoil", [lambda t: t + "x", lambda t: t[1:], lambda t: "", lambda t: t * 40, str.upper]
)
def test_token_that_is_not_whole_is_refused(spoil) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LinkRefused, match="LINK_UNKNOWN"):
        read_token("a", spoil(make_token("a", 7)), DAY)


def test_token_is_good_for_one_purpose() -> None:
    with pytest.raises(LinkRefused, match="LINK_UNKNOWN"):
        read_token("other", make_token("a", 7), DAY)


def test_old_token_is_refused_with_its_own_code() -> None:
    with pytest.raises(LinkRefused, match="LINK_EXPIRED"):
        read_token("a", make_token("a", 7), timedelta(seconds=-1))


@pytest.mark.parametrize("value", ["iris@example.nl", "Iris de Boer", [3, "a@b"]])
def test_token_refuses_personal_data(value: Value) -> None:
    with pytest.raises(ValueError, match="numbers and keys"):
        make_token("a", value)


def test_token_does_not_say_more_than_its_numbers() -> None:
    assert signing.b62_decode(make_token("a", 7).split(":")[1]) > 0
    assert make_token("a", 7).split(":")[0] == "Nw"


@pytest.mark.django_db
def test_link_hands_its_value_and_is_kept_nowhere(rf: RequestFactory) -> None:
    @signed.signed_link("a", max_age=DAY)
    def view(request: HttpRequest, value: Value) -> HttpResponse:
        return HttpResponse(str(value))

    answer = view(rf.get("/"), token=make_token("a", 7))
    assert (answer.content, answer.headers["Referrer-Policy"]) == (b"7", "same-origin")
    assert "no-store" in answer.headers["Cache-Control"]
