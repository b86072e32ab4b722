from datetime import date

import pytest

from leerwerk.people.rules import age_on, days_verdict, has_consent, profile_verdict

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(2008, 11, 22), date(2026, 11, 22), 18),
        (date(2008, 11, 23), date(2026, 11, 22), 17),
    ],
)
def test_age_on_counts_birthdays(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("hours", "available", "code"),
    [
        ((None, None), (None, None), ""),
        ((24, 24), (date(2027, 1, 1), None), ""),
        ((32, 24), (None, None), "HOURS_REVERSED"),
        ((None, 24), (date(2027, 2, 1), date(2027, 1, 1)), "AVAILABILITY_REVERSED"),
    ],
)
def test_profile_verdict_refuses_only_what_is_reversed(
    hours: tuple[int | None, int | None], available: tuple[date | None, date | None], code: str
) -> None:
    assert profile_verdict(hours=hours, available=available) == code


@pytest.mark.parametrize(
    ("born", "waits", "code"),
    [
        (None, None, ""),
        (date(2026, 11, 22), date(2026, 11, 22), ""),
        (date(2026, 11, 23), None, "BIRTH_DATE_IMPOSSIBLE"),
        (date(1905, 1, 1), None, "BIRTH_DATE_IMPOSSIBLE"),
        (None, date(2026, 11, 23), "WAITS_FROM_LATER"),
    ],
)
def test_days_verdict_refuses_what_must_be_a_mistake(
    born: date | None, waits: date | None, code: str
) -> None:
    assert days_verdict(birth_date=born, waiting_since=waits, today=date(2026, 11, 22)) == code


def test_has_consent_is_per_purpose() -> None:
    assert has_consent({"CONTACT"}, "CONTACT")
    assert not has_consent({"CONTACT"}, "SHARE_WITH_EMPLOYER")
