"""Importing places: what comes in, what is refused, what a second time changes."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from leerwerk.catalogue.models import Place, Qualification
from leerwerk.exchange.actions.places import PlacesReport
from leerwerk.exchange.actions.runs import ImportRefused
from leerwerk.exchange.enums import RunStatus, Severity
from leerwerk.exchange.faults import FileRefused
from leerwerk.exchange.models import ImportRun, RowRemark
from leerwerk.exchange.remedies import REMEDIES
from leerwerk.kernel.models import AuditEntry
from leerwerk.network.models import Organisation
from tests.exchange.conftest import NOW, Writer, bring, posting
from tests.factories.actors import PROGRAMME

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("country")]
HEADINGS = "id;titel;werkgever;kvk_nummer;plaats;niveau;leerweg;aantal_plekken"


def counts(report: PlacesReport) -> dict[str, int]:
    return {name: count for name, count in report.outcomes.items() if count} | (
        {"REFUSED": report.refused} if report.refused else {}
    )


def remarks(report: PlacesReport, severity: Severity) -> list[tuple[int, str, str, str]]:
    rows = RowRemark.objects.filter(run=report.run_id, severity=severity).order_by("row_number", "pk")
    return list(rows.values_list("row_number", "code", "field", "value"))


def test_a_posting_becomes_a_published_place(write: Writer) -> None:
    report = bring(write(posting(totalJobOpenings="2", educationRequirements="Basislasser, crebo 25290")))

    place = Place.objects.select_related("employer", "occupation", "qualification", "region").get()
    assert counts(report) == {"CREATED": 1}
    assert (place.title, place.description, place.capacity) == ("Leerling lasser", "Je leert lassen.", 2)
    assert place.employer.name == "Staal BV"
    assert place.occupation is not None
    assert place.occupation.name == "Lasser"
    assert place.qualification is not None
    assert (place.qualification.code, place.level, place.sector) == ("25290", 2, "METAAL")
    assert place.region is not None
    assert (place.pc4, place.locality_name, place.region.code) == ("7511", "Enschede", "AM04")
    assert (place.lat, place.lon) == (52.22, 6.89)
    assert place.status == "PUBLISHED"
    assert place.published_at is not None
    assert place.published_at.date().isoformat() == "2026-10-31"  # midnight in Amsterdam, in UTC
    assert (place.source, place.source_id) == ("bron", "vac-1")


def test_a_place_without_date_is_published_now(write: Writer) -> None:
    bring(write(posting(datePosted=None)))
    assert Place.objects.get().published_at == NOW


def test_a_run_is_counted_and_logged_once(write: Writer) -> None:
    bring(write(posting(), posting(identifier="vac-2", title="")))

    run = ImportRun.objects.get()
    assert (run.status, run.rows_read, run.created, run.refused) == (RunStatus.DONE, 2, 1, 1)
    assert run.ended_at == NOW
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject) == ("import.places", f"exchange.importrun:{run.pk}")
    assert entry.details["created"] == 1


def test_only_the_system_imports(write: Writer) -> None:
    from leerwerk.exchange.actions.places import import_places

    with pytest.raises(ImportRefused, match="NOT_ALLOWED"):
        import_places(path=write(posting()), source="b", actor=PROGRAMME, now=NOW, clock=lambda: NOW)


def test_the_same_file_again_changes_nothing(write: Writer) -> None:
    path = write(*(posting(identifier=f"v{n}", title=f"Lasser {n}") for n in range(3)), posting(title=""))
    bring(path)
    before = list(Place.objects.order_by("pk").values())
    report = bring(path, now=NOW + timedelta(hours=1))

    assert counts(report) == {"UNCHANGED": 3, "REFUSED": 1}
    assert list(Place.objects.order_by("pk").values()) == before
    assert Organisation.objects.count() == 1
    assert report.flagged == 0


def test_a_place_that_the_source_still_tells_is_not_untouched(write: Writer) -> None:
    path = write(posting())
    bring(path)
    later = NOW + timedelta(days=8)
    bring(path, now=later)
    assert Place.objects.get().touched_at == later


def test_a_changed_row_changes_its_place_and_no_other(write: Writer) -> None:
    bring(write(posting(), posting(identifier="vac-2", title="Timmerman")))
    other = Place.objects.filter(title="Timmerman").values().get()
    report = bring(
        write(posting(title="Lasser in opleiding"), posting(identifier="vac-2", title="Timmerman"))
    )

    assert counts(report) == {"UPDATED": 1, "UNCHANGED": 1}
    assert Place.objects.filter(source_id="vac-1").get().title == "Lasser in opleiding"
    assert Place.objects.filter(title="Timmerman").values().get() == other


def test_what_a_desk_withdrew_stays_withdrawn(write: Writer) -> None:
    bring(write(posting()))
    Place.objects.update(status="WITHDRAWN")
    bring(write(posting(title="Lasser gezocht")))
    place = Place.objects.get()
    assert (place.title, place.status) == ("Lasser gezocht", "WITHDRAWN")


def test_a_place_past_its_last_day_is_kept_as_expired_and_comes_back_when_prolonged(write: Writer) -> None:
    report = bring(write(posting(validThrough="2026-11-21")))
    assert Place.objects.get().status == "EXPIRED"
    assert report.remarks["ALREADY_EXPIRED"] == 1

    bring(write(posting(validThrough="2027-06-01")))
    assert Place.objects.get().status == "PUBLISHED"


# --- duplicates ---


def test_same_employer_title_and_place_in_one_file_is_double(write: Writer) -> None:
    double = posting(identifier="vac-2", title="LEERLING  Lasser", hiringOrganization="Staal B.V.")
    report = bring(write(posting(), double, posting(identifier="vac-3", jobLocation="Hengelo")))

    assert counts(report) == {"CREATED": 2, "DUPLICATE": 1}
    assert remarks(report, Severity.DUPLICATE) == [(2, "DUPLICATE", "titel", "LEERLING Lasser = rij 1")]


def test_a_place_of_another_source_is_double_and_the_first_stays(write: Writer) -> None:
    bring(write(posting()), source="eerste")
    report = bring(write(posting(description="anders")), source="tweede")

    assert counts(report) == {"DUPLICATE": 1}
    assert Place.objects.get().source == "eerste"


def test_a_place_that_is_gone_makes_room(write: Writer) -> None:
    bring(write(posting()), source="eerste")
    Place.objects.update(status="WITHDRAWN")
    assert counts(bring(write(posting()), source="tweede")) == {"CREATED": 1}


def test_the_same_number_twice_is_double(write: Writer) -> None:
    report = bring(write(posting(), posting(title="Iets anders")))
    assert counts(report) == {"CREATED": 1, "DUPLICATE": 1}


def test_a_row_without_number_is_known_by_what_it_is(write: Writer) -> None:
    path = write(HEADINGS, ";Lasser;Staal;;Enschede;2;BBL;1", ";Timmerman;Staal;;Enschede;2;BBL;1")
    assert counts(bring(path)) == {"CREATED": 2}
    assert counts(bring(path)) == {"UNCHANGED": 2}


# --- employers ---


def test_employers_are_found_by_number_then_by_name_and_town(write: Writer) -> None:
    rows = (
        "1;Lasser;Staal BV;08123456;Enschede;;;1",
        "2;Timmerman;Een andere naam;08123456;Hengelo;;;1",
        "3;Slijper;STAAL B.V.;;Enschede;;;1",
        "4;Lasser;Staal BV;;Hengelo;;;1",
        "5;Lasser;Staal BV;09123456;Enschede;;;1",
    )
    report = bring(write(HEADINGS, *rows))
    found = dict(Place.objects.values_list("source_id", "employer_id"))

    assert report.employers == 3
    assert found["1"] == found["2"] == found["3"]
    assert len({found["1"], found["4"], found["5"]}) == 3


def test_an_employer_found_by_name_gets_its_number(write: Writer) -> None:
    bring(write(HEADINGS, "1;Lasser;Staal BV;;Enschede;;;1"))
    bring(write(HEADINGS, "2;Timmerman;Staal BV;08123456;Enschede;;;1"))
    assert Organisation.objects.get().kvk_number == "08123456"


# --- what is not in our lists ---


def test_a_crebo_code_that_we_do_not_know_is_kept_and_flagged(write: Writer) -> None:
    report = bring(write(posting(educationRequirements="crebo 25999")))

    kept = Qualification.objects.get(code="25999")
    assert not kept.is_listed
    assert Place.objects.get().qualification == kept
    assert [code for _, code, _, _ in remarks(report, Severity.FLAGGED)] == ["UNKNOWN_QUALIFICATION"]


@pytest.mark.parametrize(
    ("changes", "occupation", "code"),
    [
        ({"title": "Leerling lasser (m/v)"}, "Lasser", "OCCUPATION_FROM_TITLE"),
        ({"title": "BBL Leerling", "occupationalCategory": "7115"}, "Timmerman", "OCCUPATION_FROM_CATEGORY"),
        ({"title": "BBL Leerling", "occupationalCategory": "LW-0002"}, "Timmerman", None),
        ({"title": "BBL Leerling", "description": "crebo 25290"}, "Lasser", "OCCUPATION_FROM_QUALIFICATION"),
        ({"title": "BBL Leerling", "description": "Word timmervrouw!"}, "Timmerman", "OCCUPATION_FROM_TEXT"),
        ({"title": "Lasser of timmerman"}, None, "OCCUPATION_AMBIGUOUS"),
        ({"title": "BBL Leerling", "description": "Leuk werk"}, None, "OCCUPATION_UNKNOWN"),
        ({"title": "BBL Leerling", "occupationalCategory": "9999"}, None, "UNKNOWN_OCCUPATION_CODE"),
    ],
)
def test_an_occupation_is_never_guessed_in_silence(
    write: Writer, changes: dict[str, Any], occupation: str | None, code: str | None
) -> None:
    report = bring(write(posting(**{"description": "Leuk werk", **changes})))

    found = Place.objects.select_related("occupation").get().occupation
    assert (found.name if found else None) == occupation
    assert code in report.remarks if code else not report.remarks


@pytest.mark.parametrize(
    ("location", "region", "name", "code"),
    [
        ("7511 JE Enschede", "AM04", "Enschede", None),
        ("Hengelo (OV)", "AM04", "Hengelo", None),
        ("gemeente Enschede", "AM04", "Enschede", None),
        ("Enschede, Overijssel", "AM04", "Enschede", None),
        ({"address": {"addressLocality": "Bergen", "addressRegion": "Limburg"}}, "AM28", "Bergen", None),
        ("Bergen", None, "Bergen", "LOCALITY_CHOSEN"),
        ("Bergen L", "AM28", "Bergen", None),
        ("9999 ZZ Nergenshuizen", None, "Nergenshuizen", "UNKNOWN_POSTCODE"),
        ("Nergenshuizen", None, "Nergenshuizen", "UNKNOWN_LOCALITY"),
        ({"geo": {"latitude": 52.27, "longitude": 6.79}}, "AM04", "Hengelo", None),
        (None, None, "", "NO_PLACE"),
    ],
)
def test_a_place_finds_its_region(
    write: Writer, location: Any, region: str | None, name: str, code: str | None
) -> None:
    report = bring(write(posting(jobLocation=location)))

    place = Place.objects.select_related("region").get()
    assert (place.region.code if place.region else None, place.locality_name) == (region, name)
    told = set(report.remarks) - {"OCCUPATION_FROM_TITLE"}
    assert code in told if code else not told


# --- refusals ---


def test_refused_rows_are_kept_with_field_value_and_remedy(write: Writer) -> None:
    report = bring(write(HEADINGS, "1;Lasser;Staal;123;Enschede;2;BBL;1", "2;Lasser;Staal;;Enschede;2;BBL;1"))

    remark = RowRemark.objects.get(run=report.run_id, severity=Severity.REFUSED)
    assert (remark.row_number, remark.code, remark.field, remark.value) == (
        2,
        "BAD_KVK_NUMBER",
        "kvk_nummer",
        "123",
    )
    assert remark.remedy.startswith("Een KVK-nummer heeft 8 cijfers.")
    assert remark.raw["titel"] == "Lasser"
    assert counts(report) == {"CREATED": 1, "REFUSED": 1}


def test_a_file_without_our_columns_is_refused_as_a_whole(write: Writer) -> None:
    with pytest.raises(FileRefused):
        bring(write("naam;adres", "Jan;Enschede"))
    run = ImportRun.objects.get()
    assert run.status == RunStatus.FAILED
    assert "Deze kolommen ontbreken: titel, werkgever" in run.error


def test_what_postgresql_cannot_keep_is_refused_or_cleaned(write: Writer) -> None:
    nasty = posting(title="Las\x00ser \ud800", description="a\x00b")
    broken = posting(identifier="vac-2", title="", description="\ud800\x00", extra=float("inf"))
    report = bring(write(nasty, broken))

    assert counts(report) == {"CREATED": 1, "REFUSED": 1}
    assert Place.objects.get().title == "Lasser"


def test_ten_megabytes_with_every_kind_of_broken_row(write: Writer, tmp_path: Path) -> None:
    long = "Je leert het vak van ervaren mensen. " * 40
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([*HEADINGS.split(";"), "omschrijving", "start"])
    good = 0
    for number in range(6600):
        row = [
            f"v{number}",
            f"Lasser {number}",
            f"Staal {number % 50} BV",
            "",
            "Enschede",
            "2",
            "BBL",
            "1",
            long,
            "",
        ]
        broken = {
            0: (1, ""),
            1: (2, ""),
            2: (3, "12"),
            3: (5, "9"),
            4: (6, "les"),
            5: (7, "0"),
            6: (9, "31-02-2027"),
        }
        if number % 20 in broken:
            column, value = broken[number % 20]
            row[column] = value
        if number % 20 == 7:
            row.append("te veel")
        writer.writerow(row)
        if number % 20 == 8:
            written.write('x;"Lasser\r\n')
        good += number % 20 > 7
    content = written.getvalue().encode("cp1252")
    assert len(content) > 10_000_000

    report = bring(write(content))

    assert counts(report) == {"CREATED": good, "REFUSED": 6930 - good}
    assert {code: count for code, count in report.remarks.items() if code in REFUSED} == dict.fromkeys(
        REFUSED, 330
    )
    assert RowRemark.objects.filter(run=report.run_id, severity=Severity.REFUSED).count() == 9 * 330


REFUSED = {
    "MISSING_TITLE", "MISSING_EMPLOYER", "BAD_KVK_NUMBER", "LEVEL_OUT_OF_RANGE", "UNKNOWN_PATHWAY", "BAD_CAPACITY",
    "BAD_DATE", "WRONG_COLUMN_COUNT", "BROKEN_QUOTING",
}  # fmt: skip


def test_a_trial_keeps_nothing(write: Writer) -> None:
    report = bring(write(posting(), posting(identifier="vac-2", title="")), is_dry_run=True)

    assert counts(report) == {"CREATED": 1, "REFUSED": 1}
    assert not Place.objects.exists()
    assert not ImportRun.objects.exists()
    assert not AuditEntry.objects.exists()


def test_every_remark_has_a_sentence_that_fits() -> None:
    assert all(len(str(sentence)) <= 300 for sentence in REMEDIES.values())
