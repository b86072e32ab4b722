"""The few facts of a learn-work place that people compare."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext as _

from leerwerk.web.ui import dutch

register = template.Library()


@dataclass(frozen=True)
class Fact:
    """One fact with its icon; `is_dutch` for words of the employer."""

    icon: str
    text: str
    is_dutch: bool = False


@register.filter
def place_facts(place: Any) -> list[Fact]:
    """Pathway and level, hours, start and wage of a place, as far as they are known."""
    wage = _wage(place)
    found = [
        Fact("school", _pathway(place)),
        Fact("clock", dutch.hours(place.hours_min, place.hours_max)),
        Fact("calendar", _start(place)),
        Fact("coin-euro", wage or str(place.wage_text), is_dutch=not wage),
    ]
    return [fact for fact in found if fact.text]


def _pathway(place: Any) -> str:
    pathway = place.get_pathway_display() if place.pathway else ""
    level = _("niveau %(level)d") % {"level": place.level} if place.level else ""
    return ", ".join(filter(None, (pathway, level)))


def _start(place: Any) -> str:
    if place.starts_on:
        return _("start %(day)s") % {"day": dutch.dutch_date(place.starts_on)}
    return _("start in overleg") if place.is_start_flexible else ""


def _wage(place: Any) -> str:
    low, high = place.wage_min, place.wage_max
    if low and high and low != high:
        return _("%(low)s tot %(high)s per maand") % {
            "low": dutch.whole_euro(low),
            "high": dutch.whole_euro(high),
        }
    if amount := low or high:
        return _("%(amount)s per maand") % {"amount": dutch.whole_euro(amount)}
    return ""
