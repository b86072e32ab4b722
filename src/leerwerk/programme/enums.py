"""Agreements: their kinds and life, and what their targets count."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgreementKind(models.TextChoices):
    LEARN_WORK = "LEARN_WORK", _("leerwerkakkoord")
    DESK = "DESK", _("afspraken over het loket")
    ACTION_PLAN = "ACTION_PLAN", _("actieplan")
    LANGUAGE = "LANGUAGE", _("Taalakkoord")
    FUND = "FUND", _("opleidingsfonds")


class AgreementStatus(models.TextChoices):
    """draft → signed → running → ended / evaluated / succeeded by another."""

    DRAFT = "DRAFT", _("concept")
    SIGNED = "SIGNED", _("ondertekend")
    RUNNING = "RUNNING", _("loopt")
    ENDED = "ENDED", _("afgelopen")
    EVALUATED = "EVALUATED", _("geëvalueerd")
    SUCCEEDED = "SUCCEEDED", _("opgevolgd")


class Unit(models.TextChoices):
    PLACES = "PLACES", _("leerwerkplekken")
    EMPLOYERS = "EMPLOYERS", _("werkgevers")
    VISITORS = "VISITORS", _("bezoekers")
    APPLICATIONS = "APPLICATIONS", _("aanvragen")
    REGIONS = "REGIONS", _("regio's")
    DESKS = "DESKS", _("loketten")
    EUROS = "EUROS", _("euro")


class Counting(models.TextChoices):
    """Where the realised figure comes from. It is never typed; of history a source may report one."""

    PLACEMENTS = "PLACEMENTS", _("geteld uit plaatsingen")
    REPORTED = "REPORTED", _("volgens de bron")
    NOT_RECORDED = "NOT_RECORDED", _("niet geregistreerd")
