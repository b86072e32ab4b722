"""The figures of `leerwerk agreements`: as plain data for machines, and as a table for people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F
from rich.console import Console
from rich.table import Table

from leerwerk.insight.queries import AgreementProgress, CommitmentProgress, TargetProgress, agreement_progress
from leerwerk.kernel.actor import SYSTEM
from leerwerk.programme.enums import Counting, Unit
from leerwerk.programme.models import Agreement, Target
from leerwerk.web.ui.dutch import dutch_date, number

Data = dict[str, Any]
NOTHING = Counting.NOT_RECORDED
MIXED = "verschillende eenheden, zie de doelen"


def read_all() -> list[AgreementProgress]:
    """All agreements with their parts: history first, then the latest first."""
    tops = Agreement.objects.filter(parent__isnull=True)
    ordered = tops.order_by("is_demo", F("starts_on").desc(nulls_last=True), "name", "pk")
    return agreement_progress(ordered, SYSTEM)


def as_data(progress: Iterable[AgreementProgress]) -> Data:
    """Everything, with English keys. Days are ISO; `ends_before` is the first day that no longer counts.

    A figure that nobody recorded is null, and `realised_note` says so.
    """
    return {"agreements": [_agreement(each) for each in progress]}


def print_tables(progress: Iterable[AgreementProgress]) -> None:
    """Each agreement with a line for every target of its own and of its parts."""
    console = Console()
    for each in progress:
        agreement = each.agreement
        console.print(
            f"\n[bold]{agreement}[/bold] [dim]{_days(agreement.starts_on, agreement.ends_on)}[/dim]"
        )
        rows = list(_rows(each))
        console.print(_table(rows) if rows else "  Geen aantallen afgesproken.", highlight=False)


def _table(rows: list[tuple[str, ...]]) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 2), expand=True, header_style="dim")
    table.add_column("", ratio=1)
    for heading, width in (("Doel", 9), ("Toegezegd", 9), ("Gerealiseerd", 18)):
        table.add_column(heading, justify="right", min_width=width)
    for row in rows:
        table.add_row(*row)
    return table


def _rows(progress: AgreementProgress) -> Iterable[tuple[str, ...]]:
    for each in _own_targets(progress):
        target = each.target
        unit = "" if target.unit == Unit.PLACES else f" ({target.get_unit_display()})"
        part = f"{progress.agreement}: " if progress.agreement.parent_id else ""
        yield (
            f"{part}{target.label}{unit}",
            number(target.number),
            number(each.promised) if each.promised is not None else "–",
            number(each.realised) if each.realised is not None else str(NOTHING.label),
        )
    for part_progress in progress.parts:
        yield from _rows(part_progress)


def _agreement(progress: AgreementProgress) -> Data:
    agreement = progress.agreement
    return {
        "slug": agreement.slug,
        "name": agreement.name,
        "kind": agreement.kind,
        "status": agreement.status,
        "is_demo": agreement.is_demo,
        "period": _period(agreement.starts_on, agreement.ends_on),
        **_totals(list(progress.targets())),
        "regions": sorted(region.code for region in agreement.regions.all()),
        "source": agreement.source,
        "targets": [_target(each) for each in _own_targets(progress)],
        "parts": [_agreement(each) for each in progress.parts],
    }


def _totals(targets: list[TargetProgress]) -> Data:
    """Figures of an agreement with its parts; null where its targets count different things or nothing."""
    units = {each.target.unit for each in targets}
    is_one_kind = len(units) == 1
    realised = _sum(each.realised for each in targets) if is_one_kind else None
    return {
        "unit": units.pop() if is_one_kind else None,
        "promised": _sum(each.promised for each in targets) if is_one_kind else None,
        "target": _sum(each.target.number for each in targets) if is_one_kind else None,
        "in_pipeline": _sum(each.in_pipeline for each in targets) if is_one_kind else None,
        "realised": realised,
        "realised_note": _note(targets[0].target)
        if is_one_kind
        else "niet geregistreerd"
        if not targets
        else "",
    }


def _target(progress: TargetProgress) -> Data:
    target = progress.target
    return {
        "label": target.label,
        "unit": target.unit,
        "promised": progress.promised,
        "target": target.number,
        "in_pipeline": progress.in_pipeline,
        "realised": progress.realised,
        "realised_note": _note(target),
        "period": _period(target.starts_on, target.ends_on),
        "sector": target.sector,
        "region": target.region.code if target.region else "",
        "commitments": [_commitment(each) for each in progress.commitments],
    }


def _commitment(progress: CommitmentProgress) -> Data:
    promise = progress.commitment
    return {
        "label": promise.label,
        "organisation": promise.organisation.name if promise.organisation else "",
        "promised": promise.number,
        "sector": promise.sector,
        "in_pipeline": progress.in_pipeline,
        "realised": progress.realised,
    }


def _own_targets(progress: AgreementProgress) -> Iterable[TargetProgress]:
    return (target for measure in progress.measures for target in measure.targets)


def _note(target: Target) -> str:
    """Where the realised figure comes from: "niet geregistreerd" when there is none."""
    label = str(Counting(target.counting).label)
    return f"{label}: {target.reported_note}" if target.reported_note else label


def _sum(figures: Iterable[int | None]) -> int | None:
    """The sum, or None when one of them is not known."""
    known = list(figures)
    return None if None in known or not known else sum(each for each in known if each is not None)


def _period(starts_on: date | None, ends_on: date | None) -> Data:
    return {
        "starts_on": starts_on.isoformat() if starts_on else None,
        "ends_before": ends_on.isoformat() if ends_on else None,
    }


def _days(starts_on: date | None, ends_on: date | None) -> str:
    """Whole years as "2019–2024", otherwise the days themselves."""
    if starts_on and ends_on and starts_on.timetuple().tm_yday == ends_on.timetuple().tm_yday == 1:
        years = sorted({starts_on.year, ends_on.year - 1})
        return "–".join(str(year) for year in years)
    parts = ("vanaf", starts_on), ("tot", ends_on)
    return " ".join(f"{word} {dutch_date(day)}" for word, day in parts if day)
