"""Hostile and odd parts and parameters of every public address: what is hostile is refused with 400, all else is
answered, and nothing breaks. The same draws each time.

That the pages are there, and what they read, is for tests.demo.test_every_public_page: here nothing in an address is.
"""

import random
import re
from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.test import Client
from django.urls import URLPattern

from leerwerk.web.public import machine_urls, urls
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import DeskFactory, PostcodeFactory, RegionFactory
from tests.hostile import HOSTILE, is_hostile
from tests.web.public.conftest import BuildMarket

pytestmark = [pytest.mark.db, pytest.mark.django_db]
REQUESTS = 300
NAMES = (
    "wat", "waar", "straal", "regio", "sector", "niveau", "leerweg", "sorteer", "pagina", "plek", "q", "lat", "lon",
    "weergave", "zonder-diploma", "loon", "stand", "nieuw", "tijd", "dag", "onderwerp", "kanaal", "loket", "van",
    "opleiding", "werk", "inkomen", "leeftijd", "uren", "start", "taal", "wat[]", "",
)  # fmt: skip
TEXTS: tuple[str | bytes, ...] = (
    "", " ", "0", "-1", "1e309", "NaN", "inf", "99999999999999999999", "٣", "½",
    "\r\nSet-Cookie: x=1", "\u202enetsal", "مرحبا", "🧑‍🏭" * 50, "<script>alert(1)</script>",
    "' OR 1=1 --", "%", "%s", "%(n)s", "{{ 7 }}",
    "../../etc/passwd", "[]", "{}", "null", "true", "2026-02-30", "0000-00-00",
    "9999-12-31", "25:61", "7511 AA", "7511", "lassen", "twente", "é" * 300, *HOSTILE,
)  # fmt: skip
SLUGS = ("x", "lasser-enschede", "-", "twente", "a" * 200)
#: Of a page, of one that moved, of none, and of what only a button asks.
ANSWERS = {200, 301, 302, 303, 404, 405}
#: In what is posted; what comes along with a pasted text may be there.
NEVER_TYPED = re.compile("[\x00\x1b\x7f]")
TOKENS = ("x", "Nw:1:2", "%00", "a" * 900, "é")


def addresses() -> Iterator[str]:
    """Every public address, with something or other for each of its parts."""
    for pattern in [*urls.urlpatterns, *machine_urls.urlpatterns]:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        for number in range(5):
            path = route
            for part, values in (
                ("slug:slug", SLUGS), ("slug:digest", SLUGS), ("slug:step", SLUGS), ("str:token", TOKENS),
                ("section", SLUGS), ("int:pk", ("0", "1", "7", "9" * 19, "9" * 40)),
            ):  # fmt: skip
                path = path.replace(f"<{part}>", values[number])
            assert "<" not in path, f"a part of which the draws know nothing: {path}"
            yield f"/{path}"
            if "<" not in route:
                break


def query(dice: random.Random) -> tuple[str, bool]:
    """A handful of parameters, some of them several times, some no parameters at all; and whether one is hostile."""
    if dice.random() < 0.05:
        return dice.choice((("%", False), ("&&=&", False), ("=x", False), ("a=%zz", False), ("%00=x", True)))
    pairs = [(dice.choice(NAMES), dice.choice(TEXTS)) for _ in range(dice.randint(0, 3))]
    told = [f"{urlencode({'': name})[1:]}={quote_from_bytes(written(value))}" for name, value in pairs]
    return "&".join(told), any(is_hostile(*pair) for pair in pairs)


def written(value: str | bytes) -> bytes:
    """As it goes over the line."""
    return value if isinstance(value, bytes) else value.encode()


def test_hostile_addresses_are_refused_and_no_other_breaks(client: Client, build_market: BuildMarket) -> None:
    region = RegionFactory(name="Twente", slug="twente")
    DeskFactory(region=region, name="Leerwerkloket Twente")
    PostcodeFactory(pc4="7511")
    place = PlaceFactory(region=region, occupation=OccupationFactory(name="Lasser"), title="Leerling lasser")
    build_market()
    dice = random.Random(20261122)
    paths = [*addresses(), place.get_absolute_url(), f"{place.get_absolute_url()}/interesse"]
    wrong = []
    for number in range(max(REQUESTS, len(paths))):
        path = paths[number] if number < len(paths) else dice.choice(paths)
        site = dice.choice(("", "", "/r/twente"))
        asked, is_refused = query(dice)
        address = f"{site}{path}?{asked}"
        expected = {400} if is_refused or "%00" in path else ANSWERS
        try:
            status = client.get(address).status_code
        except Exception as failure:  # noqa: BLE001  (each of them would have been a page of its own)
            status = repr(failure)[:200]
        if status not in expected:
            wrong.append((address[:300], status))

    assert wrong == []


@pytest.mark.parametrize("path", ["/vraag", "{place}/interesse"])
def test_no_form_breaks_on_hostile_fields(client: Client, path: str) -> None:
    address = path.format(place=PlaceFactory().get_absolute_url())
    dice = random.Random(11)
    names = ("text", "name", "email", "phone", "where", "message", "agrees", "ticket", "proof", "nickname")
    texts = [value for value in TEXTS if isinstance(value, str)]
    for _ in range(20):
        fields = {name: dice.choice(texts) for name in names}
        is_refused = any(NEVER_TYPED.search(f"{name}{value}") for name, value in fields.items())
        assert client.post(address, fields).status_code == (400 if is_refused else 422)
