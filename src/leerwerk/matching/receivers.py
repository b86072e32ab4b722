"""Listens to the signals of people, which come after the commit, and to changes that the market has to show."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from leerwerk.casework.models import Placement, Referral
from leerwerk.catalogue.models import Place
from leerwerk.kernel.queue import enqueue
from leerwerk.matching.actions.forgetting import forget_in_rounds
from leerwerk.people.signals import person_erased


def connect() -> None:
    """Called once, when the app is ready."""
    person_erased.connect(_on_erased, dispatch_uid="matching.forget_in_rounds")
    for model in (Place, Placement, Referral):
        for signal in (post_save, post_delete):
            signal.connect(_on_changed, sender=model, dispatch_uid=f"matching.{model.__name__}.{id(signal)}")


def _on_erased(sender: Any, *, client_id: int, now: datetime, **_more: Any) -> None:
    forget_in_rounds(client_id=client_id)


def _on_changed(sender: Any, **_more: Any) -> None:
    """Have the market changed after the commit. What is written without a signal is seen within a minute."""
    waiting = transaction.get_connection().run_on_commit
    if not waiting or waiting[-1][1] is not _ask_for_changes:
        transaction.on_commit(_ask_for_changes, robust=True)


def _ask_for_changes() -> None:
    # After the commit and not with it: whoever holds a queueing lock holds up everybody else who changes a place.
    from leerwerk.matching.tasks import take_up_changes  # noqa: PLC0415

    enqueue(take_up_changes, once="matching.take_up_changes")
