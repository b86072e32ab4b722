"""Who works at a desk, when it is open, and which jobs there are at the desk itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction

from leerwerk.kernel.actor import Actor
from leerwerk.network.actions.sites import SiteRefused, locked_desk, note
from leerwerk.network.images import checked_photo
from leerwerk.network.models import Desk, DeskVacancy, HoursException, OpeningHours, TeamMember, TeamPhoto
from leerwerk.network.opening import Hours, overlap


@dataclass(frozen=True)
class MemberFacts:
    """What the site tells about somebody who works at a desk."""

    name: str
    job: str
    tells: str = ""
    position: int = 0
    valid_from: date | None = None
    valid_until: date | None = None
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class VacancyFacts:
    """A job at the desk itself."""

    title: str
    text: str
    apply_to: str
    hours: str = ""
    apply_until: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@transaction.atomic
def show_member(
    *,
    desk: Desk,
    facts: MemberFacts,
    has_consent: bool,
    actor: Actor,
    now: datetime,
    member_id: int | None = None,
    photo: bytes | None = None,
) -> TeamMember:
    """Put somebody on the site, or change how they stand there; a photo replaces the one before.

    Raises SiteRefused CONSENT_MISSING, NOT_YOUR_REGION; ImageRefused; TeamMember.DoesNotExist for one of another desk.
    """
    locked = locked_desk(desk, actor)
    if not has_consent:
        raise SiteRefused("CONSENT_MISSING")
    if member_id is None:
        member = TeamMember(desk=locked, consented_on=now.date())
    else:
        member = TeamMember.objects.get(desk=locked, pk=member_id)
    for name, value in asdict(facts).items():
        setattr(member, name, value)
    member.save()
    if photo is not None:
        _keep_photo(member, photo)
    note(locked, "site.show_member", actor, now, member=member.pk, has_new_photo=photo is not None)
    return member


@transaction.atomic
def remove_member(*, desk: Desk, member_id: int, actor: Actor, now: datetime) -> None:
    """Take somebody off the site, and forget name and photo. Raises TeamMember.DoesNotExist, SiteRefused."""
    locked = locked_desk(desk, actor)
    TeamMember.objects.get(desk=locked, pk=member_id).delete()
    note(locked, "site.remove_member", actor, now, member=member_id)


@transaction.atomic
def change_week(*, desk: Desk, weekly: Mapping[int, tuple[Hours, ...]], actor: Actor, now: datetime) -> bool:
    """Open at other hours from today; False when nothing changed. Raises SiteRefused HOURS_OVERLAP."""
    locked = locked_desk(desk, actor)
    for weekday, hours in weekly.items():
        if overlap(hours):
            raise SiteRefused("HOURS_OVERLAP", day=weekday)
    today = now.date()
    asked = {(weekday, each.opens, each.closes) for weekday, hours in weekly.items() for each in hours}
    present = OpeningHours.objects.filter(desk=locked, valid_until__isnull=True)
    if set(present.values_list("weekday", "opens", "closes")) == asked:
        return False
    present.filter(valid_from=today).delete()  # these never held for a day
    present.update(valid_until=today)
    OpeningHours.objects.bulk_create(
        OpeningHours(desk=locked, weekday=weekday, opens=opens, closes=closes, valid_from=today)
        for weekday, opens, closes in sorted(asked)
    )
    note(locked, "site.change_week", actor, now)
    return True


@transaction.atomic
def change_day(
    *, desk: Desk, day: date, hours: Hours | None, reason: str, actor: Actor, now: datetime
) -> HoursException:
    """Be closed on a day (no hours), or open at other hours. Raises SiteRefused HOURS_OVERLAP."""
    locked = locked_desk(desk, actor)
    if hours and overlap([hours]):
        raise SiteRefused("HOURS_OVERLAP", day=day.weekday())
    row, _is_new = HoursException.objects.update_or_create(
        desk=locked,
        day=day,
        defaults={
            "opens": hours.opens if hours else None,
            "closes": hours.closes if hours else None,
            "reason": reason,
        },
    )
    note(locked, "site.change_day", actor, now, day=day.isoformat())
    return row


@transaction.atomic
def forget_day(*, desk: Desk, day: date, actor: Actor, now: datetime) -> None:
    """Be open on a day as on any such weekday."""
    locked = locked_desk(desk, actor)
    HoursException.objects.filter(desk=locked, day=day).delete()
    note(locked, "site.forget_day", actor, now, day=day.isoformat())


@transaction.atomic
def show_vacancy(
    *, desk: Desk, facts: VacancyFacts, actor: Actor, now: datetime, vacancy_id: int | None = None
) -> DeskVacancy:
    """Put a job at the desk on its site, or change it. Raises DeskVacancy.DoesNotExist, SiteRefused."""
    locked = locked_desk(desk, actor)
    vacancy = (
        DeskVacancy(desk=locked)
        if vacancy_id is None
        else DeskVacancy.objects.get(desk=locked, pk=vacancy_id)
    )
    for name, value in asdict(facts).items():
        setattr(vacancy, name, value)
    vacancy.save()
    note(locked, "site.show_vacancy", actor, now, vacancy=vacancy.pk)
    return vacancy


@transaction.atomic
def end_vacancy(*, desk: Desk, vacancy_id: int, actor: Actor, now: datetime) -> None:
    """Take a job off the site from today. Raises DeskVacancy.DoesNotExist, SiteRefused."""
    locked = locked_desk(desk, actor)
    vacancy = DeskVacancy.objects.get(desk=locked, pk=vacancy_id)
    today = now.date()
    if vacancy.valid_from is not None and vacancy.valid_from >= today:
        vacancy.delete()
    else:
        vacancy.valid_until = today
        vacancy.save(update_fields=["valid_until"])
    note(locked, "site.end_vacancy", actor, now, vacancy=vacancy_id)


def _keep_photo(member: TeamMember, content: bytes) -> None:
    image = checked_photo(content)
    TeamPhoto.objects.update_or_create(
        member=member,
        defaults={"content": image.content, "media_type": image.media_type, "digest": image.digest},
    )
