"""Rows of the database as columns for leermatch: a fixed number of queries, whatever the size of the country."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localdate

from leermatch import FLEXIBLE, Need, Vocabularies, day_number
from leermatch import Occupation as EngineOccupation
from leermatch import Outcome as EngineOutcome
from leermatch import Qualification as EngineQualification
from leermatch import Recognition as EngineRecognition
from leerwerk.casework.enums import OPEN_REFERRALS
from leerwerk.casework.queries import with_seats_left
from leerwerk.catalogue.enums import Sector, TermKind
from leerwerk.catalogue.models import Occupation, OccupationTerm, Place, Qualification
from leerwerk.kernel.folding import fold
from leerwerk.network.models import Recognition, Region

TERM_WEIGHTS = {
    TermKind.NAME: 1.0,
    TermKind.MALE: 1.0,
    TermKind.FEMALE: 1.0,
    TermKind.EVERYDAY: 0.7,
}
PLACE_FIELDS = (
    "pk",
    "lat",
    "lon",
    "occupation__code",
    "qualification__code",
    "sector",
    "region__code",
    "level",
    "pathway",
    "hours_min",
    "hours_max",
    "work_days",
    "starts_on",
    "is_start_flexible",
    "ends_on",
    "expires_on",
    "minimum_age",
    "language_level",
    "is_driving_licence_needed",
    "recognition_number",
    "seats_left",
    "wage_min",
    "wage_max",
    "outcome",
    "employer_id",
    "published_at",
    "open_referrals",
    "title",
    "employer__name",
    "locality_name",
    "description",
    "is_learnt",
    "is_asked",
)


def place_columns(today: date, *, only: Collection[int] | None = None) -> dict[str, list[Any]]:
    """The published places with room, all of them or `only` some, as the columns of `leermatch.build_market`."""
    published = Place.objects.published()
    if only is not None:
        published = published.filter(pk__in=only)
    places = with_seats_left(published).annotate(
        open_referrals=Count("referrals", filter=Q(referrals__status__in=OPEN_REFERRALS), distinct=True)
    )
    rows = places.filter(seats_left__gt=0).order_by("pk").values_list(*PLACE_FIELDS, named=True)
    recognised = _recognitions(today)
    columns: dict[str, list[Any]] = defaultdict(list)
    for row in rows.iterator(chunk_size=5000):
        for name, value in _engine_row(row, recognised).items():
            columns[name].append(value)
    return dict(columns) if columns else {"id": []}


def _engine_row(row: Any, recognised: dict[int, set[str]]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "lat": row.lat,
        "lon": row.lon,
        "occupation": row.occupation__code,
        "qualification": row.qualification__code,
        "sector": row.sector or None,
        "region": row.region__code,
        "level": row.level,
        "pathway": row.pathway or None,
        "hours_min": row.hours_min,
        "hours_max": row.hours_max,
        "days": row.work_days,
        "start": _start(row.starts_on, row.is_start_flexible),
        "end": _day(row.ends_on),
        "open_until": _day(row.expires_on),
        "min_age": row.minimum_age,
        "language": row.language_level,
        "driving_licence": _need(row.is_driving_licence_needed),
        "recognition": _recognition(row, recognised),
        "capacity_left": row.seats_left,
        "wage": _first_number(row.wage_min, row.wage_max),
        "outcomes": int(EngineOutcome[row.outcome]) if row.outcome else None,
        "employer": row.employer_id,
        "published": _day(localdate(row.published_at) if row.published_at else None),
        "candidates": row.open_referrals,
        "title": row.title,
        "employer_name": row.employer__name,
        "locality": row.locality_name,
        "description": f"{row.description} {row.is_learnt} {row.is_asked}",
    }


def _day(day: date | None) -> int | None:
    return None if day is None else day_number(day)


def _start(starts_on: date | None, is_flexible: bool) -> int | None:
    return FLEXIBLE if is_flexible else _day(starts_on)


def _need(value: bool | None) -> Need:
    return Need.UNKNOWN if value is None else Need.NEEDED if value else Need.NOT_NEEDED


def _first_number(*values: Any) -> float | None:
    return next((float(value) for value in values if value is not None), None)


def _recognition(row: Any, recognised: dict[int, set[str]]) -> EngineRecognition:
    """An employer of whom no recognition is known at all is unknown, not refused."""
    if row.recognition_number or row.qualification__code in recognised.get(row.employer_id, ()):
        return EngineRecognition.VALID
    if row.employer_id not in recognised or row.qualification__code is None:
        return EngineRecognition.UNKNOWN
    return EngineRecognition.NOT_VALID


def _recognitions(today: date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Recognition.objects.valid_on(today).values_list("organisation_id", "qualification_code")
    for organisation, code in rows:
        found[organisation].add(code)
    return dict(found)


def vocabularies() -> Vocabularies:
    """Occupations with their words, qualifications, sectors and regions, as the engine knows them."""
    qualifications = {row.code: row for row in Qualification.objects.order_by("code")}
    return Vocabularies(
        occupations=tuple(_occupations(qualifications)),
        qualifications=tuple(
            EngineQualification(row.code, row.name, row.level or 0, row.dossier_code, row.domain_code)
            for row in qualifications.values()
        ),
        sectors=tuple(Sector.values),
        regions=tuple(Region.objects.current().values_list("code", flat=True)),
    )


def _occupations(qualifications: dict[str, Qualification]) -> list[EngineOccupation]:
    terms = _pairs(OccupationTerm.objects.order_by("pk").values_list("occupation_id", "text", "kind"))
    leads = _pairs(
        Occupation.qualifications.through.objects.order_by("pk").values_list(
            "occupation_id", "qualification__code", "qualification__dossier_code"
        )
    )
    related = _pairs(
        Occupation.related.through.objects.order_by("pk").values_list(
            "from_occupation_id", "to_occupation__code", "to_occupation__name"
        )
    )
    return [
        EngineOccupation(
            code=row.code,
            name=row.name,
            terms=(
                *(
                    (text, TERM_WEIGHTS[TermKind(kind)])
                    for text, kind in terms[row.pk]
                    if kind in TERM_WEIGHTS
                ),
                *_english(row, terms[row.pk]),
            ),
            misspellings=tuple(text for text, kind in terms[row.pk] if kind == TermKind.MISSPELLING),
            qualifications=tuple(code for code, _dossier in leads[row.pk]),
            dossier=next((dossier for _code, dossier in leads[row.pk]), ""),
            domain=next(
                (qualifications[code].domain_code for code, _ in leads[row.pk] if code in qualifications), ""
            ),
            related=tuple(code for code, _name in related[row.pk]),
        )
        for row in Occupation.objects.order_by("code")
    ]


def _english(row: Occupation, terms: list[tuple[str, str]]) -> Iterator[tuple[str, float]]:
    """The English name as one more word for the same work, where it is not one already ("barista")."""
    known = {fold(text) for text, _kind in terms} | {fold(row.name), ""}
    if fold(row.name_en) not in known:
        yield row.name_en, TERM_WEIGHTS[TermKind.NAME]


def _pairs(rows: Any) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, first, second in rows:
        found[key].append((first, second))
    return found
