"""The only place that knows what time it is; called at the edges (web, config, commands, tasks)."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in the time zone of the settings (Europe/Amsterdam)."""
    return timezone.localtime()


def today() -> date:
    """The day it is in the time zone of the settings, which is not always the day in UTC."""
    return timezone.localdate()
