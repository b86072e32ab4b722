"""Regions, municipalities, towns and postcodes: where something lies, and to which desk that belongs."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from leerwerk.kernel.period import ValidityModel, ValidityQuerySet
from leerwerk.network.enums import Exactness

CURRENT_REGION_SCHEME = "CBS-AM"


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
