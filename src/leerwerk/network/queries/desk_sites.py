"""What the site of a desk tells on a day: hours, texts, team, jobs, and who helps where a desk is not open yet."""

from datetime import date

from django.db.models import F, QuerySet
from django.utils.translation import get_language

from leerwerk.network.enums import DeskPhase
from leerwerk.network.models import (
    Desk,
    DeskLogo,
    DeskText,
    DeskVacancy,
    HoursException,
    NationalLogo,
    NationalSite,
    OpeningHours,
    Region,
    TeamMember,
    TeamPhoto,
)
from leerwerk.network.opening import Hours, Week
from leerwerk.network.told import DUTCH, Told, in_language


def hours_of(desk: Desk, today: date) -> Week:
    """The week of a desk as it holds on a day, with the exceptions from that day on. Two queries."""
    weekly: dict[int, tuple[Hours, ...]] = {}
    rows = OpeningHours.objects.valid_on(today).filter(desk=desk).order_by("weekday", "opens")
    for weekday, opens, closes in rows.values_list("weekday", "opens", "closes"):
        weekly[weekday] = (*weekly.get(weekday, ()), Hours(opens, closes))
    days = HoursException.objects.filter(desk=desk, day__gte=today).order_by("day")
    return Week(
        weekly,
        {
            day: (Hours(opens, closes),) if opens and closes else ()
            for day, opens, closes in days.values_list("day", "opens", "closes")
        },
    )


def texts_of(desk: Desk, today: date) -> dict[str, Told]:
    """The texts of a desk by kind (TextKind), in the language of the reader or else in Dutch. One query."""
    rows = DeskText.objects.valid_on(today).filter(desk=desk).order_by("kind", "pk")
    by_kind: dict[str, dict[str, str]] = {}
    for kind, language, text in rows.values_list("kind", "language", "text"):
        by_kind.setdefault(kind, {})[language] = text
    reader = get_language() or DUTCH
    return {kind: in_language(versions, reader) for kind, versions in by_kind.items()}


def texts_kept(site: Desk | NationalSite) -> dict[tuple[str, str], str]:
    """The present texts of a site by kind and language, as its editor has them. One query."""
    if site.pk is None:
        return {}
    rows = site.texts.filter(valid_until__isnull=True).order_by("pk")
    return {(kind, language): text for kind, language, text in rows.values_list("kind", "language", "text")}


def logo_of(site: Desk | NationalSite) -> str:
    """The digest of the logo of a site, "" without one."""
    if isinstance(site, Desk):
        found = DeskLogo.objects.filter(desk=site.pk).values_list("digest", flat=True).first()
    else:
        found = NationalLogo.objects.filter(site=site.pk).values_list("digest", flat=True).first()
    return found or ""


def team_of(desk: Desk, today: date) -> QuerySet[TeamMember]:
    """Who works at a desk on a day, in the order of the desk; each with `photo_digest`, None without a photo."""
    members: QuerySet[TeamMember] = TeamMember.objects.valid_on(today).filter(desk=desk)
    return members.annotate(photo_digest=F("photo__digest")).order_by("position", "name", "pk")


def photo_of(member_id: int, digest: str, today: date) -> TeamPhoto | None:
    """The photo at an address, while the person stands on the site."""
    shown = TeamMember.objects.valid_on(today)
    return TeamPhoto.objects.filter(member__in=shown, member=member_id, digest=digest).first()


def jobs_at(desk: Desk, today: date) -> QuerySet[DeskVacancy]:
    """Jobs at the desk itself for which one can apply on a day, the soonest to close first."""
    jobs: QuerySet[DeskVacancy] = DeskVacancy.objects.valid_on(today).filter(desk=desk)
    return jobs.exclude(apply_until__lt=today).order_by("apply_until", "title", "pk")


def neighbours_of(region: Region, today: date, limit: int = 3) -> list[Desk]:
    """Open desks near a region, the nearest on the map of tiles first. One query."""
    if region.tile_column is None or region.tile_row is None:
        return []
    opened = Desk.objects.valid_on(today).filter(
        phase=DeskPhase.OPEN, region__in=Region.objects.current(), region__tile_row__isnull=False
    )
    column, row = region.tile_column, region.tile_row

    def steps(desk: Desk) -> tuple[int, str, int]:
        other = desk.region
        return abs((other.tile_column or 0) - column) + abs((other.tile_row or 0) - row), desk.name, desk.pk

    others = opened.exclude(region=region).select_related("region").order_by("pk")
    return sorted(others, key=steps)[:limit]
