"""A round in the words of a coordinator: how far it is, why this pair, why somebody got nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leerwerk.matching.enums import Objective, PairState, RoundState, Stage
from leerwerk.matching.models import MatchingRound, RoundPair, RoundSeeker
from leerwerk.matching.refusals import RoundRefused
from leerwerk.matching.rounds import IMPOSSIBLE, hindrance_of
from leerwerk.web.ui.dutch import number
from leerwerk.web.ui.explaining import Told, explain_match
from leerwerk.web.ui.wording import FEATURES, obstacle_text, refusal_text

ORDER = tuple(FEATURES)  # the database keeps the points of a pair in an order of its own


@dataclass(frozen=True)
class Step:
    """A step of a round, as the component `steps` draws it."""

    label: str
    state: str


@dataclass(frozen=True)
class Part:
    """A part of the score with what it could have been."""

    feature: str
    points: float
    most: float
    facts: dict[str, str]


@dataclass(frozen=True)
class ToldPair:
    """A pair with the words of its card; `hindrance` says why it can't be accepted any more, "" when it can."""

    pair: RoundPair
    told: Told
    parts: tuple[Part, ...]
    state: str
    label: str
    hindrance: str

    @property
    def can_be_accepted(self) -> bool:
        """Whether somebody can still choose it."""
        return self.state == PairState.OPEN

    @property
    def look(self) -> str:
        """The state by which its badge is drawn: to be decided is a question, not an answer."""
        return "ASKED" if self.state == PairState.OPEN else self.state


@dataclass(frozen=True)
class ToldSeeker:
    """Somebody who got nothing, and why."""

    seeker: RoundSeeker
    wishes: str
    why: str
    more: str


def steps_of(row: MatchingRound) -> list[Step]:
    """How far a round is that waits or runs."""
    labels = [_("In de wachtrij"), *(str(stage.label).capitalize() for stage in Stage)]
    current = 1 + Stage.values.index(row.stage) if row.stage in Stage.values else 0
    states = ["done" if at < current else "current" if at == current else "" for at in range(len(labels))]
    return [Step(label, state) for label, state in zip(labels, states, strict=True)]


def told_pairs(
    pairs: Iterable[RoundPair], row: MatchingRound, names: dict[str, str], today: date
) -> list[ToldPair]:
    """Pairs of `pairs_of` with their words; `names` are occupations by code."""
    return [_told_pair(pair, row, names, today) for pair in pairs]


def _told_pair(pair: RoundPair, row: MatchingRound, names: dict[str, str], today: date) -> ToldPair:
    parts = parts_of(pair, row)
    told = explain_match(
        wish=_wish(pair, names),
        level=pair.place.level,
        starts_on=pair.place.starts_on,
        distance_km=pair.distance_km,
        parts=parts,
        obstacles=(),
        to_check=pair.to_check,
        today=today,
    )
    hindrance = hindrance_of(pair) if pair.state == PairState.OPEN else ""
    refusal = RoundRefused(hindrance, place=pair.place.title)
    return ToldPair(
        pair=pair,
        told=told,
        parts=parts,
        state=IMPOSSIBLE if hindrance else pair.state,
        label=_("kan niet meer") if hindrance else pair.get_state_display(),
        hindrance=refusal_text(refusal) if hindrance else "",
    )


def parts_of(pair: RoundPair, row: MatchingRound) -> tuple[Part, ...]:
    """The parts of the score, as they were weighed in the round."""
    kind = next(iter(pair.reasons), "")
    return tuple(
        Part(name, points, row.weights.get(name, 0), {"kind": kind} if name == "closeness" else {})
        for name, points in sorted(pair.contributions.items(), key=lambda part: ORDER.index(part[0]))
    )


def _wish(pair: RoundPair, names: dict[str, str]) -> str:
    """What the client wants, where it is sure which of the wishes the place answers; else ""."""
    if "SAME_OCCUPATION" in pair.reasons and pair.place.occupation:
        return pair.place.occupation.name
    codes = pair.case.client.profile.wished_occupations
    return names.get(codes[0], "") if len(codes) == 1 else ""


def told_seekers(
    seekers: Iterable[RoundSeeker], row: MatchingRound, names: dict[str, str]
) -> list[ToldSeeker]:
    """Those without a pair, and why."""
    return [_told_seeker(seeker, row.objective, names) for seeker in seekers]


def _lost(seeker: RoundSeeker, objective: str) -> str:
    if objective == Objective.BEST:
        sentence = ngettext(
            "Er paste %(n)s plek. Die ging naar een ander, omdat dat samen meer punten geeft.",
            "Er pasten %(n)s plekken. Die gingen naar anderen, omdat dat samen meer punten geeft.",
            seeker.eligible_total,
        )
    else:
        sentence = ngettext(
            "Er paste %(n)s plek. Daar ging een ander voor, door meer punten, voorrang of loting.",
            "Er pasten %(n)s plekken. Daar gingen anderen voor, door meer punten, voorrang of loting.",
            seeker.eligible_total,
        )
    return sentence % {"n": number(seeker.eligible_total)}


def _told_seeker(seeker: RoundSeeker, objective: str, names: dict[str, str]) -> ToldSeeker:
    wishes = [names.get(code, code) for code in seeker.case.client.profile.wished_occupations]
    if seeker.eligible_total:
        return ToldSeeker(seeker, ", ".join(wishes), _lost(seeker, objective), "")
    kept_out = [
        ngettext("%(reason)s (%(n)s plek)", "%(reason)s (%(n)s plekken)", places)
        % {"reason": _lower(obstacle_text(code).rstrip(".")), "n": number(places)}
        for code, places in sorted(seeker.obstacles.items(), key=lambda obstacle: -obstacle[1])
    ]
    more = (
        _("Dit staat het vaakst in de weg: %(reasons)s.") % {"reasons": "; ".join(kept_out)}
        if kept_out
        else ""
    )
    return ToldSeeker(seeker, ", ".join(wishes), _("Geen enkele plek past."), more)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def is_waiting(row: MatchingRound) -> bool:
    """True while the worker has yet to finish."""
    return row.state in {RoundState.QUEUED, RoundState.RUNNING}
