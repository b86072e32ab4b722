"""`leerwerk import …` as people type it."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from leerwerk.catalogue.models import Place
from leerwerk.config.cli import app
from leerwerk.config.commands.imports import LIST_NAMES
from leerwerk.exchange.actions.reference import LISTS
from leerwerk.exchange.models import ImportRun
from tests.exchange.conftest import Writer, posting

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("country")]


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["import", *map(str, words)], env={"COLUMNS": "200"})


def test_places_are_imported_with_a_report(write: Writer) -> None:
    path = write(posting(), posting(identifier="2", title=""), name="bron-2026-11-22.jsonl")
    answer = run("places", path)

    assert answer.exit_code == 0
    assert Place.objects.get().source == "bron"
    for told in ("rijen gelezen", "Geweigerd", "Er is geen titel.", "leerwerk import refused"):
        assert told in answer.output


def test_a_trial_says_that_nothing_is_kept(write: Writer) -> None:
    answer = run("places", write(posting(), name="bron.jsonl"), "--dry-run")
    assert "Proef: er is niets bewaard" in answer.output
    assert not Place.objects.exists()


def test_refused_rows_are_listed_exported_and_brought_back(write: Writer, tmp_path: Path) -> None:
    run("places", write("Titel;Werkgever;Plaats", "Lasser;;Enschede", name="bron.csv"), "--source", "school")
    number = ImportRun.objects.get().pk
    assert "werkgever" in run("refused").output

    out = tmp_path / "uit.csv"
    assert "1 rijen in" in run("refused", number, "--export", out).output
    assert run("refused", number, "--export", out).exit_code == 1
    out.write_text(out.read_text("utf-8-sig").replace("Lasser;;", "Lasser;Staal;"))
    answer = run("places", out, "--mends", number)

    assert answer.exit_code == 0
    assert "verbeterd" in answer.output
    assert Place.objects.get().source == "school"


def test_a_file_that_is_refused_is_told_in_one_sentence(write: Writer) -> None:
    answer = run("places", write("naam;adres", "Jan;Enschede"))
    assert answer.exit_code == 1
    assert "Deze kolommen ontbreken: titel, werkgever" in answer.output
    assert "Traceback" not in answer.output


def test_runs_are_listed(write: Writer) -> None:
    run("places", write(posting(), name="bron.jsonl"))
    run("places", write("naam;adres", "Jan;Enschede", name="kapot.csv"))
    answer = run("runs")
    assert "klaar" in answer.output
    assert "mislukt" in answer.output


def test_a_list_is_loaded_with_its_counts(write: Writer) -> None:
    answer = run(
        "qualifications", write("crebo;naam;niveau", "26001;Nieuw;3"), "--complete", "--on", "01-01-2027"
    )
    assert answer.exit_code == 0
    assert "kwalificaties (crebo)" in answer.output
    assert run("qualifications", write("crebo;naam", "26001;Nieuw"), "--on", "ooit").exit_code == 2
    assert run("refused", 999).exit_code == 1


def test_every_list_of_the_repository_has_a_name() -> None:
    assert list(LIST_NAMES) == list(LISTS)
