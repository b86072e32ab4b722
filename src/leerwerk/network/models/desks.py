"""Desks, and the host names that show their sites."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.period import ValidityModel, ValidityQuerySet
from leerwerk.network.enums import DeskPhase
from leerwerk.network.models.geography import Region

# At least two parts of letters, digits and hyphens: "localhost" and addresses in digits are no host of a region.
HOST_NAME = r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$"


class Desk(ValidityModel):
    """A learning-and-working desk: name, brand and phase are data with a validity."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="desks")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    phase = models.CharField(max_length=10, choices=DeskPhase, default=DeskPhase.OPEN)
    phase_since = models.DateField(null=True, blank=True)
    accent = models.TextField(blank=True, help_text="What this desk lays stress on, with its source.")
    brand = models.JSONField(
        default=dict, blank=True, help_text="Tokens of the house style, see web.ui.theming."
    )
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    source = models.CharField(max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(phase=DeskPhase.MERGED) | Q(successor__isnull=False),
                name="merged_desk_has_successor",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SiteHost(models.Model):
    """A host name that shows the site of a desk, such as "leerwerktwente.nl"; the main one is where links lead."""

    host = models.CharField(
        _("hostnaam"),
        max_length=253,
        unique=True,
        validators=[RegexValidator(HOST_NAME, _("Vul alleen de hostnaam in, zoals leerwerktwente.nl."))],
    )
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="hosts")
    is_main = models.BooleanField(_("hoofdadres"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(host__regex=HOST_NAME), name="host_is_a_lower_case_name"),
            models.UniqueConstraint(
                fields=["desk"], condition=Q(is_main=True), name="one_main_host_per_desk"
            ),
        ]

    def __str__(self) -> str:
        return self.host
