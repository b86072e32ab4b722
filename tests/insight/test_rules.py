"""A scope counts by place and day; a register tells for all scopes what comparing one by one tells."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.insight.rules import Counted, Register, Scope, counts

pytestmark = pytest.mark.unit

FIRST = date(2026, 1, 1)
days = st.integers(0, 6).map(lambda number: FIRST + timedelta(days=number))
sectors = st.sampled_from(["", "zorg", "bouw"])
ids = st.none() | st.integers(1, 2)
scopes = st.builds(Scope, sectors, ids, ids, st.none() | days, st.none() | days)
placements = st.builds(Counted, sectors, ids, ids, days)


def _one_by_one(scope: Scope, placement: Counted) -> bool:
    return (
        scope.sector in ("", placement.sector)
        and scope.region_id in (None, placement.region_id)
        and scope.employer_id in (None, placement.employer_id)
        and (scope.from_day is None or scope.from_day <= placement.day)
        and (scope.until_day is None or placement.day < scope.until_day)
    )


@given(st.lists(scopes, max_size=6), st.lists(placements, max_size=12))
def test_register_counts_what_comparing_one_by_one_counts(asked: list[Scope], rows: list[Counted]) -> None:
    register = Register(asked, rows)
    for scope in asked:
        assert register.number(scope) == sum(_one_by_one(scope, row) for row in rows)
        assert all(counts(scope, row) == _one_by_one(scope, row) for row in rows)


def test_lookups_name_only_what_narrows() -> None:
    assert Scope().lookups() == {}
    assert Scope(region_id=3, from_day=FIRST).lookups() == {"region_id": 3, "day__gte": FIRST}
