"""Schemes: money or help for who learns, and for who gives a place to learn."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Value
from django.utils.translation import gettext_lazy as _

from leerwerk.funding.enums import Audience, SchemeKind, Topic
from leerwerk.kernel.period import ValidityModel, ValidityQuerySet


class Scheme(models.Model):
    """A scheme (regeling), whatever its terms are at a moment."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    name_en = models.CharField(_("naam in het Engels"), max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=SchemeKind)
    audience = models.CharField(max_length=10, choices=Audience)
    provider = models.CharField(_("van wie"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order among schemes that fit as well.")

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("regeling")
        verbose_name_plural = _("regelingen")

    def __str__(self) -> str:
        return self.name


class SchemeVersion(ValidityModel):
    """The terms of a scheme in a period: a row of the decision table. Two never hold on the same day."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="versions")
    gets = models.TextField(_("wat je krijgt"))
    gets_en = models.TextField(_("wat je krijgt, in het Engels"), blank=True)
    how = models.TextField(_("hoe je het aanvraagt"))
    how_en = models.TextField(_("hoe je het aanvraagt, in het Engels"), blank=True)
    most = models.DecimalField(_("hoogste bedrag"), max_digits=9, decimal_places=2, null=True, blank=True)
    source = models.URLField(_("bron"), help_text=_("Waar je alle voorwaarden leest."))
    checked_on = models.DateField(
        _("gecontroleerd op"),
        null=True,
        blank=True,
        help_text=_("Wanneer iemand alles wat hier staat bij een bron heeft gelezen."),
    )
    checked_at = models.URLField(_("gecontroleerd bij"), blank=True)
    source_date = models.DateField(
        _("datum van die bron"), null=True, blank=True, help_text=_("Leeg als de bron geen datum heeft.")
    )

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        verbose_name = _("voorwaarden")
        verbose_name_plural = _("voorwaarden")
        constraints = [
            *ValidityModel.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(checked_on__isnull=True, checked_at="", source_date__isnull=True)
                | models.Q(checked_on__isnull=False) & ~models.Q(checked_at=""),
                name="funding_schemeversion_checked_somewhere",
            ),
            ExclusionConstraint(
                name="funding_schemeversion_one_at_a_time",
                expressions=[
                    ("scheme", RangeOperators.EQUAL),
                    (
                        Func(F("valid_from"), F("valid_until"), Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} ({self.valid_from or '…'})"


class SchemeCondition(models.Model):
    """A cell of that row: which answers to a question will do."""

    version = models.ForeignKey(SchemeVersion, on_delete=models.CASCADE, related_name="conditions")
    topic = models.CharField(max_length=10, choices=Topic)
    allowed = ArrayField(models.CharField(max_length=20), size=40)

    class Meta:
        verbose_name = _("voorwaarde")
        verbose_name_plural = _("voorwaarden per vraag")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "topic"], name="funding_schemecondition_once_per_topic"
            ),
            models.CheckConstraint(
                condition=models.Q(allowed__len__gt=0), name="funding_schemecondition_allows_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {', '.join(self.allowed)}"
