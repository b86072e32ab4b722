"""An agreement as it is described before it is recorded: plain values, whole, and never changed."""

from dataclasses import dataclass
from datetime import date

from leerwerk.programme.enums import AgreementStatus, Counting, Unit


@dataclass(frozen=True, kw_only=True)
class ScopeDescription:
    """Which placements count. `region` is a code of the current division; "" does not narrow."""

    sector: str = ""
    region: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CommitmentDescription(ScopeDescription):
    """What one party, sector or region promised towards a target."""

    label: str
    number: int
    organisation_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TargetDescription(ScopeDescription):
    """What a measure aims at. `reported_number` only when counting is REPORTED."""

    label: str
    number: int
    unit: str = Unit.PLACES
    counting: str = Counting.NOT_RECORDED
    reported_number: int | None = None
    reported_note: str = ""
    commitments: tuple[CommitmentDescription, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MeasureDescription:
    """What the parties will do."""

    title: str
    description: str = ""
    targets: tuple[TargetDescription, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PartyDescription:
    """Who signed."""

    name: str
    organisation_id: int | None = None
    signed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AgreementDescription:
    """An agreement with its parts. `regions` holds codes of the current division; `ends_on` is the first day after."""

    slug: str
    name: str
    kind: str
    status: str = AgreementStatus.RUNNING
    regions: tuple[str, ...] = ()
    summary: str = ""
    outcomes: str = ""
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    source: str = ""
    is_demo: bool = False
    parties: tuple[PartyDescription, ...] = ()
    measures: tuple[MeasureDescription, ...] = ()
    parts: tuple["AgreementDescription", ...] = ()
