"""A citizen who is signed in by a code, as everybody is."""

import re
from typing import Any

import pytest
from django.test import Client

from leerwerk.accounts.models import User
from leerwerk.kernel.models import OutboxMail

ADDRESS = "samira@voorbeeld.nl"
CODE = re.compile(r"\b(\d{4}-\d{4})\b")


def code_for(address: str) -> str:
    """The code in the last mail to an address; "" when it holds none."""
    mail = OutboxMail.objects.filter(to=address).order_by("-pk").first()
    found = CODE.search(mail.text) if mail else None
    return found.group(1) if found else ""


def enter(browser: Client, address: str = ADDRESS, prefix: str = "") -> Any:
    """Ask a code, read it, and type it."""
    browser.post(f"{prefix}/mijn/aanmelden", {"email": address})
    return browser.post(f"{prefix}/mijn/code", {"code": code_for(address.lower())})


@pytest.fixture
def browser(db: None) -> Client:
    """The browser of the citizen."""
    browser = Client()
    assert enter(browser).status_code == 302
    return browser


@pytest.fixture
def citizen(browser: Client) -> User:
    """Whoever sits behind it."""
    return User.objects.get(email=ADDRESS)
