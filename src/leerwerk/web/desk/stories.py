"""A case as a story: what happened, newest first, and what the engine says of places in plain words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leerwerk.casework.enums import ReferralStatus
from leerwerk.casework.models import Case, Placement, Referral
from leerwerk.matching.queries import FittingPlace
from leerwerk.web.ui.explaining import Told, explain_match


@dataclass(frozen=True)
class Event:
    """Something that happened: `kind` colours it ("" plain, "warning", "negative")."""

    at: datetime
    title: str
    icon: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class ToldPlace:
    """A place of the shortlist with the words of an adviser."""

    fitting: FittingPlace
    told: Told


def told_places(
    fitting: Iterable[FittingPlace], names: dict[str, str], case: Case, now: datetime
) -> list[ToldPlace]:
    """The same places with an explanation; `names` are occupations by code."""
    wish = next((names[code] for code in case.client.profile.wished_occupations if code in names), "")
    return [ToldPlace(each, _tell(each, wish, names, now.date())) for each in fitting]


def _tell(fitting: FittingPlace, wish: str, names: dict[str, str], today: date) -> Told:
    return explain_match(
        wish=wish,
        names=names,
        level=fitting.place.level,
        starts_on=fitting.place.starts_on,
        distance_km=fitting.distance_km,
        parts=fitting.contributions,
        obstacles=fitting.obstacles,
        changes=fitting.changes,
        to_check=fitting.to_check,
        today=today,
    )


def story_of(case: Case) -> list[Event]:
    """Everything that happened in a case that was read by `case_file`; needs no further query."""
    events = [Event(case.opened_at, _("Traject geopend"), "plus", note=case.goal)]
    events += _proposals(case)
    for referral in case.referrals.all():
        events += _referral(referral)
    for placement in case.placements.all():
        events += _placement(placement)
    for appointment in case.appointments.all():
        title = _("Afspraak gemaakt: %(topic)s") % {"topic": appointment.topic.name}
        events.append(Event(appointment.booked_at, title, "calendar"))
    for consent in case.client.consents.all():
        about = consent.get_purpose_display()
        events.append(Event(consent.given_at, _("Toestemming gekregen"), "shield-check", note=about))
        if consent.withdrawn_at:
            events.append(Event(consent.withdrawn_at, _("Toestemming ingetrokken"), "lock", "warning", about))
    if case.closed_at:
        events.append(
            Event(case.closed_at, _("Traject afgesloten"), "check", note=case.get_close_reason_display())
        )
    return sorted(events, key=lambda event: event.at, reverse=True)


def _proposals(case: Case) -> Iterator[Event]:
    rounds: dict[datetime, int] = {}
    for proposal in case.proposals.all():
        rounds[proposal.made_at] = rounds.get(proposal.made_at, 0) + 1
    for at, number in rounds.items():
        title = ngettext("%(n)d plek voorgesteld", "%(n)d plekken voorgesteld", number) % {"n": number}
        yield Event(at, title, "list-check")


def _referral(referral: Referral) -> Iterator[Event]:
    where = _("%(place)s bij %(employer)s") % {
        "place": referral.place.title,
        "employer": referral.place.employer.name,
    }
    if referral.sent_at is None:
        yield Event(referral.made_at, _("Doorverwijzing klaargezet"), "clock", note=where)
        return
    yield Event(referral.sent_at, _("Doorverwezen"), "send", note=where)
    if referral.status == ReferralStatus.WITHDRAWN:
        yield Event(referral.sent_at, _("Doorverwijzing ingetrokken"), "x", "warning", where)
    elif referral.answered_at:
        yield _answer(referral, where, referral.answered_at)


def _answer(referral: Referral, where: str, at: datetime) -> Event:
    if referral.status == ReferralStatus.REFUSED:
        reason = f"{where}. {referral.get_refusal_reason_display().capitalize()}."
        return Event(at, _("Werkgever zei nee"), "circle-x", "negative", reason)
    if referral.status == ReferralStatus.LAPSED:
        return Event(at, _("Geen antwoord van de werkgever"), "clock", "warning", where)
    return Event(at, _("Werkgever wil verder"), "circle-check", note=where)


def _placement(placement: Placement) -> Iterator[Event]:
    where = placement.place.employer.name
    yield Event(placement.made_at, _("Plaatsing voorgesteld"), "briefcase", note=where)
    signed = (
        (placement.employer_signed_at, _("Werkgever tekende")),
        (placement.school_signed_at, _("School tekende")),
        (placement.learner_signed_at, _("Deelnemer tekende")),
    )
    for at, title in signed:
        if at:
            yield Event(at, title, "signature")
    for outcome in placement.outcomes.all():
        yield Event(
            _midday(outcome.achieved_on), outcome.get_kind_display().capitalize(), "certificate", note=where
        )
    if placement.ends_on and placement.status in {"COMPLETED", "STOPPED"}:
        kind = "warning" if placement.stop_reason else ""
        title = _("Plaatsing gestopt") if placement.stop_reason else _("Plaatsing afgerond")
        yield Event(
            _midday(placement.ends_on), title, "check", kind, placement.get_stop_reason_display() or where
        )


def _midday(day: date) -> datetime:
    """A day as a moment among moments."""
    return timezone.make_aware(datetime.combine(day, time(12)))
