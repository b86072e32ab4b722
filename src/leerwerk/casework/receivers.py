"""Listens to the signals of people, which come after the commit."""

from datetime import datetime
from typing import Any

from leerwerk.casework.actions.farewells import forget_client, stop_sharing
from leerwerk.people.signals import consent_withdrawn, person_erased


def connect() -> None:
    """Called once, when the app is ready."""
    person_erased.connect(_on_erased, dispatch_uid="casework.forget_client")
    consent_withdrawn.connect(_on_consent_withdrawn, dispatch_uid="casework.stop_sharing")


def _on_erased(sender: Any, *, client_id: int, now: datetime, **_more: Any) -> None:
    forget_client(client_id=client_id, now=now)


def _on_consent_withdrawn(sender: Any, *, client_id: int, purpose: str, now: datetime, **_more: Any) -> None:
    stop_sharing(client_id=client_id, purpose=purpose, now=now)
