"""What people ask is answered well: nDCG@10 on the judged questions does not fall below what was reached.

The rules of the judge are in benchmarks/judged/README.md. Whoever raises a figure raises its floor.
"""

import pytest

from benchmarks.relevance import figures, of_leermatch

pytestmark = pytest.mark.unit

FLOOR = 0.83
FLOORS = {
    "naam": 0.94,
    "man-of-vrouw": 0.85,
    "meervoud": 0.92,
    "werkwoord": 0.87,
    "ander-woord": 0.90,
    "spreektaal": 0.64,
    "los-geschreven": 0.89,
    "aaneen": 0.52,
    "slip": 0.84,
    "werkgever": 0.92,
    "plaats": 0.72,
    "met-ruis": 0.92,
    "niveau": 0.54,
    "bedoeling": 0.82,
    "dubbelzinnig": 0.85,
    "sector": 0.87,
    "gereedschap-en-papieren": 0.85,
}


@pytest.fixture(scope="module")
def reached():
    return figures(of_leermatch())


def test_questions_are_answered_as_well_as_before(reached):
    assert reached["ndcg10"] >= FLOOR


def test_no_kind_of_question_is_given_up_for_another(reached):
    by_kind = reached["by_kind"]
    assert set(by_kind) == set(FLOORS)
    assert not {kind: by_kind[kind] for kind, floor in FLOORS.items() if by_kind[kind] < floor}
