"""What is raised when casework says no: a code, made into Dutch by web.ui.wording."""

from leerwerk.kernel.refusal import Refusal


class CaseRefused(Refusal):
    """A case did not change."""


class PlanRefused(Refusal):
    """A step of a plan was not made or did not change."""


class ReferralRefused(Refusal):
    """A client was not referred, or an answer was not taken."""


class PlacementRefused(Refusal):
    """A placement was not made or did not change."""


class AppointmentRefused(Refusal):
    """An appointment was not made or did not change, or hours were not taken."""
