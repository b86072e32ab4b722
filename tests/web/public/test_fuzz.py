"""Hostile parts and parameters of every public address: whatever comes, no page breaks. The same draws each time.

That the pages are there, and what they read, is for tests.demo.test_every_public_page: here nothing in an address is.
"""

import random
from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.test import Client
from django.urls import URLPattern

from leerwerk.web.public import machine_urls, urls
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import DeskFactory, PostcodeFactory, RegionFactory
from tests.web.public.conftest import BuildMarket

pytestmark = [pytest.mark.db, pytest.mark.django_db]
REQUESTS = 300
NAMES = (
    "wat", "waar", "straal", "regio", "sector", "niveau", "leerweg", "sorteer", "pagina", "plek", "q", "lat", "lon",
    "weergave", "zonder-diploma", "loon", "stand", "nieuw", "tijd", "dag", "onderwerp", "kanaal", "loket", "van",
    "opleiding", "werk", "inkomen", "leeftijd", "uren", "start", "taal", "wat[]", "",
)  # fmt: skip
TEXTS: tuple[str | bytes, ...] = (
    "", " ", "0", "-1", "1e309", "NaN", "inf", "99999999999999999999", "٣", "½", "\x00", "a\x00b",
    "\r\nSet-Cookie: x=1", "\u202enetsal", "مرحبا", "🧑‍🏭" * 50, "<script>alert(1)</script>",
    "' OR 1=1 --", "%", "%s", "%(n)s", "{{ 7 }}",
    "../../etc/passwd", "x" * 8000, "lassen " * 400, "[]", "{}", "null", "true", "2026-02-30", "0000-00-00",
    "9999-12-31", "25:61", "7511 AA", "7511", "lassen", "twente", b"\xff\xfe", b"\xc3\x28", "é" * 300, "\ud83d",
)  # fmt: skip
SLUGS = ("x", "lasser-enschede", "-", "twente", "a" * 200)
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


def query(dice: random.Random) -> str:
    """A handful of parameters, some of them several times, some no parameters at all."""
    if dice.random() < 0.05:
        return dice.choice(("%", "&&=&", "=x", "a=%zz", "?" * 50, "%00=%00"))
    pairs = []
    for _ in range(dice.randint(0, 6)):
        value = dice.choice(TEXTS)
        raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
        pairs.append(f"{urlencode({'': dice.choice(NAMES)})[1:]}={quote_from_bytes(raw)}")
    return "&".join(pairs)


def test_no_address_breaks_on_hostile_parameters(client: Client, build_market: BuildMarket) -> None:
    region = RegionFactory(name="Twente", slug="twente")
    DeskFactory(region=region, name="Leerwerkloket Twente")
    PostcodeFactory(pc4="7511")
    place = PlaceFactory(region=region, occupation=OccupationFactory(name="Lasser"), title="Leerling lasser")
    build_market()
    dice = random.Random(20261122)
    paths = [*addresses(), place.get_absolute_url(), f"{place.get_absolute_url()}/interesse"]
    broken = []
    for number in range(max(REQUESTS, len(paths))):
        path = paths[number] if number < len(paths) else dice.choice(paths)
        site = dice.choice(("", "", "/r/twente"))
        address = f"{site}{path}?{query(dice)}"
        try:
            status = client.get(address).status_code
        except Exception as failure:  # noqa: BLE001  (each of them would have been a page of its own)
            status = repr(failure)[:200]
        if not isinstance(status, int) or status >= 500:
            broken.append((address[:300], status))

    assert broken == []


@pytest.mark.parametrize("path", ["/vraag", "{place}/interesse"])
def test_no_form_breaks_on_hostile_fields(client: Client, path: str) -> None:
    address = path.format(place=PlaceFactory().get_absolute_url())
    dice = random.Random(11)
    names = ("text", "name", "email", "phone", "where", "message", "agrees", "ticket", "proof", "nickname")
    texts = [value for value in TEXTS if isinstance(value, str) and value != "\ud83d"]
    for _ in range(20):
        fields = {name: dice.choice(texts) for name in names}
        assert client.post(address, fields).status_code in {400, 422}
