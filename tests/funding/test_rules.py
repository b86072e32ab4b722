"""The decision table: what fits, what is to be checked, what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leerwerk.funding.enums import ANSWERS, Topic
from leerwerk.funding.rules import Condition, Fit, SchemeVerdict, scheme_verdict

pytestmark = pytest.mark.unit

BOL = Condition(Topic.GOAL, ("BOL",))
YOUNG = Condition(Topic.AGE, ("FROM_18",))


def test_scheme_fits_when_every_answer_will_do() -> None:
    verdict = scheme_verdict([BOL, YOUNG], {"GOAL": "BOL", "AGE": "FROM_18", "SITUATION": "WORK"})
    assert verdict == SchemeVerdict(met=(BOL, YOUNG), unknown=(), unmet=())
    assert verdict.fit is Fit.FITS


def test_skipped_question_excludes_nothing_and_is_told() -> None:
    verdict = scheme_verdict([BOL, YOUNG], {"GOAL": "BOL"})
    assert (verdict.fit, verdict.unknown) == (Fit.TO_CHECK, (YOUNG,))


def test_scheme_does_not_fit_and_says_why() -> None:
    verdict = scheme_verdict([BOL, YOUNG], {"GOAL": "EVC"})
    assert (verdict.fit, verdict.unmet, verdict.unknown) == (Fit.NO, (BOL,), (YOUNG,))


def test_scheme_without_conditions_is_for_everybody() -> None:
    assert scheme_verdict([], {}).fit is Fit.FITS


conditions = st.lists(
    st.sampled_from(sorted(ANSWERS)).flatmap(
        lambda topic: st.builds(
            Condition,
            st.just(topic),
            st.lists(st.sampled_from(ANSWERS[topic].values), min_size=1, unique=True).map(tuple),
        )
    ),
    unique_by=lambda condition: condition.topic,
)
answers = st.fixed_dictionaries({}, optional={t: st.sampled_from(c.values) for t, c in ANSWERS.items()})


@given(conditions=conditions, answers=answers, forgotten=st.sampled_from(sorted(ANSWERS)))
def test_forgetting_an_answer_never_makes_a_scheme_worse_than_to_check(
    conditions: list[Condition], answers: dict[str, str], forgotten: str
) -> None:
    before = scheme_verdict(conditions, answers)
    after = scheme_verdict(conditions, {t: a for t, a in answers.items() if t != forgotten})
    assert len(before.met) + len(before.unknown) + len(before.unmet) == len(conditions)
    assert set(after.unmet) <= set(before.unmet)
