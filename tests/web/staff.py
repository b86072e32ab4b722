"""Fixtures for the pages of staff and employers: people who are signed in, and a market of their own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leerwerk.kernel import clock
from leerwerk.matching.market import ensure_market
from leerwerk.network.enums import Role
from leerwerk.network.models import Organisation, Region
from tests.factories.network import MembershipFactory, OrganisationFactory, RegionFactory


def signed_in(role: str, **scope: Any) -> Client:
    """A browser of somebody with a role."""
    browser = Client()
    browser.force_login(MembershipFactory(role=role, **scope).user)
    return browser


@pytest.fixture
def region(db: None) -> Region:
    return RegionFactory(name="Twente")


@pytest.fixture
def organisation(db: None) -> Organisation:
    return OrganisationFactory(name="Lasbedrijf Roelofs")


@pytest.fixture
def desk(region: Region) -> Client:
    """The browser of an adviser of the region."""
    return signed_in(Role.ADVISER, region=region)


@pytest.fixture
def elsewhere(db: None) -> Client:
    """The browser of an adviser of another region."""
    return signed_in(Role.ADVISER, region=RegionFactory(name="Zeeland"))


@pytest.fixture
def partner(organisation: Organisation) -> Client:
    """The browser of somebody of the employer."""
    return signed_in(Role.EMPLOYER, organisation=organisation)


@pytest.fixture
def other_partner(db: None) -> Client:
    """The browser of somebody of another employer."""
    return signed_in(Role.EMPLOYER, organisation=OrganisationFactory())


@pytest.fixture(autouse=True)
def _own_market(settings: Any, tmp_path: Path) -> None:
    """No test sees the places of another."""
    settings.VAR_DIR = tmp_path


@pytest.fixture
def build() -> Callable[[], None]:
    """Call it once the rows are there: what a worker does every minute."""
    return lambda: ensure_market(clock.now()) and None
