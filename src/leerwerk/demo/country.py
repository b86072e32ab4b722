"""The demo country, made in one transaction: it is there whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from leerwerk.catalogue.actions.imports import store_places
from leerwerk.demo.accounts import make_accounts, make_staff
from leerwerk.demo.agenda import make_agenda
from leerwerk.demo.agreements import make_agreements
from leerwerk.demo.appointments import make_appointments
from leerwerk.demo.cases import make_cases
from leerwerk.demo.clients import make_clients
from leerwerk.demo.contact import make_contact
from leerwerk.demo.desks import make_desks
from leerwerk.demo.employers import make_employers, store_employers
from leerwerk.demo.following import make_saved_searches
from leerwerk.demo.geography import read_geography
from leerwerk.demo.place_book import mark_full, read_places
from leerwerk.demo.places import SOURCE, make_places
from leerwerk.demo.sites import make_sites
from leerwerk.demo.sizes import COUNTRY, SEED, Sizes
from leerwerk.demo.stage import main_employer, main_place
from leerwerk.demo.trainings import make_schools, make_trainings
from leerwerk.exchange.enums import RunStatus
from leerwerk.exchange.models import ImportRun
from leerwerk.kernel import audit
from leerwerk.kernel.actor import SYSTEM

MARK = "demo"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Country:
    """What was made, or stood already (`is_new` False: only the number of places is known)."""

    is_new: bool
    places: int = 0
    employers: int = 0
    clients: int = 0
    placements: int = 0
    agreements: int = 0


def silent(_step: str) -> None:
    """No progress to show."""


@transaction.atomic
def make_country(*, now: datetime, sizes: Sizes = COUNTRY, progress: Progress = silent) -> Country:
    """Make the demo country, unless it stands. Needs the reference data; about 20 seconds for 20,000 places.

    The same seed, sizes and day give the same country. Raises LookupError without reference data.
    """
    made_before = ImportRun.objects.filter(kind=MARK, status=RunStatus.DONE).first()
    if made_before is not None:
        return Country(is_new=False, places=made_before.created)
    today = now.date()
    dawn = now.replace(
        hour=0, minute=0, second=0, microsecond=0
    )  # what happened before does not depend on the hour
    progress("loketten en medewerkers")
    geography = read_geography()
    desks = make_desks(geography, today)
    make_sites(desks, geography, today)
    make_agenda(desks, now)
    staff = make_staff(sizes.advisers_per_region, today)
    progress("werkgevers en scholen")
    host = main_employer(geography)
    store_employers([host])
    make_accounts(host.row)
    employers = make_employers(geography, sizes.employers)
    make_trainings(make_schools(geography, sizes.schools), sizes.trainings, today)
    progress("leerwerkplekken")
    store_places(facts=[main_place(host, dawn)], source=SOURCE, actor=SYSTEM, now=dawn, is_demo=True)
    places = 1 + make_places(geography, employers, sizes.places - 1, dawn)
    progress("cliënten en hun trajecten")
    book = read_places()
    people = make_clients(geography, book, sizes.clients, dawn)
    placements = make_cases(people, staff, book, dawn)
    mark_full(book)
    progress("vragen en interesse")
    make_contact(dawn)
    make_saved_searches(now)
    progress("afspraken")
    make_appointments(now)
    progress("akkoorden")
    agreements = make_agreements(geography, host.row, now)
    _tell_planner()
    _mark(sizes, places, now)
    return Country(True, places, len(employers) + 1, len(people), placements, agreements)


def _tell_planner() -> None:
    """Let the planner know the new rows at once, not in a minute.

    Our own tables only: without names it reads those that all databases of a server share too, and until this
    transaction ends nobody else can, in whatever database.
    """
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def _mark(sizes: Sizes, places: int, now: datetime) -> None:
    """Remember that the country stands."""
    ImportRun.objects.create(
        kind=MARK,
        source=SOURCE,
        file_name=f"seed {SEED}",
        file_hash=sha256(repr((SEED, sizes)).encode()).hexdigest(),
        status=RunStatus.DONE,
        started_at=now,
        ended_at=now,
        rows_read=sizes.places,
        created=places,
    )
    audit.record(
        actor=SYSTEM, action="demo.make", subject="demo.country", now=now, details={"places": places}
    )
