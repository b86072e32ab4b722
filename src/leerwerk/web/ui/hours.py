"""Opening hours as people say them: "Vandaag open tot 17.00 uur."."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from leerwerk.kernel.written import clock_time
from leerwerk.network.opening import Hours, Week, exceptions_ahead, groups_of_days, status_at
from leerwerk.web.ui.dutch import listed

TOMORROW = timedelta(days=1)
THIS_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class HoursLine:
    """A row in the list of hours: which day or days, and when."""

    days: str
    hours: str


@dataclass(frozen=True)
class HoursView:
    """The hours of a desk as its pages show them. `now` is "" when nobody told them."""

    now: str
    is_open: bool
    week: Sequence[HoursLine]
    other_days: Sequence[HoursLine]


def hours_view(week: Week, moment: datetime) -> HoursView:
    """What to show at a moment in local time."""
    if not week.is_known:
        return HoursView("", is_open=False, week=(), other_days=())
    return HoursView(
        now=status_sentence(week, moment),
        is_open=status_at(week, moment).is_open,
        week=[HoursLine(_days(days), _hours(hours)) for days, hours in groups_of_days(week)],
        other_days=[
            HoursLine(date_format(day, "l j F"), _hours(hours))
            for day, hours in exceptions_ahead(week, moment.date())
        ],
    )


def status_sentence(week: Week, moment: datetime) -> str:
    """ "Vandaag open tot 17.00 uur.", or when the desk opens again."""
    status = status_at(week, moment)
    if status.hours is None or status.day is None:
        return _("Nu gesloten.")
    if status.is_open:
        return _("Vandaag open tot %(time)s uur.") % {"time": clock_time(status.hours.closes)}
    opens = clock_time(status.hours.opens)
    if status.day == moment.date():
        return _("Vandaag open vanaf %(time)s uur.") % {"time": opens}
    return _("Nu gesloten. %(day)s open vanaf %(time)s uur.") % {
        "day": capfirst(_day_from(status.day, moment.date())),
        "time": opens,
    }


def _day_from(day: date, today: date) -> str:
    if day - today == TOMORROW:
        return _("morgen")
    return str(WEEKDAYS[day.weekday()]) if day - today <= THIS_WEEK else date_format(day, "j F")


def _days(days: Sequence[int]) -> str:
    names = [str(WEEKDAYS[day]) for day in days]
    if len(names) < 3:  # noqa: PLR2004 two days are named, more are a range
        return capfirst(listed(names))
    return capfirst(_("%(first)s tot en met %(last)s") % {"first": names[0], "last": names[-1]})


def _hours(hours: Sequence[Hours]) -> str:
    parts = [
        _("%(opens)s tot %(closes)s uur")
        % {"opens": clock_time(each.opens), "closes": clock_time(each.closes)}
        for each in hours
    ]
    return listed(parts) or _("gesloten")
