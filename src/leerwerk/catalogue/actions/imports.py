"""Learn-work places from elsewhere, written in bulk: new, changed, the same, or double."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from leerwerk.catalogue.actions.place_writer import COPIED, insert_places, lower_capacities, update_places
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Occupation, Place, Qualification
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.folding import fold
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.actions.employers import EmployerDirectory, EmployerFacts
from leerwerk.network.models import Region

CREATED, UPDATED, UNCHANGED, DUPLICATE = "CREATED", "UPDATED", "UNCHANGED", "DUPLICATE"
LIVING = (PlaceStatus.DRAFT, PlaceStatus.CHECKED, PlaceStatus.PUBLISHED, PlaceStatus.FILLED)
# A source that still tells about a place keeps it from being withdrawn as untouched.
CONFIRM_AFTER = timedelta(days=7)


class PlacesRefused(Refusal):
    """Places were not written; `code` says why."""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A learn-work place as a source tells it: the fields of Place with codes instead of rows; empty is unknown.

    Codes: occupation in scheme "leerwerk", qualification in scheme "crebo", region in the current division. Wages
    are gross euros a month. A qualification that is in no list is kept as such; other codes must exist.
    """

    employer: EmployerFacts
    title: str
    source_id: str = ""
    description: str = ""
    is_learnt: str = ""
    is_asked: str = ""
    occupation_code: str = ""
    qualification_code: str = ""
    recognition_number: str = ""
    sector: str = ""
    level: int | None = None
    pathway: str = ""
    outcome: str = ""
    pc4: str = ""
    locality_name: str = ""
    region_code: str = ""
    lat: float | None = None
    lon: float | None = None
    hours_min: int | None = None
    hours_max: int | None = None
    days_at_work: int | None = None
    days_at_school: int | None = None
    work_days: int = 0
    starts_on: date | None = None
    is_start_flexible: bool = False
    ends_on: date | None = None
    wage_min: Decimal | None = None
    wage_max: Decimal | None = None
    wage_text: str = ""
    minimum_age: int | None = None
    language_level: int | None = None
    is_driving_licence_needed: bool | None = None
    capacity: int = 1
    status: str = PlaceStatus.PUBLISHED.value
    posted_at: datetime | None = None
    expires_on: date | None = None


class Stored(NamedTuple):
    """What became of a place: CREATED, UPDATED, UNCHANGED or DUPLICATE, and then of which (source_id or "#id").

    `pk` when it existed. `is_capacity_kept`: the source tells fewer seats than there are learners placed, so the
    seats stayed.
    """

    outcome: str
    of: str = ""
    pk: int | None = None
    is_capacity_kept: bool = False


@dataclass
class _Batch:
    """Heaps of one batch: rows to add, ids with rows to rewrite, ids told again unchanged, ids with fewer seats."""

    new: list[list[Any]] = field(default_factory=list)
    changed: list[tuple[int, list[Any]]] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)
    lowered: list[tuple[int, int]] = field(default_factory=list)


class _Known(NamedTuple):
    pk: int
    source_hash: str
    status: str
    capacity: int


@transaction.atomic
def store_places(
    *, facts: Sequence[PlaceFacts], source: str, actor: Actor, now: datetime, is_demo: bool = False
) -> list[Stored]:
    """Write places of one source; what became of each, in the same order.

    A place is known by (source, source_id). Same facts as last time: left alone. Same employer, title and town as
    another living place: double, and the place that was there first stays.
    """
    return PlaceStore(source=source, actor=actor, now=now, is_demo=is_demo).store(facts)


class PlaceStore:
    """What we have of a source, read once, to store batch after batch within one transaction."""

    def __init__(self, *, source: str, actor: Actor, now: datetime, is_demo: bool = False) -> None:
        if not actor.is_system:
            raise PlacesRefused("NOT_ALLOWED")
        self.source, self.now, self.is_demo = source, now, is_demo
        self.today = timezone.localtime(now).date()
        self.employers = EmployerDirectory(actor=actor, is_demo=is_demo)
        self._regions = dict(Region.objects.current().values_list("code", "pk"))
        self._occupations = {
            code: (pk, sector)
            for pk, code, sector in Occupation.objects.filter(scheme="leerwerk").values_list(
                "pk", "code", "sector"
            )
        }
        self._qualifications: dict[str, tuple[int, int | None, str]] = {}
        self._read_qualifications()
        self._known: dict[str, _Known] = {}
        self._taken: dict[tuple[int, str, str], str] = {}
        self._seen: set[str] = set()
        self._read_places()

    def store(self, facts: Sequence[PlaceFacts]) -> list[Stored]:
        """Write a batch; what became of each place, in the same order."""
        self._add_qualifications({each.qualification_code for each in facts})
        employers = self.employers.find_or_create([each.employer for each in facts])
        batch = _Batch()
        stored = [self._sort(each, employer, batch) for each, employer in zip(facts, employers, strict=True)]
        insert_places(batch.new)
        kept = lower_capacities(batch.lowered)
        update_places(batch.changed)
        Place.objects.filter(pk__in=batch.confirmed, touched_at__lt=self.now - CONFIRM_AFTER).update(
            touched_at=self.now
        )
        return [each._replace(is_capacity_kept=True) if each.pk in kept else each for each in stored]

    def _sort(self, facts: PlaceFacts, employer: int, batch: "_Batch") -> Stored:
        """Decide what becomes of a place, and put it on the heap where it belongs."""
        key = (employer, fold(facts.title), fold(facts.locality_name) or facts.pc4)
        source_id = facts.source_id or f"~{_digest(key)[:20]}"
        known = self._known.get(source_id)
        holder = self._taken.get(key)
        if source_id in self._seen:
            return Stored(DUPLICATE, source_id)
        if known is None and holder is not None:
            return Stored(DUPLICATE, holder)
        self._seen.add(source_id)
        self._taken.setdefault(key, source_id)
        mark = _digest(_values(facts))
        if known is None:
            batch.new.append(self._row(facts, employer, source_id, mark, self._status(facts)))
            return Stored(CREATED)
        if known.source_hash == mark:
            batch.confirmed.append(known.pk)
            return Stored(UNCHANGED, pk=known.pk)
        status = self._following(known.status, self._status(facts))
        batch.changed.append((known.pk, self._row(facts, employer, source_id, mark, status)))
        if facts.capacity < known.capacity:
            batch.lowered.append((known.pk, facts.capacity))
        return Stored(UPDATED, pk=known.pk)

    def _row(self, facts: PlaceFacts, employer: int, source_id: str, mark: str, status: str) -> list[Any]:
        """Values in the order of place_writer.COLUMNS."""
        occupation, sector = self._find(self._occupations, facts.occupation_code, (None, ""))
        qualification, level, pathways = self._find(
            self._qualifications, facts.qualification_code, (None, None, "")
        )
        only_pathway = pathways if ";" not in pathways else ""
        is_seen = status in {PlaceStatus.PUBLISHED, PlaceStatus.EXPIRED}
        return [
            employer,
            occupation,
            qualification,
            self._find(self._regions, facts.region_code, None),
            facts.sector or sector,
            facts.level if facts.level is not None else level,
            facts.pathway or only_pathway,
            status,
            (facts.posted_at or self.now) if is_seen else None,
            mark,
            self.now,
            *_copied(facts),
            source_id,
            self.source,
            self.now,
            self.is_demo,
        ]

    def _status(self, facts: PlaceFacts) -> str:
        is_past = facts.expires_on is not None and facts.expires_on < self.today
        return PlaceStatus.EXPIRED if is_past and facts.status == PlaceStatus.PUBLISHED else facts.status

    @staticmethod
    def _following(status: str, told: str) -> str:
        """A source ends and revives its places; what a desk withdrew or the seats decided, stays."""
        if told == PlaceStatus.EXPIRED and status in {PlaceStatus.PUBLISHED, PlaceStatus.FILLED}:
            return PlaceStatus.EXPIRED
        if told == PlaceStatus.PUBLISHED and status == PlaceStatus.EXPIRED:
            return PlaceStatus.PUBLISHED
        return status

    @staticmethod
    def _find(index: dict[str, Any], code: str, unknown: Any) -> Any:
        if not code:
            return unknown
        if code not in index:
            raise PlacesRefused("UNKNOWN_CODE", codes=code)
        return index[code]

    def _add_qualifications(self, codes: set[str]) -> None:
        """Codes newer than our list are kept: a later list gives them their name and level."""
        missing = sorted(codes - self._qualifications.keys() - {""})
        if missing:
            Qualification.objects.bulk_create(
                [
                    Qualification(scheme="crebo", code=code, is_listed=False, source=self.source)
                    for code in missing
                ]
            )
            self._read_qualifications()

    def _read_qualifications(self) -> None:
        rows = Qualification.objects.filter(scheme="crebo").values_list("code", "pk", "level", "pathways")
        self._qualifications = {code: (pk, level, pathways) for code, pk, level, pathways in rows}

    def _read_places(self) -> None:
        own = Place.objects.filter(source=self.source).exclude(source_id="")
        for source_id, pk, mark, status, capacity in own.values_list(
            "source_id", "pk", "source_hash", "status", "capacity"
        ).iterator(chunk_size=10_000):
            self._known[source_id] = _Known(pk, mark, status, capacity)
        living = Place.objects.filter(status__in=LIVING).order_by("pk")
        for pk, employer, title, locality, pc4, source, source_id in living.values_list(
            "pk", "employer_id", "title", "locality_name", "pc4", "source", "source_id"
        ).iterator(chunk_size=10_000):
            is_own = source == self.source and source_id
            self._taken.setdefault(
                (employer, fold(title), fold(locality) or pc4), source_id if is_own else f"#{pk}"
            )


_copied = attrgetter(*COPIED)
_values = attrgetter(
    "employer.name",
    "employer.kvk_number",
    "employer.locality_name",
    *(each.name for each in fields(PlaceFacts) if each.name != "employer"),
)


def _digest(values: tuple[Any, ...]) -> str:
    return hashlib.blake2b(repr(values).encode("utf-8", "replace"), digest_size=16).hexdigest()
