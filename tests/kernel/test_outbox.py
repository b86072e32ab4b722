import smtplib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from leerwerk.kernel import clock, outbox, tasks
from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import OutboxMail

pytestmark = [pytest.mark.db]

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class RefusingServer(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPResponseException(451, b"try again, anna@voorbeeld.nl")


def queue_mail() -> OutboxMail:
    outbox.send_mail(
        to="anna@voorbeeld.nl", subject="Nieuwe\nkandidaat", text="Dag", html="<p>Dag</p>", now=NOW
    )
    return OutboxMail.objects.latest("pk")


def jobs() -> list[tuple[str, int]]:
    waiting = ProcrastinateJob.objects.filter(status="todo", task_name="kernel.deliver_mail")
    return [(job.task_name, job.args["mail_id"]) for job in waiting.order_by("pk")]


@pytest.mark.django_db(transaction=True)
def test_send_mail_queues_row_and_job_with_the_change() -> None:
    with transaction.atomic():
        queued = queue_mail()

    assert jobs() == [("kernel.deliver_mail", queued.pk)]
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_send_mail_leaves_nothing_when_the_change_is_rolled_back() -> None:
    with transaction.atomic():
        queue_mail()
        transaction.set_rollback(True)

    assert not OutboxMail.objects.exists()
    assert jobs() == []


@pytest.mark.django_db
def test_deliver_mail_sends_once_and_wipes_the_text() -> None:
    queued = queue_mail()

    tasks.deliver_mail(queued.pk)
    tasks.deliver_mail(queued.pk)

    queued.refresh_from_db()
    assert (queued.status, queued.text, queued.html, queued.attempts) == (MailStatus.SENT, "", "", 1)
    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["anna@voorbeeld.nl"], "Nieuwe kandidaat", "Dag")
    assert sent.alternatives[0].content == "<p>Dag</p>"


@pytest.mark.django_db
def test_refused_mail_waits_longer_each_time_and_is_parked_after_five_attempts(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingServer"
    queued = queue_mail()
    waits = []

    for _ in range(tasks.ATTEMPTS):
        before = clock.now()
        tasks.deliver_mail(queued.pk)
        queued.refresh_from_db()
        waits.append(round((queued.due_at - before) / timedelta(minutes=1)))

    assert waits[:4] == [1, 4, 16, 64]
    assert (queued.status, queued.attempts) == (MailStatus.PARKED, 5)
    assert queued.last_error == "SMTPResponseException 451"
    assert queued.text == "Dag"
    assert len(jobs()) == 5  # the first one and four retries
    assert outbox.parked_mails() == 1


@pytest.mark.django_db
def test_parked_mail_can_be_tried_again() -> None:
    queued = queue_mail()
    OutboxMail.objects.update(status=MailStatus.PARKED, attempts=5)

    assert outbox.try_again(mail_id=queued.pk, now=NOW)
    assert not outbox.try_again(mail_id=queued.pk, now=NOW)

    tasks.deliver_mail(queued.pk)
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_forgotten_mail_is_queued_anew_once() -> None:
    queued = queue_mail()  # due long ago
    waiting = len(jobs())

    tasks.pick_up_forgotten_mail(timestamp=0)
    tasks.pick_up_forgotten_mail(timestamp=0)

    assert jobs() == [("kernel.deliver_mail", queued.pk)] * (waiting + 1)


@pytest.mark.django_db
def test_clear_up_removes_what_has_had_its_time() -> None:
    old, parked, young = queue_mail(), queue_mail(), queue_mail()
    long_ago = clock.now() - timedelta(days=31)
    OutboxMail.objects.filter(pk=old.pk).update(status=MailStatus.SENT, sent_at=long_ago)
    OutboxMail.objects.filter(pk=parked.pk).update(status=MailStatus.PARKED, due_at=long_ago)

    tasks.clear_up(timestamp=0)

    assert set(OutboxMail.objects.values_list("pk", flat=True)) == {parked.pk, young.pk}


@pytest.mark.django_db
def test_calendar_file_travels_as_an_invitation_and_as_a_file() -> None:
    text = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"
    outbox.send_mail(to="anna@voorbeeld.nl", subject="Dag", text="", html="", calendar=text, now=NOW)

    tasks.deliver_mail(OutboxMail.objects.get().pk)

    kinds = [part.get_content_type() for part in mail.outbox[0].message().walk()]
    assert kinds.count("text/calendar") == 2
    assert 'method="CANCEL"' in mail.outbox[0].message().as_string().replace(
        "method=CANCEL", 'method="CANCEL"'
    )
    assert OutboxMail.objects.get().calendar == ""
