"""The few facts of a learn-work place that people compare."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leerwerk.catalogue.enums import Pathway
from leerwerk.web.ui import dutch
from leerwerk.web.ui.templatetags.shell import in_dutch

register = template.Library()

#: Lists that are remembered: about a kilobyte each. A page of hits has twenty, and many places say the same.
_KEPT = 8_192


@register.filter
def fact_items(place: Any) -> SafeString:
    """`<ul class="lw-facts">{{ place|fact_items }}</ul>`: pathway and level, hours, start and wage of a place, as far
    as they are known, each an item with its icon. Words of the employer are marked as Dutch."""
    return _items(
        get_language(),
        staticfiles_storage.url("ui/dist/icons.svg"),
        place.pathway,
        place.level,
        (place.hours_min, place.hours_max),
        (place.starts_on, place.is_start_flexible),
        (place.wage_min, place.wage_max, place.wage_text),
    )


@lru_cache(_KEPT)
def _items(
    language: str,
    icons: str,
    pathway: str,
    level: int | None,
    hours: tuple[int | None, int | None],
    start: tuple[date | None, bool],
    wage: tuple[Decimal | None, Decimal | None, str],
) -> SafeString:
    """Remembered by the language of the page and by all that it tells."""
    low, high, written = wage
    in_words = _wage(low, high) or (format_html("<bdi{}>{}</bdi>", in_dutch(), written) if written else "")
    told = (
        ("school", _pathway(pathway, level)),
        ("clock", dutch.hours(*hours)),
        ("calendar", _start(*start)),
        ("coin-euro", in_words),
    )
    return format_html_join(
        "",
        '<li><svg class="lw-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg> {}</li>',
        ((icons, icon, text) for icon, text in told if text),
    )


def _pathway(pathway: str, level: int | None) -> str:
    words = str(Pathway(pathway).label) if pathway else ""
    return ", ".join(filter(None, (words, _("niveau %(level)d") % {"level": level} if level else "")))


def _start(day: date | None, is_flexible: bool) -> str:
    if day:
        return _("start %(day)s") % {"day": dutch.dutch_date(day)}
    return _("start in overleg") if is_flexible else ""


def _wage(low: Decimal | None, high: Decimal | None) -> str:
    if low and high and low != high:
        return _("%(low)s tot %(high)s per maand") % {
            "low": dutch.whole_euro(low),
            "high": dutch.whole_euro(high),
        }
    if amount := low or high:
        return _("%(amount)s per maand") % {"amount": dutch.whole_euro(amount)}
    return ""
