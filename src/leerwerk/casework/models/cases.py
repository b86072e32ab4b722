"""Cases of clients, and what happens in them: proposals, referrals, placements, outcomes."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from leerwerk.casework.enums import (
    OPEN_REFERRALS,
    SIGNED_PLACEMENTS,
    CaseStatus,
    CloseReason,
    PlacementStatus,
    ProposalStatus,
    ReferralStatus,
    RefusalReason,
    StopReason,
)
from leerwerk.casework.rules import HIDDEN_FROM_EMPLOYER
from leerwerk.catalogue.enums import OutcomeKind, Sector
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Organisation, Region
from leerwerk.network.rules import organisations_represented, regions_advised
from leerwerk.people.enums import ConsentPurpose
from leerwerk.people.models import Client, Consent

VISIBLE_TO_EMPLOYER = [status for status in ReferralStatus if status not in HIDDEN_FROM_EMPLOYER]


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        """Cases of the regions in which the actor advises."""
        if actor.is_system:
            return self
        return self.filter(region__code__in=regions_advised(actor), client__erased_at__isnull=True)

    def open(self) -> "CaseQuerySet":
        return self.exclude(status=CaseStatus.CLOSED)


class Case(models.Model):
    """The trajectory of one client at one desk, from question to follow-up."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="cases")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="cases")
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases"
    )
    status = models.CharField(max_length=14, choices=CaseStatus, default=CaseStatus.ASKED)
    goal = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=16, choices=CloseReason, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=~Q(status=CaseStatus.CLOSED), name="one_open_case_per_client"
            ),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.CLOSED) | (Q(closed_at__isnull=False) & ~Q(close_reason="")),
                name="closed_case_has_moment_and_reason",
            ),
        ]
        indexes = [models.Index(fields=["region", "status"], name="case_by_region_and_status")]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Proposal(models.Model):
    """A place that the engine found for a case, stored so that a complaint can be replayed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="proposals")
    rank = models.PositiveSmallIntegerField()
    score = models.FloatField()
    distance_km = models.FloatField(null=True, blank=True)
    contributions = models.JSONField(help_text="Feature → points; they sum to the score.")
    to_check = models.JSONField(default=list, help_text="Codes of what is unknown.")
    engine_version = models.CharField(max_length=20)
    weights_version = models.CharField(max_length=20)
    market_version = models.CharField(max_length=40)
    status = models.CharField(max_length=10, choices=ProposalStatus, default=ProposalStatus.OPEN)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "place"], name="proposal_once_per_case_and_place")
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, actor: Actor) -> "ReferralQuerySet":
        """Referrals from the actor's regions, and those that an organisation of the actor was told of."""
        if actor.is_system:
            return self
        shared = Consent.objects.filter(
            client=OuterRef("case__client"),
            purpose=ConsentPurpose.SHARE_WITH_EMPLOYER,
            withdrawn_at__isnull=True,
        )
        is_told = Q(status=ReferralStatus.DONE) | (
            Q(status__in=VISIBLE_TO_EMPLOYER, closed_for_employer_at__isnull=True) & Exists(shared)
        )
        return self.filter(
            Q(case__region__code__in=regions_advised(actor))
            | (Q(place__employer_id__in=organisations_represented(actor)) & is_told),
            case__client__erased_at__isnull=True,
        )


class Referral(models.Model):
    """A client is brought to the attention of an employer for one place."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="referrals")
    status = models.CharField(max_length=10, choices=ReferralStatus, default=ReferralStatus.PROPOSED)
    message = models.TextField(blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_for_employer_at = models.DateTimeField(
        null=True, blank=True, help_text="From then on the employer no longer sees who it did not take."
    )
    refusal_reason = models.CharField(max_length=12, choices=RefusalReason, blank=True)
    refusal_note = models.TextField(blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "place"],
                condition=Q(status__in=OPEN_REFERRALS),
                name="one_open_referral_per_case_and_place",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.REFUSED) | ~Q(refusal_reason=""),
                name="refused_referral_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=ReferralStatus.PROPOSED) | Q(sent_at__isnull=False),
                name="sent_referral_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["place", "status"], name="referral_by_place_and_status")]

    def __str__(self) -> str:
        return f"referral {self.pk}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    def visible_to(self, actor: Actor) -> "PlacementQuerySet":
        """Placements from the actor's regions and at organisations that the actor speaks for."""
        if actor.is_system:
            return self
        return self.filter(
            Q(case__region__code__in=regions_advised(actor))
            | Q(place__employer_id__in=organisations_represented(actor))
        )

    def signed(self) -> "PlacementQuerySet":
        """Placements that all three parties signed: what agreements count."""
        return self.filter(status__in=SIGNED_PLACEMENTS)


class Placement(models.Model):
    """A client learns and works on a place. Sector, region and employer are kept as they were when it was made."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="placements")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="placements")
    referral = models.OneToOneField(
        Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="placement"
    )
    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="placements")
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="placements"
    )
    sector = models.CharField(max_length=12, choices=Sector, blank=True)
    status = models.CharField(max_length=10, choices=PlacementStatus, default=PlacementStatus.PROPOSED)
    made_at = models.DateTimeField()
    employer_signed_at = models.DateTimeField(null=True, blank=True)
    school_signed_at = models.DateTimeField(null=True, blank=True)
    learner_signed_at = models.DateTimeField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True, help_text="The day of the last signature.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    stop_reason = models.CharField(max_length=12, choices=StopReason, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=SIGNED_PLACEMENTS)
                | Q(
                    employer_signed_at__isnull=False,
                    school_signed_at__isnull=False,
                    learner_signed_at__isnull=False,
                    agreed_on__isnull=False,
                ),
                name="signed_placement_has_three_signatures",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="placement_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status=PlacementStatus.STOPPED) | ~Q(stop_reason=""),
                name="stopped_placement_has_reason",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(
                    status__in=[PlacementStatus.PROPOSED, PlacementStatus.AGREED, PlacementStatus.STARTED]
                ),
                name="one_running_placement_per_case",
            ),
        ]
        indexes = [
            models.Index(fields=["agreed_on", "sector", "region"], name="placement_counts"),
            models.Index(fields=["place", "status"], name="placement_by_place_and_status"),
        ]

    def __str__(self) -> str:
        return f"placement {self.pk}"


class Outcome(models.Model):
    """What a learner took away from a placement."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=OutcomeKind)
    achieved_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["placement", "kind"], name="outcome_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.achieved_on}"
