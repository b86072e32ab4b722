"""Markets, open evenings and meetings that a desk or the nation announces."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from leerwerk.network.models.geography import Region
from leerwerk.network.models.translated import Translated


class Event(Translated):
    """Something that will happen; without a region it is of the nation. Nobody registers here: it says where.

    `sequence` grows with each change, so that calendars replace what they have.
    """

    spoken: ClassVar[tuple[str, ...]] = ("title", "text")

    number = models.UUIDField(default=uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    title = models.CharField(_("titel"), max_length=120)
    text = models.TextField(_("wat er gebeurt"))
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))
    place = models.CharField(_("waar"), max_length=200, blank=True)
    is_online = models.BooleanField(_("online"), default=False)
    register_url = models.URLField(_("aanmelden"), max_length=300, blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_cancelled = models.BooleanField(_("gaat niet door"), default=False)
    sequence = models.PositiveSmallIntegerField(default=0)
    announced_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="event_ends")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(place="") | Q(is_online=True), name="event_is_somewhere"),
            models.CheckConstraint(
                condition=~Q(register_url="", phone="", email=""), name="event_has_somebody_to_ask"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The readable part of its address."""
        return slugify(self.title)[:60].strip("-") or "bijeenkomst"

    def get_absolute_url(self) -> str:
        """Its address on the site of the request."""
        return reverse("public:event", args=[self.slug, self.pk])
