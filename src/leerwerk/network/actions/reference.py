"""Loading regions, municipalities, localities and postcodes from official lists. Rows end; none is deleted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils.text import slugify

from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.kernel.upsert import VALIDITY, Tally, end_unlisted, sync_links, upsert_rows
from leerwerk.network.models import Locality, Municipality, MunicipalityInRegion, Postcode, Region

DEFAULT_MUNICIPALITY_SCHEME = "CBS-GM"


class ReferenceRefused(Refusal):
    """A list was not loaded; `code` says why."""


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region of one division. Successors as (scheme, code)."""

    scheme: str
    code: str
    name: str
    tile_column: int | None = None
    tile_row: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    successors: tuple[tuple[str, str], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A municipality by its CBS code; successors in the same scheme, the one with most of the land first."""

    scheme: str
    code: str
    name: str
    other_names: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    successors: tuple[tuple[str, str], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A municipality belongs to a region; both as (scheme, code)."""

    municipality: tuple[str, str]
    region: tuple[str, str]
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class LocalityRow:
    """A city, town or village; coordinates in degrees, WGS 84."""

    scheme: str
    code: str
    name: str
    lat: float
    lon: float
    province: str = ""
    population: int = 0
    municipality_code: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """Four digits of a postcode; `exactness` is one of network.enums.Exactness."""

    pc4: str
    locality_name: str
    lat: float
    lon: float
    exactness: str
    method: str
    municipality_code: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def load_regions(*, rows: Sequence[RegionRow], actor: Actor, ended_on: date | None = None) -> Tally:
    """Write regions with their successors. `ended_on`: the list is complete, what it lacks ends on that day."""
    _must_be_system(actor)
    tally = upsert_rows(
        Region,
        [
            {
                "scheme": row.scheme,
                "code": row.code,
                "name": row.name,
                "slug": slugify(row.name),
                "tile_column": row.tile_column,
                "tile_row": row.tile_row,
                "valid_from": row.valid_from,
                "valid_until": row.valid_until,
                "source": row.source,
            }
            for row in rows
        ],
        key=("scheme", "code"),
        erases=VALIDITY,
    )
    ids = _ids(Region)
    pairs = _successor_pairs(rows, ids)
    sync_links(
        Region.successors.through,
        "from_region_id",
        "to_region_id",
        pairs,
        {ids[row.scheme, row.code] for row in rows if row.successors},
    )
    return _end_missing(tally, Region, [(row.scheme, row.code) for row in rows], ended_on)


@transaction.atomic
def load_municipalities(
    *, rows: Sequence[MunicipalityRow], actor: Actor, ended_on: date | None = None
) -> Tally:
    """Write municipalities with their successors. `ended_on`: as with regions."""
    _must_be_system(actor)
    names = ("scheme", "code", "name", "other_names", "valid_from", "valid_until", "source")
    tally = upsert_rows(
        Municipality,
        [{name: getattr(row, name) for name in names} for row in rows],
        key=("scheme", "code"),
        erases=VALIDITY,
    )
    ids = _ids(Municipality)
    pairs = _successor_pairs(rows, ids)
    sync_links(
        Municipality.successors.through,
        "from_municipality_id",
        "to_municipality_id",
        pairs,
        {ids[row.scheme, row.code] for row in rows if row.successors},
    )
    return _end_missing(tally, Municipality, [(row.scheme, row.code) for row in rows], ended_on)


@transaction.atomic
def load_memberships(*, rows: Sequence[MembershipRow], actor: Actor) -> Tally:
    """Write which municipality belongs to which region and when.

    Raises ReferenceRefused("UNKNOWN_CODE") when a region or municipality has not been loaded.
    """
    _must_be_system(actor)
    municipalities, regions = _ids(Municipality), _ids(Region)
    _must_be_known({row.municipality for row in rows}, municipalities)
    _must_be_known({row.region for row in rows}, regions)
    return upsert_rows(
        MunicipalityInRegion,
        [
            {
                "municipality_id": municipalities[row.municipality],
                "region_id": regions[row.region],
                "valid_from": row.valid_from,
                "valid_until": row.valid_until,
            }
            for row in rows
        ],
        key=("municipality_id", "region_id", "valid_from"),
        erases=VALIDITY,
    )


@transaction.atomic
def move_municipalities(*, rows: Sequence[MembershipRow], actor: Actor, moved_on: date) -> int:
    """Put municipalities in the region told from `moved_on`; where that is another one, the old ends. How many."""
    _must_be_system(actor)
    municipalities, regions = _ids(Municipality), _ids(Region)
    _must_be_known({row.municipality for row in rows}, municipalities)
    _must_be_known({row.region for row in rows}, regions)
    wanted = {municipalities[row.municipality]: regions[row.region] for row in rows}
    schemes = {row.region[0] for row in rows}
    open_rows = MunicipalityInRegion.objects.filter(
        municipality__in=wanted, region__scheme__in=schemes, valid_until__isnull=True
    )
    gone = [row for row in open_rows if row.region_id != wanted[row.municipality_id]]
    stayed = {row.municipality_id for row in open_rows} - {row.municipality_id for row in gone}
    for row in gone:
        begun_on = row.valid_from or date.min
        row.valid_until = max(moved_on, begun_on + timedelta(days=1))
    MunicipalityInRegion.objects.bulk_update(gone, ["valid_until"])
    new = [
        MunicipalityInRegion(municipality_id=municipality, region_id=region, valid_from=moved_on)
        for municipality, region in wanted.items()
        if municipality not in stayed
    ]
    MunicipalityInRegion.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def load_localities(*, rows: Sequence[LocalityRow], actor: Actor, ended_on: date | None = None) -> Tally:
    """Write cities, towns and villages. `ended_on`: as with regions."""
    _must_be_system(actor)
    names = (
        "scheme", "code", "name", "lat", "lon", "province", "population", "valid_from", "valid_until", "source",
    )  # fmt: skip
    ids = _ids(Municipality)
    tally = upsert_rows(
        Locality,
        [
            {name: getattr(row, name) for name in names}
            | {"municipality_id": ids.get((DEFAULT_MUNICIPALITY_SCHEME, row.municipality_code))}
            for row in rows
        ],
        key=("scheme", "code"),
        erases=VALIDITY,
    )
    return _end_missing(tally, Locality, [(row.scheme, row.code) for row in rows], ended_on)


@transaction.atomic
def load_postcodes(*, rows: Sequence[PostcodeRow], actor: Actor, ended_on: date | None = None) -> Tally:
    """Write postcodes with their coordinates. `ended_on`: as with regions."""
    _must_be_system(actor)
    names = ("pc4", "locality_name", "lat", "lon", "exactness", "method", "valid_from", "valid_until")
    ids = _ids(Municipality)
    tally = upsert_rows(
        Postcode,
        [
            {name: getattr(row, name) for name in names}
            | {"municipality_id": ids.get((DEFAULT_MUNICIPALITY_SCHEME, row.municipality_code))}
            for row in rows
        ],
        key=("pc4",),
        erases=VALIDITY,
    )
    if ended_on is None:
        return tally
    listed = [row.pc4 for row in rows]
    return replace(tally, ended=end_unlisted(Postcode, scheme="", listed=listed, day=ended_on, code="pc4"))


def _must_be_system(actor: Actor) -> None:
    if not actor.is_system:
        raise ReferenceRefused("NOT_ALLOWED")


def _must_be_known(codes: set[tuple[str, str]], ids: dict[tuple[str, str], int]) -> None:
    unknown = sorted(codes - ids.keys())
    if unknown:
        raise ReferenceRefused("UNKNOWN_CODE", codes=", ".join(":".join(code) for code in unknown[:5]))


def _ids(model: type[Region] | type[Municipality]) -> dict[tuple[str, str], int]:
    return {(scheme, code): pk for pk, scheme, code in model.objects.values_list("pk", "scheme", "code")}


def _successor_pairs(
    rows: Sequence[RegionRow] | Sequence[MunicipalityRow], ids: dict[tuple[str, str], int]
) -> set[tuple[int, int]]:
    """Pairs of ids; raises ReferenceRefused when a successor is in no list that we have."""
    _must_be_known({code for row in rows for code in row.successors}, ids)
    return {(ids[row.scheme, row.code], ids[code]) for row in rows for code in row.successors}


def _end_missing(
    tally: Tally,
    model: type[Region] | type[Municipality] | type[Locality],
    codes: Sequence[tuple[str, str]],
    ended_on: date | None,
) -> Tally:
    if ended_on is None:
        return tally
    ended = 0
    for scheme in sorted({scheme for scheme, _ in codes}):
        listed = [code for other, code in codes if other == scheme]
        ended += end_unlisted(model, scheme=scheme, listed=listed, day=ended_on)
    return replace(tally, ended=ended)
