"""Every public page there is, by the url confs: how many queries it takes, how it is shared, and what hostile
and odd parameters and fields do to it.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from urllib.parse import parse_qsl, quote_from_bytes, urlencode, urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.datastructures import MultiValueDict

from leerwerk.network.enums import DeskPhase
from leerwerk.network.models import Desk, SiteHost
from leerwerk.web.caching import SHARED_PAGES
from tests.hostile import is_hostile
from tests.public_pages import REGION, PublicPage, make_visitors, names, pages
from tests.web.public.test_fuzz import NEVER_TYPED, TEXTS, written

pytestmark = [pytest.mark.db, pytest.mark.django_db]
MOST_QUERIES = 12
#: By page: queries on the national site, and on that of a region. A page is asked twice and the second time counts:
#: what a process keeps for a minute (counts of the whole country, the national site) is kept then.
#: That lists cost the same with one and three rows is proven beside each of them.
BUDGETS: dict[str, tuple[int, int]] = {
    "public:home": (3, 9),
    "public:search": (3, 5),
    "public:suggested_words": (0, 1),
    "public:suggested_spots": (0, 1),
    "public:nearest_postcode": (0, 1),
    "public:search_rss": (2, 3),
    "public:search_atom": (2, 3),
    "public:save_search": (1, 2),
    "public:saved_search": (2, 3),
    "public:confirm_search": (2, 3),
    "public:stop_search": (3, 4),
    "public:place": (4, 5),
    "public:show_interest": (2, 3),
    "public:interest": (2, 3),
    "public:ask": (0, 1),
    "public:question": (3, 4),
    "public:agreements": (10, 11),
    "public:agreement": (10, 11),
    "public:agreement_placements": (5, 6),
    "public:desks": (3, 4),
    "public:desk": (8, 8),
    "public:agenda": (3, 3),
    "public:agenda_calendar": (4, 3),
    "public:event": (3, 4),
    "public:event_calendar": (2, 3),
    "public:stories": (3, 4),
    "public:story": (4, 5),
    "public:news": (2, 3),
    "public:news_item": (2, 3),
    "public:appointment": (7, 6),
    "public:appointment_details": (6, 5),
    "public:appointment_question": (6, 5),
    "public:appointment_review": (8, 7),
    "public:own_appointment": (2, 3),
    "public:own_calendar": (2, 3),
    "public:move_own_appointment": (6, 7),
    "public:cancel_own_appointment": (1, 2),
    "public:mijn": (9, 10),
    "public:mijn_sign_in": (0, 1),
    "public:mijn_code": (1, 2),
    "public:mijn_back": (3, 4),
    "public:mijn_arrive": (0, 1),
    "public:mijn_sign_out": (0, 1),
    "public:mijn_files": (9, 10),
    "public:mijn_step_done": (0, 1),
    "public:mijn_step_open": (0, 1),
    "public:mijn_withdraw": (3, 4),
    "public:mijn_data": (2, 3),
    "public:mijn_download": (0, 1),
    "public:mijn_fetch": (2, 3),
    "public:mijn_address": (2, 3),
    "public:mijn_address_codes": (2, 3),
    "public:mijn_elsewhere": (0, 1),
    "public:mijn_leave": (7, 8),
    "public:mijn_gone": (0, 1),
    "public:trainings": (2, 3),
    "public:training": (4, 5),
    "public:evc": (1, 2),
    "public:money": (3, 4),
    "public:money_wizard": (1, 2),
    "public:scheme": (3, 4),
    "public:employers": (2, 3),
    "public:employer_contact": (0, 1),
    "public:about": (0, 1),
    "public:accessibility": (0, 1),
    "public:display": (0, 1),
    "public:privacy": (0, 1),
    "machines:robots": (0, 1),
    "machines:sitemap_index": (9, 10),
    "machines:sitemap": (2, 3),
    "machines:security": (0, 1),
    "machines:desk_logo": (1, 2),
    "machines:team_photo": (1, 2),
    "machines:agenda_rss": (1, 2),
    "machines:agenda_atom": (1, 2),
    "machines:stories_rss": (2, 3),
    "machines:stories_atom": (2, 3),
    "machines:news_rss": (1, 2),
    "machines:news_atom": (1, 2),
}
#: What a GET answers otherwise than with a page: where only a button posts, and what was never there.
OTHERWISE: dict[str, int] = {
    "public:nearest_postcode": 405,
    "public:mijn_back": 404,
    "public:mijn_arrive": 303,
    "public:mijn_sign_out": 405,
    "public:mijn_download": 405,
    "public:mijn_step_done": 302,
    "public:mijn_step_open": 302,
    "public:mijn_fetch": 404,
    "public:mijn_elsewhere": 405,
    "machines:team_photo": 404,
}

#: What a policy without "unsafe-inline" would stop: styles, scripts and handlers within a page.
_INLINE = re.compile(r"<[^>]+ style=|<style|<script(?![^>]*(?:src=|ld\+json))[^>]*>|<[^>]+ on[a-z]+=")
_LOCATION, _CANONICAL = re.compile("<loc>(.+?)</loc>"), re.compile('<link rel="canonical" href="(.+?)">')
#: What is answered to who asks something odd that is not hostile: a page, another page, none, or only to a button;
#: to a form also what is wrong in it, or that nothing was found or changed.
ANSWERS = {"get": {200, 302, 303, 404, 405}, "post": {200, 302, 303, 307, 400, 403, 404, 405, 409, 422, 429}}
HOST = "twente.example"
GETS, POSTS = 6, 3
#: Pages in another state, in which they read more.
FURTHER = {
    "public:search": "?q=lasser&waar=7511&km=25&niveau=2&weergave=kaart",
    "public:money_wizard": "?voor=LEARNER&doel=BBL",
    "public:trainings": "?q=lassen&waar=Enschede&straal=25",
    "public:appointment": f"?regio={REGION}",
    "public:agreements": f"?regio={REGION}&wanneer=vroeger",
}


def test_every_public_page_keeps_to_its_literal_number_of_queries(now: Any) -> None:
    asked: dict[str, tuple[int, int]] = {}
    statuses: dict[str, int] = {}
    for page in pages(make_visitors(now), now):
        national = _queries(page.browser, page.address)
        regional = _queries(page.browser, f"/r/{REGION}{page.address}")
        asked[page.name] = (national[0], regional[0])
        statuses |= {page.name: national[1]} if national[1] != 200 else {}

    assert asked == BUDGETS
    assert statuses == OTHERWISE
    assert set(asked) == set(names())
    assert max(max(each) for each in asked.values()) <= MOST_QUERIES


def _queries(browser: Client, address: str) -> tuple[int, int]:
    """The queries of an answer that was given before, and its status."""
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        status = browser.get(address).status_code
    return len(queries), status


def test_every_page_is_found_and_shared_and_runs_nothing_of_its_own(now: Any) -> None:
    client, lacking = Client(), []
    index = client.get("/sitemap.xml").content.decode()
    listed = "".join(client.get(urlsplit(each).path).content.decode() for each in _LOCATION.findall(index))
    for page in pages(make_visitors(now), now):
        answer = page.browser.get(page.address)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        text = answer.content.decode()
        policy = answer.headers["Content-Security-Policy"]
        lacking += [f"{page.name}: {what}" for what in _INLINE.findall(text)]
        lacking += (
            [f"{page.name}: {policy}"] if "unsafe" in policy or "default-src 'none'" not in policy else []
        )
        if page.name.removeprefix("public:") not in SHARED_PAGES or 'content="noindex' in text:
            continue
        canonical = _CANONICAL.search(text)
        if canonical is None or f"<loc>{canonical.group(1)}</loc>" not in listed:
            lacking.append(f"{page.name}: {canonical and canonical.group(1)} is in no sitemap")
        lacking += [
            f"{page.name}: {what}"
            for what in ("og:title", "og:description", 'hreflang="en"')
            if what not in text
        ]

    assert lacking == []


@contextmanager
def watched() -> Iterator[set[str]]:
    """The names that are looked up in parameters and forms meanwhile: so nobody has to list which there are."""
    seen: set[str] = set()
    patch = pytest.MonkeyPatch()
    for method in ("__getitem__", "get", "getlist", "__contains__"):
        patch.setattr(MultiValueDict, method, _noting(getattr(MultiValueDict, method), seen))
    try:
        yield seen
    finally:
        patch.undo()


def _noting(look_up: Any, seen: set[str]) -> Any:
    def noting(self: Any, key: Any, *more: Any, **given: Any) -> Any:
        if isinstance(key, str):
            seen.add(key)
        return look_up(self, key, *more, **given)

    return noting


def test_every_public_page_refuses_hostile_parameters_and_answers_odd_ones(now: Any) -> None:
    SiteHost.objects.create(
        host=HOST, desk=Desk.objects.get(region__slug=REGION, phase=DeskPhase.OPEN, valid_until=None)
    )
    dice = random.Random(20261122)  # the same draws each time
    read: dict[str, set[str]] = defaultdict(set)
    broken: list[tuple[str, Any]] = []
    for page in pages(make_visitors(now), now):
        for base in _states(page):
            with watched() as seen:
                _answer(page.browser, "get", base, {})
            for _ in range(GETS):
                with watched() as more:
                    broken += _try(page, "get", *_odd(base, sorted(seen), dice), _site(dice))
                seen |= more
            read[page.name] |= seen
        with watched() as fields:
            broken += _try(page, "post", page.address, False, {}, {})
        for _ in range(POSTS):
            with watched() as more:
                broken += _try(page, "post", page.address, *_fields(sorted(fields), dice), _site(dice))
            fields |= more

    assert broken == []
    assert set(read) == set(names())
    assert read["public:search"] >= {"q", "waar", "km", "sector", "niveau", "pagina", "sorteer", "weergave"}


def _states(page: PublicPage) -> list[str]:
    """The address of a page, and where it has one that of another state."""
    path = page.address.partition("?")[0]
    return [page.address, *([path + FURTHER[page.name]] if page.name in FURTHER else [])]


def _site(dice: random.Random) -> dict[str, str]:
    """How a site is reached: by prefix, by host or neither; some in another language."""
    return dice.choice(({}, {"prefix": f"/r/{REGION}"}, {"host": HOST}, {"prefix": "/en"}, {"prefix": "/ar"}))


def _try(
    page: PublicPage,
    method: str,
    address: str,
    is_hostile: bool,
    fields: dict[str, str],
    site: dict[str, str],
) -> list[tuple[str, Any]]:
    """What broke, was refused without being hostile, or was hostile and not refused; with how."""
    told = f"{site.get('prefix', '')}{address}"
    try:
        status: Any = _answer(page.browser, method, told, fields, site.get("host", ""))
    except Exception as failure:  # noqa: BLE001  (each of them would have been a page of its own)
        status = repr(failure)[:300]
    is_well = status == 400 if is_hostile else status in ANSWERS[method]
    return [] if is_well else [(f"{method} {site.get('host', '')}{told[:300]} {str(fields)[:300]}", status)]


def _answer(browser: Client, method: str, address: str, fields: dict[str, str], host: str = "") -> int:
    """The status; what was changed is taken back, and who was signed out is signed in again."""
    headers, cookies = {"host": host} if host else {}, deepcopy(browser.cookies)
    with transaction.atomic():
        if method == "get":
            status = browser.get(address, headers=headers).status_code
        else:
            status = browser.post(address, fields, headers=headers).status_code
        transaction.set_rollback(True)
    browser.cookies = cookies
    return int(status)


def _odd(base: str, known: list[str], dice: random.Random) -> tuple[str, bool, dict[str, str]]:
    """The same address with some parameters replaced, added or given twice; whether it is hostile, and no fields."""
    parts = urlsplit(base)
    pairs: list[tuple[str, str | bytes]] = [*parse_qsl(parts.query)]
    for _ in range(dice.randint(1, 3)):
        name, text = dice.choice(known or ["x"]), dice.choice(TEXTS)
        pairs = [pair for pair in pairs if pair[0] != name or dice.random() < 0.2]
        pairs.append((name, text))
    query = "&".join(f"{urlencode({'': name})[1:]}={quote_from_bytes(written(text))}" for name, text in pairs)
    return f"{parts.path}?{query}", any(is_hostile(*pair) for pair in pairs), {}


def _fields(known: list[str], dice: random.Random) -> tuple[bool, dict[str, str]]:
    """Whether a field has what nobody can type, and the fields."""
    texts = [text for text in TEXTS if isinstance(text, str)]
    fields = {name: dice.choice(texts) for name in known if dice.random() < 0.8}
    return any(NEVER_TYPED.search(text) for text in fields.values()), fields
