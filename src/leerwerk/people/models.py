"""Clients: the only tables with identifying data of citizens. Purpose and retention per field: purposes.py."""

import hashlib
import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.network.rules import regions_advised
from leerwerk.people.enums import (
    ConsentPurpose,
    Education,
    FirstThing,
    LanguageLevel,
    Situation,
    Transport,
)


class ClientQuerySet(models.QuerySet["Client"]):
    def visible_to(self, actor: Actor) -> "ClientQuerySet":
        """Clients of the regions in which the actor advises; everything for the system itself."""
        if actor.is_system:
            return self
        return self.filter(region__code__in=regions_advised(actor), erased_at__isnull=True)


class Client(models.Model):
    """A person whom a desk advises."""

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="clients")
    first_name = models.CharField(_("voornaam"), max_length=80)
    last_name = models.CharField(_("achternaam"), max_length=80)
    birth_date = models.DateField(_("geboortedatum"), null=True, blank=True)
    email = models.EmailField(_("mailadres"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=6,
        validators=[RegexValidator(r"^[1-9]\d{3}([A-Z]{2})?$", _("Vul een postcode in, zoals 7511AA."))],
    )
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(
        null=True, blank=True, help_text="When what had its time was wiped; the name goes later."
    )
    erasure_asked_at = models.DateTimeField(
        null=True, blank=True, help_text="The client asked to be erased; the desk still has to."
    )
    is_demo = models.BooleanField(default=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["region", "last_name", "first_name"], name="client_by_region_and_name"),
            models.Index(Upper("email"), name="client_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


class Profile(models.Model):
    """What a client can and wants: the input of matching. Empty means unknown, and unknown never excludes."""

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="profile")
    wished_occupations = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    wished_qualifications = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    prior_education = models.SmallIntegerField(choices=Education, null=True, blank=True)
    is_level_waived = models.BooleanField(default=False)
    language_level = models.SmallIntegerField(choices=LanguageLevel, null=True, blank=True)
    has_driving_licence = models.BooleanField(null=True, blank=True)
    has_work_permit = models.BooleanField(null=True, blank=True)
    transport = models.CharField(max_length=6, choices=Transport, default=Transport.BIKE)
    max_distance_km = models.PositiveSmallIntegerField(
        default=15, validators=[MinValueValidator(1), MaxValueValidator(300)]
    )
    hours_min = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField(null=True, blank=True)
    available_days = models.PositiveSmallIntegerField(
        default=0, help_text="Bit 0 is Monday, bit 6 is Sunday; 0 is unknown."
    )
    available_from = models.DateField(null=True, blank=True)
    available_until = models.DateField(null=True, blank=True)
    waiting_since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(max_distance_km__range=(1, 300)), name="profile_distance_1_to_300_km"
            ),
            models.CheckConstraint(condition=Q(available_days__lt=128), name="profile_days_are_a_week"),
            models.CheckConstraint(
                condition=Q(hours_min__isnull=True)
                | Q(hours_max__isnull=True)
                | Q(hours_min__lte=models.F("hours_max")),
                name="profile_hours_in_order",
            ),
            models.CheckConstraint(
                condition=Q(available_from__isnull=True)
                | Q(available_until__isnull=True)
                | Q(available_from__lte=models.F("available_until")),
                name="profile_availability_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"profile {self.pk}"

    @property
    def version(self) -> str:
        """A short text that changes with any value, to see whether somebody else was first."""
        values = [str(getattr(self, field.attname)) for field in self._meta.concrete_fields]
        return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


class Consent(models.Model):
    """A client agreed to one purpose, until withdrawn."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=80, help_text="Where the consent can be found: form, talk, letter.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_open_consent_per_purpose",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at:%Y-%m-%d}"


class Correspondent(models.Model):
    """Somebody who asked a question or showed interest in a place: one row for each time, so nobody is followed."""

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("mailadres"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    language = models.CharField(max_length=10, default="nl", help_text="In which mail is written.")
    created_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(Upper("email"), name="correspondent_by_address")]

    def __str__(self) -> str:
        return self.name


class Subscriber(models.Model):
    """A mail address to which news goes about one thing: a row for each thing, and gone when that ends."""

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("mailadres"), db_index=True)
    language = models.CharField(max_length=10, default="nl", help_text="In which mail is written.")
    created_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class VisitorQuerySet(models.QuerySet["Visitor"]):
    def visible_to(self, actor: Actor) -> "VisitorQuerySet":
        """Visitors of the regions in which the actor advises, as long as something is known of them."""
        if actor.is_system:
            return self
        return self.filter(region__code__in=regions_advised(actor), forgotten_at__isnull=True)


class Visitor(models.Model):
    """Somebody who comes for an appointment and need not be a client; `client` is set when it turns out so."""

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="visitors")
    client = models.ForeignKey(
        Client, null=True, blank=True, on_delete=models.SET_NULL, related_name="visits"
    )
    first_name = models.CharField(_("voornaam"), max_length=80)
    last_name = models.CharField(_("achternaam"), max_length=80)
    email = models.EmailField(_("mailadres"))
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    language = models.CharField(max_length=10, default="nl", help_text="In which mail is written.")
    created_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = VisitorQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["region", "created_at"], name="visitor_by_region_and_time"),
            models.Index(Upper("email"), name="visitor_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


class Intake(models.Model):
    """What a visitor told beforehand, and agreed that the adviser reads. Every answer may be missing."""

    visitor = models.OneToOneField(Visitor, on_delete=models.CASCADE, related_name="intake")
    situation = models.CharField(max_length=8, choices=Situation, blank=True)
    prior_education = models.SmallIntegerField(choices=Education, null=True, blank=True)
    wishes = models.TextField(blank=True, max_length=1000)
    first_things = ArrayField(models.CharField(max_length=8, choices=FirstThing), default=list, blank=True)
    agreed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"intake {self.pk}"
