"""What people ask is answered well: nDCG@10 on the judged questions does not fall below what was reached.

The rules of the judge are in benchmarks/judged/README.md. Whoever raises a figure raises its floor.
"""

import pytest

from benchmarks.relevance import figures, of_leermatch

pytestmark = pytest.mark.unit

FLOOR = 0.896
FLOORS = {
    "naam": 0.953,
    "man-of-vrouw": 0.898,
    "meervoud": 0.969,
    "werkwoord": 0.931,
    "ander-woord": 0.915,
    "spreektaal": 0.740,
    "los-geschreven": 0.930,
    "aaneen": 0.710,
    "slip": 0.961,
    "werkgever": 0.990,
    "plaats": 0.849,
    "met-ruis": 0.954,
    "niveau": 0.934,
    "bedoeling": 0.891,
    "dubbelzinnig": 0.901,
    "sector": 0.885,
    "gereedschap-en-papieren": 0.876,
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
