"""What was promised and what came of it: realised is counted from signed placements, never typed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, NullIf, TruncDate

from leerwerk.casework.enums import SIGNED_PLACEMENTS, PlacementStatus
from leerwerk.casework.models import Placement
from leerwerk.catalogue.queries import places_by_region
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.programme.enums import Counting
from leerwerk.programme.models import Agreement, AgreementQuerySet, Commitment, Measure, Target

IN_PIPELINE = (PlacementStatus.PROPOSED,)


@dataclass(frozen=True)
class CommitmentProgress:
    """A promise of one party, and its own placements; None where nothing is recorded."""

    commitment: Commitment
    in_pipeline: int | None
    realised: int | None


@dataclass(frozen=True)
class TargetProgress:
    """A target with the promises behind it. Numbers are in the target's unit."""

    target: Target
    commitments: tuple[CommitmentProgress, ...]
    in_pipeline: int | None
    realised: int | None

    @property
    def promised(self) -> int | None:
        """The promises added up, None when nobody promised a number."""
        return sum(each.commitment.number for each in self.commitments) if self.commitments else None


@dataclass(frozen=True)
class MeasureProgress:
    measure: Measure
    targets: tuple[TargetProgress, ...]


@dataclass(frozen=True)
class AgreementProgress:
    """An agreement with its measures and, one level down, its sub-agreements."""

    agreement: Agreement
    measures: tuple[MeasureProgress, ...]
    parts: tuple["AgreementProgress", ...]

    def targets(self) -> Iterable[TargetProgress]:
        """The targets of the agreement and of its parts, in order."""
        for measure in self.measures:
            yield from measure.targets
        for part in self.parts:
            yield from part.targets()


def agreement_progress(agreements: AgreementQuerySet, actor: Actor) -> list[AgreementProgress]:
    """Progress of these agreements with their parts, in their order; seven queries whatever their number."""
    tops = list(agreements.visible_to(actor).prefetch_related("regions"))
    parts = list(Agreement.objects.visible_to(actor).filter(parent__in=tops).order_by("parent", "slug"))
    measures = _measures_by_agreement([*tops, *parts])
    parts_of: dict[int, list[AgreementProgress]] = defaultdict(list)
    for part in parts:
        parts_of[part.parent_id or 0].append(AgreementProgress(part, tuple(measures[part.pk]), ()))
    return [AgreementProgress(top, tuple(measures[top.pk]), tuple(parts_of[top.pk])) for top in tops]


def top_agreements(actor: Actor) -> AgreementQuerySet:
    """Agreements that are not part of another, the latest first."""
    tops = Agreement.objects.visible_to(actor).filter(parent__isnull=True)
    return tops.order_by(F("starts_on").desc(nulls_last=True), "name", "pk")


def counted_placements(row: Target | Commitment) -> QuerySet[Placement]:
    """The signed placements that a target or promise counts, latest first; show them without the person."""
    scoped = (_scoped_targets() if isinstance(row, Target) else _scoped_commitments()).get(pk=row.pk)
    if scoped.scope_counting != Counting.PLACEMENTS:
        return Placement.objects.none()
    return (
        _placements_within(
            sector=Value(scoped.scope_sector),
            region=Value(scoped.scope_region),
            employer=Value(scoped.scope_employer),
            starts_on=Value(scoped.scope_from),
            ends_on=Value(scoped.scope_until),
        )
        .filter(status__in=SIGNED_PLACEMENTS)
        .select_related("region", "place")
        .order_by("-agreed_on", "-pk")
    )


def targets_counting(placement: Placement, actor: Actor) -> list[TargetProgress]:
    """The targets that count this placement, each with the promises that its own employer made; two queries.

    Empty for a placement that is not signed.
    """
    day = placement.agreed_on
    if day is None or placement.status not in SIGNED_PLACEMENTS:
        return []
    fits = (
        Q(sector="") | Q(sector=placement.sector),
        Q(region__isnull=True) | Q(region=placement.region_id),
        Q(starts_on__isnull=True) | Q(starts_on__lte=day),
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
    )
    targets = list(
        _scoped_targets()
        .filter(*fits, counting=Counting.PLACEMENTS)
        .filter(measure__agreement__in=Agreement.objects.visible_to(actor))
        .select_related("measure__agreement", "region")
        .annotate(**_counts())
        .order_by("measure__agreement__name", "position", "pk")
    )
    promises = _scoped_commitments().filter(*fits, target__in=targets, organisation=placement.employer_id)
    promises_of: dict[int, list[CommitmentProgress]] = defaultdict(list)
    for row in (
        promises.select_related("organisation", "region").annotate(**_counts()).order_by("position", "pk")
    ):
        promises_of[row.target_id].append(CommitmentProgress(row, *_known(row)))
    return [TargetProgress(each, tuple(promises_of[each.pk]), *_known(each)) for each in targets]


def _measures_by_agreement(agreements: list[Agreement]) -> dict[int, list[MeasureProgress]]:
    measures = Measure.objects.filter(agreement__in=agreements).order_by("position", "pk")
    targets_of: dict[int, list[TargetProgress]] = defaultdict(list)
    commitments_of = _commitments_by_target(agreements)
    for target in _targets(agreements):
        targets_of[target.measure_id].append(
            TargetProgress(target, tuple(commitments_of[target.pk]), *_of_target(target))
        )
    found: dict[int, list[MeasureProgress]] = defaultdict(list)
    for measure in measures:
        found[measure.agreement_id].append(MeasureProgress(measure, tuple(targets_of[measure.pk])))
    return found


def _commitments_by_target(agreements: list[Agreement]) -> dict[int, list[CommitmentProgress]]:
    rows = _scoped_commitments().filter(target__measure__agreement__in=agreements)
    rows = rows.select_related("organisation", "region").annotate(**_counts()).order_by("position", "pk")
    found: dict[int, list[CommitmentProgress]] = defaultdict(list)
    for row in rows:
        counted = _known(row) if _has_scope_of_its_own(row) else (None, None)
        found[row.target_id].append(CommitmentProgress(row, *counted))
    return found


def _targets(agreements: list[Agreement]) -> QuerySet[Any]:
    rows = _scoped_targets().filter(measure__agreement__in=agreements)
    counted: QuerySet[Any] = rows.select_related("region").annotate(**_counts())
    return counted.order_by("position", "pk")


def _of_target(target: Any) -> tuple[int | None, int | None]:
    """Of history: what the source reports; else what is counted."""
    return (None, target.reported_number) if target.counting == Counting.REPORTED else _known(target)


def _known(row: Any) -> tuple[int | None, int | None]:
    """(in the pipeline, realised), or nothing where placements do not count."""
    return (row.waiting, row.signed) if row.scope_counting == Counting.PLACEMENTS else (None, None)


def _has_scope_of_its_own(promise: Commitment) -> bool:
    """Whether the share of a promise can be told from the rest of its target: by party, sector, region or period."""
    own = (promise.organisation_id, promise.sector, promise.region_id, promise.starts_on, promise.ends_on)
    return any(own)


def _scoped_targets() -> QuerySet[Any]:
    """Targets with what they count in `scope_…`."""
    return Target.objects.annotate(
        scope_sector=F("sector"),
        scope_region=F("region_id"),
        scope_employer=Value(None, IntegerField()),
        scope_from=F("starts_on"),
        scope_until=F("ends_on"),
        scope_counting=F("counting"),
    )


def _scoped_commitments() -> QuerySet[Any]:
    """Commitments with what they count in `scope_…`: their own, and where that is empty the target's."""
    return Commitment.objects.annotate(
        scope_sector=Coalesce(NullIf("sector", Value("")), "target__sector"),
        scope_region=Coalesce("region_id", "target__region_id"),
        scope_employer=F("organisation_id"),
        scope_from=Coalesce("starts_on", "target__starts_on"),
        scope_until=Coalesce("ends_on", "target__ends_on"),
        scope_counting=F("target__counting"),
    )


def _counts() -> dict[str, Coalesce]:
    return {"signed": _count(SIGNED_PLACEMENTS), "waiting": _count(IN_PIPELINE)}


def _count(statuses: Iterable[str]) -> Coalesce:
    """Number of placements in these states within the scope of the outer row."""
    placements = _placements_within(
        sector=OuterRef("scope_sector"),
        region=OuterRef("scope_region"),
        employer=OuterRef("scope_employer"),
        starts_on=OuterRef("scope_from"),
        ends_on=OuterRef("scope_until"),
    ).filter(status__in=list(statuses))
    number = placements.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def _placements_within(
    *, sector: Any, region: Any, employer: Any, starts_on: Any, ends_on: Any
) -> QuerySet[Placement]:
    """Placements of a sector, region, employer and period; an empty bound does not narrow.

    A placement belongs to the day of its last signature; one that is not signed yet to the day it was made.
    """
    return Placement.objects.annotate(
        for_sector=ExpressionWrapper(sector, CharField()),
        for_region=ExpressionWrapper(region, IntegerField()),
        for_employer=ExpressionWrapper(employer, IntegerField()),
        from_day=ExpressionWrapper(starts_on, DateField()),
        until_day=ExpressionWrapper(ends_on, DateField()),
        counts_on=Coalesce("agreed_on", TruncDate("made_at")),
    ).filter(
        Q(for_sector="") | Q(sector=F("for_sector")),
        Q(for_region__isnull=True) | Q(region_id=F("for_region")),
        Q(for_employer__isnull=True) | Q(employer_id=F("for_employer")),
        Q(from_day__isnull=True) | Q(counts_on__gte=F("from_day")),
        Q(until_day__isnull=True) | Q(counts_on__lt=F("until_day")),
    )


@dataclass(frozen=True)
class RegionFigures:
    """One region of the current division: places online, learners that signed, and those on their way."""

    region: Region
    places: int
    realised: int
    in_pipeline: int


def region_figures() -> list[RegionFigures]:
    """Figures of every region in order of name, without anything about persons; three queries."""
    placed = Placement.objects.filter(region__isnull=False).order_by().values_list("region_id", "status")
    by_region: dict[int, dict[str, int]] = defaultdict(dict)
    for region_id, status, number in placed.annotate(number=Count("pk")):
        by_region[region_id or 0][status] = number
    online = places_by_region()
    return [
        RegionFigures(
            region=region,
            places=online.get(region.code, 0),
            realised=sum(by_region[region.pk].get(status, 0) for status in SIGNED_PLACEMENTS),
            in_pipeline=sum(by_region[region.pk].get(status, 0) for status in IN_PIPELINE),
        )
        for region in Region.objects.current()
    ]
