"""What the site of a desk tells: its logo, texts, team, opening hours and vacancies."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.period import ValidityModel, ValidityQuerySet
from leerwerk.network.enums import TextKind, Weekday
from leerwerk.network.models.desks import Desk
from leerwerk.network.models.translated import Translated
from leerwerk.network.told import DUTCH


class Picture(models.Model):
    """An image as it was checked and written anew on upload; small, so that it lives with the other data."""

    content = models.BinaryField()
    media_type = models.CharField(max_length=20)
    # In its address: a new image has a new address, so that browsers may keep it for good.
    digest = models.CharField(max_length=16)

    class Meta:
        abstract = True


class DeskLogo(Picture):
    """The logo of a desk, at the top of its site."""

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="logo")

    def __str__(self) -> str:
        return f"Logo {self.desk_id}"


class SiteText(ValidityModel):
    """A text on a site; a new one ends the old one, so that what stood there can be read back."""

    kind = models.CharField(max_length=10, choices=TextKind)
    language = models.CharField(max_length=5, default=DUTCH)
    text = models.TextField()

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        abstract = True


class DeskText(SiteText):
    """A text on the site of a desk."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="texts")

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["desk", "kind", "language"],
                condition=Q(valid_until__isnull=True),
                name="one_text_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.kind}"


class TeamMember(Translated, ValidityModel):
    """Somebody who works at a desk, as the site shows them: staff, never a client.

    Name and photo stand there with their consent, which is asked beforehand and noted with its day.
    """

    spoken: ClassVar[tuple[str, ...]] = ("job", "tells")

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="team")
    name = models.CharField(_("naam"), max_length=80)
    job = models.CharField(_("functie"), max_length=80)
    tells = models.CharField(_("waarvoor je bij deze collega komt"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    consented_on = models.DateField()

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        constraints = [*ValidityModel.Meta.constraints]

    def __str__(self) -> str:
        return self.name


class TeamPhoto(Picture):
    """The face of a member of the team."""

    member = models.OneToOneField(TeamMember, on_delete=models.CASCADE, related_name="photo")

    def __str__(self) -> str:
        return f"Photo {self.member_id}"


class OpeningHours(ValidityModel):
    """From when until when a desk is open on a weekday, in local time; two rows when it closes at noon."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="desk_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(weekday__lte=Weekday.SUNDAY), name="weekday_is_one_of_seven"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class HoursException(models.Model):
    """A day on which a desk is closed, or open at other hours than on that weekday."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="hours_exceptions")
    day = models.DateField(_("dag"))
    opens = models.TimeField(_("open vanaf"), null=True, blank=True)
    closes = models.TimeField(_("open tot"), null=True, blank=True)
    reason = models.CharField(_("reden"), max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "day"], name="one_exception_per_day"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(closes__gt=F("opens")),
                name="exception_is_closed_or_has_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id}: {self.day}"


class DeskVacancy(Translated, ValidityModel):
    """A job at the desk itself; it is shown while it is valid and until the last day to apply."""

    spoken: ClassVar[tuple[str, ...]] = ("title", "hours", "text")

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="vacancies")
    title = models.CharField(_("functie"), max_length=120)
    text = models.TextField(_("wat je gaat doen"))
    hours = models.CharField(_("uren"), max_length=40, blank=True)
    apply_until = models.DateField(_("reageren tot en met"), null=True, blank=True)
    apply_to = models.EmailField(_("reageren bij"))

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        verbose_name_plural = "desk vacancies"
        constraints = [*ValidityModel.Meta.constraints]

    def __str__(self) -> str:
        return self.title
