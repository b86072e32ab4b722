"""The whole of `leerwerk demo`, on a small country: shown once, and once more without doing anything twice."""

import io

import pytest
from rich.console import Console

from leerwerk.casework.models import Placement
from leerwerk.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from leerwerk.demo.main_job import CLIENT_NUMBER
from leerwerk.demo.run import run
from leerwerk.demo.sizes import HAMLET
from leerwerk.people.models import Client

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def screen_of_a_run() -> str:
    screen = io.StringIO()
    run(console=Console(file=screen, width=110), sizes=HAMLET)
    return screen.getvalue()


def test_demo_is_made_once_and_shown_twice() -> None:
    first, placed = screen_of_a_run(), Placement.objects.count()
    second = screen_of_a_run()
    assert "700 leerwerkplekken, 160 cliënten" in first
    assert "700 leerwerkplekken stonden er al" in second
    assert Placement.objects.count() == placed
    for screen in (first, second):
        assert all(account.email in screen for account in ACCOUNTS)
        assert DEMO_PASSWORD in screen
        assert "praktijkverklaring" in screen


def test_demo_whose_story_was_erased_still_ends_well() -> None:
    screen_of_a_run()
    Client.objects.filter(number=CLIENT_NUMBER).update(erased_at="2026-11-22T12:00+01:00")
    screen = screen_of_a_run()
    assert "Dit verhaal houdt hier op" in screen
    assert ACCOUNTS[0].email in screen
