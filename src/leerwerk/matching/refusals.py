"""What is raised when matching says no: a code, made into Dutch by web.ui.wording."""

from leerwerk.kernel.refusal import Refusal


class RoundRefused(Refusal):
    """A round was not started, or nothing was decided about a pair."""
