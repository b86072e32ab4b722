"""Mail that does not arrive: refused by the server at once, or brought back later with a report (RFC 3464).

Each mail has a Message-ID with our signature, which a report carries back: so a report tells which mail it is about,
and nobody can have mail stopped that they did not get.
"""

import smtplib
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.db import transaction

from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import OutboxMail

PERMANENT = 500
LONGEST_REPORT = 200_000
_SIGNER = signing.Signer(sep=".", salt="leerwerk.outbox")


def message_id(mail_id: int) -> str:
    """The Message-ID of a mail from the outbox."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{_SIGNER.sign(str(mail_id))}@{host}>"


def refusal_code(failure: Exception) -> int | None:
    """What a mail server answered, as its number; None when it did not answer."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return next((code for code, _words in failure.recipients.values()), None)
    return getattr(failure, "smtp_code", None)


def is_for_good(failure: Exception) -> bool:
    """Whether it is this address or this mail that the server refuses, and always will.

    Refusing the sender or the password is a fault of ours, that somebody may mend meanwhile.
    """
    of_this_mail = isinstance(failure, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return of_this_mail and (refusal_code(failure) or 0) >= PERMANENT


def take_bounce(report: bytes) -> OutboxMail | None:
    """Park the mail that came back for good; None for whatever else a report says, or when the mail is gone."""
    message = message_from_bytes(report[:LONGEST_REPORT], policy=policy.default)
    status, mail_id = _status_of(message), _mail_of(message)
    if not status.startswith("5.") or mail_id is None:
        return None
    with transaction.atomic():
        sent = OutboxMail.objects.select_for_update(no_key=True)
        mail = sent.filter(pk=mail_id, status=MailStatus.SENT).first()
        if mail is not None:
            mail.status, mail.last_error = MailStatus.PARKED, f"Bounce {status}"
            mail.save(update_fields=["status", "last_error"])
    return mail


def _status_of(report: EmailMessage) -> str:
    """ "5.1.1"; "" when there is no report of delivery in it."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = [block for block in part.get_payload() if isinstance(block, Message)]
            found = [str(block["Status"]).strip() for block in blocks if block["Status"]]
            return _plain(found[0]) if found else ""
    return ""


def _plain(status: str) -> str:
    """Three numbers with points; "" for anything else that somebody put there."""
    numbers = status.partition(" ")[0].split(".")
    return ".".join(numbers) if all(each.isascii() and each.isdigit() for each in numbers) else ""


def _mail_of(report: EmailMessage) -> int | None:
    """The mail that the report brings back, by its signed Message-ID."""
    for part in report.walk():
        name = str(_head_of(part)["Message-ID"] or "").strip().strip("<>").rpartition("@")[0]
        try:
            return int(_SIGNER.unsign(name))
        except (signing.BadSignature, ValueError):
            continue
    return None


def _head_of(part: EmailMessage) -> Message:
    """The head of the mail that a part brings back, in full or without its text; an empty one for any other part."""
    content, kind = part.get_payload(), part.get_content_type()
    if kind == "message/rfc822" and isinstance(content, list) and isinstance(content[0], Message):
        return content[0]
    head = part.get_payload(decode=True) if kind == "text/rfc822-headers" else b""
    return message_from_bytes(head if isinstance(head, bytes) else b"", policy=policy.default)
