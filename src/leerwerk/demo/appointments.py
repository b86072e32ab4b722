"""Desks that take appointments, with hours, leave, topics, and some that are booked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from leerwerk.casework.enums import AppointmentStatus, Channel
from leerwerk.casework.models import Absence, Agenda, Appointment, Topic, WeeklyHours
from leerwerk.casework.rules.availability import AMSTERDAM, day_span, public_holidays
from leerwerk.demo.accounts import HOME
from leerwerk.demo.chance import Chance, one_of
from leerwerk.demo.desks import BRANDS
from leerwerk.demo.naming import PersonNames, address_part
from leerwerk.demo.sizes import dice
from leerwerk.network.enums import REGIONAL_ROLES, DeskPhase
from leerwerk.network.models import Desk, Membership
from leerwerk.people.enums import Education, FirstThing, Situation
from leerwerk.people.models import Intake, Visitor

TOPICS = (
    ("Wat past bij mij?", "Ontdek welk werk en welke opleiding bij je passen.", 60, list(Channel.values)),
    ("Een leerwerkplek vinden", "Samen zoeken we een plek bij jou in de buurt.", 45, list(Channel.values)),
    ("Hulp met geld en regelingen", "Wie betaalt je opleiding, en wat vraag je aan?", 30,
     [Channel.PHONE, Channel.ONLINE]),
    ("Laten zien wat je al kunt (EVC)", "Een ervaringscertificaat zonder terug naar school.", 45,
     [Channel.ONLINE, Channel.DESK]),
)  # fmt: skip
# Weekdays with hours, by the number of the adviser at the desk.
WEEKS = ((0, 1, 3), (1, 2, 4), (0, 2, 3, 4), (0, 3))
MORNING, AFTERNOON = (time(9), time(12, 30)), (time(13, 30), time(17))
WISHES = (
    "Iets met mijn handen, misschien lassen of timmeren.",
    "In de zorg werken, met ouderen.",
    "Beter Nederlands leren en dan een opleiding.",
    "Ik weet het nog niet. Ik wil niet meer achter een bureau.",
    "Een diploma halen naast mijn werk in het magazijn.",
)
STAYS = Chance({AppointmentStatus.DONE: 8, AppointmentStatus.NO_SHOW: 1})
BUFFER = timedelta(minutes=15)
DAYS_BEFORE, DAYS_AFTER = 5, 16


@dataclass
class _Rows:
    visitors: list[Visitor]
    intakes: list[Intake]
    appointments: list[Appointment]


def make_appointments(now: datetime) -> int:
    """Store how every open desk takes appointments, and what is booked at those with a brand; how many."""
    desks = list(Desk.objects.filter(is_demo=True, phase=DeskPhase.OPEN).select_related("region"))
    Agenda.objects.bulk_create(Agenda(region=desk.region) for desk in desks)
    topics = [
        Topic(region=desk.region, name=name, explanation=told, minutes=minutes, channels=channels)
        for desk in desks
        for name, told, minutes, channels in TOPICS
    ]
    Topic.objects.bulk_create(topics)
    hours = _hours(desks)
    WeeklyHours.objects.bulk_create(hours)
    _leave(hours, now.date())
    rows = _booked(hours, topics, now)
    Visitor.objects.bulk_create(rows.visitors)
    Intake.objects.bulk_create(rows.intakes)
    Appointment.objects.bulk_create(rows.appointments)
    return len(rows.appointments)


def _hours(desks: list[Desk]) -> list[WeeklyHours]:
    places = {desk.region_id: desk.address for desk in desks}
    members = Membership.objects.filter(region__in=places, role__in=REGIONAL_ROLES).select_related(
        "region", "user"
    )
    number: dict[int | None, int] = {}
    found = []
    for member in members.order_by("region__code", "pk"):
        position = number[member.region_id] = number.get(member.region_id, -1) + 1
        for weekday in WEEKS[position % len(WEEKS)]:
            for begins, ends in (MORNING, AFTERNOON):
                found.append(
                    WeeklyHours(
                        membership=member,
                        weekday=weekday,
                        begins=begins,
                        ends=ends,
                        channels=list(Channel.values),
                        place=places[member.region_id or 0],
                    )
                )
    return found


def _leave(hours: list[WeeklyHours], today: date) -> None:
    """At each desk somebody is away for a week."""
    first = {each.membership.region_id: each.membership.user_id for each in reversed(hours)}
    begins = today + timedelta(days=21 - today.weekday())
    Absence.objects.bulk_create(
        Absence(
            adviser_id=user, begins_at=day_span(begins)[0], ends_at=day_span(begins + timedelta(days=4))[1]
        )
        for user in first.values()
    )


def _booked(hours: list[WeeklyHours], topics: list[Topic], now: datetime) -> _Rows:
    rng, names, rows = dice("appointments"), PersonNames(dice("visitor names")), _Rows([], [], [])
    of_region: dict[int, list[Topic]] = {}
    for topic in topics:
        of_region.setdefault(topic.region_id, []).append(topic)
    for shift in hours:
        region = shift.membership.region
        if region is None or region.code not in {HOME, *BRANDS}:
            continue
        for day in _days_of(shift.weekday, now.date()):
            u = iter(rng.random(12).tolist())
            if next(u) < 0.55:  # noqa: PLR2004 somewhat more than half of the half-days have somebody
                _add(rows, shift, day, of_region[region.pk], names, list(u), now)
    return rows


def _days_of(weekday: int, today: date) -> Iterator[date]:
    closed = public_holidays(today - timedelta(days=DAYS_BEFORE), today + timedelta(days=DAYS_AFTER))
    for number in range(-DAYS_BEFORE, DAYS_AFTER):
        day = today + timedelta(days=number)
        if day.weekday() == weekday and day not in closed:
            yield day


def _add(
    rows: _Rows,
    shift: WeeklyHours,
    day: date,
    topics: list[Topic],
    names: PersonNames,
    u: list[float],
    now: datetime,
) -> None:
    """One visitor with an appointment at the start of the hours, or an hour and a half later."""
    first, last, _is_dutch = names.draw()
    topic = one_of(topics, u[0])
    channel = one_of(topic.channels, u[1])
    late = timedelta(minutes=90 if u[2] < 0.5 else 0)  # noqa: PLR2004
    begins_at = datetime.combine(day, shift.begins, AMSTERDAM) + late
    ends_at = begins_at + timedelta(minutes=topic.minutes)
    booked_at = min(begins_at - timedelta(days=6), now - timedelta(hours=2))
    visitor = Visitor(
        region=topic.region,
        first_name=first,
        last_name=last,
        email=f"{address_part(first)}.{address_part(last)}{len(rows.visitors) + 100}@mail.example",
        phone="06 12 34 56 78" if channel == Channel.PHONE else "",
        created_at=booked_at,
        is_demo=True,
    )
    rows.visitors.append(visitor)
    if u[3] < 0.75:  # noqa: PLR2004 one in four skips all questions
        rows.intakes.append(
            Intake(
                visitor=visitor,
                situation=one_of(Situation.values, u[4]),
                prior_education=one_of(Education.values, u[5]) if u[6] < 0.8 else None,  # noqa: PLR2004
                wishes=one_of(WISHES, u[7]),
                first_things=[one_of(FirstThing.values, u[8])] if u[9] < 0.5 else [],  # noqa: PLR2004
                agreed_at=booked_at,
            )
        )
    rows.appointments.append(
        Appointment(
            region=topic.region,
            adviser_id=shift.membership.user_id,
            topic=topic,
            visitor=visitor,
            channel=channel,
            place=shift.place if channel == Channel.DESK else "",
            status=AppointmentStatus.BOOKED if ends_at > now else STAYS.at(u[10]),
            begins_at=begins_at,
            ends_at=ends_at,
            held_until=ends_at + BUFFER,
            booked_at=booked_at,
            changed_at=booked_at,
            is_demo=True,
        )
    )
