"""The life of cases, proposals, referrals and placements (domain.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseStatus(models.TextChoices):
    ASKED = "ASKED", _("vraag gesteld")
    PLANNED = "PLANNED", _("gesprek gepland")
    IN_ADVICE = "IN_ADVICE", _("in advies")
    IN_TRAJECTORY = "IN_TRAJECTORY", _("in traject")
    PLACED = "PLACED", _("geplaatst")
    FOLLOWED_UP = "FOLLOWED_UP", _("nazorg")
    CLOSED = "CLOSED", _("afgesloten")


class CloseReason(models.TextChoices):
    COMPLETED = "COMPLETED", _("doel bereikt")
    FOUND_ELSEWHERE = "FOUND_ELSEWHERE", _("zelf iets gevonden")
    NO_CONTACT = "NO_CONTACT", _("geen contact meer")
    MOVED = "MOVED", _("verhuisd")
    OTHER = "OTHER", _("andere reden")


class ProposalStatus(models.TextChoices):
    OPEN = "OPEN", _("voorgesteld")
    REFERRED = "REFERRED", _("doorverwezen")
    DISMISSED = "DISMISSED", _("niet gekozen")


class ReferralStatus(models.TextChoices):
    """proposed → sent → accepted / refused / lapsed / withdrawn → done."""

    PROPOSED = "PROPOSED", _("klaargezet")
    SENT = "SENT", _("verstuurd")
    ACCEPTED = "ACCEPTED", _("aangenomen")
    REFUSED = "REFUSED", _("afgewezen")
    LAPSED = "LAPSED", _("geen antwoord")
    WITHDRAWN = "WITHDRAWN", _("ingetrokken")
    DONE = "DONE", _("afgerond")


class StepBy(models.TextChoices):
    """Who does a step of a plan."""

    CLIENT = "CLIENT", _("cliënt")
    ADVISER = "ADVISER", _("adviseur")
    EMPLOYER = "EMPLOYER", _("werkgever")
    SCHOOL = "SCHOOL", _("school of opleider")
    OTHER = "OTHER", _("iemand anders")


class RefusalReason(models.TextChoices):
    FULL = "FULL", _("de plek is al bezet")
    NO_FIT = "NO_FIT", _("geen goede match")
    NO_SHOW = "NO_SHOW", _("kandidaat kwam niet")
    PLACE_GONE = "PLACE_GONE", _("de plek vervalt")
    OTHER = "OTHER", _("andere reden")


class PlacementStatus(models.TextChoices):
    """proposed → agreed (signed by employer, school, learner) → started → completed / stopped early."""

    PROPOSED = "PROPOSED", _("voorgesteld")
    AGREED = "AGREED", _("getekend")
    STARTED = "STARTED", _("gestart")
    COMPLETED = "COMPLETED", _("afgerond")
    STOPPED = "STOPPED", _("eerder gestopt")
    CANCELLED = "CANCELLED", _("niet doorgegaan")


class StopReason(models.TextChoices):
    OTHER_WORK = "OTHER_WORK", _("ander werk gevonden")
    HEALTH = "HEALTH", _("gezondheid")
    NO_CLICK = "NO_CLICK", _("het paste niet")
    EMPLOYER = "EMPLOYER", _("werkgever stopte")
    OTHER = "OTHER", _("andere reden")


class Signatory(models.TextChoices):
    EMPLOYER = "EMPLOYER", _("werkgever")
    SCHOOL = "SCHOOL", _("school")
    LEARNER = "LEARNER", _("deelnemer")


LOOKING = (CaseStatus.ASKED, CaseStatus.PLANNED, CaseStatus.IN_ADVICE, CaseStatus.IN_TRAJECTORY)
OPEN_REFERRALS = (ReferralStatus.PROPOSED, ReferralStatus.SENT, ReferralStatus.ACCEPTED)
SEATED_PLACEMENTS = (
    PlacementStatus.PROPOSED,
    PlacementStatus.AGREED,
    PlacementStatus.STARTED,
)
SIGNED_PLACEMENTS = (
    PlacementStatus.AGREED,
    PlacementStatus.STARTED,
    PlacementStatus.COMPLETED,
    PlacementStatus.STOPPED,
)


class Channel(models.TextChoices):
    """How visitor and adviser speak."""

    ONLINE = "ONLINE", _("online, met beeld")
    PHONE = "PHONE", _("telefoon")
    DESK = "DESK", _("op het loket")


class AppointmentStatus(models.TextChoices):
    """booked → done / no-show / cancelled."""

    BOOKED = "BOOKED", _("gepland")
    DONE = "DONE", _("geweest")
    NO_SHOW = "NO_SHOW", _("niet gekomen")
    CANCELLED = "CANCELLED", _("afgezegd")


class CancelledBy(models.TextChoices):
    VISITOR = "VISITOR", _("bezoeker")
    DESK = "DESK", _("loket")
