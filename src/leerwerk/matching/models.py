"""Weights of the score, as data with a version, and a log of the markets built."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from leermatch import Weights


def validate_weights(values: Any) -> None:
    """Raise ValidationError when these are not fields of leermatch.Weights."""
    try:
        Weights(**values)
    except (TypeError, ValueError) as fault:
        raise ValidationError(str(fault)) from fault


class WeightSet(models.Model):
    """What each feature of the score may add. The active one ranks; older ones stay, to replay a proposal."""

    version = models.CharField(max_length=20, unique=True)
    values = models.JSONField(
        default=dict, validators=[validate_weights], help_text="Fields of leermatch.Weights."
    )
    is_active = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="one_active_weight_set"
            ),
        ]

    def __str__(self) -> str:
        return self.version


class MarketBuild(models.Model):
    """One snapshot of the published places. `fingerprint` tells whether the tables changed since."""

    version = models.CharField(max_length=80, unique=True)
    built_at = models.DateTimeField()
    places = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=200)
    left_out = models.JSONField(
        default=list, blank=True, help_text="Places that the engine refused: place, column, code, value."
    )

    def __str__(self) -> str:
        return self.version
