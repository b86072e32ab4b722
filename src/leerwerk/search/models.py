"""What people looked for, without who they are; and questions that somebody gets mail about."""

import uuid
from datetime import date

from django.db import models

from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.network.rules import regions_coordinated
from leerwerk.people.models import Subscriber
from leerwerk.search.enums import Frequency


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


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def due(self, on: date) -> "SavedSearchQuerySet":
        """Whose mail is to be looked at on a day: confirmed, not paused, and not to an address that takes none."""
        return self.filter(due_on__lte=on, paused_at__isnull=True, undeliverable_at__isnull=True)


class SavedSearch(models.Model):
    """A question about which an address gets mail when there are new places.

    `parameters` are those of the address of the question (search.parameters), read on the site of `region` (None:
    the national one). `due_on` is None until the address is confirmed. Places that came online up to `seen_until` were
    mailed, or were there to be seen.
    """

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Subscriber, on_delete=models.CASCADE, related_name="saved_search")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parameters = models.TextField(blank=True)
    frequency = models.CharField(max_length=6, choices=Frequency)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(help_text="When somebody last said that the mail is wanted.")
    due_on = models.DateField(null=True, blank=True)
    seen_until = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    undeliverable_at = models.DateTimeField(
        null=True, blank=True, help_text="When the last of several mails in a row was refused."
    )
    is_demo = models.BooleanField(default=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="saved_search_due",
                condition=models.Q(paused_at__isnull=True, undeliverable_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True) | models.Q(confirmed_at__isnull=False),
                name="saved_search_due_once_confirmed",
            )
        ]

    def __str__(self) -> str:
        return f"saved search {self.pk}"
