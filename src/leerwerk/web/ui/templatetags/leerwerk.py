"""Filters for numbers, days and distances in Dutch. Nothing known gives "", so that templates need no `if`."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.utils.timesince import timesince
from django.utils.timezone import localtime

from leerwerk.kernel import money
from leerwerk.kernel.written import clock_time
from leerwerk.web.ui import dutch

register = template.Library()


@register.filter
def number(value: Any, decimals: int = 0) -> str:
    """`{{ 1250|number }}` → 1.250."""
    return "" if value in (None, "") else dutch.number(value, int(decimals))


@register.filter
def km(distance: Any) -> str:
    """`{{ 6.24|km }}` → 6 km."""
    return "" if distance in (None, "") else dutch.km(distance)


@register.filter
def bike(distance: Any) -> str:
    """`{{ 5|bike }}` → 25 minuten fietsen; nothing beyond 20 km."""
    return "" if distance in (None, "") else dutch.by_bike(distance)


@register.filter
def euro(amount: Any) -> str:
    """`{{ 2700|euro }}` → € 2.700,00."""
    return "" if amount in (None, "") else money.euro(Decimal(amount))


@register.filter
def whole_euro(amount: Any) -> str:
    """`{{ 4500000|whole_euro }}` → € 4.500.000: for sums that nobody counts in cents."""
    return "" if amount in (None, "") else dutch.whole_euro(Decimal(amount))


@register.filter
def dutch_date(day: date | datetime | None) -> str:
    """`{{ day|dutch_date }}` → 22 november 2026."""
    return dutch.dutch_date(day) if day else ""


@register.filter
def dutch_moment(moment: datetime | None) -> str:
    """`{{ moment|dutch_moment }}` → 22 november 2026, 10:42."""
    return dutch.dutch_moment(moment) if moment else ""


@register.filter
def clock(moment: datetime | time) -> str:
    """`{{ slot.begins_at|clock }}` → 9.00 (in English 9:00), of a moment in the time of the Netherlands."""
    return clock_time(localtime(moment) if isinstance(moment, datetime) else moment)


@register.filter
def ago(moment: datetime | None, now: datetime) -> str:
    """`{{ moment|ago:now }}` → 6 dagen: how long ago, in its largest unit."""
    return timesince(moment, now, depth=1) if moment else ""


@register.filter
def hours(place: Any) -> str:
    """`{{ place|hours }}` → 24 tot 32 uur per week, of anything with hours_min and hours_max."""
    return dutch.hours(place.hours_min, place.hours_max)
