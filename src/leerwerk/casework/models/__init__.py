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
from leerwerk.casework.models.plans import PlanStep, PlanStepQuerySet

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
    "PlanStep",
    "PlanStepQuerySet",
    "Proposal",
    "Referral",
    "ReferralQuerySet",
    "Topic",
    "WeeklyHours",
]
