"""Agreements with their parts: agreement → sub-agreement → measure → target and commitment."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leerwerk.catalogue.enums import Sector
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Organisation, Region
from leerwerk.network.rules import regions_advised
from leerwerk.programme.enums import AgreementKind, AgreementStatus, Counting, Unit


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, actor: Actor) -> "AgreementQuerySet":
        """Signed agreements are public; a draft is for the programme office and the desks of its regions."""
        if actor.is_system or actor.has("PROGRAMME"):
            return self
        drafts_of = Agreement.objects.filter(regions__code__in=regions_advised(actor)).values("pk")
        return self.filter(~Q(status=AgreementStatus.DRAFT) | Q(pk__in=drafts_of))


class Agreement(models.Model):
    """What parties promised each other about learning and working; a sub-agreement has a parent."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(_("naam"), max_length=200)
    kind = models.CharField(max_length=12, choices=AgreementKind)
    status = models.CharField(max_length=10, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    succeeded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="succeeds"
    )
    regions = models.ManyToManyField(Region, related_name="agreements", blank=True)
    summary = models.TextField(blank=True)
    outcomes = models.TextField(blank=True, help_text="What the parties want to have reached, one a line.")
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="First day after the agreement.")
    source = models.CharField(max_length=300, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lt=F("ends_on")),
                name="agreement_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status=AgreementStatus.SUCCEEDED) | Q(succeeded_by__isnull=False),
                name="succeeded_agreement_has_successor",
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="agreement_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("public:agreement", args=[self.slug])


class Party(models.Model):
    """Who signed an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    name = models.CharField(max_length=160)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["agreement", "name"], name="party_once_per_agreement")]

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """What the parties will do."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "title"], name="measure_once_per_agreement")
        ]

    def __str__(self) -> str:
        return self.title


class Scope(models.Model):
    """Which placements count: those of this sector, region and period. Empty does not narrow."""

    sector = models.CharField(max_length=12, choices=Sector, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="First day that no longer counts.")

    class Meta:
        abstract = True


class Target(Scope):
    """The number that a measure aims at."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    label = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    unit = models.CharField(max_length=12, choices=Unit, default=Unit.PLACES)
    counting = models.CharField(max_length=12, choices=Counting, default=Counting.NOT_RECORDED)
    reported_number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of history only: what the agreement's source says was reached."
    )
    reported_note = models.CharField(
        max_length=120, blank=True, help_text="When, and how exact: as the source puts it."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "label"], name="target_once_per_measure"),
            models.CheckConstraint(
                condition=Q(counting=Counting.REPORTED, reported_number__isnull=False)
                | (~Q(counting=Counting.REPORTED) & Q(reported_number__isnull=True)),
                name="reported_target_has_number",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lt=F("ends_on")),
                name="target_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(counting=Counting.PLACEMENTS) | Q(unit=Unit.PLACES),
                name="only_places_are_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.number}"


class Commitment(Scope):
    """What one party, sector or region promised towards a target. Realised: its own placements within the scope."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="commitments")
    label = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "label"], name="commitment_once_per_target")]

    def __str__(self) -> str:
        return f"{self.label}: {self.number}"
