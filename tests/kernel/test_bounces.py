"""Mail that does not arrive is parked at once, and so is mail that comes back with a report."""

import smtplib
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from leerwerk.kernel import outbox, tasks
from leerwerk.kernel.bounces import message_id, take_bounce
from leerwerk.kernel.models import OutboxMail
from leerwerk.kernel.queries import refused_in_a_row

pytestmark = [pytest.mark.db, pytest.mark.django_db]

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
REPORT = """\
From: MAILER-DAEMON@voorbeeld.nl
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="deel"

--deel
Content-Type: text/plain

The mail system: host voorbeeld.nl said 550 5.1.1 User unknown

--deel
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.voorbeeld.nl

Final-Recipient: rfc822; anna@voorbeeld.nl
Action: failed
Status: {status}

--deel
Content-Type: text/rfc822-headers

Message-ID: {message}
Subject: Dag

--deel--
"""


class NoSuchUser(BaseEmailBackend):
    """A mail server that does not know the address."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"anna@voorbeeld.nl": (550, b"5.1.1 unknown")})


class NoSuchPassword(BaseEmailBackend):
    """A mail server that does not know us."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPAuthenticationError(535, b"5.7.8 no")


def sent_mail(about: str = "") -> OutboxMail:
    outbox.send_mail(to="anna@voorbeeld.nl", subject="Dag", text="Dag", html="", about=about, now=NOW)
    mail = OutboxMail.objects.latest("pk")
    tasks.deliver_mail(mail.pk)
    mail.refresh_from_db()
    return mail


def report_about(mail_id: int, status: str = "5.1.1") -> bytes:
    return REPORT.format(status=status, message=message_id(mail_id)).encode()


def test_address_that_does_not_exist_is_not_tried_again(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoSuchUser"
    mail = sent_mail()
    assert (mail.status, mail.attempts, mail.last_error) == ("PARKED", 1, "SMTPRecipientsRefused 550")


def test_fault_of_our_own_is_tried_again(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoSuchPassword"
    assert sent_mail().status == "QUEUED"


def test_headers_go_on_the_mail_and_are_wiped_after(mailoutbox: list[Any]) -> None:
    outbox.send_mail(
        to="anna@voorbeeld.nl", subject="Dag", text="Dag", html="", headers={"List-Id": "x"}, now=NOW
    )
    mail = OutboxMail.objects.get()
    tasks.deliver_mail(mail.pk)
    mail.refresh_from_db()
    assert mailoutbox[0].message()["List-Id"] == "x"
    assert mailoutbox[0].message()["Message-ID"] == message_id(mail.pk)
    assert mail.headers == {}


def test_mail_that_came_back_is_parked_and_cannot_be_sent_again() -> None:
    mail = sent_mail()
    assert take_bounce(report_about(mail.pk)) == mail
    mail.refresh_from_db()
    assert (mail.status, mail.last_error) == ("PARKED", "Bounce 5.1.1")
    assert outbox.try_again(mail_id=mail.pk, now=NOW) is False


@pytest.mark.parametrize("status", ["4.4.1", "2.0.0", "", "5.x.<b>"])
def test_report_of_anything_else_changes_nothing(status: str) -> None:
    mail = sent_mail()
    assert take_bounce(report_about(mail.pk, status)) is None


@pytest.mark.parametrize(
    "report",
    [b"", b"\xff\x00", b"Subject: x\n\nhallo", REPORT.format(status="5.1.1", message="<1.x@y>").encode()],
)
def test_report_without_our_signature_changes_nothing(report: bytes) -> None:
    mail = sent_mail()
    assert take_bounce(report) is None
    mail.refresh_from_db()
    assert mail.status == "SENT"


def test_refusals_are_counted_back_to_the_last_that_arrived() -> None:
    assert refused_in_a_row(about="search.saved:1", since=NOW) == 0
    for is_back in (True, False, True, True):
        mail = sent_mail("search.saved:1")
        if is_back:
            take_bounce(report_about(mail.pk))
    take_bounce(report_about(sent_mail("search.saved:2").pk))
    assert refused_in_a_row(about="search.saved:1", since=NOW) == 2
    assert refused_in_a_row(about="search.saved:1", since=datetime(2027, 1, 1, tzinfo=UTC)) == 0
