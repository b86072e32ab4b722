"""Periods: names, brands, successors and grants are data with a validity."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Period:
    """The days from ``start`` up to but not including ``end``; None is open."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end <= self.start:
            message = f"a period ends after it starts: {self.start} .. {self.end}"
            raise ValueError(message)

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether there is a day that lies in both."""
        starts_in_time = self.start is None or other.end is None or self.start < other.end
        ends_in_time = other.start is None or self.end is None or other.start < self.end
        return starts_in_time and ends_in_time


class ValidityQuerySet(models.QuerySet[Any]):
    """Rows that hold for a period."""

    def valid_on(self, day: date) -> Self:
        """The rows that hold on this day."""
        return self.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day),
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=day),
        )


class ValidityModel(models.Model):
    """A row that holds from ``valid_from`` up to but not including ``valid_until``.

    Its manager comes from ``ValidityQuerySet``, or from a queryset of its own upon that.
    """

    valid_from = models.DateField(_("geldig vanaf"), null=True, blank=True)
    valid_until = models.DateField(
        _("geldig tot"), null=True, blank=True, help_text=_("De eerste dag waarop het niet meer geldt.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="%(app_label)s_%(class)s_valid_until_after_from",
            )
        ]

    @property
    def validity(self) -> Period:
        """The period in which this row holds."""
        return Period(self.valid_from, self.valid_until)

    def is_valid_on(self, day: date) -> bool:
        """Whether this row holds on this day."""
        return day in self.validity
