"""Numbers, days and distances as people write them: in Dutch, or in the language of the page."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leerwerk.kernel import written

BIKE_KM_PER_HOUR = 15.0
# Roads are longer than the crow flies; 1.25 is a usual detour factor for cycling in Dutch towns.
DETOUR = 1.25
LONGEST_BIKE_RIDE_KM = 20


def number(value: float | Decimal, decimals: int = 0) -> str:
    """1250 → "1.250"; 6.25 with one decimal → "6,3"; in English "1,250" and "6.3"."""
    return written.number(value, decimals)


def whole_euro(amount: float | Decimal) -> str:
    """An amount without cents: "€ 2.700", in English "€2,700"."""
    return f"€{number(amount)}" if written.is_english() else f"€ {number(amount)}"


def km(distance: float) -> str:
    """A distance in kilometres: exact to 100 m below three, whole above: "0,8 km", "6 km", "42 km"."""
    if distance < 0.1:  # noqa: PLR2004 nobody walks to a tenth of a kilometre
        return _("vlakbij")
    decimals = 1 if distance < 2.95 else 0  # noqa: PLR2004 rounds to three
    return f"{number(distance, decimals).removesuffix(',0').removesuffix('.0')} km"


def bike_minutes(distance: float) -> int:
    """Minutes by bike over a distance in km as the crow flies, at 15 km/h and with a detour; at least 1."""
    return max(1, round(distance * DETOUR / BIKE_KM_PER_HOUR * 60))


def by_bike(distance: float) -> str:
    """ "25 minuten fietsen"; "" for a ride too long to propose to anybody."""
    if distance > LONGEST_BIKE_RIDE_KM:
        return ""
    minutes = bike_minutes(distance)
    return ngettext("%(n)d minuut fietsen", "%(n)d minuten fietsen", minutes) % {"n": minutes}


def dutch_date(day: date | datetime) -> str:
    """22 november 2026."""
    return date_format(_local(day), "j F Y")


def day_in_year(day: date, today: date) -> str:
    """1 februari; with the year when that is not this or the coming half year."""
    near = -31 <= (day - today).days <= 300  # noqa: PLR2004 the same month of another year would mislead
    return date_format(day, "j F") if near else dutch_date(day)


def dutch_moment(moment: datetime) -> str:
    """22 november 2026, 10:42."""
    return date_format(_local(moment), _("j F Y, H:i"))


def _local(day: date | datetime) -> date | datetime:
    return timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day


def hours(least: int | None, most: int | None) -> str:
    """Hours a week: "24 tot 32 uur per week"; "" when neither is known."""
    if least and most and least != most:
        return _("%(least)d tot %(most)d uur per week") % {"least": least, "most": most}
    if one := most or least:
        return _("%(hours)d uur per week") % {"hours": one}
    return ""


def listed(parts: Sequence[str]) -> str:
    """ "a, b en c"."""
    if len(parts) < 2:  # noqa: PLR2004 nothing to join
        return "".join(parts)
    return _("%(first)s en %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
