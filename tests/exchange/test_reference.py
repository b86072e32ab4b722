"""Reference lists: those of the repository, and newer ones over them."""

from datetime import date
from pathlib import Path

import pytest

from leerwerk.catalogue.actions.reference import ListRefused
from leerwerk.catalogue.models import Occupation, OccupationTerm, Place, Qualification
from leerwerk.config import paths
from leerwerk.exchange.actions.reference import ListReport, load_list, load_reference
from leerwerk.exchange.faults import FileRefused
from leerwerk.exchange.models import ImportRun
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.models import AuditEntry
from leerwerk.kernel.upsert import Tally
from leerwerk.network.models import Locality, Municipality, MunicipalityInRegion, Postcode, Region
from tests.exchange.conftest import NOW, Writer, bring, make_country, posting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
FOLDER = paths.REPOSITORY / "reference"
FIRST = date(2027, 1, 1)


def load(kind: str, path: Path, ended_on: date | None = None) -> ListReport:
    return load_list(kind=kind, path=path, actor=SYSTEM, now=NOW, ended_on=ended_on)


def test_the_lists_of_the_repository_load_whole() -> None:
    reports = load_reference(folder=FOLDER, actor=SYSTEM, now=NOW)

    assert Region.objects.current().count() == 35
    assert Municipality.objects.valid_on(NOW.date()).count() == 342
    assert Postcode.objects.count() == 4072
    assert Qualification.objects.filter(is_listed=True).count() == 470
    assert Occupation.objects.count() >= 250
    assert Locality.objects.filter(municipality=None).count() < 10
    groningen = Region.objects.get(scheme="UWV-2015", name="Groningen")
    assert [region.code for region in groningen.successors.all()] == ["AM01"]
    welder = Occupation.objects.get(name="Lasser")
    assert set(welder.terms.filter(kind="FEMALE").values_list("text", flat=True)) == {"lasster"}
    assert welder.qualifications.exists()
    assert welder.related.exists()
    assert AuditEntry.objects.count() == len(reports)

    again = load_reference(folder=FOLDER, actor=SYSTEM, now=NOW)
    assert all(report.is_known for report in again)
    assert AuditEntry.objects.count() == len(reports)


def test_every_municipality_of_today_is_in_one_region() -> None:
    load_reference(folder=FOLDER, actor=SYSTEM, now=NOW)
    today = MunicipalityInRegion.objects.valid_on(NOW.date()).filter(region__scheme="CBS-AM")
    assert today.count() == 342
    assert len(set(today.values_list("municipality", flat=True))) == 342


# --- newer lists ---


def test_a_newer_list_extends_and_keeps_what_it_lacks(write: Writer) -> None:
    load("qualifications", write("code,name,level", "25001,Oud,2", "25002,Blijft,3"))
    report = load(
        "qualifications", write("Crebo;Naam kwalificatie;Niveau", "25002;Blijft;3", "26001;Nieuw;4")
    )

    assert report.tally == Tally(created=1, unchanged=1)
    assert dict(Qualification.objects.values_list("code", "valid_until")) == {
        "25001": None, "25002": None, "26001": None,
    }  # fmt: skip


def test_a_complete_list_ends_what_it_lacks_and_deletes_nothing(write: Writer) -> None:
    load("qualifications", write("code,name,level", "25001,Oud,2", "25002,Blijft,3"))
    report = load("qualifications", write("code,name,level", "25002,Blijft,4"), ended_on=FIRST)

    assert report.tally == Tally(updated=1, ended=1)
    assert Qualification.objects.get(code="25001").valid_until == FIRST
    assert Qualification.objects.get(code="25002").level == 4


def test_the_same_list_twice_changes_nothing(write: Writer) -> None:
    path = write("code,name,sector,words,qualifications", "LW-1,Lasser,METAAL,lassen;staal,")
    load("occupations", path)
    terms = set(OccupationTerm.objects.values_list("pk", "text"))
    assert load("occupations", path).tally == Tally(unchanged=1)
    assert set(OccupationTerm.objects.values_list("pk", "text")) == terms


def test_words_that_a_newer_list_lacks_go(write: Writer) -> None:
    load("occupations", write("code,name,sector,words", "LW-1,Lasser,METAAL,lassen;staal"))
    load("occupations", write("code,name,sector,words", "LW-1,Lasser,METAAL,lassen;ijzer"))
    assert set(OccupationTerm.objects.values_list("text", flat=True)) == {"Lasser", "lassen", "ijzer"}


def test_a_successor_is_set(write: Writer) -> None:
    path = write("code,name,level,successor", "25001,Oud,2,26001", "26001,Nieuw,2,")
    load("qualifications", path)
    successor = Qualification.objects.get(code="25001").successor
    assert successor is not None
    assert successor.code == "26001"


def test_a_newer_crebo_list_resolves_what_imports_met(write: Writer) -> None:
    make_country()
    bring(write(posting(educationRequirements="crebo 25999")))
    bring(
        write(
            posting(identifier="2", title="Timmerman", description="BOL niveau 4, crebo 25999"),
            name="b.jsonl",
        )
    )
    report = load("qualifications", write("crebo;naam;niveau;leerweg", "25999;Nieuwe lasser;3;BBL"))

    assert report.resolved == 1
    known = Qualification.objects.get(code="25999")
    assert (known.is_listed, known.name, known.level) == (True, "Nieuwe lasser", 3)
    places = Place.objects.filter(qualification=known).order_by("pk")
    assert list(places.values_list("level", "pathway")) == [(3, "BBL"), (4, "BOL")]
    assert (
        load("qualifications", write("crebo;naam;niveau;leerweg", "25999;Nieuwe lasser;3;BBL")).resolved == 0
    )


def test_codes_met_in_imports_do_not_end_with_a_complete_list(write: Writer) -> None:
    make_country()
    bring(write(posting(educationRequirements="crebo 25999")))
    load("qualifications", write("crebo;naam;niveau", "25290;Basislasser;2"), ended_on=FIRST)
    assert Qualification.objects.get(code="25999").valid_until is None
    assert Qualification.objects.get(code="25253").valid_until == FIRST


def test_a_newer_list_of_municipalities_moves_them_between_regions(write: Writer) -> None:
    make_country()
    path = write(
        "Gemeentecode;Gemeentenaam;Arbeidsmarktregiocode",
        "GM0153;Enschede;AM28",
        "164;Hengelo;28",
        "GM0893;Bergen (L);AM28",
    )
    load("municipalities", path, ended_on=FIRST)

    moved = MunicipalityInRegion.objects.filter(municipality__code="0153").order_by("pk")
    assert [(row.region.code, row.valid_from, row.valid_until) for row in moved.select_related("region")] == [
        ("AM04", None, FIRST),
        ("AM28", FIRST, None),
    ]
    assert MunicipalityInRegion.objects.filter(municipality__code="0893").count() == 1
    # A list with fewer columns erases nothing.
    assert Municipality.objects.get(code="0153").other_names == "Gemeente Enschede"


def test_codes_of_regions_get_their_slug(write: Writer) -> None:
    load("regions", write("code,name", "AM99,Zuid-Oost & Noord"))
    assert Region.objects.get(code="AM99").slug == "zuid-oost-noord"


# --- lists that are not in order ---


@pytest.mark.parametrize(
    ("kind", "lines", "facts"),
    [
        (
            "qualifications",
            ("code,name,valid_from", "25001,Lasser,ooit"),
            {"row": 2, "field": "valid_from", "value": "ooit"},
        ),
        ("qualifications", ("code,name", "25001,"), {"row": 2, "field": "name", "value": ""}),
        (
            "localities",
            ("code,name,lat,lon", "1,Enschede,52.2,oost"),
            {"row": 2, "field": "lon", "value": "oost"},
        ),
        ("qualifications", ("code,name", "25001,a,b"), {"row": 2, "field": "", "value": "3 / 2"}),
    ],
)
def test_a_list_with_a_broken_row_is_refused_whole(
    write: Writer, kind: str, lines: tuple[str, ...], facts: dict[str, object]
) -> None:
    with pytest.raises(FileRefused) as refusal:
        load(kind, write(*lines))
    assert (refusal.value.code, refusal.value.facts) == ("BROKEN_LIST", facts)
    assert not Qualification.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_list_that_refers_to_nothing_is_refused(write: Writer) -> None:
    with pytest.raises(ListRefused, match="UNKNOWN_CODE"):
        load("occupations", write("code,name,sector,qualifications", "LW-1,Lasser,METAAL,99999"))
    with pytest.raises(ListRefused, match="UNKNOWN_SECTOR"):
        load("occupations", write("code,name,sector", "LW-1,Lasser,RUIMTEVAART"))
    assert not Occupation.objects.exists()
