"""Schemes as they are on a day, and which of them fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from leerwerk.funding.models import Scheme, SchemeVersion
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


def scheme_with_terms(code: str, day: date) -> tuple[Scheme, SchemeVersion | None, list[SchemeVersion]]:
    """A scheme, its terms on a day (None when none hold), and its other terms, newest first.

    Raises Scheme.DoesNotExist.
    """
    scheme = Scheme.objects.get(code=code)
    versions = list(scheme.versions.prefetch_related("conditions").order_by("-valid_from"))
    current = next((version for version in versions if version.is_valid_on(day)), None)
    return scheme, current, [version for version in versions if version is not current]


def conditions_of(version: SchemeVersion) -> tuple[Condition, ...]:
    """The row of the decision table, in the order in which it was made."""
    rows = sorted(version.conditions.all(), key=lambda row: row.pk)
    return tuple(Condition(row.topic, tuple(row.allowed)) for row in rows)
