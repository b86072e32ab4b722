"""Listens to the signals of people, which come after the commit."""

from datetime import datetime
from typing import Any

from leerwerk.matching.actions.forgetting import forget_in_rounds
from leerwerk.people.signals import person_erased


def connect() -> None:
    """Called once, when the app is ready."""
    person_erased.connect(_on_erased, dispatch_uid="matching.forget_in_rounds")


def _on_erased(sender: Any, *, client_id: int, now: datetime, **_more: Any) -> None:
    forget_in_rounds(client_id=client_id)
