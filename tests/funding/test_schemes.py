"""Schemes in the database: loading, terms by period, and what holds on a day."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from leerwerk.config import paths
from leerwerk.exchange import reference_lists
from leerwerk.exchange.reference_lists import read_list
from leerwerk.funding.actions import SchemeRow, SchemesRefused, load_schemes
from leerwerk.funding.models import SchemeCondition, SchemeVersion
from leerwerk.funding.queries import judge_schemes, past_schemes, scheme_with_terms, schemes_on
from leerwerk.funding.rules import Fit
from leerwerk.kernel.actor import ANONYMOUS, SYSTEM
from leerwerk.kernel.upsert import Tally
from tests.factories.network import RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]

TODAY = date(2026, 11, 22)
CREDIT = SchemeRow(
    code="krediet",
    name="Krediet",
    kind="LOAN",
    audience="LEARNER",
    provider="DUO",
    gets="Een lening.",
    how="Vraag het aan.",
    source="https://voorbeeld.nl/krediet",
    valid_from=date(2020, 1, 1),
    conditions=(("GOAL", ("BBL", "BOL")), ("AGE", ("FROM_18",))),
)


def load(*rows: SchemeRow, ended_on: date | None = None) -> Tally:
    return load_schemes(rows=rows, actor=SYSTEM, ended_on=ended_on)


@pytest.fixture
def real_list() -> list[SchemeRow]:
    """The list of the repository, loaded."""
    rows = list(read_list(paths.REPOSITORY / "reference" / "schemes.csv", "utf-8", reference_lists.SCHEMES))
    RegionFactory(scheme="CBS-AM", code="AM05")
    assert load(*rows) == Tally(created=len(rows))
    return rows


def test_list_of_the_repository_loads_and_names_only_what_can_be_answered(real_list: list[SchemeRow]) -> None:
    assert load(*real_list) == Tally(unchanged=len(real_list))
    assert all(row.gets_en and row.how_en and row.name_en for row in real_list)
    ended = {version.scheme.code for version in past_schemes(TODAY)}
    assert ended == {"stap-budget", "loonkostenvoordeel-oudere", "lage-inkomensvoordeel"}


LEARNER = {"AGE": "FROM_18", "EDUCATION": "NONE", "REGION": "AM05"}
EMPLOYER = {"SIZE": "SMALL", "REGION": "AM05"}


@pytest.mark.parametrize(
    ("answers", "fitting"),
    [
        (
            LEARNER | {"GOAL": "BOL", "SITUATION": "SCHOOL"},
            {"studiefinanciering-mbo"},
        ),
        (
            LEARNER | {"GOAL": "BOL", "SITUATION": "SCHOOL", "AGE": "UNDER_18"},
            {"reisproduct-mbo"},
        ),
        (
            LEARNER | {"GOAL": "BOL", "SITUATION": "WORK", "AGE": "FROM_30"},
            {"levenlanglerenkrediet"},
        ),
        (LEARNER | {"GOAL": "BOL", "SITUATION": "WORK", "AGE": "FROM_57"}, set()),
        (
            LEARNER | {"GOAL": "BBL", "SITUATION": "WORK", "AGE": "FROM_30"},
            {"opleidingsfonds", "twents-fonds-voor-vakmanschap"},
        ),
        (LEARNER | {"GOAL": "COURSE", "SITUATION": "WELFARE"}, {"scholing-gemeente"}),
        (LEARNER | {"GOAL": "LANGUAGE", "SITUATION": "NEWCOMER"}, {"inburgering-gemeente"}),
        (
            EMPLOYER | {"STAFF_GOAL": "LEARNER"},
            {"subsidie-praktijkleren", "praktijkleren-derde-leerweg", "opleidingsfonds-werkgever"},
        ),
        (
            EMPLOYER | {"STAFF_GOAL": "TRAIN"},
            {"slim", "praktijkleren-derde-leerweg", "opleidingsfonds-werkgever"},
        ),
        (
            EMPLOYER | {"STAFF_GOAL": "TRAIN", "SIZE": "LARGE"},
            {"praktijkleren-derde-leerweg", "opleidingsfonds-werkgever"},
        ),
        (
            EMPLOYER | {"STAFF_GOAL": "SUPPORT"},
            {
                "loonkostensubsidie",
                "loonkostenvoordeel",
                "proefplaatsing",
                "jobcoach",
                "no-riskpolis",
                "praktijkleren-derde-leerweg",
            },
        ),
    ],
)
def test_real_decision_tables_fit_whom_the_sources_name(
    real_list: list[SchemeRow], answers: dict[str, str], fitting: set[str]
) -> None:
    audience = "EMPLOYER" if "STAFF_GOAL" in answers else "LEARNER"
    judged = judge_schemes(answers, audience=audience, today=TODAY)
    assert {each.version.scheme.code for each in judged if each.verdict.fit == Fit.FITS} == fitting
    assert all(each.verdict.unmet for each in judged if each.verdict.fit == Fit.NO)


@pytest.mark.parametrize(
    ("code", "day", "found"),
    [
        ("slim", date(2024, 12, 31), "praktijkleren"),
        ("slim", date(2025, 1, 1), "ontwikkelpad"),
        ("levenlanglerenkrediet", date(2020, 7, 31), "jonger bent dan 55"),
        ("levenlanglerenkrediet", date(2024, 7, 31), "jonger bent dan 56"),
        ("levenlanglerenkrediet", TODAY, "jonger bent dan 57"),
    ],
)
def test_real_terms_are_those_of_the_day(
    real_list: list[SchemeRow], code: str, day: date, found: str
) -> None:
    version, _others = scheme_with_terms(code, day)
    assert found in version.gets


def test_terms_are_checked_somewhere_or_not_at_all(real_list: list[SchemeRow]) -> None:
    """Nothing is called checked without the address that was read, nor by a source that is younger than the day."""
    for row in real_list:
        assert bool(row.checked_on) == bool(row.checked_at)
        assert not row.source_date or (row.checked_on and row.source_date <= row.checked_on)
    with pytest.raises(IntegrityError, match="checked_somewhere"), transaction.atomic():
        SchemeVersion.objects.update(checked_on=TODAY, checked_at="")


def test_loading_again_rewrites_terms_and_conditions() -> None:
    load(CREDIT)
    assert load(CREDIT) == Tally(unchanged=1)
    kept = SchemeCondition.objects.values_list("pk", flat=True)
    load(replace(CREDIT, gets="Een lening van DUO.", conditions=(("GOAL", ("BOL",)),)))
    assert SchemeVersion.objects.get().gets == "Een lening van DUO."
    assert list(kept.all().values_list("topic", "allowed")) == [("GOAL", ["BOL"])]


def test_new_terms_follow_the_old_and_each_day_has_its_own() -> None:
    load(replace(CREDIT, valid_until=date(2026, 1, 1)))
    load(replace(CREDIT, gets="Een gift.", valid_from=date(2026, 1, 1)))
    assert [version.gets for version in schemes_on(date(2025, 12, 31))] == ["Een lening."]
    current, others = scheme_with_terms("krediet", TODAY)
    assert (current.gets, [version.gets for version in others]) == ("Een gift.", ["Een lening."])
    assert past_schemes(TODAY) == []
    with pytest.raises(SchemeVersion.DoesNotExist):
        scheme_with_terms("anders", TODAY)


def test_list_that_splits_a_period_ends_the_first_and_begins_the_second() -> None:
    load(CREDIT)
    second = replace(CREDIT, gets="Een gift.", valid_from=date(2026, 1, 1))
    assert load(replace(CREDIT, valid_until=date(2026, 1, 1)), second) == Tally(created=1, updated=1)
    assert [version.gets for version in schemes_on(TODAY)] == ["Een gift."]


def test_complete_list_ends_what_it_lacks() -> None:
    load(CREDIT)
    other = replace(CREDIT, code="anders")
    assert load(other, ended_on=TODAY).ended == 1
    assert [version.scheme.code for version in schemes_on(TODAY)] == ["anders"]


def test_two_terms_never_hold_on_one_day() -> None:
    load(CREDIT)
    version = SchemeVersion.objects.get()
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        SchemeVersion.objects.create(
            scheme=version.scheme, gets="x", how="x", source="https://x.nl", valid_from=TODAY
        )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (replace(CREDIT, kind="GELD"), "UNKNOWN_VALUE"),
        (replace(CREDIT, checked_on=TODAY), "UNKNOWN_VALUE"),
        (replace(CREDIT, conditions=(("SHOE", ("BIG",)),)), "UNKNOWN_TOPIC"),
        (replace(CREDIT, conditions=(("AGE", ("OLD",)),)), "NOT_AN_ANSWER"),
        (replace(CREDIT, conditions=(("REGION", ("AM99",)),)), "NOT_AN_ANSWER"),
    ],
)
def test_row_that_cannot_be_is_refused(row: SchemeRow, code: str) -> None:
    with pytest.raises(SchemesRefused) as refused:
        load(row)
    assert refused.value.code == code
    assert not SchemeVersion.objects.exists()


def test_only_the_system_loads() -> None:
    with pytest.raises(SchemesRefused, match="NOT_ALLOWED"):
        load_schemes(rows=[CREDIT], actor=ANONYMOUS)


def test_what_fits_comes_first() -> None:
    load(
        CREDIT,
        replace(CREDIT, code="alle", conditions=()),
        replace(CREDIT, code="bedrijf", audience="EMPLOYER"),
    )
    judged = judge_schemes({"AGE": "FROM_57"}, audience="LEARNER", today=TODAY)
    assert [(each.version.scheme.code, each.verdict.fit.name) for each in judged] == [
        ("alle", "FITS"),
        ("krediet", "NO"),
    ]
