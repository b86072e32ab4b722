"""A question: asked by a visitor, taken and answered by an adviser, asked on, closed."""

from datetime import datetime

from django.db import transaction

from leerwerk.catalogue.models import Place
from leerwerk.contact.enums import QuestionStatus
from leerwerk.contact.mails import mail_answer, mail_question_to_desk, mail_receipt
from leerwerk.contact.models import Message, Question
from leerwerk.contact.queries import question_pages
from leerwerk.contact.refusals import QuestionRefused
from leerwerk.contact.rules import answer_verdict, is_kept_for, may_view_question
from leerwerk.kernel import audit
from leerwerk.kernel.actor import ANONYMOUS, Actor
from leerwerk.kernel.opening import open_row
from leerwerk.network.models import Region
from leerwerk.network.rules import regions_advised
from leerwerk.people.actions import receive_correspondent
from leerwerk.people.models import Correspondent


@transaction.atomic
def ask_question(
    *,
    person: dict[str, str],
    text: str,
    region: Region | None,
    place: Place | None,
    now: datetime,
    language: str = "nl",
    employer: dict[str, str] | None = None,
) -> Question:
    """Take the question of a visitor; `person` holds name, email and phone. The visitor gets a receipt by mail.

    Of an employer: `employer` holds organisation and topic. Raises QuestionRefused NO_WAY_TO_ANSWER.
    """
    if not (person.get("email") or person.get("phone")):
        raise QuestionRefused("NO_WAY_TO_ANSWER")
    asker = receive_correspondent(person=person, language=language, now=now)
    question = open_thread(person=asker, text=text, region=region, place=place, now=now, employer=employer)
    mail_receipt(question, now)
    return question


def open_thread(
    *,
    person: Correspondent,
    text: str,
    region: Region | None,
    place: Place | None,
    now: datetime,
    employer: dict[str, str] | None = None,
) -> Question:
    """A question of somebody who is known already, within the transaction of the caller; the desk gets mail."""
    question = Question.objects.create(
        person=person, region=region, place=place, asked_at=now, changed_at=now, **(employer or {})
    )
    Message.objects.create(question=question, text=text, sent_at=now)
    record("question.ask", question, ANONYMOUS, now)
    mail_question_to_desk(question, now)
    return question


@transaction.atomic
def ask_on(*, question: Question, text: str, now: datetime) -> None:
    """The visitor says more; the question is open again. Raises QuestionRefused QUESTION_CLOSED."""
    row = lock(question)
    if row.status == QuestionStatus.CLOSED:
        raise QuestionRefused("QUESTION_CLOSED")
    Message.objects.create(question=row, text=text, sent_at=now)
    _change(row, now, status=QuestionStatus.OPEN)
    record("question.ask_on", row, ANONYMOUS, now)
    mail_question_to_desk(row, now, is_new=False)


def open_question(*, question_id: int, actor: Actor, now: datetime, purpose: str) -> Question:
    """A question with all that was said, the reading logged. Raises Question.DoesNotExist."""
    return open_row(
        question_pages(actor),
        key=question_id,
        person=lambda question: question.person.number,
        actor=actor,
        now=now,
        purpose=purpose,
    )


@transaction.atomic
def claim_question(*, question: Question, actor: Actor, now: datetime) -> Question:
    """Keep a question for the actor, so that no colleague answers too. Raises QuestionRefused.

    A question to no desk in particular becomes one to the actor's. NOT_YOUR_REGION, QUESTION_CLOSED,
    COLLEAGUE_ANSWERS (with `name` and `at`).
    """
    row = lock(question)
    _must_be_answerable(row, actor, now)
    if row.region is None:
        row.region = Region.objects.current().filter(code__in=regions_advised(actor)).order_by("code").first()
    _change(row, row.changed_at, region=row.region, claimed_by_id=actor.user_id, claimed_at=now)
    record("question.claim", row, actor, now)
    return row


@transaction.atomic
def release_question(*, question: Question, actor: Actor, now: datetime) -> None:
    """Leave a question to colleagues again; only who keeps it can. Raises QuestionRefused COLLEAGUE_ANSWERS."""
    row = lock(question)
    _must_be_answerable(row, actor, now)
    _change(row, row.changed_at, claimed_by_id=None, claimed_at=None)
    record("question.release", row, actor, now)


@transaction.atomic
def answer_question(*, question: Question, text: str, seen: int, actor: Actor, now: datetime) -> None:
    """Send the visitor an answer. `seen` is the number of messages that the adviser had before them.

    Raises QuestionRefused NOT_YOUR_REGION, QUESTION_CLOSED, COLLEAGUE_ANSWERS or ANSWERED_MEANWHILE.
    """
    row = claim_question(question=question, actor=actor, now=now)
    _must_be_answerable(row, actor, now, seen=seen)
    Message.objects.create(question=row, text=text, is_from_desk=True, author_id=actor.user_id, sent_at=now)
    _change(row, now, status=QuestionStatus.ANSWERED)
    record("question.answer", row, actor, now)
    mail_answer(row, text, actor.name, now)


@transaction.atomic
def close_question(*, question: Question, actor: Actor, now: datetime) -> None:
    """Nothing more is to be said; by the visitor (ANONYMOUS, with the link) or by the desk. Twice does it once."""
    row = lock(question)
    if not actor.is_anonymous:
        _must_see(row, actor)
    if row.status != QuestionStatus.CLOSED:
        _change(row, now, status=QuestionStatus.CLOSED)
        record("question.close", row, actor, now)


def lock(question: Question) -> Question:
    """The question as it is now, locked until the end of the transaction."""
    rows = Question.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("person", "region", "place", "claimed_by").get(pk=question.pk)


def record(action: str, question: Question, actor: Actor, now: datetime) -> None:
    """Write down what was done, about whom."""
    audit.record(
        actor=actor,
        action=action,
        subject=f"contact.question:{question.pk}",
        now=now,
        data_subject=str(question.person.number),
    )


def _must_see(row: Question, actor: Actor) -> None:
    code = row.region.code if row.region else ""
    if not may_view_question(actor, region_code=code, is_forgotten=row.person.forgotten_at is not None):
        raise QuestionRefused("NOT_YOUR_REGION")


def _must_be_answerable(row: Question, actor: Actor, now: datetime, *, seen: int | None = None) -> None:
    _must_see(row, actor)
    messages = row.messages.count()
    verdict = answer_verdict(
        status=row.status,
        seen=messages if seen is None else seen,
        messages=messages,
        kept_for=is_kept_for(row.claimed_by_id, row.claimed_at, now),
        user_id=actor.user_id,
    )
    if verdict:
        name = row.claimed_by.get_full_name() if row.claimed_by else ""
        raise QuestionRefused(verdict, name=name)


def _change(row: Question, changed_at: datetime, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = changed_at
    row.save()
