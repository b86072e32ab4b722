"""What people looked for, without who they are."""

from django.db import models

from leerwerk.kernel.actor import Actor
from leerwerk.network.rules import regions_coordinated


class SearchQuerySet(models.QuerySet["Search"]):
    def visible_to(self, actor: Actor) -> "SearchQuerySet":
        """All for the programme office, those of their own region for coordinators, nothing for others."""
        if actor.is_system or actor.has("PROGRAMME") or actor.has("ADMIN"):
            return self
        return self.filter(region_code__in=regions_coordinated(actor))


class Search(models.Model):
    """One search on a day. Holds no address of a computer, no session and no time of day.

    `place` is a town or the four digits of a postcode as our own list has them, never what was typed.
    """

    made_on = models.DateField()
    region_code = models.CharField(max_length=10, blank=True)
    words = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=90, blank=True)
    radius_km = models.PositiveSmallIntegerField(null=True, blank=True)
    filters = models.CharField(max_length=200, blank=True)
    results = models.PositiveIntegerField()

    objects = SearchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["made_on", "region_code"], name="search_by_day_and_region")]

    def __str__(self) -> str:
        return f"{self.words} {self.place} {self.made_on}"
