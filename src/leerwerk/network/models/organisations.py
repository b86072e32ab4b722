"""Employers, schools and other parties, and who works where."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.period import ValidityModel, ValidityQuerySet
from leerwerk.network.enums import NATIONAL_ROLES, ORGANISATION_ROLES, REGIONAL_ROLES, OrganisationKind, Role
from leerwerk.network.models.geography import Region


class Organisation(models.Model):
    """An employer, school, municipality or other party."""

    name = models.CharField(_("naam"), max_length=160)
    kvk_number = models.CharField(
        _("KVK-nummer"),
        max_length=8,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("Een KVK-nummer heeft 8 cijfers."))],
    )
    kind = models.CharField(max_length=20, choices=OrganisationKind, default=OrganisationKind.EMPLOYER)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    pc4 = models.CharField(max_length=4, blank=True)
    locality_name = models.CharField(max_length=80, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    is_demo = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kvk_number__isnull=True) | Q(kvk_number__regex=r"^\d{8}$"),
                name="kvk_number_has_8_digits",
            ),
        ]
        indexes = [models.Index(models.functions.Lower("name"), name="organisation_lower_name")]

    def __str__(self) -> str:
        return self.name


class Recognition(ValidityModel):
    """An employer is recognised to train for a qualification (erkend leerbedrijf)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="recognitions")
    scheme = models.CharField(max_length=20, default="crebo")
    qualification_code = models.CharField(max_length=10)
    number = models.CharField(max_length=20, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "scheme", "qualification_code"],
                name="recognition_once_per_qualification",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.qualification_code}"


class Membership(ValidityModel):
    """A user has a role in a region, for an organisation, or for the whole country."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.CheckConstraint(
                name="membership_scope_fits_role",
                condition=Q(role__in=REGIONAL_ROLES, region__isnull=False, organisation__isnull=True)
                | Q(role__in=ORGANISATION_ROLES, organisation__isnull=False, region__isnull=True)
                | Q(role__in=NATIONAL_ROLES, region__isnull=True, organisation__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region", "organisation"],
                nulls_distinct=False,
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"
