"""Desks that take appointments, visitors, and what is booked."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import factory

from leerwerk.casework.enums import AppointmentStatus, Channel
from leerwerk.casework.models import Absence, Agenda, Appointment, Topic, WeeklyHours
from leerwerk.people.models import Intake, Visitor
from tests.factories.network import MembershipFactory, RegionFactory

MADE = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


class AgendaFactory(factory.django.DjangoModelFactory[Agenda]):
    class Meta:
        model = Agenda

    region = factory.SubFactory(RegionFactory)
    buffer_minutes = 15
    most_per_day = 6
    notice_hours = 24


class TopicFactory(factory.django.DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda n: f"Onderwerp {n}")
    minutes = 45
    channels = factory.LazyFunction(lambda: list(Channel.values))


class HoursFactory(factory.django.DjangoModelFactory[WeeklyHours]):
    """A morning at the desk: `HoursFactory(membership__region=twente, weekday=1)`."""

    class Meta:
        model = WeeklyHours

    membership = factory.SubFactory(MembershipFactory, region=factory.SubFactory(RegionFactory))
    weekday = 0
    begins = time(9)
    ends = time(12)
    channels = factory.LazyFunction(lambda: list(Channel.values))
    place = "Loketplein 1, Enschede"


class AbsenceFactory(factory.django.DjangoModelFactory[Absence]):
    class Meta:
        model = Absence


class VisitorFactory(factory.django.DjangoModelFactory[Visitor]):
    class Meta:
        model = Visitor

    region = factory.SubFactory(RegionFactory)
    first_name = "Samira"
    last_name = factory.Sequence(lambda n: f"Jansen{n}")
    email = factory.Sequence(lambda n: f"samira{n}@voorbeeld.nl")
    created_at = MADE


class IntakeFactory(factory.django.DjangoModelFactory[Intake]):
    class Meta:
        model = Intake

    visitor = factory.SubFactory(VisitorFactory)
    situation = "NO_WORK"
    prior_education = 2
    wishes = "Iets met lassen"
    first_things = factory.LazyFunction(lambda: ["MONEY"])
    agreed_at = MADE


class AppointmentFactory(factory.django.DjangoModelFactory[Appointment]):
    """Booked, on a Monday morning, unless told otherwise."""

    class Meta:
        model = Appointment

    region = factory.SubFactory(RegionFactory)
    adviser = factory.LazyAttribute(lambda row: MembershipFactory(region=row.region).user)
    topic = factory.SubFactory(TopicFactory, region=factory.SelfAttribute("..region"))
    visitor = factory.SubFactory(VisitorFactory, region=factory.SelfAttribute("..region"))
    channel = Channel.DESK
    place = "Loketplein 1, Enschede"
    status = AppointmentStatus.BOOKED
    begins_at = datetime(2026, 11, 30, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    ends_at = factory.LazyAttribute(lambda row: row.begins_at + timedelta(minutes=row.topic.minutes))
    held_until = factory.LazyAttribute(lambda row: row.ends_at + timedelta(minutes=15))
    booked_at = MADE
    changed_at = MADE
    cancelled_by = factory.LazyAttribute(
        lambda row: "VISITOR" if row.status == AppointmentStatus.CANCELLED else ""
    )
