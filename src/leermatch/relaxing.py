"""What would have to change: for each rule that keeps a place out, the nearest seeker whom it would let in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from leermatch.codes import FLEXIBLE, NO_DAY, Reason
from leermatch.market import Market, Places
from leermatch.seekers import Seeker

Value = int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The smallest change of one fact of the seeker that takes one reason away, and no other.

    `code`   the reason that is gone afterwards
    `field`  the field of `Seeker` that changes, `value` what it becomes (unrounded)
    `more`   what that adds: kilometres, levels, years, days (earlier is negative), hours a week (fewer is negative),
             bits of the missing `Days`; None where there is nothing to count (a licence, a permit, a wish)
    """

    code: Reason
    field: str
    value: Value
    more: int | float | None = None

    def applied_to(self, seeker: Seeker) -> Seeker:
        """The seeker after the change."""
        changed: dict[str, Any] = {self.field: self.value}
        return replace(seeker, **changed)


def relaxations(
    market: Market, place: Places, seeker: Seeker, distance: float, reasons: int
) -> tuple[Relaxation, ...]:
    """The relaxations for one place (a row of one), in the order of `Reason`.

    `distance` in km as the rule saw it, `reasons` the bits that exclude. What lies with the employer (closed, full,
    not recognised) has none.
    """
    pair = _Pair(market, place, seeker, distance)
    return tuple(
        Relaxation(reason, *_NEAREST[reason](pair)) for reason in Reason if reasons & reason & RELAXABLE
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """One place and one seeker whom a rule keeps apart, so that both sides of that rule are known."""

    market: Market
    place: Places
    seeker: Seeker
    distance: float

    def of_place(self, name: str) -> Any:
        """A value of the place as a plain number; float32 is kept to the bit."""
        return getattr(self.place, name)[0].item()

    def raised(self, field: str, value: float) -> tuple[str, Value, float]:
        """A field of the seeker set to a value, and by how much."""
        return field, value, value - getattr(self.seeker, field)


Change = tuple[str, Value] | tuple[str, Value, int | float]


def _earlier(pair: _Pair) -> Change:
    """The last first day that still suits: on the start, and before the period is over."""
    start, end = pair.of_place("start"), pair.of_place("end")
    days = [start] if start not in (NO_DAY, FLEXIBLE) else []
    if end != NO_DAY:
        days.append(end - 1)
    return pair.raised("from_day", min(days))


def _more_days(pair: _Pair) -> Change:
    days, own = pair.of_place("days"), int(pair.seeker.days)
    return "days", days | own, days & ~own


def _other_hours(pair: _Pair) -> Change:
    """More hours when the place asks more than the most, fewer when it offers less than the least."""
    least, most = pair.of_place("hours_min"), pair.of_place("hours_max")
    if pair.seeker.hours_max is not None and least > pair.seeker.hours_max:
        return pair.raised("hours_max", least)
    return pair.raised("hours_min", most)


def _one_more_wish(pair: _Pair) -> Change:
    """What the place is, as the last wish: of the kind that the seeker has wishes of."""
    seeker, known = pair.seeker, pair.market.vocabularies
    occupation, qualification = pair.of_place("occupation"), pair.of_place("qualification")
    if occupation >= 0 and (seeker.occupations or seeker.qualifications):
        return "occupations", (*seeker.occupations, known.occupations[occupation].code)
    if qualification >= 0 and (seeker.occupations or seeker.qualifications):
        return "qualifications", (*seeker.qualifications, known.qualifications[qualification].code)
    return "sectors", (*seeker.sectors, known.sectors[pair.of_place("sector")])


_NEAREST: Final[dict[Reason, Callable[[_Pair], Change]]] = {
    Reason.TOO_FAR: lambda p: p.raised("max_km", p.distance),
    Reason.LEVEL_TOO_HIGH: lambda p: p.raised("prior_level", p.of_place("level") - 1),
    Reason.TOO_YOUNG: lambda p: p.raised("age", p.of_place("min_age")),
    Reason.NO_LICENCE: lambda _: ("licence", True),
    Reason.LANGUAGE_TOO_LOW: lambda p: p.raised("language", p.of_place("language")),
    Reason.STARTS_TOO_EARLY: _earlier,
    Reason.STARTS_TOO_LATE: lambda p: p.raised("until_day", p.of_place("start")),
    Reason.DAYS_DO_NOT_FIT: _more_days,
    Reason.HOURS_DO_NOT_FIT: _other_hours,
    Reason.NO_WORK_PERMIT: lambda _: ("work_permit", True),
    Reason.OTHER_OCCUPATION: _one_more_wish,
}

#: The reasons about which a seeker can do something.
RELAXABLE: Final = Reason(sum(_NEAREST))
