"""How a region takes appointments, and the times that are free: a fixed number of queries, however many advisers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from leerwerk.casework.enums import Channel
from leerwerk.casework.models import Absence, Agenda, Appointment, Topic, WeeklyHours
from leerwerk.casework.rules.availability import (
    DAY,
    Limits,
    Shift,
    Slot,
    Span,
    day_span,
    free_slots,
    public_holidays,
    week_span,
)
from leerwerk.network.enums import REGIONAL_ROLES
from leerwerk.network.models import Region


@dataclass(frozen=True)
class Way:
    """A channel, and at a desk the place where."""

    channel: str
    place: str = ""


@dataclass(frozen=True)
class Office:
    """How a region takes appointments at this moment: its limits, its topics and the hours of its advisers."""

    agenda: Agenda
    topics: tuple[Topic, ...]
    hours: tuple[WeeklyHours, ...]

    def ways(self, topic: Topic) -> list[Way]:
        """How an appointment on the topic can be held, given who works when."""
        found = {
            Way(channel, each.place if channel == Channel.DESK else "")
            for each in self.hours
            for channel in each.channels
            if channel in topic.channels
        }
        return sorted(found, key=lambda way: (Channel.values.index(way.channel), way.place))

    def shifts(self, way: Way) -> list[Shift]:
        """The hours that serve this way."""
        return [
            Shift(each.membership.user_id, each.weekday, each.begins, each.ends, each.membership.validity)
            for each in self.hours
            if way.channel in each.channels and (way.channel != Channel.DESK or each.place == way.place)
        ]

    def limits(self, *, has_notice: bool = True) -> Limits:
        """The limits as the rule takes them; the desk itself need not give notice."""
        agenda = self.agenda
        return Limits(
            buffer=timedelta(minutes=agenda.buffer_minutes),
            most_per_day=agenda.most_per_day,
            notice=timedelta(hours=agenda.notice_hours if has_notice else 0),
            horizon_days=agenda.horizon_days,
            step=timedelta(minutes=agenda.step_minutes),
        )


def office_of(region: Region, today: date) -> Office | None:
    """How the region takes appointments; None when it does not. Three queries."""
    agenda = Agenda.objects.filter(region=region, is_open=True).first()
    if agenda is None:
        return None
    topics = Topic.objects.filter(region=region, is_active=True).order_by("minutes", "name")
    return Office(agenda, tuple(topics), tuple(working_hours(region, today)))


def working_hours(region: Region, today: date) -> QuerySet[WeeklyHours]:
    """The weekly hours of everybody who advises in the region now or later, in order of the week."""
    still = Q(membership__valid_until__isnull=True) | Q(membership__valid_until__gt=today)
    return (
        WeeklyHours.objects.filter(
            still,
            membership__region=region,
            membership__role__in=REGIONAL_ROLES,
            membership__user__is_active=True,
        )
        .select_related("membership__user")
        .order_by("membership__user__name", "weekday", "begins", "pk")
    )


def free_times(
    office: Office,
    topic: Topic,
    way: Way,
    *,
    now: datetime,
    only_on: date | None = None,
    has_notice: bool = True,
    moving: Appointment | None = None,
) -> list[Slot]:
    """The times at which an appointment can be made, or this one moved to. Two queries."""
    limits, shifts = office.limits(has_notice=has_notice), office.shifts(way)
    advisers = {shift.adviser_id for shift in shifts}
    today = localdate(now)
    if only_on and not 0 <= (only_on - today).days <= limits.horizon_days:
        return []  # an address can name any day, and no calendar knows the last of the year 9999
    first = only_on or today
    last = only_on or first + limits.horizon_days * DAY
    begins, ends = day_span(first)[0], day_span(last)[1]
    absences = Absence.objects.filter(adviser__in=advisers, begins_at__lt=ends, ends_at__gt=begins)
    # An appointment of the evening before may hold its adviser past midnight.
    booked = Appointment.objects.standing().filter(
        adviser__in=advisers, begins_at__lt=ends, held_until__gt=begins
    )
    if moving is not None:
        booked = booked.exclude(pk=moving.pk)
    return free_slots(
        shifts=shifts,
        booked=[Span(*row) for row in booked.values_list("adviser_id", "begins_at", "held_until")],
        absences=[Span(*row) for row in absences.values_list("adviser_id", "begins_at", "ends_at")],
        closed=public_holidays(first, last),
        limits=limits,
        length=timedelta(minutes=topic.minutes),
        now=now,
        only_on=only_on,
    )


def in_week(adviser_ids: Iterable[int], moment: datetime) -> dict[int, int]:
    """How many appointments each of these advisers has in the week of a moment. One query."""
    begins, ends = week_span(localdate(moment))
    rows = Appointment.objects.standing().filter(
        adviser__in=adviser_ids, begins_at__gte=begins, begins_at__lt=ends
    )
    return dict(rows.order_by().values_list("adviser_id").annotate(number=Count("pk")))


def regions_with_appointments(today: date) -> QuerySet[Region]:
    """The present regions in which somebody can book: open, with a topic and with hours."""
    return (
        Region.objects.current()
        .filter(
            agenda__is_open=True,
            pk__in=Topic.objects.filter(is_active=True).values("region"),
        )
        .filter(pk__in=WeeklyHours.objects.values("membership__region"))
        .order_by("name")
    )
