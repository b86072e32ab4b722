"""Moments in an address or a form: by the clock of UTC, which never says the same twice."""

from datetime import UTC, datetime

from django.utils.timezone import localtime

FORMAT = "%Y%m%dT%H%MZ"


def moment_word(moment: datetime) -> str:
    """A moment as it stands in an address: "20261130T0900Z"."""
    return moment.astimezone(UTC).strftime(FORMAT)


def moment_in(text: str) -> datetime | None:
    """The moment that an address tells, in Dutch time; None when it tells none."""
    try:
        return localtime(datetime.strptime(text, FORMAT).replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None
