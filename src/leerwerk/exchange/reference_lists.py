"""Reference lists as CSV: rows → the facts that network and catalogue load. One broken row refuses the list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from leerwerk.catalogue.actions.reference import OccupationRow, QualificationRow
from leerwerk.catalogue.enums import TermKind
from leerwerk.exchange import columns, csv_rows, files
from leerwerk.exchange.faults import FileRefused
from leerwerk.exchange.fields import read_date, read_integer, read_number
from leerwerk.funding.actions import SchemeRow
from leerwerk.network.actions.reference import (
    LocalityRow,
    MembershipRow,
    MunicipalityRow,
    PostcodeRow,
    RegionRow,
)
from leerwerk.network.enums import Exactness

CURRENT_REGIONS = "CBS-AM"
Value = TypeVar("Value")


class Cells:
    """The cells of one row, read by name; a value that cannot be read refuses the list, naming row and column."""

    def __init__(self, number: int, cells: Mapping[str, str]) -> None:
        self.number = number
        self._cells = cells

    def text(self, name: str, default: str = "") -> str:
        return self._cells.get(name) or default

    def needed(self, name: str) -> str:
        if not self.text(name):
            raise self._refusal(name)
        return self.text(name)

    def day(self, name: str) -> date | None:
        return self._read(name, read_date)

    def integer(self, name: str) -> int | None:
        return self._read(name, read_integer)

    def amount(self, name: str) -> Decimal | None:
        return self._read(name, Decimal)

    def degrees(self, name: str) -> float:
        self.needed(name)
        return float(self._read(name, read_number) or 0)

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(word for part in self.text(name).split(";") if (word := part.strip()))

    def period(self) -> dict[str, Any]:
        return {"valid_from": self.day("valid_from"), "valid_until": self.day("valid_until")}

    def _read(self, name: str, read: Callable[[str], Value]) -> Value | None:
        text = self.text(name)
        if not text:
            return None
        try:
            return read(text)
        except (ValueError, InvalidOperation) as error:
            raise self._refusal(name) from error

    def _refusal(self, name: str) -> FileRefused:
        return FileRefused("BROKEN_LIST", row=self.number, field=name, value=self.text(name))


@dataclass(frozen=True)
class ListKind:
    """A kind of reference list: its columns, those that must be there, and how a row is read."""

    names: columns.ColumnNames
    required: tuple[str, ...]
    read: Callable[[Cells], Any]


def read_list(path: Path, encoding: str, kind: ListKind) -> list[Any]:
    """All rows of a list. Raises FileRefused, also for a code that occurs twice."""
    with files.open_text(path, encoding) as stream:
        layout = csv_rows.read_layout(stream, kind.names, kind.required)
        found = []
        for row in csv_rows.rows(stream, layout):
            if row.fault is not None:
                raise FileRefused("BROKEN_LIST", row=row.number, field=row.fault.field, value=row.fault.value)
            found.append(kind.read(Cells(row.number, row.cells)))
    return found


def _region(row: Cells) -> RegionRow:
    scheme = row.text("scheme", CURRENT_REGIONS)
    return RegionRow(
        scheme=scheme,
        code=_region_code(row.needed("code"), scheme),
        name=row.needed("name"),
        tile_column=row.integer("tile_column"),
        tile_row=row.integer("tile_row"),
        successors=tuple(_scheme_and_code(word, CURRENT_REGIONS) for word in row.words("successors")),
        source=row.text("source"),
        **row.period(),
    )


def _municipality(row: Cells) -> MunicipalityRow:
    scheme = row.text("scheme", "CBS-GM")
    return MunicipalityRow(
        scheme=scheme,
        code=_municipality_code(row.needed("code")),
        name=row.needed("name"),
        other_names=row.text("other_names"),
        successors=tuple((scheme, _municipality_code(word)) for word in row.words("successors")),
        source=row.text("source"),
        **row.period(),
    )


def _membership(row: Cells) -> MembershipRow:
    scheme = row.text("region_scheme", CURRENT_REGIONS)
    municipality = _municipality_code(row.needed("municipality"))
    return MembershipRow(
        municipality=(row.text("municipality_scheme", "CBS-GM"), municipality),
        region=(scheme, _region_code(row.needed("region"), scheme)),
        **row.period(),
    )


def _membership_of_municipality(row: Cells) -> MembershipRow | None:
    """A list of municipalities may name the region of each."""
    if not row.text("region"):
        return None
    return MembershipRow(
        municipality=(row.text("scheme", "CBS-GM"), _municipality_code(row.needed("code"))),
        region=(CURRENT_REGIONS, _region_code(row.needed("region"), CURRENT_REGIONS)),
    )


def _locality(row: Cells) -> LocalityRow:
    return LocalityRow(
        scheme=row.text("scheme", "geonames"),
        code=row.needed("code"),
        name=row.needed("name"),
        lat=row.degrees("lat"),
        lon=row.degrees("lon"),
        province=row.text("province"),
        population=row.integer("population") or 0,
        municipality_code=_municipality_code(row.text("municipality_code")),
        source=row.text("source"),
        **row.period(),
    )


def _postcode(row: Cells) -> PostcodeRow:
    return PostcodeRow(
        pc4=row.needed("code"),
        locality_name=row.needed("locality"),
        lat=row.degrees("lat"),
        lon=row.degrees("lon"),
        exactness=row.text("exactness", Exactness.EXACT.value),
        method=row.text("method"),
        municipality_code=_municipality_code(row.text("municipality_code")),
        **row.period(),
    )


def _qualification(row: Cells) -> QualificationRow:
    return QualificationRow(
        scheme=row.text("scheme", "crebo"),
        code=row.needed("code"),
        name=row.needed("name"),
        level=_level(row.text("level")),
        pathways=_pathways(row.text("pathways")),
        dossier_code=row.text("dossier"),
        dossier=row.text("dossier_name"),
        domain_code=row.text("domain"),
        domain=row.text("domain_name"),
        successor=row.text("successor"),
        source=row.text("source"),
        **row.period(),
    )


def _occupation(row: Cells) -> OccupationRow:
    kinds = (
        ("name_male", TermKind.MALE),
        ("name_female", TermKind.FEMALE),
        ("words", TermKind.EVERYDAY),
        ("misspellings", TermKind.MISSPELLING),
    )
    return OccupationRow(
        scheme=row.text("scheme", "leerwerk"),
        code=row.needed("code"),
        name=row.needed("name"),
        sector=row.needed("sector"),
        name_en=row.text("name_english"),
        isco08=row.text("isco08"),
        terms=tuple((word, kind.value) for column, kind in kinds for word in row.words(column)),
        qualifications=row.words("qualifications"),
        successor=row.text("successor"),
        source=row.text("source"),
        **row.period(),
    )


def _scheme(row: Cells) -> SchemeRow:
    """The terms of a scheme. `conditions`: "GOAL=BBL|BOL;AGE=FROM_18"."""
    return SchemeRow(
        code=row.needed("code"),
        name=row.needed("name"),
        name_en=row.text("name_english"),
        kind=row.needed("kind"),
        audience=row.needed("audience"),
        provider=row.needed("provider"),
        position=row.integer("position") or 0,
        gets=row.needed("gets"),
        gets_en=row.text("gets_english"),
        how=row.needed("how"),
        how_en=row.text("how_english"),
        most=row.amount("most"),
        source=row.needed("source"),
        checked_on=row.day("checked_on"),
        checked_at=row.text("checked_at"),
        source_date=row.day("source_date"),
        conditions=tuple(_condition(word) for word in row.words("conditions")),
        **row.period(),
    )


def _condition(text: str) -> tuple[str, tuple[str, ...]]:
    topic, _, answers = text.partition("=")
    return topic, tuple(answers.split("|"))


def _relation(row: Cells) -> tuple[tuple[str, str], tuple[str, str]]:
    scheme = row.text("scheme", "leerwerk")
    return (scheme, row.needed("code")), (scheme, row.needed("related_code"))


def _scheme_and_code(text: str, scheme: str) -> tuple[str, str]:
    before, colon, after = text.partition(":")
    return (before, after) if colon else (scheme, text)


def _municipality_code(text: str) -> str:
    """ "GM0153" and "153" (a spreadsheet eats zeros) are 0153."""
    bare = text.upper().removeprefix("GM").strip()
    return bare.zfill(4) if bare.isdigit() else bare


def _region_code(text: str, scheme: str) -> str:
    """In the division of today "AM07", "07" and "7" are the same."""
    return f"AM{text.zfill(2)}" if scheme == CURRENT_REGIONS and text.isdigit() else text


def _level(text: str) -> int | None:
    """The mbo level: "3", "niveau 3", "mbo-3". Levels above 4 are no mbo and stay unknown."""
    digits = [letter for letter in text if letter in "1234"]
    return int(digits[0]) if len(digits) == 1 else None


def _pathways(text: str) -> str:
    words = text.upper().replace(",", ";").replace("/", ";").replace("+", ";").split(";")
    return ";".join(word.strip() for word in words if word.strip())[:40]


REGIONS = ListKind(columns.REGIONS, ("code", "name"), _region)
MUNICIPALITIES = ListKind(columns.MUNICIPALITIES, ("code", "name"), _municipality)
MUNICIPALITY_REGIONS = ListKind(columns.MUNICIPALITIES, ("code",), _membership_of_municipality)
MEMBERSHIPS = ListKind(columns.MEMBERSHIPS, ("municipality", "region"), _membership)
LOCALITIES = ListKind(columns.LOCALITIES, ("code", "name", "lat", "lon"), _locality)
POSTCODES = ListKind(columns.POSTCODES, ("code", "locality", "lat", "lon"), _postcode)
QUALIFICATIONS = ListKind(columns.QUALIFICATIONS, ("code", "name"), _qualification)
OCCUPATIONS = ListKind(columns.OCCUPATIONS, ("code", "name", "sector"), _occupation)
SCHEMES = ListKind(
    columns.SCHEMES, ("code", "name", "kind", "audience", "provider", "gets", "how", "source"), _scheme
)
RELATED_OCCUPATIONS = ListKind(columns.RELATED_OCCUPATIONS, ("code", "related_code"), _relation)
