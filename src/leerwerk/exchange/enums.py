"""Kinds and states of an import run."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunStatus(models.TextChoices):
    RUNNING = "RUNNING", _("bezig")
    DONE = "DONE", _("klaar")
    FAILED = "FAILED", _("mislukt")
    BROKEN_OFF = "BROKEN_OFF", _("afgebroken")


class Severity(models.TextChoices):
    REFUSED = "REFUSED", _("geweigerd")
    FLAGGED = "FLAGGED", _("aangenomen met vraag")
    NOTED = "NOTED", _("aangenomen met aantekening")
    DUPLICATE = "DUPLICATE", _("dubbel")
