from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from leerwerk.kernel import outbox, queue
from leerwerk.kernel.models import OutboxMail
from leerwerk.kernel.tasks import clear_up, deliver_mail
from tests.jobs import do_all_jobs

pytestmark = pytest.mark.db

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def jobs() -> list[tuple[str, Any]]:
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", "args"))


@pytest.mark.django_db
def test_enqueue_keeps_arguments_and_the_moment() -> None:
    assert queue.enqueue(deliver_mail, run_at=NOW + timedelta(hours=1), mail_id=3)

    [job] = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args, job.queue_name) == ("kernel.deliver_mail", {"mail_id": 3}, "mail")
    assert job.scheduled_at == NOW + timedelta(hours=1)


@pytest.mark.django_db
def test_enqueue_once_adds_nothing_while_it_waits_and_leaves_the_transaction_whole() -> None:
    assert queue.enqueue(clear_up, once="clearing", timestamp=0)
    assert not queue.enqueue(clear_up, once="clearing", timestamp=0)

    assert jobs() == [("kernel.clear_up", {"timestamp": 0})]


@pytest.mark.django_db(transaction=True)
def test_enqueue_is_forgotten_by_a_rollback() -> None:
    with transaction.atomic():
        queue.enqueue(deliver_mail, mail_id=3)
        transaction.set_rollback(True)

    assert jobs() == []


@pytest.mark.django_db(transaction=True)
def test_worker_does_what_was_committed() -> None:
    outbox.send_mail(to="anna@voorbeeld.nl", subject="Dag", text="Dag", html="", now=NOW)

    do_all_jobs()

    assert [sent.to for sent in mail.outbox] == [["anna@voorbeeld.nl"]]
    assert OutboxMail.objects.get().status == "SENT"
    assert queue.failed_jobs() == {}


@pytest.mark.django_db(transaction=True)
def test_failed_jobs_are_counted_by_task() -> None:
    queue.enqueue(deliver_mail, wrong_name=3)

    do_all_jobs()

    assert queue.failed_jobs() == {"kernel.deliver_mail": 1}
