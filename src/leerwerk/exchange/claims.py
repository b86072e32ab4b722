"""What a row claims about a learn-work place, before its codes are looked up; and what contradicts itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from leerwerk.exchange.faults import Fault
from leerwerk.exchange.remedies import SEVERITY_OF

Value = TypeVar("Value")
LONGEST_NAME = 160
LONGEST_TEXT = 20_000
LONGEST_ID = 120
LONGEST_WAGE_TEXT = 120
# Gross euros a month for a learner: under the one or over the other somebody mixed up hours, months or years.
LEAST_WAGE, MOST_WAGE = Decimal(100), Decimal(12_000)
LAT_RANGE, LON_RANGE = (50.7, 53.7), (3.2, 7.3)


class Address(NamedTuple):
    """Where the work is, as told: four digits, the name of a town, of a province; degrees."""

    pc4: str = ""
    locality: str = ""
    province: str = ""
    lat: float | None = None
    lon: float | None = None


NOWHERE = Address()


@dataclass(slots=True)
class Claim:
    """One row, being read. `values` are fields of PlaceFacts; `employer` those of EmployerFacts.

    `occupation_codes` and `occupation_words` are what the row says of the occupation, the surest first.
    `raw` is the row as it came in, kept when it is refused; `mends` the number it had in the run that it mends.
    """

    number: int
    raw: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    employer: dict[str, Any] = field(default_factory=dict)
    address: Address = NOWHERE
    occupation_codes: Sequence[str] = ()
    occupation_words: Sequence[str] = ()
    faults: list[Fault] = field(default_factory=list)
    mends: int | None = None

    @property
    def is_refused(self) -> bool:
        """Whether a fault keeps the row out."""
        return any(SEVERITY_OF[fault.code] == "REFUSED" for fault in self.faults)

    def fault(self, code: str, name: str, value: object = "") -> None:
        """Note that something is the matter with a field."""
        self.faults.append(Fault(code, name, str(value)))

    def read(
        self, name: str, text: str, parse: Callable[[str], Value], code: str, target: str = ""
    ) -> Value | None:
        """Parse one value into `values`; what cannot be read becomes a fault. Empty stays unknown."""
        if not text.strip():
            return None
        try:
            found = parse(text)
        except (ValueError, ArithmeticError):
            self.fault(code, name, text)
            return None
        if target:
            self.values[target] = found
        return found


def check(claim: Claim, names: dict[str, str], today: date) -> None:
    """Note what is missing, out of range or contradictory. `names`: how the source calls our fields."""
    values = claim.values
    _check_texts(claim, names)
    _check_order(claim, "wage_min", "wage_max", "WAGE_ORDER", names)
    _check_order(claim, "hours_min", "hours_max", "HOURS_ORDER", names)
    _check_order(claim, "starts_on", "ends_on", "CONTRADICTORY_PERIOD", names)
    for field_name, least, most, code in _RANGES:
        number = values.get(field_name)
        if number is not None and not least <= number <= most:
            told = f"{values['wage_text']} = {number:.2f} / maand" if code == "ABSURD_WAGE" else number
            claim.fault(code, names.get(field_name, field_name), told)
    expires_on, posted_at = values.get("expires_on"), values.get("posted_at")
    if expires_on and posted_at and expires_on < posted_at.date():
        claim.fault("CONTRADICTORY_PERIOD", names.get("expires_on", "expires_on"), expires_on)
    elif expires_on and expires_on < today:
        claim.fault("ALREADY_EXPIRED", names.get("expires_on", "expires_on"), expires_on)


_RANGES = (
    ("wage_min", LEAST_WAGE, MOST_WAGE, "ABSURD_WAGE"),
    ("wage_max", LEAST_WAGE, MOST_WAGE, "ABSURD_WAGE"),
    ("hours_min", 1, 60, "BAD_HOURS"),
    ("hours_max", 1, 60, "BAD_HOURS"),
    ("days_at_work", 0, 7, "BAD_DAYS"),
    ("days_at_school", 0, 7, "BAD_DAYS"),
    ("minimum_age", 13, 67, "BAD_AGE"),
    ("capacity", 1, 500, "BAD_CAPACITY"),
    ("level", 1, 4, "LEVEL_OUT_OF_RANGE"),
)


def _check_texts(claim: Claim, names: dict[str, str]) -> None:
    values = claim.values
    for text, code, name in (
        (values.get("title"), "MISSING_TITLE", names.get("title", "title")),
        (claim.employer.get("name"), "MISSING_EMPLOYER", names.get("employer", "employer")),
    ):
        if not text:
            claim.fault(code, name)
        elif len(text) > LONGEST_NAME:
            claim.fault("TEXT_TOO_LONG", name, text)
    for name in ("description", "is_learnt", "is_asked"):
        if len(values.get(name, "")) > LONGEST_TEXT:
            values[name] = values[name][: LONGEST_TEXT - 1] + "…"
            claim.fault("TEXT_SHORTENED", names.get(name, name), values[name][:80])


def _check_order(claim: Claim, low: str, high: str, code: str, names: dict[str, str]) -> None:
    least, most = claim.values.get(low), claim.values.get(high)
    if least is not None and most is not None and least > most:
        claim.fault(code, names.get(low, low), f"{least} > {most}")


def locate(claim: Claim, lat: Decimal | None, lon: Decimal | None, name: str) -> tuple[float, float] | None:
    """Degrees within the Netherlands; swapped ones are put right, (0, 0) is unknown, others are a fault."""
    if lat is None or lon is None or (not lat and not lon):
        return None
    if _lies_within(lat, lon):
        return float(lat), float(lon)
    if _lies_within(lon, lat):
        claim.fault("COORDINATES_SWAPPED", name, f"{lat}, {lon}")
        return float(lon), float(lat)
    claim.fault("OUTSIDE_NETHERLANDS", name, f"{lat}, {lon}")
    return None


def _lies_within(lat: Decimal, lon: Decimal) -> bool:
    return LAT_RANGE[0] <= lat <= LAT_RANGE[1] and LON_RANGE[0] <= lon <= LON_RANGE[1]
