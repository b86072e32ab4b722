"""What the national site tells: its name, colours, logo and texts. Without a row it is as we ship it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leerwerk.kernel.period import ValidityModel
from leerwerk.network.models.geography import Region
from leerwerk.network.models.pages import Picture, SiteText

NATIONAL_NAME = "Open Leerwerk"


class NationalSite(models.Model):
    """The site of the whole country: one row, made by the first change."""

    #: As those of desks: in the addresses of its editor, its style sheet and its logo.
    slug = "landelijk"
    region: Region | None = None

    is_the_one = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(_("naam"), max_length=60, default=NATIONAL_NAME)
    brand = models.JSONField(default=dict, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_the_one=True), name="there_is_one_national_site"),
        ]

    def __str__(self) -> str:
        return self.name


class NationalLogo(Picture):
    """The logo at the top of the national site."""

    site = models.OneToOneField(NationalSite, on_delete=models.CASCADE, related_name="logo")

    def __str__(self) -> str:
        return "Logo"


class NationalText(SiteText):
    """A text on the national site."""

    site = models.ForeignKey(NationalSite, on_delete=models.CASCADE, related_name="texts")

    class Meta(ValidityModel.Meta):
        constraints = [
            *ValidityModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["site", "kind", "language"],
                condition=Q(valid_until__isnull=True),
                name="one_national_text_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)
