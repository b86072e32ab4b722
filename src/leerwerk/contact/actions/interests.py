"""Interest in a place: shown by a visitor, answered by the employer, taken back by the visitor."""

from datetime import datetime

from django.db import transaction

from leerwerk.catalogue.models import Place
from leerwerk.contact.actions.questions import open_thread
from leerwerk.contact.enums import ANSWERS, InterestStatus
from leerwerk.contact.mails import mail_interest_answer, mail_interest_receipt, mail_interest_to_employer
from leerwerk.contact.models import Interest
from leerwerk.contact.queries import interests_for
from leerwerk.contact.refusals import InterestRefused
from leerwerk.contact.rules import interest_verdict
from leerwerk.kernel import audit
from leerwerk.kernel.actor import ANONYMOUS, Actor
from leerwerk.kernel.opening import open_row
from leerwerk.network.rules import represents
from leerwerk.people.actions import receive_correspondent


@transaction.atomic
def show_interest(
    *,
    place: Place,
    person: dict[str, str],
    message: str,
    consent: str,
    is_help_wanted: bool,
    now: datetime,
    language: str = "nl",
) -> Interest:
    """Let the employer know that somebody would like the place, and the desk when help is wanted.

    `consent` holds the very words that the visitor agreed to. Raises InterestRefused PLACE_CLOSED or
    NO_WAY_TO_ANSWER.
    """
    row = Place.objects.select_for_update(no_key=True, of=("self",)).select_related("region", "employer")
    wanted = row.get(pk=place.pk)
    verdict = interest_verdict(
        place_status=wanted.status, has_mail_or_phone=bool(person.get("email") or person.get("phone"))
    )
    if verdict:
        raise InterestRefused(verdict, place=wanted.title)
    who = receive_correspondent(person=person, language=language, now=now)
    question = None
    if is_help_wanted:
        question = open_thread(person=who, text=message, region=wanted.region, place=wanted, now=now)
    interest = Interest.objects.create(
        person=who, place=wanted, question=question, message=message, consent=consent, sent_at=now
    )
    _record("interest.show", interest, ANONYMOUS, now)
    mail_interest_to_employer(interest, now)
    mail_interest_receipt(interest, now)
    return interest


def open_interest(*, interest_id: int, actor: Actor, now: datetime, purpose: str) -> Interest:
    """An interest with who it is of, the reading logged. Raises Interest.DoesNotExist."""
    return open_row(
        interests_for(actor),
        key=interest_id,
        person=lambda interest: interest.person.number,
        actor=actor,
        now=now,
        purpose=purpose,
    )


@transaction.atomic
def answer_interest(*, interest: Interest, answer: str, text: str, actor: Actor, now: datetime) -> None:
    """The employer wants to meet (INVITED) or not (DECLINED); the visitor gets mail.

    Raises InterestRefused NOT_YOUR_ORGANISATION, UNKNOWN_ANSWER or WRONG_STATE.
    """
    row = _lock(interest)
    if not represents(actor, row.place.employer_id):
        raise InterestRefused("NOT_YOUR_ORGANISATION")
    if answer not in ANSWERS:
        raise InterestRefused("UNKNOWN_ANSWER")
    if row.status != InterestStatus.SENT:
        raise InterestRefused("WRONG_STATE")
    row.status, row.answer, row.answered_at = InterestStatus(answer), text, now
    row.save()
    _record("interest.answer", row, actor, now)
    mail_interest_answer(row, now)


def _lock(interest: Interest) -> Interest:
    rows = Interest.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("person", "place__employer", "place__region").get(pk=interest.pk)


def _record(action: str, interest: Interest, actor: Actor, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"contact.interest:{interest.pk}",
        now=now,
        data_subject=str(interest.person.number),
    )
