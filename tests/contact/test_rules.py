"""Who keeps a question, and why an answer cannot go."""

from datetime import UTC, datetime, timedelta

import pytest

from leerwerk.contact.rules import CLAIM, answer_verdict, interest_verdict, is_kept_for

pytestmark = pytest.mark.unit
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("claimed_by", "ago", "kept_for"),
    [
        (7, timedelta(0), 7),
        (7, CLAIM - timedelta(seconds=1), 7),
        (7, CLAIM, None),
        (None, timedelta(0), None),
    ],
)
def test_question_is_kept_four_hours(claimed_by: int | None, ago: timedelta, kept_for: int | None) -> None:
    assert is_kept_for(claimed_by, NOW - ago, NOW) == kept_for
    assert is_kept_for(claimed_by, None, NOW) is None


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({}, ""),
        ({"status": "ANSWERED"}, ""),
        ({"status": "CLOSED"}, "QUESTION_CLOSED"),
        ({"kept_for": 7}, ""),
        ({"kept_for": 8}, "COLLEAGUE_ANSWERS"),
        ({"seen": 1, "messages": 2}, "ANSWERED_MEANWHILE"),
    ],
)
def test_answer_goes_when_nobody_else_was_at_it(given: dict[str, object], verdict: str) -> None:
    usual: dict[str, object] = {"status": "OPEN", "seen": 1, "messages": 1, "kept_for": None, "user_id": 7}
    assert answer_verdict(**(usual | given)) == verdict  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["DRAFT", "FILLED", "EXPIRED", "WITHDRAWN"])
def test_interest_is_for_places_that_are_open(status: str) -> None:
    assert interest_verdict(place_status=status, has_mail_or_phone=True) == "PLACE_CLOSED"
    assert interest_verdict(place_status="PUBLISHED", has_mail_or_phone=False) == "NO_WAY_TO_ANSWER"
    assert interest_verdict(place_status="PUBLISHED", has_mail_or_phone=True) == ""
