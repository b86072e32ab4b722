"""The tables of casework, by subject."""

from leerwerk.casework.models.appointments import (
    Absence,
    Agenda,
    Appointment,
    AppointmentQuerySet,
    Topic,
    WeeklyHours,
)
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
    "Absence",
    "Agenda",
    "Appointment",
    "AppointmentQuerySet",
    "Case",
    "CaseQuerySet",
    "Outcome",
    "Placement",
    "PlacementQuerySet",
    "Proposal",
    "Referral",
    "ReferralQuerySet",
    "Topic",
    "WeeklyHours",
]
