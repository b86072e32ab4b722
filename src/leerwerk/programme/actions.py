"""Record agreements from a description: the same description twice changes nothing."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import models, transaction

from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.network.models import Region
from leerwerk.programme.descriptions import AgreementDescription, MeasureDescription, TargetDescription
from leerwerk.programme.models import Agreement, Commitment, Measure, Party, Target
from leerwerk.programme.rules import may_record_agreement


class AgreementRefused(Refusal):
    """An agreement was not recorded; `code` says why."""


@transaction.atomic
def record_agreement(*, description: AgreementDescription, actor: Actor, now: datetime) -> Agreement:
    """Store an agreement with its parties, measures, targets, commitments and parts, found again by slug and label.

    What the description no longer mentions is removed, except sub-agreements. An audit entry is written
    only when something changed. Raises AgreementRefused: NOT_YOUR_PROGRAMME, UNKNOWN_REGION.
    """
    if not may_record_agreement(actor):
        raise AgreementRefused("NOT_YOUR_PROGRAMME")
    regions = {region.code: region for region in Region.objects.current()}
    return _Recorder(regions, actor, now).record(description, parent=None)


class _Recorder:
    """Writes one description; remembers whether anything was different from what stood."""

    def __init__(self, regions: dict[str, Region], actor: Actor, now: datetime) -> None:
        self._regions = regions
        self._actor = actor
        self._now = now
        self._changes = 0
        self._fresh: set[tuple[type[models.Model], Any]] = set()

    def record(self, description: AgreementDescription, parent: Agreement | None) -> Agreement:
        self._changes = 0
        plain = ("name", "kind", "status", "summary", "outcomes", "signed_on", "starts_on", "ends_on")
        values = {name: getattr(description, name) for name in (*plain, "source", "is_demo")}
        agreement = self._store(description, values | {"parent": parent})
        self._set_regions(agreement, description.regions)
        self._store_all(Party, "agreement", agreement, "name", [vars(each) for each in description.parties])
        self._store_measures(agreement, description.measures)
        if self._changes:
            audit.record(
                actor=self._actor,
                action="agreement.record",
                subject=f"programme.agreement:{agreement.pk}",
                now=self._now,
                details={"slug": agreement.slug, "changes": self._changes},
            )
        for part in description.parts:
            self.record(part, agreement)
        return agreement

    def _store_measures(self, agreement: Agreement, described: Sequence[MeasureDescription]) -> None:
        rows = [
            {"title": each.title, "description": each.description, "position": position}
            for position, each in enumerate(described, start=1)
        ]
        measures = self._store_all(Measure, "agreement", agreement, "title", rows)
        for measure, each in zip(measures, described, strict=True):
            self._store_targets(measure, each.targets)

    def _store_targets(self, measure: Measure, described: Sequence[TargetDescription]) -> None:
        targets = self._store_all(
            Target, "measure", measure, "label", self._rows(described, leave_out=("commitments",))
        )
        for target, each in zip(targets, described, strict=True):
            self._store_all(Commitment, "target", target, "label", self._rows(each.commitments))

    def _rows(self, described: Sequence[Any], leave_out: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        """Descriptions with a scope as values of model fields."""
        rows = []
        for position, each in enumerate(described, start=1):
            row = {
                field.name: getattr(each, field.name) for field in fields(each) if field.name not in leave_out
            }
            code = row.pop("region")
            rows.append(row | {"region": self._region(code) if code else None, "position": position})
        return rows

    def _set_regions(self, agreement: Agreement, codes: Sequence[str]) -> None:
        wanted = {self._region(code) for code in codes}
        standing = set() if (Agreement, agreement.pk) in self._fresh else set(agreement.regions.all())
        if standing != wanted:
            agreement.regions.set(wanted)
            self._changes += 1

    def _region(self, code: str) -> Region:
        try:
            return self._regions[code]
        except KeyError as missing:
            raise AgreementRefused("UNKNOWN_REGION", region=code) from missing

    def _store_all(
        self,
        model: type[models.Model],
        owner: str,
        owned_by: models.Model,
        key: str,
        rows: list[dict[str, Any]],
    ) -> list[Any]:
        """Make the rows of one owner equal to these values, in their order."""
        standing = self._standing(model, owner, owned_by, key)
        wanted = {row[key] for row in rows}
        if gone := [row.pk for name, row in standing.items() if name not in wanted]:
            model._default_manager.filter(pk__in=gone).delete()
        new = model._default_manager.bulk_create(
            model(**{owner: owned_by}, **row) for row in rows if row[key] not in standing
        )
        self._changes += len(gone) + len(new)
        for row in rows:
            if row[key] in standing:
                self._change(standing[row[key]], row)
        self._fresh.update((model, row.pk) for row in new)
        found = standing | {getattr(row, key): row for row in new}
        return [found[row[key]] for row in rows]

    def _standing(
        self, model: type[models.Model], owner: str, owned_by: models.Model, key: str
    ) -> dict[str, Any]:
        """The rows of an owner as they are, locked; one that was just made has none."""
        if (type(owned_by), owned_by.pk) in self._fresh:
            return {}
        rows = model._default_manager.select_for_update(no_key=True).filter(**{owner: owned_by})
        return {getattr(row, key): row for row in rows}

    def _store(self, agreement: AgreementDescription, values: dict[str, Any]) -> Agreement:
        row = Agreement.objects.select_for_update(no_key=True).filter(slug=agreement.slug).first()
        if row is not None:
            self._change(row, values)
            return row
        made = Agreement.objects.create(slug=agreement.slug, **values)
        self._changes += 1
        self._fresh.add((Agreement, made.pk))
        return made

    def _change(self, row: models.Model, values: dict[str, Any]) -> None:
        different = [name for name, value in values.items() if getattr(row, name) != value]
        if different:
            self._changes += 1
            for name in different:
                setattr(row, name, values[name])
            row.save(update_fields=different)
