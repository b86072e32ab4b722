"""Loading schemes with their decision table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from leerwerk.funding.enums import ANSWERS, Audience, SchemeKind, Topic
from leerwerk.funding.models import Scheme, SchemeCondition, SchemeVersion
from leerwerk.funding.rules import may_load_schemes
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.kernel.upsert import VALIDITY, Tally, upsert_rows
from leerwerk.network.models import Region

_OF_SCHEME = ("code", "name", "name_en", "kind", "audience", "provider", "position")
_OF_VERSION = (
    "gets",
    "gets_en",
    "how",
    "how_en",
    "most",
    "source",
    "checked_on",
    "checked_at",
    "source_date",
    "valid_from",
    "valid_until",
)


class SchemesRefused(Refusal):
    """A list of schemes was not loaded.

    Codes: NOT_ALLOWED, UNKNOWN_VALUE (code, field, value), UNKNOWN_TOPIC (code, topic), NOT_AN_ANSWER (code,
    topic, value). A day of checking without an address, or the reverse, is an UNKNOWN_VALUE of `checked_at`.
    """


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """The terms of a scheme in a period. `conditions`: (topic, codes of the answers that will do)."""

    code: str
    name: str
    kind: str
    audience: str
    provider: str
    gets: str
    how: str
    source: str
    name_en: str = ""
    gets_en: str = ""
    how_en: str = ""
    position: int = 0
    most: Decimal | None = None
    checked_on: date | None = None
    checked_at: str = ""
    source_date: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    conditions: tuple[tuple[str, tuple[str, ...]], ...] = ()


@transaction.atomic
def load_schemes(*, rows: Sequence[SchemeRow], actor: Actor, ended_on: date | None = None) -> Tally:
    """Bring schemes in line with a list: of each code and first day the terms and their conditions.

    `ended_on`: the list is complete; terms of schemes that it lacks end on that day. Raises SchemesRefused.
    """
    if not may_load_schemes(actor):
        raise SchemesRefused("NOT_ALLOWED")
    regions = frozenset(Region.objects.values_list("code", flat=True))
    for row in rows:
        _check(row, regions)
    upsert_rows(Scheme, [{name: getattr(row, name) for name in _OF_SCHEME} for row in rows], key=("code",))
    ids = dict(Scheme.objects.values_list("code", "pk"))
    tally = upsert_rows(
        SchemeVersion,
        [{"scheme_id": ids[row.code], **{name: getattr(row, name) for name in _OF_VERSION}} for row in rows],
        key=("scheme_id", "valid_from"),
        erases=VALIDITY | {"most", "checked_on", "checked_at", "source_date"},
    )
    _write_conditions(rows, ids)
    ended = 0
    if ended_on is not None:
        open_rows = SchemeVersion.objects.filter(valid_until__isnull=True)
        listed = {row.code for row in rows}
        ended = open_rows.exclude(scheme__code__in=listed).update(valid_until=ended_on)
    return Tally(tally.created, tally.updated, tally.unchanged, ended)


def _write_conditions(rows: Sequence[SchemeRow], ids: dict[str, int]) -> None:
    """The conditions of these terms, made anew where they differ."""
    versions = {
        (version.scheme_id, version.valid_from): version
        for version in SchemeVersion.objects.prefetch_related("conditions")
    }
    for row in rows:
        version = versions[ids[row.code], row.valid_from]
        known = [
            (each.topic, tuple(each.allowed)) for each in sorted(version.conditions.all(), key=lambda c: c.pk)
        ]
        if known == list(row.conditions):
            continue
        version.conditions.all().delete()
        SchemeCondition.objects.bulk_create(
            SchemeCondition(version=version, topic=topic, allowed=list(allowed))
            for topic, allowed in row.conditions
        )


def _check(row: SchemeRow, regions: frozenset[str]) -> None:
    for field, value, known in (("kind", row.kind, SchemeKind), ("audience", row.audience, Audience)):
        if value not in known.values:
            raise SchemesRefused("UNKNOWN_VALUE", scheme=row.code, field=field, value=value)
    if bool(row.checked_on) != bool(row.checked_at) or (row.source_date and not row.checked_on):
        raise SchemesRefused("UNKNOWN_VALUE", scheme=row.code, field="checked_at", value=row.checked_at)
    for topic, allowed in row.conditions:
        if topic not in Topic.values:
            raise SchemesRefused("UNKNOWN_TOPIC", scheme=row.code, topic=topic)
        answers = regions if topic == Topic.REGION else frozenset(ANSWERS[topic].values)
        for value in allowed:
            if value not in answers:
                raise SchemesRefused("NOT_AN_ANSWER", scheme=row.code, topic=topic, value=value)
