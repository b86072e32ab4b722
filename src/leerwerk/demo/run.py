"""`leerwerk demo`, without the serving: reference data, history, demo country, market, main job, summary."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from rich.console import Console
from rich.table import Table

from leerwerk.config.paths import REPOSITORY
from leerwerk.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from leerwerk.demo.citizen import CITIZEN, make_citizen
from leerwerk.demo.country import Country, make_country
from leerwerk.demo.history import RecordedHistory, record_history
from leerwerk.demo.main_job import MainJob, StageMissing
from leerwerk.demo.rounds import make_round
from leerwerk.demo.searches import make_searches
from leerwerk.demo.sizes import COUNTRY, Sizes
from leerwerk.demo.stories import Made, make_stories
from leerwerk.demo.story import tell_main_job
from leerwerk.exchange.actions.reference import ListReport, load_reference
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.refusal import Refusal
from leerwerk.matching.enums import RoundState
from leerwerk.matching.market import current_market, ensure_market
from leerwerk.matching.models import MatchingRound
from leerwerk.people.models import Client
from leerwerk.web.ui.dutch import number

LISTS = REPOSITORY / "reference"
Tell = Callable[[str], None]


def run(*, console: Console | None = None, sizes: Sizes = COUNTRY) -> None:
    """Make everything that the demo needs, once, and show the main job. The tables must be there."""
    logging.getLogger("leerwerk.matching").setLevel(logging.WARNING)  # the steps tell it already
    shown = console or Console()
    now = clock.now()
    steps: tuple[tuple[str, Callable[[Tell], str]], ...] = (
        ("Referentiedata", lambda _tell: _reference(load_reference(folder=LISTS, actor=SYSTEM, now=now))),
        ("Geschiedenis", lambda _tell: _history(record_history(now=now))),
        ("Voorbeeldland", lambda tell: _country(make_country(now=now, sizes=sizes, progress=tell))),
        ("Markt", lambda _tell: _market(ensure_market(now), len(current_market(now)))),
        ("Verhalen", lambda _tell: _stories(make_stories(now=now))),
        ("Zoekvragen", lambda _tell: f"{make_searches(today=now.date())} zoekvragen"),
        (
            "Burger",
            lambda _tell: f"{make_citizen(now=now)} heeft een traject, een afspraak, vragen en interesse",
        ),
        ("Verdeelronde", lambda _tell: _round(make_round(now=now))),
    )
    for name, work in steps:
        _step(shown, name, work)
    shown.print()
    _show_main_job(shown, now)
    with shown.status("Markt bijwerken…"):
        ensure_market(now)  # the main job took a seat
    _show_accounts(shown)


def _show_main_job(console: Console, now: datetime) -> None:
    """Tell the main job, unless somebody who tried the demo changed what it is about."""
    try:
        tell_main_job(MainJob(now=now), console)
    except (StageMissing, Refusal, Client.DoesNotExist) as changed:
        console.print(f"Dit verhaal houdt hier op: in deze demo is intussen iets veranderd ({changed}).")


def _step(console: Console, name: str, work: Callable[[Tell], str]) -> None:
    """Do one step with a line that shows what is going on, and afterwards what came of it and how long it took."""
    began = time.monotonic()
    with console.status(f"{name}…") as status:
        told = work(lambda part: status.update(f"{name}: {part}…"))
    console.print(f"[green]✓[/green] {name:<15}{told} [dim]({number(time.monotonic() - began, 1)} s)[/dim]")


def _reference(reports: list[ListReport]) -> str:
    rows = number(sum(each.rows for each in reports))
    return f"{rows} rijen stonden er al" if all(each.is_known for each in reports) else f"{rows} rijen"


def _history(recorded: RecordedHistory) -> str:
    return f"{recorded.agreements} akkoorden en {recorded.desks} loketten uit de bronnen"


def _country(made: Country) -> str:
    if not made.is_new:
        return f"{number(made.places)} leerwerkplekken stonden er al"
    return (
        f"{number(made.employers)} werkgevers, {number(made.places)} leerwerkplekken, {number(made.clients)} cliënten, "
        f"{number(made.placements)} plaatsingen, {number(made.agreements)} akkoorden"
    )


def _market(is_new: bool, places: int) -> str:
    return f"{number(places)} plekken {'doorzoekbaar gemaakt' if is_new else 'waren al doorzoekbaar'}"


def _round(made: MatchingRound | None) -> str:
    if made is None or made.state != RoundState.DONE:
        return "er loopt nog een ronde"
    return (
        f"{number(made.placed)} van {number(made.seekers)} wachtende cliënten in Twente een plek voorgesteld"
    )


def _stories(made: Made) -> str:
    return f"{made.stories} verhalen en {made.news} nieuwsberichten{'' if made.is_new else ' stonden er al'}"


def _show_accounts(console: Console) -> None:
    console.print()
    console.rule("[bold]Aanmelden[/bold]", align="left")
    table = Table.grid(padding=(0, 3))
    for account in ACCOUNTS:
        table.add_row(account.email, f"[dim]{account.name}, {account.does}[/dim]")
    console.print(table)
    console.print(f"Wachtwoord voor alle vijf: [bold]{DEMO_PASSWORD}[/bold]")
    console.print(
        f"Als burger, op /mijn: [bold]{CITIZEN}[/bold]. De code staat in een mail, hier een bestand in:"
    )
    console.print(f"[dim]{getattr(settings, 'EMAIL_FILE_PATH', 'je eigen mailbox')}[/dim]")
