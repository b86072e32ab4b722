"""The site that is asked: a throw-away demo (or one that is there), its pages and what must stand in them.

Run as a program, in the environment of that demo, it fills the database when it is empty and prints the pages as JSON.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.web_client import Ask
from leerwerk.config import launcher
from leerwerk.config.processes import site_command

#: The size of the demo that is made: that of tests, or the whole country.
HAMLET, COUNTRY = "hamlet", "country"
_SEED = 20061122
_QUESTIONS = 240
_TOWNS = 300
_STARTING_S = 90.0
_FRAGMENT = {"HX-Request": "true", "HX-Target": "resultaten"}
_CHOSEN = ({}, {"niveau": "2"}, {"leerweg": "bbl"}, {"niveau": ["1", "2"]}, {"zonder-diploma": "ja"})


@dataclass(frozen=True, slots=True)
class Site:
    """A demo that can be served: its environment, and its pages by name."""

    environment: dict[str, str]
    pages: dict[str, list[Ask]]


@contextmanager
def demo_site(size: str, folder: Path | None) -> Iterator[Site]:
    """The demo in a folder, or a new one that is gone afterwards."""
    made = None if folder else Path(tempfile.mkdtemp(prefix="leerwerk-benchmark-"))
    home = folder or made
    assert home is not None
    home.chmod(0o711)  # the server of root runs as somebody else and must reach its own folder in here
    settings = launcher.THROWAWAY if made else launcher.DURABLE
    server = launcher.LocalServer(home / "postgres", settings=tuple(settings.items()))
    is_ours = server.start()
    environment = os.environ | {
        "LEERWERK_VAR": str(home),
        "LEERWERK_MODE": "demo",
        "LEERWERK_LOG_LEVEL": "WARNING",
        "DATABASE_URL": server.url,
    }
    try:
        yield Site(environment, _pages(environment, size))
    finally:
        if is_ours:
            server.stop()
        if made:
            shutil.rmtree(server.base, ignore_errors=True)
            shutil.rmtree(made, ignore_errors=True)


@contextmanager
def serving(
    environment: dict[str, str], *, port: int, workers: int, application: str | None = None
) -> Iterator[None]:
    """Serve as `leerwerk serve` does, but that no worker is renewed meanwhile."""
    command = site_command(address=f"127.0.0.1:{port}", workers=workers)
    command = [application if application and ":application" in word else word for word in command]
    command += ["--max-requests", "0", "--max-requests-jitter", "0"]
    running = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        yield
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + _STARTING_S
    while time.monotonic() < deadline:
        with suppress(OSError):
            urllib.request.urlopen(address, timeout=10).read()
            return
        time.sleep(0.1)
    raise TimeoutError(address)


def _pages(environment: dict[str, str], size: str) -> dict[str, list[Ask]]:
    program = [sys.executable, "-m", "benchmarks.web_site", size]
    done = subprocess.run(program, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return {name: [Ask(**one) for one in asked] for name, asked in told.items()}


def _fill(size: str) -> None:
    """Make the demo, unless places are there."""
    from django.core.management import call_command  # noqa: PLC0415  (Django is only here in its own process)
    from rich.console import Console  # noqa: PLC0415

    from leerwerk.catalogue.models import Place  # noqa: PLC0415
    from leerwerk.demo import run, sizes  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    if not Place.objects.exists():
        run.run(console=Console(file=sys.stderr), sizes=sizes.HAMLET if size == HAMLET else sizes.COUNTRY)


def _main(size: str) -> None:
    from leerwerk.config import boot  # noqa: PLC0415

    boot.prepare_django()
    _fill(size)
    from django.conf import settings  # noqa: PLC0415

    settings.ALLOWED_HOSTS.append("testserver")
    print(json.dumps({name: [asdict(one) for one in asked] for name, asked in asked_pages().items()}))


def asked_pages() -> dict[str, list[Ask]]:
    """The kinds of pages by name, with what has to stand in each; in the process of a demo with Twente in it."""
    from leerwerk.catalogue.models import Place  # noqa: PLC0415
    from leerwerk.kernel.clock import today  # noqa: PLC0415
    from leerwerk.network.models import Region  # noqa: PLC0415
    from leerwerk.network.queries import desk_of_region  # noqa: PLC0415

    searches = _searches()
    places = Place.objects.published().order_by("pk")
    step = max(1, places.count() // 100)
    twente = Region.objects.current().get(slug="twente")
    desk = desk_of_region(twente.code, today())
    assert desk is not None
    return {
        "home": [Ask("/", "Wat wil je leren, en waar?")],
        "search": searches,
        "search fragment": [Ask(one.path, one.expected, _FRAGMENT) for one in searches],
        "place": [Ask(row.get_absolute_url(), escape(row.title)) for row in places[: 100 * step : step]],
        "trainings": _lists_of_trainings(),
        "training": _trainings(),
        "desks": [Ask("/loketten", escape(desk.name))],
        "regional home": [Ask(f"/r/{twente.slug}/", escape(desk.name))],
        "stories": [Ask("/verhalen", "<h1")],
        "wizard": [Ask("/geld/welke-regeling", "<h1")],
    }


def _lists_of_trainings() -> list[Ask]:
    """All trainings, from the nearest to different towns on; the page says how many there are."""
    from leerwerk.catalogue.queries.trainings import TrainingQuestion, trainings_for  # noqa: PLC0415
    from leerwerk.kernel.clock import today  # noqa: PLC0415
    from leerwerk.network.models import Locality  # noqa: PLC0415

    count = trainings_for(TrainingQuestion(), today=today()).count()
    towns = Locality.objects.order_by("-population", "pk").values_list("name", flat=True)[:_TOWNS]
    return [Ask(f"/opleidingen?{urlencode({'waar': town})}", f"{count} opleiding") for town in towns]


def _trainings() -> list[Ask]:
    from django.urls import reverse  # noqa: PLC0415

    from leerwerk.catalogue.queries.trainings import TrainingQuestion, trainings_for  # noqa: PLC0415
    from leerwerk.kernel.clock import today  # noqa: PLC0415
    from leerwerk.web.public.trainings import address_part  # noqa: PLC0415

    rows = trainings_for(TrainingQuestion(), today=today())[:100]
    return [
        Ask(reverse("public:training", args=[address_part(row), row.pk]), escape(row.name)) for row in rows
    ]


def _searches() -> list[Ask]:
    """Different questions with a word, a town, a circle and now and then a filter, and how many places answer each.

    How many is asked of `find_places`, in another process than the one that serves.
    """
    from django.http import QueryDict  # noqa: PLC0415

    from leerwerk.catalogue.models import Occupation  # noqa: PLC0415
    from leerwerk.kernel.clock import now  # noqa: PLC0415
    from leerwerk.network.models import Locality, Region  # noqa: PLC0415
    from leerwerk.search.queries import find_places  # noqa: PLC0415
    from leerwerk.web.public.answers import count_sentence  # noqa: PLC0415
    from leerwerk.web.public.questions import Choices, read_question  # noqa: PLC0415

    chance, moment = random.Random(_SEED), now()
    words: Sequence[str] = [row.name.lower() for row in Occupation.objects.order_by("code")]
    towns = [row.name for row in Locality.objects.order_by("-population", "pk")[:_TOWNS]]
    choices = Choices(tuple(Region.objects.current()), None)
    asked = []
    for number in range(_QUESTIONS):
        question = {
            "q": chance.choice(words),
            "waar": chance.choice(towns),
            "km": chance.choice(["15", "25", "50"]),
            **_CHOSEN[number % len(_CHOSEN)],
        }
        query = urlencode(question, doseq=True)
        found = find_places(read_question(QueryDict(query), choices), now=moment)
        asked.append(Ask(f"/leerwerkplekken?{query}", escape(count_sentence(found))))
    return asked


if __name__ == "__main__":
    _main(sys.argv[1])
