"""What citizens do with what a desk keeps about them: look, and ask to be erased. `actor` proved the address."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from leerwerk.accounts.actions import close_account
from leerwerk.casework.actions.appointments.upkeep import let_go
from leerwerk.casework.actions.farewells import erase_person
from leerwerk.casework.mails.erasures import mail_erasure_to_desk
from leerwerk.casework.queries.own import own_clients_by_erasure, own_files
from leerwerk.kernel import audit
from leerwerk.kernel.actor import SYSTEM, Actor
from leerwerk.network.rules import own_address
from leerwerk.people.actions import note_erasure_asked
from leerwerk.people.models import Client, Visitor

OWN_VIEW = "inzage door de cliënt zelf"


@dataclass(frozen=True)
class Farewell:
    """What came of the wish to be erased: how many files went at once, and which wait for their desk."""

    erased: int
    waiting: list[Client]


def open_own_files(*, actor: Actor, now: datetime) -> list[Client]:
    """The citizen's own files, each reading logged as any other."""
    files = own_files(actor)
    log_own_reading(*files, actor=actor, now=now)
    return files


def log_own_reading(*clients: Client, actor: Actor, now: datetime) -> None:
    """Write down that clients looked at, or took along, what is kept about them."""
    for client in clients:
        audit.record_read(
            actor=actor,
            subject=f"people.client:{client.number}",
            data_subject=str(client.number),
            now=now,
            purpose=OWN_VIEW,
        )


@transaction.atomic
def erase_own(*, actor: Actor, now: datetime) -> Farewell:
    """Erase what can be erased at once; for a client with a running placement it becomes a task of the desk.

    Employer and school still have to reach somebody who learns with them, and the agreement must be kept.
    """
    own = own_address(actor)
    if not own:
        return Farewell(0, [])
    free, placed = own_clients_by_erasure(actor)
    for client in free:
        audit.record(
            actor=actor,
            action="client.ask_erasure",
            subject=f"people.client:{client.number}",
            now=now,
            data_subject=str(client.number),
        )
        erase_person(client=client, actor=SYSTEM, now=now)
    for client in placed:
        if client.erasure_asked_at is None:
            note_erasure_asked(client=client, actor=actor, now=now)
            mail_erasure_to_desk(client, now)
    visitors = Visitor.objects.filter(email__iexact=own, forgotten_at__isnull=True).order_by("pk")
    for visitor in visitors:
        let_go(visitor=visitor, actor=SYSTEM, now=now)
    return Farewell(len(free), placed)


@transaction.atomic
def close_own_account(*, actor: Actor, now: datetime) -> None:
    """Delete the citizen's account; what was asked of desks is done all the same, and told by mail."""
    close_account(email=own_address(actor), now=now)
