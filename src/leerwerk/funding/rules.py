"""Which scheme fits: one row of a decision table for each scheme, one cell for each question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from leerwerk.kernel.actor import Actor


class Fit(IntEnum):
    """How well a scheme fits; the lowest is shown first."""

    FITS = 0
    TO_CHECK = 1
    NO = 2


@dataclass(frozen=True, slots=True)
class Condition:
    """A cell of the decision table: the answer to `topic` must be one of `allowed` (codes of its answers)."""

    topic: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemeVerdict:
    """`met`, `unknown` and `unmet` conditions, in the order of the table. Unknown is not no."""

    met: tuple[Condition, ...]
    unknown: tuple[Condition, ...]
    unmet: tuple[Condition, ...]

    @property
    def fit(self) -> Fit:
        if self.unmet:
            return Fit.NO
        return Fit.TO_CHECK if self.unknown else Fit.FITS


def scheme_verdict(conditions: Sequence[Condition], answers: Mapping[str, str]) -> SchemeVerdict:
    """Judge a row of the table by the answers (topic → code); a question that was skipped excludes nothing."""
    known = [condition for condition in conditions if condition.topic in answers]
    return SchemeVerdict(
        met=tuple(each for each in known if answers[each.topic] in each.allowed),
        unknown=tuple(each for each in conditions if each.topic not in answers),
        unmet=tuple(each for each in known if answers[each.topic] not in each.allowed),
    )


def may_load_schemes(actor: Actor) -> bool:
    """Lists of schemes are loaded by the system."""
    return actor.is_system
