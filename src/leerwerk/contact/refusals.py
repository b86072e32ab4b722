"""What is raised when contact says no: a code, made into Dutch by web.ui.wording."""

from leerwerk.kernel.refusal import Refusal


class QuestionRefused(Refusal):
    """A question was not taken, answered or closed."""


class InterestRefused(Refusal):
    """An interest was not taken, answered or withdrawn."""
