"""Regions, municipalities, postcodes, organisations, desks, and who works where."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.period import ValidityModel, ValidityQuerySet
from leerwerk.network.enums import (
    NATIONAL_ROLES,
    ORGANISATION_ROLES,
    REGIONAL_ROLES,
    DeskPhase,
    Exactness,
    OrganisationKind,
    Role,
)

CURRENT_REGION_SCHEME = "CBS-AM"
# At least two parts of letters, digits and hyphens: "localhost" and addresses in digits are no host of a region.
HOST_NAME = r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$"


class RegionQuerySet(ValidityQuerySet):
    def current(self) -> "RegionQuerySet":
        """The regions of the division in use (scheme CBS-AM), in order of name."""
        return self.filter(scheme=CURRENT_REGION_SCHEME).order_by("name")


class Region(ValidityModel):
    """A labour-market region within one division of the country (its scheme)."""

    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["scheme", "code"], name="region_code_once_per_scheme"),
        ]

    def __str__(self) -> str:
        return self.name


class Municipality(ValidityModel):
    """A municipality. Code: CBS, four digits; scheme NAME-2015 where only the old name is known."""

    scheme = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    other_names = models.CharField(
        max_length=200, blank=True, help_text="Other spellings in official lists, separated by ';'."
    )
    source = models.CharField(max_length=200, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)
    regions = models.ManyToManyField(Region, through="MunicipalityInRegion", related_name="municipalities")

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        verbose_name_plural = "municipalities"
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["scheme", "code"], name="municipality_code_once_per_scheme"),
        ]

    def __str__(self) -> str:
        return self.name


class MunicipalityInRegion(ValidityModel):
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    region = models.ForeignKey(Region, on_delete=models.CASCADE)

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "region", "valid_from"], name="municipality_in_region_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} in {self.region}"


class Locality(ValidityModel):
    """A city, town or village with its coordinate (degrees, WGS 84)."""

    scheme = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=80, db_index=True)
    province = models.CharField(max_length=40, blank=True)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.SET_NULL)
    lat = models.FloatField()
    lon = models.FloatField()
    population = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta(ValidityModel.Meta):
        verbose_name_plural = "localities"
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(fields=["name", "lat", "lon"], name="locality_once"),
            models.UniqueConstraint(
                fields=["scheme", "code"], condition=~Q(code=""), name="locality_code_once_per_scheme"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Postcode(ValidityModel):
    """The four digits of a Dutch postcode, with a coordinate and how exact that is."""

    pc4 = models.CharField(max_length=4, primary_key=True, validators=[RegexValidator(r"^[1-9]\d{3}$")])
    locality_name = models.CharField(max_length=80)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.SET_NULL)
    lat = models.FloatField()
    lon = models.FloatField()
    exactness = models.CharField(max_length=12, choices=Exactness)
    method = models.CharField(max_length=120)

    objects = ValidityQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pc4} {self.locality_name}"


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
