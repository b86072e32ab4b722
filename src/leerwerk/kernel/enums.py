"""States of the kernel's own things."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailStatus(models.TextChoices):
    """The life of a mail in the outbox."""

    QUEUED = "QUEUED", _("wacht op verzending")
    SENT = "SENT", _("verzonden")
    PARKED = "PARKED", _("niet te verzenden")
