"""Occupations, qualifications, learn-work places and trainings."""

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leerwerk.catalogue.enums import OutcomeKind, Pathway, PlaceStatus, Sector, TermKind, TrainingKind
from leerwerk.catalogue.rules import PUBLIC_STATES, withdrawn_on
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.period import ValidityModel, ValidityQuerySet
from leerwerk.network.models import Organisation, Region
from leerwerk.network.rules import organisations_represented, regions_advised
from leerwerk.network.told import ENGLISH


class Qualification(ValidityModel):
    """An mbo qualification by its crebo number, kept for good: places may refer to codes newer than our list."""

    scheme = models.CharField(max_length=20, default="crebo")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=160, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    pathways = models.CharField(max_length=40, blank=True)
    dossier_code = models.CharField(max_length=10, blank=True)
    dossier = models.CharField(max_length=160, blank=True)
    domain_code = models.CharField(max_length=10, blank=True)
    domain = models.CharField(max_length=160, blank=True)
    is_listed = models.BooleanField(
        default=True, help_text="False: met in an import, not yet in an official list that we have."
    )
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    source = models.CharField(max_length=200, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["scheme", "code"], name="qualification_code_once_per_scheme"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 4)), name="qualification_level_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.code} ({self.code})"


class Occupation(ValidityModel):
    """A line of work that can be learnt by doing it."""

    scheme = models.CharField(max_length=20, default="leerwerk")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    isco08 = models.CharField(max_length=4, blank=True)
    sector = models.CharField(max_length=12, choices=Sector)
    qualifications = models.ManyToManyField(Qualification, related_name="occupations", blank=True)
    related = models.ManyToManyField("self", symmetrical=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    source = models.CharField(max_length=200, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["scheme", "code"], name="occupation_code_once_per_scheme"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def spoken_name(self) -> str:
        """Its name for the reader: in English where it has one, else in Dutch."""
        return self.foreign_name or self.name

    @property
    def foreign_name(self) -> str:
        """Its English name for who reads English, else ""."""
        return self.name_en if get_language() == ENGLISH else ""


class OccupationTerm(models.Model):
    """A word that people use for an occupation."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="terms")
    text = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=TermKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occupation", "text"], name="term_once_per_occupation")
        ]

    def __str__(self) -> str:
        return self.text


class Training(ValidityModel):
    """A course of a school or trainer that goes with learn-work places."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=14, choices=TrainingKind, default=TrainingKind.QUALIFICATION)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="trainings")
    qualification = models.ForeignKey(Qualification, null=True, blank=True, on_delete=models.PROTECT)
    pathway = models.CharField(max_length=20, choices=Pathway, blank=True)
    cost = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    description = models.TextField(blank=True)
    url = models.URLField(blank=True)
    is_demo = models.BooleanField(default=False)

    objects = ValidityQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One start of a training."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="runs")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    locality_name = models.CharField(max_length=80, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="run_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.training} {self.starts_on}"


class PlaceQuerySet(models.QuerySet["Place"]):
    def published(self) -> "PlaceQuerySet":
        """Places that visitors may find and apply for."""
        return self.filter(status=PlaceStatus.PUBLISHED)

    def visible_to(self, actor: Actor) -> "PlaceQuerySet":
        """Public places, and others for their employer and the desk of their region."""
        if actor.is_system:
            return self
        return self.filter(
            Q(status__in=PUBLIC_STATES)
            | Q(region__code__in=regions_advised(actor))
            | Q(employer_id__in=organisations_represented(actor))
        )


class Place(models.Model):
    """A learn-work place: work at an employer that leads to a diploma, certificate or praktijkverklaring.

    Empty means unknown; unknown never excludes a seeker.
    """

    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="places")
    title = models.CharField(_("titel"), max_length=160)
    description = models.TextField(_("wat je doet"), blank=True)
    is_learnt = models.TextField(_("wat je leert"), blank=True)
    is_asked = models.TextField(_("wat we vragen"), blank=True)
    occupation = models.ForeignKey(
        Occupation, null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    qualification = models.ForeignKey(
        Qualification, null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    training = models.ForeignKey(
        Training, null=True, blank=True, on_delete=models.SET_NULL, related_name="places"
    )
    recognition_number = models.CharField(max_length=20, blank=True)
    sector = models.CharField(_("sector"), max_length=12, choices=Sector, blank=True)
    level = models.PositiveSmallIntegerField(_("niveau"), null=True, blank=True)
    pathway = models.CharField(_("leerweg"), max_length=20, choices=Pathway, blank=True)
    outcome = models.CharField(_("je haalt"), max_length=20, choices=OutcomeKind, blank=True)

    pc4 = models.CharField(max_length=4, blank=True)
    locality_name = models.CharField(_("plaats"), max_length=80, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="places")
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)

    hours_min = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField(null=True, blank=True)
    days_at_work = models.PositiveSmallIntegerField(null=True, blank=True)
    days_at_school = models.PositiveSmallIntegerField(null=True, blank=True)
    work_days = models.PositiveSmallIntegerField(default=0, help_text="Bit 0 is Monday; 0 is unknown.")
    starts_on = models.DateField(_("start"), null=True, blank=True)
    is_start_flexible = models.BooleanField(default=False)
    ends_on = models.DateField(null=True, blank=True)
    wage_min = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, help_text="Gross euros a month."
    )
    wage_max = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    wage_text = models.CharField(max_length=120, blank=True, help_text="As the source put it.")
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    language_level = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 is A1, 6 is C2.")
    is_driving_licence_needed = models.BooleanField(null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )

    status = models.CharField(max_length=10, choices=PlaceStatus, default=PlaceStatus.DRAFT)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(help_text="Untouched for 90 days: withdrawn.")
    notice_sent_on = models.DateField(
        null=True, blank=True, help_text="The last day on which the employer heard that it goes offline."
    )
    published_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True, help_text="Name of the feed; empty when typed here.")
    source_id = models.CharField(max_length=120, blank=True)
    source_hash = models.CharField(
        max_length=64, blank=True, help_text="Of the row imported: equal means unchanged."
    )
    is_demo = models.BooleanField(default=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(capacity__range=(1, 500)), name="place_capacity_1_to_500"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 4)), name="place_level_1_to_4"
            ),
            models.CheckConstraint(
                condition=Q(hours_min__isnull=True)
                | Q(hours_max__isnull=True)
                | Q(hours_min__lte=F("hours_max")),
                name="place_hours_in_order",
            ),
            models.CheckConstraint(
                condition=Q(wage_min__isnull=True)
                | Q(wage_max__isnull=True)
                | Q(wage_min__lte=F("wage_max")),
                name="place_wage_in_order",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="place_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(50.7, 53.7), lon__range=(3.2, 7.3)),
                name="place_lies_in_the_netherlands",
            ),
            models.CheckConstraint(
                condition=~Q(status=PlaceStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="published_place_has_moment",
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="place_once_per_source"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "region"], name="place_by_status_and_region"),
            models.Index(fields=["employer", "status"], name="place_by_employer_and_status"),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(status=PlaceStatus.PUBLISHED),
                name="place_latest_published",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("public:place", args=[self.slug, self.pk])

    @property
    def slug(self) -> str:
        """The readable part of the address: "lasser-enschede"."""
        return slugify(f"{self.title} {self.locality_name}") or "leerwerkplek"

    @property
    def withdrawn_on(self) -> date:
        """The day on which the place goes offline when nobody touches it any more."""
        return withdrawn_on(timezone.localdate(self.touched_at))

    @property
    def monthly_wage(self) -> Decimal | None:
        """Lowest known gross wage, euros a month."""
        return self.wage_min if self.wage_min is not None else self.wage_max
