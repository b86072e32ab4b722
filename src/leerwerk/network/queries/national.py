"""The national site as it was made at /desk/site, kept by each process for a quarter of a minute.

Every page of the national site needs it, and it changes a few times a year. The process that changes it knows at
once; where the database is away, what was known last is shown.
"""

import time
from typing import Final

from django.db import DatabaseError

from leerwerk.kernel import clock
from leerwerk.network.models import NationalLogo, NationalSite, NationalText
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
            site = _read()
        except DatabaseError:
            return site
        _kept = (time.monotonic() + SECONDS, site)
    return site


def forget_national_site() -> None:
    """Read it again the next time: something was changed."""
    global _kept  # noqa: PLW0603
    _kept = (0.0, _kept[1])


def national_row() -> NationalSite:
    """What the editor changes; not in the table yet before the first change."""
    return NationalSite.objects.first() or NationalSite()


def _read() -> Site:
    row = NationalSite.objects.first()
    if row is None:
        return NATIONAL
    texts: dict[str, dict[str, str]] = {}
    rows = NationalText.objects.valid_on(clock.today()).filter(site=row).order_by("kind", "language")
    for kind, language, text in rows.values_list("kind", "language", "text"):
        texts.setdefault(kind, {})[language] = text
    logo = NationalLogo.objects.filter(site=row).values_list("digest", flat=True).first()
    return Site(
        name=row.name,
        logo=logo or "",
        theme=row.slug if row.brand else "",
        brand=row.brand,
        texts=texts,
        phone=row.phone,
        email=row.email,
    )
