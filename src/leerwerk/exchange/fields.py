"""Reading one value: text → date, number, yes or no, postcode, KVK number. Pure; ValueError when it is none."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 1950, 2100
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
TRUE_WORDS = frozenset({"true", "ja", "yes", "j", "y", "1", "waar", "t", "x"})
FALSE_WORDS = frozenset({"false", "nee", "no", "n", "0", "onwaar", "f"})

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BARE_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T,].*)?")
_WRITTEN_DAY = re.compile(r"(?:\w+ )?(\d{1,2}) ([a-z]{3,9})\.? (\d{4})", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d+(?:[.,]\d+)?(?:[eE][-+]?\d{1,2})?")
_POSTCODE = re.compile(r"(?:NL[- ]?)?([1-9]\d{3})\s*(?:([A-Za-z]{2}))?(?:\s.*)?", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=20_000)
def read_date(text: str) -> date:
    """A day as "2026-09-01" (a time may follow), "01-09-2026", "1/9/2026", "20260901" or "1 september 2026"."""
    cleaned = text.strip()
    if found := _ISO_DAY.match(cleaned):
        if len(cleaned) > len(found.group()):
            return _day_of_moment(cleaned, found)
        year, month, day = found.groups()
    elif found := _BARE_DAY.fullmatch(cleaned):
        year, month, day = found.groups()
    elif found := _DUTCH_DAY.fullmatch(cleaned):
        day, month, year = found.groups()
    elif found := _WRITTEN_DAY.fullmatch(cleaned):
        day, word, year = found.groups()
        month = str(_month(word))
    else:
        raise ValueError(text)
    return _plausible(date(int(year), int(month), int(day)))


@lru_cache(maxsize=20_000)
def read_moment(text: str) -> datetime:
    """A moment with its zone; without a zone it is Dutch time, and a day alone begins at midnight."""
    cleaned = text.strip()
    try:
        moment = datetime.fromisoformat(cleaned)
    except ValueError:
        day = read_date(cleaned)
        return datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)
    _plausible(moment.date())
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


def read_number(text: str) -> Decimal:
    """A number with a decimal comma or point: "52,21", "1.234,5", "6.89"."""
    cleaned = text.strip().replace("\xa0", "").replace("\u2212", "-").lstrip("+")
    if not _NUMBER.fullmatch(cleaned):
        raise ValueError(text)
    if "," in cleaned:
        cleaned = cleaned.replace(".", "").replace(",", ".")
    try:
        return Decimal(cleaned)
    except InvalidOperation as error:
        raise ValueError(text) from error


def read_integer(text: str) -> int:
    """A whole number; "2,0" and "2.0" are 2."""
    number = read_number(text)
    if number != number.to_integral_value() or abs(number) > 10**9:
        raise ValueError(text)
    return int(number)


def read_truth(text: str) -> bool:
    """Yes or no, in words or figures."""
    word = text.strip().casefold()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueError(text)


def read_postcode(text: str) -> str:
    """The four digits of a postcode: "7511JE", "7511 je", "NL-7511", "7511 JE Enschede"."""
    found = _POSTCODE.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    return found.group(1)


def read_kvk_number(text: str) -> str:
    """Eight digits, whatever stands between them: "0812 3456", "KVK 08123456"."""
    digits = re.sub(r"^kvk[^0-9]*|[\s.\-]", "", text.strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]{8}", digits) or digits == "00000000":
        raise ValueError(text)
    return digits


def _day_of_moment(text: str, found: re.Match[str]) -> date:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:  # half a time, as in "2026-09-01T": the day is clear
        if not re.match(r"[T ]", text[found.end() :]):
            raise
        return _plausible(date(*map(int, found.groups())))
    local = moment.astimezone(AMSTERDAM) if moment.tzinfo else moment
    return _plausible(local.date())


def _month(word: str) -> int:
    for number, name in enumerate(MONTHS, 1):
        if name.startswith(word.lower()) or (word.lower() == "mrt" and name == "maart"):
            return number
    raise ValueError(word)


def _plausible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day.isoformat())
    return day
