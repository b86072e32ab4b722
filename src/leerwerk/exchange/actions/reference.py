"""Loading the reference lists of the repository, and newer official ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from leerwerk.catalogue.actions import reference as catalogue
from leerwerk.catalogue.models import Occupation, Qualification
from leerwerk.exchange import files, reference_lists
from leerwerk.exchange.actions.runs import ImportRefused, alone
from leerwerk.exchange.enums import RunStatus
from leerwerk.exchange.models import ImportRun
from leerwerk.exchange.reference_lists import ListKind, read_list
from leerwerk.funding.actions import load_schemes
from leerwerk.funding.models import SchemeVersion
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.upsert import Tally
from leerwerk.network.actions import reference as network
from leerwerk.network.models import Locality, Municipality, MunicipalityInRegion, Postcode, Region

REPOSITORY_SOURCE = "reference"
Load = Callable[..., Tally]


@dataclass(frozen=True)
class ListReport:
    """What one list brought. `resolved`: crebo codes met in imports that are known now."""

    kind: str
    rows: int
    tally: Tally
    is_known: bool = False
    resolved: int = 0


@dataclass(frozen=True)
class _List:
    kind: str
    file_name: str
    model: type[models.Model]
    reads: ListKind


# In the order in which they refer to each other.
LISTS = {
    each.kind: each
    for each in (
        _List("regions", "regions.csv", Region, reference_lists.REGIONS),
        _List("municipalities", "municipalities.csv", Municipality, reference_lists.MUNICIPALITIES),
        _List("memberships", "municipality_in_region.csv", MunicipalityInRegion, reference_lists.MEMBERSHIPS),
        _List("localities", "localities.csv", Locality, reference_lists.LOCALITIES),
        _List("postcodes", "postcodes.csv", Postcode, reference_lists.POSTCODES),
        _List("qualifications", "qualifications.csv", Qualification, reference_lists.QUALIFICATIONS),
        _List("occupations", "occupations.csv", Occupation, reference_lists.OCCUPATIONS),
        _List("schemes", "schemes.csv", SchemeVersion, reference_lists.SCHEMES),
        _List("related", "related_occupations.csv", Occupation, reference_lists.RELATED_OCCUPATIONS),
    )
}


def load_reference(*, folder: Path, actor: Actor, now: datetime) -> list[ListReport]:
    """Load all lists of a folder in one transaction; a file that was loaded before is passed over.

    Raises FileRefused for a list that is missing or broken; then nothing has changed.
    """
    _must_be_system(actor)
    with alone("reference", REPOSITORY_SOURCE, now), transaction.atomic():
        return [_load_once(each, folder / each.file_name, actor, now) for each in LISTS.values()]


def load_list(
    *, kind: str, path: Path, actor: Actor, now: datetime, ended_on: date | None = None
) -> ListReport:
    """Load a newer list. `ended_on`: it is complete, and what it lacks ends on that day.

    Raises FileRefused when it is broken; then nothing has changed.
    """
    _must_be_system(actor)
    facts = files.examine(path)
    with alone("reference", REPOSITORY_SOURCE, now), transaction.atomic():
        report = _load(LISTS[kind], path, facts, actor, now, ended_on)
        _note(report, path.name[:40], facts, actor, now)
    return report


def _load_once(each: _List, path: Path, actor: Actor, now: datetime) -> ListReport:
    facts = files.examine(path)
    last = (
        ImportRun.objects.filter(kind=each.kind, source=REPOSITORY_SOURCE, status=RunStatus.DONE)
        .order_by("-pk")
        .first()
    )
    # A table that was emptied since is filled again.
    if last and last.file_hash == facts.hash and each.model._default_manager.exists():
        return ListReport(each.kind, last.rows_read, Tally(unchanged=last.rows_read), is_known=True)
    report = _load(each, path, facts, actor, now, None)
    _note(report, REPOSITORY_SOURCE, facts, actor, now)
    return report


def _load(
    each: _List, path: Path, facts: files.FileFacts, actor: Actor, now: datetime, ended_on: date | None
) -> ListReport:
    rows = read_list(path, facts.encoding, each.reads)
    if each.kind == "qualifications":
        tally, resolved = catalogue.load_qualifications(rows=rows, actor=actor, now=now, ended_on=ended_on)
        return ListReport(each.kind, len(rows), tally, resolved=resolved)
    if each.kind == "related":
        count = catalogue.relate_occupations(pairs=rows, actor=actor)
        return ListReport(each.kind, len(rows), Tally(unchanged=count))
    if each.kind == "memberships":
        return ListReport(each.kind, len(rows), network.load_memberships(rows=rows, actor=actor))
    report = ListReport(each.kind, len(rows), _LOADS[each.kind](rows=rows, actor=actor, ended_on=ended_on))
    if each.kind == "municipalities":
        _move(
            read_list(path, facts.encoding, reference_lists.MUNICIPALITY_REGIONS),
            actor,
            ended_on or now.date(),
        )
    return report


def _move(rows: Sequence[Any], actor: Actor, moved_on: date) -> None:
    told = [row for row in rows if row is not None]
    if told:
        network.move_municipalities(rows=told, actor=actor, moved_on=moved_on)


_LOADS: dict[str, Load] = {
    "regions": network.load_regions,
    "municipalities": network.load_municipalities,
    "localities": network.load_localities,
    "postcodes": network.load_postcodes,
    "occupations": catalogue.load_occupations,
    "schemes": load_schemes,
}


def _note(report: ListReport, source: str, facts: files.FileFacts, actor: Actor, now: datetime) -> None:
    run = ImportRun.objects.create(
        kind=report.kind,
        source=source,
        file_name=facts.name[:200],
        file_hash=facts.hash,
        status=RunStatus.DONE,
        started_at=now,
        ended_at=now,
        rows_read=report.rows,
        created=report.tally.created,
        updated=report.tally.updated,
        unchanged=report.tally.unchanged,
    )
    details = {"created": report.tally.created, "updated": report.tally.updated, "ended": report.tally.ended}
    audit.record(
        actor=actor,
        action=f"import.{report.kind}",
        subject=f"exchange.importrun:{run.pk}",
        now=now,
        details=details,
    )


def _must_be_system(actor: Actor) -> None:
    if not actor.is_system:
        raise ImportRefused("NOT_ALLOWED")
