"""Weights of the score, the markets built, and the regional rounds: what they were made with and what came of them."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from leermatch import Weights
from leerwerk.casework.models import Case, Proposal
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import Actor
from leerwerk.matching.enums import BUSY, AsideReason, Objective, PairState, RoundState, Stage
from leerwerk.matching.rules import regions_coordinated
from leerwerk.network.models import Region


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
    """One snapshot of the published places, and the latest of the changes put on it.

    `fingerprint` tells whether the vocabularies changed since it was built; `snapshot` is what the database showed
    then (pg_current_snapshot), `seen` which rows of PlaceChange since are in.
    """

    version = models.CharField(max_length=80, unique=True)
    built_at = models.DateTimeField()
    places = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=200)
    snapshot = models.TextField(blank=True)
    seen = models.CharField(max_length=40, blank=True)
    delta = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_places = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(
        default=list, blank=True, help_text="Places that the engine refused: place, column, code, value."
    )

    def __str__(self) -> str:
        return self.version


class PlaceChange(models.Model):
    """A place whose row, seats or candidates changed, in which transaction. Written by triggers, read and cleaned up
    by whoever keeps the market."""

    place_id = models.BigIntegerField(help_text="Not a foreign key: places can be deleted.")
    xact = models.BigIntegerField(help_text="Number of the transaction.")
    changed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"place {self.place_id}"


class MatchingRoundQuerySet(models.QuerySet["MatchingRound"]):
    def visible_to(self, actor: Actor) -> "MatchingRoundQuerySet":
        """Rounds of the regions that the actor coordinates."""
        return self if actor.is_system else self.filter(region__code__in=regions_coordinated(actor))

    def busy(self) -> "MatchingRoundQuerySet":
        return self.filter(state__in=BUSY)


class MatchingRound(models.Model):
    """The scarce places of a region allocated to all who wait there: a proposal with all that made it.

    Nothing in it says who took part; that is in the rows of RoundSeeker and RoundPair, which go with their case.
    """

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="matching_rounds")
    state = models.CharField(max_length=8, choices=RoundState, default=RoundState.QUEUED)
    objective = models.CharField(max_length=6, choices=Objective, default=Objective.STABLE)
    seed = models.PositiveIntegerField(default=0)
    policy = models.JSONField(default=dict, help_text="Who takes part, priorities and minimum shares.")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="matching_rounds"
    )
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=10, choices=Stage, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=80, blank=True, help_text="The kind of error that stopped it.")

    market_version = models.CharField(max_length=80, blank=True)
    engine_version = models.CharField(max_length=20, blank=True)
    weights = models.JSONField(
        default=dict, help_text="All fields of leermatch.Weights, the version among them."
    )
    seekers = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    without_choice = models.PositiveIntegerField(default=0)
    seats = models.JSONField(default=dict, help_text="Place → seats that were free.")
    certificate = models.JSONField(default=dict, help_text="What the check of the allocation found.")
    report = models.JSONField(default=list, help_text="Each objective beside the others, as figures.")

    objects = MatchingRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(state__in=BUSY), name="one_busy_round_per_region"
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.DONE)
                | (Q(ended_at__isnull=False) & ~Q(market_version="") & ~Q(engine_version="")),
                name="done_round_says_what_made_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.PARKED) | ~Q(fault=""), name="parked_round_has_fault"
            ),
        ]
        indexes = [models.Index(fields=["region", "-asked_at"], name="round_by_region_and_moment")]

    def __str__(self) -> str:
        return f"round {self.pk}"

    @property
    def lost(self) -> int:
        """How many had a choice and got nothing."""
        return self.seekers - self.placed - self.without_choice

    @property
    def free_seats(self) -> int:
        """How many seats there were to give."""
        return sum(self.seats.values())


class RoundSeeker(models.Model):
    """A case that took part, with the choices it came with: enough to allocate again without looking at the client."""

    round = models.ForeignKey(MatchingRound, on_delete=models.CASCADE, related_name="participants")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="matching_rounds")
    position = models.PositiveIntegerField(help_text="The engine's number for this seeker in this round.")
    groups = models.JSONField(default=list, help_text="Groups that the policy of the round can name.")
    choices = models.JSONField(
        default=list, help_text="Best first: place, score and priority in engine points."
    )
    eligible_total = models.PositiveIntegerField()
    obstacles = models.JSONField(default=dict, help_text="Of somebody without a choice: reason → places.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "case"], name="case_once_per_round"),
            models.UniqueConstraint(fields=["round", "position"], name="position_once_per_round"),
        ]

    def __str__(self) -> str:
        return f"seeker {self.position} of round {self.round_id}"


class RoundPair(models.Model):
    """A place that a round would give to a case, why, and what a person decided about it."""

    round = models.ForeignKey(MatchingRound, on_delete=models.CASCADE, related_name="pairs")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="round_pairs")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="round_pairs")
    choice = models.PositiveSmallIntegerField(help_text="1 when no place suited this client better.")
    score = models.FloatField()
    distance_km = models.FloatField(null=True, blank=True)
    contributions = models.JSONField(help_text="Feature → points; they sum to the score.")
    to_check = models.JSONField(default=list, help_text="Codes of what is unknown.")
    reasons = models.JSONField(default=list, help_text="Codes of how the work suits the wish.")
    state = models.CharField(max_length=9, choices=PairState, default=PairState.OPEN)
    aside_reason = models.CharField(max_length=10, choices=AsideReason, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decided_pairs",
    )
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.SET_NULL, related_name="round_pairs"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "case"], name="pair_once_per_round_and_case"),
            models.CheckConstraint(
                condition=(Q(state=PairState.SET_ASIDE) & ~Q(aside_reason=""))
                | (~Q(state=PairState.SET_ASIDE) & Q(aside_reason="")),
                name="pair_set_aside_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=PairState.OPEN, decided_at__isnull=True)
                | (~Q(state=PairState.OPEN) & Q(decided_at__isnull=False)),
                name="decided_pair_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["place", "state"], name="round_pair_by_place_and_state")]

    def __str__(self) -> str:
        return f"pair {self.pk}"
