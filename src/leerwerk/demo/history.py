"""The history that the sources tell, from reference/history/*.json, as real records: nothing in it is demo."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from leerwerk.config.paths import REPOSITORY
from leerwerk.kernel.actor import SYSTEM
from leerwerk.network.models import Desk, Region
from leerwerk.programme.actions import record_agreement
from leerwerk.programme.descriptions import (
    AgreementDescription,
    CommitmentDescription,
    MeasureDescription,
    PartyDescription,
    TargetDescription,
)

HISTORY = REPOSITORY / "reference" / "history"
DAYS = ("signed_on", "starts_on", "ends_on", "valid_from", "valid_until")


@dataclass(frozen=True)
class RecordedHistory:
    """How many agreements (parts included) and desks stand in the database."""

    agreements: int
    desks: int


@transaction.atomic
def record_history(*, now: datetime, folder: Path = HISTORY) -> RecordedHistory:
    """Record all agreements and desks of the history; a second time changes nothing.

    Raises AgreementRefused (UNKNOWN_REGION) or Region.DoesNotExist when the reference data is not loaded.
    """
    described = read_agreements(folder / "agreements.json")
    for each in described:
        record_agreement(description=each, actor=SYSTEM, now=now)
    desks = _read(folder / "desks.json")["desks"]
    for each in desks:
        _record_desk(each)
    return RecordedHistory(sum(1 + len(each.parts) for each in described), len(desks))


def read_agreements(file: Path = HISTORY / "agreements.json") -> list[AgreementDescription]:
    """The agreements in a history file. Raises TypeError for a field that does not exist."""
    return [_agreement(each) for each in _read(file)["agreements"]]


def _record_desk(facts: dict[str, Any]) -> None:
    values = _with_days(facts)
    region = Region.objects.get(scheme=values.pop("region_scheme"), code=values.pop("region"))
    Desk.objects.update_or_create(slug=values.pop("slug"), defaults={**values, "region": region})


def _agreement(facts: dict[str, Any]) -> AgreementDescription:
    values = _with_days(facts)
    return AgreementDescription(
        **values
        | {
            "regions": tuple(values.get("regions", ())),
            "outcomes": "\n".join(values.get("outcomes", ())),
            "parties": tuple(PartyDescription(name=name) for name in values.get("parties", ())),
            "measures": tuple(_measure(each) for each in values.get("measures", ())),
            "parts": tuple(_agreement(each) for each in values.get("parts", ())),
        }
    )


def _measure(facts: dict[str, Any]) -> MeasureDescription:
    targets = tuple(_target(each) for each in facts.get("targets", ()))
    return MeasureDescription(**facts | {"targets": targets})


def _target(facts: dict[str, Any]) -> TargetDescription:
    promised = tuple(CommitmentDescription(**_with_days(each)) for each in facts.get("commitments", ()))
    return TargetDescription(**_with_days(facts) | {"commitments": promised})


def _with_days(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name in DAYS else value for name, value in facts.items()}


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content
