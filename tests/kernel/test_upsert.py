from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leerwerk.kernel.upsert import VALIDITY, Tally, end_unlisted, sync_links, upsert_rows
from leerwerk.network.models import Municipality, Region

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def row(code: str, **changes: Any) -> dict[str, Any]:
    return {
        "scheme": "T",
        "code": code,
        "name": f"Plaats {code}",
        "valid_from": None,
        "valid_until": None,
    } | changes


def upsert(*rows: dict[str, Any]) -> Tally:
    return upsert_rows(Municipality, rows, key=("scheme", "code"), erases=VALIDITY)


def test_rows_are_added_rewritten_or_left_alone() -> None:
    assert upsert(row("1"), row("2")) == Tally(created=2)
    first = Municipality.objects.get(code="1").pk
    assert upsert(row("1", name="Anders"), row("2"), row("3")) == Tally(created=1, updated=1, unchanged=1)
    assert Municipality.objects.get(code="1").name == "Anders"
    assert Municipality.objects.get(code="1").pk == first


def test_an_empty_value_erases_nothing_but_the_end() -> None:
    upsert(row("1", valid_from=date(2020, 1, 1), valid_until=date(2027, 1, 1)))
    assert upsert(row("1", name="")) == Tally(updated=1)
    kept = Municipality.objects.get(code="1")
    assert (kept.name, kept.valid_from, kept.valid_until) == ("Plaats 1", date(2020, 1, 1), None)


def test_of_rows_with_the_same_key_the_last_counts() -> None:
    assert upsert(row("1", name="a"), row("1", name="b")) == Tally(created=1)
    assert Municipality.objects.get().name == "b"


def test_no_rows_change_nothing() -> None:
    assert upsert() == Tally()


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    seen = []
    for size in (1, 3):
        upsert(*(row(f"{size}-{n}") for n in range(size)))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            upsert(*(row(f"{size}-{n}", name="x") for n in range(size)), row(f"{size}-new"))
        seen.append(len(queries))
    assert seen[0] == seen[1]


def test_what_a_complete_list_lacks_ends_after_it_began() -> None:
    upsert(row("1"), row("2"), row("3", valid_from=date(2027, 6, 1)), row("4", valid_until=date(2026, 1, 1)))
    assert end_unlisted(Municipality, scheme="T", listed=["1"], day=date(2027, 1, 1)) == 2
    assert dict(Municipality.objects.values_list("code", "valid_until")) == {
        "1": None,
        "2": date(2027, 1, 1),
        "3": date(2027, 6, 2),
        "4": date(2026, 1, 1),
    }


def test_links_become_exactly_those_wanted() -> None:
    a, b, c = (Region.objects.create(scheme="T", code=code, name=code, slug=code) for code in "abc")
    a.successors.add(b)
    c.successors.add(b)
    through = Region.successors.through
    sync_links(through, "from_region_id", "to_region_id", {(a.pk, c.pk)}, {a.pk})
    assert list(a.successors.all()) == [c]
    assert list(c.successors.all()) == [b]
