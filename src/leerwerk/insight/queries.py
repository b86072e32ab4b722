"""What was promised and what came of it: realised is counted from signed placements, never typed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from leerwerk.casework.enums import SIGNED_PLACEMENTS, PlacementStatus
from leerwerk.casework.models import Placement
from leerwerk.catalogue.queries import places_by_region
from leerwerk.insight.rules import Counted, Register, Scope, counts
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
    if _target_of(row).counting != Counting.PLACEMENTS:
        return Placement.objects.none()
    rows: QuerySet[Placement] = _placements(SIGNED_PLACEMENTS).filter(**_scope(row).lookups())
    return rows.select_related("region", "place").order_by("-agreed_on", "-pk")


def targets_counting(placement: Placement, actor: Actor) -> list[TargetProgress]:
    """The targets that count this placement, each with the promises that its own employer made; three queries.

    Empty for a placement that is not signed.
    """
    day = placement.agreed_on
    if day is None or placement.status not in SIGNED_PLACEMENTS:
        return []
    this = Counted(placement.sector, placement.region_id, placement.employer_id, day)
    rows = Target.objects.filter(
        counting=Counting.PLACEMENTS, measure__agreement__in=Agreement.objects.visible_to(actor)
    ).select_related("measure__agreement", "region")
    targets = [
        each
        for each in rows.order_by("measure__agreement__name", "position", "pk")
        if counts(_scope(each), this)
    ]
    promises = [
        each
        for each in _promises().filter(target__in=targets, organisation=placement.employer_id)
        if counts(_scope(each), this)
    ]
    figures = _Figures([*targets, *promises])
    promises_of: dict[int, list[CommitmentProgress]] = defaultdict(list)
    for each in promises:
        promises_of[each.target_id].append(CommitmentProgress(each, *figures.of(each)))
    return [TargetProgress(each, tuple(promises_of[each.pk]), *figures.of(each)) for each in targets]


def _measures_by_agreement(agreements: list[Agreement]) -> dict[int, list[MeasureProgress]]:
    measures = Measure.objects.filter(agreement__in=agreements).order_by("position", "pk")
    targets = list(
        Target.objects.filter(measure__agreement__in=agreements)
        .select_related("region")
        .order_by("position", "pk")
    )
    promises = list(_promises().filter(target__measure__agreement__in=agreements))
    figures = _Figures([*targets, *promises])
    promises_of: dict[int, list[CommitmentProgress]] = defaultdict(list)
    for promise in promises:
        known = figures.of(promise) if _has_scope_of_its_own(promise) else (None, None)
        promises_of[promise.target_id].append(CommitmentProgress(promise, *known))
    targets_of: dict[int, list[TargetProgress]] = defaultdict(list)
    for target in targets:
        progress = TargetProgress(target, tuple(promises_of[target.pk]), *figures.of(target))
        targets_of[target.measure_id].append(progress)
    found: dict[int, list[MeasureProgress]] = defaultdict(list)
    for measure in measures:
        found[measure.agreement_id].append(MeasureProgress(measure, tuple(targets_of[measure.pk])))
    return found


def _promises() -> QuerySet[Commitment]:
    return Commitment.objects.select_related("organisation", "region", "target").order_by("position", "pk")


def _has_scope_of_its_own(promise: Commitment) -> bool:
    """Whether the share of a promise can be told from the rest of its target: by party, sector, region or period."""
    own = (promise.organisation_id, promise.sector, promise.region_id, promise.starts_on, promise.ends_on)
    return any(own)


def _target_of(row: Target | Commitment) -> Target:
    return row if isinstance(row, Target) else row.target


def _scope(row: Target | Commitment) -> Scope:
    """What a row counts: what it says itself, and where a promise says nothing what its target says."""
    target = _target_of(row)
    return Scope(
        sector=row.sector or target.sector,
        region_id=row.region_id or target.region_id,
        employer_id=None if isinstance(row, Target) else row.organisation_id,
        from_day=row.starts_on or target.starts_on,
        until_day=row.ends_on or target.ends_on,
    )


class _Figures:
    """The placements of all these targets and promises, in one query; in none when no placement counts."""

    def __init__(self, rows: Iterable[Target | Commitment]) -> None:
        scopes = [_scope(row) for row in rows if _target_of(row).counting == Counting.PLACEMENTS]
        found: dict[bool, list[Counted]] = {True: [], False: []}
        if scopes:
            columns = _placements((*SIGNED_PLACEMENTS, *IN_PIPELINE)).values_list(
                "status", "sector", "region_id", "employer_id", "day"
            )
            for status, *where in columns:
                found[status in SIGNED_PLACEMENTS].append(Counted(*where))
        self._signed = Register(scopes, found[True])
        self._waiting = Register(scopes, found[False])

    def of(self, row: Target | Commitment) -> tuple[int | None, int | None]:
        """(in the pipeline, realised); of history what the source reports, or nothing."""
        target, scope = _target_of(row), _scope(row)
        if target.counting == Counting.PLACEMENTS:
            return self._waiting.number(scope), self._signed.number(scope)
        is_reported = row is target and target.counting == Counting.REPORTED
        return None, target.reported_number if is_reported else None


def _placements(statuses: Iterable[str]) -> QuerySet[Any]:
    """Placements with the `day` on which they count: that of the last signature, before that the day they were made."""
    return Placement.objects.filter(status__in=list(statuses)).annotate(
        day=Coalesce("agreed_on", TruncDate("made_at"))
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
