"""A question saved by mail address alone: asked for, confirmed, changed, paused, stopped.

Whoever has the signed link, or proved to have the address, may do all of this: views look at that. `actor` is for
the log.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from leerwerk.casework.actions.guards import must_advise
from leerwerk.kernel import audit
from leerwerk.kernel.actor import ANONYMOUS, Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.models import Region
from leerwerk.people.actions import forget_subscriber, receive_subscriber
from leerwerk.people.purposes import SUBSCRIPTION, UNCONFIRMED, kept_from
from leerwerk.search.enums import Frequency
from leerwerk.search.mails import mail_confirmation
from leerwerk.search.models import SavedSearch
from leerwerk.search.rules import next_due
from leerwerk.search.saved import searches_at


class SavedSearchRefused(Refusal):
    """What somebody saved was not removed; `code` says why."""


@transaction.atomic
def save_search(
    *,
    email: str,
    parameters: str,
    region: Region | None,
    frequency: Frequency,
    now: datetime,
    language: str = "nl",
) -> SavedSearch:
    """Keep a question for an address, and mail it the link that confirms; until then nothing else is sent.

    What this address saved before is not saved twice: the link is sent again. The answer tells nobody which it was.
    """
    same = SavedSearch.objects.select_related("person", "region").filter(
        person__email=email.lower(), parameters=parameters, region=region
    )
    row = same.order_by("pk").first()
    if row is None:
        person = receive_subscriber(email=email, language=language, now=now)
        row = SavedSearch.objects.create(
            person=person,
            region=region,
            parameters=parameters,
            frequency=frequency,
            created_at=now,
            touched_at=now,
            seen_until=now,
        )
        _record("saved_search.save", row, ANONYMOUS, now)
    elif row.confirmed_at is None:
        row.frequency, row.created_at, row.touched_at = frequency, now, now
        row.save(update_fields=["frequency", "created_at", "touched_at"])
    mail_confirmation(row, now)
    return row


@transaction.atomic
def confirm_search(*, saved: SavedSearch, actor: Actor, now: datetime) -> None:
    """The address is of who asked: mail begins. Twice does it once. Places up to now were there to be seen."""
    row = _lock(saved)
    if row.confirmed_at is None:
        row.confirmed_at = row.seen_until = now
        _begin(row, now)
        _record("saved_search.confirm", row, actor, now)


@transaction.atomic
def change_frequency(*, saved: SavedSearch, frequency: Frequency, actor: Actor, now: datetime) -> None:
    """Mail more or less often, from the next on."""
    row = _lock(saved)
    row.frequency = frequency
    if row.confirmed_at is not None:
        _begin(row, now)
    _record("saved_search.change", row, actor, now, frequency=frequency.value)


@transaction.atomic
def pause_search(*, saved: SavedSearch, actor: Actor, now: datetime) -> None:
    """No mail until it is resumed."""
    row = _lock(saved)
    row.paused_at = row.paused_at or now
    row.save(update_fields=["paused_at"])
    _record("saved_search.pause", row, actor, now)


@transaction.atomic
def resume_search(*, saved: SavedSearch, actor: Actor, now: datetime) -> None:
    """Mail again: after a pause, or when the address works again. What came online meanwhile is not sent after all."""
    row = _lock(saved)
    if row.confirmed_at is None:
        return
    row.paused_at, row.undeliverable_at, row.seen_until = None, None, now
    _begin(row, now)
    _record("saved_search.resume", row, actor, now)


@transaction.atomic
def delete_saved_search(*, saved: SavedSearch, actor: Actor, now: datetime) -> None:
    """Stop the mail and remove the question and the address. Twice does it once."""
    rows = SavedSearch.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=saved.pk).first()
    if row is not None:
        _record("saved_search.delete", row, actor, now)
        forget_subscriber(person=row.person)


@transaction.atomic
def delete_searches_at(*, address: str, region: Region, actor: Actor, now: datetime) -> int:
    """Stop the mail that an address gets from the site of a region and the national one; how many.

    For the desk, when a client asks for it. Raises SavedSearchRefused NOT_YOUR_REGION.
    """
    must_advise(actor, region, SavedSearchRefused)
    rows = list(searches_at(address, region))
    for row in rows:
        delete_saved_search(saved=row, actor=actor, now=now)
    return len(rows)


def forget_saved_searches(*, actor: Actor, now: datetime) -> int:
    """Remove what nobody confirmed within a week, or said yes to for a year; how many."""
    expired = Q(confirmed_at__isnull=True, touched_at__lt=now - UNCONFIRMED) | Q(
        touched_at__lt=kept_from(SUBSCRIPTION, now)
    )
    rows = list(SavedSearch.objects.filter(expired).order_by("pk"))
    for row in rows:
        delete_saved_search(saved=row, actor=actor, now=now)
    return len(rows)


def kept_until(row: SavedSearch) -> datetime:
    """When the mail stops by itself, unless somebody says again that it is wanted."""
    return row.touched_at + (SUBSCRIPTION.retention or timedelta.max)


def _lock(saved: SavedSearch) -> SavedSearch:
    rows = SavedSearch.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("person").get(pk=saved.pk)


def _begin(row: SavedSearch, now: datetime) -> None:
    row.touched_at, row.due_on = now, next_due(row.frequency, today=localdate(now))
    row.save()


def _record(action: str, row: SavedSearch, actor: Actor, now: datetime, **details: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"search.saved:{row.pk}",
        now=now,
        details=details,
        data_subject=str(row.person.number),
    )
