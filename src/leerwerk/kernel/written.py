"""Numbers and times of day as the language of the reader writes them: 1.250,5 in Dutch, 1,250.5 in English."""

from datetime import datetime, time
from decimal import Decimal

from django.utils.dateformat import format as format_date
from django.utils.dateformat import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_TO_DUTCH = str.maketrans(",.", ".,")


def number(value: float | Decimal, decimals: int = 0) -> str:
    """1250 → "1.250"; 6.25 with one decimal → "6,3". Arabic follows Dutch, which its readers here meet everywhere."""
    written = f"{value:,.{decimals}f}"
    return written if is_english() else written.translate(_TO_DUTCH)


def is_english() -> bool:
    """Whether is written in English now."""
    return (get_language() or "").startswith("en")


def clock_time(moment: time | datetime) -> str:
    """9.00, 17.30; in English 9:00. A moment has to be in local time already.

    In the hour that comes twice when summer time ends: 2.00 (zomertijd) and then 2.00 (wintertijd).
    """
    # Translators: the time of day by the letters of Django's date filter.
    form = _("G.i")
    if not isinstance(moment, datetime):
        return time_format(moment, form)
    shown: str = format_date(moment, form)
    if moment.replace(fold=0).utcoffset() == moment.replace(fold=1).utcoffset():
        return shown
    season = _("zomertijd") if moment.dst() else _("wintertijd")
    return f"{shown} ({season})"
