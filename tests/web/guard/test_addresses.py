"""Who posts, past the proxies that are known."""

from typing import Any

import pytest
from django.test import RequestFactory

from leerwerk.web.guard.addresses import Sender, sender_from, sender_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("seen", "sender"),
    [
        ("86.80.1.2", Sender("86.80.1.2", is_shared=False)),
        ("127.0.0.1", Sender("127.0.0.1", is_shared=True)),
        ("10.1.2.3", Sender("10.1.2.3", is_shared=True)),
        ("::ffff:86.80.1.2", Sender("86.80.1.2", is_shared=False)),
        ("2a02:a210:1:2:3:4:5:6", Sender("2a02:a210:1:2::", is_shared=False)),
        ("", Sender("unknown", is_shared=True)),
        ("<script>", Sender("unknown", is_shared=True)),
    ],
)
def test_sender_is_one_household_or_everybody(seen: str, sender: Sender) -> None:
    assert sender_from(seen) == sender


def test_sender_is_read_past_the_trusted_proxies_and_no_further(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = RequestFactory(REMOTE_ADDR="10.0.0.1").get(
        "/", headers={"x-forwarded-for": "1.1.1.1, 86.80.1.2"}
    )
    assert sender_of(request) == Sender("86.80.1.2", is_shared=False)


def test_sender_is_not_read_from_a_header_that_nobody_trusts(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    request = RequestFactory(REMOTE_ADDR="86.80.1.2").get("/", headers={"x-forwarded-for": "1.1.1.1"})
    assert sender_of(request) == Sender("86.80.1.2", is_shared=False)


def test_sender_is_everybody_when_a_proxy_is_missing(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    request = RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", headers={"x-forwarded-for": "86.80.1.2"})
    assert sender_of(request) == Sender("unknown", is_shared=True)
