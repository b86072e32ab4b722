"""The kernel's own work in the background: sending mail and clearing up."""

import re
from datetime import datetime, timedelta

import structlog
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate import JobContext

from leerwerk.kernel import clock
from leerwerk.kernel.bounces import is_for_good, message_id, refusal_code
from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import OutboxMail
from leerwerk.kernel.queue import enqueue, periodic, task

log = structlog.get_logger("leerwerk.outbox")
ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)
WAIT_FACTOR = 4  # 1, 4, 16 and 64 minutes: an hour and a half in all
FORGOTTEN_AFTER = timedelta(minutes=30)
KEEP_SENT = timedelta(days=30)
KEEP_PARKED = timedelta(days=180)
KEEP_DONE_JOBS_HOURS = 72
_METHOD = re.compile(r"^METHOD:(\w+)", re.MULTILINE)


@task(name="kernel.deliver_mail", queue="mail")
def deliver_mail(mail_id: int) -> None:
    """Send one mail from the outbox. A failure is written down and tried again later; the fifth parks it.

    A mail that the server refuses for good is parked at once: to go on would only spoil our name there.
    """
    with transaction.atomic():
        mail = (
            OutboxMail.objects.select_for_update(no_key=True)
            .filter(pk=mail_id, status=MailStatus.QUEUED)
            .first()
        )
        if mail is None:
            return
        mail.attempts += 1
        try:
            _hand_over(mail)
        except Exception as failure:  # noqa: BLE001  (whatever a mail server comes up with)
            _try_later(mail, failure, clock.now())
        else:
            mail.status, mail.sent_at, mail.last_error = MailStatus.SENT, clock.now(), ""
            mail.text = mail.html = mail.calendar = ""
            mail.headers = {}
        mail.save()


def _hand_over(mail: OutboxMail) -> None:
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to])
    message.extra_headers |= {
        "Auto-Submitted": "auto-generated",
        "Message-ID": message_id(mail.pk),
        **mail.headers,
    }
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        found = _METHOD.search(mail.calendar)
        kind = f"text/calendar; method={found.group(1) if found else 'PUBLISH'}"
        # Calendar programs act on the alternative; people open the file.
        message.attach_alternative(mail.calendar, kind)
        message.attach(_("afspraak.ics"), mail.calendar, kind)
    message.send()


def _try_later(mail: OutboxMail, failure: Exception, now: datetime) -> None:
    # The words of a mail server repeat the address; the kind of failure and its code do not.
    code = refusal_code(failure)
    mail.last_error = f"{type(failure).__name__} {code}" if code else type(failure).__name__
    if mail.attempts >= ATTEMPTS or is_for_good(failure):
        mail.status = MailStatus.PARKED
        log.error("mail parked", mail_id=mail.pk, error=mail.last_error)
        return
    mail.due_at = now + FIRST_WAIT * WAIT_FACTOR ** (mail.attempts - 1)
    enqueue(deliver_mail, run_at=mail.due_at, mail_id=mail.pk)
    log.warning("mail will be tried again", mail_id=mail.pk, attempt=mail.attempts, error=mail.last_error)


@periodic("*/15 * * * *")
@task(name="kernel.pick_up_forgotten_mail", queueing_lock="kernel.pick_up_forgotten_mail")
def pick_up_forgotten_mail(timestamp: int) -> None:
    """Queue anew what a worker dropped when it was killed."""
    overdue = OutboxMail.objects.filter(status=MailStatus.QUEUED, due_at__lt=clock.now() - FORGOTTEN_AFTER)
    for mail_id in overdue.order_by("pk").values_list("pk", flat=True)[:1000]:
        enqueue(deliver_mail, once=f"kernel.mail:{mail_id}", mail_id=mail_id)


@periodic("20 3 * * *")
@task(name="kernel.clear_up", queueing_lock="kernel.clear_up")
def clear_up(timestamp: int) -> None:
    """Remove what has had its time: mail that left, sessions that ended."""
    now = clock.now()
    OutboxMail.objects.filter(status=MailStatus.SENT, sent_at__lt=now - KEEP_SENT).delete()
    OutboxMail.objects.filter(status=MailStatus.PARKED, due_at__lt=now - KEEP_PARKED).delete()
    Session.objects.filter(expire_date__lt=now).delete()


@periodic("*/5 * * * *")
@task(name="kernel.tend_queue", queueing_lock="kernel.tend_queue", pass_context=True)
async def tend_queue(context: JobContext, timestamp: int) -> None:
    """Give the jobs of workers that died to living ones, and forget the jobs that were done."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.retry_job(job)
    await jobs.delete_old_jobs(nb_hours=KEEP_DONE_JOBS_HOURS)
