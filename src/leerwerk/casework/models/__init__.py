"""The tables of casework, by subject."""

from leerwerk.casework.models.cases import (
    Case,
    CaseQuerySet,
    Outcome,
    Placement,
    PlacementQuerySet,
    Proposal,
    Referral,
    ReferralQuerySet,
)

__all__ = [
    "Case",
    "CaseQuerySet",
    "Outcome",
    "Placement",
    "PlacementQuerySet",
    "Proposal",
    "Referral",
    "ReferralQuerySet",
]
