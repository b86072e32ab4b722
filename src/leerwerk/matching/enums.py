"""The life of a regional round, what it aims at, and what people decide about its pairs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """queued → running → done; a round that fails is queued again, and parked at last."""

    QUEUED = "QUEUED", _("wacht")
    RUNNING = "RUNNING", _("bezig")
    DONE = "DONE", _("klaar")
    PARKED = "PARKED", _("mislukt")
    STOPPED = "STOPPED", _("gestopt")


class Stage(models.TextChoices):
    """What a running round is doing, in order."""

    READING = "READING", _("cliënten en plekken lezen")
    RANKING = "RANKING", _("kijken wat bij wie past")
    ALLOCATING = "ALLOCATING", _("plekken verdelen")
    CHECKING = "CHECKING", _("nakijken en uitleggen")


class Objective(models.TextChoices):
    STABLE = "STABLE", _("niemand heeft reden om te ruilen")
    BEST = "BEST", _("samen de hoogste passendheid")


class SeekerGroup(models.TextChoices):
    """Groups that a region can give priority: only by facts that a profile holds."""

    LONG_WAITING = "LONG_WAITING", _("zoekt langer dan een half jaar")
    NO_START_QUALIFICATION = "NO_START_QUALIFICATION", _("geen diploma, praktijkonderwijs of entree")


class PairState(models.TextChoices):
    OPEN = "OPEN", _("nog kiezen")
    ACCEPTED = "ACCEPTED", _("voorgesteld aan de adviseur")
    SET_ASIDE = "SET_ASIDE", _("opzij gelegd")


class AsideReason(models.TextChoices):
    CLIENT = "CLIENT", _("de cliënt wil dit niet")
    OTHER_PLAN = "OTHER_PLAN", _("er loopt al iets anders voor de cliënt")
    NO_FIT = "NO_FIT", _("past bij nader inzien niet")
    PLACE = "PLACE", _("de plek of de werkgever is nu niet geschikt")
    OTHER = "OTHER", _("andere reden")


BUSY = (RoundState.QUEUED, RoundState.RUNNING)
