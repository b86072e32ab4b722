from datetime import date
from typing import Any

import pytest

from leerwerk.insight.queries import CommitmentProgress, TargetProgress
from leerwerk.programme.models import Commitment, Measure, Target
from leerwerk.web.public.agreement_words import TargetView, period_text

pytestmark = pytest.mark.unit


def view_of(
    realised: int | None, *, pipeline: int | None = None, promised: tuple[int, ...] = (), **facts: Any
) -> TargetView:
    target = Target(**{"label": "Plekken", "number": 20, "counting": "PLACEMENTS"} | facts)
    commitments = tuple(
        CommitmentProgress(commitment=Commitment(number=each), in_pipeline=0, realised=2) for each in promised
    )
    progress = TargetProgress(target=target, commitments=commitments, in_pipeline=pipeline, realised=realised)
    return TargetView(progress, Measure(title="Meer plekken"))


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (view_of(0), "Gerealiseerd: 0. Nog 20 te gaan tot het doel van 20 leerwerkplekken."),
        (
            view_of(5, pipeline=3, promised=(8, 4)),
            "Toegezegd: 12. Gerealiseerd: 5, 3 onderweg. Nog 15 te gaan tot het doel van 20 leerwerkplekken.",
        ),
        (view_of(20), "Gerealiseerd: 20. Het doel van 20 leerwerkplekken is gehaald."),
        (
            view_of(None, number=4_500_000, unit="EUROS", counting="NOT_RECORDED"),
            "Doel: € 4.500.000. Wat ervan kwam, is niet geregistreerd.",
        ),
        (
            view_of(70, number=300, unit="EMPLOYERS", counting="REPORTED", reported_note="in 2016"),
            "Doel: 300 werkgevers. Gerealiseerd: 70 (volgens de bron, in 2016).",
        ),
    ],
)
def test_conclusion_says_what_came_of_a_target(view: TargetView, sentence: str) -> None:
    assert view.conclusion == sentence


def test_target_knows_whether_it_counts_more_than_its_promises() -> None:
    assert view_of(5, promised=(8, 4)).counts_others
    assert not view_of(4, promised=(8, 4)).counts_others


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "text"),
    [
        (date(2019, 1, 1), date(2025, 1, 1), "1 januari 2019 tot en met 31 december 2024"),
        (date(2019, 1, 1), None, "vanaf 1 januari 2019"),
        (None, date(2007, 3, 1), "tot en met 28 februari 2007"),
        (None, None, ""),
    ],
)
def test_period_text_ends_on_the_last_day_that_counts(
    starts_on: date | None, ends_on: date | None, text: str
) -> None:
    assert period_text(starts_on, ends_on) == text
