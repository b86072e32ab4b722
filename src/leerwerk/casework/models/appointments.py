"""Appointments at a desk: what for, when advisers can, and what is booked. Who comes is in people."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from leerwerk.casework.enums import AppointmentStatus, CancelledBy, Channel
from leerwerk.casework.models.cases import Case
from leerwerk.casework.rules.appointments import LONGEST_MINUTES
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Membership, Region
from leerwerk.network.rules import regions_advised
from leerwerk.people.models import Visitor


class Agenda(models.Model):
    """How a region takes appointments. Without a row, or when closed, nobody can book."""

    region = models.OneToOneField(Region, on_delete=models.CASCADE, related_name="agenda")
    is_open = models.BooleanField(_("afspraken maken kan op de site"), default=True)
    buffer_minutes = models.PositiveSmallIntegerField(
        _("minuten tussen twee afspraken"), default=15, validators=[MaxValueValidator(120)]
    )
    most_per_day = models.PositiveSmallIntegerField(
        _("meeste afspraken per adviseur per dag"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    notice_hours = models.PositiveSmallIntegerField(
        _("uren van tevoren"), default=24, validators=[MaxValueValidator(336)]
    )
    horizon_days = models.PositiveSmallIntegerField(
        _("dagen vooruit"), default=42, validators=[MinValueValidator(1), MaxValueValidator(183)]
    )
    step_minutes = models.PositiveSmallIntegerField(
        _("elke zoveel minuten een begintijd"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step_minutes__gte=5, most_per_day__gte=1), name="agenda_can_be_walked"
            )
        ]

    def __str__(self) -> str:
        return f"agenda {self.region_id}"


class Topic(models.Model):
    """What an appointment of a region can be about, how long it takes, and how it can be held."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="topics")
    name = models.CharField(_("onderwerp"), max_length=80)
    explanation = models.CharField(_("uitleg"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minuten"), default=45, validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)]
    )
    channels = ArrayField(models.CharField(max_length=6, choices=Channel), verbose_name=_("kan"))
    is_active = models.BooleanField(_("te kiezen op de site"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="topic_once_per_region"),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, LONGEST_MINUTES)), name="topic_takes_5_to_240_minutes"
            ),
            models.CheckConstraint(condition=Q(channels__len__gt=0), name="topic_has_a_channel"),
        ]

    def __str__(self) -> str:
        return self.name


class WeeklyHours(models.Model):
    """Hours in which an adviser takes appointments, every week, as long as the membership is valid."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(_("dag"), help_text="0 is Monday, 6 is Sunday.")
    begins = models.TimeField(_("van"))
    ends = models.TimeField(_("tot"))
    channels = ArrayField(models.CharField(max_length=6, choices=Channel), verbose_name=_("kan"))
    place = models.CharField(_("plaats"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_hours_on_a_day_of_the_week"),
            models.CheckConstraint(condition=Q(begins__lt=F("ends")), name="weekly_hours_in_order"),
            models.CheckConstraint(condition=Q(channels__len__gt=0), name="weekly_hours_have_a_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins}-{self.ends}"

    @property
    def day_name(self) -> str:
        """ "maandag"."""
        return str(WEEKDAYS[self.weekday])

    @property
    def channel_names(self) -> str:
        """The channels in words, in their order."""
        return ", ".join(str(each.label) for each in Channel if each in self.channels)


class Absence(models.Model):
    """An adviser is away. Why is nobody's business here."""

    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(begins_at__lt=F("ends_at")), name="absence_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.begins_at} - {self.ends_at}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to(self, actor: Actor) -> "AppointmentQuerySet":
        """Appointments of the regions in which the actor advises."""
        if actor.is_system:
            return self
        return self.filter(region__code__in=regions_advised(actor))

    def standing(self) -> "AppointmentQuerySet":
        """Those that take somebody's time: all but the cancelled ones."""
        return self.exclude(status=AppointmentStatus.CANCELLED)


class Appointment(models.Model):
    """A visitor and an adviser speak. The database itself refuses two at a time, and too many on a day."""

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="appointments")
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments"
    )
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="appointments")
    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="appointments")
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="appointments"
    )
    channel = models.CharField(max_length=6, choices=Channel)
    place = models.CharField(max_length=120, blank=True)
    link = models.URLField(blank=True, help_text="Where an online conversation is held; the desk sets it.")
    status = models.CharField(max_length=9, choices=AppointmentStatus, default=AppointmentStatus.BOOKED)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    held_until = models.DateTimeField(help_text="The end, and the buffer after it.")
    notes = models.TextField(blank=True)
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=7, choices=CancelledBy, blank=True)
    sequence = models.PositiveIntegerField(default=0, help_text="SEQUENCE of the calendar file.")
    is_demo = models.BooleanField(default=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="adviser_has_one_appointment_at_a_time",
                expressions=[
                    ("adviser", RangeOperators.EQUAL),
                    (
                        Func(
                            "begins_at",
                            "held_until",
                            RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(status=AppointmentStatus.CANCELLED),
            ),
            models.CheckConstraint(
                condition=Q(begins_at__lt=F("ends_at")) & Q(held_until__gte=F("ends_at")),
                name="appointment_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status=AppointmentStatus.CANCELLED) | ~Q(cancelled_by=""),
                name="cancelled_appointment_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["region", "begins_at"], name="appointment_by_region_and_time")]

    def __str__(self) -> str:
        return f"appointment {self.pk}"
