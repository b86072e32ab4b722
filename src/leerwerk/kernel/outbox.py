"""Mail that leaves if and only if the change that caused it is committed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import OutboxMail
from leerwerk.kernel.queue import enqueue
from leerwerk.kernel.tasks import deliver_mail


def send_mail(
    *,
    to: str,
    subject: str,
    text: str,
    html: str,
    now: datetime,
    calendar: str = "",
    headers: Mapping[str, str] | None = None,
    about: str = "",
) -> None:
    """Queue a mail within the current transaction; it is retried, and parked visibly when it cannot be sent.

    `calendar` is an iCalendar file with a METHOD, which calendar programs take for an invitation. `headers` go on the
    mail as they are. `about` names the row that the mail is about ("search.saved:12"), for who asks later what
    became of it (see `refused_in_a_row`).
    """
    mail = OutboxMail.objects.create(
        to=to,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        calendar=calendar,
        headers=dict(headers or {}),
        about=about,
        created_at=now,
        due_at=now,
    )
    enqueue(deliver_mail, mail_id=mail.pk)


def try_again(*, mail_id: int, now: datetime) -> bool:
    """Give a parked mail five more attempts; False when it is not parked (any more).

    Nor for one that had left and came back: its text is gone.
    """
    with transaction.atomic():
        parked = OutboxMail.objects.filter(pk=mail_id, status=MailStatus.PARKED, sent_at__isnull=True)
        revived = parked.update(status=MailStatus.QUEUED, attempts=0, due_at=now)
        if revived:
            enqueue(deliver_mail, mail_id=mail_id)
    return bool(revived)


def parked_mails() -> int:
    """How many mails wait for a person to look at them."""
    return OutboxMail.objects.filter(status=MailStatus.PARKED).count()
