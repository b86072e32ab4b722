"""Schemes as they are on a day, and which of them fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from leerwerk.funding.models import SchemeVersion
from leerwerk.funding.rules import Condition, SchemeVerdict, scheme_verdict


@dataclass(frozen=True)
class Judged:
    """The terms of a scheme on a day, and what the answers make of them."""

    version: SchemeVersion
    verdict: SchemeVerdict


def schemes_on(day: date, audience: str = "") -> list[SchemeVersion]:
    """The terms that hold on a day, with their scheme and conditions; two queries."""
    rows = SchemeVersion.objects.valid_on(day).select_related("scheme").prefetch_related("conditions")
    if audience:
        rows = rows.filter(scheme__audience=audience)
    return list(rows.order_by("scheme__position", "scheme__code"))


def past_schemes(day: date) -> list[SchemeVersion]:
    """The last terms of schemes that have ended and of which no other terms hold or are to come."""
    lasting = SchemeVersion.objects.exclude(valid_until__lte=day).values("scheme")
    ended = SchemeVersion.objects.filter(valid_until__lte=day).exclude(scheme__in=lasting)
    return list(ended.select_related("scheme").order_by("scheme_id", "-valid_from").distinct("scheme_id"))


def judge_schemes(answers: Mapping[str, str], *, audience: str, today: date) -> list[Judged]:
    """All schemes for an audience, those that fit first, each with its verdict. Two queries."""
    judged = [
        Judged(version, scheme_verdict(conditions_of(version), answers))
        for version in schemes_on(today, audience)
    ]
    return sorted(judged, key=lambda each: each.verdict.fit)


def scheme_with_terms(code: str, day: date) -> tuple[SchemeVersion, list[SchemeVersion]]:
    """The terms of a scheme on a day, or when none hold the newest; and its other terms, newest first. Two queries.

    Raises SchemeVersion.DoesNotExist when there is no such scheme, or none of its terms is known.
    """
    rows = SchemeVersion.objects.filter(scheme__code=code).select_related("scheme")
    versions = list(rows.prefetch_related("conditions").order_by(F("valid_from").desc(nulls_last=True)))
    if not versions:
        raise SchemeVersion.DoesNotExist(code)
    found = next((version for version in versions if version.is_valid_on(day)), versions[0])
    return found, [version for version in versions if version is not found]


def conditions_of(version: SchemeVersion) -> tuple[Condition, ...]:
    """The row of the decision table, in the order in which it was made."""
    rows = sorted(version.conditions.all(), key=lambda row: row.pk)
    return tuple(Condition(row.topic, tuple(row.allowed)) for row in rows)
