"""What `leerwerk match` shows."""

import uuid

from django.db.models import Q
from rich.console import Console
from rich.table import Table

from leerwerk.casework.models import Case
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.matching.actions.replaying import replay_round
from leerwerk.matching.allocating import Outcome, allocate_region
from leerwerk.matching.models import MatchingRound
from leerwerk.matching.queries import FittingPlace, Shortlist, shortlist
from leerwerk.matching.refusals import RoundRefused
from leerwerk.network.models import Region
from leerwerk.people.actions import open_client_file
from leerwerk.people.models import Client
from leerwerk.web.desk.round_comparing import replay_told
from leerwerk.web.ui import dutch, wording


def print_client(number: str, places: int) -> bool:
    """The shortlist of the open case of a client; False when there is none. The reading is logged."""
    now = clock.now()
    try:
        client = open_client_file(
            number=str(uuid.UUID(number)), actor=SYSTEM, now=now, purpose="beheer: passende plekken nakijken"
        )
    except (ValueError, Client.DoesNotExist):
        return False
    case = Case.objects.open().filter(client=client).select_related("client__profile").first()
    if case is None or not hasattr(client, "profile"):
        return False
    found = shortlist(case, now=now, k=places)
    console = Console(highlight=False)
    console.print(
        f"Van {dutch.number(found.market_size)} plekken passen er {dutch.number(found.eligible_total)} "
        f"(markt {found.market_version}, gewichten {found.weights_version})."
    )
    console.print(_fitting(found))
    console.print(_excluded(found))
    return True


def print_round(region: str, seed: int) -> bool:
    """A stable round for a region, by code or name; False when there is no such region."""
    row = Region.objects.current().filter(Q(code__iexact=region) | Q(name__iexact=region)).first()
    if row is None:
        return False
    made = allocate_region(row.code, policy={"with_referred": True}, seed=seed, now=clock.now())
    _print_summary(Console(highlight=False), row, made, seed)
    return True


def print_replay(round_id: int) -> bool:
    """Make a round again and tell what came of it; False when there is no such round that is done."""
    try:
        found = replay_round(round_id=round_id, actor=SYSTEM, now=clock.now())
    except (MatchingRound.DoesNotExist, RoundRefused):
        return False
    for sentence in replay_told(found):
        Console(highlight=False).print(sentence)
    return True


def _print_summary(console: Console, region: Region, made: Outcome, seed: int) -> None:
    console.print(f"[bold]{region}[/bold]: {dutch.number(len(made.participants))} wachtende cliënten.")
    console.print(f"  {dutch.number(len(made.pairs))} krijgen een plek aangeboden.")
    console.print(f"  Voor {dutch.number(made.without_choice)} past geen enkele plek.")
    if made.pairs:
        found = made.solution.certificate
        mean, worst = (dutch.number(found[name], 1) for name in ("mean_score", "worst_score"))
        console.print(f"  Gemiddeld {mean} van 100 punten, de laagste {worst}.")
    swaps = dutch.number(made.solution.certificate["blocking_pairs"])
    console.print(f"  Nagekeken: {swaps} paren die liever zouden ruilen (zaad {seed}).")


def _fitting(found: Shortlist) -> Table:
    table = Table(box=None, header_style="dim")
    for name, side in (
        ("", "right"),
        ("Plek", "left"),
        ("Afstand", "right"),
        ("Punten", "right"),
        ("Opbouw", "left"),
    ):
        table.add_column(name, justify=side)  # type: ignore[arg-type]  # the literals are lost in the tuple
    for each in found.fitting:
        distance = dutch.km(each.distance_km) if each.distance_km is not None else "onbekend"
        place = f"{each.place.title}\n[dim]{each.place.employer}, {each.place.locality_name}[/dim]"
        table.add_row(str(each.rank), place, distance, dutch.number(each.score, 1), _points(each))
    return table


def _points(place: FittingPlace) -> str:
    parts = (part for part in place.contributions if part.points)
    return "\n".join(
        f"{wording.feature_text(part.feature)} {dutch.number(part.points, 1)} van {dutch.number(part.most)}"
        for part in parts
    )


def _excluded(found: Shortlist) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    for code, number in found.excluded.items():
        table.add_row(dutch.number(number), wording.obstacle_text(code))
    return table
