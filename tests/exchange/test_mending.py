"""Refused rows go out, are mended, and come back."""

import csv
import json
from pathlib import Path

import pytest

from leerwerk.catalogue.models import Place
from leerwerk.exchange.actions.runs import ImportRefused
from leerwerk.exchange.enums import Severity
from leerwerk.exchange.exports import export_rows
from leerwerk.exchange.faults import FileRefused
from leerwerk.exchange.models import ImportRun, RowRemark
from leerwerk.exchange.queries import refused_rows, run_with_refusals
from tests.exchange.conftest import NOW, Writer, bring, posting

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("country")]
TABLE = (
    "Titel;Werkgever;Plaats;Niveau",
    "Lasser;Staal;Enschede;2",
    "Timmerman;;Enschede;9",
    'Slijper;"Staal;Enschede;2',
)


def export(run_id: int, path: Path) -> int:
    run = ImportRun.objects.get(pk=run_id)
    return export_rows(refused_rows(run), layout=run.layout, path=path)


def test_refused_rows_of_a_table_are_mended_and_come_back(write: Writer, tmp_path: Path) -> None:
    run = bring(write(*TABLE)).run_id
    out = tmp_path / "out.csv"

    assert export(run, out) == 2
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Titel;Werkgever;Plaats;Niveau;rij;reden;oplossing"
    assert '"werkgever; niveau: 9"' in lines[1]
    assert lines[2].startswith("Slijper;Staal;Enschede;2;4;")

    mended = out.read_text(encoding="utf-8-sig").replace("Timmerman;;Enschede;9", "Timmerman;Hout;Enschede;3")
    report = bring(write(mended, name="mended.csv"), mends=run)

    assert (report.outcomes["CREATED"], report.refused, report.mended) == (2, 0, 2)
    assert Place.objects.count() == 3
    assert not RowRemark.objects.filter(run=run, severity=Severity.REFUSED, mended_at__isnull=True).exists()
    assert list(refused_rows(ImportRun.objects.get(pk=run))) == []


def test_formula_in_a_refused_row_goes_out_as_text_and_comes_back_as_it_was(
    write: Writer, tmp_path: Path
) -> None:
    hostile = '=HYPERLINK(""http://x"")'
    run = bring(write("Titel;Werkgever;Plaats;Omschrijving", f'Lasser;;Enschede;"{hostile}"')).run_id
    out = tmp_path / "out.csv"
    export(run, out)

    told = out.read_text(encoding="utf-8-sig")
    assert f'"\'{hostile}"' in told
    cells = [cell for line in csv.reader(told.splitlines(), delimiter=";") for cell in line]
    assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in cells)

    report = bring(write(told.replace("Lasser;;", "Lasser;@Staal;"), name="mended.csv"), mends=run)

    assert (report.outcomes["CREATED"], report.mended) == (1, 1)
    place = Place.objects.get()
    assert place.description == '=HYPERLINK("http://x")'
    assert place.employer.name == "@Staal"


def test_refused_lines_are_mended_and_come_back(write: Writer, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(
        "\n".join([json.dumps(posting(identifier="1", title="")), '{"title": "oei', json.dumps(posting())])
    )
    run = bring(source).run_id
    out = tmp_path / "out.jsonl"

    assert export(run, out) == 2
    first, second = (json.loads(line) for line in out.read_text().splitlines())
    assert (first["_rij"], first["_reden"], first["_oplossing"][:18]) == (1, "title", "Er is geen titel. ")
    assert second["_regel"] == '{"title": "oei'

    first["title"] = "Timmerman"
    second["_regel"] = json.dumps(posting(identifier="2", title="Slijper"))
    report = bring(write(first, second, name="mended.jsonl"), mends=run)

    assert (report.outcomes["CREATED"], report.mended) == (2, 2)
    assert set(Place.objects.values_list("source_id", flat=True)) == {"vac-1", "1", "2"}


def test_a_row_that_is_still_wrong_stays_to_be_mended(write: Writer, tmp_path: Path) -> None:
    run = bring(write(*TABLE)).run_id
    export(run, tmp_path / "out.csv")
    report = bring(tmp_path / "out.csv", mends=run)

    assert (report.outcomes["CREATED"], report.refused, report.mended) == (1, 1, 1)
    assert [row.number for row in refused_rows(ImportRun.objects.get(pk=run))] == [3]


def test_mended_rows_must_say_which_they_are(write: Writer) -> None:
    run = bring(write(*TABLE)).run_id
    with pytest.raises(FileRefused, match="MISSING_ROW_NUMBERS"):
        bring(write(*TABLE), mends=run)
    report = bring(write(posting(title="Timmerman"), name="mended.jsonl"), mends=run)
    assert report.remarks == {"BAD_ROW_NUMBER": 1}


def test_an_import_that_is_not_there_cannot_be_mended(write: Writer) -> None:
    with pytest.raises(ImportRefused, match="NO_RUN"):
        bring(write(posting()), mends=999_999)


def test_an_export_never_overwrites(write: Writer, tmp_path: Path) -> None:
    run = bring(write(*TABLE)).run_id
    (tmp_path / "out.csv").write_text("van mij")
    with pytest.raises(FileExistsError):
        export(run, tmp_path / "out.csv")


def test_the_last_import_with_refusals_is_found(write: Writer) -> None:
    run = bring(write(*TABLE)).run_id
    bring(write(posting(identifier="9", title="Timmerman"), name="good.jsonl"), now=NOW)
    found = run_with_refusals(None)
    assert found is not None
    assert found.pk == run
    assert run_with_refusals(999_999) is None
