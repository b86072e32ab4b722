"""Tables, of which one broken row takes no other with it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.exchange.csv_rows import CsvRow, read_layout, rows
from leerwerk.exchange.faults import FileRefused
from leerwerk.exchange.table.columns import PLACES, REQUIRED

pytestmark = pytest.mark.unit
HEADINGS = "Titel;Werkgever;Plaats\n"


def read(text: str) -> list[CsvRow]:
    stream = io.StringIO(text, newline="")
    return list(rows(stream, read_layout(stream, PLACES, REQUIRED)))


def outcome(text: str) -> list[tuple[int, str]]:
    """Per row its number, with its title or what is wrong with it."""
    return [(row.number, row.fault.code if row.fault else row.cells["titel"]) for row in read(text)]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    text = separator.join(["Titel", "Werkgever", "KvK-nr"]) + "\n" + separator.join(["Lasser", "Staal", "1"])
    assert read(text)[0].cells == {"titel": "Lasser", "werkgever": "Staal", "kvk_nummer": "1"}


def test_columns_go_by_other_names_in_any_spelling() -> None:
    stream = io.StringIO("FUNCTIE;bedrijfsnaam;Uren per week;iets\n")
    layout = read_layout(stream, PLACES, REQUIRED)
    assert layout.columns == ("titel", "werkgever", "uren_min", "")
    assert layout.unknown == ("iets",)


def test_excels_own_first_line_is_passed_over() -> None:
    assert read("sep=;\n" + HEADINGS + "Lasser;Staal;Enschede")[0].cells["titel"] == "Lasser"


def test_a_table_without_our_columns_is_refused_with_those_expected() -> None:
    with pytest.raises(FileRefused) as refusal:
        read("naam;adres\nJan;Enschede\n")
    assert refusal.value.code == "MISSING_COLUMNS"
    assert refusal.value.facts["missing"] == "titel, werkgever"
    assert "leerweg" in str(refusal.value.facts["expected"])


def test_text_between_quotation_marks_may_have_lines_and_separators() -> None:
    (row,) = read(HEADINGS + '"Lasser; MIG\n""MAG""";Staal;Enschede\n')
    assert row.cells["titel"] == 'Lasser; MIG\n"MAG"'


def test_rows_are_numbered_by_their_first_line() -> None:
    text = HEADINGS + '"a\nb";w;p\n\nc;w;p\n'
    assert outcome(text) == [(2, "a\nb"), (5, "c")]


@pytest.mark.parametrize(
    "broken", ['"open;w;p', '"a"b;w;p', 'x;"y', 'a;"b;c', '"a";"b"c";d'],
)  # fmt: skip
def test_a_stray_quotation_mark_costs_its_own_row_only(broken: str) -> None:
    text = HEADINGS + f"een;w;p\n{broken}\ntwee;w;p\ndrie;w;p\n"
    assert outcome(text) == [(2, "een"), (3, "BROKEN_QUOTING"), (4, "twee"), (5, "drie")]


def test_two_stray_quotation_marks_cost_two_rows() -> None:
    text = HEADINGS + '"een;w;p\ntwee;w;p\n"drie;w;p\nvier;w;p\n'
    assert outcome(text) == [(2, "BROKEN_QUOTING"), (3, "twee"), (4, "BROKEN_QUOTING"), (5, "vier")]


def test_an_inch_sign_within_a_cell_is_fine() -> None:
    assert outcome(HEADINGS + '3" pijp;w;p\ntwee;w;p\n') == [(2, '3" pijp'), (3, "twee")]


def test_a_row_of_another_width_is_refused() -> None:
    assert outcome(HEADINGS + "a;b\nb;w;p;te veel\nc;w;p;;;\n") == [
        (2, "WRONG_COLUMN_COUNT"), (3, "WRONG_COLUMN_COUNT"), (4, "c"),
    ]  # fmt: skip


def test_bytes_that_cannot_be_read_refuse_their_row() -> None:
    assert outcome(HEADINGS + "caf\udce9;w;p\ngoed;w;p\n") == [(2, "BAD_ENCODING"), (3, "goed")]


_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@given(st.lists(st.lists(_CELLS, min_size=3, max_size=3), max_size=5))
def test_whatever_is_well_written_is_read_back(table: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows(table)
    found = read(HEADINGS + written.getvalue())
    expected = [[cell.strip() for cell in line] for line in table if any(cell.strip() for cell in line)]
    assert [list(row.raw.values()) for row in found if not row.fault] == expected


@given(st.text(alphabet='ab";\n', max_size=60))
def test_nothing_is_lost_and_reading_ends_whatever_is_written(text: str) -> None:
    found = read(HEADINGS + text)
    assert len({row.number for row in found}) == len(found)
