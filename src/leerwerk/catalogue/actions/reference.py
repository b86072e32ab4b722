"""Loading qualifications and occupations from lists. Rows end; none is deleted, so old codes keep their meaning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from leerwerk.catalogue.enums import Pathway, Sector, TermKind
from leerwerk.catalogue.models import Occupation, OccupationTerm, Place, Qualification
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.kernel.upsert import VALIDITY, Tally, end_unlisted, sync_links, upsert_rows


class ListRefused(Refusal):
    """A list was not loaded; `code` says why."""


@dataclass(frozen=True, slots=True)
class QualificationRow:
    """An mbo qualification. `pathways` separated by ";"; `successor` is a code in the same scheme."""

    scheme: str
    code: str
    name: str
    level: int | None = None
    pathways: str = ""
    dossier_code: str = ""
    dossier: str = ""
    domain_code: str = ""
    domain: str = ""
    successor: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class OccupationRow:
    """An occupation with the words that people use for it, as (text, TermKind), and crebo codes that lead there."""

    scheme: str
    code: str
    name: str
    sector: str
    name_en: str = ""
    isco08: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    qualifications: tuple[str, ...] = ()
    successor: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""


@transaction.atomic
def load_qualifications(
    *, rows: Sequence[QualificationRow], actor: Actor, now: datetime, ended_on: date | None = None
) -> tuple[Tally, int]:
    """Write qualifications; also how many codes met in imports are now known.

    Places that refer to those get the level, and the pathway when there is but one, where theirs is unknown.
    `ended_on`: the list is complete, what it lacks ends on that day; codes met in imports stay open.
    """
    _must_be_system(actor)
    flagged = Qualification.objects.filter(is_listed=False)
    resolved = list(
        flagged.filter(
            code__in=[row.code for row in rows], scheme__in={row.scheme for row in rows}
        ).values_list("pk", flat=True)
    )
    names = (
        "scheme", "code", "name", "level", "pathways", "dossier_code", "dossier", "domain_code", "domain",
        "valid_from", "valid_until", "source",
    )  # fmt: skip
    tally = upsert_rows(
        Qualification,
        [{name: getattr(row, name) for name in names} | {"is_listed": True} for row in rows],
        key=("scheme", "code"),
        erases=VALIDITY,
    )
    ids = _ids(Qualification)
    _set_successors(Qualification, rows, ids)
    if ended_on is not None:
        tally = replace(tally, ended=_end_qualifications(rows, ended_on))
    _fill_places(resolved, now)
    return tally, len(resolved)


def _end_qualifications(rows: Sequence[QualificationRow], day: date) -> int:
    kept = list(Qualification.objects.filter(is_listed=False).values_list("code", flat=True))
    return sum(
        end_unlisted(
            Qualification,
            scheme=scheme,
            listed=[row.code for row in rows if row.scheme == scheme] + kept,
            day=day,
        )
        for scheme in sorted({row.scheme for row in rows})
    )


def _fill_places(qualifications: list[int], now: datetime) -> None:
    """Level and pathway for places whose crebo code has just become known; they count as touched, for the market."""
    for row in Qualification.objects.filter(pk__in=qualifications):
        places = Place.objects.filter(qualification=row)
        if row.level is not None:
            places.filter(level__isnull=True).update(level=row.level, touched_at=now)
        if row.pathways in Pathway.values:
            places.filter(pathway="").update(pathway=row.pathways, touched_at=now)


@transaction.atomic
def load_occupations(*, rows: Sequence[OccupationRow], actor: Actor, ended_on: date | None = None) -> Tally:
    """Write occupations with their words and the qualifications that lead there. `ended_on`: as above.

    Raises ListRefused UNKNOWN_SECTOR or UNKNOWN_CODE (a qualification or successor that is in no list).
    """
    _must_be_system(actor)
    sectors = sorted({row.sector for row in rows} - set(Sector.values))
    if sectors:
        raise ListRefused("UNKNOWN_SECTOR", codes=", ".join(sectors[:5]))
    names = ("scheme", "code", "name", "sector", "name_en", "isco08", "valid_from", "valid_until", "source")
    tally = upsert_rows(
        Occupation,
        [{name: getattr(row, name) for name in names} for row in rows],
        key=("scheme", "code"),
        erases=VALIDITY,
    )
    ids = _ids(Occupation)
    _set_successors(Occupation, rows, ids)
    _link_qualifications(rows, ids)
    _write_terms(rows, ids)
    if ended_on is not None:
        ended = sum(
            end_unlisted(
                Occupation,
                scheme=scheme,
                listed=[row.code for row in rows if row.scheme == scheme],
                day=ended_on,
            )
            for scheme in sorted({row.scheme for row in rows})
        )
        tally = replace(tally, ended=ended)
    return tally


@transaction.atomic
def relate_occupations(*, pairs: Iterable[tuple[tuple[str, str], tuple[str, str]]], actor: Actor) -> int:
    """Make exactly these pairs of occupations, each given once as (scheme, code), close to each other; how many."""
    _must_be_system(actor)
    ids = _ids(Occupation)
    known = list(pairs)
    _must_be_known({code for pair in known for code in pair}, ids)
    links = {(ids[a], ids[b]) for a, b in known} | {(ids[b], ids[a]) for a, b in known}
    sync_links(Occupation.related.through, "from_occupation_id", "to_occupation_id", links, ids.values())
    return len(links) // 2


def _link_qualifications(rows: Sequence[OccupationRow], ids: dict[tuple[str, str], int]) -> None:
    crebo = _ids(Qualification)
    _must_be_known({("crebo", code) for row in rows for code in row.qualifications}, crebo)
    sync_links(
        Occupation.qualifications.through,
        "occupation_id",
        "qualification_id",
        {(ids[row.scheme, row.code], crebo["crebo", code]) for row in rows for code in row.qualifications},
        {ids[row.scheme, row.code] for row in rows if row.qualifications},
    )


def _write_terms(rows: Sequence[OccupationRow], ids: dict[tuple[str, str], int]) -> None:
    """The first kind of a word counts; a word that the list no longer has goes, for nothing refers to words.

    A list without words leaves those that we have.
    """
    wanted: dict[tuple[int, str], str] = {}
    has_words = any(row.terms for row in rows)
    for row in rows:
        seen: set[str] = set()
        for text, kind in ((row.name, TermKind.NAME.value), *row.terms):
            if text.casefold() not in seen:
                seen.add(text.casefold())
                wanted[ids[row.scheme, row.code], text] = kind
    found = OccupationTerm.objects.filter(occupation_id__in={owner for owner, _ in wanted})
    gone = [
        pk
        for pk, owner, text in found.values_list("pk", "occupation_id", "text")
        if (owner, text) not in wanted
    ]
    if has_words:
        OccupationTerm.objects.filter(pk__in=gone).delete()
    terms = [{"occupation_id": owner, "text": text, "kind": kind} for (owner, text), kind in wanted.items()]
    upsert_rows(OccupationTerm, terms, key=("occupation_id", "text"))


def _set_successors(model: Any, rows: Sequence[Any], ids: dict[tuple[str, str], int]) -> None:
    told = {(row.scheme, row.code): (row.scheme, row.successor) for row in rows if row.successor}
    _must_be_known(set(told.values()), ids)
    for owner, successor in told.items():
        model.objects.filter(pk=ids[owner]).exclude(successor_id=ids[successor]).update(
            successor_id=ids[successor]
        )


def _must_be_known(codes: set[tuple[str, str]], ids: dict[tuple[str, str], int]) -> None:
    unknown = sorted(codes - ids.keys())
    if unknown:
        raise ListRefused("UNKNOWN_CODE", codes=", ".join(":".join(code) for code in unknown[:5]))


def _ids(model: type[Qualification] | type[Occupation]) -> dict[tuple[str, str], int]:
    return {(scheme, code): pk for pk, scheme, code in model.objects.values_list("pk", "scheme", "code")}


def _must_be_system(actor: Actor) -> None:
    if not actor.is_system:
        raise ListRefused("NOT_ALLOWED")
