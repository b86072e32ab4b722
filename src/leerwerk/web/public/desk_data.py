"""A desk as schema.org GovernmentOffice, with its opening hours, so that search engines and maps tell them right.

Property names: https://schema.org/GovernmentOffice. What we do not know is left out.
"""

from typing import Any

from leerwerk.network.models import Desk
from leerwerk.network.opening import Hours, Week

SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOSED = "00:00"  # opens and closes at the same moment: closed all day


def desk_data(desk: Desk, week: Week, *, url: str, logo: str) -> dict[str, Any]:
    """The desk as a JSON-LD object; `url` and `logo` are whole addresses, "" when there is none."""
    told = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": desk.name,
        "url": url,
        "logo": logo,
        "telephone": desk.phone,
        "email": desk.email,
        "address": desk.address,
        "areaServed": desk.region.name,
        "openingHoursSpecification": _weekly(week),
        "specialOpeningHoursSpecification": _special(week),
    }
    return {name: value for name, value in told.items() if value}


def _weekly(week: Week) -> list[dict[str, str]]:
    return [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": SCHEMA_DAYS[weekday], **_times(each)}
        for weekday, hours in sorted(week.weekly.items())
        for each in hours
    ]


def _special(week: Week) -> list[dict[str, str]]:
    found = []
    for day, hours in sorted(week.exceptions.items()):
        dates = {"validFrom": day.isoformat(), "validThrough": day.isoformat()}
        for times in [_times(each) for each in hours] or [{"opens": CLOSED, "closes": CLOSED}]:
            found.append({"@type": "OpeningHoursSpecification", **dates, **times})
    return found


def _times(hours: Hours) -> dict[str, str]:
    return {"opens": hours.opens.strftime("%H:%M"), "closes": hours.closes.strftime("%H:%M")}
