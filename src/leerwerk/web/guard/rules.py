"""Decisions of the guard: pure, so that each can be read and tested by itself."""

from dataclasses import dataclass

LEAST_SECONDS = 3  # quicker nobody reads and types a form
MOST_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Limits:
    """How many posts an hour one address may make, and how many mails a day one mailbox may get by them."""

    posts_an_hour: int
    mails_a_day: int = 8


def limits_for(*, is_proven: bool, is_shared: bool) -> Limits:
    """With proof of work more is allowed than without; an address that is not one visitor's gets ten times as much.

    A school or a library is one address with many visitors: 30 an hour is enough for a class.
    """
    posts = 30 if is_proven else 5
    return Limits(posts * 10 if is_shared else posts)


def time_verdict(seconds_open: float, *, is_proven: bool) -> str:
    """Why the time that a form was open is not that of a person, as a code; "" when it can be."""
    if seconds_open > MOST_SECONDS:
        return "FORM_TOO_OLD"
    return "FORM_TOO_FAST" if seconds_open < LEAST_SECONDS and not is_proven else ""
