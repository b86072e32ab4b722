"""The national site as it was made at /desk/site, kept by each process for a quarter of a minute.

Every page of the national site needs it, and it changes a few times a year. The process that changes it knows at
once; where the database is away, what was known last is shown.
"""

import time
from typing import Final

from django.db import DatabaseError

from leerwerk.network.queries import read_national_site
from leerwerk.network.sites import NATIONAL, Site

SECONDS: Final = 15
#: Until when it holds by the monotonic clock, and the site. One object, so that a thread never sees half of it.
_kept: tuple[float, Site] = (0.0, NATIONAL)


def national_site() -> Site:
    """The national site; at most three queries, and none most of the time."""
    global _kept  # noqa: PLW0603 what a process knows is the point
    until, site = _kept
    if time.monotonic() >= until:
        try:
            site = read_national_site()
        except DatabaseError:
            return site
        _kept = (time.monotonic() + SECONDS, site)
    return site


def forget_national_site() -> None:
    """Read it again the next time: something was changed."""
    global _kept  # noqa: PLW0603
    _kept = (0.0, _kept[1])
