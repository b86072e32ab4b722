"""How often somebody gets mail about a saved question."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    DAILY = "DAILY", _("elke dag")
    WEEKLY = "WEEKLY", _("elke week")
