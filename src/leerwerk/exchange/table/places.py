"""A row of a table → a claim about a learn-work place. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from leerwerk.exchange import fields, text, wages, words
from leerwerk.exchange.claims import LONGEST_WAGE_TEXT, Address, Claim, check, locate
from leerwerk.exchange.countries import is_abroad
from leerwerk.exchange.csv_rows import CsvRow
from leerwerk.exchange.table.columns import COLUMN_OF
from leerwerk.kernel.money import parse_amount

# column → (field of PlaceFacts, how it is read, the fault when it cannot be)
_READ: Mapping[str, tuple[str, Callable[[str], Any], str]] = {
    "crebo": ("qualification_code", words.read_crebo, "BAD_CREBO"),
    "sector": ("sector", words.read_sector, "UNKNOWN_SECTOR"),
    "niveau": ("level", words.read_level, "LEVEL_OUT_OF_RANGE"),
    "leerweg": ("pathway", words.read_pathway, "UNKNOWN_PATHWAY"),
    "uitkomst": ("outcome", words.read_outcome, "UNKNOWN_OUTCOME"),
    "uren_max": ("hours_max", fields.read_integer, "BAD_NUMBER"),
    "dagen_werk": ("days_at_work", fields.read_integer, "BAD_NUMBER"),
    "dagen_school": ("days_at_school", fields.read_integer, "BAD_NUMBER"),
    "werkdagen": ("work_days", words.read_days, "UNREADABLE_VALUE"),
    "start_flexibel": ("is_start_flexible", fields.read_truth, "BAD_TRUTH"),
    "eind": ("ends_on", fields.read_date, "BAD_DATE"),
    "leeftijd_min": ("minimum_age", fields.read_integer, "BAD_NUMBER"),
    "taalniveau": ("language_level", words.read_language_level, "BAD_LANGUAGE_LEVEL"),
    "rijbewijs": ("is_driving_licence_needed", fields.read_truth, "BAD_TRUTH"),
    "aantal_plekken": ("capacity", fields.read_integer, "BAD_CAPACITY"),
    "geplaatst": ("posted_at", fields.read_moment, "BAD_DATE"),
    "sluit": ("expires_on", fields.read_date, "BAD_DATE"),
}
_LINES = {"titel": "title", "id": "source_id", "erkenning": "recognition_number"}
_TEXTS = {"omschrijving": "description", "wat_je_leert": "is_learnt", "wat_we_vragen": "is_asked"}
_WIDTHS = {"source_id": 120, "recognition_number": 20}


def read_place(row: CsvRow, today: date, *, is_mending: bool = False) -> Claim:
    """What a row claims, with its faults. `today` decides what has expired."""
    claim = Claim(number=row.number, raw=row.raw)
    if row.fault is not None:
        claim.faults.append(row.fault)
        return claim
    cells = row.cells
    for column, (target, parse, code) in _READ.items():
        if column in cells:
            claim.read(column, cells[column], parse, code, target)
    for column, target in _LINES.items():
        claim.values[target] = text.line(cells.get(column, ""))[: _WIDTHS.get(target)]
    for column, target in _TEXTS.items():
        claim.values[target] = text.plain(cells.get(column, ""))
    _read_employer(claim, cells)
    _read_address(claim, cells)
    _read_start(claim, cells)
    _read_hours(claim, cells)
    _read_wage(claim, cells)
    claim.occupation_codes = [cells["beroep"]] if cells.get("beroep") else []
    if is_mending:
        claim.mends = claim.read("rij", cells.get("rij", "-"), fields.read_integer, "BAD_ROW_NUMBER")
    check(claim, COLUMN_OF, today)
    return claim


def _read_employer(claim: Claim, cells: Mapping[str, str]) -> None:
    employer = claim.employer
    employer["name"] = text.line(cells.get("werkgever", ""))
    employer["kvk_number"] = (
        claim.read("kvk_nummer", cells.get("kvk_nummer", ""), fields.read_kvk_number, "BAD_KVK_NUMBER") or ""
    )
    for column in ("email", "website"):
        if value := cells.get(column, ""):
            employer[column] = text.line(value)[:200]


def _read_address(claim: Claim, cells: Mapping[str, str]) -> None:
    if is_abroad(cells.get("land", "")):
        claim.fault("ABROAD", "land", cells["land"])
    pc4 = claim.read("postcode", cells.get("postcode", ""), fields.read_postcode, "UNKNOWN_POSTCODE") or ""
    lat = claim.read("breedtegraad", cells.get("breedtegraad", ""), fields.read_number, "BAD_NUMBER")
    lon = claim.read("lengtegraad", cells.get("lengtegraad", ""), fields.read_number, "BAD_NUMBER")
    spot = locate(claim, lat, lon, "breedtegraad")
    claim.address = Address(
        pc4, text.line(cells.get("plaats", "")), cells.get("provincie", ""), *(spot or (None, None))
    )


def _read_start(claim: Claim, cells: Mapping[str, str]) -> None:
    told = cells.get("start", "")
    if words.is_flexible(told):
        claim.values["is_start_flexible"] = True
    else:
        claim.read("start", told, fields.read_date, "BAD_DATE", "starts_on")


def _read_hours(claim: Claim, cells: Mapping[str, str]) -> None:
    """One column may hold "32-40"."""
    told = cells.get("uren_min", "")
    if "uren_max" not in cells and (pair := words.hours_in(told.lower(), is_about_hours=True)):
        claim.values["hours_min"], claim.values["hours_max"] = pair
    else:
        claim.read("uren_min", told, fields.read_integer, "BAD_NUMBER", "hours_min")


def _read_wage(claim: Claim, cells: Mapping[str, str]) -> None:
    told = cells.get("loon_tekst", "")
    low = claim.read("loon_min", cells.get("loon_min", ""), parse_amount, "BAD_NUMBER")
    high = claim.read("loon_max", cells.get("loon_max", ""), parse_amount, "BAD_NUMBER")
    per = cells.get("loon_per", "")
    amounts = [amount for amount in (low, high) if amount is not None]
    shown = told or " - ".join(str(amount) for amount in amounts) + (f" per {per}" if per and amounts else "")
    claim.values["wage_text"] = text.line(shown)[:LONGEST_WAGE_TEXT]
    if low is not None and high is not None and low > high:
        claim.fault("WAGE_ORDER", "loon_min", f"{low} > {high}")
    if not amounts or claim.is_refused:
        return
    if wages.is_net(f"{told} {per}"):
        claim.fault("NET_WAGE", "loon_min", shown)
        return
    _convert(claim, amounts, wages.period_in(per or told) or ("" if per else "MONTH"), low is None)


def _convert(claim: Claim, amounts: list[Decimal], period: str, is_only_highest: bool) -> None:
    hours = claim.values.get("hours_max") or claim.values.get("hours_min")
    wage = wages.monthly(amounts, period, claim.values["wage_text"], hours)
    if wage.remark:
        claim.fault(wage.remark, "loon_per", wage.text)
    if is_only_highest:
        claim.values["wage_max"] = wage.low
    else:
        claim.values["wage_min"], claim.values["wage_max"] = wage.low, wage.high
